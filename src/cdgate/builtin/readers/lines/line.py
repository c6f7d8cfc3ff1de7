"""One line of a tool's text, matched against a format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cdgate.builtin.readers.lines.shape import LineFormat
from cdgate.parsing.declared.scale import folded
from cdgate.parsing.terminal import PLACE
from cdgate.pattern import lazily

Parts = dict[str, str]

# A finding that every tool may print among its own: nobody may hide an error by the company that it keeps.
_STRAY = (
    r"(?P<path>[^\s:](?:[^:\n]{0,500}|:[\\/][^:\n]{0,500})):(?P<line>[0-9]{1,9}):(?:(?P<column>[0-9]{1,9}):)? ?"
    r"(?P<word>(?:fatal )?error|warning): (?P<message>.+)"
)
_NAMED = re.compile(r"\(\?P<\w+>")


class Patterns:
    """The patterns of a format, each compiled when it is first needed: to choose among formats, few are."""

    def __init__(self, form: LineFormat) -> None:
        self.form = form
        self.levels = {folded(word): folded(means) for word, means in form.levels.items()}
        # One look tells that a line says nothing, which most lines of a build do.
        self.telling = _any_of(_all(form))
        self._finding = _any_of(form.findings)
        self.findings = _compiled(form.findings)
        self.headings = _compiled(form.headings)
        self.details = _compiled(form.details)
        self.asides = _compiled(form.asides)
        self.failures = _compiled(form.failures)
        self.stray = lazily(_STRAY)
        self.place = lazily(PLACE)
        self.opening = lazily(form.opening) if form.opening else None
        self.closing = lazily(form.closing) if form.closing else None
        self.clean = lazily(form.clean) if form.clean else None
        self.sign = lazily(form.sign, re.MULTILINE) if form.sign else None
        self.needs = lazily(form.needs, re.MULTILINE) if form.needs else None
        self.unless = lazily(form.unless, re.MULTILINE) if form.unless else None
        self._word_of_rule = lazily(form.word_of_rule) if form.word_of_rule else None
        self._properties = lazily(form.properties) if form.properties else None

    def is_finding(self, line: str) -> bool:
        """Tell whether a line is a finding."""
        return self._finding.match(line) is not None

    def finding(self, line: str) -> Parts | None:
        """Return what a line that is a finding says, or None."""
        found = said(self.findings, line)
        return found if found is None else self._completed(found)

    def word_of(self, rule: str) -> str:
        """Return the severity that the rule itself tells, or an empty text."""
        match = None if self._word_of_rule is None else self._word_of_rule.match(rule)
        return "" if match is None else match[0]

    def _completed(self, found: Parts) -> Parts:
        form = self.form
        if self._properties is not None:
            found |= _named(self._properties, found.pop("properties", ""), form.keys)
        if form.escapes:
            found = {name: _unescaped(value, form.escapes) for name, value in found.items()}
        if form.rule_at_end and "rule" not in found:
            found |= _rule_at_end(found.get("message", ""), form.rule_at_end)
        return found


def said(patterns: Iterable[re.Pattern[str]], line: str) -> Parts | None:
    """Return the groups that the first matching pattern caught, or None where none matches."""
    for pattern in patterns:
        match = pattern.match(line)
        if match is not None:
            return {name: value for name, value in match.groupdict().items() if value}
    return None


def _all(form: LineFormat) -> Iterator[str]:
    around = (form.opening, form.closing, form.clean)
    yield from (*form.findings, *form.headings, *form.details, *form.failures, *filter(None, around), _STRAY, PLACE)


def _compiled(patterns: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(lazily(pattern) for pattern in patterns)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Return what matches where one of the patterns does, without what they catch."""
    return lazily("|".join(_NAMED.sub("(?:", pattern) for pattern in patterns))


def _named(pattern: re.Pattern[str], written: str, keys: Mapping[str, str]) -> Parts:
    """Return the properties that stand for something; the first of several is what the tool meant."""
    found: Parts = {}
    for match in pattern.finditer(written):
        name = keys.get(match["key"])
        if name is not None and match["value"]:
            found.setdefault(name, match["value"])
    return found


def _unescaped(value: str, escapes: Mapping[str, str]) -> str:
    for written, meant in escapes.items():
        value = value.replace(written, meant)
    return value


def _rule_at_end(message: str, brackets: str) -> Parts:
    """Split `message [rule]`; what stands in the brackets is a rule only if it is one word."""
    for opening, closing in zip(brackets[::2], brackets[1::2], strict=True):
        start = message.rfind(f" {opening}")
        rule = message[start + 2 : -1]
        if start > 0 and message.endswith(closing) and rule and " " not in rule and closing not in rule:
            return {"message": message[:start].rstrip(), "rule": rule}
    return {}
