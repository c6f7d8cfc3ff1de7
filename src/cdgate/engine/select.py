"""Narrowing evidence to what a request asks about: roles, labels, conditions, paths, groups. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from cdgate.engine.case_files import only_in
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import CoverageReport, EvidenceSet, Finding, FindingReport, Item, TestReport
from cdgate.model.glob import matches_any
from cdgate.model.grade import Level, Severity
from cdgate.model.measurement import Condition, MetricRequest, Scope
from cdgate.model.policy import Waiver

ORDERS: dict[str, tuple[str, ...]] = {
    "level": tuple(level.value for level in Level),
    "severity": tuple(severity.value for severity in Severity),
}


def narrow(evidence: EvidenceSet, request: MetricRequest) -> EvidenceSet:
    """Return the evidence of the request's roles and scope that meets its conditions, each file once."""
    seen: set[tuple[str, str]] = set()
    items: list[Item] = []
    labels = request.scope.labels
    for item in evidence.items:
        if request.roles and item.role not in request.roles:
            continue
        if labels and any(item.labels.get(name) != value for name, value in labels):
            continue
        part = item.evidence
        key = (part.source.path, part.source.sha256)
        if key not in seen:
            seen.add(key)
            narrowed = _conditions(_paths(part, request.scope), request.where)
            items.append(item if narrowed is part else Item(item.role, narrowed, item.labels))
    gaps = tuple(gap for gap in evidence.gaps if not request.roles or gap.role in request.roles)
    return EvidenceSet(tuple(items), gaps, evidence.tree)


def kept_findings(report: FindingReport, request: MetricRequest) -> FindingReport:
    """Return the report less the findings outside the request's scope and conditions."""
    kept: FindingReport = _conditions(_paths(report, request.scope), request.where)
    return kept


def split(evidence: EvidenceSet, per: str) -> Iterator[tuple[str, EvidenceSet]]:
    """Yield (group, evidence of the group) in the order of the groups' names; `per` is file, suite or tool."""
    groups: dict[str, list[Item]] = {}
    for item in evidence.items:
        for key, part in _parts(item.evidence, per):
            groups.setdefault(key, []).append(Item(item.role, part, item.labels))
    for key in sorted(groups):
        yield key, EvidenceSet(tuple(groups[key]), (), evidence.tree)


def without(evidence: EvidenceSet, waivers: Iterable[Waiver]) -> tuple[EvidenceSet, int]:
    """Return the evidence less the findings (by identity or path) and covered files (by path) that waivers name.

    The number says how many findings and files were left out.
    """
    identities = {waiver.finding for waiver in waivers if waiver.finding}
    paths = tuple(waiver.path for waiver in waivers if waiver.path)
    left_out = 0
    items: list[Item] = []
    for item in evidence.items:
        part = item.evidence
        if isinstance(part, FindingReport):
            kept = tuple(f for f in part.findings if not _named(f, identities, paths))
            left_out += len(part.findings) - len(kept)
            part = msgspec.structs.replace(part, findings=kept)
        elif isinstance(part, CoverageReport):
            files = tuple(file for file in part.files if not matches_any(paths, file.path))
            left_out += len(part.files) - len(files)
            part = msgspec.structs.replace(part, files=files)
        items.append(Item(item.role, part, item.labels))
    return EvidenceSet(tuple(items), evidence.gaps, evidence.tree), left_out


def excluded(evidence: Any, patterns: tuple[str, ...]) -> Any:
    """Return the evidence less everything in files that match one of the patterns."""
    if not patterns:
        return evidence
    if isinstance(evidence, CoverageReport | ChangeReport):
        kept = tuple(file for file in evidence.files if not matches_any(patterns, file.path))
        return msgspec.structs.replace(evidence, files=kept)
    if isinstance(evidence, FindingReport):
        return evidence.only(path=lambda path: path is None or not matches_any(patterns, path))
    return evidence


def _named(finding: Any, identities: set[str], paths: tuple[str, ...]) -> bool:
    by_path = finding.location is not None and matches_any(paths, finding.location.path)
    mine = [name for name in (finding.identity, finding.former) if name]
    return by_path or any(name.startswith(identity) for name in mine for identity in identities)


def _paths(evidence: Any, scope: Scope) -> Any:
    if not scope.paths:
        return evidence
    if isinstance(evidence, CoverageReport):
        return msgspec.structs.replace(
            evidence, files=tuple(file for file in evidence.files if matches_any(scope.paths, file.path))
        )
    if isinstance(evidence, FindingReport):
        return evidence.only(path=lambda path: path is not None and matches_any(scope.paths, path))
    if isinstance(evidence, TestReport):
        return only_in(evidence, lambda path: matches_any(scope.paths, path))
    return evidence


def _conditions(evidence: Any, where: tuple[Condition, ...]) -> Any:
    if not where:
        return evidence
    if isinstance(evidence, FindingReport):
        fields = _finding_fields(evidence)
        by_path = [condition for condition in where if condition.field == "path"]
        others = [condition for condition in where if condition.field != "path"]
        return evidence.only(
            lambda kind: all(_holds(condition, fields[condition.field](kind)) for condition in others),
            lambda path: all(_holds(condition, (path or "",)) for condition in by_path),
        )
    if isinstance(evidence, TestReport):
        return _tests(evidence, where)
    return evidence


def _finding_fields(report: FindingReport) -> dict[str, Callable[[Any], tuple[str, ...]]]:
    return {
        "level": lambda f: (f.level.value,),
        # A finding that no tool graded is compared by its level, so that "high or worse" never overlooks an error.
        "severity": lambda f: (f.severity.value if f.severity else _BY_LEVEL[f.level],),
        "rule": lambda f: (f.rule_id,),
        "tool": lambda _: (report.tool,),
        "tag": lambda f: f.tags,
    }


_BY_LEVEL = {Level.ERROR: "high", Level.WARNING: "medium", Level.NOTE: "low"}


def _tests(report: TestReport, where: tuple[Condition, ...]) -> TestReport:
    by_suite = [condition for condition in where if condition.field == "suite"]
    return msgspec.structs.replace(
        report,
        suites=tuple(s for s in report.suites if all(_holds(c, (s.suite,)) for c in by_suite)),
        cases=tuple(case for case in report.cases if all(_holds(c, (case.suite,)) for c in by_suite)),
    )


def _holds(condition: Condition, words: tuple[str, ...]) -> bool:
    if condition.operator == "in":
        return any(matches_any(condition.words, word) for word in words)
    order = ORDERS[condition.field]
    wanted = order.index(condition.words[0])
    return any(_COMPARE[condition.operator](order.index(word), wanted) for word in words)


_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": lambda mine, wanted: mine >= wanted,
    "<=": lambda mine, wanted: mine <= wanted,
    ">": lambda mine, wanted: mine > wanted,
    "<": lambda mine, wanted: mine < wanted,
}


def _parts(evidence: Any, per: str) -> Iterator[tuple[str, Any]]:
    match per, evidence:
        case "file", CoverageReport():
            for file in evidence.files:
                yield file.path, msgspec.structs.replace(evidence, files=(file,))
        case "file", FindingReport():
            yield from _findings_by_path(evidence)
        case "suite", TestReport():
            for suite in evidence.suites:
                mine = suite.suite, suite.place
                cases = tuple(case for case in evidence.cases if (case.suite, case.place) == mine)
                yield suite.suite, msgspec.structs.replace(evidence, suites=(suite,), cases=cases)
        case "tool", FindingReport():
            yield evidence.tool, evidence
        case _:
            yield evidence.source.path, evidence


def _findings_by_path(report: FindingReport) -> Iterator[tuple[str, FindingReport]]:
    """Yield the findings of each file; a clean report is one clean group, not the absence of any."""
    by_path: dict[str, list[Finding]] = {}
    for found in report.findings:
        by_path.setdefault(found.location.path if found.location else "", []).append(found)
    if not by_path:
        yield "", report
    for path, mine in by_path.items():
        yield path, msgspec.structs.replace(report, findings=tuple(mine))
