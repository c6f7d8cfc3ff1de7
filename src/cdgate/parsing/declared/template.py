"""A line of a tool's output with names in place of what changes: `{path}:{line}: {level}: {message} [{rule}]`.

No regular expression, because whoever writes the policy must not be able to make a check take for ever: each name stands
for characters of one kind and of bounded number, and only the message may be anything.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from cdgate.message import Text, text
from cdgate.pattern import lazily

_NUMBER = r"[0-9]{1,9}"
ANY = "*"
KINDS: Mapping[str, str] = {
    "path": r"(?:[A-Za-z]:)?[^\s:][^:\n]{0,999}?",
    "folder": r"(?:[A-Za-z]:)?[^\s:][^:\n]{0,999}?",
    "line": _NUMBER,
    "column": _NUMBER,
    "end_line": _NUMBER,
    "end_column": _NUMBER,
    "total": _NUMBER,
    "level": r"[A-Za-z][A-Za-z_-]{0,31}",
    "rule": r"\S{1,200}?",
    "message": r"\S.*",
    ANY: r".*?",
}
"""What each name stands for."""

_PIECE = lazily(r"\{(?P<name>[^{}]*)\}|(?P<blank>[ \t]+)|(?P<double>\{\{|\}\})|(?P<plain>[^{} \t]+)|(?P<brace>[{}])")


_WORD = r"[^\s:]{1,1000}"
_PATHS = frozenset({"path", "folder"})


class BadTemplateError(ValueError):
    """A template that cannot be used."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


@functools.lru_cache(maxsize=256)
def compiled(template: str) -> re.Pattern[str]:
    """Return the pattern of whole lines. Raises BadTemplateError."""
    return re.compile("".join(_pieces(template)))


def names_in(template: str) -> frozenset[str]:
    """Return the names that the template has."""
    return frozenset(compiled(template).groupindex)


def _pieces(template: str) -> Iterator[str]:
    seen: set[str] = set()
    before = ""
    open_group = ""
    for piece in _PIECE.finditer(template):
        name = piece["name"]
        if name is None:
            yield _literal(piece)
            before = ""
            continue
        yield open_group
        _check(name, seen, before)
        seen.add(name)
        before = name
        if name == ANY:
            # Up to the first place where what follows it stands, and never further: nothing is tried twice.
            last = piece.end() == len(template)
            open_group = "" if last else ")"
            yield ".*" if last else f"(?>{KINDS[ANY]}"
        else:
            # A path before a blank ends at it; elsewhere it may hold some.
            kind = _WORD if name in _PATHS and template[piece.end() : piece.end() + 1] in {" ", "\t"} else KINDS[name]
            open_group = ""
            yield f"(?P<{name}>{kind})"
    yield open_group


def _literal(piece: re.Match[str]) -> str:
    if piece["brace"]:
        raise BadTemplateError(text("a brace that is meant as such is written twice"))
    return "[ \\t]+" if piece["blank"] else re.escape(piece["plain"] or piece["double"][0])


def _check(name: str, seen: set[str], before: str) -> None:
    if name not in KINDS:
        known = ", ".join(f"{{{one}}}" for one in KINDS)
        raise BadTemplateError(text("{name} is none of {known}", name=f"{{{name}}}", known=known))
    if name in seen and name != ANY:
        raise BadTemplateError(text("{name} stands in it twice", name=f"{{{name}}}"))
    if before:
        raise BadTemplateError(
            text("something must stand between {first} and {second}", first=f"{{{before}}}", second=f"{{{name}}}")
        )
