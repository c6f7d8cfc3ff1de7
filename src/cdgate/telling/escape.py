r"""The one escaping writer: makes untrusted text safe for the place it is written to.

Whatever came out of a report, a repository or an environment variable passes through one of these functions. Secrets
are masked; what else could be misread is shown as `\xNN` or `\uNNNN`, so that a reader sees what was there.
"""

from __future__ import annotations

import re
import unicodedata

from cdgate.pattern import lazily
from cdgate.telling.secrets import masked

LONGEST = 400
"""Characters of one untrusted text that are shown (safety.md 2.1); more helps nobody and floods logs."""

_LOOKED_AT = 10 * LONGEST  # masking must see past the cut, or a cut secret would be shown
_BREAK = "\u200b"  # zero-width space: the only thing that keeps a forge from resolving a mention
# `::` is a workflow command at the start of a line or behind an encoded line end; `a.py::test_b` is an ordinary name
_COMMAND = lazily(r"(?<![A-Za-z0-9_.\])>])::|(?<=%0[aAdD])::")
_BRACKET_COMMAND = lazily(r"(##[A-Za-z0-9_.-]*)\[")  # taken anywhere in a line by GitHub, Azure and TeamCity
_SECTION = lazily(r"(section_(?:start|end)):")
_MARKDOWN = lazily(r"[\\`*\[\]()!|~{}]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MENTION = lazily(r"@|#(?=[0-9])|\bGH-(?=[0-9])", re.IGNORECASE)
_PATH_START = lazily(r"[\w.]")
_SCHEME = lazily(r"[A-Za-z][A-Za-z0-9+.-]*:")


def plain(words: str) -> str:
    """Return one line for terminals, logs, XML: control and invisible characters escaped, commands broken, cut at 400."""
    return _cut(_broken(_visible(masked(words[:_LOOKED_AT]))))


def command_data(words: str) -> str:
    """Return the message of a workflow command (`::error::message`)."""
    return plain(words).replace("%", "%25")


def command_property(words: str) -> str:
    """Return the value of a workflow command's property (`::error title=value::`)."""
    return command_data(words).replace(":", "%3A").replace(",", "%2C")


def markdown(words: str) -> str:
    """Return prose for Markdown, table cells included: nothing in it is markup, a mention, a reference or HTML."""
    safe = "".join(_ENTITIES.get(char, char) for char in plain(words))
    return _MENTION.sub(lambda match: match[0] + _BREAK, _MARKDOWN.sub(r"\\\g<0>", safe))


def markdown_code(words: str) -> str:
    """Return a code span, table cells included, behind a fence longer than any run of backticks in it."""
    safe = plain(words).replace("<", r"\x3c").replace("](", r"]\x28").replace("|", r"\|")
    if not safe:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", safe)), default=0))
    pad = " " if safe[0] in "` " or safe[-1] in "` " else ""
    return f"{fence}{pad}{safe}{pad}{fence}"


def line_start(path: str) -> str:
    """Return a path that may begin a line of text: one that could pass for something else gets `./` before it."""
    safe = plain(path)
    return safe if re.fullmatch(r"[\w./:-]+", safe) and not safe.startswith("-") else f"./{safe}"


def repository_path(path: str) -> str | None:
    """Return `path` if it is a plain repo-relative path that a CI may link to, else None."""
    inside = path == plain(path) and _PATH_START.match(path) and not _SCHEME.match(path) and "\\" not in path
    return path if inside and ".." not in path.split("/") else None


def _visible(words: str) -> str:
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() or unicodedata.category(char) == "Zs" else _named(char) for char in words)


def _named(char: str) -> str:
    code = ord(char)
    if code < 0x100:  # noqa: PLR2004  # the two-digit form holds one byte
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004  # the four-digit form holds 16 bits


def _broken(words: str) -> str:
    if "::" in words:
        words = _COMMAND.sub(r"\\x3a:", words)
    if "##" in words:
        words = _BRACKET_COMMAND.sub(r"\1\\x5b", words)
    if "section_" in words:
        words = _SECTION.sub(r"\1\\x3a", words)
    return words.replace("travis_fold:", r"travis_fold\x3a")


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else words[: LONGEST - 3] + "..."
