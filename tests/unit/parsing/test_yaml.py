"""The YAML door: what it means, what it refuses, and where it says so."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from cdgate.errors import ExitCode, PolicyError
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.parsing.yaml import MOST_BYTES, MOST_EVENTS, compose


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def scanner(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
    return str(request.param)


def _map(data: bytes) -> MapNode:
    node = compose(data, "gates.yaml")
    assert isinstance(node, MapNode)
    return node


def _value(node: Node | None) -> object:
    assert isinstance(node, ScalarNode)
    return node.value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("null", None),
        ("~", None),
        ("", None),
        ("3", 3),
        ("-3", -3),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("٣", "٣"),
        ("1.10", Decimal("1.10")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("1e3", Decimal(1000)),
        ("1e999999", "1e999999"),
        ("9" * 20, "9" * 20),
        ("12:30:45", "12:30:45"),
        ("2026-13-45", "2026-13-45"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("80 %", "80 %"),
        ('"80"', "80"),
        ("'true'", "true"),
        ('"a\\tb"', "a\tb"),
    ],
)
def test_scalar_written_means_what_yaml_1_2_says(written: str, value: object) -> None:
    found = _value(_map(f"key: {written}\n".encode()).get("key"))

    assert found == value
    assert type(found) is type(value)


def test_scalar_keeps_text_as_written() -> None:
    node = _map(b"at_least: 1.10\n").get("at_least")

    assert isinstance(node, ScalarNode)
    assert node.text == "1.10"


def test_structure_keeps_positions_of_keys_and_values() -> None:
    node = _map("é: {b: [1, x]}\nlist:\n  - one\n".encode())

    flow, block = node.get("é"), node.get("list")
    assert isinstance(flow, MapNode)
    assert isinstance(block, ListNode)
    assert [key.position for key, _ in node.entries] == [Position("gates.yaml", 1, 1), Position("gates.yaml", 2, 1)]
    inner = flow.get("b")
    assert isinstance(inner, ListNode)
    assert [str(item.position) for item in inner.items] == ["gates.yaml:1:9", "gates.yaml:1:12"]
    assert str(block.items[0].position) == "gates.yaml:3:5"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbfversion: 1\n", id="byte-order-mark"),
        pytest.param(b"version: 1\r\n", id="windows-line-ends"),
        pytest.param(b"---\nversion: 1\n...\n", id="document-markers"),
        pytest.param(b"# comment\nversion: 1 # one\n", id="comments"),
        pytest.param(b'"version": 1\n', id="quoted-key"),
    ],
)
def test_usual_forms_are_accepted(data: bytes) -> None:
    assert _value(_map(data).get("version")) == 1


@pytest.mark.parametrize(
    ("data", "slug", "place"),
    [
        pytest.param(b"", "policy-empty", "p.yaml", id="empty"),
        pytest.param(b"# nothing\n", "policy-empty", "p.yaml", id="comment-only"),
        pytest.param(b"a: 1\nb: 8", "policy-cut", "p.yaml:2:5", id="no-final-line-end"),
        pytest.param(b"a: " + b"x" * MOST_BYTES + b"\n", "yaml-too-large", "p.yaml", id="too-many-bytes"),
        pytest.param(b"a: 1\nb: \xff\n", "yaml-encoding", "p.yaml:2", id="not-utf-8"),
        pytest.param("a: 1\n".encode("utf-16"), "yaml-encoding", "p.yaml:1", id="utf-16"),
        pytest.param(b"a: \xed\xa0\x80\n", "yaml-encoding", "p.yaml:1", id="surrogate-bytes"),
        pytest.param(b"a: 1\nb: x\x00y\n", "yaml-character", "p.yaml:2:5", id="nul"),
        pytest.param("a: 1\x85b: 2\n".encode(), "yaml-character", "p.yaml:1:5", id="next-line-character"),
        pytest.param("a: \u202ex\n".encode(), "yaml-character", "p.yaml:1:4", id="right-to-left-override"),
        pytest.param("a: x\u2028b: 1\n".encode(), "yaml-character", "p.yaml:1:5", id="line-separator"),
        pytest.param(b"# fine\ra: 1\n", "yaml-character", "p.yaml:1:7", id="lone-carriage-return"),
        pytest.param("a: x\U000e0041\n".encode(), "yaml-character", "p.yaml:1:5", id="tag-character"),
        pytest.param(b'a: "\\u202e"\n', "yaml-character", "p.yaml:1:4", id="escaped-override"),
        pytest.param(b"a: [1\n", "yaml-syntax", "p.yaml:2:1", id="open-list"),
        pytest.param(b"a: b: c\n", "yaml-syntax", "p.yaml:1:5", id="colon-in-value"),
        pytest.param(b"a: &x 1\n", "yaml-reference", "p.yaml:1:4", id="anchor"),
        pytest.param(b"a: *x\n", "yaml-reference", "p.yaml:1:4", id="alias"),
        pytest.param(b"a: &x {b: 1}\n", "yaml-reference", "p.yaml:1:4", id="anchor-on-map"),
        pytest.param(b"a: !!str 1\n", "yaml-tag", "p.yaml:1:4", id="tag"),
        pytest.param(b"a: ! 1\n", "yaml-tag", "p.yaml:1:4", id="non-specific-tag"),
        pytest.param(b"a: !!python/name:os.system x\n", "yaml-tag", "p.yaml:1:4", id="python-tag"),
        pytest.param(b"%YAML 1.1\n---\na: 1\n", "yaml-tag", "p.yaml:1:1", id="directive"),
        pytest.param(b"a: 1\n---\nb: 2\n", "yaml-documents", "p.yaml:3:1", id="second-document"),
        pytest.param(b"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", "p.yaml:3:1", id="duplicate-key"),
        pytest.param(b'a: 1\n"a": 3\n', "yaml-duplicate-key", "p.yaml:2:1", id="duplicate-quoted-key"),
        pytest.param(b"a: {b: 1, b: 2}\n", "yaml-duplicate-key", "p.yaml:1:11", id="duplicate-key-inside"),
        pytest.param(b"<<: {a: 1}\n", "yaml-key", "p.yaml:1:1", id="merge-key"),
        pytest.param(b"1: a\n", "yaml-key", "p.yaml:1:1", id="number-key"),
        pytest.param(b"true: a\n", "yaml-key", "p.yaml:1:1", id="boolean-key"),
        pytest.param(b"? [a]\n: b\n", "yaml-key", "p.yaml:1:3", id="list-key"),
        pytest.param(b"? {a: 1}\n: b\n", "yaml-key", "p.yaml:1:3", id="map-key"),
        pytest.param(b"a: " + b"[" * 25 + b"]" * 25 + b"\n", "yaml-too-deep", "p.yaml:1:27", id="nested-25-deep"),
        pytest.param(b"[" * 5000, "policy-cut", "p.yaml:1:5001", id="open-brackets"),
        pytest.param(b"[" * 5000 + b"\n", "yaml-too-deep", "p.yaml:1:25", id="many-brackets"),
    ],
)
def test_unsound_text_is_refused_at_its_place(data: bytes, slug: str, place: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compose(data, "p.yaml")

    assert caught.value.slug == slug
    if slug == "yaml-syntax":  # the two scanners notice at slightly different columns
        assert caught.value.place.startswith("p.yaml:")
    else:
        assert caught.value.place == place
    assert caught.value.exit_code is ExitCode.POLICY
    assert caught.value.hint is not None


def test_duplicate_key_names_both_lines() -> None:
    with pytest.raises(PolicyError, match="stands here and on line 1"):
        compose(b"a: 1\nb: 2\na: 3\n", "p.yaml")


def test_more_events_than_allowed_are_refused() -> None:
    with pytest.raises(PolicyError) as caught:
        compose(b"a: [" + b"1," * (MOST_EVENTS + 1) + b"]\n", "p.yaml")

    assert caught.value.slug == "yaml-too-long"


@pytest.mark.parametrize("escape", ["\\ud800", "\\UFFFFFFFF", "\\x", "\\q"])
def test_absurd_escape_is_refused_without_traceback(escape: str) -> None:
    with pytest.raises(PolicyError) as caught:
        compose(f'a: "{escape}"\n'.encode(), "p.yaml")

    assert caught.value.slug in {"yaml-syntax", "yaml-character"}


def test_billion_laughs_is_refused_at_the_first_anchor() -> None:
    levels = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30)]

    with pytest.raises(PolicyError) as caught:
        compose("\n".join([*levels, ""]).encode(), "p.yaml")

    assert (caught.value.slug, caught.value.line) == ("yaml-reference", 1)
