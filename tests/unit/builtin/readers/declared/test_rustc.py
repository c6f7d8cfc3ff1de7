"""Where a message of rustc is."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.declared.rustc import ClippyReader
from cdgate.model.evidence import Source
from cdgate.model.location import Location


def _span(line: int, **more: Any) -> dict[str, Any]:
    return {"file_name": "a.rs", "line_start": line, "column_start": 2, "line_end": line, "column_end": 9, **more}


@pytest.mark.parametrize(
    ("spans", "location"),
    [
        pytest.param(
            [_span(3, is_primary=False), _span(7, is_primary=True)], Location("a.rs", 7, 2, 7, 9), id="the primary one"
        ),
        pytest.param([_span(3), _span(7)], Location("a.rs", 3, 2, 3, 9), id="the first where none is primary"),
        pytest.param([{"is_primary": True}], None, id="nowhere"),
        pytest.param(["odd"], None, id="of another type"),
    ],
)
def test_message_is_at_its_primary_span(spans: list[Any], location: Location | None) -> None:
    message = {"message": "m", "level": "warning", "code": None, "spans": spans}
    printed = json.dumps({"reason": "compiler-message", "package_id": "p", "message": message}).encode()
    report = ClippyReader().read(BytesIO(printed), Source("out.json", "", len(printed), "clippy"))
    assert [one.location for one in report.findings] == [location]
