"""What `extends` may reach, and what the lock says about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cdgate.errors import PolicyError
from cdgate.model.policy import LockedSource
from cdgate.policy import Effective, LockMode
from cdgate.policy.lock import LOCK_NAME, read_lock, written_lock

Load = Callable[..., Effective]
Complaints = Callable[..., list[str]]

GATE = "stages: {s: {exit: {c: {metric: tests.failed, at_most: 0}}}}\n"
PARENT = f"version: 1\n{GATE}"


def _extending(*sources: str) -> str:
    return f"version: 1\nextends: [{', '.join(sources)}]\n"


@pytest.mark.parametrize(
    ("policy", "shelf", "expected"),
    [
        pytest.param(_extending("shelf:none"), {}, ["2:11 not-on-the-shelf"], id="absent"),
        pytest.param(_extending("shelv:a", "shelf:b"), {"b": PARENT}, ["2:11 unknown-source"], id="unknown-scheme"),
        pytest.param(_extending("shelf:a"), {"a": _extending("shelf:a")}, ["shelf:a:2:11 extends-cycle"], id="itself"),
        pytest.param(
            _extending("shelf:a"),
            {"a": _extending("shelf:b"), "b": _extending("shelf:a")},
            ["shelf:b:2:11 extends-cycle"],
            id="circle",
        ),
        pytest.param(
            _extending("shelf:a"),
            {name: _extending(f"shelf:{after}") for name, after in zip("abcdef", "bcdefg", strict=True)}
            | {"g": PARENT},
            ["shelf:e:2:11 extends-too-many"],
            id="too-deep",
        ),
        pytest.param(
            _extending(*(f"shelf:p{i}" for i in range(51))),
            {f"p{i}": PARENT for i in range(51)},
            ["2:551 extends-too-many"],
            id="too-many",
        ),
        pytest.param(_extending("shelf:a"), {"a": "version: 1\na: *x\n"}, ["shelf:a:2:4 yaml-reference"], id="unsound"),
        pytest.param(_extending("shelf:a"), {"a": "version: 1"}, ["shelf:a:1:11 policy-cut"], id="cut"),
        pytest.param(_extending("file:/etc/x.yaml"), {}, ["2:11 extends-outside"], id="absolute-path"),
    ],
)
def test_unsound_extends_is_refused(
    complaints: Complaints, policy: str, shelf: dict[str, str], expected: list[str]
) -> None:
    assert complaints(policy, **shelf) == expected


def test_absent_parent_is_told_with_the_other_faults_of_the_file(complaints: Complaints) -> None:
    assert complaints(f"titel: x\n{_extending('shelf:none')}") == ["1:1 unknown-key", "3:11 not-on-the-shelf"]


@pytest.mark.parametrize(
    ("inside", "tree", "expected"),
    [
        pytest.param(
            "file:../x.yaml", "git+https://e.org/p@v1#a", ["shelf:a:2:11 unknown-source"], id="inside-the-tree"
        ),
        pytest.param("file:../../x.yaml", "git+https://e.org/p@v1#a", ["shelf:a:2:11 extends-outside"], id="out-of-it"),
        pytest.param("file:/x.yaml", "git+https://e.org/p@v1#a", ["shelf:a:2:11 extends-outside"], id="absolute"),
        pytest.param("file:x.yaml", "shelf:", ["shelf:a:2:11 extends-outside"], id="without-a-tree"),
        pytest.param(
            "git+file:///p@v1#x", "git+https://e.org/p@v1#a", ["shelf:a:2:11 extends-outside"], id="this-machine"
        ),
        pytest.param("git+../p@v1#x", "git+https://e.org/p@v1#a", ["shelf:a:2:11 extends-outside"], id="folder-here"),
        pytest.param("git+../p@v1#x", "git+file:///p@v1#a", ["shelf:a:2:11 unknown-source"], id="from-this-machine"),
        pytest.param("git+../p@v1#x", "file:policies", ["shelf:a:2:11 unknown-source"], id="from-a-file-here"),
    ],
)
def test_fetched_policy_stays_in_its_tree(complaints: Complaints, inside: str, tree: str, expected: list[str]) -> None:
    assert complaints(_extending("shelf:a"), tree=tree, a=_extending(inside)) == expected


def test_file_inside_a_file_is_relative_to_it(load: Load) -> None:
    shelf = {"policies/a.yaml": _extending("file:b.yaml"), "b.yaml": PARENT}

    sources = load(_extending("file:policies/../policies/a.yaml"), **shelf).policy.sources

    assert [source.source for source in sources] == ["file:b.yaml", "file:policies/a.yaml"]


def _lock(folder: Path, data: str, *, source: str = "shelf:parent") -> None:
    digest = hashlib.sha256(data.encode()).hexdigest()
    (folder / LOCK_NAME).write_bytes(written_lock([LockedSource(source, "pin", digest, len(data))]))


def test_lock_pins_what_is_fetched(load: Load, tmp_path: Path) -> None:
    _lock(tmp_path, PARENT)

    (used,) = load(_extending("shelf:parent"), LockMode.ENFORCED, parent=PARENT).policy.sources

    assert (used.resolved, used.size_bytes) == ("pin", len(PARENT))


def test_changed_source_is_refused_where_the_lock_is_enforced(complaints: Complaints, tmp_path: Path) -> None:
    _lock(tmp_path, PARENT)

    changed = PARENT.replace("at_most: 0", "at_most: 9")

    assert complaints(_extending("shelf:parent"), LockMode.ENFORCED, parent=changed) == ["2:11 source-changed"]


def test_source_that_is_not_locked_is_refused_where_the_lock_is_enforced(
    complaints: Complaints, tmp_path: Path
) -> None:
    _lock(tmp_path, PARENT, source="shelf:other")

    assert complaints(_extending("shelf:parent"), LockMode.ENFORCED, parent=PARENT) == ["2:11 source-not-locked"]


@pytest.mark.parametrize("mode", [LockMode.USED, LockMode.IGNORED])
def test_changed_source_is_taken_where_the_lock_is_not_enforced(load: Load, tmp_path: Path, mode: LockMode) -> None:
    _lock(tmp_path, "other")

    (used,) = load(_extending("shelf:parent"), mode, parent=PARENT).policy.sources

    assert used.resolved == ("pin" if mode is LockMode.USED else "parent now")


def test_without_a_lock_nothing_is_enforced(load: Load) -> None:
    assert load(_extending("shelf:parent"), LockMode.ENFORCED, parent=PARENT).policy.gates


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[1]",
        b"\xff",
        b'{"version": 2, "sources": []}',
        b'{"version": 1, "sources": [], "more": 1}',
        json.dumps(
            {"version": 1, "sources": [{"source": "a", "resolved": "b", "sha256": "c", "size": 1}] * 2}
        ).encode(),
    ],
)
def test_unsound_lock_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / LOCK_NAME).write_bytes(data)

    with pytest.raises(PolicyError) as caught:
        read_lock(tmp_path, LockMode.USED)

    assert caught.value.slug == "lock-unsound"


def test_lock_that_is_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).mkdir()

    with pytest.raises(PolicyError) as caught:
        read_lock(tmp_path, LockMode.USED)

    assert caught.value.slug == "lock-unsound"


def test_lock_has_the_same_bytes_whatever_the_order() -> None:
    one, two = LockedSource("a", "1", "x", 1), LockedSource("b", "2", "y", 2)

    assert written_lock([one, two]) == written_lock([two, one])
