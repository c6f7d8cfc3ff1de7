"""What is wrong with a declaration beyond its shape: names, paths, conditions and words that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdgate.message import text
from cdgate.parsing.declared.conditions import BadConditionError, conditions
from cdgate.parsing.declared.line_faults import Fault, line_faults
from cdgate.parsing.declared.paths import BadPathError, compiled
from cdgate.parsing.declared.rows import alternatives
from cdgate.parsing.declared.scale import folded, known_words
from cdgate.parsing.declared.shape import Fields, Format, Syntax

_NAME = re.compile(r"[a-z][a-z0-9.-]{0,63}")
_CONDITIONS = ("recognise", "skip", "suppressed", "failed", "fails", "clean")
_RECORDS = ("records", "suppressed_records", "errors")
_TEXTS = ("error_message", "tool", "tool_version", "total")
_NOT_JSON = frozenset({Syntax.XML, Syntax.CSV})


def faults_of(shape: Format) -> Iterator[Fault]:
    """Yield everything that keeps the declaration from being used."""
    if not _NAME.fullmatch(shape.name):
        yield Fault(("name",), text("a name has small letters, digits and `-`, and begins with a letter"))
    if not shape.link.startswith("https://"):
        yield Fault(("link",), text("the link to the description of the format begins with https://"))
    if shape.syntax is not Syntax.CSV and not shape.records:
        yield Fault(("records",), text("there must be a path to the records"))
    for word, means in shape.levels.items():
        if folded(means) not in known_words():
            yield Fault(
                ("levels", word), text("{word} is no word of the scale: critical, high, medium, low", word=means)
            )
    if shape.syntax is Syntax.LINES:
        yield from line_faults(shape)
        return
    if not shape.fields.level:
        yield Fault(("fields",), text("a finding needs a level; write `level: =warning` if the tool has none"))
    if shape.first_line not in (0, 1):
        yield Fault(("first_line",), text("the first line is 0 or 1"))
    yield from _bad_conditions(shape)
    yield from _bad_paths(shape)


def _bad_conditions(shape: Format) -> Iterator[Fault]:
    for key in _CONDITIONS:
        for number, written in enumerate(getattr(shape, key)):
            try:
                asked = [one.path for one in conditions(written)]
            except BadConditionError:
                yield Fault((key, number), text("{written} is no condition", written=repr(written)))
            else:
                yield from (_path_fault((key, number), path) for path in asked if not _can_follow(shape, path))


def _bad_paths(shape: Format) -> Iterator[Fault]:
    for key in _RECORDS:
        for number, path in enumerate(getattr(shape, key)):
            if not _can_follow(shape, path) or (shape.syntax is Syntax.XML and not path.startswith("/")):
                yield _path_fault((key, number), path)
    written = [((key,), getattr(shape, key)) for key in _TEXTS]
    inner = [(("fields", key), getattr(shape.fields, key)) for key in Fields.__struct_fields__]
    for keys, value in (*written, *inner):
        for path in alternatives(value):
            if not path.startswith("=") and not _can_follow(shape, path):
                yield _path_fault(keys, path)


def _can_follow(shape: Format, path: str) -> bool:
    if shape.syntax in _NOT_JSON:
        return True
    try:
        compiled(path)
    except BadPathError:
        return False
    return True


def _path_fault(keys: tuple[str | int, ...], path: str) -> Fault:
    return Fault(keys, text("{path} is no path", path=repr(path)))
