"""What makes a finding the same finding after the file around it changed: its rule, its file, and its text."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from cdgate.log import Log
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item

log = Log(__name__)

DIGITS = 20
MOST_BYTES = 8 * 1024 * 1024  # of a source file; no analyser looks at a larger one
MOST_LINES = 6  # of a statement that was wrapped
LEAST_CHARACTERS = 6  # a line that says less (`}`, `else:`) is told apart by its neighbours

_SPACE = re.compile(r"\s+")
_LAST_COMMA = re.compile(r",(?=[)\]}])")

Lines = Sequence[str]


def identified(evidence: EvidenceSet, root: Path) -> EvidenceSet:
    """Return the evidence with findings identified by the text of the work tree.

    A finding without a place, or in a file that cannot be read as text, keeps the identity that its reader gave it.
    """
    if not any(isinstance(item.evidence, FindingReport) for item in evidence.items):
        return evidence
    lines = _source_of(root, evidence.tree)
    before = old_names(evidence)
    items = tuple(
        Item(item.role, identify(item.evidence, lines, before), item.labels)
        if isinstance(item.evidence, FindingReport)
        else item
        for item in evidence.items
    )
    return EvidenceSet(items, evidence.gaps, evidence.tree)


def old_names(evidence: EvidenceSet) -> dict[str, str]:
    """Return what renamed files were called before the change."""
    changes = evidence.of(ChangeReport.kind)
    return {file.path: file.old_path for change in changes for file in change.files if file.old_path}


def identify(
    report: FindingReport, lines_of: Callable[[str], Lines | None], before: Mapping[str, str]
) -> FindingReport:
    """Return the report with an identity for each finding whose text is at hand: rule, file, text, occurrence.

    In a file that the change renames (`before` tells its old name) a finding also has its former identity.

    The occurrence tells equal findings in equal text apart; they are counted from the top of the file. So it is the
    additional one that is new, whichever of them that is.
    """
    texts = {path: lines for path in report.files() if (lines := lines_of(path)) is not None}
    if not texts:
        return report
    findings = list(report.findings)
    keys = [_key(finding, texts) for finding in findings]
    known = [(number, key) for number, key in enumerate(keys) if key is not None]
    known.sort(key=lambda pair: _place(findings[pair[0]]))
    seen: Counter[tuple[str, ...]] = Counter()
    for number, key in known:
        seen[key] += 1
        rule, path, said = key
        former = _digest((rule, before[path], said), seen[key]) if path in before else ""
        identity = _digest(key, seen[key])
        findings[number] = msgspec.structs.replace(findings[number], identity=identity, former=former)
    return msgspec.structs.replace(report, findings=tuple(findings))


def essence(lines: Lines, number: int) -> str:
    """Return what line `number` (from 1) says, however it is laid out.

    White space, the comma before a closing bracket, and the kind of quotes do not count. A statement that is wrapped
    inside brackets counts to its end. A line that says next to nothing is joined by its neighbours.
    """
    said = _laid_out(_statement(lines, number))
    if len(said) >= LEAST_CHARACTERS:
        return said
    return "\n".join((_neighbour(lines, number, -1), said, _neighbour(lines, number, 1)))


def _key(finding: Finding, texts: Mapping[str, Lines]) -> tuple[str, str, str] | None:
    place = finding.location
    if place is None or not place.line:
        return None
    lines = texts.get(place.path)
    if lines is None or place.line > len(lines):
        return None
    return finding.rule_id, place.path, essence(lines, place.line)


def _digest(key: tuple[str, ...], occurrence: int) -> str:
    told = "\0".join((*key, str(occurrence))).encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:DIGITS]


def _place(finding: Finding) -> tuple[str, int, int, str]:
    place = finding.location
    return (place.path, place.line or 0, place.column or 0, finding.message) if place is not None else ("", 0, 0, "")


def _statement(lines: Lines, number: int) -> str:
    """Return the line, with those after it that close the brackets it opens; alone where they stay open for long."""
    first = lines[number - 1]
    depth = 0
    said = []
    for line in lines[number - 1 : number - 1 + MOST_LINES]:
        said.append(line)
        depth += line.count("(") + line.count("[") - line.count(")") - line.count("]")
        if depth <= 0:
            return "".join(said)
    return first


def _laid_out(said: str) -> str:
    return _LAST_COMMA.sub("", _SPACE.sub("", said)).replace("'", '"')


def _neighbour(lines: Lines, number: int, step: int) -> str:
    """Return the nearest line in that direction that says something."""
    at = number - 1 + step
    while 0 <= at < len(lines):
        said = _laid_out(lines[at])
        if len(said) >= LEAST_CHARACTERS:
            return said
        at += step
    return ""


def _source_of(root: Path, tree: frozenset[str] | None) -> Callable[[str], Lines | None]:
    known: dict[str, Lines | None] = {}
    folders: dict[str, bool] = {}
    folder = os.path.realpath(root)

    def lines_of(path: str) -> Lines | None:
        if path not in known:
            inside = path in tree if tree is not None else _below(path) and is_folder(path.rpartition("/")[0])
            known[path] = _read(f"{folder}/{path}", folder) if inside else None
        return known[path]

    def is_folder(
        path: str,
    ) -> bool:  # where there is none, it holds none of the thousands of files that a report names
        if path not in folders:
            folders[path] = Path(folder, path).is_dir()
        return folders[path]

    return lines_of


def _below(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/") and "\0" not in path


def _read(path: str, folder: str) -> Lines | None:
    """Return the lines of a regular file of the work tree, None where it is none, is no text, or leads elsewhere."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116  # reports name thousands of files that are not there
            return None
        located = os.path.realpath(path, strict=True)
        if os.path.commonpath((located, folder)) != folder:
            return None
        with Path(located).open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as problem:
        log.debug("%s: no text to identify findings by: %s", path, problem)
        return None
    if len(data) > MOST_BYTES or b"\0" in data:
        return None
    return data.decode("utf-8", "surrogateescape").split("\n")
