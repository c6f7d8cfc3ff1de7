from __future__ import annotations

import pytest

from cdgate.engine.retries import with_merged_retries
from cdgate.model.evidence import Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.testing.samples import Strange, source

WORDS = {"p": Outcome.PASSED, "f": Outcome.FAILED, "e": Outcome.ERRORED, "s": Outcome.SKIPPED}


def report(*runs: str) -> TestReport:
    """Return a report of runs like `a:f`: name and outcome, with `*` where the case is flaky."""
    cases = [
        TestCase(run[0], "unit", WORDS[run[2]], flaky=run.endswith("*")) for run in runs
    ]  # fmt: skip
    count = {word: sum(case.outcome is WORDS[word] for case in cases) for word in WORDS}
    flaky = sum(case.flaky for case in cases)
    totals = SuiteTotals("unit", count["p"], count["f"], count["e"], count["s"], flaky)
    shown = tuple(case for case in cases if case.outcome is not Outcome.PASSED or case.flaky)
    executed = b"".join(sorted(case.identity for case in cases if case.outcome is not Outcome.SKIPPED))
    return TestReport(source(), (totals,), shown, executed)


@pytest.mark.parametrize(
    ("runs", "merged"),
    [
        pytest.param([["a:p", "b:f"]], [["a:p", "b:f"]], id="one run each"),
        pytest.param([["a:f", "a:p"]], [["a:p*"]], id="passed in the second run"),
        pytest.param([["a:f", "a:e", "a:p"]], [["a:p*"]], id="passed in the third run"),
        pytest.param([["a:f"], ["a:p"]], [[], ["a:p*"]], id="passed in another file"),
        pytest.param([["a:p"], ["a:f"]], [["a:p*"], []], id="failed in another file"),
        pytest.param([["a:f", "a:f"]], [["a:f"]], id="never passed"),
        pytest.param([["a:f"], ["a:f"]], [["a:f"], []], id="never passed in any file"),
        pytest.param([["a:f", "a:p*"]], [["a:p*"]], id="flaky already"),
        pytest.param([["a:p", "a:p"]], [["a:p", "a:p"]], id="repeated without a failure"),
        pytest.param([["a:s"], ["a:f"]], [["a:s"], ["a:f"]], id="skipped is no pass"),
    ],
)
def test_runs_of_one_test_are_merged(runs: list[list[str]], merged: list[list[str]]) -> None:
    items = [Item("unit", report(*one)) for one in runs]
    found = with_merged_retries(items, ["unit"])
    assert [item.evidence for item in found] == [report(*one) for one in merged]


def test_other_roles_and_kinds_are_left_alone() -> None:
    items = [Item("unit", Strange(source())), Item("api", report("a:f", "a:p"))]
    assert with_merged_retries(items, ["unit"]) == items
    assert with_merged_retries(items, []) == items
