from __future__ import annotations

import io
import sys

import click
import pytest

from cdgate.cli import boundary, main
from cdgate.cli.complain import complain
from cdgate.cli.progress import Progress
from cdgate.errors import ErrorGroup, EvidenceError, ExitCode, PolicyError
from cdgate.message import text


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        pytest.param(click.exceptions.Abort(), ExitCode.INTERRUPTED, id="abort"),
        pytest.param(KeyboardInterrupt(), ExitCode.INTERRUPTED, id="interrupt"),
        pytest.param(click.UsageError("no"), ExitCode.USAGE, id="usage"),
        pytest.param(EvidenceError("x", text("x")), ExitCode.EVIDENCE, id="evidence"),
        pytest.param(PolicyError("x", text("x"), file="f"), ExitCode.POLICY, id="policy"),
        pytest.param(
            ErrorGroup([PolicyError("x", text("x"), file="f"), EvidenceError("x", text("x"))]),
            ExitCode.EVIDENCE,
            id="group",
        ),
        pytest.param(RuntimeError("boom"), ExitCode.INTERNAL, id="bug"),
    ],
)
def test_trouble_has_its_code(monkeypatch: pytest.MonkeyPatch, trouble: BaseException, code: ExitCode) -> None:
    def raising(**_: object) -> None:
        raise trouble

    monkeypatch.setattr(boundary.cdgate, "main", raising)
    assert main.run([]) is code


def test_bug_shows_its_traceback_and_asks_for_a_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def raising(**_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(boundary.cdgate, "main", raising)
    main.run([])
    told = capsys.readouterr().err
    assert "RuntimeError: boom" in told
    assert "please report it" in told


@pytest.mark.parametrize(("outcome", "code"), [(None, 0), (0, 0), (1, 1), (ExitCode.EVIDENCE, 4), (99, 0), ("text", 0)])
def test_what_a_command_returns_is_the_code(monkeypatch: pytest.MonkeyPatch, outcome: object, code: int) -> None:
    monkeypatch.setattr(boundary.cdgate, "main", lambda **_: outcome)
    assert main.run([]) == code


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"]])
def test_help_and_version_end_well(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(arguments) is ExitCode.PASSED
    assert "cdgate" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["chekc"], ["check", "--nope"], ["--plugins", "some", "check"], ["inspect"]])
def test_wrong_command_line_is_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(arguments) is ExitCode.USAGE
    assert capsys.readouterr().out == ""


def test_each_error_has_its_line_and_its_next_step() -> None:
    stream = io.StringIO()
    complain(
        ErrorGroup(
            [
                PolicyError("one", text("first {n}", n=1), file="gates.yaml", line=3, column=7, hint=text("do this")),
                EvidenceError("two", text("bad \x1b[31m name"), path="a\nb.xml"),
            ]
        ),
        stream,
    )
    assert stream.getvalue().splitlines() == [
        "cdgate: gates.yaml:3:7: error: first 1 [one]",
        "  -> do this",
        r"cdgate: a\x0ab.xml: error: bad \x1b[31m name [two]",
    ]


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_shows_the_file_on_a_terminal_and_cleans_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdgate.cli.progress.AFTER_S", 0.0)
    monkeypatch.setattr("cdgate.cli.progress.EVERY_S", 0.001)
    stream = Terminal()
    with Progress(stream) as progress:
        progress.reading("big.xml")
        while "big.xml" not in stream.getvalue():
            pass
    assert "reading file 1: big.xml" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()], ids=["quick", "no-terminal"])
def test_progress_is_silent_when_quick_or_unwatched(stream: io.StringIO) -> None:
    with Progress(stream) as progress:
        progress.reading("a.xml")
    assert stream.getvalue() == ""


def test_process_ends_with_the_code_and_looks_for_no_circles(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(sys, "argv", ["cdgate", "check"])
    monkeypatch.setattr("gc.disable", lambda: called.append("disable"))
    monkeypatch.setattr("gc.freeze", lambda: called.append("freeze"))

    def carried_out(args: list[str], **_: object) -> ExitCode:
        called.extend(args)
        return ExitCode.FAILED

    monkeypatch.setattr(boundary.cdgate, "main", carried_out)
    with pytest.raises(SystemExit) as left:
        main.main()
    assert left.value.code == ExitCode.FAILED
    assert called == ["disable", "check", "freeze"]
