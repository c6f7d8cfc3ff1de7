from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from cdgate.engine.publish import publish
from cdgate.errors import PluginError
from cdgate.extension import Delivery
from cdgate.message import text
from cdgate.model.policy import Mode
from cdgate.model.verdict import Pipeline, RunRecord, Verdict
from cdgate.telling.page import Page

RECORD = RunRecord(Verdict.PASS, (), Mode.CHANGE, date(2026, 11, 22), "p", "gates.yaml", "d", Pipeline("local"), "0")


class Plain:
    """Writes the verdict."""

    name = "plain"
    title = "plain"
    extension = ".txt"

    def render(self, record: RunRecord, page: Page) -> None:
        page.write(f"{record.verdict.value} é \udcff\n")


class Broken(Plain):
    """Raises."""

    name = "broken"

    def render(self, record: RunRecord, page: Page) -> None:
        raise RuntimeError(record.verdict, page.language)


class Refusing(Plain):
    """Raises an expected error."""

    name = "refusing"

    def render(self, record: RunRecord, page: Page) -> None:
        del record, page
        raise PluginError("no", text("no"), plugin="refusing")


class Full(io.StringIO):
    """A stream on a full disk."""

    def write(self, words: str, /) -> int:
        raise OSError(28, "No space left on device", words)


REPORTERS = {reporter.name: reporter for reporter in (Plain(), Broken(), Refusing())}


def test_reports_reach_standard_output_and_files(tmp_path: Path) -> None:
    stream = io.StringIO()
    deliveries = (Delivery("plain", "-"), Delivery("plain", "out/report.txt"))
    assert publish(RECORD, deliveries, REPORTERS, Page(stream), root=tmp_path) == ()
    assert stream.getvalue().startswith("PASS")
    assert (tmp_path / "out/report.txt").read_bytes() == "PASS é \\udcff\n".encode()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.txt"]


def test_appended_report_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "summary.md").write_text("before\n")
    publish(RECORD, (Delivery("plain", "summary.md", append=True),), REPORTERS, Page(io.StringIO()), root=tmp_path)
    assert (tmp_path / "summary.md").read_text("utf-8").startswith("before\nPASS")


@pytest.mark.parametrize(
    ("reporter", "slug"), [("broken", "reporter-failed"), ("refusing", "no")], ids=["raises", "refuses"]
)
def test_reporter_that_fails_is_named_and_stops_no_other(tmp_path: Path, reporter: str, slug: str) -> None:
    deliveries = (Delivery(reporter, "-"), Delivery("plain", "a.txt"))
    (error,) = publish(RECORD, deliveries, REPORTERS, Page(io.StringIO()), root=tmp_path)
    assert error.slug == slug
    assert (tmp_path / "a.txt").exists()


def test_stream_that_is_full_is_told(tmp_path: Path) -> None:
    (error,) = publish(RECORD, (Delivery("plain", "-"),), REPORTERS, Page(Full()), root=tmp_path)
    assert error.slug == "output-failed"


def test_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (error,) = publish(RECORD, (Delivery("plain", "taken"),), REPORTERS, Page(io.StringIO()), root=tmp_path)
    assert error.slug == "output-failed"
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
