"""How each path of a report was matched with the files of the repository."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from cdgate.engine.case_files import TestFiles
from cdgate.engine.paths import How, Match, PathMatcher, match_coverage
from cdgate.engine.tree import look_at_tree
from cdgate.model.evidence import CoverageReport, FindingReport, TestReport
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

if TYPE_CHECKING:
    from cdgate.model.evidence import Evidence


class Here(msgspec.Struct, frozen=True):
    """The repository of this folder, and what finds the files in it that reports mean."""

    matcher: PathMatcher
    cases: TestFiles


def repository_here() -> Here:
    """Return what finds the files of the repository of this folder."""
    here = Path.cwd()
    tree = look_at_tree(here).files
    return Here(PathMatcher(tree, here.resolve().as_posix()), TestFiles(tree, here))


def matched_paths(evidence: Evidence, here: Here, roots: tuple[str, ...]) -> Iterator[tuple[str, Match]]:
    """Yield each path of the evidence, in its order, with the file of the repository that it means.

    Of test results: each place that they name, a file or a class.
    """
    names: list[str] = []
    inside: tuple[str, ...] = ()
    if isinstance(evidence, TestReport):
        for place in dict.fromkeys(suite.place for suite in evidence.suites):
            yield place, _place(place, here, roots)
    elif isinstance(evidence, CoverageReport):
        names, inside = [file.path for file in evidence.files], evidence.roots
    elif isinstance(evidence, FindingReport):
        names = [found.location.path for found in evidence.findings if found.location is not None]
    for name in dict.fromkeys(names):
        yield name, here.matcher.explain(name, inside, roots)


def _place(place: str, here: Here, roots: tuple[str, ...]) -> Match:
    match here.cases.files(place, roots):
        case ():
            return Match(None, How.NOWHERE)
        case (file,):
            found = here.matcher.explain(place, (), roots)
            return found if found.path == file else Match(file, How.ENDING)
        case files:
            return Match(None, How.SEVERAL, files)


def path_rows(evidence: Evidence, here: Here, roots: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return one row for each path, as JSON data."""
    return [
        {"path": name, "file": match.path, "how": match.how.value, "nearest": list(match.nearest)}
        for name, match in matched_paths(evidence, here, roots)
    ]


def tell_paths(evidence: Evidence, here: Here, roots: tuple[str, ...], language: str) -> None:
    """Print one line for each path, then how many were matched in which way, then what is wrong and would help."""
    counts: Counter[str] = Counter()
    for name, match in matched_paths(evidence, here, roots):
        counts[match.how.value] += 1
        near = "" if match.path or not match.nearest else f" ({', '.join(match.nearest[:3])})"
        sys.stdout.write(f"  {plain(name)} -> {plain(match.path or '-')}: {match.how.value}{plain(near)}\n")
    for how, count in counts.most_common():
        sys.stdout.write(f"  = {count}: {how}\n")
    if isinstance(evidence, CoverageReport):
        placed = match_coverage(evidence, here.matcher, roots)
        for note in placed.notes[len(evidence.notes) :]:
            sys.stdout.write(f"  ! {plain(note.render(translator(language)))}\n")
