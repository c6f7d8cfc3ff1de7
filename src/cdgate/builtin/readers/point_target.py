"""Gathers the points of an XML report by the layout of its format."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added, check_counts
from cdgate.builtin.readers.linesets import check_hits
from cdgate.builtin.readers.point_layout import Point, PointLayout
from cdgate.message import text
from cdgate.parsing.text import natural

WORDS = {"true": 1, "yes": 1, "partial": 1, "executed": 1, "false": 0, "no": 0, "notexecuted": 0, "": 0}
_NO_POINTS: Mapping[str, tuple[Point, ...]] = {}
_MILLISECONDS = 10**11  # as seconds this is the year 5138
_DIGITS = 13
_SHORT = 5  # nearly all numbers of lines and hits have no more digits, and so many can be remembered


class _File:
    """The points of one file, as far as they were read."""

    __slots__ = ("branches", "ends", "extra", "numbers", "ran")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.ends: list[int] = []  # the last lines of spans that begin with these numbers
        self.ran: list[bool] = []
        self.extra: list[tuple[int, bool]] = []
        self.branches: list[tuple[int, tuple[int, int]]] = []


class PointTarget:
    """A target for `parse_xml` that fills `files`; `unknown` counts words for hits that nobody knows."""

    data = None

    def __init__(self, layout: PointLayout, files: CoveredFiles) -> None:
        self._layout = layout
        self._shapes = layout.points
        self._hidden = 0  # how deep inside an element in which nothing is looked for
        self._files = files
        self._points: dict[str, _File] = {}
        self._paths: dict[str, str] = {}
        self._known: dict[str, int] = {}
        self._current = ""
        self._places: list[int] = []
        self._lines: list[str] = []
        self._claim: tuple[int, int] | None = None
        self._open: list[str] = []
        self.unknown = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag; points first, because nearly all elements are points."""
        layout = self._layout
        shapes = self._shapes.get(tag)
        if shapes is not None:
            self._take(shapes, attributes)
            return
        if self._hidden or tag in layout.hidden:
            self._hidden += 1
            self._shapes = _NO_POINTS
            return
        if not self._open:
            self._files.produced_at = _moment(attributes.get(layout.timestamp, ""))
        if tag in layout.scopes:
            self._close()
        if tag in layout.files:
            self._start_file(*layout.files[tag], attributes)
        elif tag in layout.refers:
            self._current = attributes.get(layout.refers[tag], "")
            self._places, self._lines = [], []
        if tag in layout.claims:
            self._add_claim(*layout.claims[tag], attributes)
        self._open.append(tag)

    def end(self, tag: str) -> None:
        """Take an end tag; with a scope end the meanings of its ids."""
        if tag in self._shapes:
            return
        if self._hidden:
            self._hidden -= 1
            self._shapes = _NO_POINTS if self._hidden else self._layout.points
            return
        self._open.pop()
        if tag in self._layout.scopes:
            self._close()

    def finish(self) -> None:
        """Say what could not be understood."""
        self._close()
        if self._claim is not None:
            self._files.claims.append(count_claim(*self._claim))
        if self.unknown:
            self._files.notes.append(
                text("{count} words for hits are not known and count as not covered", count=self.unknown)
            )

    def _start_file(self, identity: str, names: tuple[str, ...], attributes: Mapping[str, str]) -> None:
        path = next((attributes[name] for name in names if attributes.get(name)), "")
        key = attributes.get(identity, "") if identity else path
        self._paths[key] = path
        if not identity:
            self._current = key
            self._points.setdefault(key, _File())

    def _add_claim(self, parent: str, covered: str, coverable: str, attributes: Mapping[str, str]) -> None:
        outer = self._open[-1] if self._open else ""
        if outer == parent or not parent:
            before = self._claim or (0, 0)
            taken, whole = natural(attributes.get(covered, "")), natural(attributes.get(coverable, ""))
            self._claim = before[0] + taken, before[1] + whole

    def _take(self, shapes: tuple[Point, ...], attributes: Mapping[str, str]) -> None:
        for shape in shapes:
            written = attributes.get(shape.line, "") if not shape.offset else self._line(shape, attributes)
            if written and not (shape.skipped and _has(attributes, shape.skipped)):
                break
        else:
            return
        line = self._known.get(written) or self._natural(written)
        identity = (attributes.get(shape.file, "") if shape.file else "") or self._current
        if line in self._layout.ignored_lines or (shape.file and not identity):
            return  # code that the compiler made has no place in a source
        file = self._points.get(identity)
        if file is None:
            file = self._points[identity] = _File()
        ran = self._ran(shape, attributes)
        if shape.last:
            file.numbers.append(line)
            file.ends.append(max(line, natural(attributes.get(shape.last) or "0")))
            file.ran.append(ran)
        elif shape.extra:
            file.extra.append((line, ran))
        elif not shape.only_branch:
            file.numbers.append(line)
            file.ran.append(ran)
        if shape.may_branch:
            file.branches.extend((line, pair) for pair in _branches(shape, attributes, ran=ran))

    def _natural(self, written: str) -> int:
        number = natural(written)
        if len(written) <= _SHORT:
            self._known[written] = number
        return number

    def _line(self, shape: Point, attributes: Mapping[str, str]) -> str:
        """Return the line of a point as written, or that of the last point before a branch that has none."""
        written = attributes.get(shape.line, "")
        place = attributes.get(shape.offset, "")
        if place and written and not shape.only_branch and natural(place) >= (self._places or [0])[-1]:
            self._places.append(natural(place))
            self._lines.append(written)
        elif place and not written and shape.only_branch:
            before = bisect_right(self._places, natural(place))
            return self._lines[before - 1] if before else ""
        return written

    def _ran(self, shape: Point, attributes: Mapping[str, str]) -> bool:
        for name in shape.hits:
            written = attributes.get(name)
            if written is not None:
                return self._count(written) > 0
        counts = [self._count(attributes.get(name, "")) for name in shape.outcomes]
        return any(counts)

    def _count(self, written: str) -> int:
        known = self._known.get(written)
        if known is not None:
            return known
        if written.isdigit():
            check_hits(written)
            if len(written) <= _SHORT:
                self._known[written] = int(written)
            return int(written)
        word = WORDS.get(written.lower())
        if word is None:
            self.unknown += 1
            return 0
        return word

    def _close(self) -> None:
        for identity, file in self._points.items():
            known = set(file.numbers) if file.extra else set()
            for line, ran in file.extra:
                if line not in known:
                    known.add(line)
                    file.numbers.append(line)
                    file.ran.append(ran)
            path, branches = self._paths.get(identity, identity), added(file.branches)
            if self._layout.spans:
                self._files.spans(path, list(zip(file.numbers, file.ends, strict=True)), file.ran, branches)
            else:
                self._files.statements(path, file.numbers, file.ran, branches)
        self._points, self._paths, self._current = {}, {}, ""


def _has(attributes: Mapping[str, str], words: Mapping[str, frozenset[str]]) -> bool:
    for name in words:  # noqa: SIM110  # it runs for each element, and a generator costs more than the words
        if attributes.get(name, "").lower() in words[name]:
            return True
    return False


def _branches(shape: Point, attributes: Mapping[str, str], *, ran: bool) -> Iterator[tuple[int, int]]:
    total, taken = (attributes.get(name, "") for name in shape.sums)
    true, false = (attributes.get(name, "") for name in shape.outcomes)
    if shape.only_branch or _has(attributes, shape.is_branch):
        yield int(ran), 1
    elif total:
        check_counts(natural(taken or "0"), natural(total))
        yield natural(taken or "0"), natural(total)
    elif true and false:
        yield (natural(true) > 0) + (natural(false) > 0), 2


def _moment(written: str) -> datetime | None:
    if not written.isdigit() or not written.isascii() or len(written) > _DIGITS:
        return None
    number = int(written)
    return datetime.fromtimestamp(number // 1000 if number >= _MILLISECONDS else number, UTC) if number else None
