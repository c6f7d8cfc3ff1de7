"""The findings among the results of a SARIF run; what results have in common is worked out once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cdgate.builtin.readers.sarif_health import tool_name
from cdgate.builtin.readers.sarif_identity import marked
from cdgate.builtin.readers.sarif_levels import DECISIVE_PROPERTIES, Rules, level_of, severity_of, tags_of
from cdgate.builtin.readers.sarif_locations import Places, numbers_of
from cdgate.builtin.readers.sarif_log import ArtifactLocation, Message, Result, Rule, Run
from cdgate.model.finding_columns import FindingBatch, FindingKind
from cdgate.model.grade import Severity
from cdgate.parsing.finding_parts import Columns, batch_of

_NOWHERE = (0, 0, 0, 0)


class Traits(msgspec.Struct, frozen=True):
    """What a finding has from its rule and level, without which it is none, and numbers of kinds by what else they have."""

    rule: Rule | None
    kind: FindingKind | None
    numbers: dict[tuple[bool, str], int]


class Found:
    """Turns the results of one run into findings; `gone` counts those that are there no more.

    With a `baseline` there may be such: that a result is gone is believed of a run which names the earlier run.
    """

    def __init__(self, run: Run, rules: Rules, columns: Columns) -> None:
        self.gone = 0
        self._columns = columns
        self._rules = rules
        self._places = Places(run)
        self._tool = tool_name(run)
        self.baseline = bool(run.baseline_guid)
        self._traits: dict[object, Traits] = {}
        self._grades: dict[int, tuple[Severity | None, tuple[str, ...]]] = {}

    def batch(self, results: Iterable[Result]) -> FindingBatch:
        """Return the findings among some results, in order."""
        kinds = []
        paths = []
        messages = []
        marks = []
        places = []
        for result in results:
            if self.baseline and result.baseline_state == "absent":
                self.gone += 1
                continue
            traits = self._traits_of(result)
            number = self._number(traits, result)
            if number is None:
                continue
            kinds.append(number)
            said = result.message
            plain = said.text if said is not None and not said.arguments else None
            messages.append(plain or _message(said, traits.rule))
            marks.append(marked(result))
            path, region = self._places.of(result) or (None, None)
            paths.append(path)
            places.append(_NOWHERE if region is None else numbers_of(region))
        return batch_of(kinds, self._columns.paths(paths), messages, marks, places)

    def kind_number(self, result: Result) -> int | None:
        """Return the number of the kind of finding that a result is, None where it is none."""
        return self._number(self._traits_of(result), result)

    def path_number(self, artifact: ArtifactLocation) -> int | None:
        """Return the number of a file, None where it has no name."""
        path = self._places.path(artifact)
        return self._columns.path(path) if path else None

    def _number(self, traits: Traits, result: Result) -> int | None:
        if traits.kind is None:
            return None
        more = bool(result.suppressions) and _is_suppressed(result), result.baseline_state or ""
        number = traits.numbers.get(more)
        if number is None:
            suppressed, state = more
            kind = msgspec.structs.replace(traits.kind, suppressed=suppressed, baseline_state=state)
            number = traits.numbers[more] = self._columns.kind(kind)
        return number

    def _traits_of(self, result: Result) -> Traits:
        reference = result.rule
        if reference is None:
            key: object = (result.rule_id, result.rule_index, result.level, result.kind)
        elif reference.tool_component is None:
            index = reference.index if result.rule_index is None else result.rule_index
            key = (result.rule_id or reference.id, index, result.level, result.kind)
        else:
            part = reference.tool_component
            named = (reference.id, reference.index, part.index, part.name, part.guid)
            key = (result.rule_id, result.rule_index, result.level, result.kind, named)
        if result.properties:
            key = (key, *(repr(result.properties.get(name, ...)) for name in DECISIVE_PROPERTIES))
        return self._traits.get(key) or self._traits.setdefault(key, self._looked_up(result))

    def _looked_up(self, result: Result) -> Traits:
        rule = self._rules.of(result)
        rule_id = result.rule_id or (result.rule and result.rule.id) or (rule and rule.id) or ""
        level = level_of(result, rule)
        told = f"{self._tool}\0{rule_id}\0"
        severity, tags = self._graded(result, rule)
        kind = level and FindingKind(rule_id, level, severity, result.level or "", tags=tags, told=told)
        return Traits(rule, kind, {})

    def _graded(self, result: Result, rule: Rule | None) -> tuple[Severity | None, tuple[str, ...]]:
        """Return severity and tags, which for all results of a rule without properties of their own are the same."""
        if result.properties:
            return severity_of(result, rule), tags_of(result, rule)
        known = self._grades.get(id(rule))  # rules stay as long as their run
        if known is None:
            known = self._grades[id(rule)] = severity_of(result, rule), tags_of(result, rule)
        return known


def _is_suppressed(result: Result) -> bool:
    """Whether every suppression is accepted, or says nothing of its status; words we do not know accept nothing."""
    stated = [entry.state if entry.status is None else entry.status for entry in result.suppressions or ()]
    return bool(stated) and all(status in (None, "accepted") for status in stated)


def _message(message: Message | None, rule: Rule | None) -> str:
    if message is None:
        message = Message()
    strings = (rule and rule.message_strings) or {}
    written = message.text or strings.get(message.id or "", Message()).text or ""
    for number, argument in enumerate(message.arguments or ()):
        written = written.replace(f"{{{number}}}", argument)
    return written or (rule and rule.short_description and rule.short_description.text) or ""
