from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.go_test_json import GoTestJsonReader
from cdgate.builtin.readers.go_test_text import GoTestTextReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport

SOURCE = Source("go.out", "0" * 64, 1, "go")


def event(action: str, test: str = "", package: str = "p", **others: Any) -> str:
    keys = {"Action": action, "Package": package, **({"Test": test} if test else {}), **others}
    return json.dumps(keys, separators=(",", ":"))


def read_json(*lines: str) -> TestReport:
    return GoTestJsonReader().read(BytesIO("\n".join(lines).encode()), SOURCE)


def read_text(*lines: str) -> TestReport:
    return GoTestTextReader().read(BytesIO("\n".join(lines).encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b'{"Time":"2026","Action":"start","Package":"p"}\n', (True, False), id="events"),
        pytest.param(b'go: downloading x\n{"Action":"run","Package":"p"}\n', (True, False), id="events after noise"),
        pytest.param(b"=== RUN   TestA\n", (False, True), id="verbose"),
        pytest.param(b"noise\n    --- SKIP: TestA/b (0.00s)\n", (False, True), id="result"),
        pytest.param(b"ok  \tgithub.com/a/b\t0.1s\n", (False, True), id="package"),
        pytest.param(b"ok  \tgithub.com/a/b\t(cached)\n", (False, True), id="cached package"),
        pytest.param(b"FAIL\tp [build failed]\n", (False, True), id="failed build"),
        pytest.param(b"?   \tp\t[no test files]\n", (False, True), id="no tests"),
        pytest.param(b"BenchmarkA-8   \t 100\t 12.5 ns/op\n", (False, True), id="benchmark"),
        pytest.param(b"TAP version 13\n=== RUN   TestA\n", (False, False), id="TAP"),
        pytest.param(b"<x>\n=== RUN   TestA\n</x>", (False, False), id="XML"),
        pytest.param(b'[{"Action":"run","Package":"p"}]', (False, False), id="list"),
        pytest.param(b"=== RUN   TestA\n\0", (False, False), id="no text"),
        pytest.param(b"all is ok\n", (False, False), id="prose"),
    ],
)
def test_output_is_recognised_by_its_lines(head: bytes, expected: tuple[bool, bool]) -> None:
    assert (GoTestJsonReader().recognises(head, "x"), GoTestTextReader().recognises(head, "x")) == expected


RUN = [event("start"), event("run", "A"), event("pause", "A"), event("cont", "A")]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([*RUN, event("pass", "A"), event("pass")], (1, 0, 0, 0, 0), id="passed"),
        pytest.param([*RUN, event("skip", "A"), event("pass")], (0, 0, 0, 1, 0), id="skipped"),
        pytest.param([*RUN, event("fail", "A"), event("fail")], (0, 1, 0, 0, 0), id="failed"),
        pytest.param([*RUN, event("fail")], (0, 0, 1, 0, 0), id="no end of a test"),
        pytest.param([*RUN, event("pass")], (0, 0, 1, 0, 0), id="no end of a test in a package that passed"),
        pytest.param([event("pass", "A"), event("pass")], (1, 0, 0, 0, 0), id="no beginning of a test"),
        pytest.param([*RUN, event("pass", "A"), *RUN, event("pass", "A"), event("pass")], (1, 0, 0, 0, 0), id="twice"),
        pytest.param([*RUN, event("fail", "A"), *RUN, event("pass", "A"), event("fail")], (0, 1, 0, 0, 0), id="worst"),
        pytest.param([*RUN, event("fail", "A"), *RUN, event("pass", "A"), event("pass")], (1, 0, 0, 0, 1), id="mended"),
        pytest.param([event("run", "BenchmarkA"), event("pass")], (0, 0, 0, 0, 0), id="benchmark that holds others"),
        pytest.param(
            [event("output", "A", Output="BenchmarkA-8   \t 5\t 1.5 ns/op\n"), event("pass")],
            (1, 0, 0, 0, 0),
            id="benchmark",
        ),
    ],
)
def test_events_give_one_case_per_test(lines: list[str], expected: tuple[int, int, int, int, int]) -> None:
    assert counts(read_json(*lines)) == expected


FIRST = [event("pass", "A"), event("fail", "B"), event("fail")]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param([event("pass", "B"), event("pass")], (2, 0, 0, 0, 1), id="mended"),
        pytest.param([event("fail", "B"), event("fail")], (1, 1, 0, 0, 0), id="failed again"),
        pytest.param([event("skip", "B"), event("pass")], (1, 1, 0, 0, 0), id="skipped is not mended"),
        pytest.param([event("pass", "A"), event("pass", "B"), event("pass")], (3, 1, 0, 0, 0), id="another whole run"),
        pytest.param([event("fail", "B"), event("fail", "C"), event("fail")], (1, 3, 0, 0, 0), id="another failed run"),
        pytest.param([event("pass", "B", "q"), event("pass", package="q")], (2, 1, 0, 0, 0), id="another package"),
        pytest.param([event("fail")], (1, 1, 0, 0, 0), id="nothing ran again"),
    ],
)
def test_rerun_of_failed_tests_mends_those_that_pass(
    second: list[str], expected: tuple[int, int, int, int, int]
) -> None:
    assert counts(read_json(*FIRST, *second)) == expected


def test_package_without_end_is_a_shortfall() -> None:
    report = read_json(*RUN, event("pass", "A"), event("output", package="q", Output="x\n"))
    assert "package 'p' has no end" in str(report.shortfall)


def test_unknown_events_are_noted() -> None:
    report = read_json(event("explode", "A"), event("pass", "A"), event("pass"))
    assert [str(note) for note in report.notes] == ["unknown events: explode"]


def test_message_is_the_first_line_with_a_place() -> None:
    lines = ["=== RUN   A\n", "    a_test.go:3: why\n", "    a_test.go:4: more\n"]
    outputs = [event("output", "A", Output=line) for line in lines]
    (case,) = read_json(event("run", "A"), *outputs, event("fail", "A", Elapsed=1.5), event("fail")).cases
    assert (case.suite, case.message, case.duration_ms) == ("p", "a_test.go:3: why", 1500)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([*RUN, event("pass", "A"), event("fail")], (1, 0, 0, 0, 0), id="its tests passed"),
        pytest.param([event("fail")], (0, 0, 0, 0, 0), id="without tests"),
        pytest.param(["FAIL\tp [build failed]", "noise", "ok  \tq\t0.1s"], (0, 0, 0, 0, 0), id="failed build as text"),
    ],
)
def test_package_that_failed_outside_of_its_tests_cannot_be_judged(
    lines: list[str], expected: tuple[int, int, int, int, int]
) -> None:
    report = read_json(*lines)
    assert counts(report) == expected
    assert "package 'p' failed outside of its tests" in str(report.shortfall)


def test_failed_package_tells_its_first_error() -> None:
    outputs = [event("output", Output=f"{line}\n") for line in ("x", "panic: late", "panic: later")]
    report = read_json(*outputs, event("fail"))
    assert str(report.shortfall) == "package 'p' failed outside of its tests: panic: late"


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        pytest.param('{"Action":"run","Pack', "json-malformed", id="cut"),
        pytest.param('{"Action":"pass","Action":"fail"}', "json-duplicate-key", id="repeated key"),
        pytest.param('{"Action":"pass","\\u0041ction":"fail"}', "json-duplicate-key", id="repeated key, escaped"),
        pytest.param('{"Package":"p"}', "wrong-shape", id="no action"),
    ],
)
def test_line_that_is_no_event_is_refused_with_its_number(line: str, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_json(event("start"), line)
    assert (caught.value.slug, caught.value.line) == (slug, 2)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        GoTestJsonReader().read(BytesIO(b'{"Action":"\x80run"}'), SOURCE)
    assert caught.value.slug == "json-encoding"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["=== RUN   A", "--- PASS: A (0.1s)", "PASS", "ok  \tp\t0.1s"], (1, 0, 0, 0, 0), id="passed"),
        pytest.param(["=== RUN A", "x--- PASS: A (0.06 seconds)", "ok  \tp 0.1s"], (1, 0, 0, 0, 0), id="behind output"),
        pytest.param(["x--- PASS: B (0.1s)", "ok  \tp\t0.1s"], (0, 0, 0, 0, 0), id="behind output of nobody"),
        pytest.param(["    --- SKIP: A/b (0.00s)", "ok  \tp\t0.1s"], (0, 0, 0, 1, 0), id="subtest"),
        pytest.param(["--- FAIL: A", "FAIL", "FAIL\tp\t0.1s"], (0, 1, 0, 0, 0), id="failed"),
        pytest.param(["--- PASS: A (0s)", "--- FAIL: A (0s)", "FAIL\tp\t0.1s"], (1, 1, 0, 0, 0), id="repeated"),
        pytest.param(["=== RUN   A", "panic: x", "FAIL\tp\t0.1s"], (0, 0, 1, 0, 0), id="no end of a test"),
        pytest.param(["FAIL\tp [build failed]", "FAIL"], (0, 0, 1, 0, 0), id="failed build"),
        pytest.param(["panic: x", "FAIL    p  0.1s", "FAIL    q  0.1s"], (0, 0, 2, 0, 0), id="two failed packages"),
        pytest.param(["BenchmarkA-8  5  1.5 ns/op"] * 3 + ["ok  \tp\t0.1s"], (1, 0, 0, 0, 0), id="benchmark"),
        pytest.param(
            ["BenchmarkA-8  5  1.5 ns/op", "--- BENCH: BenchmarkA-8", "--- BENCH: BenchmarkA", "ok  \tp\t0.1s"],
            (2, 0, 0, 0, 0),
            id="benchmark with a log",
        ),
        pytest.param(["--- PASS: A (0.1s)", "PASS"], (1, 0, 0, 0, 0), id="no package"),
    ],
)
def test_lines_give_one_case_per_result(lines: list[str], expected: tuple[int, int, int, int, int]) -> None:
    assert counts(read_text(*lines)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["--- PASS: A (0.1s)"], "it was cut", id="no verdict"),
        pytest.param(["?   \tp\t[no test files]"], "no test case", id="nothing"),
    ],
)
def test_output_without_end_is_a_shortfall(lines: list[str], expected: str) -> None:
    assert expected in str(read_text(*lines).shortfall)


def test_failed_test_tells_package_message_and_time() -> None:
    lines = ["=== RUN   A", "    a_test.go:3: why", "--- FAIL: A (1.50s)", "FAIL", "FAIL\tgithub.com/x/p\t1.5s"]
    (case,) = read_text(*lines).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("github.com/x/p", "A", "a_test.go:3: why", 1500)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["./a.go:4:2: undefined: x", "FAIL\tp [build failed]"], "./a.go:4:2: undefined: x", id="error"),
        pytest.param(["FAIL\tp [setup failed]"], "[setup failed]", id="remark"),
        pytest.param(["FAIL\tp"], "the package failed, though none of its tests did", id="nothing"),
    ],
)
def test_failed_package_tells_why(lines: list[str], expected: str) -> None:
    (case,) = read_text(*lines).cases
    assert case.message == expected


@pytest.mark.parametrize(
    ("after", "shortfall"),
    [
        ((), ""),
        (("",), ""),
        (("coverage: 81.2% of statements",), ""),
        (("coverage: 81.2% of statements", "ok  \tp\t0.1s"), ""),
        (("pan",), "the output goes on after PASS and does not end its package"),
        (("panic: boom", "FAIL\tp\t0.1s"), ""),
    ],
    ids=["end", "blank", "coverage", "package", "cut", "panic"],
)
def test_what_follows_a_verdict_is_the_end_of_its_package(after: tuple[str, ...], shortfall: str) -> None:
    report = read_text("=== RUN   TestA", "--- PASS: TestA (0.00s)", "PASS", *after)
    assert str(report.shortfall or "") == shortfall
