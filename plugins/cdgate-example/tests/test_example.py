"""What the contracts cannot know: the refusals of the format, and the command."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from click.testing import CliRunner

import cdgate_example
from cdgate.errors import EvidenceError, UsageError
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.measurement import Measurement, Scope
from cdgate.testing.samples import source
from cdgate_example import reader
from cdgate_example.command import todos
from cdgate_example.evidence import TodoReport
from cdgate_example.metric import TodoCount
from cdgate_example.reader import TodoCountReader


def read(data: bytes) -> TodoReport:
    return TodoCountReader().read(io.BytesIO(data), source())


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "todo-count-header"),
        (b"todo-count 2\ntotal=0\n", "todo-count-header"),
        (b"todo-count 1\na.py\ntotal=0\n", "todo-count-line"),
        (b"todo-count 1\n=1\ntotal=1\n", "todo-count-line"),
        (b"todo-count 1\na=1\na=1\ntotal=2\n", "todo-count-line"),
        (b"todo-count 1\na=-1\ntotal=-1\n", "bad-number"),
        (b"todo-count 1\na=1\ntotal=2\n", "todo-count-cut"),
        (b"todo-count 1\na=1\n", "todo-count-cut"),
        (b"todo-count 1\n\xff=1\ntotal=1\n", "todo-count-encoding"),
    ],
)
def test_unsound_file_is_refused(data: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data)
    assert caught.value.slug == slug


def test_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MOST_BYTES", 3)
    with pytest.raises(EvidenceError) as caught:
        read(b"todo-count 1\ntotal=0\n")
    assert caught.value.slug == "todo-count-size"


def test_report_of_no_file_falls_short() -> None:
    assert str(read(b"todo-count 1\ntotal=0\n").shortfall) == "no file was looked at"
    assert read(b"todo-count 1\na=0\ntotal=0\n").shortfall is None


def test_worst_file_is_the_first_contributor() -> None:
    item = Item("todos", TodoReport(source(), {"a.py": 1, "b.py": 5, "c.py": 0}))
    answer = TodoCount().measure(EvidenceSet((item,)), Scope())
    assert isinstance(answer, Measurement)
    assert [c.location.path for c in answer.contributors if c.location] == ["b.py", "a.py"]
    assert answer.contributor_count == 2


def test_command_writes_what_the_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.py").write_text("x = 1  # LATER tidy\n# LATER test\n", encoding="utf-8")
    Path("b.py").write_text("y = 2\n", encoding="utf-8")
    done = CliRunner().invoke(todos, ["a.py", "b.py", "--word", "LATER"], catch_exceptions=False)
    assert done.exit_code == 0
    assert dict(read(Path("todos.txt").read_bytes()).files) == {"a.py": 2, "b.py": 0}


def test_command_refuses_an_empty_word(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("", encoding="utf-8")
    with pytest.raises(UsageError):
        CliRunner().invoke(todos, [str(tmp_path / "a.py"), "--word", ""], catch_exceptions=False)


def test_plugin_brings_one_object_of_each_sort() -> None:
    names = [
        [thing.name for thing in hook()]
        for hook in (
            cdgate_example.cdgate_readers,
            cdgate_example.cdgate_metrics,
            cdgate_example.cdgate_criteria,
            cdgate_example.cdgate_reporters,
            cdgate_example.cdgate_commands,
        )
    ]
    assert names == [["todo-count"], ["todos.count"], ["todo-budget"], ["one-line"], ["todos"]]
