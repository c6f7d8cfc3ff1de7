"""Reads the JSON of RSpec."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_RANKS = {"passed": PASSED, "pending": SKIPPED, "failed": FAILED}
_OF_A_REPORT = frozenset({"full_description", "example_count"})


class RspecJsonReader:
    """Examples; errors outside of them, where spec files could not be loaded, count as one errored case."""

    name = "rspec-json"
    kind = "tests"
    title = "RSpec JSON"
    link = "https://rspec.info/features/3-13/rspec-core/formatters/json-formatter/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys of examples, or of the summary where there are none."""
        seen = head_of_json(head)
        return "examples" in seen.keys and not _OF_A_REPORT.isdisjoint(seen.inner)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the examples by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for number, example in enumerate(arr(report.get("examples"), "$.examples")):
            tally.add(_case(obj(example, f"$.examples[{number}]")))
        summary = obj(report.get("summary"), "$.summary")
        names = ("example_count", "failure_count", "errors_outside_of_examples_count")
        examples, failures, errors = (integer(summary.get(name, 0), f"$.summary.{name}") for name in names)
        tally.claim(examples, failures)
        if errors:
            message = str(text("{count} errors outside of examples", count=errors))
            tally.add(Case("<spec files>", ERRORED, "", message))
        return tally.report(source)


def _case(example: dict[str, Any]) -> Case:  # any JSON
    path, line, exception = example.get("file_path"), example.get("line_number"), example.get("exception")
    message = exception.get("message") if isinstance(exception, dict) else example.get("pending_message")
    file = path.removeprefix("./") if isinstance(path, str) else ""
    return Case(
        string(example.get("full_description", example.get("description")), "$.examples[].full_description"),
        _RANKS.get(string(example.get("status"), "$.examples[].status"), FAILED),
        file,
        message if isinstance(message, str) else "",
        Location(file, line if type(line) is int and line > 0 else None) if file else None,
        milliseconds_of(example.get("run_time")),
    )
