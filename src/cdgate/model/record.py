"""What people have declared, and what earlier runs have recorded, as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.baseline import Known
from cdgate.model.evidence import Figures, Source
from cdgate.model.floor import Floor


class Claim(msgspec.Struct, frozen=True):
    """One declaration: who says what about which subject, since when and until when (inclusive)."""

    claim: str
    by: str
    on: date
    expires: date
    document: str = ""
    position: str = ""


class Attestations(msgspec.Struct, frozen=True):
    """Declarations that only people can make; always shown as declared, never as measured."""

    kind: ClassVar[str] = "attestations"
    source: Source
    claims: tuple[Claim, ...]
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return the number of claims."""
        return {"claims": len(self.claims)}


class GateRecord(msgspec.Struct, frozen=True):
    """An earlier run record as evidence: which gates it judged, for which commit, under which policy, what it measured.

    `known` is what it keeps for later runs to compare with; records of policies that compare nothing keep nothing.
    """

    kind: ClassVar[str] = "run-record"
    source: Source
    policy_digest: str
    gates: Mapping[str, str]
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None
    floors: Mapping[str, Floor] = {}
    known: Known | None = None

    def figures(self) -> Figures:
        """Return how many gates the record holds and how many passed."""
        return {"gates": len(self.gates), "passed": sum(v in {"PASS", "WARN"} for v in self.gates.values())}
