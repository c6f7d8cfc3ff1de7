"""GitLab Code Quality: one JSON array of findings whose fingerprints survive shifted lines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

import msgspec

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.exceptions import exceptions
from cdgate.builtin.reporters.places import evidence_place, from_top, policy_place
from cdgate.builtin.reporters.wording import verdict_word
from cdgate.message import Text
from cdgate.model.verdict import CriterionResult, RunRecord, State
from cdgate.telling.escape import plain
from cdgate.telling.page import Page

_SEVERITY_OF_LEVEL = {"error": "major", "warning": "minor", "note": "info"}


class Finding(msgspec.Struct, frozen=True):
    """What becomes one entry; `identity` tells findings of one path and check apart without their line."""

    check: str
    severity: str
    description: str
    identity: str
    path: str
    line: int


def render(record: RunRecord, page: Page) -> None:
    """Write the array; empty where nothing blocks or warns, so that GitLab can show what was mended."""
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for finding in _findings(record, page):
        key = (finding.check, finding.path, finding.identity)
        seen[key] += 1
        entries.append(_entry(finding, nth=seen[key]))
    page.line(msgspec.json.format(msgspec.json.encode(entries), indent=2).decode())


def _findings(record: RunRecord, page: Page) -> Iterator[Finding]:
    for problem in record.problems:
        path = from_top(problem.place.partition(":")[0], record.folders.root) or _policy_path(record)
        yield _finding(problem.slug, "blocker", problem.message, page, path=path)
    if ordering.fails_alone(record):
        path = _policy_path(record)
        yield _finding("verdict", "blocker", verdict_word(record.verdict), page, path=path, identity="verdict")
    for result in (*ordering.blocking(record), *ordering.warning(record)):
        yield from _of_result(result, record, page)
    for one in exceptions(record):
        place = policy_place(record, one.position)
        path, line = (_policy_path(record), 1) if place is None else (place.path, place.line or 1)
        yield _finding(one.kind, "info", one.message, page, path=path, line=line, identity=one.name)


def _of_result(result: CriterionResult, record: RunRecord, page: Page) -> Iterator[Finding]:
    """One entry at the criterion's place in the policy, and one per annotation with a place in the repository."""
    path, line = _position(result, record)
    severity = ("blocker" if result.state is State.UNKNOWN else "critical") if result.blocks else "minor"
    words = result.judgement.message
    yield _finding(result.criterion, severity, words, page, path=path, line=line, identity=result.criterion)
    for annotation in ordering.worst_first(result.judgement.annotations):
        place = evidence_place(record, annotation.location)
        if place is None:
            continue
        own = _SEVERITY_OF_LEVEL.get(annotation.level, "major")
        severity = "minor" if own == "major" and not result.blocks else own
        yield _finding(
            result.criterion,
            severity,
            annotation.message,
            page,
            path=place.path,
            line=place.line or 1,
            identity=annotation.identity,
        )


def _finding(
    check: str, severity: str, message: Text, page: Page, *, path: str, line: int = 1, identity: str = ""
) -> Finding:
    return Finding(check, severity, plain(page.say(message)), identity or _gist(message), path, line)


def _gist(message: Text) -> str:
    """Return what identifies a sentence: not its numbers, which shift with the lines, and not its language."""
    parts = (_gist(value) if isinstance(value, Text) else value for value in message.values.values())
    return "\0".join((message.id, *(part for part in parts if isinstance(part, str))))


def _position(result: CriterionResult, record: RunRecord) -> tuple[str, int]:
    place = policy_place(record, result.position)
    return (_policy_path(record), 1) if place is None else (place.path, place.line or 1)


def _policy_path(record: RunRecord) -> str:
    return from_top(record.policy_file, record.folders.call) or "gates.yaml"


def _entry(finding: Finding, *, nth: int) -> dict[str, object]:
    parts = (finding.check, finding.path, finding.identity, str(nth))
    digest = hashlib.sha256("\0".join(parts).encode(errors="backslashreplace"))
    return {
        "description": finding.description,
        "check_name": plain(finding.check),
        "fingerprint": digest.hexdigest(),
        "severity": finding.severity,
        "location": {"path": finding.path, "lines": {"begin": finding.line}},
    }
