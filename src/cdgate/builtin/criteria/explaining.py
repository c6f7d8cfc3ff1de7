"""Annotations: the things that keep a number from its limit, at their places."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from cdgate.builtin.criteria.bounds import Bound
from cdgate.extension import Better
from cdgate.model.measurement import Measurement
from cdgate.model.verdict import Annotation

MOST = 200


def explains(bounds: tuple[Bound, ...], value: Fraction, better: Better) -> bool:
    """Tell whether what makes the metric worse is why the value violates a bound.

    Failed tests explain why `tests.failed` is above a limit, never why it is below one.
    """
    return any(bound.wants_more(value) is (better is Better.HIGHER) for bound in bounds if not bound.holds(value))


def annotated(measurements: Iterable[Measurement], *, as_warning: bool) -> tuple[tuple[Annotation, ...], int]:
    """Return the first contributors as annotations, and how many there are; warnings at most where so asked."""
    measured = tuple(measurements)
    contributors = (contributor for measurement in measured for contributor in measurement.contributors)
    annotations = tuple(
        Annotation(
            contributor.message,
            "warning" if as_warning and contributor.level == "error" else contributor.level,
            contributor.location,
            contributor.identity,
        )
        for contributor in islice(contributors, MOST)
    )
    return annotations, sum(measurement.contributor_count for measurement in measured)
