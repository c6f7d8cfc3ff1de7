from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import pytest

from cdgate.cli import deliver


class Terminal:
    def fileno(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("environment", "columns", "expected"),
    [
        pytest.param({"COLUMNS": "61"}, 80, 61, id="said"),
        pytest.param({"COLUMNS": "wide"}, 80, 80, id="the terminal's"),
        pytest.param({"COLUMNS": "0"}, 80, 80, id="said to be none"),
        pytest.param({}, 0, 100, id="a terminal that does not know"),
    ],
)
def test_console_report_is_as_wide_as_the_terminal(
    monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], columns: int, expected: int
) -> None:
    monkeypatch.setattr(sys, "__stdout__", Terminal())
    monkeypatch.setattr("os.get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert deliver._width(environment) == expected


def test_without_a_terminal_there_is_a_usual_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "__stdout__", None)
    assert deliver._width({}) == 100
