"""From the bytes of gates.yaml to the policy in force: read, extend, tighten, build, and tell all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from cdgate.errors import CdgateError, ErrorGroup, PolicyError
from cdgate.extension import CriterionKind, Metric, PolicySource
from cdgate.model.node import MapNode
from cdgate.model.policy import Policy
from cdgate.policy.build import build
from cdgate.policy.inherit import merged
from cdgate.policy.layers import Layer, gather_layers
from cdgate.policy.lock import LockMode, read_lock


class Effective(msgspec.Struct, frozen=True):
    """The policy in force, and the nodes it was built from: each knows the file and line that set it."""

    policy: Policy
    root: MapNode


def load_policy(
    data: bytes,
    *,
    file: str,
    base: Path,
    kinds: Mapping[str, CriterionKind],
    metrics: Mapping[str, Metric],
    sources: Mapping[str, PolicySource],
    lock: LockMode = LockMode.USED,
) -> Policy:
    """Return the policy that `data` and all it extends make up; `base` is the folder of the file and of its lock.

    Raises PolicyError, or an ErrorGroup of all complaints sorted by position.
    """
    return load_effective(data, file=file, base=base, kinds=kinds, metrics=metrics, sources=sources, lock=lock).policy


def load_effective(
    data: bytes,
    *,
    file: str,
    base: Path,
    kinds: Mapping[str, CriterionKind],
    metrics: Mapping[str, Metric],
    sources: Mapping[str, PolicySource],
    lock: LockMode = LockMode.USED,
) -> Effective:
    """Return what `load_policy` returns together with the effective nodes."""
    layers, faults = gather_layers(data, file, base=base, sources=sources, lock=read_lock(base, lock))
    errors: list[CdgateError] = list(faults)
    root = _stacked(layers, errors, kinds=kinds, metrics=metrics)
    used = tuple(layer.locked for layer in layers if layer.locked is not None)
    policy = build(root, file=file, sources=used, kinds=kinds, metrics=metrics, errors=errors)
    if errors:
        ordered = _in_order(errors, file)
        raise ordered[0] if len(ordered) == 1 else ErrorGroup(ordered)
    return Effective(policy, root)


def rebuilt(
    root: MapNode, like: Policy, *, kinds: Mapping[str, CriterionKind], metrics: Mapping[str, Metric]
) -> Policy:
    """Return the policy that these effective nodes make; file and sources are those of `like`.

    Raises PolicyError or ErrorGroup where parts of two policies do not fit together.
    """
    errors: list[CdgateError] = []
    policy = build(root, file=like.file, sources=like.sources, kinds=kinds, metrics=metrics, errors=errors)
    if errors:
        ordered = _in_order(errors, like.file)
        raise ordered[0] if len(ordered) == 1 else ErrorGroup(ordered)
    return policy


def _stacked(
    layers: Iterable[Layer],
    errors: list[CdgateError],
    *,
    kinds: Mapping[str, CriterionKind],
    metrics: Mapping[str, Metric],
) -> MapNode:
    """Return all layers over one another, each held against what lies below it."""
    first, *above = layers
    faults: list[PolicyError] = []
    root = merged(MapNode((), first.root.position), first.root, faults)
    for layer in above:
        from cdgate.policy.tighten import Bounds, loosenings  # a policy that extends none has nothing to loosen

        parent, root = root, merged(root, layer.root, faults)
        faults.extend(loosenings(parent, layer.root, root, Bounds(kinds, metrics)))
    errors.extend(faults)
    return root


def _in_order(errors: Iterable[CdgateError], file: str) -> list[CdgateError]:
    """Return each complaint once: the policy's own first, then by file and place."""
    distinct = {str(error): error for error in errors}.values()
    return sorted(distinct, key=lambda error: _key(error, file))


def _key(error: CdgateError, file: str) -> tuple[bool, str, int, int]:
    if isinstance(error, PolicyError):
        return (error.file != file, error.file, error.line, error.column)
    return (True, "", 0, 0)
