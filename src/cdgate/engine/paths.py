"""Matching the paths that reports write with the files of the repository."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport, FileCoverage, FindingReport
from cdgate.pattern import lazily

_DRIVE = lazily(r"[A-Za-z]:/")
SHOWN = 3


class PathMatcher:
    """Finds the repository file that a report means.

    Without a tree (outside a git work tree) there is nothing to hold paths against: they are only written alike.
    """

    def __init__(self, tree: frozenset[str] | None, root: str) -> None:
        self._tree = tree
        self._root = root.rstrip("/") + "/"
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in sorted(tree or ()):
            self._by_name[path.rpartition("/")[2]].append(path)

    def match(self, path: str, roots: Iterable[str] = ()) -> str | None:
        """Return the repository path for a report path, or None.

        Tried in order: the path itself, the path below each source root of the report, then the one repository file
        that shares the longest ending with it (at least two segments, or the only file of that name).
        """
        plain = clean(path)
        if self._tree is None:
            return plain.removeprefix(self._root)
        for candidate in (plain, *(clean(f"{root}/{path}") for root in roots if not _absolute(plain))):
            inside = candidate.removeprefix(self._root)
            if inside in self._tree:
                return inside
        return self._by_ending(plain)

    def _by_ending(self, path: str) -> str | None:
        segments = path.split("/")
        best: tuple[int, list[str]] = (0, [])
        for candidate in self._by_name.get(segments[-1], ()):
            shared = _shared_ending(segments, candidate.split("/"))
            if shared > best[0]:
                best = (shared, [candidate])
            elif shared == best[0]:
                best[1].append(candidate)
        length, found = best
        if len(found) != 1:
            return None
        # A container prefix (`/app/src/a.py`) or a source root (`com/acme/A.java`): one is the ending of the other.
        # A single shared segment proves nothing, unless the report writes bare file names.
        ends = length == len(segments) or (length > 1 and length == len(found[0].split("/")))
        return found[0] if ends else None


def clean(path: str) -> str:
    """Return a report path with forward slashes, without `.` segments and `file://`; `..` steps are resolved."""
    path = path.removeprefix("file://").replace("\\", "/")
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] not in ("", ".."):
            parts.pop()
        elif part not in (".", "") or (part == "" and not parts):
            parts.append(part)
    return "/".join(parts)


def _absolute(path: str) -> bool:
    return path.startswith("/") or _DRIVE.match(path) is not None


def _shared_ending(one: list[str], other: list[str]) -> int:
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def match_coverage(report: CoverageReport, matcher: PathMatcher) -> CoverageReport:
    """Return the report with repository paths, its strangers left out and said; a report of strangers has a shortfall."""
    if report.shortfall is not None:
        return report
    known: dict[str, FileCoverage] = {}
    strangers: list[str] = []
    for file in report.files:
        path = matcher.match(file.path, report.roots)
        if path is None:
            strangers.append(file.path)
            continue
        moved = msgspec.structs.replace(file, path=path)
        known[path] = known[path].merge(moved) if path in known else moved
    if not strangers:
        return CoverageReport(report.source, tuple(known.values()), report.roots, report.notes)
    note = _strangers(strangers, len(report.files))
    return CoverageReport(
        report.source, tuple(known.values()), report.roots, (*report.notes, note), None if known else note
    )


def _strangers(paths: list[str], total: int) -> Text:
    return text(
        "{count} of {total} files in the report are not tracked in the repository and do not count: {names}",
        count=len(paths),
        total=total,
        names=", ".join(paths[:SHOWN]) + (", ..." if len(paths) > SHOWN else ""),
    )


def match_findings(report: FindingReport, matcher: PathMatcher) -> FindingReport:
    """Return the report with repository paths where one is found; a finding elsewhere keeps its path and counts."""

    def moved(path: str) -> str:
        return matcher.match(path) or clean(path)

    findings = tuple(
        finding
        if finding.location is None
        else msgspec.structs.replace(
            finding, location=msgspec.structs.replace(finding.location, path=moved(finding.location.path))
        )
        for finding in report.findings
    )
    return msgspec.structs.replace(report, findings=findings)
