"""Which figures look better to a gate."""

from __future__ import annotations

import pytest

from cdgate.testing.worth import no_better


@pytest.mark.parametrize(
    ("kind", "part", "whole", "fair"),
    [
        ("tests", {"failed": 1, "errored": 1}, {"failed": 2, "errored": 0}, True),
        ("tests", {"failed": 1, "errored": 0}, {"failed": 2, "errored": 0}, False),
        ("findings", {"error": 1, "warning": 2, "note": 3}, {"error": 1, "warning": 2, "note": 3}, True),
        ("findings", {"error": 2, "warning": 1}, {"error": 1, "warning": 2}, False),
        ("coverage", {"lines_covered": 1, "lines_coverable": 2}, {"lines_covered": 2, "lines_coverable": 4}, True),
        ("coverage", {"lines_covered": 2, "lines_coverable": 2}, {"lines_covered": 2, "lines_coverable": 4}, False),
        ("coverage", {"branches_covered": 1, "branches_total": 1}, {"branches_covered": 1, "branches_total": 2}, False),
        ("attestations", {"claims": 1}, {"claims": 2}, True),
        ("attestations", {"claims": 3}, {"claims": 2}, False),
        ("gates", {"passed": 1}, {"passed": 1}, True),
        ("gates", {"passed": 0}, {"passed": 1}, False),
    ],
)
def test_figures_of_a_part_are_weighed_by_kind(
    kind: str, part: dict[str, int], whole: dict[str, int], *, fair: bool
) -> None:
    assert no_better(kind, part, whole) is fair
