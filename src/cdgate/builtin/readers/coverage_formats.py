"""The readers of coverage formats that are declared in a few lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cdgate.extension import Reader


def readers_of_coverage() -> Iterable[Reader]:
    """Return the readers of all formats about coverage, but for those that a module of their own registers."""
    from cdgate.builtin.readers.codeclimate_coverage import CODECLIMATE_COVERAGE
    from cdgate.builtin.readers.counted_xml import COUNTED, CountedXmlReader
    from cdgate.builtin.readers.coveralls_json import COVERALLS
    from cdgate.builtin.readers.coverlet_json import COVERLET_JSON
    from cdgate.builtin.readers.crap4j import Crap4jReader
    from cdgate.builtin.readers.gcov import GcovReader
    from cdgate.builtin.readers.gcovr_json import GCOVR_JSON, GCOVR_SUMMARY
    from cdgate.builtin.readers.go_profile import GoProfileReader
    from cdgate.builtin.readers.istanbul import ISTANBUL, ISTANBUL_SUMMARY
    from cdgate.builtin.readers.jacoco_csv import JacocoCsvReader
    from cdgate.builtin.readers.json_coverage import JsonCoverageReader
    from cdgate.builtin.readers.line_maps import CODECOV, COVDIR
    from cdgate.builtin.readers.llvm_cov import LLVM_COV
    from cdgate.builtin.readers.llvm_cov_text import LlvmCovReportReader, LlvmCovShowReader
    from cdgate.builtin.readers.luacov import LuacovReader
    from cdgate.builtin.readers.octocov_json import OCTOCOV
    from cdgate.builtin.readers.phpunit_xml import PhpunitXmlReader
    from cdgate.builtin.readers.pit import PitReader
    from cdgate.builtin.readers.point_coverage import PointCoverageReader
    from cdgate.builtin.readers.point_layouts import LAYOUTS
    from cdgate.builtin.readers.reportgenerator_summary import REPORTGENERATOR_SUMMARY
    from cdgate.builtin.readers.simplecov import SIMPLECOV_JSON, SIMPLECOV_RESULTS
    from cdgate.builtin.readers.tarpaulin import TARPAULIN
    from cdgate.builtin.readers.vs2010_coverage import Vs2010CoverageReader
    from cdgate.builtin.readers.xccov import XCCOV, XCCOV_ARCHIVE

    declared = (
        CODECLIMATE_COVERAGE,
        CODECOV,
        COVDIR,
        COVERALLS,
        COVERLET_JSON,
        GCOVR_JSON,
        GCOVR_SUMMARY,
        ISTANBUL,
        ISTANBUL_SUMMARY,
        LLVM_COV,
        OCTOCOV,
        REPORTGENERATOR_SUMMARY,
        SIMPLECOV_JSON,
        SIMPLECOV_RESULTS,
        TARPAULIN,
        XCCOV,
        XCCOV_ARCHIVE,
    )
    return (
        Crap4jReader(),
        GcovReader(),
        GoProfileReader(),
        JacocoCsvReader(),
        LlvmCovReportReader(),
        LlvmCovShowReader(),
        LuacovReader(),
        PhpunitXmlReader(),
        PitReader(),
        Vs2010CoverageReader(),
        *(CountedXmlReader(layout) for layout in COUNTED),
        *(JsonCoverageReader(form) for form in declared),
        *(PointCoverageReader(layout) for layout in LAYOUTS),
    )
