from __future__ import annotations

import pytest

from cdgate.cli import main
from cdgate.cli.session import Session, overridden
from cdgate.errors import ExitCode


@pytest.mark.parametrize(
    "arguments",
    [
        ["--plugins", "none", "plugins"],
        ["plugins", "--plugins", "none"],
        ["--plugins", "all", "plugins", "--plugins=none"],
    ],
    ids=["before", "behind", "behind-wins"],
)
def test_global_option_may_stand_on_either_side(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(arguments) is ExitCode.PASSED
    assert capsys.readouterr().out.startswith("loaded: cdgate 0.1.0\n")


def test_options_that_were_not_written_leave_the_session_alone() -> None:
    session = Session(plugins="none", language="zh_CN")
    assert overridden(session, {"plugins": None, "language": None, "colour": None}) == session
    assert overridden(session, {"language": "en"}).language == "en"


def test_language_and_colour_are_the_users_or_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANGUAGE", raising=False)
    assert Session().words == "zh_CN"
    assert Session(language="en").words == "en"
    assert Session(colour="always").coloured
    assert not Session(colour="never").coloured
