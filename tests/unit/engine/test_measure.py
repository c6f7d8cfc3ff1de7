from __future__ import annotations

import pytest

from cdgate.engine.measure import measure
from cdgate.errors import PluginError
from cdgate.model.evidence import EvidenceSet, Gap, Item
from cdgate.model.measurement import Measurement, MetricRequest, Missing, Reading, Scope
from cdgate.model.quantity import Count
from tests.unit.engine.values import NOTHING, Broken, CountOf, Liar, evidence, finding, findings, outcomes

METRICS = {metric.name: metric for metric in (CountOf(), Broken(), Liar())}
LINT = Item("lint", findings(finding("a", "x.py"), finding("b", "y.py")))


def ask(evidence_set: EvidenceSet, **wishes: object) -> tuple[Reading, ...]:
    request = MetricRequest("findings.count", **wishes)  # type: ignore[arg-type]  # the table's own keywords
    return measure([request], evidence_set, METRICS)[request]


def reason(evidence_set: EvidenceSet, **wishes: object) -> str:
    (reading,) = ask(evidence_set, **wishes)
    assert isinstance(reading.value, Missing)
    return str(reading.value.reason)


def test_metric_sees_only_its_kind() -> None:
    (reading,) = ask(EvidenceSet((LINT, Item("t", outcomes()))))
    assert reading == Reading("", Measurement(Count(2)))


def test_groups_are_read_in_order() -> None:
    assert [reading.key for reading in ask(EvidenceSet((LINT,)), per="file")] == ["x.py", "y.py"]


@pytest.mark.parametrize(
    ("gap", "wishes", "expected"),
    [
        pytest.param(Gap("g", NOTHING, "findings"), {}, "nothing in it", id="same-kind"),
        pytest.param(Gap("g", NOTHING), {}, "nothing in it; it may hold findings", id="unknown-kind"),
        pytest.param(Gap("lint", NOTHING), {"roles": ("lint",)}, "nothing in it", id="named-role"),
    ],
)
def test_gap_leaves_no_value(gap: Gap, wishes: dict[str, object], expected: str) -> None:
    assert reason(EvidenceSet((LINT,), (gap,)), **wishes).startswith(expected)


def test_gap_of_another_kind_or_role_does_not_matter() -> None:
    whole = EvidenceSet((LINT,), (Gap("g", NOTHING, "tests"),))
    assert ask(whole) == (Reading("", Measurement(Count(2))),)
    other = EvidenceSet((LINT,), (Gap("g", NOTHING),))
    assert ask(other, roles=("lint",)) == (Reading("", Measurement(Count(2))),)


def test_shortfall_leaves_no_value() -> None:
    import msgspec

    short = Item("more", msgspec.structs.replace(findings(path="b.sarif"), shortfall=NOTHING))
    assert reason(EvidenceSet((LINT, short))) == "b.sarif: nothing in it"


def test_no_evidence_leaves_no_value() -> None:
    assert reason(EvidenceSet()) == "there is no findings evidence"
    assert reason(EvidenceSet(), roles=("a", "b")) == "no evidence in a, b"
    assert reason(evidence(a=outcomes()), roles=("a",)) == "evidence a holds tests, findings.count needs findings"


@pytest.mark.parametrize(("metric", "slug"), [("broken", "plugin-failed"), ("liar", "broken-contract")])
def test_metric_that_misbehaves_is_named(metric: str, slug: str) -> None:
    with pytest.raises(PluginError) as caught:
        measure([MetricRequest(metric)], EvidenceSet((LINT,)), METRICS)
    assert caught.value.slug == slug
    assert caught.value.plugin == metric


def test_path_scope_that_no_file_of_the_repository_matches_leaves_no_value() -> None:
    whole = EvidenceSet((LINT,), (), frozenset({"src/a.py"}))
    assert reason(whole, scope=Scope(paths=("scr/**",))) == "no file of the repository matches scr/**"
    assert ask(whole, scope=Scope(paths=("src/**",))) == (Reading("", Measurement(Count(0))),)


def test_clean_report_split_by_file_is_one_clean_group() -> None:
    assert ask(EvidenceSet((Item("lint", findings()),)), per="file") == (Reading("", Measurement(Count(0))),)
