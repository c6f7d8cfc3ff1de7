from __future__ import annotations

from pathlib import Path

from cdgate.builtin.readers.sarif import SarifReader
from cdgate.model.evidence import FindingReport, Source

HERE = Path(__file__).parent


def read(name: str) -> FindingReport:
    with (HERE / name).open("rb") as stream:
        assert SarifReader().recognises(stream.read(65536), name)
        stream.seek(0)
        return SarifReader().read(stream, Source(name, "", 0, "sarif"))


def test_findings_of_ruff() -> None:
    report = read("ruff.sarif")
    places = [(f.rule_id, f.location.line, f.location.column) for f in report.findings if f.location]
    assert places == [
        ("E401", 1, 1),
        ("F401", 1, 8),
        ("F401", 1, 12),
        ("F841", 6, 5),
        ("S101", 7, 5),
        ("S307", 12, 20),
    ]
    assert {f.location.path for f in report.findings if f.location} == {"/home/builder/shop/till.py"}
    assert len({finding.identity for finding in report.findings}) == 6
    assert (report.tool, report.tool_version, report.shortfall) == ("ruff", "0.17.6", None)


def test_clean_run_of_ruff_is_no_finding_and_can_be_judged() -> None:
    report = read("ruff-clean.sarif")
    assert report.findings == ()
    assert report.shortfall is None
