"""Rows of reports that are XML, streamed: only what a declaration asks for is kept.

Paths of records start at the root element: `/results/errors/error`. Paths of fields start at the record: `@line` is an
attribute, `a/b` the text of an element within it, `a/b@c` an attribute of that, `.` its own text, `@` alone its own name; `^`
goes up to the element around it, so `^@name` is an attribute there (its inner elements count as far as they come before). What
conditions ask of the whole report starts with `/`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from cdgate.parsing.declared.json_rows import roles_of
from cdgate.parsing.declared.rows import Role, Row, alternatives
from cdgate.parsing.declared.shape import Fields, Format
from cdgate.parsing.xml import parse_xml

# How much of one text is kept, and how many values of one path: no message needs more.
MOST_TEXT = 4_000
MOST_VALUES = 200

_DOCUMENT = -1
_NAME = "@"  # how a path asks for the name of the record's element


class Catch(NamedTuple):
    """Something to keep: for which kind of record, in the frame of which depth, under which path as it is written."""

    record: int
    depth: int
    written: str


class Watched(NamedTuple):
    """What to do at an element: open a frame, keep attributes and the text, take it as a record."""

    frame: bool
    attributes: Sequence[tuple[str, int, tuple[int, str]]]  # name, depth of the frame, key in it
    texts: Sequence[Catch]
    role: tuple[int, Role] | None


class Plan(NamedTuple):
    """What to look for, by absolute path."""

    roles: Mapping[str, tuple[int, Role]]
    frames: Mapping[str, int]
    attributes: Mapping[str, Sequence[tuple[str, Catch]]]
    texts: Mapping[str, Sequence[Catch]]


def read_xml(stream: BinaryIO, shape: Format, take: Callable[[Row], None]) -> Row:
    """Give each record to `take`, and return the whole report as a row. Raises EvidenceError."""
    target = _Target(plan_of(shape), take)
    parse_xml(stream, target)
    return Row(Role.FINDING, lambda path: target.document.get((_DOCUMENT, path), ()))


def plan_of(shape: Format) -> Plan:
    """Return what a declaration makes a target look for."""
    plan = Plan({}, {}, defaultdict(list), defaultdict(list))
    roles = dict(plan.roles)
    frames = dict(plan.frames)
    for number, (written, role) in enumerate(roles_of(shape)):
        roles[written] = (number, role)
        steps = written.strip("/").split("/")
        frames.update({"/" + "/".join(steps[:depth]): depth for depth in range(1, len(steps) + 1)})
        for path in _of_records(shape):
            _add(plan, path, Catch(number, len(steps), path), steps)
    for path in _of_reports(shape):
        _add(plan, path.removeprefix("/"), Catch(_DOCUMENT, 0, path), [])
    return plan._replace(roles=roles, frames=frames)


def paths_in(written: Iterable[str]) -> Iterable[str]:
    """Return the paths that conditions ask for."""
    from cdgate.parsing.declared.conditions import conditions

    return (one.path for whole in written for one in conditions(whole))


def _of_records(shape: Format) -> set[str]:
    fields = (path for name in Fields.__struct_fields__ for path in alternatives(getattr(shape.fields, name)))
    asked = (*fields, *alternatives(shape.error_message), *paths_in((*shape.skip, *shape.suppressed, *shape.fails)))
    return {path for path in asked if not path.startswith("=") and path != _NAME}


def _of_reports(shape: Format) -> set[str]:
    return {
        path
        for path in (
            *alternatives(f"{shape.tool} | {shape.tool_version} | {shape.total}"),
            *paths_in((*shape.failed, *(one for one in shape.clean if one != "named"))),
        )
        if not path.startswith("=")
    }


def _add(plan: Plan, path: str, catch: Catch, steps: Sequence[str]) -> None:
    """Note `path`, which starts `^` levels above the record at `steps`."""
    inner = path.lstrip("^")
    depth = catch.depth - (len(path) - len(inner))
    if depth < 0:
        return
    element, _, attribute = inner.partition("@")
    names = [*steps[:depth], *(name for name in element.strip("/").split("/") if name not in ("", "."))]
    where = "/" + "/".join(names)
    moved = catch._replace(depth=depth)
    if attribute:
        plan.attributes[where].append((attribute, moved))  # type: ignore[attr-defined]  # lists while it is made
    else:
        plan.texts[where].append(moved)  # type: ignore[attr-defined]  # as above


class _Target:
    """Keeps what the plan asks for in a frame for each element on the way to a record."""

    def __init__(self, plan: Plan, take: Callable[[Row], None]) -> None:
        self._watched = _by_path(plan)
        self._take = take
        self._path = ""
        self._frames: list[dict[tuple[int, str], list[str]]] = [{}]
        self._pieces: list[tuple[str, list[str]]] = []

    @property
    def document(self) -> Mapping[tuple[int, str], Sequence[str]]:
        """What was kept of the whole report."""
        return self._frames[0]

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._path = path = f"{self._path}/{tag}"
        watched = self._watched.get(path)
        if watched is None:
            return
        frames = self._frames
        if watched.frame:
            frames.append({})
        for name, depth, key in watched.attributes:
            value = attributes.get(name)
            if value is not None:
                _keep(frames[depth], key, value)
        if watched.texts:
            self._pieces.append((path, []))

    def data(self, piece: str) -> None:
        if self._pieces and self._pieces[-1][0] == self._path:
            self._pieces[-1][1].append(piece)

    def end(self, tag: str) -> None:
        path = self._path
        self._path = path[: -len(tag) - 1]
        watched = self._watched.get(path)
        if watched is None:
            return
        if watched.texts:
            value = "".join(self._pieces.pop()[1]).strip()
            for catch in watched.texts:
                _keep(self._frames[catch.depth], (catch.record, catch.written), value)
        if watched.role is not None:
            self._take(self._row(*watched.role, tag))
        if watched.frame:
            self._frames.pop()

    def _row(self, number: int, role: Role, tag: str) -> Row:
        kept: dict[str, Sequence[str]] = {
            written: values for frame in self._frames for (record, written), values in frame.items() if record == number
        }
        kept[_NAME] = (tag,)
        return Row(role, lambda path: kept.get(path, ()))


def _keep(frame: dict[tuple[int, str], list[str]], key: tuple[int, str], value: str) -> None:
    values = frame.get(key)
    if values is None:
        frame[key] = [value[:MOST_TEXT]]
    elif len(values) < MOST_VALUES:
        values.append(value[:MOST_TEXT])


def _by_path(plan: Plan) -> Mapping[str, Watched]:
    return {
        path: Watched(
            path in plan.frames,
            [(name, catch.depth, (catch.record, catch.written)) for name, catch in plan.attributes.get(path, ())],
            plan.texts.get(path, ()),
            plan.roles.get(path),
        )
        for path in {*plan.roles, *plan.frames, *plan.attributes, *plan.texts}
    }
