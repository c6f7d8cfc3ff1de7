"""The reader of `semgrep scan --json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.parsing.json import arr, head_of_json, load_json, obj
from cdgate.parsing.json_clean import WORTHWHILE_BYTES, UncleanError
from cdgate.parsing.processes import at_most
from cdgate_semgrep.result import finding_of, part_of

PARTIAL = "PartialParsing"
# Files that no rule could be about; every other reason, an unknown one too, may hide findings and is told.
HARMLESS = frozenset({"always_skipped", "binary", "gitignore_patterns_match", "irrelevant_rule", "wrong_language"})


class SemgrepJson:
    """Findings of one scan.

    Errors of the tool, rules left out, and a scan of no file make the evidence incomplete. A file that semgrep could
    parse in part is told in a note: that is everyday, for syntax newer than semgrep's grammar.
    """

    name = "semgrep-json"
    kind = "findings"
    title = "Semgrep JSON (semgrep scan --json)"
    link = "https://semgrep.dev/docs/semgrep-appsec-platform/json-and-sarif"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content says it all
        """Tell by keys: results with errors, and no key of the tools whose reports look alike."""
        seen = head_of_json(head)
        if "results" not in seen.keys:
            return False
        if {"errors", "paths"} <= seen.keys:
            return True
        if {"check_id", "extra"} <= seen.inner:
            return "check_type" not in seen.keys
        return "errors" in seen.keys <= {"results", "errors", "version"}

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError for whatever is not a semgrep report."""
        report, findings = _decoded(stream, source.size_bytes)
        errors, partly = _errors(report)
        notes = [text("semgrep could parse {count} files only in part", count=partly)] if partly else []
        hidden = _hidden(part_of(report, "paths", "$"))
        if hidden:
            reasons = ", ".join(sorted(hidden))
            notes.append(text("semgrep left out {count} files: {reasons}", count=hidden.total(), reasons=reasons))
        version = report.get("version")
        return FindingReport(
            source,
            "semgrep",
            findings,
            tool_version=version if isinstance(version, str) else "",
            tool_errors=errors,
            notes=tuple(notes),
            shortfall=_shortfall(report, errors),
        )


def _decoded(stream: BinaryIO, size_bytes: int) -> tuple[dict[str, Any], Sequence[Finding]]:
    """Return the report less its results, and the findings."""
    for careful in (False, True) if size_bytes >= WORTHWHILE_BYTES else ():
        try:
            return _read_large(stream, careful=careful)
        except (UncleanError, EvidenceError):  # the strict way tells what is wrong, and where
            stream.seek(0)
    return decode_strictly(stream)


def _read_large(stream: BinaryIO, *, careful: bool) -> tuple[dict[str, Any], Sequence[Finding]]:
    from cdgate.parsing.forked import LostError
    from cdgate_semgrep.fast import read_fast

    try:
        return read_fast(stream, careful=careful)
    except LostError:
        stream.seek(0)
        with at_most(1):
            return read_fast(stream, careful=careful)


def decode_strictly(stream: BinaryIO) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report, every key of it looked at, and the findings. Raises EvidenceError."""
    report = obj(load_json(stream), "$")
    entries = enumerate(arr(report.get("results"), "$.results"))
    return report, tuple(finding_of(entry, f"$.results[{n}]") for n, entry in entries)


def _errors(report: dict[str, Any]) -> tuple[tuple[str, ...], int]:
    """Return what went wrong, and how many files were parsed in part."""
    if "errors" not in report:
        return (), 0
    told: list[str] = []
    partly: set[str] = set()
    for n, value in enumerate(arr(report["errors"], "$.errors")):
        entry = obj(value, f"$.errors[{n}]")
        kind = entry.get("type")
        kind = kind[0] if isinstance(kind, list) and kind else kind
        path = entry.get("path")
        if kind == PARTIAL and entry.get("level") != "error" and isinstance(path, str):
            partly.add(path)
        else:
            parts = (kind, entry.get("message"), path)
            told.append(": ".join(part for part in parts if isinstance(part, str) and part) or "an error without words")
    return tuple(told), len(partly)


def _hidden(paths: dict[str, Any]) -> Counter[str]:
    """Return for each reason how many files were left out; semgrep lists them with --verbose only."""
    skipped = paths.get("skipped")
    entries = [obj(value, "$.paths.skipped[]") for value in arr([] if skipped is None else skipped, "$.paths.skipped")]
    reasons = (str(entry.get("reason")) for entry in entries)
    return Counter(reason for reason in reasons if reason not in HARMLESS)


def _shortfall(report: dict[str, Any], errors: tuple[str, ...]) -> Text | None:
    if errors:
        return text("semgrep reported {count} errors, the first: {error}", count=len(errors), error=errors[0])
    if "errors" not in report:
        return text("the report does not say whether semgrep met errors")
    if report.get("skipped_rules"):
        return text("semgrep left out {count} rules", count=len(arr(report["skipped_rules"], "$.skipped_rules")))
    if not arr(part_of(report, "paths", "$").get("scanned", []), "$.paths.scanned"):
        return text("the report names no file that was scanned")
    return None
