"""The criterion kinds that ship with cdgate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import CriterionKind


@hookimpl
def cdgate_criteria() -> Iterable[CriterionKind]:
    """Return thresholds, guards, logic, and what asks for evidence, declarations and earlier gates."""
    from cdgate.builtin.criteria.attested import Attested
    from cdgate.builtin.criteria.gate_passed import GatePassed
    from cdgate.builtin.criteria.guarded import Guarded
    from cdgate.builtin.criteria.logic import AllOf, AnyOf, Not
    from cdgate.builtin.criteria.present import Present
    from cdgate.builtin.criteria.threshold_kind import Ratchet, Threshold

    return (Threshold(), Ratchet(), Guarded(), AllOf(), AnyOf(), Not(), Present(), Attested(), GatePassed())
