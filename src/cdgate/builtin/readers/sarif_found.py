"""The findings among the results of a SARIF run; what results have in common is worked out once."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cdgate.builtin.readers.sarif_health import tool_name
from cdgate.builtin.readers.sarif_identity import first_identities, known_by
from cdgate.builtin.readers.sarif_levels import DECISIVE_PROPERTIES, Rules, level_of, severity_of, tags_of
from cdgate.builtin.readers.sarif_locations import Places
from cdgate.builtin.readers.sarif_log import Message, Result, Rule, Run
from cdgate.model.evidence import Finding
from cdgate.model.grade import Level, Severity


class Traits(msgspec.Struct, frozen=True):
    """What a finding has from its rule and level; without a level it is none."""

    rule: Rule | None
    rule_id: str
    level: Level | None
    severity: Severity | None
    tags: tuple[str, ...]
    native: str
    told: str  # the beginning of what makes an identity


class Batch(msgspec.Struct, frozen=True):
    """The findings among some results, by which fingerprints each is known if by any, and how many are gone.

    Identities are those that findings have if there is no other of which the same is told.
    """

    findings: list[Finding]
    known: list[str]
    gone: int


class Found:
    """Turns the results of one run into findings."""

    def __init__(self, run: Run, rules: Rules) -> None:
        self._rules = rules
        self._place_of = Places(run).of
        self._tool = tool_name(run)
        self._baseline = bool(run.baseline_guid)
        self._traits: dict[object, Traits] = {}

    def batch(self, results: Iterable[Result]) -> Batch:
        """Return the findings among some results, in order."""
        gone = 0
        rows = []
        told = []
        known = []
        for result in results:
            if self._baseline and result.baseline_state == "absent":  # believed of a run that names that earlier run
                gone += 1
                continue
            traits = self._traits_of(result)
            level = traits.level
            if level is None:
                continue
            said = result.message
            plain = said.text if said is not None and not said.arguments else None
            message = plain or _message(said, traits.rule)
            location = self._place_of(result)
            mark = known_by(result.partial_fingerprints) or known_by(result.fingerprints)
            known.append(mark)
            told.append(f"{traits.told}{'' if location is None else location.path}\0{mark or message}")
            suppressed = bool(result.suppressions) and _is_suppressed(result)
            rows.append((traits, level, message, location, suppressed, result.baseline_state or ""))
        findings = [
            Finding(of.rule_id, level, message, place, of.severity, of.native, identity, suppressed, state, of.tags)
            for (of, level, message, place, suppressed, state), identity in zip(
                rows, first_identities(told), strict=True
            )
        ]
        return Batch(findings, known, gone)

    def told(self, batch: Batch, number: int) -> str:
        """Return what is told of a finding again: that makes its identity."""
        finding = batch.findings[number]
        path = "" if finding.location is None else finding.location.path
        return f"{self._tool}\0{finding.rule_id}\0{path}\0{batch.known[number] or finding.message}"

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
        return Traits(
            rule,
            rule_id,
            level_of(result, rule),
            severity_of(result, rule),
            tags_of(result, rule),
            result.level or "",
            f"{self._tool}\0{rule_id}\0",
        )


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
