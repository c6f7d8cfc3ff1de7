"""The criterion kind `attested`: a declaration that a person made, shown as declared."""

from __future__ import annotations

import msgspec

from cdgate.builtin.criteria.at_hand import evidence_of, why_not
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.words import one_role, word
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import Text, text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.node import MapNode
from cdgate.model.record import Attestations, Claim
from cdgate.model.verdict import Judgement, State

ROLE = "attestations"


class AttestedRule(msgspec.Struct, frozen=True):
    """Holds where the claim is declared and the day lies between its date and its expiry, both included."""

    claim: str
    role: str = ROLE

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The declarations."""
        return frozenset({EvidenceRequest(self.role)})

    def judge(self, readings: Readings) -> Judgement:
        """Return UNMET for a claim that has expired or does not count yet, UNKNOWN where nobody declares it."""
        claims = [
            claim
            for evidence in evidence_of(readings, self.role)
            if isinstance(evidence, Attestations)
            for claim in evidence.claims
            if claim.claim == self.claim
        ]
        valid = [claim for claim in claims if claim.on <= readings.as_of <= claim.expires]
        if valid:
            return Judgement(State.MET, _declared(max(valid, key=_lasting)), noteworthy=True)
        if not claims:
            return Judgement(State.UNKNOWN, self._why_unknown(readings), suggestion=self._declare())
        last = max(claims, key=_lasting)
        message = (
            text("{declared}: expired", declared=_declared(last))
            if last.expires < readings.as_of
            else text("{declared}: does not count before {day}", declared=_declared(last), day=str(last.on))
        )
        return Judgement(State.UNMET, message, suggestion=self._declare())

    def _why_unknown(self, readings: Readings) -> Text:
        reason = why_not(readings, self.role)
        if reason is None:
            return text("nobody declares {claim}", claim=self.claim)
        return text("nobody declares {claim}: {reason}", claim=self.claim, reason=reason)

    def _declare(self) -> Text:
        return text("let the owner declare {claim} with a date and an expiry", claim=self.claim)


def _lasting(claim: Claim) -> tuple[str, str, str, str]:
    return claim.expires.isoformat(), claim.on.isoformat(), claim.by, claim.document


def _declared(claim: Claim) -> Text:
    if not claim.document:
        return text(
            "{claim} is declared by {by} on {on}, until {expires}",
            claim=claim.claim,
            by=claim.by,
            on=str(claim.on),
            expires=str(claim.expires),
        )
    return text(
        "{claim} is declared by {by} on {on}, until {expires}, in {document}",
        claim=claim.claim,
        by=claim.by,
        on=str(claim.on),
        expires=str(claim.expires),
        document=claim.document,
    )


class Attested:
    """Somebody must have declared it."""

    name = "attested"
    title = "a declaration with owner, date and expiry"
    fields: tuple[Field, ...] = (
        Field("claim", {"type": "string"}, "What must be declared.", required=True),
        Field("evidence", {"type": "string"}, "The role of the declarations; left out, `attestations`."),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        node = complaints.required(settings, "claim")
        claim = "" if node is None else word(node, complaints)
        role = one_role(settings, vocabulary, complaints, kind=Attestations.kind, default=ROLE)
        complaints.settle()
        return AttestedRule(claim, role)
