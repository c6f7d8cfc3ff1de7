"""The contracts that cdgate holds every plugin to: subclass, name the object, give samples."""

from __future__ import annotations

from cdgate.message import text
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.measurement import Measurement, Missing, Reading
from cdgate.model.quantity import Count
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
from cdgate_example.criterion import REQUEST, TodoBudget
from cdgate_example.evidence import TodoReport
from cdgate_example.metric import TodoCount
from cdgate_example.reader import TodoCountReader
from cdgate_example.reporter import OneLine


class TestReader(ReaderContract):
    reader = TodoCountReader()
    samples = (
        Sample(b"todo-count 1\nsrc/a.py=3\nsrc/b=c.py=0\ntotal=3\n", "todos.txt", {"todos": 3, "files": 2}),
        Sample(b"todo-count 1\ntotal=0\n", "todos.txt", {"todos": 0, "files": 0}),
    )


def report(**files: int) -> Item:
    return Item("todos", TodoReport(source("todos.txt"), files))


class TestMetric(MetricContract):
    metric = TodoCount()
    samples = (
        Measured(EvidenceSet((report(a=3, b=0),)), Count(3)),
        Measured(EvidenceSet((report(a=3, b=1), report(a=1, c=2))), Count(6)),
    )


def counted(number: int) -> Reading:
    return Reading("", Measurement(Count(number)))


class TestCriterionKind(CriterionKindContract):
    kind = TodoBudget()
    vocabulary = SampleVocabulary(metrics={"todos.count": TodoCount()})
    right = ({"budget": 0}, {"budget": 10, "until": "2027-01-31"})
    wrong = (
        {},
        {"budget": -1},
        {"budget": "ten"},
        {"budget": True},
        {"budget": 1, "until": "tomorrow"},
        {"budget": 1, "until": []},
    )
    judged = (
        Judged({"budget": 3}, readings({REQUEST: (counted(3),)}), State.MET),
        Judged({"budget": 3}, readings({REQUEST: (counted(4),)}), State.UNMET),
        Judged({"budget": 3, "until": "2026-11-22"}, readings({REQUEST: (counted(3),)}), State.MET),
        Judged({"budget": 3, "until": "2026-11-21"}, readings({REQUEST: (counted(3),)}), State.UNMET),
        Judged({"budget": 3}, readings({REQUEST: (Reading("", Missing(text("none"))),)}), State.UNKNOWN),
    )


class TestReporter(ReporterContract):
    reporter = OneLine()
