"""Further forms in which linters write their reports: each is recognised by its reader, and read like the first form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.declared import declared_readers
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.reader import DeclaredReader

READERS = {reader.name: reader for reader in declared_readers()}
_MESSAGE = {"ruleId": "quotes", "severity": 2, "message": "m", "line": 1, "column": 2}
_PAGE = {"testEngine": {"name": "axe-core", "version": "4.10"}, "url": "https://example.org/"}
_OFFENSE = {"linter": "L", "message": "m", "location": {"start_line": 1}}


@pytest.mark.parametrize(
    ("name", "value", "figures"),
    [
        pytest.param(
            "eslint",
            {
                "results": [{"filePath": "/w/a.js", "messages": [_MESSAGE], "suppressedMessages": [_MESSAGE]}],
                "metadata": {"rulesMeta": {}},
            },
            {"findings": 1, "error": 1, "suppressed": 1},
            id="ESLint with metadata",
        ),
        pytest.param(
            "eslint", {"results": [], "metadata": {"rulesMeta": {}}}, {"findings": 0}, id="ESLint without files"
        ),
        pytest.param(
            "haml-lint",
            {
                "metadata": {"erb_lint_version": "0.9"},
                "files": [{"path": "a.erb", "offenses": [_OFFENSE]}],
                "summary": {"offenses": 1, "inspected_files": 1},
            },
            {"findings": 1, "error": 1},
            id="ERB Lint",
        ),
        pytest.param(
            "axe",
            [
                {**_PAGE, "violations": [{"id": "region", "impact": "critical", "help": "h", "nodes": []}]},
                _PAGE | {"violations": []},
            ],
            {"findings": 1, "error": 1},
            id="axe on several pages",
        ),
        pytest.param(
            "openapi-validator",
            [{"message": "m", "rule": "r", "path": ["info"], "line": 5, "severity": "info", "file": "a.yaml"}],
            {"findings": 1, "note": 1},
            id="OpenAPI validator as a list",
        ),
        pytest.param(
            "gradle-lint",
            {
                "violations": [
                    {"buildFile": "build.gradle", "ruleName": "r", "priority": 1, "lineNumber": 3, "message": "m"}
                ]
            },
            {"findings": 1, "error": 1},
            id="Gradle lint with priorities",
        ),
        pytest.param(
            "warnings-ng-xml",
            '<?xml version="1.1"?><analysisReport><elements><issue><severity>HIGH</severity><message>m</message><fileName>a.c'
            "</fileName></issue><issue><message>n</message><fileName>b.c</fileName></issue></elements></analysisReport>",
            {"findings": 2, "error": 1, "warning": 1},
            id="a report as Jenkins stores it",
        ),
        pytest.param(
            "warnings-ng",
            {"_class": "io.jenkins.plugins.analysis.core.restapi.ReportApi", "size": 0},
            {"findings": 0},
            id="a Jenkins report of nothing",
        ),
        pytest.param(
            "docfx",
            '{"message":"found","date_time":"2026-01-02T03:04:05Z","message_severity":"info"}\n'
            '{"message":"bad link","file":"a.md","line":"3","date_time":"2026-01-02T03:04:05Z","message_severity":"error"}\n',
            {"findings": 1, "error": 1},
            id="DocFX of old",
        ),
        pytest.param(
            "ggshield",
            {
                "scanned_paths": [
                    {
                        "path": "a.py",
                        "incidents": [{"detector_name": "T", "message": "m", "severity": "high", "line_start": 2}],
                    },
                    {
                        "path": "b.tf",
                        "policies": [{"name": "p", "breaks": [{"message": "m", "severity": "low", "line": 7}]}],
                    },
                ],
                "incidents": [{"filename": "c.md", "type": "t", "description": "d", "confidence": "medium"}],
            },
            {"findings": 3, "error": 1, "warning": 1, "note": 1, "files": 3},
            id="GitGuardian by paths",
        ),
        pytest.param(
            "kubelinter", {"Reports": [{"Object": {}}]}, {"findings": 1, "warning": 1}, id="kube-linter in part"
        ),
        pytest.param(
            "phpmd",
            {
                "files": [
                    {"name": "a.php", "violations": [{"beginline": 1, "rule": "r", "priority": 4, "message": "m"}]}
                ]
            },
            {"findings": 1, "note": 1},
            id="PHPMD without a version",
        ),
    ],
)
def test_variant_is_recognised_and_read(name: str, value: Any, figures: Mapping[str, int]) -> None:
    printed = (value if isinstance(value, str) else json.dumps(value)).encode()
    assert [one.name for one in READERS.values() if one.recognises(printed, "report")] == [name]
    reader = READERS[name]
    assert isinstance(reader, DeclaredReader)
    report = reader.read(BytesIO(printed), Source("report", "", len(printed), name))
    assert isinstance(report, FindingReport)
    told = report.figures()
    assert {key: told[key] for key in figures} == figures


def test_eslint_without_files_shows_no_clean_run() -> None:
    printed = b'{"results": [], "metadata": {"rulesMeta": {}}}'
    report = READERS["eslint"].read(BytesIO(printed), Source("report", "", len(printed), "eslint"))
    assert isinstance(report, FindingReport)
    assert report.shortfall is not None
