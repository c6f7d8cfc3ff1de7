"""The criterion kind `gate-passed`: an earlier gate passed, in this run or by its run record."""

from __future__ import annotations

import msgspec

from cdgate.builtin.criteria.at_hand import evidence_of, why_not
from cdgate.builtin.criteria.combining import joined
from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.words import one_role, word
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import Text, text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.node import MapNode
from cdgate.model.record import GateRecord
from cdgate.model.verdict import Judgement, State, Verdict

ROLE = "gate-records"
PASSING = frozenset({Verdict.PASS.value, Verdict.WARN.value})
DIGITS = 12  # of a digest, enough to tell two apart

Found = tuple[State, Text]


class GatePassedRule(msgspec.Struct, frozen=True):
    """Holds where the gate passed earlier in this run, or by a record for the same commit and the same policy."""

    gate: str
    role: str = ROLE

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The run records."""
        return frozenset({EvidenceRequest(self.role)})

    def judge(self, readings: Readings) -> Judgement:
        """Return UNMET where the gate failed or passed for something else, UNKNOWN where nothing tells."""
        verdict = readings.gates.get(self.gate)
        if verdict is not None:
            state = State.MET if verdict in PASSING else State.UNMET
            message = text("gate {gate} is {verdict} in this run", gate=self.gate, verdict=verdict)
            mend = None if state is State.MET else text("see why gate {gate} failed, above", gate=self.gate)
            return Judgement(state, message, suggestion=mend)
        records = [
            record
            for record in evidence_of(readings, self.role)
            if isinstance(record, GateRecord) and self.gate in record.gates
        ]
        if not records:
            return Judgement(State.UNKNOWN, self._why_unknown(readings))
        looked = [self._look_at(record, readings) for record in records]
        found = {state for state, _ in looked}
        # one record of a pass is enough, and one that cannot be placed leaves it open
        state = next(state for state in (State.MET, State.UNKNOWN, State.UNMET) if state in found)
        told = joined(message for one, message in looked if one is state)
        return Judgement(state, told, suggestion=self._mend(state))

    def _look_at(self, record: GateRecord, readings: Readings) -> Found:
        verdict = record.gates[self.gate]
        path, commit = record.source.path, record.source.commit
        if readings.commit is None:
            return State.UNKNOWN, text("{path}: the commit that is judged is unknown", path=path)
        if commit is None:
            return State.UNKNOWN, text("{path} names no commit", path=path)
        if commit != readings.commit:
            return State.UNMET, text(
                "{path} is for commit {found}, not for {wanted}", path=path, found=commit, wanted=readings.commit
            )
        if record.policy_digest != readings.policy_digest:
            return State.UNMET, text(
                "{path} was judged by policy {found}, not by {wanted}",
                path=path,
                found=record.policy_digest[:DIGITS],
                wanted=readings.policy_digest[:DIGITS],
            )
        state = State.MET if verdict in PASSING else State.UNMET
        return state, text("gate {gate} is {verdict} in {path}", gate=self.gate, verdict=verdict, path=path)

    def _why_unknown(self, readings: Readings) -> Text:
        reason = why_not(readings, self.role)
        if reason is None:
            return text("no run record holds gate {gate}", gate=self.gate)
        return text("gate {gate} was not judged: {reason}", gate=self.gate, reason=reason)

    def _mend(self, state: State) -> Text | None:
        return None if state is State.MET else text("judge gate {gate} for this commit first", gate=self.gate)


class GatePassed:
    """An earlier gate must have passed."""

    name = "gate-passed"
    title = "an earlier gate that passed for this commit and policy"
    fields: tuple[Field, ...] = (
        Field("gate", {"type": "string"}, "The gate, such as `build.exit`.", required=True),
        Field("evidence", {"type": "string"}, "The role of the run records; left out, `gate-records`."),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        node = complaints.required(settings, "gate")
        gate = "" if node is None else word(node, complaints)
        if node is not None and gate and gate not in vocabulary.gates:
            complaints.say(
                node,
                "unknown-gate",
                text("no gate is named {gate}", gate=gate),
                hint=nearest(gate, vocabulary.gates),
            )
        role = one_role(settings, vocabulary, complaints, kind=GateRecord.kind, default=ROLE)
        complaints.settle()
        return GatePassedRule(gate, role)
