"""Contracts as test classes: subclass one, name your object and your samples, and pytest runs the rest.

A contract that is broken raises AssertionError with a sentence that says what cdgate relies on.
"""

from __future__ import annotations

from cdgate.testing.contracts.criterion import CriterionKindContract, Judged
from cdgate.testing.contracts.metric import Measured, MetricContract
from cdgate.testing.contracts.reader import ReaderContract, Sample
from cdgate.testing.contracts.reporter import ReporterContract

__all__ = [
    "CriterionKindContract",
    "Judged",
    "Measured",
    "MetricContract",
    "ReaderContract",
    "ReporterContract",
    "Sample",
]
