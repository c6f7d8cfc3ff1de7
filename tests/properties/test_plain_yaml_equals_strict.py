"""What is read as plain YAML means what PyYAML says, at the same places; whatever is doubtful is left to PyYAML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from cdgate.errors import PolicyError
from cdgate.model.node import Node
from cdgate.parsing.yaml import compose
from cdgate.parsing.yaml_plain import plain_document

ROOT = Path(__file__).parents[2]
WRITTEN = [
    *sorted((ROOT / "src").rglob("*.yaml")),
    *sorted((ROOT / "examples").rglob("gates.yaml")),
    ROOT / "gates.yaml",
]

# Pieces of lines, the useful and the treacherous
PIECES = (
    *("a", "b", "key", "metric", "x1", "é", "a-b", "a.b", "a:b", "file:x", "<<", "~", "null", "true", "1", "1.10", "80 %"),
    *(":", ": ", ":  ", " :", "-", "- ", "-  ", "- - ", "?", "? ", ", ", ",", "{", "}", "[", "]", "{}", "[]", "{a: 1}"),
    *(" ", "  ", "\t", "\xa0", "#", " #", " # c", "# ", '"', "'", '"q"', "'q'", "''", '"a b"', '"#"', "': '", "\\", '"\\n"'),
    *("&x ", "*x", "!t ", "!", "|", ">", ">-", ">+", "|-", "%", "@", "`", "=", "<", ">= 1", "--- ", "---", "...", "$(x)"),
    *("/", "./x", "**/*.xml", "*.xml", "+", "-1", "-a", "--", "0x1f", "1e3", ".5", ";", "^", "a#b", "a #b", "\U0001f600"),
)  # fmt: skip
LINES = st.builds(
    lambda indent, pieces: " " * indent + "".join(pieces),
    st.sampled_from((0, 0, 0, 2, 2, 2, 4, 4, 1, 3, 6)),
    st.lists(st.sampled_from(PIECES), max_size=6),
)
NAMES = st.sampled_from(("a", "b", "c", "metric", "at_least", "usual-paths", "path_1"))
WORDS = st.sampled_from(
    (
        "x",
        "80 %",
        "1",
        "1.5",
        "true",
        "null",
        "~",
        "two words",
        "a, b",
        "file:gates.yaml",
        "src/**/*.py",
        "it's",
        "a#b",
        "-1",
    )
)
BRACKETED = WORDS.filter(lambda word: "," not in word and "'" not in word)
QUOTED = st.sampled_from(('""', "''", '"a: b"', "'# no comment'", '"[x]"', "'*.xml'"))
COMMENTS = st.sampled_from(("", "", "", "  # why", " #"))


def _flow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, max_size=3).map(lambda found: f"[{', '.join(found)}]")
    pairs = st.dictionaries(NAMES, inner, max_size=3).map(
        lambda found: "{" + ", ".join(f"{name}: {value}" for name, value in found.items()) + "}"
    )
    return items | pairs


VALUES = WORDS | QUOTED | st.recursive(BRACKETED | QUOTED, _flow, max_leaves=6).filter(lambda one: one[0] in "[{")


@st.composite
def plain(draw: st.DrawFn, indent: int = 0) -> str:
    """Return a map as policies are written, at `indent`."""
    lines: list[str] = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        head, blank = (
            f"{' ' * indent}{name}:",
            draw(st.sampled_from(("", "\n", f"{' ' * draw(st.integers(0, 6))}# a word\n"))),
        )
        kind = draw(st.sampled_from(("value", "value", "value", "none", "list", "maps", "map", "folded")))
        if kind == "map" and indent < 6:
            body = f"{head}{draw(COMMENTS)}\n{blank}{draw(plain(indent + draw(st.integers(1, 4))))}"
        elif kind == "list":
            margin = " " * (indent + draw(st.integers(0, 3)))
            items = draw(st.lists(VALUES, min_size=1, max_size=3))
            body = f"{head}\n{blank}" + "".join(f"{margin}- {item}{draw(COMMENTS)}\n" for item in items)
        elif kind == "maps" and indent < 6:
            dash = indent + draw(st.integers(0, 2))
            inner = draw(plain(dash + 2))
            body = f"{head}\n{' ' * dash}- {inner[dash + 2 :]}"
        elif kind == "folded":
            body = f"{head} >-\n" + "".join(
                f"{' ' * (indent + 2)}{word}\n" for word in draw(st.lists(WORDS, min_size=1))
            )
        elif kind == "none":
            body = f"{head}{draw(COMMENTS)}\n{blank}"
        else:
            body = f"{head} {draw(VALUES)}{draw(COMMENTS)}\n{blank}"
        lines.append(body)
    return "".join(lines)


@pytest.fixture(params=["libyaml", "pure"], scope="module", autouse=True)
def scanner(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("this PyYAML was built without libyaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml, "__with_libyaml__", request.param == "libyaml")
        patch.setattr("cdgate.parsing.yaml.plain_document", lambda *_: None)
        yield


def _strict(written: str) -> Node | str:
    try:
        return compose(written.encode(), "gates.yaml")
    except PolicyError as problem:
        return f"refused: {problem}"


@given(plain())
def test_plain_policy_is_read_as_pyyaml_reads_it(written: str) -> None:
    found = plain_document(written, "gates.yaml")

    assert found is not None
    assert found == _strict(written)


@given(st.lists(LINES, min_size=1, max_size=6).map(lambda lines: "\n".join([*lines, ""])))
@example("a: >-\n  x\n  # no comment\nb: 1\n")
@example("a: >-\n  x\n\n  y\nb: 1\n")
@example("a: >-\n  x\n # c\nb: 1\n")
@example("a: >-\n  x\n   \nb: 1\n")
@example("a: >-\nb: 1\n")
def test_doubtful_text_is_left_to_pyyaml(written: str) -> None:
    found = plain_document(written, "gates.yaml")

    assert found is None or found == _strict(written)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_policies_that_we_ship_are_plain(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    found = plain_document(written, "gates.yaml")

    assert found is not None
    assert found == _strict(written)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("# nothing\n", id="nothing"),
        pytest.param(" a: 1\n", id="indented"),
        pytest.param("a: 1\n" * 2, id="key-twice"),
        pytest.param("a: {b: 1, b: 2}\n", id="key-twice-in-braces"),
        pytest.param("a: b: c\n", id="colon-in-value"),
        pytest.param("a: b:\n", id="colon-at-the-end"),
        pytest.param("a: x\n   y\n", id="two-lines"),
        pytest.param('a: "x\n  y"\n', id="quotes-over-two-lines"),
        pytest.param('a: "\\n"\n', id="escape"),
        pytest.param("a: 'it''s'\n", id="quoted-quote"),
        pytest.param('a: "x" y\n', id="word-behind-quotes"),
        pytest.param("a: [x] y\n", id="word-behind-brackets"),
        pytest.param("a: [x]#y\n", id="no-comment"),
        pytest.param("a: [x\n", id="open-brackets"),
        pytest.param("a: {b: \n", id="open-braces"),
        pytest.param("a: {b: [}]\n", id="crossed"),
        pytest.param("a: {1: x}\n", id="number-as-key"),
        pytest.param("a: {null: x}\n", id="nothing-as-key"),
        pytest.param("true: x\n", id="truth-as-key"),
        pytest.param("a: [&x 1]\n", id="anchor"),
        pytest.param("a: |\n  x\n", id="lines-kept"),
        pytest.param("a:\n  b: 1\n c: 2\n", id="between-two-indents"),
        pytest.param("a:\n  - b\n  c: 2\n", id="key-among-items"),
        pytest.param("a: 1\n- b\n", id="item-among-keys"),
        pytest.param("a: >-\n  x \n", id="blank-at-the-end-of-a-line"),
        pytest.param("a:\t1\n", id="tabulator"),
        pytest.param("a: " + "[" * 20 + "]" * 20 + "\n", id="deep"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(21)) + f"{' ' * 21}b: 1\n", id="deep-maps"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(19)) + f"{' ' * 19}a:\n{' ' * 20}- x\n", id="deep-lists"),
        pytest.param("a:\n" * 5001, id="long"),
        pytest.param(f"a: [{'x,' * 5001}x]\n", id="wide"),
    ],
)
def test_text_that_is_not_plain_is_told_as_such(written: str) -> None:
    assert plain_document(written, "gates.yaml") is None
