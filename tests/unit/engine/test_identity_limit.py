from __future__ import annotations

from cdgate.engine.identity import identify
from cdgate.model.evidence import Finding, FindingReport
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.testing.samples import source


def identities(lines: list[str]) -> set[str]:
    found = tuple(
        Finding("r", Level.ERROR, "m", Location("a.py", number))
        for number, line in enumerate(lines, 1)
        if line == "query(it)"
    )
    report = identify(FindingReport(source(), "t", found), lambda _: lines, {})
    return {finding.identity for finding in report.findings}


def test_fixed_here_and_written_there_counts_as_moved() -> None:
    before = ["def one():", "query(it)", "done()", "def two():", "other()"]
    after = ["def one():", "done()", "def two():", "query(it)", "other()"]
    assert identities(before) == identities(after)


def test_written_once_more_is_one_new_wherever_it_stands() -> None:
    before = ["def one():", "query(it)", "done()"]
    for after in (["query(it)", *before], [*before, "query(it)"]):
        assert len(identities(after) - identities(before)) == 1
        assert identities(before) < identities(after)
