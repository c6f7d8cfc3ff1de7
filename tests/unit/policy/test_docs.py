"""docs/policy.md names every key that the loader knows, and no other."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.profiles import cdgate_policy_sources
from cdgate.extension import Field
from cdgate.policy import Effective, fields

PAGE = (Path(__file__).parents[3] / "docs" / "policy.md").read_text(encoding="utf-8")
KINDS = {kind.name: kind.fields for kind in cdgate_criteria()}


def _section(title: str) -> str:
    """Return the text from a heading to the next of the same or a higher level, subsections left out."""
    found = re.search(rf"^#+ {re.escape(title)}$(.*?)(?=^#)", f"{PAGE}\n# end\n", re.MULTILINE | re.DOTALL)
    assert found is not None, title
    return found[1]


def _keys(title: str) -> list[str]:
    return re.findall(r"^\| `([a-z_]+)` \|", _section(title), re.MULTILINE)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The file", fields.FILE),
        ("Evidence", fields.ROLE),
        ("Stages and gates", fields.SIDES),
        ("Criteria", fields.CRITERION),
        ("Waivers", fields.WAIVER),
        ("Quarantine", fields.QUARANTINE),
        ("`ratchet`", KINDS["ratchet"]),
        ("`threshold`", KINDS["threshold"]),
        ("`guarded`", KINDS["guarded"]),
        ("`all_of`, `any_of`, `not`", (*KINDS["all_of"], *KINDS["any_of"], *KINDS["not"])),
    ],
)
def test_every_key_is_documented_and_no_other(title: str, expected: tuple[Field, ...]) -> None:
    assert _keys(title) == list(fields.names(expected))


def test_keys_of_the_other_kinds_are_documented() -> None:
    expected = {field.name for kind in ("present", "attested", "gate-passed") for field in KINDS[kind]}

    assert set(_keys("`present`, `attested`, `gate-passed`")) == expected


def test_every_kind_is_documented() -> None:
    headings = " ".join(re.findall(r"^### (.*)$", PAGE, re.MULTILINE))

    assert set(re.findall(r"`([a-z_-]+)`", headings)) == set(KINDS)


def test_every_source_is_documented() -> None:
    named = {name.rstrip(":") for name in re.findall(r"^\| `([a-z]+[+:])", _section("Extending"), re.MULTILINE)}

    assert named == {source.scheme for source in cdgate_policy_sources()}


def test_first_example_is_a_policy(load: Callable[..., Effective]) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    profile = Path(__file__).parents[3] / "src" / "cdgate" / "builtin" / "profiles" / "cd-l3.yaml"
    written = example[1].replace("builtin:", "shelf:")

    policy = load(written, **{"cd-l3": profile.read_text(encoding="utf-8")}).policy

    assert policy.title == "Payments service"
