from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.tap import TapReader
from cdgate.model.evidence import Source, TestReport

SOURCE = Source("r.tap", "0" * 64, 1, "tap")


def read(*lines: str) -> TestReport:
    return TapReader().read(BytesIO("\n".join(lines).encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int]:
    """Passed, failed, skipped."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["skipped"])


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"TAP version 13\n", True, id="version"),
        pytest.param(b"\xef\xbb\xbf# by x\nTAP version 14\r\n1..0\r\n", True, id="version after a comment"),
        pytest.param(b"1..2\nok\nnot ok - x\n", True, id="plan with points"),
        pytest.param(b"1..0 # skip all\n", True, id="plan of nothing"),
        pytest.param(b"some noise\nnot ok 1 - first\n", True, id="point with the number 1"),
        pytest.param(b"1..2\nlog\n", False, id="a range in a log"),
        pytest.param(b"ok\n", False, id="a word in a log"),
        pytest.param(b"ok 12 files\n", False, id="a count in a log"),
        pytest.param(b"=== RUN   TestA\nok 1 - printed by it\n", False, id="output of go test"),
        pytest.param(b"ok  \tgithub.com/a/b\t0.1s\nok 1\n", False, id="packages of go test"),
        pytest.param(b"<a>\nok 1\n", False, id="XML"),
        pytest.param(b'{"a":\nok 1\n', False, id="JSON"),
        pytest.param(b"TAP version 13\n\0", False, id="no text"),
    ],
)
def test_tap_is_recognised_by_version_plan_or_first_point(head: bytes, expected: bool) -> None:  # noqa: FBT001  # a table of truths
    assert TapReader().recognises(head, "x") is expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["1..2", "ok 1 - a", "not ok 2 - b"], (1, 1, 0), id="numbers and names"),
        pytest.param(["1..2", "ok", "not ok"], (1, 1, 0), id="bare"),
        pytest.param(["1..1", "ok 1 # SKIP no disk"], (0, 0, 1), id="skip"),
        pytest.param(["1..1", "ok 1 # skipped"], (0, 0, 1), id="another form of skip"),
        pytest.param(["1..1", "not ok 1 # SKIP"], (0, 1, 0), id="failed in spite of skip"),
        pytest.param(["1..1", "not ok 1 # todo later"], (0, 0, 1), id="expected to fail"),
        pytest.param(["1..1", "ok 1 # TODO done"], (1, 0, 0), id="passed though expected to fail"),
        pytest.param(["1..1", "ok 1 a#skip is a name"], (1, 0, 0), id="hash in a word"),
        pytest.param(["1..1", r"ok 1 a \# skip"], (1, 0, 0), id="escaped hash"),
        pytest.param(["1..1", "ok 1 a # of many"], (1, 0, 0), id="comment"),
        pytest.param(["1..1", "okay", "ok1", "ok 1"], (1, 0, 0), id="other words"),
        pytest.param(["1..1", "pragma +strict", "    ok 1 - child", "    1..1", "ok 1"], (1, 0, 0), id="subtest"),
        pytest.param(["ok 2", "ok 1", "1..2"], (2, 0, 0), id="any order"),
    ],
)
def test_points_of_the_outermost_level_decide(lines: list[str], expected: tuple[int, int, int]) -> None:
    report = read(*lines)
    assert counts(report) == expected
    assert report.shortfall is None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["1..2", "ok 1", "ok 1"], (1, 1, 0), id="number twice"),
        pytest.param(["1..3", "ok 3", "ok 3", "ok 2"], (2, 1, 0), id="odd number twice"),
        pytest.param(["1..2", "ok 1", "ok 9"], (1, 1, 0), id="outside of the plan"),
        pytest.param(["ok 8", "ok 9", "1..2"], (0, 2, 0), id="outside of a plan that comes last"),
        pytest.param(["ok 2", "ok 9", "1..2"], (1, 1, 0), id="one of them outside"),
        pytest.param(["ok", "1..0"], (0, 1, 0), id="a plan of nothing"),
        pytest.param(["1..2", "ok 1", "ok 2", "ok 3"], (2, 1, 0), id="one too many"),
    ],
)
def test_points_must_have_the_numbers_of_the_plan(lines: list[str], expected: tuple[int, int, int]) -> None:
    assert counts(read(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["1..3", "ok 1"], "3 tests were planned and 1 ran", id="cut"),
        pytest.param(["ok 1", "ok 2", "ok 3", "1..2"], "2 tests were planned and 3 ran", id="too many"),
        pytest.param(["ok 1", "ok 3"], "no plan", id="no plan"),
        pytest.param(["1..0 # skip"], "no test case", id="nothing"),
        pytest.param(["TAP version 13"], "no test case", id="nothing but a version"),
        pytest.param(["1..1", "Bail out! no disk", "ok 1"], "given up: Bail out! no disk", id="bail out"),
        pytest.param(["Bail out!"], "given up: Bail out!", id="nothing but a bail out"),
        pytest.param(
            ["1..1", "    bail out! no net", "ok 1"], "given up: bail out! no net", id="bail out of a subtest"
        ),
        pytest.param(["1..1", "ok 1", "1..1"], "more than one plan", id="two plans"),
        pytest.param(["9..1", "ok 1", "1..1"], "no range", id="plan backwards"),
        pytest.param(["ok 1", "1..2", "ok 2"], "after the plan", id="plan in the middle"),
        pytest.param(["1..1", "    not ok 1", "    1..1", "ok 1 - a"], "a subtest of it failed", id="subtest before"),
        pytest.param(["1..1", "ok 1 - a {", "    not ok 1", "    1..1", "}"], "a subtest of it failed", id="braces"),
    ],
)
def test_broken_promises_are_a_shortfall(lines: list[str], expected: str) -> None:
    assert expected in str(read(*lines).shortfall)


def test_what_comes_after_a_bail_out_is_no_result() -> None:
    assert counts(read("1..4", "ok 1", "not ok 2", "Bail out!", "ok 3", "not ok 4")) == (1, 1, 0)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["  ---", "    Bail out!", "  ...", "ok 1"], id="bail out in YAML"),
        pytest.param(["    not ok 1", "    1..1", "not ok 1"], id="parent says so"),
        pytest.param(["    not ok 1 # TODO", "    1..1", "ok 1"], id="expected to fail"),
        pytest.param(["    not ok 1", "ok 1"], id="no whole subtest"),
        pytest.param(["  ---", "    not ok 1", "    1..1", "  ...", "ok 1"], id="words in YAML"),
        pytest.param(["ok 1 - a {", "    ok 1", "    1..1", "}"], id="braces"),
        pytest.param(["not ok 1 - a {", "    not ok 1", "    1..1", "}"], id="braces, parent says so"),
        pytest.param(["}", "ok 1"], id="a brace of nobody"),
    ],
)
def test_subtest_that_does_not_contradict_is_no_shortfall(lines: list[str]) -> None:
    assert read("1..1", *lines).shortfall is None


@pytest.mark.parametrize(
    ("lines", "name", "message", "duration_ms"),
    [
        pytest.param(["not ok 1 - a", "# why", "# more"], "a", "why", 0, id="comment"),
        pytest.param(["not ok 1 - a", "  ---", "  at: x", "  message: 'why'", "  ..."], "a", "why", 0, id="YAML"),
        pytest.param(["not ok 1 a # time=12.5ms"], "a", "", 12, id="milliseconds"),
        pytest.param(["not ok 1 a # time=1.5s"], "a", "", 1500, id="seconds"),
        pytest.param(["not ok-a"], "a", "", 0, id="no blank before the dash"),
        pytest.param(["not ok 1 - a {"], "a", "", 0, id="brace"),
        pytest.param(["not ok", "#"], "1", "", 0, id="nothing said"),
        pytest.param(["not ok 1 - a # of many", "plain output"], "a # of many", "", 0, id="comment in the name"),
    ],
)
def test_failed_point_tells_its_name_message_and_time(
    lines: list[str], name: str, message: str, duration_ms: int
) -> None:
    (case,) = read("1..1", *lines).cases
    assert (case.name, case.message, case.duration_ms) == (name, message, duration_ms)
