"""The readers of coverage beyond Cobertura, JaCoCo XML and LCOV, against the contract of readers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReaderContract, Sample

READERS = load_registry("none").readers
# Formats of independent records, where a cut between two of them cannot be seen.
WITHOUT_END = {"gcov", "go-cover", "jacoco-csv", "llvm-cov-show"}
# Formats that do not list branches, or whose samples have none.
WITHOUT_BRANCHES = {
    *("codeclimate-coverage-json", "octocov-json"),
    *("go-cover", "jacoco-csv", "luacov", "gcovr-summary-json", "istanbul-summary-json", "reportgenerator-json"),
    *("dotcover", "dotnet-coverage", "ncover", "partcover", "xccov-json", "xccov-archive-json"),
    *(
        "covdir-json",
        "phpunit-xml",
        "ctc-xml",
        "reportgenerator-xml",
        "trace32",
        "llvm-cov-report",
        "llvm-cov-show",
        "vs2010-coverage",
    ),
}
RULE = "=" * 78


def place(line: int) -> dict[str, Any]:
    return {"start": {"line": line, "column": 0}, "end": {"line": line, "column": 9}}


def written(value: object) -> str:
    return json.dumps(value, indent=1)


# Each sample holds one line that ran, one that did not, and, where the format lists branches, one of two taken on line 1.
COVERAGE = {
    "clover": '<coverage generated="1700000000"><project><metrics statements="2" coveredstatements="1"/><file name="a.php">'
    '<line num="1" type="cond" count="3" truecount="3" falsecount="0"/><line num="2" type="stmt" count="0"/></file>'
    "</project></coverage>",
    "ctc-xml": '<coverage version="1.1" ctcreport-version="10.1"><project name="p"><file name="a.c" location="a.c"><function '
    'name="f"><line number="1" type="Executable" status="Executed"/><line number="2" type="Executable" status="NotExecuted"/>'
    "</function></file></project></coverage>",
    "dotcover": '<Root CoveredStatements="1" TotalStatements="2" DotCoverVersion="2024.1"><FileIndices><File Index="1" '
    'Name="a.cs"/></FileIndices><Assembly><Statement FileIndex="1" Line="1" Covered="True"/><Statement FileIndex="1" '
    'Line="2" Covered="False"/></Assembly></Root>',
    "dotnet-coverage": '<results><modules><module name="a.dll" block_coverage="50.00"><functions><function><ranges>'
    '<range source_id="0" start_line="1" end_line="1" covered="yes"/><range source_id="0" start_line="2" end_line="2" '
    'covered="no"/></ranges></function></functions><source_files><source_file id="0" path="a.cs"/></source_files>'
    "</module></modules></results>",
    "ncover": '<coverage profilerVersion="1.5.8" driverVersion="1.5.8.0"><module><method><seqpnt visitcount="2" line="1" '
    'excluded="false" document="a.cs"/><seqpnt visitcount="0" line="2" excluded="false" document="a.cs"/></method></module>'
    "</coverage>",
    "opencover": '<CoverageSession><Summary numSequencePoints="2" visitedSequencePoints="1"/><Modules><Module><Files><File '
    'uid="1" fullPath="a.cs"/></Files><Classes><Class><Methods><Method><FileRef uid="1"/><SequencePoints><SequencePoint '
    'vc="1" sl="1" el="1"/><SequencePoint vc="0" sl="2" el="2"/></SequencePoints><BranchPoints><BranchPoint vc="1" sl="1" '
    'path="0"/><BranchPoint vc="0" sl="1" path="1"/></BranchPoints></Method></Methods></Class></Classes></Module></Modules>'
    "</CoverageSession>",
    "partcover": '<PartCoverReport date="2011-12-12"><File id="1" url="a.cs"/><Type><Method><pt visit="1" fid="1" sl="1"/>'
    '<pt visit="0" fid="1" sl="2"/><pt visit="0" pos="9"/></Method></Type></PartCoverReport>',
    "reportgenerator-xml": '<CoverageReport scope="Summary"><Summary><Coveredlines>1</Coveredlines><Coverablelines>2'
    '</Coverablelines></Summary><Coverage><Assembly name="a"><Class name="b" coveredlines="1" coverablelines="2"/></Assembly>'
    "</Coverage></CoverageReport>",
    "vs2010-coverage": "<CoverageDSPriv><Module><NamespaceTable><Class><Method><Lines><LnStart>1</LnStart><LnEnd>1</LnEnd>"
    "<Coverage>0</Coverage><SourceFileID>1</SourceFileID></Lines><Lines><LnStart>2</LnStart><LnEnd>2</LnEnd><Coverage>2"
    "</Coverage><SourceFileID>1</SourceFileID></Lines></Method></Class></NamespaceTable></Module><SourceFileNames>"
    "<SourceFileID>1</SourceFileID><SourceFileName>a.cs</SourceFileName></SourceFileNames></CoverageDSPriv>",
    "trace32": '<TRACE32 file="a"><coverage><COVerage.EXPORT.ListModule metric="stmt"><module><tree>a</tree><lines>2</lines>'
    "<linesok>1</linesok></module><total><lines>2</lines><linesok>1</linesok></total></COVerage.EXPORT.ListModule></coverage>"
    "</TRACE32>",
    "scoverage": '<scoverage statement-count="2" statements-invoked="1"><packages><package><classes><class><methods><method>'
    '<statements><statement source="A.scala" line="1" branch="true" invocation-count="1" ignored="false"/><statement '
    'source="A.scala" line="1" branch="true" invocation-count="0" ignored="false"/></statements></method></methods></class>'
    "</classes></package></packages></scoverage>",
    "sonar-coverage": '<coverage version="1"><file path="a.py"><lineToCover lineNumber="1" covered="true" '
    'branchesToCover="2" coveredBranches="1"/><lineToCover lineNumber="2" covered="false"/></file></coverage>',
    "coveralls-json": written(
        {
            "service_name": "ci",
            "source_files": [{"name": "a", "coverage": [3, 0], "branches": [1, 0, 0, 3, 1, 0, 1, 0]}],
        }
    ),
    "codeclimate-coverage-json": written(
        {
            "covered_percent": 50,
            "line_counts": {"missed": 1, "covered": 1, "total": 2},
            "source_files": [{"name": "a.rb", "line_counts": {"covered": 1}, "coverage": "[3,0,null]"}],
        }
    ),
    "octocov-json": written(
        {
            "repository": "o/r",
            "coverage": {
                "type": "loc",
                "total": 2,
                "covered": 1,
                "files": [
                    {
                        "file": "a.rb",
                        "total": 2,
                        "covered": 1,
                        "blocks": [
                            {"type": "loc", "start_line": 1, "end_line": 1, "count": 3},
                            {"type": "loc", "start_line": 2, "end_line": 2, "count": 0},
                        ],
                    }
                ],
            },
        }
    ),
    "coverlet-json": written(
        {
            "shop.dll": {
                "/src/a.cs": {
                    "Shop.Cart": {
                        "System.Void Shop.Cart::Add()": {
                            "Lines": {"1": 1, "2": 0},
                            "Branches": [{"Line": 1, "Path": 0, "Hits": 1}, {"Line": 1, "Path": 1, "Hits": 0}],
                        }
                    }
                }
            }
        }
    ),
    "gcovr-json": written(
        {
            "gcovr/format_version": "0.11",
            "files": [
                {
                    "file": "a.cpp",
                    "lines": [
                        {"line_number": 1, "count": 2, "branches": [{"count": 2}, {"count": 0}]},
                        {"line_number": 2, "count": 0, "branches": []},
                        {"line_number": 3, "count": 0, "branches": [{"count": 0}], "gcovr/excluded": True},
                    ],
                }
            ],
        }
    ),
    "gcovr-summary-json": written(
        {
            "gcovr/summary_format_version": "0.6",
            "files": [{"filename": "a.cpp", "line_total": 2, "line_covered": 1}],
            "line_total": 2,
            "line_covered": 1,
        }
    ),
    "istanbul-json": written(
        {
            "/src/a.js": {
                "path": "/src/a.js",
                "statementMap": {"0": place(1), "1": place(2), "2": place(1)},
                "fnMap": {},
                "branchMap": {"0": {"type": "if", "loc": place(1), "locations": [place(1), place(2)]}},
                "s": {"0": 2, "1": 0, "2": 0},
                "f": {},
                "b": {"0": [2, 0]},
            }
        }
    ),
    "istanbul-summary-json": written(
        {
            path: {name: {"total": 2, "covered": 1} for name in ("lines", "statements", "functions", "branches")}
            for path in ("total", "/src/a.js")
        }
    ),
    "llvm-cov-json": written(
        {
            "type": "llvm.coverage.json.export",
            "version": "2.0.1",
            "data": [
                {
                    "files": [
                        {
                            "filename": "a.c",
                            "segments": [
                                [1, 1, 1, True, True, False],
                                [1, 9, 0, False, False, False],
                                [2, 1, 0, True, True, False],
                                [2, 9, 0, False, False, False],
                            ],
                            "branches": [[1, 5, 1, 9, 1, 0, 0, 0, 4]],
                            "summary": {"lines": {"count": 2, "covered": 1}},
                        }
                    ],
                    "totals": {"lines": {"count": 2, "covered": 1}},
                }
            ],
        }
    ),
    "reportgenerator-json": written(
        {
            "summary": {"generatedon": "2026-01-01T00:00:00Z", "coveredlines": 1, "coverablelines": 2},
            "coverage": {
                "assemblies": [
                    {
                        "name": "Shop",
                        "coveredlines": 1,
                        "classesinassembly": [{"name": "Shop.Cart", "coveredlines": 1, "coverablelines": 2}],
                    }
                ]
            },
        }
    ),
    "simplecov-json": written(
        {
            "meta": {"simplecov_version": "0.22.0"},
            "coverage": {
                "a.rb": {
                    "lines": [1, 0, None, "ignored"],
                    "branches": [
                        {"type": "then", "start_line": 1, "coverage": 1},
                        {"type": "else", "start_line": 1, "coverage": 0},
                        {"type": "else", "start_line": 1, "coverage": "ignored"},
                    ],
                }
            },
        }
    ),
    "simplecov-resultset": written(
        {
            "RSpec": {
                "coverage": {
                    "a.rb": {
                        "lines": [1, 0, None],
                        "branches": {
                            "[:if, 0, 1, 4, 1, 30]": {"[:then, 1, 1, 6, 1, 9]": 1, "[:else, 2, 1, 4, 1, 30]": 0}
                        },
                    }
                },
                "timestamp": 1700000000,
            }
        }
    ),
    "codecov-json": written({"coverage": {"a.rs": {"1": "1/2", "2": 0, "3": None}}}),
    "covdir-json": written(
        {
            "children": {"src": {"children": {"a.rs": {"coverage": [1, 0, -1]}}, "linesCovered": 1, "linesTotal": 2}},
            "linesCovered": 1,
            "linesTotal": 2,
            "name": "",
        }
    ),
    "phpunit-xml": '<phpunit xmlns="https://schema.phpunit.de/coverage/1.0"><project source="/src"><directory name="/"><totals>'
    '<lines total="9" executable="2" executed="1"/></totals><file name="a.php" href="a.php.xml"><totals><lines total="9" '
    'executable="2" executed="1" percent="50.00"/></totals></file></directory></project></phpunit>',
    "tarpaulin-json": written(
        {
            "files": [
                {
                    "path": ["/", "src", "a.rs"],
                    "content": "fn a() {}",
                    "traces": [
                        {"line": 1, "stats": {"Branch": {"been_true": True, "been_false": False}}},
                        {"line": 2, "stats": {"Line": 0}},
                    ],
                    "covered": 1,
                    "coverable": 2,
                }
            ]
        }
    ),
    "xccov-json": written(
        {
            "coveredLines": 1,
            "executableLines": 2,
            "lineCoverage": 0.5,
            "targets": [
                {"name": "Shop.app", "files": [{"path": "/src/a.swift", "coveredLines": 1, "executableLines": 2}]}
            ],
        }
    ),
    "xccov-archive-json": written(
        {
            "/src/a.swift": [
                {"line": 1, "isExecutable": True, "executionCount": 3},
                {"line": 2, "isExecutable": True, "executionCount": 0},
                {"line": 3, "isExecutable": False},
            ]
        }
    ),
    "go-cover": "mode: set\nshop/a.go:1.10,1.20 1 1\nshop/a.go:2.2,2.9 1 0\nshop/a.go:2.2,2.9 1 0\n",
    "jacoco-csv": "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,"
    "LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED\nshop,org.shop,Cart,1,2,0,0,1,1,1,1,1,1\n",
    "llvm-cov-report": "Filename  Regions  Missed Regions  Cover  Lines  Missed Lines  Cover\n"
    "a.c             3               1 66.67%      2             1 50.00%\n"
    "TOTAL           3               1 66.67%      2             1 50.00%\n",
    "llvm-cov-show": "/src/a.c:\n    1|  1.20k|int f() {\n    2|      0|  g();\n    3|       |}\n",
    "gcov": "        -:    0:Source:a.c\n        -:    0:Runs:1\n       3*:    1:if (a) b();\n"
    "branch  0 taken 100% (fallthrough)\nbranch  1 never executed\n    #####:    2:c();\n        -:    3:/* end */\n",
    "luacov": f"{RULE}\na.lua\n{RULE}\n  1 local a = 1\n**0 print(a)\n\n{RULE}\nSummary\n{RULE}\n\n"
    "File  Hits Missed Coverage\n--------------------------\na.lua 1    1      50.00%\n--------------------------\n"
    "Total 1    1      50.00%\n",
}

CRAP4J = b"""<?xml version="1.0" encoding="UTF-8"?>
<crap_result><project>shop</project>
<stats><name>Method Crap Stats</name><methodCount>2</methodCount><crapMethodCount>1</crapMethodCount></stats>
<methods>
<method><className>Cart</className><methodSignature>add()</methodSignature><crap>42</crap><crapLoad>6</crapLoad></method>
<method><className>Cart</className><methodSignature>pay()</methodSignature><crap>1</crap><crapLoad>0</crapLoad></method>
</methods></crap_result>
"""
PIT = b"""<?xml version="1.0" encoding="UTF-8"?>
<mutations>
<mutation detected='true' status='KILLED'><sourceFile>A.java</sourceFile><mutatedClass>shop.A</mutatedClass></mutation>
<mutation detected='false' status='SURVIVED'><sourceFile>A.java</sourceFile><mutatedClass>shop.A$1</mutatedClass></mutation>
<mutation detected='false' status='NO_COVERAGE'><sourceFile>A.java</sourceFile><mutatedClass>shop.A</mutatedClass></mutation>
</mutations>
"""


@pytest.mark.parametrize("name", COVERAGE)
class TestCoverageReader(ReaderContract):
    examples = 25

    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the reader of this round."""
        data = COVERAGE[name].encode()
        taken, total = (0, 0) if name in WITHOUT_BRANCHES else (1, 2)
        figures = {
            "lines_covered": 1,
            "lines_coverable": 2,
            "branches_covered": taken,
            "branches_total": total,
            "files": 1,
        }
        self.reader = READERS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = (Sample(data, "coverage", figures),)  # type: ignore[misc]  # as above
        self.has_end = name not in WITHOUT_END  # type: ignore[misc]  # as above


class TestCrap4j(ReaderContract):
    reader = READERS["crap4j"]
    samples = (Sample(CRAP4J, "crap4j.xml", {"findings": 1, "warning": 1}),)


class TestPit(ReaderContract):
    reader = READERS["pit"]
    samples = (Sample(PIT, "mutations.xml", {"mutants": 3, "detected": 1, "uncovered": 1, "files": 1}),)


@pytest.mark.parametrize("name", COVERAGE)
def test_exactly_one_reader_recognises_each_sample(name: str) -> None:
    head = COVERAGE[name].encode()
    assert [reader.name for reader in READERS.values() if reader.recognises(head, "coverage")] == [name]
