"""Everything a gate looks at, as frozen values that know their source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeGuard

import msgspec

from cdgate.message import Text
from cdgate.model.branches import branch_totals
from cdgate.model.cases import TEST_IDENTITY_BYTES, Outcome, SuiteTotals, TestCase
from cdgate.model.finding import Finding
from cdgate.model.grade import Level

if TYPE_CHECKING:
    from cdgate.model.finding_columns import FindingColumns, FindingKind

Figures = Mapping[str, int]


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file that evidence was read from.

    `commit` and `produced_at` are what the file itself claims; `path` is repo-relative where it lies in the repository.
    """

    path: str
    sha256: str
    size_bytes: int
    reader: str
    commit: str | None = None
    produced_at: datetime | None = None


class Evidence(Protocol):
    """What a reader returns: a frozen struct with a kind, its source, and the figures `cdgate inspect` prints."""

    kind: ClassVar[str]

    @property
    def source(self) -> Source:
        """The file this was read from."""

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a person should know about how the file was read."""

    @property
    def shortfall(self) -> Text | None:
        """Why this evidence cannot be judged (nothing in it, or its tool failed), or None where it can."""

    def figures(self) -> Figures:
        """Return named counts."""


class FileCoverage(msgspec.Struct, frozen=True):
    """Coverage of one file.

    `coverable` and `covered` are sets of lines as bits of an integer: bit n stands for line n. `branches` maps a line to
    (covered, total). `counted` holds (covered, coverable) lines where the report gives counts without line numbers.
    `statements` maps a line to (covered, total) statements that begin on it, where the format counts statements: they
    are then what is counted, and the lines tell where.
    """

    path: str
    coverable: int = 0
    covered: int = 0
    branches: Mapping[int, tuple[int, int]] = {}
    counted: tuple[int, int] | None = None
    statements: Mapping[int, tuple[int, int]] = {}

    def lines(self) -> tuple[int, int]:
        """Return (covered, coverable) lines, or statements where the format counts those."""
        if self.statements:
            return sum(pair[0] for pair in self.statements.values()), sum(pair[1] for pair in self.statements.values())
        if self.counted is not None and not self.coverable:
            return self.counted
        return (self.covered & self.coverable).bit_count(), self.coverable.bit_count()

    def merge(self, other: FileCoverage) -> FileCoverage:
        """Return the union with another measurement of the same file: commutative, associative, idempotent.

        Branches and statements have no identity across reports, so a line keeps the larger of each number. Where only
        one of two measurements counts statements, lines are what they have in common.
        """
        counts = [c for c in (self.counted, other.counted) if c is not None]
        counted = (max(c[0] for c in counts), max(c[1] for c in counts)) if counts else None
        mixed = self._has_only_lines() or other._has_only_lines()
        return FileCoverage(
            self.path,
            self.coverable | other.coverable,
            self.covered | other.covered,
            _larger(self.branches, other.branches),
            counted,
            {} if mixed else _larger(self.statements, other.statements),
        )

    def _has_only_lines(self) -> bool:
        return bool(self.coverable) and not self.statements


def _larger(
    mine: Mapping[int, tuple[int, int]], theirs: Mapping[int, tuple[int, int]]
) -> Mapping[int, tuple[int, int]]:
    if not (mine and theirs):
        return mine or theirs
    pairs = dict(mine.items())
    for line, (covered, total) in theirs.items():
        known = pairs.get(line, (0, 0))
        pairs[line] = (max(known[0], covered), max(known[1], total))
    return pairs


class CoverageReport(msgspec.Struct, frozen=True):
    """Coverage of files; paths as the report writes them until the engine matches them with the repository.

    `roots` are the source folders that the report names.
    """

    kind: ClassVar[str] = "coverage"
    source: Source
    files: tuple[FileCoverage, ...]
    roots: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def lines(self) -> tuple[int, int]:
        """Return (covered, coverable) lines of all files, or statements where the format counts those."""
        covered = coverable = 0
        for file in self.files:
            some, all_of_them = file.lines()
            covered += some
            coverable += all_of_them
        return covered, coverable

    def figures(self) -> Figures:
        """Return covered and coverable lines, covered and total branches, files.

        Where statements are counted in place of lines, the lines on which they stand are told beside them.
        """
        lines_covered, lines_coverable = self.lines()
        listed = {}
        if any(file.statements for file in self.files):
            listed = {
                "listed_lines_covered": sum((file.covered & file.coverable).bit_count() for file in self.files),
                "listed_lines_coverable": sum(file.coverable.bit_count() for file in self.files),
            }
        branches = [branch_totals(file.branches) for file in self.files]
        return {
            "lines_covered": lines_covered,
            "lines_coverable": lines_coverable,
            "branches_covered": sum(covered for covered, _ in branches),
            "branches_total": sum(total for _, total in branches),
            "files": len(self.files),
            **listed,
        }


class TestReport(msgspec.Struct, frozen=True):
    """Test results: totals per suite, the cases that matter, and the identities of executed cases.

    `executed` is the concatenation of 8-byte BLAKE2b digests of `suite NUL name`, in any order (one per executed case).
    `files` are the repository files that each place may mean (none: it cannot be told); the engine fills it in where asked.
    """

    __test__: ClassVar[bool] = False
    kind: ClassVar[str] = "tests"
    source: Source
    suites: tuple[SuiteTotals, ...]
    cases: tuple[TestCase, ...] = ()
    executed: bytes = b""
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None
    files: Mapping[str, tuple[str, ...]] = {}

    def identities(self) -> frozenset[bytes]:
        """Return the identity of each executed case once."""
        size = TEST_IDENTITY_BYTES
        return frozenset(self.executed[at : at + size] for at in range(0, len(self.executed), size))

    def figures(self) -> Figures:
        """Return tests, passed, failed, errored, skipped, flaky."""
        passed = failed = errored = skipped = flaky = quarantined = 0
        for one in self.suites:
            passed += one.passed
            failed += one.failed
            errored += one.errored
            skipped += one.skipped
            flaky += one.flaky
            quarantined += one.quarantined
        tests = passed + failed + errored + skipped + quarantined
        ended = {"passed": passed, "failed": failed, "errored": errored, "skipped": skipped, "flaky": flaky}
        return {"tests": tests, **ended}


def in_columns(findings: Sequence[Finding]) -> TypeGuard[FindingColumns]:
    """Tell findings of a large report, which are columns, from those which were made: most runs need not know columns."""
    return not isinstance(findings, tuple | list)


class FindingReport(msgspec.Struct, frozen=True):
    """Findings of one tool; `tool_errors` say where the tool failed, which makes the evidence incomplete."""

    kind: ClassVar[str] = "findings"
    source: Source
    tool: str
    findings: Sequence[Finding]
    tool_version: str = ""
    tool_errors: tuple[str, ...] = ()
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def files(self) -> frozenset[str]:
        """Return the paths of all files that have a finding."""
        if in_columns(self.findings):
            return self.findings.files()
        return frozenset(finding.location.path for finding in self.findings if finding.location is not None)

    def only(
        self,
        kind: Callable[[Finding | FindingKind], bool] = lambda _: True,
        path: Callable[[str | None], bool] = lambda _: True,
    ) -> FindingReport:
        """Return the report with those findings alone that are of some kinds and in some files."""
        if in_columns(self.findings):
            return msgspec.structs.replace(self, findings=self.findings.only(kind, path))
        kept = (f for f in self.findings if kind(f) and path(None if f.location is None else f.location.path))
        return msgspec.structs.replace(self, findings=tuple(kept))

    def figures(self) -> Figures:
        """Return findings in force by level, suppressed ones beside them, tool errors, files with a finding."""
        if in_columns(self.findings):
            levels, files = self.findings.in_force()
        else:
            active = [finding for finding in self.findings if not finding.suppressed]
            levels = {level: len([f for f in active if f.level is level]) for level in Level}
            files = len({f.location.path for f in active if f.location is not None})
        count = sum(levels.values())
        return {
            "findings": count,
            **{level.value: levels[level] for level in reversed(Level)},
            "suppressed": len(self.findings) - count,
            "tool_errors": len(self.tool_errors),
            "files": files,
        }


class Item(msgspec.Struct, frozen=True):
    """One evidence value under the role that the policy gave it."""

    role: str
    evidence: Any  # an Evidence; msgspec cannot check a Protocol
    labels: Mapping[str, str] = {}


class Gap(msgspec.Struct, frozen=True):
    """A role whose evidence is missing or broken. `kind` is empty where nobody said what the role holds."""

    role: str
    reason: Text
    kind: str = ""
    broken: bool = False


class EvidenceSet(msgspec.Struct, frozen=True):
    """All evidence of a run, what is missing from it, and the files of the repository (None outside a work tree)."""

    items: tuple[Item, ...] = ()
    gaps: tuple[Gap, ...] = ()
    tree: frozenset[str] | None = None

    def of(self, kind: str) -> tuple[Any, ...]:
        """Return the evidence values of one kind, in order."""
        return tuple(item.evidence for item in self.items if item.evidence.kind == kind)


__all__ = [
    "TEST_IDENTITY_BYTES",
    "CoverageReport",
    "Evidence",
    "EvidenceSet",
    "Figures",
    "FileCoverage",
    "Finding",
    "FindingReport",
    "Gap",
    "Item",
    "Outcome",
    "Source",
    "SuiteTotals",
    "TestCase",
    "TestReport",
    "in_columns",
]
