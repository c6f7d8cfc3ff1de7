"""Matching the paths that reports write with the files of the repository."""

from __future__ import annotations

import enum
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from cdgate.engine.files import FOREIGN
from cdgate.engine.path_notes import advice, path_notes, shared_ending, strangers
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, FileCoverage, FindingReport, in_columns
from cdgate.pattern import lazily

_DRIVE = lazily(r"[A-Za-z]:/")
_LINE_ENDS = lazily(rb"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85]|\xc2\x85|\xe2\x80[\xa8\xa9]")  # whatever any tool calls one
_MODULE = lazily(r'(?m)^module[ \t]+"?([^\s"]+)')
SHORT_LINE = 16


class How(enum.Enum):
    """How a report path was matched."""

    SAME = "same path"
    ROLE_ROOT = "below a root that the policy names"
    REPORT_ROOT = "below a source root of the report"
    GO_MODULE = "path of a Go module"
    ENDING = "longest ending"
    SEVERAL = "several files fit equally well"
    NOWHERE = "no such file in the repository"
    UNCHECKED = "no git work tree to hold it against"


class Match(msgspec.Struct, frozen=True):
    """The repository path (None where there is none), how it was found, and the files that come nearest otherwise."""

    path: str | None
    how: How
    nearest: tuple[str, ...] = ()


class PathMatcher:
    """Finds the repository file that a report means.

    Without a tree (outside a git work tree) there is nothing to hold paths against: they are only written alike.
    """

    def __init__(self, tree: frozenset[str] | None, root: str) -> None:
        self._tree = tree
        self._root = root.rstrip("/") + "/"
        self._folder = root.rstrip("/")
        self._composed: defaultdict[str, set[str]] | None = None
        self._known_modules: list[tuple[str, str]] | None = None
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in sorted(tree or ()):
            self._by_name[path.rpartition("/")[2]].append(path)

    def match(self, path: str, roots: Iterable[str] = (), first: Iterable[str] = ()) -> str | None:
        """Return the repository path for a report path, or None."""
        return self.explain(path, roots, first).path

    def explain(self, path: str, roots: Iterable[str] = (), first: Iterable[str] = ()) -> Match:
        """Return the repository path for a report path, and how it was found.

        Tried in order: the path below the folders `first` that the policy names, the path itself, the path below each
        source root of the report, then the one repository file that shares the longest ending with it (at least two
        segments, or the only file of that name).
        """
        plain = self._as_written_here(
            clean(path).removeprefix("/_/")
        )  # what deterministic builds of .NET write for the top of the repository
        if self._tree is None:
            return Match(plain.removeprefix(self._root), How.UNCHECKED)
        inside = self._inside(plain, first)
        if inside is not None:
            return Match(inside, How.ROLE_ROOT)
        if plain.removeprefix(self._root) in self._tree:
            return Match(plain.removeprefix(self._root), How.SAME)
        inside = self._inside(plain, roots)
        if inside is not None:
            return Match(inside, How.REPORT_ROOT)
        inside = self._of_module(plain)
        return Match(inside, How.GO_MODULE) if inside is not None else self._by_ending(plain)

    def _as_written_here(self, plain: str) -> str:
        """Return the path with accents composed, or not, as the file of the repository has them."""
        if plain.isascii() or self._tree is None:
            return plain
        if self._composed is None:
            self._composed = defaultdict(set)
            for part in {part for path in self._tree if not path.isascii() for part in path.split("/")}:
                self._composed[_composed(part)].add(part)
        known = self._composed

        def spelt(part: str) -> str:
            found = known.get(_composed(part), set())
            return next(iter(found)) if len(found) == 1 else part

        return "/".join(map(spelt, plain.split("/")))

    def _of_module(self, plain: str) -> str | None:
        """Return the file that Go means: the path of the module, then the path below its go.mod."""
        if not plain.endswith(".go"):
            return None
        if plain.startswith("_/"):  # a package outside of any module has the path of its folder behind `_`
            plain = plain.removeprefix("_")
        for module, folder in self._modules():
            inside = f"{folder}{plain.removeprefix(module)}"
            if plain.startswith(module) and self._tree is not None and inside in self._tree:
                return inside
        inside = plain.removeprefix(self._root)
        return inside if self._tree is not None and inside in self._tree else None

    def _modules(self) -> list[tuple[str, str]]:
        """Return the beginning of the paths of each Go module, the longest first, and the folder of its go.mod."""
        if self._known_modules is None:
            found = []
            for path in self._by_name.get("go.mod", ()):
                try:
                    told = _MODULE.search(Path(self._folder, path).read_text(encoding="utf-8", errors="replace"))
                except OSError:
                    continue
                if told is not None:
                    found.append((f"{told[1]}/", path.removesuffix("go.mod")))
            self._known_modules = sorted(found, key=lambda pair: -len(pair[0]))
        return self._known_modules

    def _inside(self, plain: str, roots: Iterable[str]) -> str | None:
        if _absolute(plain):
            return None
        below = (clean(f"{root}/{plain}").removeprefix(self._root) for root in roots)
        return next((path for path in below if self._tree is not None and path in self._tree), None)

    def lines(self, path: str, wanted: int) -> int:
        """Return how many lines a repository file has, `wanted` where it has at least as many or cannot be read.

        A file is read only where it is so short that it may have fewer: lines of source are seldom under 16 bytes. Outside a
        work tree a file of the same name proves nothing about the one that was measured.
        """
        if self._tree is None or path not in self._tree:
            return wanted
        place = Path(self._folder, path)
        try:
            if place.stat().st_size >= wanted * SHORT_LINE:
                return wanted
            data = place.read_bytes()
        except OSError:
            return wanted
        ends = _LINE_ENDS.findall(data)
        return min(wanted, len(ends) + 1)

    def _by_ending(self, path: str) -> Match:
        segments = path.split("/")
        best: tuple[int, list[str]] = (0, [])
        for candidate in self._by_name.get(segments[-1], ()):
            shared = shared_ending(segments, candidate.split("/"))
            if shared > best[0]:
                best = (shared, [candidate])
            elif shared == best[0]:
                best[1].append(candidate)
        length, found = best
        # A container prefix (`/app/src/a.py`) or a source root (`com/acme/A.java`): one is the ending of the other.
        # A single shared segment proves nothing, unless the report writes bare file names.
        ends = [one for one in found if length == len(segments) or (length > 1 and length == len(one.split("/")))]
        if len(ends) == 1 and len(found) == 1:
            return Match(ends[0], How.ENDING)
        return Match(None, How.SEVERAL if ends else How.NOWHERE, tuple(found))


def clean(path: str) -> str:
    """Return a report path with forward slashes, without `.` segments and `file://`; `..` steps are resolved."""
    if path.startswith("file://"):
        from urllib.parse import unquote

        path = unquote(path.removeprefix("file://"))
    path = path.replace("\\", "/")
    if "://" in path or not ("//" in path or "/." in path or path.startswith(".") or path.endswith("/")):
        return path
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] not in ("", ".."):
            parts.pop()
        elif part not in (".", "") or (part == "" and not parts):
            parts.append(part)
    return "/".join(parts)


def _composed(words: str) -> str:
    return unicodedata.normalize("NFC", words)


def _absolute(path: str) -> bool:
    return path.startswith("/") or _DRIVE.match(path) is not None


def match_coverage(report: CoverageReport, matcher: PathMatcher, roots: tuple[str, ...] = ()) -> CoverageReport:
    """Return the report with repository paths, its strangers left out and said.

    A file that fits several of the repository keeps its own path and counts: left out, it would raise the rate. A report
    most of whose relative paths are strange has a shortfall: it was made for another tree, or from another folder.
    """
    if report.shortfall is not None:
        return report
    known: dict[str, FileCoverage] = {}
    strange: list[tuple[str, Match]] = []
    unsure: list[tuple[str, Match]] = []
    beyond = 0
    for file in report.files:
        match = matcher.explain(file.path, report.roots, roots)
        if match.how is How.NOWHERE:
            strange.append((file.path, match))
            continue
        if match.how is How.SEVERAL:
            unsure.append((file.path, match))
        path = match.path or clean(file.path)
        moved = file if path == file.path else msgspec.structs.replace(file, path=path)
        if match.how is not How.UNCHECKED:
            moved, lost = _within(moved, matcher)
            beyond += lost
        known[path] = known[path].merge(moved) if path in known else moved
    notes = [*report.notes, *path_notes([(path, match.nearest) for path, match in unsure], beyond)]
    shortfall = None
    if strange:
        notes.append(strangers([path for path, _ in strange], len(report.files)))
        relative = [pair for pair in strange if not _is_foreign(clean(pair[0]))]
        if not known or len(relative) > len(known):
            told = notes[-1]
            hint = next(advice([(clean(path), match.nearest) for path, match in relative or strange]), None)
            shortfall = told if hint is None else text("{told}; {hint}", told=told, hint=hint)
            notes[-1] = shortfall
    return CoverageReport(report.source, tuple(known.values()), report.roots, tuple(notes), shortfall)


def _is_foreign(path: str) -> bool:
    """Other people's code, or code of the machine: that it is not in the repository says nothing about the report."""
    return _absolute(path) or not FOREIGN.isdisjoint(path.split("/"))


def _within(file: FileCoverage, matcher: PathMatcher) -> tuple[FileCoverage, int]:
    """Return the file with no line covered that it does not have, and how many those are: they can only lower a rate."""
    last = file.coverable.bit_length() - 1
    if last < 1:
        return file, 0
    there = matcher.lines(file.path, last)
    if there >= last:
        return file, 0
    mask = (1 << (there + 1)) - 1
    fewer = msgspec.structs.replace(
        file,
        covered=file.covered & mask,
        branches={line: (pair[0] if line <= there else 0, pair[1]) for line, pair in file.branches.items()},
        statements={line: (pair[0] if line <= there else 0, pair[1]) for line, pair in file.statements.items()},
    )
    return fewer, (file.coverable & ~mask).bit_count()


def match_findings(report: FindingReport, matcher: PathMatcher, roots: tuple[str, ...] = ()) -> FindingReport:
    """Return the report with repository paths where one is found; a finding elsewhere keeps its path and counts."""
    paths = report.files()
    matched = {path: matcher.match(path, (), roots) or clean(path) for path in paths}
    moved = {path: found for path, found in matched.items() if found != path}
    if not moved:
        return report
    if in_columns(report.findings):
        return msgspec.structs.replace(report, findings=report.findings.at(moved))
    findings = tuple(
        msgspec.structs.replace(finding, location=msgspec.structs.replace(place, path=moved[place.path]))
        if (place := finding.location) is not None and place.path in moved
        else finding
        for finding in report.findings
    )
    return msgspec.structs.replace(report, findings=findings)
