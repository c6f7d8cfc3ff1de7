"""The built-in readers: one for each report format.

A shelf is `module:callable`: the class of a reader, or a function that returns several. A new reader stands on a shelf, and
`python tools/readers_index.py` writes it into the index, so that a run imports only the readers of the files it meets.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import Reader

SHELVES = (
    "cdgate.builtin.readers.attestations:AttestationsReader",
    "cdgate.builtin.readers.baseline:BaselineReader",
    "cdgate.builtin.readers.cobertura:CoberturaReader",
    "cdgate.builtin.readers.coverage_formats:readers_of_coverage",
    "cdgate.builtin.readers.coveragepy_data:CoveragepyDataReader",
    "cdgate.builtin.readers.coveragepy_json:CoveragepyJsonReader",
    "cdgate.builtin.readers.declared.empty_findings:EmptyFindingsReader",
    "cdgate.builtin.readers.declared:declared_readers",
    "cdgate.builtin.readers.jacoco:JacocoReader",
    "cdgate.builtin.readers.junit:JunitReader",
    "cdgate.builtin.readers.lcov:LcovReader",
    "cdgate.builtin.readers.lines:readers_of_lines",
    "cdgate.builtin.readers.run_record:RunRecordReader",
    "cdgate.builtin.readers.sarif:SarifReader",
    "cdgate.builtin.readers.test_results:readers_of_test_results",
    "cdgate.builtin.readers.unified_diff:UnifiedDiffReader",
)


@hookimpl
def cdgate_readers() -> Iterable[Reader]:
    """Return all built-in readers, none of them imported yet."""
    from cdgate.builtin.readers.lazy import indexed

    return indexed()
