"""Tiny reports of further linters, written by hand, and the figures they must give."""

from __future__ import annotations

import json
from collections.abc import Mapping


def _ranged(line: int) -> dict[str, dict[str, int]]:
    return {"start": {"line": line, "character": 4}, "end": {"line": line, "character": 9}}


def _checked(code: str, severity: str) -> dict[str, object]:
    place = {"file": f"/w/{code}.go", "line": 4, "column": 2}
    return {"code": code, "severity": severity, "location": place, "end": place, "message": "m"}


_CHANGE = {"name": "n", "description": "d", "classification": [{"compatibility": "BINARY", "severity": "BREAKING"}]}

LINTERS: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "ansible-later": (
        "".join(
            json.dumps({"levelname": word, "later_sid": "A1", "later_file": "a.yml", "later_lineno": 7, "message": "m"})
            + "\n"
            for word in ("ERROR", "WARNING")
        ),
        {"findings": 2, "error": 1, "warning": 1},
    ),
    "gradle-lint": (
        json.dumps(
            [
                {"file": "build.gradle", "line": 4, "severity": "WARNING", "category": "dependency", "message": "old"},
                {"file": "a/build.gradle", "line": 5, "severity": "ERROR", "category": "api", "message": "gone"},
            ]
        ),
        {"findings": 2, "error": 1, "warning": 1, "files": 2},
    ),
    "infer-csv": (
        (
            "class,kind,type,qualifier,severity,line,procedure,procedure_id,file,trace,key,hash\n"
            'PROVER,ERROR,NULL_DEREFERENCE,"object `s` could be null, at line 29",HIGH,29,"void A.b()",a.b,src/A.java,,1,9\n'
            "LINTERS,ADVICE,ODD,q,LOW,3,p,p,src/B.java,,2,8\n"
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 2},
    ),
    "intelephense": (
        json.dumps(
            [
                {
                    "file_name": "src/a.php",
                    "diagnostics": [
                        {"message": "m", "severity": 1, "code": "P1", "source": "s", "range": _ranged(8)},
                        {"message": "m", "severity": 2, "code": "P2", "source": "s", "range": _ranged(9)},
                        {"message": "m", "severity": 4, "code": "P3", "source": "s", "range": _ranged(9)},
                    ],
                }
            ]
        ),
        {"findings": 3, "error": 1, "warning": 1, "note": 1},
    ),
    "jcreport": (
        (
            '<report><file classname="A" level="PROD" loc="17" name="src/A.java" package="p" src-dir="src">'
            '<item column="0" finding-type="T1" line="50" end-line="70" message="m" origin="PMD" severity="error"/>'
            '<item finding-type="T2" line="51" message="m" origin="Checkstyle" severity="code-style"/>'
            '<item finding-type="T3" line="52" message="m" origin="CPD" severity="filtered"/></file></report>'
        ),
        {"findings": 2, "error": 1, "note": 1, "suppressed": 1},
    ),
    "openapi-validator": (
        json.dumps(
            {
                "error": {"results": [{"message": "m", "path": ["info"], "rule": "r1", "line": 3}], "summary": {}},
                "warning": {"results": [{"message": "m", "path": ["tags"], "rule": "r2", "line": 5}], "summary": {}},
                "info": {"results": [], "summary": {}},
                "hint": {"results": [], "summary": {}},
                "hasResults": True,
            }
        ),
        {"findings": 2, "error": 1, "warning": 1},
    ),
    "ot-docker-linter": (
        json.dumps(
            [
                {
                    "line_number": 3,
                    "line": "WORKDIR a",
                    "code": "DL3000",
                    "description": "Use an absolute WORKDIR.",
                    "message": "",
                    "severity": "Error",
                    "file": "Dockerfile",
                }
            ]
        ),
        {"findings": 1, "error": 1},
    ),
    "qt-translations": (
        (
            '<TS version="2.1" language="de"><context><name>Dialog</name>'
            '<message><location filename="a.cpp" line="3"/><source>A</source><translation type="unfinished"/></message>'
            '<message><location filename="a.cpp" line="4"/><source>B</source>'
            '<translation type="vanished">b</translation></message>'
            '<message><location filename="a.cpp" line="5"/><source>C</source>'
            "<translation>c</translation></message></context></TS>"
        ),
        {"findings": 2, "warning": 1, "note": 1},
    ),
    "revapi": (
        json.dumps(
            [
                {**_CHANGE, "code": "java.class.removed", "old": "class a.B", "new": None, "criticality": "error"},
                {**_CHANGE, "code": "java.class.added", "old": None, "new": "class a.C", "criticality": "highlight"},
                {**_CHANGE, "code": "java.method.added", "old": None, "new": "method x", "criticality": "documented"},
            ]
        ),
        {"findings": 3, "error": 1, "warning": 1, "note": 1},
    ),
    "staticcheck": (
        "".join(
            json.dumps(one) + "\n"
            for one in (_checked("SA4006", "error"), _checked("ST1005", "warning"), _checked("U1000", "ignored"))
        ),
        {"findings": 2, "error": 1, "warning": 1, "suppressed": 1},
    ),
    "staticcheck-list": (
        json.dumps([_checked("SA4006", "error"), _checked("ST1005", "warning")]),
        {"findings": 2, "error": 1, "warning": 1},
    ),
    "warnings-ng-xml": (
        (
            "<issues><issue><fileName>a.c</fileName><lineStart>1</lineStart><lineEnd>2</lineEnd><columnStart>3</columnStart>"
            "<lineRanges/><category>C</category><type>T</type><severity>LOW</severity><message>m</message></issue>"
            "<issue><fileName>b.c</fileName><severity>ERROR</severity><message>n</message></issue></issues>"
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 2},
    ),
    "axe": (
        json.dumps(
            {
                "testEngine": {"name": "axe-core", "version": "4.10"},
                "url": "https://example.org/",
                "violations": [
                    {"id": "color-contrast", "impact": "serious", "help": "h", "nodes": [{"target": ["a"]}]},
                    {"id": "region", "impact": "moderate", "help": "h", "nodes": [{"target": ["b"]}]},
                    {"id": "tabindex", "impact": "minor", "help": "h", "nodes": []},
                ],
                "passes": [{"id": "x"}],
            }
        ),
        {"findings": 3, "error": 1, "warning": 1, "note": 1},
    ),
    "haml-lint": (
        json.dumps(
            {
                "metadata": {"hamllint_version": "0.60"},
                "files": [
                    {
                        "path": "a.haml",
                        "offenses": [
                            {"severity": "warning", "message": "m", "location": {"line": 1}, "linter_name": "L"},
                            {"message": "m", "location": {"start_line": 2}, "linter": "K"},
                        ],
                    }
                ],
                "summary": {"offense_count": 2, "inspected_file_count": 1},
            }
        ),
        {"findings": 2, "error": 1, "warning": 1},
    ),
    "hlint": (
        json.dumps(
            [
                {"severity": word, "hint": "Eta reduce", "file": "a.hs", "startLine": 1, "startColumn": 1}
                for word in ("Error", "Warning", "Suggestion", "Ignore")
            ]
        ),
        {"findings": 3, "error": 1, "warning": 1, "note": 1, "suppressed": 1},
    ),
    "oclint": (
        json.dumps(
            {
                "version": "22.02",
                "summary": {"numberOfFiles": 1},
                "violation": [
                    {"path": "a.m", "startLine": 3, "category": "c", "rule": "r", "priority": number, "message": ""}
                    for number in (1, 2, 3)
                ],
                "clangWarning": [{"path": "a.m", "startLine": 4, "message": "unused"}],
                "clangError": [],
            }
        ),
        {"findings": 4, "error": 1, "warning": 2, "note": 1},
    ),
    "php-cs-fixer": (
        json.dumps(
            {"files": [{"name": "a.php", "appliedFixers": ["braces", "indent"]}], "time": {"total": 1}, "memory": 8}
        ),
        {"findings": 1, "warning": 1},
    ),
    "proselint": (
        json.dumps(
            {
                "status": "success",
                "data": {"errors": [{"check": "c", "line": 1, "column": 2, "message": "m", "severity": "warning"}]},
            }
        ),
        {"findings": 1, "warning": 1},
    ),
    "reek": (
        json.dumps(
            [{"context": "A#b", "lines": [3, 9], "message": "m", "smell_type": "UncommunicativeName", "source": "a.rb"}]
        ),
        {"findings": 1, "warning": 1},
    ),
    "scss-lint": (
        json.dumps(
            {
                "a.scss": [
                    {"line": 1, "column": 2, "length": 3, "severity": "warning", "reason": "m", "linter": "L"},
                    {"line": 2, "column": 2, "length": 3, "severity": "error", "reason": "m", "linter": "K"},
                ]
            }
        ),
        {"findings": 2, "error": 1, "warning": 1},
    ),
    "vint": (
        json.dumps(
            [
                {"file_path": "a.vim", "line_number": 1, "severity": word, "description": "d", "policy_name": "P"}
                for word in ("error", "warning", "style_problem")
            ]
        ),
        {"findings": 3, "error": 1, "warning": 1, "note": 1},
    ),
}
