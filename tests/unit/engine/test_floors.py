from __future__ import annotations

from datetime import date

import pytest

from cdgate.builtin.metrics import cdgate_metrics
from cdgate.engine.floors import Floors, Ground
from cdgate.engine.wishes import Moment, Wish, wanted_in
from cdgate.message import text
from cdgate.model.baseline import floor_key, group_of, still_there
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.floor import Floor, written_quantity
from cdgate.model.measurement import Measurement, MetricRequest, Missing, Reading
from cdgate.model.quantity import Count, Quantity, Ratio
from tests.unit.engine.values import source

METRICS = {metric.name: metric for metric in cdgate_metrics()}
NOW = Moment(date(2026, 11, 2), "two")
THEN = date(2026, 11, 1)
TREE = frozenset({"a.py", "b.py", "odd\nname.py"})


def taken(
    metric: str,
    per: str,
    before: dict[str, Quantity],
    now: dict[str, Quantity | None],
    *,
    allowed: bool = False,
    old: str = "",
) -> tuple[dict[str, str], list[str], list[str]]:
    """Return the floors by group after an update, what was done and what was refused."""
    request = MetricRequest(metric, per=per)
    wish = Wish("c", request, METRICS[metric].better.value == "higher")
    held = {floor_key(request, group): Floor(value, wish.higher, THEN) for group, value in before.items()}
    floors = Floors({"other": Floor(Count(1)), **held}, NOW, allowed=allowed)
    readings = tuple(
        Reading(group, Missing(text("nothing here")) if value is None else Measurement(value))
        for group, value in now.items()
    )
    renamed = (ChangedFile("b.py", Status.RENAMED, old_path=old),) if old else ()
    change = ChangeReport(source("git"), renamed)
    changes = floors.take(wish, readings, Ground(METRICS[metric], EvidenceSet((Item("change", change),), (), TREE)))
    assert floors.held.pop("other") == Floor(Count(1))
    after = {key.removeprefix(wish.key): written_quantity(floor.quantity) for key, floor in floors.held.items()}
    done = [str(one.message).removeprefix(wish.key) for one in changes if not one.refused]
    return after, done, [str(one.message).removeprefix(wish.key) for one in changes if one.refused]


R5, R6 = Ratio(5, 10), Ratio(6, 10)


@pytest.mark.parametrize(
    ("before", "now", "after", "done", "refused"),
    [
        pytest.param(
            {}, {"a.py": R5, "b.py": R6}, {"a.py": "5/10", "b.py": "6/10"}, [": 2 values recorded"], [], id="first"
        ),
        pytest.param({"a.py": R5}, {"a.py": R6}, {"a.py": "6/10"}, ["a.py: 5/10 becomes 6/10"], [], id="better"),
        pytest.param({"a.py": R5}, {"a.py": R5}, {"a.py": "5/10"}, [], [], id="equal"),
        pytest.param(
            {"a.py": R6}, {"a.py": R5}, {"a.py": "6/10"}, [], ["a.py: 5/10 is worse than 6/10, which stays"], id="worse"
        ),
        pytest.param(
            {"a.py": R6},
            {"a.py": R6, "b.py": R5},
            {"a.py": "6/10", "b.py": "5/10"},
            ["b.py: 5/10 recorded"],
            [],
            id="new",
        ),
        pytest.param(
            {"a.py": R6, "gone.py": R5}, {"a.py": R6}, {"a.py": "6/10"}, ["gone.py is gone"], [], id="deleted"
        ),
        pytest.param(
            {"a.py": R6, "b.py": R5},
            {"a.py": R6},
            {"a.py": "6/10", "b.py": "5/10"},
            [],
            ["b.py was not measured and stays"],
            id="not measured",
        ),
        pytest.param(
            {"a.py": R6, "b.py": R5},
            {"a.py": R6, "b.py": None},
            {"a.py": "6/10", "b.py": "5/10"},
            [],
            ["b.py was not measured and stays"],
            id="nothing to measure",
        ),
        pytest.param({"a.py": R6}, {}, {"a.py": "6/10"}, [], [" has no value: nothing was measured"], id="no group"),
        pytest.param({"a.py": R6}, {"": None}, {"a.py": "6/10"}, [], [" has no value: nothing here"], id="no value"),
        pytest.param(
            {"odd\nname.py": R5},
            {"odd\nname.py": R6},
            {"odd\\nname.py": "6/10"},
            ["odd\\nname.py: 5/10 becomes 6/10"],
            [],
            id="odd name",
        ),
        pytest.param(
            {"odd\nname.py": R5, "a.py": R5},
            {"a.py": R5},
            {"odd\\nname.py": "5/10", "a.py": "5/10"},
            [],
            ["odd\\nname.py was not measured and stays"],
            id="odd name not measured",
        ),
    ],
)
def test_floors_of_files_are_only_raised(
    before: dict[str, Quantity],
    now: dict[str, Quantity | None],
    after: dict[str, str],
    done: list[str],
    refused: list[str],
) -> None:
    assert taken("coverage.line", "file", before, now) == (after, done, refused)


@pytest.mark.parametrize(
    ("now", "after"),
    [(R6, {"b.py": "6/10"}), (R5, {"b.py": "6/10"}), (Ratio(7, 10), {"b.py": "7/10"})],
    ids=["equal", "worse", "better"],
)
def test_renamed_file_keeps_its_floor(now: Quantity, after: dict[str, str]) -> None:
    found, done, refused = taken("coverage.line", "file", {"old.py": R6}, {"b.py": now}, old="old.py")
    assert found == after
    assert "old.py is gone" in done
    assert bool(refused) is (now == R5)


def test_what_is_allowed_is_lowered_and_given_up() -> None:
    found, done, refused = taken("coverage.line", "file", {"a.py": R6, "b.py": R6}, {"a.py": R5}, allowed=True)
    assert (found, refused) == ({"a.py": "5/10"}, [])
    assert done == ["a.py: 6/10 is lowered to 5/10", "b.py is gone"]


@pytest.mark.parametrize(
    ("per", "now", "after", "refused"),
    [
        pytest.param(
            "file",
            {"a.py": Count(2), "b.py": Count(1)},
            {"a.py": "2"},
            ["b.py: 1 is worse than 0, which stays"],
            id="found where none was",
        ),
        pytest.param("file", {"": Count(0)}, {"": "0"}, [], id="all clean"),
        pytest.param(
            "tool", {"b": Count(0), "a.py": Count(2)}, {"a.py": "2", "b": "0"}, [], id="new tool that found nothing"
        ),
        pytest.param(
            "tool",
            {"b": Count(0)},
            {"a.py": "2", "b": "0"},
            ["a.py was not measured and stays"],
            id="tool that did not run",
        ),
    ],
)
def test_findings_are_counted_from_none(
    per: str, now: dict[str, Quantity | None], after: dict[str, str], refused: list[str]
) -> None:
    found, _, said = taken("findings.count", per, {"a.py": Count(2)}, now)
    assert (found, said) == (after, refused)


def test_mark_of_a_clean_report_stays() -> None:
    found, _, _ = taken("findings.count", "file", {"": Count(0)}, {"a.py": Count(0)})
    assert found == {"": "0", "a.py": "0"}


def test_wanted_keys_are_found() -> None:
    every, one = Wish("c", MetricRequest("m", per="file")), Wish("c", MetricRequest("m"))
    assert wanted_in(every, ["m file=a.py"])
    assert not wanted_in(every, ["m", "m2 file=a.py"])
    assert wanted_in(one, ["m"])
    assert not wanted_in(one, ["m file=a.py"])


@pytest.mark.parametrize(
    ("name", "group"), [("a b.py", "a b.py"), ("a\nb", "a\\nb"), ("a\udc80", "a\\udc80"), ("页.py", "页.py"), ("", "")]
)
def test_group_is_written_in_one_line(name: str, group: str) -> None:
    assert group_of(name) == group


def test_file_is_there_unless_the_tree_says_otherwise() -> None:
    assert still_there("x.py", None)
    assert still_there("odd\\nname.py", TREE)
    assert not still_there("odd\\tname.py", TREE)
    assert not still_there("x.py", TREE)
