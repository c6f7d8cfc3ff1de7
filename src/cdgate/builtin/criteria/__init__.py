"""The criterion kinds that ship with cdgate; each lives in a module that is imported when a policy has such a criterion."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import CriterionKind, Field, Rule, Vocabulary
    from cdgate.model.node import MapNode


class BuiltinKind(msgspec.Struct):
    """A kind that is known by name before its module is imported."""

    name: str
    title: str
    place: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """The keys of such a criterion."""
        return self.whole().fields

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule. Raises PolicyError, or ErrorGroup of all complaints, with the nodes' positions."""
        return self.whole().parse(settings, vocabulary)

    def whole(self) -> CriterionKind:
        """Return the kind itself."""
        module, _, name = self.place.partition(":")
        found: CriterionKind = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
        return found


KINDS = (
    BuiltinKind("threshold", "a metric held against limits", "threshold_kind:Threshold"),
    BuiltinKind("ratchet", "a metric that may only improve", "ratchet_kind:Ratchet"),
    BuiltinKind("guarded", "a criterion with an exemption", "guarded:Guarded"),
    BuiltinKind("all_of", "several criteria, all of which must hold", "logic:AllOf"),
    BuiltinKind("any_of", "several criteria, one of which must hold", "logic:AnyOf"),
    BuiltinKind("not", "a criterion that must not hold", "logic:Not"),
    BuiltinKind("present", "evidence that exists, for this commit, recent enough", "present:Present"),
    BuiltinKind("attested", "a declaration with owner, date and expiry", "attested:Attested"),
    BuiltinKind("gate-passed", "an earlier gate that passed for this commit and policy", "gate_passed:GatePassed"),
)


@hookimpl
def cdgate_criteria() -> Iterable[CriterionKind]:
    """Return thresholds, guards, logic, and what asks for evidence, declarations and earlier gates."""
    return KINDS
