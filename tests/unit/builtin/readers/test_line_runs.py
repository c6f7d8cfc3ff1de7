from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers import cobertura_runs, jacoco_fast, jacoco_runs, line_words
from cdgate.parsing.xml_runs import UnprovedError

CLASS = b'<class name="A" filename="a.py" line-rate="1">\n<methods/>\n<lines>%b</lines>\n</class>'
COUNTERS = b'<counter type="LINE" missed="1" covered="1"/><counter type="CLASS" missed="0" covered="1"/>'


def cobertura(count: int) -> bytes:
    return b"".join(b'\n\t<line number="%d" hits="%d"/>' % (number, number % 2) for number in range(1, count + 1))


def jacoco(count: int) -> bytes:
    return b"".join(b'<line nr="%d" mi="0" ci="%d" mb="1" cb="0"/>' % (n, n % 2) for n in range(1, count + 1))


METHODS = CLASS.replace(b"<methods/>", b"<methods></methods>")


@pytest.mark.parametrize(
    ("document", "paths"),
    [
        pytest.param(CLASS % cobertura(50), [["a.py"]], id="whole class"),
        pytest.param((CLASS % cobertura(50) + b"\n") * 3, [["a.py"] * 3], id="several that follow one another"),
        pytest.param((CLASS % cobertura(50) + b"<a/>") * 2, [["a.py"]] * 2, id="several with something between"),
        pytest.param(
            CLASS % cobertura(50) + METHODS % cobertura(50) + CLASS % cobertura(50),
            [["a.py"], [None], ["a.py"]],
            id="between others",
        ),
        pytest.param(
            (CLASS % cobertura(50)) + CLASS % cobertura(5) + CLASS % cobertura(50), [["a.py"]] * 2, id="a short one"
        ),
        pytest.param(METHODS % cobertura(50), [[None]], id="methods"),
        pytest.param(
            CLASS % cobertura(50).replace(b"number", b"n", 1) + METHODS % cobertura(50),
            [[None]],
            id="a wrong one before",
        ),
        pytest.param(CLASS.replace(b"</lines>", b"</lines><a/>") % cobertura(50), [[None]], id="more than lines"),
        pytest.param(CLASS.replace(b' line-rate="1"', b' name="B"') % cobertura(50), [[None]], id="a name twice"),
        pytest.param(CLASS.replace(b"line-rate", b"xmlns") % cobertura(50), [[None]], id="namespace"),
        pytest.param(CLASS.replace(b"filename", b"file") % cobertura(50), [[None]], id="no file"),
        pytest.param(CLASS.replace(b"a.py", b"&lt;") % cobertura(50), [[None]], id="reference"),
        pytest.param(b"<lines>%b</lines>" % cobertura(50), [[None]], id="no class"),
        pytest.param(CLASS % cobertura(5), [], id="too short to be worth it"),
        pytest.param(CLASS % cobertura(50).replace(b"/>", b"><a/></line>"), [], id="not plain"),
        pytest.param(b"<lines>" + cobertura(50), [], id="without end"),
    ],
)
def test_plain_lines_of_cobertura_are_found(document: bytes, paths: list[list[str | None]]) -> None:
    found = list(cobertura_runs.LineRuns().find(document))
    assert [[path for path, _ in run.content] for run in found] == paths
    for run in found:
        whole = run.content[0][0] is not None
        assert document[run.start : run.end].startswith(b"<class" if whole else b"<lines>")
        assert document[run.start : run.end].endswith(b"</class>" if whole else b"</lines>")
        assert run.elements >= (50 + 1 + 2 * whole) * len(run.content)
        for _, lines in run.content:
            assert (lines.coverable.bit_count(), lines.covered.bit_count()) == (50, 25)


@pytest.mark.parametrize(
    ("end", "between"),
    [
        pytest.param(b"/>", b"\n", id="a line each"),
        pytest.param(b"/>", b"\r\n\t", id="a line each, as Windows ends them"),
        pytest.param(b" />", b"", id="in one line"),
        pytest.param(b"/>", b"  ", id="blanks"),
        pytest.param(b"></line>", b"\n", id="two tags"),
    ],
)
def test_lines_may_be_wrapped_or_not(end: bytes, between: bytes) -> None:
    lines = [b'<line number="%d" hits="%d"%b' % (number, number % 2, end) for number in range(1, 51)]
    runs = cobertura_runs.LineRuns()
    for body in (between.join(lines), between + between.join(lines) + between, b"\n" + b"".join(lines)):
        found = list(runs.find(CLASS % body))
        assert len(found) == (end != b"></line>")
        for run in found:
            assert run.content[0][1].covered == sum(1 << number for number in range(1, 51, 2))


@pytest.mark.parametrize(
    ("condition", "pairs"),
    [
        pytest.param(b"50% (1/2)", {(1, 2): 0b10}, id="partly"),
        pytest.param(b"100% (4/4)", {(4, 4): 0b10}, id="all"),
        pytest.param(b"150% (3/2)", None, id="more than there are"),
        pytest.param(b"0% (0/0)", None, id="none"),
    ],
)
def test_branches_of_cobertura_are_found_in_lines(condition: bytes, pairs: dict[tuple[int, int], int] | None) -> None:
    lines = cobertura(50).replace(b"/>", b' branch="true" condition-coverage="%b"/>' % condition, 1)
    found = list(cobertura_runs.LineRuns().find(CLASS % lines))
    assert [run.content[0][1].branches for run in found] == ([] if pairs is None else [pairs])


def test_a_line_listed_twice_is_known_to_who_counts() -> None:
    document = CLASS % (cobertura(50) + b'\n\t<line number="3" hits="1"/>')
    for counts in (True, False):
        (run,) = cobertura_runs.LineRuns(counts=counts).find(document)
        assert len(list(run.content[0][1].listed())) == 50 + counts


def test_plain_lines_of_jacoco_are_found_with_the_counters_that_follow() -> None:
    document = b'<sourcefile name="a">%b%b</sourcefile>' % (jacoco(20), COUNTERS)
    (run,) = jacoco_runs.LineRuns().find(b"<a/>" + document + b"<b/>")
    assert (run.start, run.end) == (4, 4 + len(document))
    ((name, lines),) = run.content
    assert name == "a"
    assert lines.branches == {(0, 1): (1 << 21) - 2}
    assert run.elements >= 23


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b'mb="1"', b'mb="x"', id="no number"),
        pytest.param(b'nr="7"', b'nr="0"', id="no line"),
        pytest.param(b"<line nr", b"<line  nr", id="more space"),
        pytest.param(b"/>", b"></line>", id="two tags"),
    ],
)
def test_other_lines_of_jacoco_are_left_to_the_parser(old: bytes, new: bytes) -> None:
    assert not list(jacoco_runs.LineRuns().find(b"<sourcefile>%b</sourcefile>" % jacoco(20).replace(old, new)))


INNER = b'<class name="%b">%b</class>' % (b"x" * 300, COUNTERS)


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b'<package name="p"><sourcefile name="f">%b</sourcefile></package>' % INNER, id="class in a file"),
        pytest.param(INNER, id="class outside a package"),
        pytest.param(b'<package name="p">%b<o/></package>' % jacoco(20), id="lines outside a file"),
        pytest.param(
            b'<package name="p"><sourcefile name="f">%b<o/>%b</sourcefile></package>' % (jacoco(20), jacoco(20)),
            id="lines in two runs",
        ),
        pytest.param(
            b'<package name="p"><sourcefile name="f">%b<o/>%b</sourcefile></package>' % (jacoco(20), jacoco(1)),
            id="a line elsewhere",
        ),
        pytest.param(
            b'<package name="p"><sourcefile name="f">%b</sourcefile></package>'
            % (jacoco(20) + jacoco(1).replace(b'cb="0"', b'cb="1"')),
            id="a line twice, told apart",
        ),
    ],
)
def test_what_no_honest_writer_writes_proves_nothing(inside: bytes) -> None:
    with pytest.raises(UnprovedError):
        jacoco_fast.read_fast(BytesIO(b'<report name="r">%b</report>' % inside))


def test_a_line_that_is_listed_twice_the_same_way_is_one_line() -> None:
    inside = b'<package name="p"><sourcefile name="f">%b</sourcefile></package>' % (jacoco(20) + jacoco(3))
    (file,) = jacoco_fast.read_fast(BytesIO(b'<report name="r">%b</report>' % inside)).files()
    assert file.coverable == (1 << 21) - 2


def test_source_files_and_classes_that_follow_one_another_are_one_run() -> None:
    file = b'<sourcefile name="%b">%b%b</sourcefile>'
    document = INNER + INNER + file % (b"a", jacoco(20), COUNTERS) + INNER + file % (b"b", jacoco(9), b"")
    (run,) = jacoco_runs.LineRuns().find(document)
    assert (run.start, run.end) == (0, len(document))
    assert [(name, lines.coverable.bit_count()) for name, lines in run.content] == [("a", 20), ("b", 9)]


def test_a_source_file_with_a_name_to_decode_is_left_to_the_parser_but_its_lines() -> None:
    document = b'<sourcefile name="a&amp;b">%b</sourcefile>' % jacoco(20)
    (run,) = jacoco_runs.LineRuns().find(document)
    assert document[: run.start] == b'<sourcefile name="a&amp;b">'
    assert [name for name, _ in run.content] == [None]


def test_numbers_that_are_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_words, "_MOST_TEXTS", 3)
    (run,) = jacoco_runs.LineRuns().find(b"<sourcefile>%b</sourcefile>" % jacoco(99))
    assert run.content[0][1].coverable == (1 << 100) - 2
