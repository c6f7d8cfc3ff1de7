"""The test cases of the files that a change touches: which they are, and when that cannot be told. Pure."""

from __future__ import annotations

from cdgate.engine.case_files import undecided
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, TestReport
from cdgate.pattern import lazily

SHOWN = 3
_GO = "_test.go"
# Written for people; a test runner that looks for examples in them says so, and its cases name the file.
_PROSE = lazily(r"\.(?:md|rst|txt|adoc)$|(?:^|/)(?:LICENSE|NOTICE|CODEOWNERS|\.gitignore|\.gitattributes)$")
# Names that test runners look for, and that nothing else has: helpers of tests have other names.
_TEST_NAME = lazily(
    r"(?:^|/)(?:test_[^/]*|(?!Abstract|Base)[^/]*(?:_test|_spec|\.test|\.spec|[a-z0-9]Tests?|[a-z0-9]IT|[a-z0-9]Spec))\."
    r"(?:py|java|kt|groovy|scala|cs|php|rb|swift|go|[cm]?[jt]sx?|dart|exs|lua|pl|cpp|cc)$"
)


def touched(change: ChangeReport) -> frozenset[str]:
    """Return the files that the change adds, alters or renames."""
    return frozenset(file.path for file in change.files if file.status is not Status.DELETED)


def untold(evidence: EvidenceSet, change: ChangeReport) -> Text | None:
    """Tell why the test cases of the change are not known for certain; None where they are.

    Cases whose file nobody knows are outside of a change that touches no file in which tests could lie.
    """
    if not any(_may_hold_tests(file) for file in change.files):
        return None
    return undecided(evidence, touched(change).__contains__) or _unrun(evidence, change)


def no_test(change: ChangeReport) -> Text:
    """Say that no test lies in the change."""
    return text(
        "not applicable: no test of the reports lies in a file that the change touches (files changed: {files})",
        files=len(change.files),
    )


def _may_hold_tests(file: ChangedFile) -> bool:
    return file.status is not Status.DELETED and not file.binary and not _PROSE.search(file.path)


def _unrun(evidence: EvidenceSet, change: ChangeReport) -> Text | None:
    """Tell which changed test files no report knows a test of: they did not run, or in another job."""
    places = [file for report in evidence.of(TestReport.kind) for files in report.files.values() for file in files]
    known = set(places)
    known |= {_package(path) for path in places if path.endswith(_GO)}  # which runs as a whole
    endings = {_ending(path) for path in places}
    missed = sorted(
        path
        for path in touched(change)
        if path not in known and _package(path) not in known and _ending(path) in endings and _TEST_NAME.search(path)
    )
    if not missed:
        return None
    return text(
        "{count} changed test files have no test in the reports: {names} (run them, add their report to the evidence, or "
        "name them in `exclude` of the change)",
        count=len(missed),
        names=", ".join(missed[:SHOWN]) + (", ..." if len(missed) > SHOWN else ""),
    )


def _package(path: str) -> str:
    return f"{path.rpartition('/')[0]}/*{_GO}" if path.endswith(_GO) else path


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2]
