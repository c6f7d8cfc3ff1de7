"""The fast ways of reading JSON against the strict ones: the same answer but for what nobody looks at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import structs

from cdgate.builtin.readers import sarif, sarif_uniform, sarif_whole
from cdgate.builtin.readers.sarif import SarifReader
from cdgate.builtin.readers.sarif_found import Found
from cdgate.builtin.readers.sarif_levels import Rules
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import Source
from cdgate.parsing import json_batches
from cdgate.parsing.finding_parts import Columns
from cdgate_semgrep import fast
from cdgate_semgrep.entry import Entry
from cdgate_semgrep.reader import SemgrepJson
from tests.properties.damage import damaged

CORPUS = Path(__file__).parent.parent / "corpus"
READ_LATER = {"metadata"}  # of a semgrep rule: decoded once for all its results
STRICT, FAST = 1, 10**9  # sizes that make a reader take the one way or the other
JSON_PIECES = [
    *(b'"level":"note",', b'"level":"error",', b'"a":1,"a":2,', b'"results":[],', b'"runs":[],', b'"kind":"pass",', b"NaN"),
    *(b"\\u003a", b"\\u003A", b"\\u0022", b"\\ud800", b"\\", b'"', b":", b" :", b",", b"[" * 250, b"]", b"{", b"}", b"1e999"),
    *(b"12345678901234567890123", b"null", b"true", b"-", b"0", b"\xff", b"\xc3\xa9", b"\n", b" ", b'"Results":1,'),
]  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def everything_is_large() -> Iterator[None]:
    """Cut short documents into batches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_batches, "BATCH_BYTES", 150)
        patch.setattr(sarif_uniform, "_MOST_MISSES", 10**9)
        yield


def outcome(reader: Reader, data: bytes, size: int) -> object:
    try:
        evidence: Any = reader.read(BytesIO(data), Source("a", "0" * 64, size, reader.name))
        return structs.replace(
            evidence, source=structs.replace(evidence.source, size_bytes=0)
        )  # by which the way was chosen
    except EvidenceError as error:
        return error.slug, error.line


class Pairs(list[tuple[str, Any]]):
    """An object with all its keys, repeated ones too."""


def same_but_for_what_is_skipped(reader: Reader, data: bytes, shape: type, *keys: str) -> None:
    """The strict way may refuse what the fast one does not look at: then their answers are the same without that."""
    fast, strict = outcome(reader, data, FAST), outcome(reader, data, STRICT)
    if fast != strict:
        assert isinstance(strict, tuple)
        assert strict[0] in {"json-duplicate-key", "json-number", "json-depth"}
        assert fast == outcome(reader, without_skipped(data, shape, keys), STRICT)


def without_skipped(data: bytes, shape: type, keys: tuple[str, ...]) -> bytes:
    """Return a document without what is `Raw` in the structs of the array under the keys."""

    def below(value: Any, keys: tuple[str, ...]) -> Any:
        match value:
            case Pairs():
                return Pairs((key, below(inner, keys[1:]) if key == keys[0] else inner) for key, inner in value)
            case list():
                return [pruned(inner, shape) if not keys else below(inner, keys) for inner in value]
        return value

    def pruned(value: Any, shape: type) -> Any:
        if isinstance(value, list) and not isinstance(value, Pairs):
            return [pruned(inner, shape) for inner in value]
        if not isinstance(value, Pairs):
            return value
        kept = Pairs()
        fields = {field.encode_name: field.type for field in structs.fields(shape)}
        for key, inner in value:
            parts = set(parts_of(fields.get(key, Any)))
            if msgspec.Raw not in parts or key in READ_LATER:
                inner_shape = next((part for part in parts if issubclass(part, msgspec.Struct)), None)
                kept.append((key, pruned(inner, inner_shape) if inner_shape else inner))
        return kept

    text = data.decode().removeprefix("\ufeff")
    return written(below(json.loads(text, object_pairs_hook=Pairs, parse_int=float, parse_float=float), keys)).encode()


def parts_of(annotation: Any) -> Iterator[type]:
    for part in get_args(annotation):
        yield from parts_of(part)
    if isinstance(annotation, type):
        yield annotation


def written(value: Any) -> str:
    match value:
        case Pairs():
            return "{" + ",".join(f"{json.dumps(key)}:{written(inner)}" for key, inner in value) + "}"
        case list():
            return "[" + ",".join(map(written, value)) + "]"
        case float() if value.is_integer():
            return str(int(value))
    return json.dumps(value)


def log(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    rules = [{"id": f"r{n}", "defaultConfiguration": {"level": pick.choice(("error", "note"))}} for n in range(3)]
    results: list[dict[str, Any]] = []
    for _ in range(pick.randrange(9)):
        result: dict[str, Any] = {
            "ruleId": f"r{pick.randrange(4)}",
            "message": {"text": 'a: "b" : \\'},
            "ruleIndex": pick.randrange(3),
        }
        place = {"artifactLocation": {"uri": "a b.py"}, "region": {"startLine": pick.randrange(3)}}
        place |= pick.choice(({}, {"contextRegion": {"startLine": 1, "snippet": {"text": "x"}}}))
        result |= pick.choice(({}, {"level": "warning"}, {"kind": "pass"}, {"properties": {"tags": ["x:y"]}}))
        result |= pick.choice(({}, {}, {"partialFingerprints": {"a": f"{pick.randrange(3)}", "b": "2"}}))
        result |= pick.choice(
            ({}, {"codeFlows": [{"threadFlows": [{"locations": []}]}]}, {"suppressions": [{}]}, {"own": 1})
        )
        results.append({**result, "locations": [{"physicalLocation": place}]})
    run = {"tool": {"driver": {"name": "t", "rules": rules}}, "results": pick.choice((results, results, results, None))}
    text = json.dumps({"version": "2.1.0", "runs": [run] * pick.randrange(1, 3)}, indent=pick.choice((None, 2)))
    return text.encode()


def scan(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    entry = {"check_id": "r", "path": "a.py", "start": {"line": 1}}
    extra: dict[str, Any] = {"severity": "ERROR", "message": "a: b", "metavars": {"$X": {"start": {"line": 1}}}}
    extra |= pick.choice(
        ({}, {"metadata": {"cwe": ["CWE-1: x"], "category": "security"}}, {"metadata": {"a": {"b": 1}}})
    )
    more = pick.choice(({}, {"is_ignored": True}, {"fingerprint": "f"}, {"own": None}))
    results = [{**entry, "end": {"line": pick.randrange(4)}, "extra": extra | more} for _ in range(pick.randrange(9))]
    report = {"version": "1", "results": results, "errors": [], "paths": {"scanned": ["a.py"]}}
    return json.dumps(report, indent=pick.choice((None, 2))).encode()


SEEDS = st.integers(0, 2**32)
SARIF = damaged(SEEDS.map(log) | st.sampled_from([p.read_bytes() for p in CORPUS.glob("sarif/*.sarif")]), JSON_PIECES)


@given(SARIF)
@settings(max_examples=600)
@example(
    b'{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"level":"note","level":"error\\u003a"}]}]}'
)
@example(b'{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[{"rank":12345678901234567890}]}]}')
def test_fast_sarif_equals_strict(data: bytes) -> None:
    same_but_for_what_is_skipped(SarifReader(), data, sarif_whole.Result, "runs", "results")


@given(damaged(SEEDS.map(scan), JSON_PIECES))
@settings(max_examples=600)
def test_fast_semgrep_equals_strict(data: bytes) -> None:
    same_but_for_what_is_skipped(SemgrepJson(), data, Entry, "results")


@pytest.mark.parametrize("seed", range(30))
def test_sound_reports_go_the_fast_way(seed: int) -> None:
    if b"null" not in log(seed):
        said, contents = sarif.read_fast(BytesIO(log(seed)))
        for run, pieces in zip(said.runs or (), contents, strict=True):
            found = Found(run, Rules(run.tool), Columns())
            count = sum(len(batch.kinds) for piece in pieces for batch in piece(found))
            assert count == log(seed).count(b"ruleId") // len(contents) - log(seed).count(b'"pass"') // len(contents)
    _, findings = fast.read_fast(BytesIO(scan(seed)))
    assert len(findings) == scan(seed).count(b"check_id")
