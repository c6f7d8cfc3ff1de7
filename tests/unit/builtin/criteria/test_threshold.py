from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from cdgate.builtin.criteria.bounds import Bound, Comparison
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor, Measurement, MetricRequest, Missing, Reading
from cdgate.model.quantity import Amount, Count, Quantity, Ratio, parse_limit
from cdgate.model.verdict import Judgement, State
from cdgate.testing.samples import readings

LINE = ("coverage.line", "%", Better.HIGHER)
FLAKY = ("tests.flaky_rate", "%", Better.LOWER)
FAILED = ("tests.failed", "", Better.LOWER)
TOTAL = ("tests.total", "", Better.HIGHER)
DURATION = ("tests.duration", "s", Better.LOWER)
THEIRS = ("their.rate", "%", Better.HIGHER)


def bounds(written: dict[str, str]) -> tuple[Bound, ...]:
    return tuple(Bound(Comparison(key), parse_limit(limit)) for key, limit in written.items())


def rule(metric: tuple[str, str, Better], *, per: str = "", **limits: str) -> ThresholdRule:
    name, unit, better = metric
    target = limits.pop("target", "")
    direction = "at_least" if better is Better.HIGHER else "at_most"
    targets = bounds({direction: target}) if target else ()
    return ThresholdRule(MetricRequest(name, per=per), unit, better, bounds(limits), targets)


def judged(asked: ThresholdRule, answers: dict[str, Quantity | Missing | Measurement]) -> Judgement:
    found = {
        key: Measurement(value) if isinstance(value, Count | Ratio | Amount) else value
        for key, value in answers.items()
    }
    return asked.judge(readings({asked.request: tuple(Reading(key, value) for key, value in found.items())}))


def one(asked: ThresholdRule, value: Quantity | Missing | Measurement) -> Judgement:
    return judged(asked, {"": value})


SHARE = Ratio(799_999, 1_000_000)
SECONDS = Amount(Decimal("600.01"), "s")


@pytest.mark.parametrize(
    ("asked", "value", "state", "message", "suggestion"),
    [
        (rule(LINE, at_least="80 %"), Ratio(8, 10), "MET", "80 % (8 of 10 lines), wanted ≥ 80 %", None),
        (
            rule(LINE, at_least="80 %"),
            SHARE,
            "UNMET",
            "79.99 % (799999 of 1000000 lines), wanted ≥ 80 %",
            "cover 1 more line",
        ),
        (
            rule(LINE, at_least="100 %"),
            Ratio(19999, 20000),
            "UNMET",
            "99.99 % (19999 of 20000 lines), wanted ≥ 100 %",
            "cover 1 more line",
        ),
        (
            rule(LINE, at_least="75 %", target="86 %"),
            Ratio(80, 100),
            "MET",
            "80 % (80 of 100 lines), wanted ≥ 75 %, target ≥ 86 %",
            "cover 6 more lines",
        ),
        (rule(LINE, target="86 %"), Ratio(9, 10), "MET", "90 % (9 of 10 lines), wanted ≥ 86 %", None),
        (rule(LINE, above="80 %"), Ratio(8, 10), "UNMET", "80 % (8 of 10 lines), wanted > 80 %", "cover 1 more line"),
        (rule(LINE, at_least="80 %", above="80 %"), Ratio(8, 10), "UNMET", "80 % (8 of 10 lines)", "cover 1 more line"),
        (rule(LINE, above="100 %"), Ratio(9, 10), "UNMET", "90 % (9 of 10 lines), wanted > 100 %", None),
        (rule(LINE, at_most="50 %"), Ratio(9, 10), "UNMET", "90 % (9 of 10 lines), wanted ≤ 50 %", None),
        (rule(LINE, equals="50 %"), Ratio(1, 3), "UNMET", "33.33 % (1 of 3 lines), wanted = 50 %", None),
        (rule(LINE, equals="50 %"), Ratio(1, 4), "UNMET", "25 % (1 of 4 lines), wanted = 50 %", "cover 1 more line"),
        (rule(LINE, equals="50 %"), Ratio(2, 4), "MET", "50 % (2 of 4 lines), wanted = 50 %", None),
        (
            rule(FLAKY, at_most="5 %"),
            Ratio(12, 100),
            "UNMET",
            "12 % (12 of 100 tests), wanted ≤ 5 %",
            "make 7 flaky tests reliable",
        ),
        (
            rule(FLAKY, below="5 %"),
            Ratio(5, 100),
            "UNMET",
            "5 % (5 of 100 tests), wanted < 5 %",
            "make 1 flaky test reliable",
        ),
        (rule(FAILED, at_most="0"), Count(3), "UNMET", "3, wanted ≤ 0", "repair 3 tests"),
        (rule(FAILED, below="3"), Count(3), "UNMET", "3, wanted < 3", "repair 1 test"),
        (rule(FAILED, below="0"), Count(0), "UNMET", "0, wanted < 0", None),
        (rule(FAILED, at_least="1"), Count(0), "UNMET", "0, wanted ≥ 1", None),
        (rule(TOTAL, at_least="8", at_most="20"), Count(5), "UNMET", "5, wanted ≥ 8, ≤ 20", "add 3 tests"),
        (rule(TOTAL, above="8"), Count(8), "UNMET", "8, wanted > 8", "add 1 test"),
        (rule(DURATION, at_most="10 min"), SECONDS, "UNMET", "10.0001 min, wanted ≤ 10 min", "save 10 ms"),
        (rule(DURATION, at_least="20 min"), SECONDS, "UNMET", "10 min, wanted ≥ 20 min", None),
        (rule(DURATION, at_most="20 min"), SECONDS, "MET", "10 min, wanted ≤ 20 min", None),
        (rule(THEIRS, at_least="80 %"), Ratio(1, 2), "UNMET", "50 % (1 of 2), wanted ≥ 80 %", None),
    ],
)
def test_value_is_held_against_its_limits(
    asked: ThresholdRule, value: Quantity, state: str, message: str, suggestion: str | None
) -> None:
    judgement = one(asked, value)
    assert judgement.state is State[state]
    # a share explains itself; anything else says of which metric it is the value
    named = "" if isinstance(value, Ratio) else f"{asked.request.metric} "
    assert str(judgement.message).startswith(f"{named}{message}")
    assert judgement.suggestion is None if suggestion is None else str(judgement.suggestion) == suggestion
    assert judgement.observed == value
    assert str(judgement.message).startswith(f"{named}{judgement.shown}")


def test_limit_and_target_read_as_written() -> None:
    judgement = one(rule(LINE, at_least="75.0 %", target="86 %"), Ratio(80, 100))
    assert (judgement.limit, judgement.target, judgement.target_missed) == ("≥ 75.0 %", "≥ 86 %", True)


def test_reached_target_is_not_missed() -> None:
    assert not one(rule(LINE, at_least="75 %", target="86 %"), Ratio(86, 100)).target_missed


def test_missing_value_is_unknown_with_its_reason() -> None:
    judgement = one(rule(LINE, at_least="80 %", target="90 %"), Missing(text("no report")))
    assert judgement.state is State.UNKNOWN
    assert str(judgement.message) == "no report"
    assert (judgement.limit, judgement.target, judgement.observed) == ("≥ 80 %", "≥ 90 %", None)


@pytest.mark.parametrize(
    ("per", "message"),
    [
        ("", "nothing was measured"),
        ("file", "nothing was measured: there are no files"),
        ("tool", "nothing was measured: there are no tools"),
    ],
)
def test_no_group_at_all_is_unknown(per: str, message: str) -> None:
    judgement = judged(rule(LINE, per=per, at_least="80 %"), {})
    assert judgement.state is State.UNKNOWN
    assert str(judgement.message) == message


def test_unanswered_request_is_unknown() -> None:
    assert rule(LINE, at_least="80 %").judge(readings({})).state is State.UNKNOWN


def test_every_group_must_hold_and_the_worst_comes_first() -> None:
    asked = rule(LINE, per="file", at_least="90 %")
    judgement = judged(asked, {"a": Ratio(9, 10), "b": Ratio(8, 10), "c": Ratio(1, 10), "d": Ratio(1, 1)})
    assert judgement.state is State.UNMET
    assert str(judgement.message) == "2 of 4 files are not ≥ 90 %: c 10 %, b 80 %"
    assert judgement.observed == Ratio(1, 10)
    assert str(judgement.suggestion) == "cover 9 more lines"


def test_groups_that_all_hold_name_the_closest() -> None:
    judgement = judged(rule(LINE, per="file", at_least="70 %"), {"a": Ratio(9, 10), "b": Ratio(8, 10)})
    assert judgement.state is State.MET
    assert str(judgement.message) == "all 2 files are ≥ 70 %; the closest is b with 80 % (8 of 10 lines)"


def test_group_without_a_value_is_unknown() -> None:
    none = Missing(text("no test was executed"))
    judgement = judged(rule(FAILED, per="suite", at_most="0"), {"a": Count(0), "b": none})
    assert judgement.state is State.UNKNOWN
    assert str(judgement.message) == "b: no test was executed"


def test_file_with_nothing_to_measure_is_no_group() -> None:
    none = Missing(text("no line is coverable"))
    asked = rule(LINE, per="file", at_least="80 %")
    assert judged(asked, {"a": Ratio(1, 1), "__init__.py": none}).state is State.MET
    assert judged(asked, {"__init__.py": none}).state is State.UNKNOWN
    assert judged(asked, {"": none}).state is State.UNKNOWN


def test_many_groups_are_named_only_so_far() -> None:
    judgement = judged(rule(FAILED, per="suite", at_most="0"), {f"s{number:02}": Count(1) for number in range(12)})
    assert str(judgement.message).endswith("s08 1, s09 1, ... (+2)")
    assert str(judgement.message).startswith("12 of 12 test suites are not ≤ 0: s00 1")


def test_slow_groups_have_no_one_suggestion() -> None:
    slow = Amount(Decimal(900), "s")
    assert judged(rule(DURATION, per="suite", at_most="10 min"), {"a": slow, "b": slow}).suggestion is None


def test_higher_is_better_for_a_time_has_no_suggestion() -> None:
    asked = rule(("their.time", "s", Better.HIGHER), at_least="10 min")
    assert one(asked, Amount(Decimal(1), "s")).suggestion is None


def test_one_group_that_cannot_be_mended_leaves_no_suggestion() -> None:
    asked = rule(TOTAL, per="suite", at_least="5", at_most="9")
    assert judged(asked, {"a": Count(1), "b": Count(20)}).suggestion is None


def contributed(quantity: Quantity, count: int, **more: Any) -> Measurement:
    contributor = Contributor(text("here"), Location("a.py", 3), identity="abc", **more)
    return Measurement(quantity, (contributor,) * min(count, 200), count)


def test_contributors_become_annotations_where_the_limit_is_violated() -> None:
    judgement = one(rule(FAILED, at_most="0"), contributed(Count(2), 2))
    assert judgement.annotation_count == 2
    first = judgement.annotations[0]
    assert (str(first.message), first.level, first.location, first.identity) == (
        "here",
        "error",
        Location("a.py", 3),
        "abc",
    )


@pytest.mark.parametrize(("level", "shown"), [("error", "warning"), ("warning", "warning"), ("note", "note")])
def test_missed_target_annotates_with_warnings_at_most(level: str, shown: str) -> None:
    judgement = one(rule(FAILED, at_most="5", target="0"), contributed(Count(2), 2, level=level))
    assert judgement.state is State.MET
    assert {annotation.level for annotation in judgement.annotations} == {shown}


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        (rule(FAILED, at_most="5"), Count(2)),
        (rule(FAILED, at_least="5"), Count(2)),
        (rule(FAILED, equals="5"), Count(2)),
    ],
    ids=["met", "too few", "not equal"],
)
def test_contributors_that_do_not_explain_are_not_annotated(asked: ThresholdRule, value: Quantity) -> None:
    judgement = one(asked, contributed(value, 2))
    assert (judgement.annotations, judgement.annotation_count) == ((), 0)


def test_equals_explains_in_the_direction_of_the_metric() -> None:
    assert one(rule(FAILED, equals="1"), contributed(Count(2), 2)).annotation_count == 2


def test_annotations_of_groups_are_capped_and_all_counted() -> None:
    many = contributed(Count(150), 150)
    judgement = judged(rule(FAILED, per="suite", at_most="0"), {"a": many, "b": many, "c": Count(0)})
    assert len(judgement.annotations) == 200
    assert judgement.annotation_count == 300


def test_needs_are_the_one_request() -> None:
    asked = rule(LINE, at_least="1 %")
    assert asked.needs == {asked.request}
