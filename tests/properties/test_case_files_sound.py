"""Tests chosen by file: whatever is answered is right, measured against where the tests really lie."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cdgate.builtin.metrics import cdgate_metrics
from cdgate.engine.case_files import located
from cdgate.engine.measure import measure
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.measurement import Measurement, MetricRequest, Missing, NotApplicable, Scope
from cdgate.model.policy import Role
from cdgate.testing.samples import source
from tests.unit.engine.values import HERE

METRICS = {metric.name: metric for metric in cdgate_metrics()}
FILES = (
    "tests/test_pay.py",
    "tests/unit/test_pay.py",
    "plug/tests/test_pay.py",
    "test_pay.py",
    "core/src/test/java/com/acme/PayTest.java",
    "web/src/test/java/com/acme/PayTest.java",
    "web/src/test/java/com/acme/CartTest.java",
    "shop/Shop.Tests/PayTests.cs",
    "js/__tests__/cart.js",
    "js/pay.test.ts",
)
OTHERS = ("src/pay.py", "src/com/acme/Pay.java", "README.md", "Cart.java", "data.json")


def spellings(file: str) -> tuple[str, ...]:
    """Return what runners write of a test in the file, from whatever folder they run in."""
    parts = file.split("/")
    stem = file.rpartition(".")[0].split("/")
    below = [parts[at:] for at in range(len(parts))]
    dotted = [".".join(stem[at:]) for at in range(len(stem))]
    if file.endswith((".js", ".ts")):
        dotted = ["Cart", "Pay.Total", "adds two numbers"]
    classes = [f"{one}.TestInner" for one in dotted if file.endswith(".py")] + [
        f"{one}$Inner" for one in dotted if "java" in file
    ]
    return (*("/".join(one) for one in below), f"/app/{file}", *dotted, *classes, "a title")


CASES = st.sampled_from(FILES).flatmap(
    lambda file: st.tuples(st.just(file), st.sampled_from(spellings(file)), st.booleans())
)


def judged(cases: list[tuple[str, str, bool]], touched: set[str], tree: frozenset[str], scope: Scope) -> object:
    places = sorted({place for _, place, _ in cases})
    suites = tuple(
        SuiteTotals(
            "s",
            passed=sum(one == place and not bad for _, one, bad in cases),
            failed=sum(one == place and bad for _, one, bad in cases),
            place=place,
        )
        for place in places
    )
    failed = tuple(TestCase(str(n), "s", Outcome.FAILED, place=place) for n, (_, place, bad) in enumerate(cases) if bad)
    change = ChangeReport(source(), tuple(ChangedFile(path, Status.MODIFIED, added=2) for path in sorted(touched)))
    evidence = EvidenceSet((Item("unit", TestReport(source(), suites, failed)), Item("change", change)), (), tree)
    request = MetricRequest("tests.failed", scope=scope)
    placed = located(evidence, [Role("unit", ("junit.xml",), HERE)], Path("/nowhere"))
    return measure([request], placed, METRICS)[request][0].value


@settings(max_examples=400, deadline=None)
@given(st.lists(CASES, min_size=1, max_size=4), st.sets(st.sampled_from((*FILES, *OTHERS)), max_size=4))
def test_failures_of_the_change_are_counted_or_unknown(cases: list[tuple[str, str, bool]], touched: set[str]) -> None:
    value = judged(cases, touched, frozenset({*FILES, *OTHERS}), Scope(changed=True))
    wanted = sum(bad and file in touched for file, _, bad in cases)
    if isinstance(value, Measurement):
        assert value.quantity.exact == wanted
    elif isinstance(value, NotApplicable):
        assert wanted == 0
    else:
        assert isinstance(value, Missing)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(CASES, min_size=1, max_size=4),
    st.sampled_from(("tests/**", "**/*.java", "js/**", "plug/**", "**/PayTest.java")),
)
def test_failures_below_a_path_are_counted_or_unknown(cases: list[tuple[str, str, bool]], glob: str) -> None:
    from cdgate.model.glob import matches_any

    value = judged(cases, set(), frozenset({*FILES, *OTHERS}), Scope(paths=(glob,)))
    wanted = sum(bad and matches_any((glob,), file) for file, _, bad in cases)
    if isinstance(value, Measurement):
        assert value.quantity.exact == wanted
    else:
        assert isinstance(value, Missing)
