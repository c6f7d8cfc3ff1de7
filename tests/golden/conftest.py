"""`--update-golden` writes the golden files anew; review them like code. Works where `tests/golden` is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", default=False, help="write the golden files anew")


@pytest.fixture
def matches_golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file; with `--update-golden`, write it instead."""
    updating = request.config.getoption("--update-golden", default=False)

    def compare(golden: Path, actual: str) -> None:
        if updating:
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(actual, encoding="utf-8", newline="")
        assert golden.read_bytes().decode() == actual

    return compare
