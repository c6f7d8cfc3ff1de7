"""The lines that `go test` prints."""

from __future__ import annotations

import re

from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED

RANKS = {"PASS": PASSED, "BENCH": PASSED, "FAIL": FAILED, "SKIP": SKIPPED}

RUN = re.compile(r"=== RUN\s+(?P<name>\S.*)")
RESULT = re.compile(
    r"(?P<before>.*?)--- (?P<word>PASS|FAIL|SKIP|BENCH): (?P<name>\S+)"
    r"(?: \((?P<time>[0-9.]{1,20}) ?s(?:econds)?\))?\s*"
)
PACKAGE = re.compile(r"(?P<word>ok|FAIL)(?:\t|\s{2,}\t?)(?P<name>\S+)(?:\s+(?P<rest>\S.*))?")
BENCHMARK = re.compile(r"(?P<name>Benchmark\S*?)(?:-[0-9]+)?\s+[0-9]+\s+[0-9.]+ ns/op.*")
ERROR = re.compile(r"\s*(?P<said>\S+\.go:[0-9]+.*|panic: .*)")

# One of these lines in the beginning of a file says that `go test` wrote it.
TEXT = re.compile(
    rb"^(?:=== RUN\s+\S|[ ]*--- (?:PASS|FAIL|SKIP|BENCH): \S"
    rb"|(?:ok|FAIL)[ \t]{2,}\S+[ \t]+(?:[0-9.]+s|\(cached\)|\[(?:build|setup) failed\])|FAIL\t\S+(?:\t| \[)"
    rb"|\?   \t\S+\t\[no test files\]|Benchmark\S+[ \t]+[0-9]+[ \t]+[0-9.]+ ns/op)",
    re.MULTILINE,
)
EVENT = re.compile(rb'^\{"(?:Time|Action|ImportPath|Package)":"[^\n]*"Action":"|^\{"Action":"[a-z-]+"', re.MULTILINE)
TAP = re.compile(rb"^TAP version [0-9]+", re.MULTILINE)
