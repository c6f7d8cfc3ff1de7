"""The reader of findings that the Semgrep platform lists."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.message import text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, load_json, obj, string
from cdgate.pattern import lazily
from cdgate_semgrep.identity import identity_of
from cdgate_semgrep.words import level_of, severity_of, tags_of

_EMPTY = lazily(rb'(?:\xef\xbb\xbf)?\s*\{\s*"findings"\s*:\s*\[\s*\]\s*\}\s*')
_GONE = frozenset({"fixed", "removed"})
_SET_ASIDE = frozenset({"ignored", "muted"})


class SemgrepPlatform:
    """What the platform's API knows of a repository.

    It always falls short: a list of known findings is one page of some scan, and says of no commit that it was scanned.
    """

    name = "semgrep-platform-json"
    kind = "findings"
    title = "Findings listed by the Semgrep platform's API"
    link = "https://semgrep.dev/api/v1/docs/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content says it all
        """Tell by the keys of the API's answer."""
        seen = head_of_json(head)
        if "findings" not in seen.keys:
            return False
        return "rule_name" in seen.inner or _EMPTY.fullmatch(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings that are still there. Raises EvidenceError for whatever is no such answer."""
        answer = obj(load_json(stream), "$")
        entries = [obj(v, f"$.findings[{n}]") for n, v in enumerate(arr(answer.get("findings"), "$.findings"))]
        here = [(n, entry) for n, entry in enumerate(entries) if entry.get("status") not in _GONE]
        return FindingReport(
            source,
            "semgrep",
            tuple(_finding(entry, f"$.findings[{n}]") for n, entry in here),
            shortfall=text(
                "findings listed by the platform do not show that this commit was scanned; give the output of {command}",
                command="semgrep scan --json",
            ),
        )


def _finding(entry: dict[str, Any], where: str) -> Finding:
    rule = string(entry.get("rule_name"), f"{where}.rule_name")
    place = obj(entry.get("location"), f"{where}.location")
    location = Location(string(place.get("file_path"), f"{where}.location.file_path"), _number(place.get("line")))
    word = entry.get("severity")
    word = word.upper() if isinstance(word, str) else word
    message = entry.get("rule_message")
    described = entry.get("rule")
    described = described if isinstance(described, dict) else {}
    metadata = {"category": described.get("category"), "cwe": described.get("cwe_names")}
    return Finding(
        rule_id=rule,
        level=level_of(word),
        message=message if isinstance(message, str) else rule,
        location=location,
        severity=severity_of(word, metadata),
        native=word if isinstance(word, str) else "",
        identity=identity_of(entry.get("match_based_id"), rule, message, location.path, location.line),
        suppressed=entry.get("status") in _SET_ASIDE,
        tags=tags_of(metadata),
    )


def _number(value: object) -> int | None:
    return value if type(value) is int and value > 0 else None
