"""Every built-in reporter, as the registry gives it out, against the contract of reporters."""

from __future__ import annotations

import re

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReporterContract

REPORTERS = load_registry("none").reporters


class TestCodeQuality(ReporterContract):
    reporter = REPORTERS["codequality"]
    for_logs = False


class TestConsole(ReporterContract):
    reporter = REPORTERS["console"]


class TestGithub(ReporterContract):
    reporter = REPORTERS["github"]


class TestGithubOutput(ReporterContract):
    reporter = REPORTERS["github-output"]
    for_logs = False


class TestGitlab(ReporterContract):
    reporter = REPORTERS["gitlab"]
    own_marks = re.compile(r"\x1b\[0Ksection_(?:start|end):[0-9]+:[A-Za-z0-9_.-]+(?:\[collapsed=true\])?\r\x1b\[0K")


class TestJson(ReporterContract):
    reporter = REPORTERS["json"]
    for_logs = False


class TestJunit(ReporterContract):
    reporter = REPORTERS["junit"]
    for_logs = False


class TestMarkdown(ReporterContract):
    reporter = REPORTERS["markdown"]
    for_logs = False


class TestText(ReporterContract):
    reporter = REPORTERS["text"]


def test_every_builtin_reporter_has_its_contract() -> None:
    held = {contract.reporter.name for contract in ReporterContract.__subclasses__()}
    assert held >= set(REPORTERS)
