"""Gathers the elements of a Cobertura document into coverage by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from msgspec.structs import replace

from cdgate.builtin.readers.claims import Claim, count_claim, rate_claim
from cdgate.builtin.readers.linesets import LineSets, check_path, naturals
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import FileCoverage
from cdgate.pattern import lazily

_ROOT_CHILDREN = frozenset({"sources", "packages", "classes", "methods", "lines"})
_CONDITION = lazily(
    r"\s*[0-9]{1,3}(?:[.,][0-9]+)?\s*%\s*\(\s*([0-9]{1,6})(?:\.0+)?\s*/\s*([0-9]{1,6})(?:\.0+)?\s*\)\s*"
)
_UNREADABLE = (0, 2)  # a condition has two outcomes at least; what cannot be read counts as the worst
_GCOVR = "gcovr "  # lists a line once for each instance of a function on it, and counts it as often
_COUNT = lazily(r"[0-9]{1,12}")
_TIMESTAMP = lazily(r"([0-9]{9,13})(?:\.[0-9]{1,9})?")
_MILLISECONDS = 10**11  # as seconds this is the year 5138


class _Lines:
    """The `line` elements of one place, as written."""

    __slots__ = ("conditions", "hits", "numbers")

    def __init__(self) -> None:
        self.numbers: list[str] = []
        self.hits: list[str] = []
        self.conditions: list[tuple[str, str]] = []


class CoberturaTarget:
    """A target for `parse_xml`.

    `contradictions` counts lines that one class lists both as covered and as missed, `nameless` classes without a file.
    """

    def __init__(self) -> None:
        self.roots: list[str] = []
        self.claims: list[Claim] = []
        self.produced_at: datetime | None = None
        self.contradictions = 0
        self.nameless = 0
        self._sets = LineSets()
        self._files: dict[str, FileCoverage] = {}
        self._instances: dict[str, tuple[list[int], list[int]]] = {}  # lines of each file as listed, and those that ran
        self._unreadable = 0
        self._counts_instances = False
        self._depth = 0
        self._path: str | None = None
        self._lines = self._outside = _Lines()
        self._of_class = self._of_methods = self._outside
        self._root_text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag; `line` first, because nearly all elements are lines."""
        if tag == "line":
            lines = self._lines
            number = attributes.get("number", "")
            lines.numbers.append(number)
            lines.hits.append(attributes.get("hits", ""))
            condition = attributes.get("condition-coverage")
            if condition is not None:
                lines.conditions.append((number, condition))
            return
        self._depth += 1
        if self._depth == 1:
            self._start_root(tag, attributes)
        elif tag == "class":
            self._start_class(attributes)
        elif tag in {"methods", "method"}:
            self._lines = self._of_methods
        elif tag == "source":
            self._root_text = []
        elif self._depth == 2 and tag not in _ROOT_CHILDREN:  # noqa: PLR2004  # a child of the root
            raise _not_cobertura(tag)

    def end(self, tag: str) -> None:
        """Take an end tag; the depth is that of all other elements than lines."""
        if tag == "line":
            return
        self._depth -= 1
        if tag == "class":
            self._end_class()
        elif tag in {"methods", "method"}:
            self._lines = self._of_class
        elif tag == "source" and self._root_text is not None:
            root = "".join(self._root_text).strip()
            if root:
                self.roots.append(root)
            self._root_text = None

    def data(self, piece: str) -> None:
        """Take text, of which only the names of source folders matter."""
        if self._root_text is not None:
            self._root_text.append(piece)

    def files(self) -> tuple[FileCoverage, ...]:
        """Return the coverage of each file, in the order in which the report names them first."""
        if self._outside.numbers:
            raise _not_cobertura("line")
        for path, (numbers, ran) in self._instances.items():
            file = self._files[path]
            if len(numbers) != file.coverable.bit_count():
                taken = Counter(ran)
                counts = {number: (taken[number], total) for number, total in Counter(numbers).items()}
                self._files[path] = replace(file, statements=counts)
        return tuple(self._files.values())

    def notes(self) -> tuple[Text, ...]:
        """What a person should know about how the lines were read."""
        if not self._unreadable:
            return self._sets.notes
        note = text("{count} condition coverages cannot be read and count as 0 of 2 branches", count=self._unreadable)
        return (*self._sets.notes, note)

    def _start_root(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "coverage":
            raise _not_cobertura(tag)
        self.produced_at = _moment(attributes.get("timestamp", ""))
        self._counts_instances = counts_instances(attributes)
        covered, coverable = attributes.get("lines-covered", ""), attributes.get("lines-valid", "")
        if _COUNT.fullmatch(covered) and _COUNT.fullmatch(coverable):
            self.claims.append(count_claim(int(covered), int(coverable)))
        rate = rate_claim(attributes.get("line-rate", ""))
        nothing_to_cover = bool(coverable) and not coverable.strip("0")
        if rate is not None and not nothing_to_cover:
            self.claims.append(rate)

    def _start_class(self, attributes: Mapping[str, str]) -> None:
        path = attributes.get("filename", "")
        self.nameless += not path
        check_path(path)
        if self._path is not None:
            raise _not_cobertura("class")
        self._path = path
        self._of_class, self._of_methods = _Lines(), _Lines()
        self._lines = self._of_class

    def _end_class(self) -> None:
        lines = self._of_class if self._of_class.numbers else self._of_methods
        numbers = naturals(lines.numbers)
        coverable, covered = self._sets.pair(numbers, lines.hits)
        if lines is self._of_class and coverable.bit_count() != len(numbers):
            self._count_contradictions(numbers, lines.hits, covered)
        if self._counts_instances:
            ran = [number for number, hits in zip(numbers, lines.hits, strict=True) if hits.strip("0")]
            self._list_instances(self._path or "", numbers, ran)
        self._add(FileCoverage(self._path or "", coverable, covered, self._branches_of(lines)))
        self._path = None
        self._lines = self._outside

    def _list_instances(self, path: str, numbers: Iterable[int], ran: Iterable[int]) -> None:
        """Add the lines of a class, as often as they are listed, and those that ran, to those of its file."""
        of_file = self._instances.setdefault(path, ([], []))
        of_file[0].extend(numbers)
        of_file[1].extend(ran)

    def _add(self, of_class: FileCoverage) -> None:
        """Add the lines of a class to those of its file."""
        before = self._files.get(of_class.path)
        self._files[of_class.path] = of_class if before is None else before.merge(of_class)

    def _branches_of(self, lines: _Lines) -> dict[int, tuple[int, int]]:
        branches: dict[int, tuple[int, int]] = {}
        for number, condition in lines.conditions:
            taken, total = self._condition(condition)
            if total:
                line = int(number)
                before = branches.get(line, (0, 0))
                branches[line] = (max(before[0], taken), max(before[1], total))
        return branches

    def _count_contradictions(self, numbers: list[int], hits: list[str], covered: int) -> None:
        missed = self._sets.build(
            [number for number, written in zip(numbers, hits, strict=True) if not written.strip("0")]
        )
        self.contradictions += (missed & covered).bit_count()

    def _condition(self, written: str) -> tuple[int, int]:
        match = _CONDITION.fullmatch(written)
        if match is None or int(match[1]) > int(match[2]):
            self._unreadable += 1
            return _UNREADABLE
        return int(match[1]), int(match[2])


def counts_instances(attributes: Mapping[str, str]) -> bool:
    """Tell by the root element whether the writer lists a line as often as there are instances of its function."""
    return attributes.get("version", "").startswith(_GCOVR)


def _moment(written: str) -> datetime | None:
    """Return the moment of a timestamp in seconds or milliseconds; None for the many other things that stand there."""
    match = _TIMESTAMP.fullmatch(written)
    if match is None:
        return None
    number = int(match[1])
    return datetime.fromtimestamp(number // 1000 if number >= _MILLISECONDS else number, UTC)


def _not_cobertura(tag: str) -> EvidenceError:
    return EvidenceError(
        "not-cobertura",
        text("the element {tag} stands where Cobertura has none", tag=tag),
        hint=text("several formats share the root element coverage; say which with the evidence's format"),
    )
