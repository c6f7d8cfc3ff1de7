"""The contract of a metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from cdgate.extension import Better
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, DURATION, POINTS, RATIO, Amount, Count, Quantity, Ratio
from cdgate.testing.contracts.promise import promise, well_named
from cdgate.testing.samples import Strange, source

if TYPE_CHECKING:
    from cdgate.extension import Metric

QUANTITY_OF: dict[str, type] = {COUNT: Count, RATIO: Ratio, DURATION: Amount, POINTS: Amount}


class Measured(NamedTuple):
    """One expectation: what is looked at, and the exact value (None: there is nothing to measure)."""

    evidence: EvidenceSet
    quantity: Quantity | None


class MetricContract:
    """Subclass with `metric` and `samples`: at least one sample has a value."""

    metric: ClassVar[Metric]
    samples: ClassVar[tuple[Measured, ...]]

    def test_metric_is_well_named(self) -> None:
        """Name, unit, direction and need are what policies and other plugins build on."""
        well_named(self.metric.name)
        well_named(self.metric.needs)
        promise(self.metric.title, "a metric has a title")
        promise(self.metric.unit in QUANTITY_OF, f"the unit {self.metric.unit!r} is none of {sorted(QUANTITY_OF)}")
        promise(isinstance(self.metric.better, Better), "better is a member of cdgate.extension.Better")
        promise(any(s.quantity is not None for s in self.samples), "a metric contract needs a sample with a value")

    def test_no_evidence_is_missing(self) -> None:
        """No data is never a value: not 0, not 100 %."""
        for evidence in (EvidenceSet(), EvidenceSet(items=(Item("strange", Strange(source())),))):
            answer = self.metric.measure(evidence, Scope())
            promise(isinstance(answer, Missing), f"{self.metric.name} answers {answer!r} where there is no evidence")

    def test_samples_give_their_exact_values(self) -> None:
        """Each sample gives exactly its quantity, of the kind that the unit says."""
        for evidence, wanted in self.samples:
            answer = self.metric.measure(evidence, Scope())
            if isinstance(answer, Missing):
                promise(wanted is None, f"{self.metric.name} answers {answer.reason}, expected {wanted}")
                continue
            promise(answer.quantity == wanted, f"{self.metric.name} answers {answer.quantity}, expected {wanted}")
            fits = isinstance(answer.quantity, QUANTITY_OF[self.metric.unit])
            promise(fits, f"a metric of unit {self.metric.unit!r} cannot answer {answer.quantity}")
            told = answer.contributor_count >= len(answer.contributors)
            promise(told, "contributor_count counts all contributors, not only those that are shown")

    def test_order_and_strangers_do_not_matter(self) -> None:
        """Neither the order of files nor evidence of other kinds changes the value, and asking twice changes nothing."""
        for evidence, _ in self.samples:
            items = evidence.items
            first = self._value(evidence)
            promise(self._value(evidence) == first, "measuring twice gives two values")
            turned = EvidenceSet(tuple(reversed(items)), evidence.gaps, evidence.tree)
            promise(self._value(turned) == first, "the order of the evidence changes the value")
            joined = EvidenceSet((Item("strange", Strange(source())), *items), evidence.gaps, evidence.tree)
            promise(self._value(joined) == first, "evidence of another kind changes the value")

    def _value(self, evidence: EvidenceSet) -> Quantity | None:
        answer = self.metric.measure(evidence, Scope())
        return answer.quantity if isinstance(answer, Measurement) else None
