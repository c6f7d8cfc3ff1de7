"""Formats that policies declare."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from cdgate.builtin.readers.declared import declared_readers
from cdgate.engine.formats import with_declared
from cdgate.errors import PolicyError
from cdgate.policy import Effective

Load = Callable[..., Effective]
Complaints = Callable[..., list[str]]

GATE = "stages: {s: {exit: {c: {metric: tests.failed, at_most: 0}}}}\n"


def declaration(name: str) -> str:
    return f"{{name: {name}, title: T, link: 'https://x.org', syntax: json, records: 'a[]', fields: {{level: l}}}}\n"


def policy(formats: str, more: str = "") -> str:
    return f"version: 1\n{more}formats: {formats}\n{GATE}"


def test_formats_grow_from_policy_to_policy(load: Load) -> None:
    effective = load(
        policy("[two]", "extends: ['shelf:parent']\n"),
        parent=policy(f"[{declaration('one').strip()}]"),
        two=declaration("two"),
    )
    assert [shape.name for shape in effective.policy.formats] == ["one", "two"]


def test_policy_without_formats_leaves_the_readers_alone(load: Load) -> None:
    readers = {reader.name: reader for reader in declared_readers()}
    assert with_declared(readers, load(f"version: 1\n{GATE}").policy) == readers


def test_declared_formats_stand_beside_the_readers(load: Load) -> None:
    found = with_declared({}, load(policy("[own]"), own=declaration("own")).policy)
    assert list(found) == ["own"]


def test_format_whose_name_is_taken_is_refused(load: Load) -> None:
    readers = {reader.name: reader for reader in declared_readers()}
    effective = load(policy("[own]"), own=declaration("trivy"))
    with pytest.raises(PolicyError) as refused:
        with_declared(readers, effective.policy)
    assert refused.value.slug == "format-invalid"


@pytest.mark.parametrize(
    ("text", "shelf", "expected"),
    [
        pytest.param(policy("[gone]"), {}, ["2:11 not-on-the-shelf"], id="absent"),
        pytest.param(policy("[own]"), {"own": "a: [\n"}, ["own:2:1 yaml-syntax"], id="malformed"),
        pytest.param(policy("[own]"), {"own": "title: T\n"}, ["own:1:1 format-invalid"], id="wrong"),
        pytest.param(policy("[one, two]"), dict.fromkeys(("one", "two"), declaration("x")), None, id="twice"),
        pytest.param(policy("own"), {}, ["2:10 wrong-value"], id="no-list"),
        pytest.param(
            f"version: 1\nextends: ['shelf:far']\n{GATE}",
            {"far": policy("[own]"), "own": declaration("own")},
            ["shelf:far:2:11 extends-outside"],
            id="elsewhere",
        ),
    ],
)
def test_format_that_cannot_be_had_is_complained_of(
    text: str, shelf: Mapping[str, str], expected: list[str] | None, complaints: Complaints
) -> None:
    found = complaints(text, tree="git+https://example.org/x#", **shelf)
    if expected is None:
        assert [one.rpartition(" ")[2] for one in found] == ["format-invalid"]
    else:
        assert found == expected
