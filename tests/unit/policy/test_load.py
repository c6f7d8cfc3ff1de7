"""A whole policy: what it means, and that all of its faults are told at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cdgate.errors import CdgateError, ErrorGroup, ExitCode, PluginError
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import text
from cdgate.model.node import MapNode
from cdgate.model.policy import Effect, Mode
from cdgate.policy import Effective, load_policy

Load = Callable[..., Effective]
Complaints = Callable[..., list[str]]

WHOLE = """\
version: 1
title: Payments
require_plugins: [cdgate-semgrep >= 0.1]
max_waiver: 90 d
evidence:
  unit-tests: {path: build/*.xml, kind: tests, labels: {suite: unit, shard: 2}, min_files: 2}
  unit-coverage: {usual_paths: [coverage.xml, lcov.info]}
  scan: {path: [a.sarif, b.sarif], format: sarif, optional: true, run: make scan}
stages:
  testing:
    exit:
      tests-pass:
        metric: tests.failed
        at_most: 0
        title: Tests pass
        help: Mend them.
        source: proposed here
        ref: TST-01
        level: 3
      line-coverage: {metric: coverage.line, at_least: 75 %, target: 86 %, effect: warn, mode: assess}
    entry:
      scanned: {kind: present, evidence: scan, warn_until: 2027-01-31}
  deployment:
    entry:
      tested: {kind: gate-passed, gate: testing.exit}
waivers:
  - criterion: testing.exit.tests-pass
    reason: known
    approved_by: a@example.com
    on: 2026-11-01
    expires: 2026-12-01
    finding: 9f2c
    path: src/**
"""


def test_whole_policy_is_understood(load: Load) -> None:
    policy = load(WHOLE).policy

    assert (policy.title, policy.file, policy.max_waiver_days) == ("Payments", "gates.yaml", 90)
    assert policy.require_plugins == ("cdgate-semgrep >= 0.1",)
    assert [gate.name for gate in policy.gates] == ["testing.entry", "testing.exit", "deployment.entry"]
    tests, coverage, scan = policy.roles
    assert (tests.paths, tests.kind, tests.min_files) == (("build/*.xml",), "tests", 2)
    assert tests.labels == {"suite": "unit", "shard": "2"}
    assert not tests.default_globs
    assert (coverage.paths, coverage.default_globs) == (("coverage.xml", "lcov.info"), True)
    assert (scan.paths, scan.format, scan.optional, scan.run) == (("a.sarif", "b.sarif"), "sarif", True, "make scan")


def test_criterion_keeps_its_words_and_its_place(load: Load) -> None:
    entry, exit_gate, _ = load(WHOLE).policy.gates
    tests_pass, line_coverage = exit_gate.criteria

    assert tests_pass.id == "testing.exit.tests-pass"
    assert (tests_pass.title, tests_pass.help, tests_pass.source) == ("Tests pass", "Mend them.", "proposed here")
    assert (tests_pass.ref, tests_pass.level, tests_pass.kind) == ("TST-01", "3", "threshold")
    assert (tests_pass.effect, tests_pass.mode) == (Effect.BLOCK, Mode.CHANGE)
    assert str(tests_pass.position) == "gates.yaml:12:7"
    assert (line_coverage.effect, line_coverage.mode) == (Effect.WARN, Mode.ASSESS)
    assert entry.criteria[0].warn_until == date(2027, 1, 31)


def test_waiver_is_understood(load: Load) -> None:
    (waiver,) = load(WHOLE).policy.waivers

    assert waiver.expires == date(2026, 12, 1)
    assert (waiver.criterion, waiver.reason, waiver.approved_by) == (
        "testing.exit.tests-pass",
        "known",
        "a@example.com",
    )
    assert (waiver.finding, waiver.path, waiver.position.line) == ("9f2c", "src/**", 27)


def test_digest_ignores_form_and_notices_content(load: Load) -> None:
    plain = load(WHOLE).policy.digest

    assert load(f"# a comment\n{WHOLE}").policy.digest == plain
    assert (
        load(WHOLE.replace("{kind: present, evidence: scan,", "{kind: 'present', evidence: \"scan\",")).policy.digest
        == plain
    )
    assert load(WHOLE.replace("75 %", "74 %")).policy.digest != plain
    assert load(WHOLE.replace("level: 3", "level: '3'")).policy.digest != plain


@pytest.mark.parametrize(
    ("settings", "kind"),
    [
        ("{metric: tests.failed, at_most: 0}", "threshold"),
        ("{kind: threshold, metric: tests.failed, at_most: 0}", "threshold"),
        ("{metric: tests.failed, at_most: 0, unless: {metric: tests.total, below: 3}}", "threshold"),
        ("{kind: present, evidence: r, only_if: {metric: tests.total, above: 3}}", "present"),
        ("{all_of: [{metric: tests.failed, at_most: 0}, {metric: tests.total, at_least: 1}]}", "all_of"),
        ("{not: {metric: tests.failed, at_most: 0}}", "not"),
        ("{any_of: [{not: {metric: tests.failed, at_most: 0}}, {kind: present, evidence: r}]}", "any_of"),
    ],
)
def test_kind_follows_from_the_keys(load: Load, settings: str, kind: str) -> None:
    policy = load(f"version: 1\nevidence: {{r: {{path: x.xml}}}}\nstages: {{s: {{exit: {{c: {settings}}}}}}}\n").policy

    assert policy.gates[0].criteria[0].kind == kind


def _criterion(settings: str) -> str:
    return f"version: 1\nstages:\n  s:\n    exit:\n      c: {settings}\n"


GATE = "stages: {s: {exit: {c: {metric: tests.failed, at_most: 0}}}}\n"


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        pytest.param("- a\n", ["1:1 policy-without-gates", "1:1 wrong-value"], id="a-list"),
        pytest.param(f"version: 2\n{GATE}", ["1:10 wrong-value"], id="other-version"),
        pytest.param(f'version: "1"\n{GATE}', ["1:10 wrong-value"], id="version-as-text"),
        pytest.param(f"version: true\n{GATE}", ["1:10 wrong-value"], id="version-as-boolean"),
        pytest.param(GATE, ["1:1 missing-key"], id="no-version"),
        pytest.param(f"version: 1\nlater: []\n{GATE}", ["2:1 unknown-key"], id="key-of-later"),
        pytest.param("version: 1\n", ["1:1 policy-without-gates"], id="no-stages"),
        pytest.param("version: 1\nstages: {s: {exit: {}}}\n", ["2:14 gate-without-criteria"], id="empty-gate"),
        pytest.param("version: 1\nstages: []\n", ["1:1 policy-without-gates", "2:9 wrong-value"], id="stages-list"),
        pytest.param(
            "version: 1\nstages: {s: {ext: {}}}\n", ["1:1 policy-without-gates", "2:14 unknown-key"], id="side"
        ),
        pytest.param(
            "version: 1\nstages: {s: 3}\n", ["1:1 policy-without-gates", "2:13 wrong-value"], id="stage-is-a-number"
        ),
        pytest.param(f"version: 1\nevidence: {{r: x.xml}}\n{GATE}", ["2:15 wrong-value"], id="role-is-a-word"),
        pytest.param(f"version: 1\nevidence: {{'a b': {{path: x}}}}\n{GATE}", ["2:12 bad-name"], id="role-name"),
        pytest.param(f"version: 1\nevidence: {{r: {{kind: tests}}}}\n{GATE}", ["2:12 missing-key"], id="no-path"),
        pytest.param(
            f"version: 1\nevidence: {{r: {{paht: x}}}}\n{GATE}", ["2:12 missing-key", "2:16 unknown-key"], id="paht"
        ),
        pytest.param(
            f"version: 1\nevidence: {{r: {{path: []}}}}\n{GATE}",
            ["2:12 missing-key", "2:22 wrong-value"],
            id="no-paths",
        ),
        pytest.param(
            f"version: 1\nevidence: {{r: {{path: x, min_files: 0}}}}\n{GATE}", ["2:36 wrong-value"], id="min-files"
        ),
        pytest.param(
            f"version: 1\nevidence: {{r: {{path: x, optional: maybe}}}}\n{GATE}", ["2:35 wrong-value"], id="maybe"
        ),
        pytest.param(
            f"version: 1\nevidence: {{r: {{path: x, labels: {{a: [b]}}}}}}\n{GATE}", ["2:37 wrong-value"], id="label"
        ),
        pytest.param(f"version: 1\nevidence: {{r: {{path: {'x' * 301}}}}}\n{GATE}", ["2:12 bad-pattern"], id="long"),
        pytest.param(f"version: 1\nevidence: {{r: {{path: a\\b.xml}}}}\n{GATE}", ["2:12 bad-pattern"], id="backslash"),
        pytest.param(
            f'version: 1\nevidence: {{r: {{path: "a\\nb"}}}}\n{GATE}', ["2:12 bad-pattern"], id="line-end-in-path"
        ),
        pytest.param(
            f"version: 1\nevidence: {{r: {{path: a}}, R: {{path: b}}}}\n{GATE}", ["2:26 names-alike"], id="alike"
        ),
        pytest.param(f"version: 1\nmax_waiver: 3 weeks\n{GATE}", ["2:13 wrong-value"], id="max-waiver"),
        pytest.param(f"version: 1\ntitle: 3\n{GATE}", ["2:8 wrong-value"], id="title-is-a-number"),
        pytest.param(f"version: 1\ntitle: true\n{GATE}", ["2:8 wrong-value"], id="title-is-a-boolean"),
        pytest.param(f"version: 1\ntitle:\n{GATE}", ["2:7 wrong-value"], id="title-is-nothing"),
        pytest.param(f"version: 1\ntitle: 1.5\n{GATE}", ["2:8 wrong-value"], id="title-is-a-decimal"),
        pytest.param(f"version: 1\nextends: builtin:cd-l3\n{GATE}", ["2:10 wrong-value"], id="extends-is-a-word"),
        pytest.param(f"version: 1\nwaivers: [x]\n{GATE}", ["2:11 wrong-value"], id="waiver-is-a-word"),
        pytest.param(_criterion("{}"), ["5:10 no-kind"], id="says-nothing"),
        pytest.param(_criterion("{kind: treshold}"), ["5:17 unknown-kind"], id="unknown-kind"),
        pytest.param(_criterion("{kind: guarded, metric: tests.failed}"), ["5:17 unknown-kind"], id="explicit-guarded"),
        pytest.param(_criterion("{metric: tests.failed, at_mots: 0, at_most: 0}"), ["5:33 unknown-key"], id="at-mots"),
        pytest.param(_criterion("{metric: tests.faild, at_most: 0}"), ["5:19 unknown-metric"], id="unknown-metric"),
        pytest.param(
            _criterion("{metric: tests.failed, at_most: 0, effect: block!, mode: yes, warn_until: 2026-02-30}"),
            ["5:53 wrong-value", "5:67 wrong-value", "5:84 wrong-value"],
            id="common-keys",
        ),
        pytest.param(
            _criterion("{not: {metric: tests.failed, at_most: 0, effect: warn}}"),
            ["5:51 unknown-key"],
            id="nested-common",
        ),
        pytest.param(
            _criterion("{metric: tests.failed, at_most: 0, evidence: nobody}"), ["5:55 unknown-role"], id="role"
        ),
        pytest.param(_criterion("{kind: gate-passed, gate: s.ext}"), ["5:36 unknown-gate"], id="gate"),
        pytest.param(_criterion("{kind: present, gate: s.exit}"), ["5:26 unknown-key"], id="other-key"),
        pytest.param(_criterion("null"), ["4:5 gate-without-criteria", "5:7 nothing-to-remove"], id="null-criterion"),
    ],
)
def test_fault_is_told_at_its_place(complaints: Complaints, policy: str, expected: list[str]) -> None:
    assert sorted(complaints(policy)) == sorted(expected)


def test_all_faults_of_a_policy_come_at_once_in_order(complaints: Complaints) -> None:
    policy = """\
version: 1
titel: x
evidence:
  r: {path: x.xml, knd: tests}
stages:
  s:
    exit:
      a: {metric: coverage.lien, at_least: 75 %}
      b: {metric: coverage.line, at_least: 75, colour: red}
waivers:
  - {criterion: s.exit.c, reason: r, approved_by: me, expires: 2026-13-01}
"""

    assert complaints(policy) == [
        "2:1 unknown-key",
        "4:20 unknown-key",
        "8:19 unknown-metric",
        "9:44 limit-unit",
        "9:48 unknown-key",
        "11:64 wrong-value",
    ]


@pytest.mark.parametrize(
    ("waiver", "expected"),
    [
        ("{criterion: s.exit.c, reason: r, approved_by: me}", ["4:5 missing-key"]),
        ("{criterion: s.exit.c, reason: ' ', approved_by: me, expires: 2026-12-01}", ["4:35 wrong-value"]),
        ("{criterion: '*', reason: r, approved_by: me, expires: 2026-12-01}", ["4:17 unknown-criterion"]),
        ("{criterion: s.exit, reason: r, approved_by: me, expires: 2026-12-01}", ["4:17 unknown-criterion"]),
        (
            "{criterion: s.exit.c, reason: r, approved_by: me, on: 2026-12-02, expires: 2026-12-01}",
            ["4:80 waiver-dates"],
        ),
        (
            "{criterion: s.exit.c, reason: r, approved_by: me, on: 2026-11-30, expires: 2026-12-31}",
            ["4:80 waiver-too-long"],
        ),
        (
            "{criterion: s.exit.c, reason: r, approved_by: me, expires: 2026-12-01, until: x}",
            ["4:76 unknown-key"],
        ),
    ],
)
def test_unsound_waiver_is_refused(complaints: Complaints, waiver: str, expected: list[str]) -> None:
    assert complaints(f"version: 1\nmax_waiver: 30 d\nwaivers:\n  - {waiver}\n{GATE}") == expected


def test_waiver_as_long_as_allowed_is_taken(load: Load) -> None:
    waiver = "{criterion: s.exit.c, reason: r, approved_by: me, on: 2026-11-30, expires: 2026-12-30}"

    assert len(load(f"version: 1\nmax_waiver: 30 d\nwaivers:\n  - {waiver}\n{GATE}").policy.waivers) == 1


@pytest.mark.parametrize(
    ("policy", "hint"),
    [
        (_criterion("{metric: tests.failed, at_mots: 0}"), "did you mean at_most"),
        (_criterion("{kind: presence}"), "did you mean present"),
        (f"version: 1\nstags: {{}}\n{GATE}", "did you mean stages"),
        (f"version: 1\nzzzzzz: {{}}\n{GATE}", "known: evidence, extends"),
        (_criterion("{metric: tests.failed, at_most: 0, title: 3}"), 'put it in quotes: "3"'),
        (_criterion("{metric: tests.failed, at_most: 0, effect: warm}"), "did you mean warn"),
        (_criterion("{not: {metric: tests.failed, at_most: 0, effect: warn}}"), "only a whole criterion"),
    ],
)
def test_hint_names_what_was_meant(load: Load, policy: str, hint: str) -> None:
    with pytest.raises(CdgateError) as caught:
        load(policy)

    assert hint in str(caught.value.members[0].hint)


def test_failed_plugin_is_told_after_the_faults_of_the_policy(tmp_path: Path) -> None:
    class Failing:
        name, title = "failing", "fails"
        fields: tuple[Field, ...] = ()

        def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
            del settings, vocabulary
            raise ErrorGroup([PluginError("plugin-failed", text("no licence"), plugin="failing")])

    with pytest.raises(CdgateError) as caught:
        load_policy(
            _criterion("{kind: failing, effect: loud}").encode(),
            file="gates.yaml",
            base=tmp_path,
            kinds={"failing": Failing()},
            metrics={},
            sources={},
        )

    assert [error.slug for error in caught.value.members] == ["wrong-value", "plugin-failed"]
    assert caught.value.exit_code is ExitCode.PLUGIN
