"""The words of JUnit dialects: what elements and status words say about a test case."""

from __future__ import annotations

from collections.abc import Mapping

from cdgate.model.evidence import Outcome

# From the best to the worst: of several results of one case the worst counts.
OUTCOMES = (Outcome.PASSED, Outcome.SKIPPED, Outcome.FAILED, Outcome.ERRORED)
PASSED, SKIPPED, FAILED, ERRORED = range(4)

ROOTS = frozenset({"testsuites", "testsuite", "testrun", "testcase"})
SUITES = frozenset({"testsuites", "testsuite", "testrun"})

# Child elements of a test case. Any other element counts as a failure: some writer's word for what we do not know.
RESULTS: Mapping[str, int] = {"failure": FAILED, "error": ERRORED, "skipped": SKIPPED}
FLAKY = frozenset({"flakyFailure", "flakyError"})  # failed, then passed
RERUN: Mapping[str, int] = {"rerunFailure": FAILED, "rerunError": ERRORED}  # failed again: the case failed in the end
SILENT = frozenset(
    {
        "system-out",
        "system-err",
        "properties",
        "property",
        "attachments",
        "passed",
        "warning",  # PHPUnit: its own totals count such a case as passed
    }
)

# Words of the attributes `status` and `result`. Any other word counts as a failure.
_WORDS: Mapping[int, tuple[str, ...]] = {
    PASSED: ("", "run", "completed", "passed", "pass", "ok", "success", "successful", "executed"),
    SKIPPED: (
        *("disabled", "notrun", "not run", "not_run", "not-run", "notexecuted", "not executed", "not_executed"),
        *("ignored", "suppressed", "skipped", "skip", "pending", "todo"),
        "untested",  # Behave: a scenario that was left out, or that the run did not come to
        "inconclusive",  # NUnit: an assumption did not hold
    ),
    FAILED: ("failed", "fail", "failure"),
    ERRORED: ("errored", "error"),
}
STATUS: Mapping[str, int] = {word: rank for rank, words in _WORDS.items() for word in words}

# Attributes by which suites claim totals.
FAILING = ("failures", "errors")
SKIPPING = ("skipped", "disabled", "ignored", "skip", "skips")

# Names of properties that hold the commit which was tested.
COMMITS = frozenset({"cdgate.commit", "git.commit", "git_commit", "git.commit.id", "commit"})
