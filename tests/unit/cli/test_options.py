"""A plain command line asks for what click reads in it; every other one is left to click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.cli import check_commands, commands
from cdgate.cli.check import Wishes
from cdgate.cli.leaving import Ended
from cdgate.cli.options import CHECK, GLOBAL, plainly
from cdgate.cli.session import Session
from cdgate.errors import ExitCode
from cdgate.model.policy import Mode

Call = tuple[Session, Wishes, Mode]
WORDS = st.sampled_from(
    (
        *(option.flag for option in (*GLOBAL, *CHECK)),
        *(f"{option.flag}=x" for option in (*GLOBAL, *CHECK)),
        *(
            "--jobs=2",
            "--jobs=-1",
            "--jobs=08",
            "--jobs=",
            "2",
            "٣",
            "1_0",
            "--color=never",
            "--policy-from=target-branch",
        ),
        *(
            "testing",
            "testing.exit",
            "auto",
            "none",
            "json=out.json",
            "-",
            "--",
            "-v",
            "-h",
            "--rep",
            "--report=-",
            "",
            "x y",
        ),
    )
)


@pytest.fixture(scope="module")
def calls() -> Iterator[list[Call]]:
    """Return what click asks for, one call after the other."""
    found: list[Call] = []

    def judge(session: Session, wishes: Wishes, mode: Mode) -> Ended:
        found.append((session, wishes, mode))
        return Ended(ExitCode.PASSED)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check_commands, "judge", judge)
        for option in CHECK:
            if option.envvar:
                patch.delenv(option.envvar, raising=False)
        yield found


def _plain(line: list[str]) -> Call | None:
    asked = plainly(line, {})
    return None if asked is None else (asked.session, Wishes(**asked.wishes), asked.mode)


def _by_click(line: list[str], calls: list[Call]) -> Call | None:
    calls.clear()
    commands.called(line)
    return calls[0] if calls else None


@given(st.sampled_from(("check", "assess")), st.lists(WORDS, max_size=5))
def test_what_is_read_plainly_is_what_click_reads(calls: list[Call], command: str, words: list[str]) -> None:
    found = _plain([command, *words])

    assert found is None or found == _by_click([command, *words], calls)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("check", id="nothing-else"),
        pytest.param("assess coding testing.exit", id="gates"),
        pytest.param("check --ci none --jobs 2 --report json=a --report=text=b", id="usual"),
        pytest.param("check --policy p.yaml testing --root=. --as-of 2026-01-01 --soft-fail --produce", id="all"),
        pytest.param("check --lang zh_CN --color always --plugins listed --policy-from target-branch", id="global"),
    ],
)
def test_usual_line_needs_no_click(calls: list[Call], line: str) -> None:
    found = _plain(line.split())

    assert found is not None
    assert found == _by_click(line.split(), calls)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("", id="nothing"),
        pytest.param("plugins", id="another-command"),
        pytest.param("--lang en check", id="option-before-the-command"),
        pytest.param("check --help", id="help"),
        pytest.param("check --rep json", id="abbreviation"),
        pytest.param("check -- testing", id="end-of-options"),
        pytest.param("check --policy", id="no-value"),
        pytest.param("check --policy --soft-fail", id="option-as-value"),
        pytest.param("check --policy=", id="empty-value"),
        pytest.param("check --soft-fail=yes", id="flag-with-value"),
        pytest.param("check --jobs two", id="no-number"),
        pytest.param("check --jobs 99999999999999999999", id="no-sensible-number"),
        pytest.param("check --jobs ٣", id="number-in-other-digits"),
        pytest.param("check --color red", id="no-choice"),
        pytest.param("check --ci none --ci auto", id="option-twice"),
    ],
)
def test_every_other_line_is_left_to_click(line: str) -> None:
    assert _plain(line.split()) is None


@pytest.mark.parametrize(("value", "plain"), [("2", False), ("", True)], ids=["set", "empty"])
def test_line_with_a_variable_is_left_to_click(value: str, *, plain: bool) -> None:
    assert (plainly(["check"], {"CDGATE_JOBS": value}) is not None) is plain
