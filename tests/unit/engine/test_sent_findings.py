"""Reports of findings are the same when another process has sent them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from cdgate.engine.sent_findings import SentFindings, received, sent
from cdgate.message import text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.finding_columns import FindingColumns
from tests.columns import MANY, columns_of

SOURCE = Source("a.json", "00", 1, "any")


@pytest.mark.parametrize(
    "found",
    [
        (),
        MANY,
        columns_of(MANY, 3),
        columns_of(MANY, 2).at({"a.py": "x/a.py"}),
        columns_of(MANY, 2).only(lambda kind: kind.rule_id == "r1", lambda path: path != "c.py"),
    ],
    ids=["none", "many", "columns", "moved", "some"],
)
def test_report_arrives_as_it_was(found: Sequence[Finding]) -> None:
    report = FindingReport(SOURCE, "x", found, "1", ("e",), (text("a note"),))
    arrived = received(msgspec.msgpack.decode(msgspec.msgpack.encode(sent(report)), type=SentFindings))
    assert arrived == report
    assert type(arrived.findings) is type(found)


def test_columns_stay_columns() -> None:
    columns = columns_of(MANY, 3)
    message = sent(FindingReport(SOURCE, "x", columns))
    assert message.findings == message.report.findings == ()
    arrived = received(message).findings
    assert isinstance(arrived, FindingColumns)
    assert (arrived.kinds, arrived.paths) == (columns.kinds, columns.paths)
