"""A finding stays itself while the file around it changes, and is new where it is new."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest

from cdgate.engine.identity import LEAST_CHARACTERS, identify
from cdgate.model.evidence import Finding, FindingReport
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.testing.samples import source

EDITS = 1000
MOST_CHANGED = 0.01
RULES = ("unused-value", "sql-by-formatting", "open-redirect")

Lines = list[str]
Edit = Callable[[random.Random, "Work"], None]


class Work:
    """A file with marked lines, which are those with findings; a mark follows its line."""

    def __init__(self, chance: random.Random, *, weak: float = 0.01) -> None:
        self.lines: list[tuple[str, str]] = []  # text, rule of the finding in it or nothing
        self.path = "src/shop/cart.py"
        self.before: dict[str, str] = {}
        for number in range(chance.randint(40, 200)):
            words = [f"name_{chance.randint(1, 30)}" for _ in range(chance.randint(1, 4))]
            text = chance.choice(
                [
                    f"{words[0]} = {'.'.join(words)}({number % 7})",
                    f"if {' and '.join(words)}:",
                    "}",
                    "",
                    "else:",
                    f"query({', '.join(words)})",
                    f'log("{words[0]} is %s", {words[-1]})',
                ]
            )
            indent = "    " * chance.randint(0, 3)
            # Findings on a lone bracket are rare; only they lean on their neighbours.
            share = 0.15 if len(text) >= LEAST_CHARACTERS else weak
            rule = chance.choice(RULES) if text and chance.random() < share else ""
            self.lines.append((indent + text, rule))

    def free(self, chance: random.Random) -> int | None:
        """Return the number of a line without a finding."""
        free = [number for number, (_, rule) in enumerate(self.lines) if not rule]
        return chance.choice(free) if free else None

    def identities(self) -> list[str]:
        """Return the identities of the findings, from top to bottom."""
        found = tuple(
            Finding(rule, Level.ERROR, "message", Location(self.path, number, 1))
            for number, (_, rule) in enumerate(self.lines, 1)
            if rule
        )
        texts = [text for text, _ in self.lines]
        report = identify(FindingReport(source(), "tool", found), lambda _: texts, self.before)
        return [finding.former or finding.identity for finding in report.findings]


def _insert(chance: random.Random, work: Work) -> None:
    at = chance.randint(0, len(work.lines))
    work.lines[at:at] = [(f"added_{chance.random()}", "")] * chance.randint(1, 40)


def _delete(chance: random.Random, work: Work) -> None:
    number = work.free(chance)
    if number is not None:
        del work.lines[number]


def _replace(chance: random.Random, work: Work) -> None:
    number = work.free(chance)
    if number is not None:
        work.lines[number] = (f"other = {chance.random()}", "")


def _indent(chance: random.Random, work: Work) -> None:
    start = chance.randrange(len(work.lines))
    for number in range(start, min(len(work.lines), start + 30)):
        text, rule = work.lines[number]
        work.lines[number] = ("    " + text, rule)


def _space(_: random.Random, work: Work) -> None:
    work.lines = [(re.sub(r"([(,=])", r" \1 ", text).replace('"', "'"), rule) for text, rule in work.lines]


def _wrap(chance: random.Random, work: Work) -> None:
    calls = [n for n, (text, _) in enumerate(work.lines) if text.strip().startswith("query(") and text.endswith(")")]
    for number in sorted(chance.sample(calls, min(3, len(calls))), reverse=True):
        text, rule = work.lines[number]
        head, _, arguments = text.partition("(")
        inner = [(f"        {one.strip()},", "") for one in arguments.removesuffix(")").split(",")]
        work.lines[number : number + 1] = [(head + "(", rule), *inner, (")", "")]


def _rename(_: random.Random, work: Work) -> None:
    work.before = {"src/shop/basket.py": "src/shop/cart.py"}
    work.path = "src/shop/basket.py"


def _move_block(chance: random.Random, work: Work) -> None:
    start = chance.randrange(len(work.lines))
    block = work.lines[start : start + 12]
    del work.lines[start : start + 12]
    at = chance.randint(0, len(work.lines))
    work.lines[at:at] = block


ORDERLY: tuple[Edit, ...] = (_insert, _delete, _replace, _indent, _space, _wrap, _rename)


@pytest.mark.parametrize("seed", range(3))
def test_random_edits_leave_unchanged_findings_their_identity(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # edits, not secrets
    findings = changed = 0
    for _ in range(EDITS):
        work = Work(chance)
        before = work.identities()
        chance.choice(ORDERLY)(chance, work)
        after = work.identities()
        assert len(after) == len(before)
        findings += len(before)
        changed += sum(one != other for one, other in zip(before, after, strict=True))
    assert findings > EDITS
    assert changed <= findings * MOST_CHANGED, f"{changed} of {findings}"


def test_moved_blocks_bring_no_new_finding() -> None:
    chance = random.Random(7)  # noqa: S311  # edits, not secrets
    findings = new = 0
    for _ in range(EDITS):
        work = Work(chance)
        before = work.identities()
        _move_block(chance, work)
        findings += len(before)
        new += len(set(work.identities()) - set(before))
    assert new <= findings * MOST_CHANGED, f"{new} of {findings}"


@pytest.mark.parametrize("seed", range(3))
def test_same_finding_a_second_time_is_exactly_one_new(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # edits, not secrets
    for _ in range(EDITS // 10):
        work = Work(chance, weak=0)
        marked = [line for line in work.lines if line[1]]
        if not marked:
            continue
        before = set(work.identities())
        work.lines.insert(chance.randint(0, len(work.lines)), chance.choice(marked))
        assert len(set(work.identities()) - before) == 1
        assert before <= set(work.identities())
