"""The effective nodes of a policy to the model: roles, gates in order, criteria with their rules, waivers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cdgate.errors import CdgateError, ErrorGroup, PolicyError
from cdgate.extension import CriterionKind, Metric
from cdgate.message import text
from cdgate.model.baseline import KIND as BASELINE
from cdgate.model.baseline import ROLES as BASELINE_ROLES
from cdgate.model.glob import MAX_PATTERN
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.model.policy import Criterion, Effect, Gate, LockedSource, Mode, Policy, Role
from cdgate.model.quantity import parse_limit
from cdgate.policy import fields
from cdgate.policy.dispatch import Words, inner_kind_name, kind_name, parse_rule
from cdgate.policy.formats import files_of_formats, formats_of
from cdgate.policy.plain import digest, plain
from cdgate.policy.shape import complaint
from cdgate.policy.waivers import max_waiver_days, quarantine_of, waivers_of

Errors = list[CdgateError]


def build(
    root: MapNode,
    *,
    file: str,
    sources: tuple[LockedSource, ...],
    kinds: Mapping[str, CriterionKind],
    metrics: Mapping[str, Metric],
    errors: Errors,
) -> Policy:
    """Return the policy; what is wrong is left out of it and stands in `errors`, so that all is told at once."""
    roles = tuple(_roles(root, errors))
    held = _maps(root.get("evidence"))
    words = Words(
        kinds,
        metrics,
        {key.text: _kind_of(key, settings) for key, settings in held},
        tuple(name for name, _, _ in _gate_nodes(root)),
    )
    gates = tuple(_gate(name, key, criteria, words, errors) for name, key, criteria in _gate_nodes(root))
    if not gates:
        errors.append(
            complaint(
                "policy-without-gates",
                text("no stage has a gate, so nothing would be judged"),
                root.position,
                text("write `stages:` with criteria, or extend a profile: `extends: [builtin:cd-l3]`"),
            )
        )
    ids = tuple(f"{name}.{key.text}" for name, _, criteria in _gate_nodes(root) for key, _ in _maps(criteria))
    return Policy(
        title=word(root, "title"),
        roles=roles,
        gates=gates,
        digest=digest(root),
        file=file,
        waivers=waivers_of(root, ids, errors),
        quarantine=quarantine_of(root),
        sources=sources,
        require_plugins=_texts(root.get("require_plugins")),
        formats=formats_of(root, errors),
        format_files=files_of_formats(root, file),
        max_waiver_days=max_waiver_days(root),
    )


def word(settings: MapNode, key: str) -> str:
    """Return the text of a scalar, empty where the key is absent."""
    node = settings.get(key)
    return node.text if isinstance(node, ScalarNode) else ""


def _gate_nodes(root: MapNode) -> tuple[tuple[str, ScalarNode, MapNode], ...]:
    """Return name, key and criteria of every gate: stages as written, entry before exit."""
    return tuple(
        (f"{stage.text}.{side}", key, criteria)
        for stage, sides in _maps(root.get("stages"))
        for side in fields.names(fields.SIDES)
        for key, criteria in _maps(sides)
        if key.text == side
    )


def _gate(name: str, key: ScalarNode, criteria: MapNode, words: Words, errors: Errors) -> Gate:
    if not criteria.entries:
        errors.append(
            complaint(
                "gate-without-criteria",
                text("the gate {gate} has no criteria", gate=name),
                key.position,
                text("write a criterion, or leave the gate out"),
            )
        )
    built = []
    for own, settings in _maps(criteria):
        try:
            built.append(_criterion(f"{name}.{own.text}", own, settings, words))
        except (PolicyError, ErrorGroup) as problem:
            errors.extend(problem.members)
    return Gate(name, tuple(built), key.position)


def _criterion(name: str, key: ScalarNode, settings: MapNode, words: Words) -> Criterion:
    until = word(settings, "warn_until")
    return Criterion(
        id=name,
        kind=inner_kind_name(settings) or kind_name(settings),
        rule=parse_rule(settings, words, whole=True),
        position=key.position,
        effect=Effect(word(settings, "effect") or "block"),
        mode=Mode(word(settings, "mode") or "change"),
        warn_until=date.fromisoformat(until) if until else None,
        title=word(settings, "title").strip(),
        source=word(settings, "source").strip(),
        help=word(settings, "help").strip(),
        ref=word(settings, "ref"),
        level=word(settings, "level"),
    )


def _roles(root: MapNode, errors: Errors) -> list[Role]:
    built = []
    for key, settings in _maps(root.get("evidence")):
        given = settings.get("path")
        git = settings.get("git")
        patterns = _texts(given or settings.get("usual_paths"))
        errors.extend(_role_faults(key, settings, patterns))
        labels = settings.get("labels")
        built.append(
            Role(
                name=key.text,
                paths=patterns,
                position=key.position,
                kind=_kind_of(key, settings),
                format=word(settings, "format"),
                labels={name: value.text for name, value in _scalars(labels)},
                optional=plain(settings).get("optional", False),
                min_files=plain(settings).get("min_files", 1),
                run=word(settings, "run"),
                default_globs=given is None,
                git_base=(word(git, "base") or "auto") if isinstance(git, MapNode) and given is None else "",
                exclude=_texts(settings.get("exclude")),
                merge_retries=plain(settings).get("merge_retries", False),
                roots=_texts(settings.get("roots")),
                max_age_s=_seconds(word(settings, "max_age")),
                stamped=plain(settings).get("stamped", False),
            )
        )
    return built


def _kind_of(key: ScalarNode, settings: MapNode) -> str:
    """Return what a role holds: as written, else by its name or its key `git`."""
    by_name = "change" if settings.get("git") else BASELINE if key.text in BASELINE_ROLES else ""
    return word(settings, "kind") or by_name


def _role_faults(key: ScalarNode, settings: MapNode, patterns: tuple[str, ...]) -> list[PolicyError]:
    faults = []
    if not patterns and settings.get("git") is None:
        faults.append(
            complaint(
                "missing-key",
                text("the evidence role {role} needs the key {key}", role=key.text, key="'path'"),
                key.position,
                text("write where the pipeline puts the files: `path: build/junit/*.xml`"),
            )
        )
    faults.extend(
        complaint(
            "bad-pattern",
            text("a pattern of {role} is too long, or has a backslash or a control character", role=key.text),
            key.position,
            text("write folders with `/`, and at most {limit} characters", limit=MAX_PATTERN),
        )
        for pattern in (*patterns, *_texts(settings.get("exclude")))
        if len(pattern) > MAX_PATTERN or "\\" in pattern or not pattern.isprintable()
    )
    return faults


def _seconds(written: str) -> int | None:
    return int(parse_limit(written).exact) if written else None


def _maps(node: Node | None) -> tuple[tuple[ScalarNode, MapNode], ...]:
    entries = node.entries if isinstance(node, MapNode) else ()
    return tuple((key, value) for key, value in entries if isinstance(value, MapNode))


def _scalars(node: Node | None) -> tuple[tuple[str, ScalarNode], ...]:
    entries = node.entries if isinstance(node, MapNode) else ()
    return tuple((key.text, value) for key, value in entries if isinstance(value, ScalarNode))


def _texts(node: Node | None) -> tuple[str, ...]:
    items = node.items if isinstance(node, ListNode) else (node,)
    return tuple(item.text for item in items if isinstance(item, ScalarNode))
