"""Whatever stands in gates.yaml, the answer is a policy or a complaint with an exit code of its own."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.errors import CdgateError, ExitCode
from cdgate.extension import Fetched, PolicySource
from cdgate.model.policy import Policy
from cdgate.policy import LockMode, load_policy

SOUND = """\
version: 1
title: x
max_waiver: 90 d
evidence:
  r: {path: [a.xml, b.xml], kind: tests, labels: {suite: unit}}
stages:
  s:
    entry:
      a: {kind: present, evidence: r}
    exit:
      b: {metric: tests.failed, at_most: 0, effect: warn, unless: {metric: tests.total, below: 3}}
      c: {metric: coverage.line, at_least: 80 %, target: 90 %, scope: {path: "src/**"}, per: file}
      d: {all_of: [{metric: findings.count, where: {severity: ">= high"}, at_most: 0}, {not: {kind: present, evidence: r}}]}
waivers:
  - {criterion: s.exit.b, reason: r, approved_by: me, expires: 2027-01-31}
"""
WORDS = sorted(
    {*SOUND.replace("{", " ").replace("}", " ").split(), "null", "true", "-1", "[]", "{}", "!!str", "&a", "*a"}
)
PLACES = st.integers(min_value=0, max_value=len(SOUND))


class Kept:
    """A source that has one policy."""

    scheme = "kept"
    title = "one policy"

    def __init__(self, data: bytes) -> None:
        self.data = data

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        del base, pinned
        return Fetched(self.data, resolved="kept", name=address)


def _load(data: bytes, *sources: PolicySource) -> Policy | None:
    """Return the policy, or None where it is refused as a policy; any other exception is a bug."""
    try:
        return load_policy(
            data,
            file="gates.yaml",
            base=Path("/nowhere"),
            kinds={kind.name: kind for kind in cdgate_criteria()},
            metrics={metric.name: metric for metric in cdgate_metrics()},
            sources={source.scheme: source for source in sources},
            lock=LockMode.IGNORED,
        )
    except CdgateError as error:
        if error.exit_code is not ExitCode.POLICY or not all(str(member) for member in error.members):
            raise
        return None


@given(st.decimals(min_value=0, max_value=100, places=3), st.decimals(min_value=0, max_value=100, places=3))
def test_child_is_accepted_exactly_where_it_is_not_looser(old: Decimal, new: Decimal) -> None:
    def file(body: str) -> bytes:
        return f"version: 1\n{body}stages: {{s: {{exit: {{c: {{metric: coverage.line, at_least: ".encode()

    parent = file("") + f"{old} %}}}}}}}}\n".encode()
    child = file("extends: [kept:parent]\n") + f"{new} %}}}}}}}}\n".encode()

    assert (_load(child, Kept(parent)) is not None) == (new >= old)


def test_sound_policy_is_a_policy() -> None:
    assert _load(SOUND.encode()) is not None


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf\n")
def test_any_bytes_are_refused(data: bytes) -> None:
    assert _load(data) is None


@given(PLACES, st.text(max_size=8))
def test_any_text_in_a_policy_is_answered(place: int, inserted: str) -> None:
    _load((SOUND[:place] + inserted + SOUND[place:]).encode("utf-8", "surrogatepass"))


@given(st.sampled_from(SOUND.replace("{", " ").replace("}", " ").split()), st.sampled_from(WORDS))
def test_any_word_for_another_is_answered(old: str, new: str) -> None:
    _load(SOUND.replace(old, new, 1).encode())


@given(st.lists(st.sampled_from(SOUND.splitlines()), max_size=20))
def test_any_order_of_lines_is_answered(lines: list[str]) -> None:
    _load("".join(f"{line}\n" for line in lines).encode())


@pytest.mark.parametrize("end", range(len(SOUND)), ids=str)
def test_cut_policy_is_refused_unless_cut_at_the_end_of_a_line(end: int) -> None:
    policy = _load(SOUND[:end].encode())

    assert policy is None or SOUND[end - 1] == "\n"
