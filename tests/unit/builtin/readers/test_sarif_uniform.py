"""Results of one shape are read by columns: the same findings as in any other way, or they are read in another one."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers import sarif_uniform
from cdgate.builtin.readers.sarif import SarifReader, read_strictly
from cdgate.builtin.readers.sarif_found import Found
from cdgate.builtin.readers.sarif_identity import SCHEME
from cdgate.builtin.readers.sarif_levels import Rules
from cdgate.builtin.readers.sarif_uniform import Uniform
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source
from cdgate.model.finding_columns import FindingColumns
from cdgate.parsing.finding_parts import Columns

RULES = [{"id": "r0", "properties": {"tags": ["x"], "security-severity": "8"}}, {"id": "r1"}]
UNLISTED = {"artifactLocation": {"index": 7}}
Result = dict[str, Any]


def result(number: int, **more: Any) -> Result:
    place = {"artifactLocation": {"uri": f"src/a%20{number % 3}.py"}, "region": {"startLine": number, "endLine": 9}}
    return {
        "ruleId": f"r{number % 2}",
        "rule": {"id": f"r{number % 2}", "index": number % 2},
        "message": {"text": f'says: "{number}"'},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"a/v1": f"{number // 2}", "b": "x:1"},
        **more,
    }


def log(results: list[Result]) -> bytes:
    run = {"tool": {"driver": {"name": "scan", "rules": RULES}}, "results": results}
    return json.dumps({"version": "2.1.0", "runs": [run]}).encode()


def uniform_of(data: bytes) -> tuple[Uniform, Columns]:
    run = (read_strictly(BytesIO(data)).runs or [])[0]
    columns = Columns()
    return Uniform(Found(run, Rules(run.tool), columns)), columns


def without(name: str) -> Callable[[int], Result]:
    return lambda number: {key: value for key, value in result(number).items() if key != name}


def place(**more: Any) -> list[Any]:
    return [{"physicalLocation": {"artifactLocation": {"uri": "a.py"}, **more}}]


UNIFORM: list[Any] = [
    pytest.param(result, id="plain"),
    pytest.param(without("partialFingerprints"), id="without fingerprints"),
    pytest.param(without("rule"), id="without rule"),
    pytest.param(lambda n: result(n, level=("note", "error")[n % 2], kind="fail"), id="levels"),
    pytest.param(
        lambda n: {**without("partialFingerprints")(n), "fingerprints": {"x": f"{n}"}}, id="other fingerprints"
    ),
    pytest.param(lambda n: result(n, partialFingerprints={"a": "requires login"}), id="words for a fingerprint"),
    pytest.param(lambda n: result(n, partialFingerprints={}), id="no fingerprint among them"),
    pytest.param(lambda n: result(n, suppressions=[{"status": "accepted"}] if n % 2 else []), id="suppressions"),
    pytest.param(lambda n: result(n, properties={"security-severity": f"{n % 5}"}), id="properties"),
    pytest.param(lambda n: result(n, properties={"rank": n / 8}), id="decimals in properties"),
    pytest.param(lambda n: result(n, baselineState=("new", "absent")[n % 2]), id="states"),
    pytest.param(lambda n: result(n, locations=place()), id="without regions"),
    pytest.param(
        lambda n: result(n, locations=place(**({"region": {"startLine": n}} if n % 2 else {}))), id="some regions"
    ),
    pytest.param(lambda n: result(n, locations=place(region={"snippet": {"text": "x"}})), id="regions without lines"),
    pytest.param(lambda n: result(n, message={"text": "all the same"}, partialFingerprints={"a": "1"}), id="all alike"),
    pytest.param(lambda n: result(n, message={"text": f"ünï {n}"}), id="not only ASCII"),
    pytest.param(lambda n: result(n, codeFlows=[{"x": {"a": 1}}], relatedLocations=[]), id="skipped keys"),
]
OTHER: list[Any] = [
    pytest.param(lambda n: result(n, kind="pass"), id="no findings"),
    pytest.param(lambda n: result(n, message={"id": "m"}), id="message of the rule"),
    pytest.param(lambda n: result(n, message={"text": "{0}", "arguments": [f"{n}"]}), id="arguments"),
    pytest.param(without("message"), id="without message"),
    pytest.param(without("locations"), id="without places"),
    pytest.param(lambda n: result(n, locations=[]), id="no places"),
    pytest.param(lambda n: result(n, locations=[{}]), id="place without a file"),
    pytest.param(lambda n: result(n, locations=[{"physicalLocation": {"region": {}}}]), id="region without a file"),
    pytest.param(
        lambda n: result(n, locations=[{"physicalLocation": {"artifactLocation": {"index": 7}}}]),
        id="file that is not listed",
    ),
    pytest.param(lambda n: result(n, fingerprints={"x": "1"}), id="fingerprints of both kinds"),
    pytest.param(lambda n: (result, without("partialFingerprints"))[n % 2](n), id="some fingerprints"),
    pytest.param(lambda n: result(n, partialFingerprints={f"a{n}": "1"}), id="other names"),
    pytest.param(lambda n: result(n, partialFingerprints={'"': "1"}), id="odd name"),
    pytest.param(lambda n: result(n, partialFingerprints={"a": "1", **({"b": "2"} if n else {})}), id="more names"),
    pytest.param(lambda n: result(n, partialFingerprints={"a": '"'}), id="odd fingerprint"),
    pytest.param(lambda n: result(n, partialFingerprints={"a": "ü"}), id="fingerprint that is not ASCII"),
    pytest.param(lambda n: result(n, partialFingerprints={"a": n}), id="fingerprint that is a number"),
    pytest.param(lambda n: result(n, own=n), id="key that SARIF has not"),
]


@pytest.mark.parametrize("tell", [*UNIFORM, *OTHER])
def test_results_are_told_like_strictly(tell: Callable[[int], Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdgate.parsing.json_batches.BATCH_BYTES", 1500)
    data = log([tell(number) for number in range(30)])
    fast, strict = (SarifReader().read(BytesIO(data), Source("a", "0", size, "sarif")) for size in (10**9, 1))
    assert fast.findings == strict.findings
    assert fast.figures() == strict.figures()


@pytest.mark.parametrize("tell", UNIFORM)
def test_results_of_one_shape_are_read_by_columns(tell: Callable[[int], Result]) -> None:
    results = [tell(number) for number in range(30)]
    data = log(results)
    uniform, columns = uniform_of(data)
    for some in (results[:10], results[10:]):
        batch = uniform.batch(json.dumps(some).encode())
        assert batch is not None
        columns.add(columns.part([batch]))
    assert columns.findings(SCHEME) == SarifReader().read(BytesIO(data), Source("a", "0", 1, "sarif")).findings


@pytest.mark.parametrize("tell", OTHER)
def test_results_of_other_shapes_are_not(tell: Callable[[int], Result]) -> None:
    results = [tell(number) for number in range(30)]
    uniform, _ = uniform_of(log([]))
    assert uniform.batch(json.dumps(results).encode()) is None
    assert uniform.batch(json.dumps([result(1)]).encode()) is not None


REPEATED = [
    pytest.param('"rule": {', '"rule": {"id": "r0", ', id="in the rule"),
    pytest.param('"uri": ', '"uri": "x.py", "uri": ', id="in the file"),
    pytest.param('"a/v1": ', '"a/v1": "1", "a/v1": ', id="in fingerprints"),
    pytest.param('"startLine": ', '"startLine": 1, "startLine": ', id="in the region"),
    pytest.param('"text": ', '"text": "x", "text": ', id="in the message"),
    pytest.param('"message": ', '"message": {"text": "x"}, "message": ', id="in the result"),
    pytest.param('"tags": ', '"tags": [], "tags": ', id="in properties"),
    pytest.param('"status": ', '"status": "rejected", "status": ', id="in a suppression"),
]


@pytest.mark.parametrize("at", [0, 7, 29])
@pytest.mark.parametrize(("old", "new"), REPEATED)
def test_repeated_key_is_refused(old: str, new: str, at: int) -> None:
    more = {"properties": {"tags": ["y"]}, "suppressions": [{"status": "accepted"}]}
    parts = [json.dumps(result(number, **more)) for number in range(30)]
    parts[at] = parts[at].replace(old, new)
    uniform, _ = uniform_of(log([]))
    assert uniform.batch(f"[{','.join(parts)}]".encode()) is None
    data = log([]).replace(b'"results": []', f'"results": [{", ".join(parts)}]'.encode())
    with pytest.raises(EvidenceError) as caught:
        SarifReader().read(BytesIO(data), Source("a", "0", 10**9, "sarif"))
    assert caught.value.slug == "json-duplicate-key"


@pytest.mark.parametrize("tool", ["scan", "sc\0an"])
@pytest.mark.parametrize("chosen", [[3], [29, 0], [5, 6, 7], list(range(30))], ids=str)
def test_identities_of_some_findings_are_those_among_all(chosen: list[int], tool: str) -> None:
    results = [result(number % 4, partialFingerprints={"a": f"{number % 3}"}) for number in range(30)]
    data = log(results).replace(b'"scan"', json.dumps(tool).encode())
    fast, strict = (SarifReader().read(BytesIO(data), Source("a", "0", size, "sarif")) for size in (10**9, 1))
    assert isinstance(fast.findings, FindingColumns)
    assert fast.findings.some(chosen) == [strict.findings[number] for number in chosen]
    assert len({finding.identity for finding in strict.findings}) == 30


def test_tool_that_always_says_something_new_is_read_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif_uniform, "_MOST_NEW", 5)
    results = [result(number, properties={"number": number}) for number in range(30)]
    uniform, _ = uniform_of(log([]))
    assert uniform.batch(json.dumps(results).encode()) is None
    assert uniform.batch(json.dumps([result(1)]).encode()) is None


def test_after_some_misses_there_is_no_other_try() -> None:
    uniform, _ = uniform_of(log([]))
    for _ in range(4):
        assert uniform.batch(b"[1]") is None
    assert uniform.batch(json.dumps([result(1)]).encode()) is None


def test_fingerprints_that_are_not_ascii_are_read_in_another_way() -> None:
    results = [result(number, partialFingerprints={"a": "ü"}) for number in range(3)]
    uniform, _ = uniform_of(log([]))
    assert uniform.batch(json.dumps(results, ensure_ascii=False).encode()) is None
