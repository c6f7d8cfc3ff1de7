"""The lines that `go test` prints."""

from __future__ import annotations

import re

from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.pattern import lazily

RANKS = {"PASS": PASSED, "BENCH": PASSED, "FAIL": FAILED, "SKIP": SKIPPED}

RUN = lazily(r"=== RUN\s+(?P<name>\S.*)")
RESULT = lazily(
    r"(?P<before>.*?)--- (?P<word>PASS|FAIL|SKIP|BENCH): (?P<name>\S+)"
    r"(?: \((?P<time>[0-9.]{1,20}) ?s(?:econds)?\))?\s*"
)
PACKAGE = lazily(r"(?P<word>ok|FAIL)(?:\t|\s{2,}\t?)(?P<name>\S+)(?:\s+(?P<rest>\S.*))?")
BENCHMARK = lazily(r"(?P<name>Benchmark\S*?)(?:-[0-9]+)?\s+[0-9]+\s+[0-9.]+ ns/op.*")
ERROR = lazily(r"\s*(?P<said>\S+\.go:[0-9]+.*|panic: .*)")

# One of these lines in the beginning of a file says that `go test` wrote it.
TEXT = lazily(
    rb"^(?:=== RUN\s+\S|[ ]*--- (?:PASS|FAIL|SKIP|BENCH): \S"
    rb"|(?:ok|FAIL)[ \t]{2,}\S+[ \t]+(?:[0-9.]+s|\(cached\)|\[(?:build|setup) failed\])|FAIL\t\S+(?:\t| \[)"
    rb"|\?   \t\S+\t\[no test files\]|Benchmark\S+[ \t]+[0-9]+[ \t]+[0-9.]+ ns/op)",
    re.MULTILINE,
)
EVENT = lazily(rb'^\{"(?:Time|Action|ImportPath|Package)":"[^\n]*"Action":"|^\{"Action":"[a-z-]+"', re.MULTILINE)
TAP = lazily(rb"^TAP version [0-9]+", re.MULTILINE)
