"""A policy loader over the real kinds, the real metrics and policies kept in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.errors import CdgateError, PolicyError
from cdgate.extension import Fetched, PolicySource
from cdgate.message import text
from cdgate.policy import Effective, LockMode, load_effective

Load = Callable[..., Effective]
Complaints = Callable[..., list[str]]


class Shelf:
    """A source of policies that are kept in memory; `tree` is where `file:` inside them starts."""

    title = "a shelf"

    def __init__(self, scheme: str, files: Mapping[str, str], tree: str) -> None:
        self.scheme = scheme
        self.files = files
        self.tree = tree

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        del base
        if address not in self.files:
            raise PolicyError("not-on-the-shelf", text("nothing is here"), file="")
        return Fetched(self.files[address].encode(), pinned or f"{address} now", f"{self.scheme}:{address}", self.tree)


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Load a policy whose `extends` finds the given files as `shelf:NAME`."""

    def loaded(policy: str, /, lock: LockMode = LockMode.IGNORED, tree: str = "", **shelf: str) -> Effective:
        sources: dict[str, PolicySource] = {"shelf": Shelf("shelf", shelf, tree), "file": Shelf("file", shelf, "file:")}
        return load_effective(
            policy.encode(),
            file="gates.yaml",
            base=tmp_path,
            kinds={kind.name: kind for kind in cdgate_criteria()},
            metrics={metric.name: metric for metric in cdgate_metrics()},
            sources=sources,
            lock=lock,
        )

    return loaded


@pytest.fixture
def complaints(load: Load) -> Complaints:
    """Return what is wrong with a policy: one `line:column slug` for each complaint, of other files with their name."""

    def said(policy: str, /, lock: LockMode = LockMode.IGNORED, tree: str = "", **shelf: str) -> list[str]:
        with pytest.raises(CdgateError) as caught:
            load(policy, lock, tree, **shelf)
        assert all(isinstance(error, PolicyError) for error in caught.value.members)
        return [f"{error.place.removeprefix('gates.yaml:')} {error.slug}" for error in caught.value.members]

    return said
