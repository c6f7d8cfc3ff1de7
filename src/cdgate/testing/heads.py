"""The beginnings of many formats: what a reader of another format must not recognise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

HEAD_BYTES = 64 * 1024

OTHER_HEADS: Mapping[str, bytes] = MappingProxyType(
    {
        "empty": b"",
        "blank": b" \n\t\r\n",
        "zeros": b"\0" * 64,
        "prose": b"All is well: 12 passed, 0 failed, coverage 100 %.\n",
        "html": b"<!DOCTYPE html>\n<html><head><title>Report</title></head><body></body></html>\n",
        "xml": b'<?xml version="1.0"?>\n<project name="x"><report/></project>\n',
        "json-null": b"null",
        "json-object": b"{}",
        "json-array": b"[]",
        "json-config": b'{"name": "shop", "version": "1.0.0", "scripts": {"test": "jest"}}',
        "yaml": b"stages:\n  unit:\n    exit: []\n",
        "csv": b"file,line,severity,message\na.py,1,error,wrong\n",
        "zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00",
        "gzip": b"\x1f\x8b\x08\x00\x00\x00\x00\x00",
        "junit": (
            b'<?xml version="1.0" encoding="utf-8"?>\n<testsuites><testsuite name="unit" tests="1" failures="0" '
            b'errors="0" skipped="0"><testcase classname="a" name="b" time="0.1"/></testsuite></testsuites>'
        ),
        "cobertura": (
            b'<?xml version="1.0" ?>\n<coverage version="7.6" line-rate="1" branch-rate="0"><packages><package name="a">'
            b'<classes><class name="a" filename="a.py"><lines><line number="1" hits="1"/></lines></class></classes>'
            b"</package></packages></coverage>"
        ),
        "jacoco": (
            b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">'
            b'<report name="a"><package name="p"><sourcefile name="A.java"><line nr="1" mi="0" ci="1" mb="0" cb="0"/>'
            b"</sourcefile></package></report>"
        ),
        "lcov": b"TN:\nSF:src/a.c\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n",
        "coverage-json": (
            b'{"meta": {"format": 3, "version": "7.6.0", "branch_coverage": false}, "files": {"a.py": '
            b'{"executed_lines": [1], "missing_lines": [], "excluded_lines": [], "summary": {}}}, "totals": {}}'
        ),
        "coverage-data": b"SQLite format 3\x00\x10\x00\x01\x01\x00",
        "sarif": (
            b'{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", '
            b'"runs": [{"tool": {"driver": {"name": "t"}}, "results": []}]}'
        ),
        "semgrep-json": b'{"version": "1.100.0", "results": [], "errors": [], "paths": {"scanned": ["a.py"]}}',
        "bandit-json": b'{"errors": [], "generated_at": "2026-01-01T00:00:00Z", "metrics": {}, "results": []}',
        "run-record": b'{"schema":"cdgate.run/1","verdict":"PASS","gates":[],"mode":"change"}',
        "attestations": b"attestations:\n  - claim: reviewed\n    by: a@example.org\n    on: 2026-01-01\n",
    }
)
