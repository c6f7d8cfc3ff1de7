"""Each promise of the contracts, broken once: a contract that nothing can break protects nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.measurement import Measurement, Missing, Reading, Scope
from cdgate.model.quantity import Amount, Count, Quantity, Ratio
from cdgate.model.verdict import State
from cdgate.testing.contracts import (
    CriterionKindContract,
    Judged,
    Measured,
    MetricContract,
    ReaderContract,
    ReporterContract,
    Sample,
)
from cdgate.testing.samples import SampleVocabulary, readings, source
from tests.unit.testing.liars import (
    REQUEST,
    AnythingReader,
    BlindReader,
    Counting,
    CrashingReader,
    EditableKind,
    FewWordsKind,
    FickleReader,
    FirstCount,
    Forging,
    GenerousCount,
    HiddenCount,
    LooseReader,
    NamelessErrorReader,
    OpenKind,
    Polite,
    Raw,
    SilentKind,
    StrangeReader,
    TrustingReader,
    UnplacedKind,
    VagueReader,
    WordCount,
    WordReader,
    Words,
    WrongUnit,
)


def reader_contract(reader: Any, **more: Any) -> Any:
    samples = (Sample(b"words: a b.", "words.txt", {"words": 2}),)
    return type("Contract", (ReaderContract,), {"reader": reader, "samples": samples, "examples": 25, **more})()


def metric_contract(metric: Any, wanted: Quantity | None = None, **more: Any) -> Any:
    items = (Item("a", Words(source("a"), 2)), Item("b", Words(source("b"), 3)))
    samples = (Measured(EvidenceSet(items), wanted or Count(5)),)
    return type("Contract", (MetricContract,), {"metric": metric, "samples": samples, **more})()


def kind_contract(kind: Any, **more: Any) -> Any:
    counted = readings({REQUEST: (Reading("", Measurement(Count(4))),)})
    parts = {
        "kind": kind,
        "vocabulary": SampleVocabulary(),
        "right": ({"most": 3},),
        "wrong": ({}, {"most": "three"}),
        "judged": (Judged({"most": 3}, counted, State.UNMET),),
    }
    return type("Contract", (CriterionKindContract,), {**parts, **more})()


def reporter_contract(reporter: Any) -> Any:
    return type("Contract", (ReporterContract,), {"reporter": reporter})()


def promises_of(contract: Any) -> Iterator[Callable[[], None]]:
    return (getattr(contract, name) for name in sorted(dir(contract)) if name.startswith("test_"))


@pytest.mark.parametrize(
    "contract",
    [
        reader_contract(WordReader()),
        reader_contract(TrustingReader(), has_end=False),
        metric_contract(WordCount()),
        kind_contract(FewWordsKind()),
        reporter_contract(Polite()),
    ],
    ids=["reader", "reader of a format without an end", "metric", "criterion kind", "reporter"],
)
def test_honest_object_keeps_its_contract(contract: Any) -> None:
    for test in promises_of(contract):
        test()


@pytest.mark.parametrize(
    ("contract", "test", "sentence"),
    [
        (reader_contract(AnythingReader()), "reader_is_well_named", "the name 'Any Thing' must be"),
        (reader_contract(WordReader(), samples=()), "reader_is_well_named", "at least one sample"),
        (reader_contract(BlindReader()), "reader_recognises_its_samples", "must say True to the sample words.txt"),
        (
            reader_contract(VagueReader()),
            "arbitrary_bytes_give_evidence_or_evidence_error",
            "must return True or False",
        ),
        (reader_contract(AnythingReader()), "reader_does_not_recognise_other_formats", "must say False to empty"),
        (reader_contract(StrangeReader()), "reader_reads_samples_to_their_figures", "kind strange, not words"),
        (reader_contract(FickleReader()), "reader_reads_samples_to_their_figures", "expected {'words': 2}"),
        (reader_contract(LooseReader()), "reader_reads_samples_to_their_figures", "whole numbers"),
        (reader_contract(LooseReader()), "evidence_is_frozen_and_can_travel_between_processes", "must be frozen"),
        (reader_contract(FickleReader()), "reader_is_deterministic", "two readings of the same bytes differ"),
        (reader_contract(TrustingReader()), "truncated_report_is_never_better_than_the_whole", "cut at byte"),
        (reader_contract(NamelessErrorReader()), "arbitrary_bytes_give_evidence_or_evidence_error", "has a slug"),
        (metric_contract(GenerousCount()), "metric_is_well_named", "has a title"),
        (metric_contract(WordCount(), samples=()), "metric_is_well_named", "needs a sample with a value"),
        (metric_contract(GenerousCount()), "no_evidence_is_missing", "where there is no evidence"),
        (metric_contract(WordCount(), Ratio(5, 5)), "samples_give_their_exact_values", "expected Ratio"),
        (metric_contract(WrongUnit()), "samples_give_their_exact_values", "a metric of unit '%' cannot answer"),
        (metric_contract(HiddenCount()), "samples_give_their_exact_values", "contributor_count counts all"),
        (metric_contract(FirstCount()), "order_and_strangers_do_not_matter", "order of the evidence changes"),
        (metric_contract(GenerousCount()), "order_and_strangers_do_not_matter", "evidence of another kind changes"),
        (kind_contract(SilentKind()), "kind_is_well_named_and_documented", "has a title"),
        (kind_contract(FewWordsKind(), wrong=()), "kind_is_well_named_and_documented", "needs wrong settings"),
        (kind_contract(SilentKind()), "wrong_settings_are_told_with_their_position", "parse() must refuse {}"),
        (kind_contract(UnplacedKind()), "wrong_settings_are_told_with_their_position", "needs the position"),
        (kind_contract(EditableKind()), "rule_is_frozen_and_deterministic", "rules that are not equal"),
        (kind_contract(OpenKind()), "rule_is_frozen_and_deterministic", "a rule is frozen"),
        (kind_contract(UnplacedKind()), "rule_is_frozen_and_deterministic", "needs holds requests only"),
        (kind_contract(SilentKind()), "absent_evidence_is_never_met", "MET although its evidence is missing"),
        (kind_contract(EditableKind()), "absent_evidence_is_never_met", "must return a Judgement"),
        (kind_contract(SilentKind()), "readings_are_judged_as_expected", "expected State.UNMET"),
        (reporter_contract(Raw()), "reporter_is_well_named", "has a title"),
        (reporter_contract(Counting()), "every_record_is_rendered", "two renderings of one record differ"),
        (reporter_contract(Raw()), "untrusted_text_holds_no_control_characters", "holds the character '\\x1b'"),
        (reporter_contract(Raw()), "untrusted_text_gives_no_orders_to_a_ci", "the workflow command"),
        (reporter_contract(Forging()), "record_is_left_as_it_was", "rendering changed the record"),
    ],
    ids=str,
)
def test_broken_promise_is_told(contract: Any, test: str, sentence: str) -> None:
    with pytest.raises(AssertionError) as caught:
        getattr(contract, f"test_{test}")()
    assert sentence in str(caught.value)


def test_crash_of_a_reader_comes_through_as_it_is() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        reader_contract(CrashingReader()).test_truncated_report_is_never_better_than_the_whole()


def test_missing_sample_of_a_metric_is_expected_by_none() -> None:
    contract = metric_contract(WordCount(), samples=(Measured(EvidenceSet(), None), Measured(EvidenceSet(), Count(1))))
    with pytest.raises(AssertionError, match="no words, expected"):
        contract.test_samples_give_their_exact_values()


def test_duration_is_an_amount() -> None:
    class Seconds(WordCount):
        unit = "s"

        def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
            answer = super().measure(evidence, scope)
            return answer if isinstance(answer, Missing) else Measurement(Amount(Decimal(5), "s"))

    for test in promises_of(metric_contract(Seconds(), Amount(Decimal(5), "s"))):
        test()
