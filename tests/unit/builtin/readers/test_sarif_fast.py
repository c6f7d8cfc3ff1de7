"""Large SARIF logs are read in batches: nothing that decides about a finding may get lost between them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.sarif import SarifReader, read_fast
from cdgate.builtin.readers.sarif_found import Found
from cdgate.builtin.readers.sarif_identity import SCHEME, known_by
from cdgate.builtin.readers.sarif_levels import Rules
from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.model.grade import Severity
from cdgate.parsing import json_batches
from cdgate.parsing.finding_parts import Columns
from cdgate.parsing.json_clean import UncleanError

LARGE, SMALL = 10**9, 1


@pytest.fixture(autouse=True)
def batches_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "BATCH_BYTES", 400)


def result(number: int, **more: Any) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": f"src/a{number % 3}.py", "index": 1}, "region": {"startLine": number + 1}}
    return {
        "ruleId": f"r{number % 2}",
        "level": "error",
        "message": {"text": f'says: "{number}" }},{{"ruleId": 1'},
        "locations": [{"physicalLocation": place}],
        **more,
    }


def log(*results: dict[str, Any], **more: Any) -> bytes:
    tool = {"driver": {"name": "scan", "rules": [{"id": "r0"}, {"id": "r1"}]}}
    run = {"tool": tool, "results": list(results) or [result(number) for number in range(30)], **more}
    return json.dumps({"version": "2.1.0", "runs": [run]}).encode()


def read(data: bytes, size: int = LARGE) -> FindingReport:
    return SarifReader().read(BytesIO(data), Source("a.sarif", "00", size, "sarif"))


def told(data: bytes, size: int) -> object:
    try:
        report = read(data, size)
    except EvidenceError as error:
        return error.slug, str(error.message), error.line, error.column
    return report.findings, report.tool, report.tool_errors, report.notes, report.shortfall, report.figures()


def changed(old: str, new: str, *, most: int = 1, data: bytes | None = None) -> bytes:
    """Return a log with a change in its fifteenth result, or wherever the text is first."""
    data = data or log()
    at = data.index(b'says: \\"15')
    start = data.rindex(b'{"ruleId"', 0, at)
    head, tail = (data[:start], data[start:]) if old.encode() in data[start:] else (b"", data)
    assert old.encode() in tail
    return head + tail.replace(old.encode(), new.encode(), most)


ATTACKS = [
    pytest.param(changed('"level": "error"', '"level": "note", "level": "error"'), id="repeated level"),
    pytest.param(changed('"level": "error"', '"level": "error", "lev\\u0065l": "none"'), id="level under an escape"),
    pytest.param(changed('"level": "error"', '"level": "error", "kind": "pass", "kind": "fail"'), id="repeated kind"),
    pytest.param(changed('"level": "error"', '"level": "\\u003a", "level": "note"'), id="colon that is hidden"),
    pytest.param(changed('"ruleId": "r1"', '"ruleId": "r1", "ruleId": "r9"'), id="repeated rule"),
    pytest.param(changed('"uri": ', '"uri": "tests/x.py", "uri": '), id="repeated file"),
    pytest.param(changed('"startLine": ', '"startLine": 1, "startLine": '), id="repeated line"),
    pytest.param(changed('"region": ', '"region": {}, "region": '), id="repeated region"),
    pytest.param(changed('"locations": ', '"locations": [], "locations": '), id="repeated locations"),
    pytest.param(changed('"text": ', '"text": "x", "text": '), id="repeated text"),
    pytest.param(
        changed('"level": ', '"suppressions": [], "suppressions": [{"kind": "external"}], "level": '),
        id="repeated suppressions",
    ),
    pytest.param(
        changed('"level": ', '"suppressions": [{"status": "rejected", "status": "accepted"}], "level": '),
        id="repeated status",
    ),
    pytest.param(
        changed('"level": ', '"properties": {"security-severity": "9", "security-severity": "1"}, "level": '),
        id="repeated severity",
    ),
    pytest.param(
        changed('"level": ', '"partialFingerprints": {"a": "1", "a": "2"}, "level": '), id="repeated fingerprint"
    ),
    pytest.param(changed('{"ruleId"', '{"ruleId": "r0"}], "results": [{"ruleId"'), id="second results"),
    pytest.param(changed('{"ruleId"', '{"ruleId": "r0"}], "resul\\u0074s": [{"ruleId"'), id="second results, escaped"),
    pytest.param(changed('{"ruleId"', '{"ruleId": "r0"}], "other": [{"ruleId"'), id="results that end early"),
    pytest.param(changed('{"ruleId"', '{"ruleId": "r0"}]}], "runs": [{"results": [{"ruleId"'), id="second runs"),
    pytest.param(changed('{"ruleId"', '{"ruleId": "r0"}]}, {"results": [{"ruleId"'), id="second run"),
    pytest.param(changed('{"ruleId"', ', {"ruleId"'), id="entry that is missing"),
    pytest.param(changed('{"ruleId"', '"mark", {"ruleId"'), id="entry that is a text"),
    pytest.param(changed('{"ruleId"', 'null, {"ruleId"'), id="entry that is null"),
    pytest.param(changed('"startLine": ', '"startLine": 123456789012345678901'), id="long number"),
    pytest.param(changed('"startLine": ', '"startLine": 1.0, "endLine": '), id="decimal"),
    pytest.param(changed('"level": "error"', '"level": "\\ud800"'), id="half a character"),
    pytest.param(changed('"level": "error"', '"level": null'), id="null"),
    pytest.param(changed('"level": "error"', '"level": "error", "Level": "note"'), id="other case"),
    pytest.param(changed('"tool": ', '"tool": {}, "tool": '), id="repeated tool"),
    pytest.param(changed('"version": ', '"version": "1", "version": '), id="repeated version"),
    pytest.param(
        log(invocations=[{"executionSuccessful": True}]).replace(b"true", b'false, "executionSuccessful": true'),
        id="repeated success",
    ),
    pytest.param(log(invocations=[{"executionSuccessful": False, "exitCode": 3}]), id="failure"),
    pytest.param(
        log(properties={"results": [result(number) for number in range(30)]}), id="results of the run's own bag"
    ),
    pytest.param(b'{"properties": %b, ' % log()[:-2] + b"]}, " + log()[1:], id="log within the log"),
    pytest.param(log()[:-200], id="cut"),
    pytest.param(log() + b"]", id="rest"),
    pytest.param(b"\xef\xbb\xbf" + log(), id="byte order mark"),
    pytest.param(log().replace(b"says: ", b"\xff"), id="no UTF-8"),
    pytest.param(log().replace(b"says: ", "ünïcödé: ".encode()), id="not only ASCII"),
    pytest.param(log(result(1, suppressions=[{"kind": "inSource"}]), *(result(n) for n in range(20))), id="suppressed"),
    pytest.param(log(*(result(n, baselineState="absent") for n in range(20)), baselineGuid="x"), id="gone"),
    pytest.param(log(*(result(n, own=[{"a": {}}]) for n in range(20))), id="key that SARIF has not"),
    pytest.param(log(*(result(n, rank=0.5, fixes=[{"x": 1}], codeFlows=[]) for n in range(20))), id="skipped keys"),
    pytest.param(b'{"version": "2.1.0", "runs": null}', id="no runs"),
    pytest.param(b'{"version": "2.1.0", "runs": {"results": []}}', id="runs that are an object"),
    pytest.param(b'{"version": "2.1.0", "runs": [[]]}', id="run that is an array"),
]


@pytest.mark.parametrize("data", ATTACKS)
def test_large_log_is_told_or_refused_like_a_small_one(data: bytes) -> None:
    assert told(data, LARGE) == told(data, SMALL)


@pytest.mark.parametrize("data", ATTACKS[:14])
def test_repeated_key_that_decides_is_never_read(data: bytes) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data)
    assert caught.value.slug == "json-duplicate-key"


def rules(data: bytes, *, careful: bool) -> list[list[str]]:
    """Return the rules of the findings of each run, read in batches."""
    runs = []
    log, results = read_fast(BytesIO(data), careful=careful)
    for run, pieces in zip(log.runs or (), results, strict=True):
        columns = Columns()
        found = Found(run, Rules(run.tool), columns)
        for piece in pieces:
            columns.add(columns.part(piece(found)))
        runs.append([finding.rule_id for finding in columns.findings(SCHEME)])
    return runs


@pytest.mark.parametrize("careful", [False, True])
def test_log_is_read_in_batches(careful: bool) -> None:  # noqa: FBT001  # a parameter of the test
    assert rules(log(), careful=careful) == [[f"r{number % 2}" for number in range(30)]]


def test_batch_that_runs_into_another_run_is_read_with_more_care() -> None:
    two = changed('{"ruleId"', '{"ruleId": "r0"}]}, {"tool": {"driver": {"name": "scan"}}, "results": [{"ruleId"')
    with pytest.raises(UncleanError):
        rules(two, careful=False)
    assert [len(found) for found in rules(two, careful=True)] == [16, 15]


def test_what_no_gate_looks_at_is_only_known_to_be_json() -> None:
    flows = changed('"level": ', '"codeFlows": [{"message": {"text": "a", "text": "b"}}], "level": ')
    assert read(flows).findings == read(log()).findings
    with pytest.raises(EvidenceError):
        read(changed('"level": ', '"codeFlows": [{"message": NaN}], "level": '))


def test_order_of_fingerprints_does_not_matter() -> None:
    pairs = {"b": "2", "a": "1", "a-b": "3", "none": "", "number": 4}
    forth = log(result(1, partialFingerprints=pairs))
    back = log(result(1, partialFingerprints=dict(reversed(pairs.items()))))
    assert read(forth).findings == read(back).findings
    assert read(forth).findings[0].identity != read(log(result(1))).findings[0].identity


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        pytest.param({"a": "1", "b": "2"}, "a=1\0b=2", id="two"),
        pytest.param({"b": "2", "a": "1"}, "a=1\0b=2", id="two in other order"),
        pytest.param({"a": "1"}, "a=1", id="one"),
        pytest.param({"c": "3", "a": "1", "b": "2"}, "a=1\0b=2\0c=3", id="three"),
        pytest.param({"a": "requires login", "b": "2"}, "b=2", id="words in place of one"),
        pytest.param({"a": "1", "b": ""}, "a=1", id="empty"),
        pytest.param({"a": 1, "b": ["2"]}, "", id="no texts"),
        pytest.param({}, "", id="none"),
        pytest.param(None, "", id="absent"),
    ],
)
def test_fingerprints_are_told_in_order(pairs: dict[str, Any] | None, told: str) -> None:
    assert known_by(pairs) == told


def test_component_of_a_rule_is_no_other() -> None:
    rules = [{"id": "x", "defaultConfiguration": {"level": level}} for level in ("note", "warning", "error")]
    packs = [{"name": f"pack{number}", "rules": rules[number : number + 1]} for number in range(3)]
    tool = {"driver": {"name": "scan"}, "extensions": packs}
    found = [result(n, ruleId="x", rule={"toolComponent": {"index": n % 3}, "index": 0}) for n in range(30)]
    for one in found:
        del one["level"]
    levels = [finding.level.value for finding in read(log(*found, tool=tool)).findings]
    assert levels == ["note", "warning", "error"] * 10


def test_own_properties_decide_beside_those_of_the_rule() -> None:
    bags: list[dict[str, Any]] = [{"line": 1}, {"tags": ["own"]}, {"security-severity": "9.8"}, {}]
    bags += [{"security-severity": 1}, {"security-severity": True}, {"security-severity": None}, {"tags": None}]
    rules = [{"id": f"r{number}", "properties": {"tags": ["of the rule"]}} for number in range(2)]
    found = [result(number, ruleId="r0", properties=bags[number % 8]) for number in range(24)]
    findings = read(log(*found, tool={"driver": {"name": "scan", "rules": rules}})).findings
    plain, worst = ("of the rule",), Severity.CRITICAL
    assert [finding.tags for finding in findings] == [plain, (*plain, "own"), *[plain] * 6] * 3
    assert [finding.severity for finding in findings] == [None, None, worst, None, Severity.LOW, worst, worst, None] * 3
