"""The JSON Schema: sound, and of one mind with the checks of the loader."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.parsing.yaml import compose
from cdgate.policy.json_schema import json_schema
from cdgate.policy.plain import plain

SCHEMA = json_schema(
    {kind.name: kind for kind in cdgate_criteria()}, {metric.name: metric for metric in cdgate_metrics()}
)

EXAMPLE = """\
version: 1
title: Payments service
extends:
  - builtin:cd-l3
  - git+https://git.example.com/platform/policies@v3.2.0#java.yaml
require_plugins: [cdgate-semgrep >= 0.1]
max_waiver: 90 d
evidence:
  unit-tests:        {path: build/junit/unit/**/*.xml, labels: {suite: unit}}
  static-analysis:   {path: build/*.sarif, run: semgrep scan --sarif}
  baseline:          {path: [a.json, b.json], optional: true, min_files: 2}
  gone:              null
stages:
  coding:
    exit:
      no-errors:     {metric: findings.count, where: {level: error}, at_most: 0}
      removed:       null
  testing:
    entry:
      build-gate:    {kind: gate-passed, gate: build.exit}
    exit:
      line-coverage: {metric: coverage.line, evidence: unit-coverage, at_least: 75 %, target: 86 %, warn_until: 2027-01-31}
      core-coverage: {metric: coverage.line, scope: {path: "src/core/**"}, at_least: 90 %, per: file, effect: null}
      small:         {metric: tests.failed, at_most: 0, unless: {metric: tests.total, below: 8}, level: 3}
      both:          {all_of: [{metric: tests.failed, at_most: 0}, {not: {kind: present, evidence: x}}]}
waivers:
  - criterion: coding.exit.no-errors
    finding: 9f2c41d07a55
    reason: false positive, tracked as PAY-1432
    approved_by: security@example.com
    expires: 2027-01-31
"""


def _faults(policy: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    return [fault.json_path for fault in validator.iter_errors(plain(compose(policy.encode(), "gates.yaml")))]


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_example_of_the_format_is_valid() -> None:
    assert _faults(EXAMPLE) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("version: 1", "version: 2"),
        ("title:", "titel:"),
        ("metric: coverage.line, scope", "metric: coverage.lien, scope"),
        ("kind: gate-passed", "kind: gate-past"),
        ("per: file", "per: folder"),
        ("min_files: 2", "min_files: 0"),
        ("optional: true", "optional: maybe"),
        ("exit:\n      no-errors", "ext:\n      no-errors"),
        ("below: 8", "belov: 8"),
        ("max_waiver: 90 d", "max_waiver: 90 days"),
        ("    reason: false positive, tracked as PAY-1432\n", ""),
        ("builtin:cd-l3", "cd-l3"),
        ("unit-tests: ", "'unit tests': "),
        ("level: 3", "level: [3]"),
    ],
)
def test_fault_is_found_by_the_schema(right: str, wrong: str) -> None:
    assert right in EXAMPLE
    assert _faults(EXAMPLE.replace(right, wrong, 1))


def test_every_key_is_described() -> None:
    def bare(schema: Any, path: str) -> list[str]:  # JSON has no narrower type
        properties = schema.get("properties", {})
        return [f"{path}.{name}" for name, value in properties.items() if not value.get("description")]

    missing = [*bare(SCHEMA, "file"), *(name for key, value in SCHEMA["$defs"].items() for name in bare(value, key))]
    assert missing == []
