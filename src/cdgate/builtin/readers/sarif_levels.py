"""How bad a SARIF result is: its level and severity, looked up in the rules of its run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from cdgate.builtin.readers.sarif_log import Component, Reference, Result, Rule, Tool
from cdgate.model.grade import Level, Severity
from cdgate.pattern import lazily

LEVELS = {level.value: level for level in Level}
NOT_A_PROBLEM = frozenset({"pass", "notApplicable", "informational"})
# A tool that could not decide, or asks a person to, has not said that there is no problem.
UNDECIDED = frozenset({"open", "review"})
_SCORED_BY, _TAGGED_BY = "security-severity", "tags"
# What is looked at in the property bag of a rule or a result.
DECISIVE_PROPERTIES = (_SCORED_BY, _TAGGED_BY)

T = TypeVar("T")

_SCORE = lazily(r"[0-9]{1,3}(?:\.[0-9]{1,6})?", re.ASCII)
_BANDS = ((Decimal(4), Severity.LOW), (Decimal(7), Severity.MEDIUM), (Decimal(9), Severity.HIGH))


class Rules:
    """The descriptors of a tool, to be found by index, id, or the beginning of a hierarchical id."""

    def __init__(self, tool: Tool | None) -> None:
        self._driver = (tool and tool.driver) or Component()
        self._extensions = (tool and tool.extensions) or []
        self._by_id: dict[str, Rule] = {}
        for component in (self._driver, *self._extensions):
            for rule in component.rules or ():
                if rule.id:
                    self._by_id.setdefault(rule.id, rule)

    def of(self, result: Result) -> Rule | None:
        """Return the rule that `result` broke, or None where the run does not describe it."""
        reference = result.rule or Reference()
        written = result.rule_id or reference.id
        index = reference.index if result.rule_index is None else result.rule_index
        rule = _at(self._component(reference).rules, index)
        if rule is not None and (not written or not rule.id or _is_part_of(written, rule.id)):
            return rule
        # An index that contradicts the id is a mistake of the writer: people name rules, so the id counts.
        return self._named(written) or rule

    def notification(self, reference: Reference | None) -> Rule | None:
        """Return the descriptor of a notification, or None."""
        if reference is None:
            return None
        known = self._component(reference).notifications or ()
        named = (rule for rule in known if rule.id and rule.id == reference.id)
        return _at(known, reference.index) or next(named, None)

    def _component(self, reference: Reference) -> Component:
        wanted = reference.tool_component
        if wanted is None:
            return self._driver
        for extension in self._extensions:
            if (wanted.guid and extension.guid == wanted.guid) or (wanted.name and extension.name == wanted.name):
                return extension
        return _at(self._extensions, wanted.index) or self._driver

    def _named(self, written: str | None) -> Rule | None:
        prefix = written or ""
        while prefix:
            if prefix in self._by_id:
                return self._by_id[prefix]
            prefix = prefix.rpartition("/")[0]
        return None


def level_of(result: Result, rule: Rule | None) -> Level | None:
    """Return the level of a result, or None where it is no finding.

    Unknown words are errors, and so is `none` for a result that fails. A level beside a kind that has none stands.
    """
    written = result.level
    match result.kind:
        case None | "fail":
            return _known(default_level(rule) if written is None else written)
        case kind if kind in NOT_A_PROBLEM:
            return None if written in (None, "none") else _known(written)
        case kind if kind in UNDECIDED:
            return Level.WARNING if written in (None, "none") else _known(written)
        case _:
            return Level.ERROR


def default_level(rule: Rule | None) -> str:
    """Return the level that a rule gives to results which have none."""
    configuration = rule and rule.default_configuration
    written = configuration.level if configuration else None
    return "warning" if written is None else written


def severity_of(result: Result, rule: Rule | None) -> Severity | None:
    """Return the worst `security-severity` that result or rule state as a CVSS score, or None where neither does."""
    found = [_band(properties[_SCORED_BY]) for properties in _bags(result, rule) if _SCORED_BY in properties]
    return max(found, key=list(Severity).index, default=None)


def tags_of(result: Result, rule: Rule | None) -> tuple[str, ...]:
    """Return the tags of rule and result, each once."""
    tags = (tag for properties in _bags(result, rule) for tag in _texts(properties.get(_TAGGED_BY)))
    return tuple(dict.fromkeys(tags))


def _known(word: str) -> Level:
    return LEVELS.get(word, Level.ERROR)


def _band(score: Any) -> Severity:  # a property bag holds any JSON
    written = str(score) if isinstance(score, str | int | float) and not isinstance(score, bool) else ""
    if _SCORE.fullmatch(written.strip()):
        number = Decimal(written.strip())
        return next((severity for limit, severity in _BANDS if number < limit), Severity.CRITICAL)
    named = written.strip().lower()
    return next((severity for severity in Severity if severity.value == named), Severity.CRITICAL)


def _bags(result: Result, rule: Rule | None) -> Iterable[Mapping[str, Any]]:
    return [bag for bag in (rule.properties if rule else None, result.properties) if bag]


def _texts(value: Any) -> list[str]:  # as above
    return [tag for tag in value if isinstance(tag, str)] if isinstance(value, list) else []


def _at(items: Sequence[T] | None, index: int | None) -> T | None:
    return items[index] if items and index is not None and 0 <= index < len(items) else None


def _is_part_of(written: str, rule_id: str) -> bool:
    return written == rule_id or written.startswith(f"{rule_id}/")
