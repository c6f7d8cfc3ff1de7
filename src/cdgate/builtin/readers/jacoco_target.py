"""Gathers the elements of a JaCoCo document into coverage by source file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from cdgate.builtin.readers.claims import Claim, count_claim
from cdgate.builtin.readers.linesets import LineSets, check_path, naturals
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.text import natural
from cdgate.pattern import lazily

_MILLISECONDS = lazily(r"[0-9]{12,13}")

_Counter = tuple[int, int]


class SourceFile:
    """The elements of one `sourcefile`, as written."""

    __slots__ = ("branches", "counters", "covered", "has_instructions", "missed", "numbers", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.numbers: list[str] = []
        self.covered: list[str] = []
        self.missed: list[str] = []
        self.branches: list[tuple[str, str, str]] = []
        self.counters: dict[str, _Counter] = {}
        self.has_instructions = False


class JacocoTarget:
    """A target for `parse_xml`; `nameless` counts source files without a name.

    Counters of groups, packages, classes and methods repeat the lines and are passed over.
    """

    data = None

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.nameless = 0
        self.produced_at: datetime | None = None
        self._sets = LineSets()
        self._files: dict[tuple[str, ...], FileCoverage] = {}
        self._counted = 0
        self._groups: list[str] = []
        self._package: str | None = None
        self._file: SourceFile | None = None
        self._report: dict[str, _Counter] = {}
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag; lines and counters first, because nearly all elements are one or the other."""
        self._depth += 1
        if tag == "line" and self._depth > 1:
            if self._file is not None:
                _add_line(self._file, attributes)
        elif tag == "counter" and self._depth > 1:
            if self._file is not None:
                _add_counter(self._file.counters, attributes)
            elif self._depth == 2:  # noqa: PLR2004  # a child of the root
                _add_counter(self._report, attributes)
        elif self._depth > 1:
            self._start_other(tag, attributes)
        elif tag != "report":
            raise _not_jacoco(tag)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self._depth -= 1
        if tag == "sourcefile":
            self._end_file()
        elif tag == "package":
            self._package = None
        elif tag == "group":
            self._groups.pop()
        elif tag == "report" and "LINE" in self._report:
            missed, covered = self._report["LINE"]
            self.claims.append(count_claim(covered, missed + covered))

    def files(self) -> Iterator[FileCoverage]:
        """Yield the coverage of each source file, in order; files of one path in different groups stay apart."""
        yield from self._files.values()

    def notes(self) -> tuple[Text, ...]:
        """What a person should know about how the report was read."""
        notes = list(self._sets.notes)
        if self._counted:
            notes.append(
                text(
                    "{count} files do not say which lines were covered: their counters were taken", count=self._counted
                )
            )
        shared = len(self._files) - len({key[-1] for key in self._files})
        if shared:
            notes.append(
                text("{count} files have the name of a file in another group: they may be one or several", count=shared)
            )
        return tuple(notes)

    def _start_other(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "sourcefile":
                self._start_file(attributes)
            case "package":
                self._package = attributes.get("name", "")
            case "group":
                self._groups.append(attributes.get("name", ""))
            case "sessioninfo":
                self._start_session(attributes)
            case _ if self._depth == 2:  # noqa: PLR2004  # a child of the root
                raise _not_jacoco(tag)

    def _start_session(self, attributes: Mapping[str, str]) -> None:
        dump = attributes.get("dump", "")
        if _MILLISECONDS.fullmatch(dump):
            moment = datetime.fromtimestamp(int(dump) // 1000, UTC)
            self.produced_at = max(moment, self.produced_at or moment)

    def _start_file(self, attributes: Mapping[str, str]) -> None:
        self._file = SourceFile(self._path(attributes.get("name", "")))

    def _end_file(self) -> None:
        file = self._file
        assert file is not None, "a sourcefile ends that has begun"  # noqa: S101  # parse_xml pairs the tags
        self._file = None
        self._add(self._coverage(file))

    def _path(self, name: str) -> str:
        """Return the path of the source file that begins. Raises EvidenceError where none can."""
        if self._package is None or self._file is not None:
            raise _not_jacoco("sourcefile")
        self.nameless += not name
        check_path(self._package + name)
        return f"{self._package}/{name}" if self._package else name

    def _add(self, coverage: FileCoverage) -> None:
        key = (*self._groups, coverage.path)
        before = self._files.get(key)
        self._files[key] = coverage if before is None else before.merge(coverage)

    def _coverage(self, file: SourceFile) -> FileCoverage:
        branches: dict[int, _Counter] = {}
        for number, missed, taken in file.branches:
            covered = natural(taken or "0")
            total = covered + natural(missed or "0")
            line = natural(number)
            before = branches.get(line, (0, 0))
            branches[line] = (max(before[0], covered), max(before[1], total))
        naturals(file.missed)  # for its refusals: who writes nonsense there may write nonsense elsewhere
        if file.has_instructions:
            coverable, covered_lines = self._sets.pair(naturals(file.numbers), file.covered)
            return FileCoverage(file.path, coverable, covered_lines, branches)
        listed = self._sets.build(naturals(file.numbers))
        if "LINE" not in file.counters:
            return FileCoverage(file.path, listed, branches=branches)
        self._counted += 1
        missed_lines, hit_lines = file.counters["LINE"]
        return FileCoverage(file.path, branches=branches, counted=(hit_lines, missed_lines + hit_lines))


def _add_line(file: SourceFile, attributes: Mapping[str, str]) -> None:
    number = attributes.get("nr", "")
    missed, covered = attributes.get("mi"), attributes.get("ci")
    if missed is not None or covered is not None:
        file.has_instructions = True
    file.numbers.append(number)
    file.missed.append(missed if missed is not None else "0")  # the DTD lets a writer leave out what is zero
    file.covered.append(covered if covered is not None else "0")
    missed_branches, taken_branches = attributes.get("mb", "0"), attributes.get("cb", "0")
    if missed_branches != "0" or taken_branches != "0":
        file.branches.append((number, missed_branches, taken_branches))


def _add_counter(counters: dict[str, _Counter], attributes: Mapping[str, str]) -> None:
    kind = attributes.get("type", "")
    if kind in counters:
        raise EvidenceError(
            "duplicate-counter",
            text("one element has two counters of the type {kind}", kind=kind),
            hint=text("the report was edited or joined by hand; produce it again"),
        )
    counters[kind] = (natural(attributes.get("missed", "")), natural(attributes.get("covered", "")))


def _not_jacoco(tag: str) -> EvidenceError:
    return EvidenceError(
        "not-jacoco",
        text("the element {tag} stands where JaCoCo has none", tag=tag),
        hint=text("look whether the file is of another format, and say which with the evidence's format"),
    )
