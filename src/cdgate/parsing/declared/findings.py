"""Rows to findings, and what they say about the run of the tool."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from urllib.parse import unquote

from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.declared.conditions import holding
from cdgate.parsing.declared.rows import Role, Row, alternatives
from cdgate.parsing.declared.scale import LEVELS, WORST, folded, grade, grade_of_score, known_words
from cdgate.parsing.declared.shape import Format
from cdgate.pattern import lazily

IDENTITY_DIGITS = 20
BY_NAME = "named"
_MOST_LINES = 10**9
_FROM_WORST = tuple(LEVELS)
_WORD = lazily(r"[A-Za-z]+")
_FILE_URI = lazily(r"file:(?://(?:localhost)?)?(?:/(?=[A-Za-z]:))?")


class Gathering:
    """Takes the rows of one report; ask for the `report` when all are taken."""

    def __init__(self, shape: Format) -> None:
        self._shape = shape
        self._own = {folded(word): folded(means) for word, means in shape.levels.items()}
        told = alternatives(shape.fields.level)
        self._level_paths = " | ".join(one for one in told if not one.startswith("="))
        self._level = next((one[1:] for one in told if one.startswith("=")), "")
        self._grades: dict[str, Severity] = {}
        self._findings: list[Finding] = []
        self._errors: list[str] = []
        self._seen: dict[bytes, int] = {}
        self._records = 0

    def take(self, row: Row) -> None:
        """Count one record: a finding, none, or an error of the tool."""
        shape = self._shape
        if row.role is Role.ERROR:
            self._errors.append(row.first(shape.error_message) or "an error without a message")
            return
        self._records += 1
        if shape.fails and holding(shape.fails, row.values):
            self._errors.append(row.first(shape.fields.message) or "a record says that the tool failed")
        if shape.skip and holding(shape.skip, row.values):
            return
        hidden = row.role is Role.SUPPRESSED or (bool(shape.suppressed) and bool(holding(shape.suppressed, row.values)))
        self._findings.append(self._finding(row, suppressed=hidden))

    def report(self, whole: Row, source: Source) -> FindingReport:
        """Return the evidence; `whole` is the report as a row."""
        failure = holding(self._shape.failed, whole.values)
        errors = (*self._errors, *((f"the report says: {failure}",) if failure else ()))
        tool = whole.first(self._shape.tool) or self._shape.title
        return FindingReport(
            source,
            tool,
            tuple(self._findings),
            tool_version=whole.first(self._shape.tool_version),
            tool_errors=errors,
            shortfall=self._shortfall(whole, tool, errors),
        )

    def _shortfall(self, whole: Row, tool: str, errors: tuple[str, ...]) -> Text | None:
        if errors:
            return text("{tool} did not finish its work: {error}", tool=tool, error=errors[0])
        claimed = whole.number(self._shape.total) or 0
        if claimed > self._records:
            return text(
                "the report counts {claimed} findings and holds {found}: it is a part",
                claimed=claimed,
                found=self._records,
            )
        if self._records or BY_NAME in self._shape.clean or holding(self._shape.clean, whole.values):
            return None
        return text("the report is empty, and nothing in it says that {tool} ran", tool=tool)

    def _finding(self, row: Row, *, suppressed: bool) -> Finding:
        fields = self._shape.fields
        rule, message, location = row.first(fields.rule), row.first(fields.message), self._location(row)
        level, severity, native = self._grade(row)
        traits = (self._shape.name, rule, location.path if location else "", row.first(fields.fingerprint) or message)
        return Finding(
            rule_id=rule,
            level=level,
            message=message,
            location=location,
            severity=severity if self._shape.security else None,
            native=native,
            identity=identity(traits, self._seen),
            suppressed=suppressed,
            tags=row.every(fields.tags),
        )

    def _grade(self, row: Row) -> tuple[Level, Severity, str]:
        shape, paths = self._shape, self._level_paths
        if shape.level_first_word:
            native = self._known_word(row.every(paths))
        elif shape.level_worst:
            native = min(row.every(paths), key=lambda word: _FROM_WORST.index(self._severity(word)), default="")
        else:
            native = row.first(paths)
        severity = self._severity(native or self._level)
        return LEVELS[severity], severity, native

    def _severity(self, word: str) -> Severity:
        severity = self._grades.get(word)
        if severity is None:
            scored = grade_of_score(word) if self._shape.level_score else None
            severity = self._grades[word] = scored or (grade(word, self._own) if word else WORST)
        return severity

    def _known_word(self, texts: Iterable[str]) -> str:
        """Return the first of the texts' first words that means a level."""
        words = (found[0] for one in texts if (found := _WORD.search(one)))
        known = known_words() | self._own.keys()
        return next((word for word in words if folded(word) in known), "")

    def _location(self, row: Row) -> Location | None:
        fields, first = self._shape.fields, self._shape.first_line
        path = path_of(row.first(fields.folder), row.first(fields.path))
        if not path:
            return None
        line = row.number(fields.line, first)
        if line is None or line > _MOST_LINES:
            return Location(path)
        end_line = row.number(fields.end_line, first)
        if end_line is not None and not line <= end_line <= _MOST_LINES:
            end_line = None
        return Location(path, line, row.number(fields.column, first), end_line, row.number(fields.end_column, first))


def identity(traits: tuple[str, ...], seen: dict[bytes, int]) -> str:
    """Return the digest of `traits`; equal findings of one file are told apart by their order."""
    digest = hashlib.sha256("\0".join(traits).encode("utf-8", "backslashreplace"))
    alike = digest.digest()
    number = seen[alike] = seen.get(alike, 0) + 1
    digest.update(b"\0%d" % number)
    return digest.hexdigest()[:IDENTITY_DIGITS]


@functools.lru_cache(maxsize=4096)
def path_of(folder: str, written: str) -> str:
    """Return a path with forward slashes, without `file:` and a leading `./`."""
    if not written:
        return ""
    joined = f"{folder.rstrip('/')}/{written}" if folder else written
    if joined.startswith("file:"):
        joined = unquote(_FILE_URI.sub("", joined, count=1))
    return joined.replace("\\", "/").removeprefix("./")
