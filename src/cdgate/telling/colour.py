"""Colour: whether a stream gets it, and the few styles that reports use."""

from __future__ import annotations

import enum
from collections.abc import Mapping

_CI_WITH_ANSI = ("GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "TF_BUILD", "TEAMCITY_VERSION")


class Style(enum.Enum):
    """How a piece of text stands out; the value is the ANSI code."""

    GOOD = "32"
    BAD = "1;31"
    DOUBT = "1;35"
    WARN = "33"
    STRONG = "1"
    QUIET = "2"


def wants_colour(choice: str, environ: Mapping[str, str], *, isatty: bool) -> bool:
    """Return whether to colour, `choice` being `always`, `never` or `auto`.

    First the choice, then NO_COLOR, then FORCE_COLOR or CLICOLOR_FORCE, then a CI whose log shows ANSI, then a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if environ.get("FORCE_COLOR") or environ.get("CLICOLOR_FORCE"):
        return True
    if any(environ.get(name) for name in _CI_WITH_ANSI):
        return True
    return isatty and environ.get("TERM") != "dumb"


def painted(words: str, style: Style, *, colour: bool) -> str:
    """Return `words` in that style, or as they are where there is no colour."""
    return f"\x1b[{style.value}m{words}\x1b[0m" if colour and words else words
