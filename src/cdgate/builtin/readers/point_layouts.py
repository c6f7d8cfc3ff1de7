"""The XML formats of coverage that list points: Clover, OpenCover, dotCover, NCover, PartCover, Sonar, scoverage, CTC++."""

from __future__ import annotations

from types import MappingProxyType

from cdgate.builtin.readers.point_layout import Point, PointLayout

_NONE: frozenset[str] = frozenset()
_TRUE = frozenset({"true", "t", "1"})
# OpenCover's number for a place that debuggers shall not show (0xFEEFEE).
_HIDDEN = frozenset({0xFEEFEE})

CLOVER = PointLayout(
    name="clover",
    title="Clover XML (PHPUnit, OpenClover, Istanbul, gcovr)",
    link="https://openclover.org/doc/manual/latest/ant--xml-report-format.html",
    roots={"coverage": frozenset({"generated", "clover"})},
    scopes=frozenset({"file"}),
    files={"file": ("", ("path", "name"))},
    points={
        "line": (
            Point(line="num", hits=("count",), skipped={"type": frozenset({"method", "cond"})}),
            # A condition stands beside the statement that it belongs to, except where a writer has no statements there.
            Point(
                line="num",
                hits=("count",),
                extra=True,
                outcomes=("truecount", "falsecount"),
                skipped={"type": frozenset({"method", "stmt"})},
            ),
        )
    },
    hidden=frozenset({"testproject"}),  # the tests themselves
    claims={"metrics": ("project", "coveredstatements", "statements")},
    timestamp="generated",
)

OPENCOVER = PointLayout(
    name="opencover",
    title="OpenCover XML (OpenCover, coverlet, AltCover)",
    link="https://github.com/OpenCover/opencover/wiki/Reports",
    roots={"CoverageSession": _NONE, "root": _NONE},
    mark=b"<CoverageSession",
    scopes=frozenset({"CoverageSession", "Module"}),
    files={"File": ("uid", ("fullPath",))},
    refers={"Method": "", "FileRef": "uid"},
    points={
        "SequencePoint": (Point(line="sl", hits=("vc",), file="fileid", offset="offset"),),
        "BranchPoint": (Point(line="sl", hits=("vc",), file="fileid", offset="offset", only_branch=True),),
    },
    ignored_lines=_HIDDEN,
    claims={"Summary": ("CoverageSession", "visitedSequencePoints", "numSequencePoints")},
)

DOTCOVER = PointLayout(
    name="dotcover",
    title="dotCover detailed XML",
    link="https://www.jetbrains.com/help/dotcover/dotCover__Console_Runner_Commands.html",
    roots={"Root": frozenset({"DotCoverVersion"}), "root": _NONE},
    mark=b"DotCoverVersion",
    scopes=frozenset({"Root"}),
    files={"File": ("Index", ("Name",))},
    points={"Statement": (Point(line="Line", hits=("Covered",), file="FileIndex"),)},
    claims={"Root": ("", "CoveredStatements", "TotalStatements")},
)

NCOVER = PointLayout(
    name="ncover",
    title="NCover XML",
    link="https://www.ncover.com/support/docs/desktop/user-guide/coverage_data/how_do_i_work_with_ncover_output",
    roots={"coverage": frozenset({"profilerVersion", "driverVersion"})},
    scopes=frozenset({"coverage"}),
    files={"doc": ("id", ("url",))},
    points={
        "seqpnt": (
            Point(line="line", hits=("visitcount",), file="document", skipped={"excluded": _TRUE}),
            Point(line="l", hits=("vc",), file="doc", skipped={"ex": _TRUE}),
        )
    },
    ignored_lines=frozenset({0, *_HIDDEN}),
)

PARTCOVER = PointLayout(
    name="partcover",
    title="PartCover XML",
    link="https://github.com/sawilde/partcover.net4",
    roots={"PartCoverReport": _NONE},
    scopes=frozenset({"PartCoverReport"}),
    files={"File": ("id", ("url",)), "file": ("id", ("url",))},  # as of 2.3, and before
    points={"pt": (Point(line="sl", hits=("visit",), file="fid"),)},
    ignored_lines=_HIDDEN,
)

CTC = PointLayout(
    name="ctc-xml",
    title="Testwell CTC++ XML (ctcreport)",
    link="https://www.verifysoft.com/en_ctcpp.html",
    roots={"coverage": frozenset({"ctcreport-version"})},
    scopes=frozenset({"file"}),
    files={"file": ("", ("location", "name"))},
    points={
        "line": (
            Point(
                line="number",
                hits=("status",),
                skipped={
                    "type": frozenset({"empty", "bracesonly", "preprocessorline", "comment"}),
                    "status": frozenset({""}),
                },
            ),
        )
    },
    statements=False,
)

SONAR = PointLayout(
    name="sonar-coverage",
    title="SonarQube generic coverage",
    link="https://docs.sonarsource.com/sonarqube-server/analyzing-source-code/test-coverage/generic-test-data/",
    roots={"coverage": frozenset({"version"})},
    only={"version": "1"},
    mark=b"<file",
    scopes=frozenset({"file"}),
    files={"file": ("", ("path",))},
    points={"lineToCover": (Point(line="lineNumber", hits=("covered",), sums=("branchesToCover", "coveredBranches")),)},
    statements=False,
)

VISUAL_STUDIO = PointLayout(
    name="dotnet-coverage",
    title="Visual Studio code coverage XML (dotnet-coverage, Microsoft.CodeCoverage)",
    link="https://learn.microsoft.com/dotnet/core/additional-tools/dotnet-coverage",
    roots={"results": _NONE, "root": _NONE},
    mark=b"block_coverage=",
    scopes=frozenset({"module"}),
    files={"source_file": ("id", ("path",))},
    points={"range": (Point(line="start_line", last="end_line", hits=("covered",), file="source_id"),)},
    statements=False,
    spans=True,
)

SCOVERAGE = PointLayout(
    name="scoverage",
    title="scoverage XML",
    link="https://github.com/scoverage/scalac-scoverage-plugin",
    roots={"scoverage": _NONE},
    scopes=frozenset({"package"}),
    files={},
    points={
        "statement": (
            Point(
                line="line",
                hits=("invocation-count",),
                file="source",
                skipped={"ignored": _TRUE},
                is_branch={"branch": _TRUE},
            ),
        )
    },
    claims={"scoverage": ("", "statements-invoked", "statement-count")},
    timestamp="timestamp",
)

LAYOUTS: tuple[PointLayout, ...] = (
    CLOVER,
    CTC,
    DOTCOVER,
    VISUAL_STUDIO,
    NCOVER,
    OPENCOVER,
    PARTCOVER,
    SCOVERAGE,
    SONAR,
)
BY_NAME = MappingProxyType({layout.name: layout for layout in LAYOUTS})
