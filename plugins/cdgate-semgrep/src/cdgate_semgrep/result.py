"""One result of semgrep to a finding."""

from __future__ import annotations

from typing import Any

from msgspec.structs import astuple, replace

from cdgate.model.evidence import Finding
from cdgate.model.location import Location
from cdgate.parsing.json import obj, string
from cdgate_semgrep.identity import digest, told_of
from cdgate_semgrep.words import level_of, severity_of, tags_of


def finding_of(value: object, where: str) -> Finding:
    """Return the finding that a result of the report is. Raises EvidenceError."""
    finding, told = told_finding(value, where)
    return replace(finding, identity=digest(told))


def told_finding(value: object, where: str) -> tuple[Finding, str]:
    """Return a finding without its identity, and what makes that. Raises EvidenceError."""
    entry = obj(value, where)
    rule = string(entry.get("check_id"), f"{where}.check_id")
    extra = part_of(entry, "extra", where)
    metadata = part_of(extra, "metadata", f"{where}.extra")
    location = _location(entry, where)
    message = extra.get("message")
    word = extra.get("severity")
    finding = Finding(
        rule_id=rule,
        level=level_of(word),
        message=message if isinstance(message, str) else rule,
        location=location,
        severity=severity_of(word, metadata),
        native=word if isinstance(word, str) else "",
        suppressed=extra.get("is_ignored") is True,
        tags=tags_of(metadata),
    )
    return finding, told_of(extra.get("fingerprint"), rule, message, *astuple(location))


def _location(entry: dict[str, Any], where: str) -> Location:
    start, end = part_of(entry, "start", where), part_of(entry, "end", where)
    return Location(
        string(entry.get("path"), f"{where}.path"),
        _number(start.get("line")),
        _number(start.get("col")),
        _number(end.get("line")),
        _number(end.get("col")),
    )


def part_of(whole: dict[str, Any], key: str, where: str) -> dict[str, Any]:  # any JSON
    """Return the object under a key, empty where there is none. Raises EvidenceError."""
    value = whole.get(key)
    return {} if value is None else obj(value, f"{where}.{key}")


def _number(value: object) -> int | None:
    return value if type(value) is int and value > 0 else None
