"""Reports of findings on their way between processes: those of large ones stay columns."""

from __future__ import annotations

import msgspec

from cdgate.model.evidence import FindingReport
from cdgate.model.finding import Finding
from cdgate.model.finding_columns import FindingBatch, FindingColumns, FindingKind


class _Columns(msgspec.Struct, frozen=True, array_like=True):
    scheme: bytes
    kinds: list[FindingKind]
    paths: list[str | None]
    placed: list[str | None]
    batches: list[FindingBatch]
    chosen: list[int] | None


class SentFindings(msgspec.Struct, frozen=True, array_like=True):
    """A report without its findings, and those."""

    report: FindingReport
    findings: tuple[Finding, ...] = ()
    columns: _Columns | None = None


def sent(report: FindingReport) -> SentFindings:
    """Return what can be sent."""
    found = report.findings
    bare = msgspec.structs.replace(report, findings=())
    if not isinstance(found, FindingColumns):
        return SentFindings(bare, tuple(found))
    import pickle

    scheme = pickle.dumps(found.scheme)
    columns = _Columns(
        scheme, list(found.kinds), list(found.paths), list(found.placed), list(found.batches), _chosen(found)
    )
    return SentFindings(bare, (), columns)


def received(sent: SentFindings) -> FindingReport:
    """Return the report that was sent."""
    findings: tuple[Finding, ...] | FindingColumns = sent.findings
    if sent.columns is not None:
        import pickle

        one = sent.columns
        scheme = pickle.loads(one.scheme)  # noqa: S301  # our own process sent it
        findings = FindingColumns(scheme, one.kinds, one.paths, one.batches, placed=one.placed, chosen=one.chosen)
    return msgspec.structs.replace(sent.report, findings=findings)


def _chosen(found: FindingColumns) -> list[int] | None:
    return None if isinstance(found.numbers, range) else list(found.numbers)
