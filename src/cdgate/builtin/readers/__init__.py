"""The built-in readers: one for each report format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import Reader


@hookimpl
def cdgate_readers() -> Iterable[Reader]:
    """Return the built-in readers; the modules are cheap to import, what they need is not."""
    from cdgate.builtin.readers.attestations import AttestationsReader
    from cdgate.builtin.readers.baseline import BaselineReader
    from cdgate.builtin.readers.cobertura import CoberturaReader
    from cdgate.builtin.readers.coverage_formats import readers_of_coverage
    from cdgate.builtin.readers.coveragepy_data import CoveragepyDataReader
    from cdgate.builtin.readers.coveragepy_json import CoveragepyJsonReader
    from cdgate.builtin.readers.declared import declared_readers
    from cdgate.builtin.readers.jacoco import JacocoReader
    from cdgate.builtin.readers.junit import JunitReader
    from cdgate.builtin.readers.lcov import LcovReader
    from cdgate.builtin.readers.lines import readers_of_lines
    from cdgate.builtin.readers.run_record import RunRecordReader
    from cdgate.builtin.readers.sarif import SarifReader
    from cdgate.builtin.readers.test_results import readers_of_test_results
    from cdgate.builtin.readers.unified_diff import UnifiedDiffReader

    return (
        AttestationsReader(),
        BaselineReader(),
        CoberturaReader(),
        CoveragepyDataReader(),
        CoveragepyJsonReader(),
        JacocoReader(),
        JunitReader(),
        LcovReader(),
        RunRecordReader(),
        SarifReader(),
        UnifiedDiffReader(),
        *declared_readers(),
        *readers_of_lines(),
        *readers_of_test_results(),
        *readers_of_coverage(),
    )
