"""The small path language of declarations, for values that JSON can hold.

`a.b` is a key within a key, `"a.b"` one key with a dot, `[]` each item, `[0]` one of them, `*` each value of an object.
`a?` may be absent or null, and `[]?` something else than an array. A path of a field starts at its record, which is `.`:
`^` goes up to the record around it, `@` is the key that leads to the record, and `$` is the whole report; in
`$.files[a.b]` the record holds the index (or the key) at `a.b`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any, assert_never

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.declared.plain import plain
from cdgate.parsing.json_shape import arr, obj
from cdgate.pattern import lazily

_STEP = lazily(
    r'\.?(?:"(?P<quoted>[^"]+)"|(?P<star>\*)|(?P<name>[^.\[\]"*?]+)|\[(?P<at>[0-9]*)\]|\[(?P<index>[^\[\]]+)\])(?P<maybe>\?)?'
)

_INDEX = lazily(r"[0-9]{1,9}", re.ASCII)


class Each(msgspec.Struct, frozen=True):
    """Every item of an array, or every value of an object."""

    values: bool = False
    optional: bool = False


class Index(msgspec.Struct, frozen=True):
    """One item of an array: its number, or where the record holds its number (of an object: its key)."""

    number: int = 0
    at: str = ""


class Key(msgspec.Struct, frozen=True):
    """The value under a key of an object."""

    name: str
    optional: bool = False


Step = Each | Index | Key
_Place = tuple["Node", Any]  # the innermost record on the way, and the value within it; any JSON


class Path(msgspec.Struct, frozen=True):
    """A compiled path: how many records up it starts (-1 is the whole report), its steps, and whether it asks for a key.

    `names` are the keys of a path that has nothing else and starts at its record, as nearly all do.
    """

    up: int
    steps: tuple[Step, ...]
    key: bool = False
    names: tuple[str, ...] = ()


class BadPathError(ValueError):
    """A path that nobody can follow; its text is what cannot be read."""


class Node(msgspec.Struct, frozen=True):
    """A value in a report, the key that led to it, and the record around it."""

    value: Any  # any JSON
    key: str = ""
    around: Node | None = None

    def root(self) -> Node:
        """Return the whole report."""
        node = self
        while node.around is not None:
            node = node.around
        return node

    def values(self, written: str) -> list[Any]:
        """Return what the path `written` leads to; what is absent, or of another type on the way, is nothing."""
        path = compiled(written)
        if path.names:
            value = self.value
            for name in path.names:
                if not isinstance(value, dict) or name not in value:
                    return []
                value = value[name]
            return [value]
        node: Node | None = self.root() if path.up < 0 else self
        for _ in range(path.up):
            node = node and node.around
        if node is None:
            return []
        if path.key:
            return [node.key]
        found = [node.value]
        for step in path.steps:
            found = [inner for value in found for inner in self._inner(value, step)]
        return found

    def _inner(self, value: Any, step: Step) -> list[Any]:
        match step:
            case Key(name):
                return [value[name]] if isinstance(value, dict) and name in value else []
            case Each(values=True):
                return list(value.values()) if isinstance(value, dict) else []
            case Each():
                return value if isinstance(value, list) else []
            case Index(number, at):
                where = plain(next(iter(self.values(at)), "")) if at else str(number)
                if isinstance(value, dict):
                    return [value[where]] if where in value else []
                return value[int(where) : int(where) + 1] if isinstance(value, list) and _INDEX.fullmatch(where) else []
            case _:
                assert_never(step)


@functools.lru_cache(maxsize=4096)
def compiled(written: str) -> Path:
    """Return the path. Raises BadPathError."""
    rest = written.lstrip("^")
    up = len(written) - len(rest)
    if up:
        rest = rest.removeprefix(".")
    if rest in ("", "."):
        return Path(up, ())
    if rest == "@":
        return Path(up, (), key=True)
    if rest.startswith("$"):
        up, rest = -1, rest[1:].removeprefix(".")
    steps = tuple(_steps(rest))
    names = tuple(step.name for step in steps if isinstance(step, Key))
    return Path(up, steps, names=names if not up and len(names) == len(steps) else ())


def records(root: Node, written: str) -> Iterator[Node]:
    """Yield the records that the path leads to from the whole report.

    Raises EvidenceError `wrong-shape` where something on the way, that is not marked with `?`, is absent or of another type.
    """
    places: Iterator[_Place] = iter(((root, root.value),))
    for step in compiled(written).steps:
        places = _followed(places, step, written)
    for record, value in places:
        yield record if value is record.value else Node(value, "", record)


def _steps(rest: str) -> Iterator[Step]:
    at = 0
    while at < len(rest):
        match = _STEP.match(rest, at)
        if match is None or (rest[at] == "." and at == 0):
            raise BadPathError(rest[at:])
        at = match.end()
        yield _step(match)


def _step(match: re.Match[str]) -> Step:
    optional = bool(match["maybe"])
    if match["star"]:
        return Each(values=True, optional=optional)
    if match["at"] is not None:
        return Index(int(match["at"])) if match["at"] else Each(optional=optional)
    if match["index"]:
        return Index(at=match["index"])
    return Key(match["quoted"] or match["name"], optional)


def _followed(places: Iterator[_Place], step: Step, written: str) -> Iterator[_Place]:
    for record, value in places:
        if not isinstance(step, Index) and step.optional and not isinstance(value, _container(step)):
            continue
        match step:
            case Key(name, optional):
                inner = obj(value, written).get(name)
                if inner is not None:
                    yield record, inner
                elif not optional:
                    raise _lacking(written, name)
            case Each(values=True):
                yield from ((Node(item, key, record), item) for key, item in obj(value, written).items())
            case Each():
                yield from ((Node(item, "", record), item) for item in arr(value, written))
            case Index(number):
                yield from ((Node(item, "", record), item) for item in arr(value, written)[number : number + 1])
            case _:
                assert_never(step)


def _container(step: Each | Key) -> type:
    return list if isinstance(step, Each) and not step.values else dict


def _lacking(written: str, name: str) -> EvidenceError:
    return EvidenceError(
        "wrong-shape",
        text("{where}: there is no {name}, and the format always has it", where=written, name=repr(name)),
        hint=text("was the file edited, cut, or written by another version of its tool?"),
    )
