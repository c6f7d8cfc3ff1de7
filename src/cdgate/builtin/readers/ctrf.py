"""Reads the Common Test Report Format (CTRF)."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_RANKS = {"passed": PASSED, "failed": FAILED, "skipped": SKIPPED, "pending": SKIPPED}  # `other` counts as failed
_PARTS = frozenset({"tool", "summary", "passed", "failed", "pending", "other"})


class CtrfReader:
    """CTRF, as its reporters for many runners write it."""

    name = "ctrf"
    kind = "tests"
    title = "CTRF (Common Test Report Format)"
    link = "https://ctrf.io/docs/specification/overview"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the name of the format, or by the keys of its summary."""
        seen = head_of_json(head)
        return seen.words.get("reportFormat") == "CTRF" or ("results" in seen.keys and seen.inner >= _PARTS)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests. Raises EvidenceError for what is not sound CTRF."""
        results = obj(obj(load_json(stream), "$").get("results"), "$.results")
        tally = CaseTally()
        for number, test in enumerate(arr(results.get("tests"), "$.results.tests")):
            tally.add(_case(obj(test, f"$.results.tests[{number}]")))
        summary = obj(results.get("summary"), "$.results.summary")
        tests, failed = (integer(summary.get(key, 0), f"$.results.summary.{key}") for key in ("tests", "failed"))
        tally.claim(tests, failed)
        if summary.get("tests") is None:
            tally.doubt(text("the summary does not say how many tests there are"))
        return tally.report(source)


def _case(test: dict[str, Any]) -> Case:  # any JSON
    suite = test.get("suite", "")
    path, line = test.get("filePath"), test.get("line")
    message = test.get("message")
    return Case(
        string(test.get("name"), "$.results.tests[].name"),
        _RANKS.get(string(test.get("status"), "$.results.tests[].status"), FAILED),
        " > ".join(map(str, suite)) if isinstance(suite, list) else str(suite or ""),
        message if isinstance(message, str) else "",
        Location(path, line if type(line) is int and line > 0 else None) if isinstance(path, str) and path else None,
        milliseconds_of(test.get("duration"), 1000),
        test.get("flaky") is True,
    )
