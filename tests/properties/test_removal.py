"""Taking evidence away never helps: whatever is removed, a failing verdict stays a failing verdict."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cdgate.engine.run import Outcome, Setting, run
from cdgate.engine.scope import gates_of
from cdgate.model.policy import Mode
from cdgate.model.verdict import Pipeline, Verdict
from cdgate.policy import load_policy
from cdgate.registry import load_registry
from tests.e2e.project import cobertura, write

REGISTRY = load_registry("none")
DAY = date(2026, 11, 22)

POLICY = """version: 1
evidence:
  unit: {path: unit.xml, kind: tests}
  interface: {path: [api-1.xml, api-2.xml]}
  coverage: {path: "cov/*.xml", kind: coverage, min_files: 2}
stages:
  coding:
    exit:
      lines: {metric: coverage.line, at_least: 60 %}
      each: {metric: coverage.line, evidence: coverage, at_least: 10 %, per: file, effect: warn}
  testing:
    entry:
      coded: {kind: gate-passed, gate: coding.exit}
    exit:
      passed: {metric: tests.failed, at_most: 0}
      unit: {metric: tests.pass_rate, evidence: unit, at_least: 90 %}
      some: {any_of: [{metric: tests.skipped, at_most: 0}, {metric: tests.total, at_least: 3}]}
      few: {not: {metric: tests.total, above: 100}}
"""


@st.composite
def junit(draw: st.DrawFn) -> str:
    results = draw(st.lists(st.sampled_from(["", "<failure/>", "<error/>", "<skipped/>"]), max_size=4))
    cases = "".join(f'<testcase classname="c" name="t{n}">{result}</testcase>' for n, result in enumerate(results))
    return f'<testsuite name="s">{cases}</testsuite>\n'


@st.composite
def projects(draw: st.DrawFn) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {name: draw(junit()) for name in ("unit.xml", "api-1.xml", "api-2.xml")}
    for n in (1, 2):
        covered = draw(st.integers(0, 10))
        files[f"cov/{n}.xml"] = cobertura(covered, 10, filename=f"src/{n}.py")
    return files


def judged(files: dict[str, str | bytes]) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), files)
        policy = load_policy(
            POLICY.encode(),
            file="gates.yaml",
            base=folder,
            kinds=REGISTRY.criteria,
            metrics=REGISTRY.metrics,
            sources=REGISTRY.sources,
        )
        return run(
            policy,
            gates_of(policy, (), Mode.CHANGE),
            mode=Mode.CHANGE,
            readers=REGISTRY.readers,
            metrics=REGISTRY.metrics,
            setting=Setting(folder, DAY, None, Pipeline("local")),
        )


@settings(max_examples=120, deadline=None)
@given(projects(), st.data())
def test_removing_evidence_never_turns_a_failing_verdict_into_a_passing_one(
    files: dict[str, str | bytes], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(sorted(files)), min_size=1))
    before, after = judged(files), judged({name: body for name, body in files.items() if name not in gone})
    if before.record.verdict is Verdict.FAIL:
        assert after.record.verdict is Verdict.FAIL
    states = {c.criterion: c.blocks for gate in before.record.gates for c in gate.criteria}
    for gate in after.record.gates:
        for result in gate.criteria:
            assert result.blocks or not states[result.criterion] or result.criterion == "testing.entry.coded"


@settings(max_examples=60, deadline=None)
@given(projects(), st.data())
def test_evidence_that_was_cut_never_passes(files: dict[str, str | bytes], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    whole = files[name]
    at = data.draw(st.integers(0, len(whole) - 2))  # the last byte is a line end, which carries nothing
    assert judged({**files, name: whole[:at]}).record.verdict is Verdict.FAIL, (name, at)


@settings(max_examples=60, deadline=None)
@given(projects())
def test_the_same_files_give_the_same_record(files: dict[str, str | bytes]) -> None:
    assert judged(files) == judged(dict(reversed(files.items())))
