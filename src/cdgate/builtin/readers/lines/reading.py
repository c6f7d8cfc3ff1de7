"""Gathers the findings of a text, line by line, and weighs what the tool says of its own run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cdgate.builtin.readers.lines.line import Parts, Patterns, plain, said
from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.location import Location
from cdgate.parsing.declared.findings import identity, path_of
from cdgate.parsing.declared.scale import LEVELS, grade
from cdgate.pattern import lazily

MOST_CHARS_OF_MESSAGE = 2000
MOST_TOOL_ERRORS = 100

# A finding that every tool may print among its own: nobody may hide an error by the company that it keeps.
_STRAY = lazily(
    r"(?P<path>[^\s:](?:[^:\n]{0,500}|:[\\/][^:\n]{0,500})):(?P<line>[0-9]{1,9}):(?:(?P<column>[0-9]{1,9}):)? ?"
    r"(?P<word>(?:fatal )?error|warning): (?P<message>.+)"
)
# What a line with a place in it looks like, whoever wrote it.
_PLACE = lazily(r"\s*[^\s:\"'()]{0,300}[\w-]\.\w{1,12}[:(\[][0-9]{1,9}[:,)\]]")
_LARGEST = 9  # digits of a line number


class Reading:
    """What the lines so far have said."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._findings: list[tuple[Parts, Parts]] = []  # what the heading said, and the finding itself
        self._heading: Parts = {}
        self._failures: list[str] = []
        self._claimed: Counter[str] = Counter()
        self._opened = 0
        self._closed = 0
        self._clean = False
        self._places = 0

    def take(self, written: str) -> None:
        """Take the next line."""
        patterns = self._patterns
        line = plain(written)
        if not line:
            return
        if patterns.failures and said(patterns.failures, line) is not None and len(self._failures) < MOST_TOOL_ERRORS:
            self._failures.append(line.strip()[:MOST_CHARS_OF_MESSAGE])
        if said(patterns.asides, line) is not None:
            return
        found = patterns.finding(line)
        if found is not None:
            self._take_finding(found)
        elif (stray := _STRAY.match(line)) is not None:
            self._findings.append(({}, dict(stray.groupdict(""))))
        elif not self._take_around(line) and _PLACE.match(line) is not None:
            self._places += 1

    def report(self, source: Source) -> FindingReport:
        """Return the findings with whatever speaks against their being all."""
        form = self._patterns.form
        parts = [heading | found for heading, found in self._findings]
        if form.once:
            parts = list({tuple(sorted(part.items())): part for part in parts}.values())
        repeated = len(self._findings) - len(parts)
        seen: Counter[bytes] = Counter()
        findings = tuple(self._finding(part, seen) for part in parts)
        notes = (text("{count} findings were repeated and count once", count=repeated),) if repeated else ()
        return FindingReport(
            source,
            form.tool,
            findings,
            tool_errors=tuple(self._failures),
            notes=notes,
            shortfall=next(self._shortfalls(findings, repeated), None),
        )

    def _take_finding(self, found: Parts) -> None:
        attached = self._patterns.form.attached
        above = self._findings[-1][1] if self._findings else {}
        place = ("path", "line")
        if attached and found.get("word") == attached and all(found.get(p) == above.get(p) for p in place):
            return
        self._findings.append((self._heading, found))

    def _take_around(self, line: str) -> bool:
        """Take a line that is no finding; tell whether it means something."""
        patterns = self._patterns
        heading = said(patterns.headings, line)
        if heading is not None:
            self._heading = heading
            return True
        detail = said(patterns.details, line)
        if detail is not None:
            if self._findings:
                above, found = self._findings[-1]
                self._findings[-1] = (above, detail | found)
            return True
        return self._take_summary(line)

    def _take_summary(self, line: str) -> bool:
        patterns = self._patterns
        if patterns.opening is not None and patterns.opening.match(line):
            self._opened += 1
            return True
        if patterns.clean is not None and patterns.clean.match(line):
            self._clean = True
            self._closed += 1
            return True
        match = None if patterns.closing is None else patterns.closing.match(line)
        if match is None:
            return False
        self._closed += 1
        for name, count in match.groupdict().items():
            if count is not None and count.isascii() and count.isdecimal():
                self._claimed[name] += int(count[:18])
        self._clean = self._clean or (bool(match.groupdict()) and not any(self._claimed.values()))
        return True

    def _shortfalls(self, findings: tuple[Finding, ...], repeated: int) -> Iterator[Text]:
        if self._failures:
            yield text("the tool says that it failed: {reason}", reason=self._failures[0])
        found = Counter(finding.level.value for finding in findings)
        found["total"] = len(findings)
        for name, claimed in sorted(self._claimed.items()):
            if claimed > found[name] + repeated:
                yield text(
                    "the summary speaks of {claimed} findings ({name}), and {found} are listed",
                    claimed=claimed,
                    name=name,
                    found=found[name],
                )
        if self._opened > self._closed:
            yield text("the tool's closing line is missing: the run was stopped or the file was cut")
        if not findings and not self._clean:
            yield text("no line is a finding, and none says that the tool has run and found nothing")
        if not findings and self._places:
            yield text("{count} lines look like findings of another tool", count=self._places)

    def _finding(self, part: Parts, seen: Counter[bytes]) -> Finding:
        form = self._patterns.form
        rule = part.get("rule", "")
        word = part.get("word", "") or self._patterns.word_of(rule)
        message = part.get("message", "").strip()[:MOST_CHARS_OF_MESSAGE]
        location = _location(part)
        severity = grade(word or form.silent, self._patterns.levels)
        return Finding(
            rule_id=rule,
            level=LEVELS[severity],
            message=message or rule,
            location=location,
            severity=severity if form.security else None,
            native=part.get("word", ""),
            identity=identity((form.tool, rule, location.path if location else "", message), seen),
        )


def _location(part: Parts) -> Location | None:
    path = path_of("", part.get("path", "").strip())
    if not path:
        return None
    numbers = (_number(part.get(name, "")) for name in ("line", "column", "end_line", "end_column"))
    line, column, end_line, end_column = numbers
    if line is None:
        return Location(path)
    return Location(path, line, column, end_line, end_column)


def _number(written: str) -> int | None:
    """Return a number that starts at 1; tools write 0 or less where they know none."""
    if not written.isascii() or not written.isdecimal() or len(written) > _LARGEST:
        return None
    return int(written) or None
