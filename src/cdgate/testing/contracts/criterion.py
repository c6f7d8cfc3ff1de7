"""The contract of a criterion kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from cdgate.errors import CdgateError, PolicyError
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet, Gap
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Missing, Reading, Readings
from cdgate.model.verdict import Judgement, State
from cdgate.testing.contracts.promise import promise, well_named
from cdgate.testing.samples import nodes, readings

if TYPE_CHECKING:
    from cdgate.extension import CriterionKind, Rule, Vocabulary

Settings = Mapping[str, Any]  # plain data, as a policy would write it
JUDGED = frozenset({State.MET, State.UNMET, State.UNKNOWN})


class Judged(NamedTuple):
    """One expectation: settings, what the rule sees, and how it must judge."""

    settings: Settings
    readings: Readings
    state: State


class CriterionKindContract:
    """Subclass with `kind`, `vocabulary`, `right` settings, `wrong` settings and `judged` expectations.

    Settings are plain data; the contract gives them positions.
    """

    kind: ClassVar[CriterionKind]
    vocabulary: ClassVar[Vocabulary]
    right: ClassVar[tuple[Settings, ...]]
    wrong: ClassVar[tuple[Settings, ...]]
    judged: ClassVar[tuple[Judged, ...]] = ()

    def test_kind_is_well_named_and_documented(self) -> None:
        """Name, title and every field are shown to those who write policies."""
        well_named(self.kind.name)
        promise(self.kind.title, "a criterion kind has a title")
        names = [field.name for field in self.kind.fields]
        promise(len(set(names)) == len(names), f"a field is declared twice: {names}")
        for field in self.kind.fields:
            promise(field.description, f"the field {field.name} has no description")
        promise(self.right, "a contract of a criterion kind needs right settings")
        promise(self.wrong, "a contract of a criterion kind needs wrong settings")

    def test_wrong_settings_are_told_with_their_position(self) -> None:
        """A wrong setting raises PolicyError, or an ErrorGroup of them, each with file and line."""
        for settings in self.wrong:
            try:
                self.parse(settings)
            except CdgateError as complaint:
                for error in complaint.members:
                    placed = isinstance(error, PolicyError) and error.file and error.line
                    promise(placed, f"{settings}: a complaint needs the position of its node: {error!r}")
            else:
                promise(holds=False, otherwise=f"parse() must refuse {settings}")

    def test_rule_is_frozen_and_deterministic(self) -> None:
        """Parsing twice gives equal rules; their needs are a frozen set of requests."""
        for settings in self.right:
            rule = self.parse(settings)
            promise(rule == self.parse(settings), f"{settings}: two parsings give rules that are not equal")
            needs = rule.needs
            promise(isinstance(needs, frozenset), "needs is a frozenset")
            known = all(isinstance(need, MetricRequest | EvidenceRequest) for need in needs)
            promise(known, f"needs holds requests only, here: {needs}")
            promise(_sealed(rule), "a rule is frozen: use msgspec.Struct with frozen=True")

    def test_absent_evidence_is_never_met(self) -> None:
        """Where everything a rule needs is missing, it does not say MET."""
        for settings in self.right:
            rule = self.parse(settings)
            for name, seen in _absences(rule):
                judgement = rule.judge(seen)
                promise(isinstance(judgement, Judgement), f"judge() must return a Judgement, not {judgement!r}")
                promise(judgement.state in JUDGED, "a rule judges MET, UNMET or UNKNOWN")
                promise(judgement.state is not State.MET, f"{settings}: MET although {name}")
                promise(str(judgement.message), "a judgement says why")
                promise(judgement == rule.judge(seen), f"{settings}: two judgements of the same readings differ")

    def test_readings_are_judged_as_expected(self) -> None:
        """Each expectation holds."""
        for settings, seen, state in self.judged:
            judgement = self.parse(settings).judge(seen)
            promise(judgement.state is state, f"{settings}: {judgement.state} ({judgement.message}), expected {state}")

    def parse(self, settings: Settings) -> Rule:
        """Return the rule of plain-data settings."""
        return self.kind.parse(nodes(settings), self.vocabulary)


def _absences(rule: Rule) -> tuple[tuple[str, Readings], ...]:
    requests = [need for need in rule.needs if isinstance(need, MetricRequest)]
    roles = [need.role for need in rule.needs if isinstance(need, EvidenceRequest)]
    nothing = text("no evidence")
    gaps = EvidenceSet(gaps=tuple(Gap(role, nothing) for role in roles))
    missing = {request: (Reading("", Missing(nothing)),) for request in requests}
    cases = [("its evidence is missing", readings(missing, evidence=gaps))]
    if requests:
        cases.append(("there is not one reading", readings(dict.fromkeys(requests, ()), evidence=gaps)))
    return tuple(cases)


def _sealed(rule: object) -> bool:
    try:
        setattr(rule, "a_name_no_rule_has", None)  # noqa: B010  # the very thing that must be refused
    except AttributeError:
        return True
    return False
