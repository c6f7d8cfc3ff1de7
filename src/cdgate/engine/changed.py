"""Narrowing evidence to the lines that a change adds. Pure."""

from __future__ import annotations

from typing import Any

import msgspec

from cdgate.engine.case_files import TEST_FILE, only_in
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import CoverageReport, EvidenceSet, FileCoverage, Finding, FindingReport, Item, TestReport
from cdgate.model.glob import matches_any

SHOWN = 3


def change_of(evidence: EvidenceSet) -> tuple[ChangeReport | None, Text | None]:
    """Return the change, or why there is none that can be used."""
    for gap in evidence.gaps:
        if gap.kind == ChangeReport.kind:
            return None, gap.reason
    reports: tuple[ChangeReport, ...] = evidence.of(ChangeReport.kind)
    if not reports:
        return None, text("no evidence tells the change: add `change: {{git: {{base: origin/main}}}}` to `evidence`")
    for report in reports:
        if report.shortfall is not None:
            return None, report.shortfall
    return _union(reports), None


def only_changed(evidence: EvidenceSet, change: ChangeReport) -> EvidenceSet:
    """Return the evidence less everything that the change does not add."""
    files = {file.path: file for file in change.files}
    items = tuple(Item(item.role, _narrowed(item.evidence, files), item.labels) for item in evidence.items)
    return EvidenceSet(items, evidence.gaps, evidence.tree)


def unmeasured(evidence: EvidenceSet, change: ChangeReport, scope: tuple[str, ...] = ()) -> Text | None:
    """Tell which changed source files no coverage report knows: their lines were never measured, so nothing is proved.

    A file counts as source if the reports know files with its ending. Tests, deleted files, and files that got no new
    line are not missed.
    """
    reported = (file for report in evidence.of(CoverageReport.kind) for file in report.files)
    known = {file.path for file in reported if file.coverable or file.counted is None}
    endings = {_ending(path) for path in known}
    missed = sorted(
        file.path
        for file in change.files
        if file.added
        and _ending(file.path) in endings
        and file.path not in known
        and not TEST_FILE.search(file.path)
        and any(line.strip() for line in file.new_text.values())
        and (not scope or matches_any(scope, file.path))
    )
    if not missed:
        return None
    return text(
        "{count} changed files are in no coverage report: {names} (let the coverage tool list files that no test loads, "
        "or name them in `exclude` of the change)",
        count=len(missed),
        names=", ".join(missed[:SHOWN]) + (", ..." if len(missed) > SHOWN else ""),
    )


def nothing_to_cover(change: ChangeReport, metric: str) -> Text:
    """Say that the change adds nothing that the metric measures, and what it does have."""
    lines = sum(file.added.bit_count() for file in change.files)
    return text(
        "not applicable: the change adds no line that {metric} measures (files changed: {files}, lines added: {lines})",
        metric=metric,
        files=len(change.files),
        lines=lines,
    )


def _union(reports: tuple[ChangeReport, ...]) -> ChangeReport:
    """Return all changes as one; a path that several of them (or a change of type) name has the lines of all."""
    files: dict[str, ChangedFile] = {}
    for file in (file for report in reports for file in report.files):
        files[file.path] = _both(files[file.path], file) if file.path in files else file
    return msgspec.structs.replace(reports[0], files=tuple(files.values()))


def _both(one: ChangedFile, other: ChangedFile) -> ChangedFile:
    gone = other.status is Status.DELETED
    return msgspec.structs.replace(
        one if gone else other,
        added=one.added | other.added,
        removed=max(one.removed, other.removed),
        new_text={**one.new_text, **other.new_text},
        old_text=one.old_text or other.old_text,
    )


def _narrowed(evidence: Any, files: dict[str, ChangedFile]) -> Any:
    if isinstance(evidence, CoverageReport):
        kept = (_changed_lines(file, files[file.path].added) for file in evidence.files if file.path in files)
        return msgspec.structs.replace(evidence, files=tuple(kept))
    if isinstance(evidence, FindingReport):
        near = evidence.only(path=files.__contains__).findings
        found = tuple(finding for finding in near if _touched(finding, files))
        return msgspec.structs.replace(evidence, findings=found)
    if isinstance(evidence, TestReport):
        return only_in(evidence, lambda path: path in files and files[path].status is not Status.DELETED)
    return evidence


def _changed_lines(file: FileCoverage, added: int) -> FileCoverage:
    branches = {line: pair for line, pair in file.branches.items() if added >> line & 1}
    return FileCoverage(file.path, file.coverable & added, file.covered & added, branches)


def _touched(finding: Finding, files: dict[str, ChangedFile]) -> bool:
    """A finding belongs to the change if one of its lines is new, or if it has no line in a file that is touched."""
    if finding.location is None or finding.location.path not in files:
        return False
    file = files[finding.location.path]
    if finding.location.line is None or file.status is Status.ADDED:
        return True
    last = max(finding.location.end_line or 0, finding.location.line)
    return bool(file.added >> finding.location.line & ((1 << (last - finding.location.line + 1)) - 1))


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2]
