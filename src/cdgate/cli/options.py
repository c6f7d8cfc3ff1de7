"""STOP: read src/cdgate/cli/STOP_READ_ME_FIRST.txt. The options of a check, and reading them where a command line is plain: click takes as long to load as a small check.

Whatever is not plain beyond doubt is left to click: other commands, abbreviations, help, variables, mistakes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from cdgate.cli.session import Session, overridden
from cdgate.model.policy import Mode
from cdgate.registry import MODES


class Option(msgspec.Struct, frozen=True):
    """An option: without a default of its own it is text. False makes it a flag, a number takes numbers from 0 on."""

    flag: str
    wish: str
    help: str
    metavar: str = ""
    default: str | int | bool | None = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    envvar: str = ""


GLOBAL = (
    Option("--color", "colour", "Colours.", default=None, choices=("auto", "always", "never")),
    Option("--lang", "language", "Language of the texts: en, zh_CN.", "LANG", default=None),
    Option("--plugins", "plugins", "Which plugins to load (default: all).", default=None, choices=MODES),
)
CHECK = (
    Option("--policy", "policy", "The policy; default: gates.yaml here or above.", "FILE"),
    Option(
        "--policy-from",
        "policy_from",
        "Judge by the policy of the target branch, whatever that of the change says.",
        "target-branch",
        choices=("", "target-branch"),
        envvar="CDGATE_POLICY_FROM",
    ),
    Option("--root", "root", "Where the evidence paths start; default: the policy's folder.", "DIR"),
    Option("--report", "reports", "Also write this report; `-` is standard output.", "NAME[=PATH]", many=True),
    Option("--as-of", "as_of", "Judge as of this day (YYYY-MM-DD) instead of today (UTC).", "DATE"),
    Option("--ci", "ci", "Which CI this is: auto, none, or a name.", "NAME", default="auto"),
    Option(
        "--soft-fail",
        "soft_fail",
        "End with 0 where the verdict is FAIL; it is still told and recorded.",
        default=False,
    ),
    Option(
        "--jobs",
        "jobs",
        "Read large evidence in N processes; default: one for each processor.",
        "N",
        default=0,
        envvar="CDGATE_JOBS",
    ),
    Option("--produce", "produce", "First run the `run:` commands of the evidence roles.", default=False),
)
MODE_OF = {"check": Mode.CHANGE, "assess": Mode.ASSESS}

_KNOWN = {option.flag: option for option in (*GLOBAL, *CHECK)}


class Asked(msgspec.Struct, frozen=True):
    """A check as it was asked for; `wishes` are the options that were written."""

    mode: Mode
    session: Session
    wishes: Mapping[str, Any]  # texts, numbers and truths


def plainly(arguments: Sequence[str], environ: Mapping[str, str]) -> Asked | None:
    """Return the check that a plain command line asks for, None where click has to look at it."""
    if not arguments or arguments[0] not in MODE_OF or any(environ.get(option.envvar) for option in CHECK):
        return None
    wishes: dict[str, Any] = {}  # as above
    gates: list[str] = []
    rest = iter(arguments[1:])
    for word in rest:
        if not word.startswith("-"):
            gates.append(word)
            continue
        flag, _, written = word.partition("=")
        option = _KNOWN.get(flag)
        if option is None or (option.wish in wishes and not option.many):
            return None
        value = _value(option, word, written, rest)
        if value is None:
            return None
        wishes[option.wish] = (*wishes.get(option.wish, ()), value) if option.many else value
    session = overridden(Session(), wishes)
    return Asked(MODE_OF[arguments[0]], session, {"gates": tuple(gates), **wishes})


def _value(option: Option, word: str, written: str, rest: Iterator[str]) -> str | int | bool | None:
    """Return what the user wrote for an option, None where that is doubtful."""
    if option.default is False:
        return True if word == option.flag else None
    if word == option.flag:
        written = next(rest, "")
    if not written or written.startswith("-") or (option.choices and written not in option.choices):
        return None
    if isinstance(option.default, int):
        return int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else None  # noqa: PLR2004  # digits enough
    return written
