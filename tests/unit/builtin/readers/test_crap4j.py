from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.crap4j import Crap4jReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source


def read(*methods: str, count: int = 2, crappy: int = 1, stats: str = "") -> FindingReport:
    told = (
        stats or f"<methodCount>{count}</methodCount><crapMethodCount>{crappy}</crapMethodCount><crapLoad>6</crapLoad>"
    )
    data = f"<crap_result><stats>{told}</stats><methods>{''.join(methods)}</methods></crap_result>".encode()
    return Crap4jReader().read(BytesIO(data), Source("c.xml", "", len(data), "crap4j"))


def method(name: str, load: str, *, of: str = "<className>Cart</className>") -> str:
    return (
        f"<method><package>shop</package>{of}<methodName>{name}</methodName><methodSignature>{name}()</methodSignature>"
        f"<crap>42</crap><complexity>6</complexity><coverage>0</coverage><crapLoad>{load}</crapLoad></method>"
    )


def test_methods_with_a_load_are_findings() -> None:
    (finding,) = read(method("add", "6"), method("pay", "0")).findings
    assert finding.message == "Cart::add(): CRAP 42, complexity 6, 0 % covered"
    assert finding.native == "42"


def test_method_of_no_class_and_a_second_of_the_same_name_have_identities_of_their_own() -> None:
    findings = read(method("add", "6", of=""), method("add", "6", of=""), crappy=2).findings
    assert findings[0].message.startswith("add(): CRAP 42")
    assert findings[0].identity != findings[1].identity


def test_report_without_methods_over_the_threshold_is_clean() -> None:
    assert read(count=0, crappy=0).figures()["findings"] == 0


@pytest.mark.parametrize(
    ("stats", "load", "slug"),
    [
        pytest.param(
            "<methodCount>2</methodCount><crapMethodCount>1</crapMethodCount>", "6", "totals-disagree", id="methods"
        ),
        pytest.param(
            "<methodCount>1</methodCount><crapMethodCount>1</crapMethodCount>", "0", "totals-disagree", id="crap"
        ),
        pytest.param("<name>none</name>", "0", "totals-disagree", id="no statistics"),
        pytest.param("<methodCount>1</methodCount><crapMethodCount>x</crapMethodCount>", "0", "bad-number", id="count"),
        pytest.param("<methodCount>1</methodCount><crapMethodCount>1</crapMethodCount>", "", "bad-number", id="load"),
    ],
)
def test_report_that_contradicts_itself_is_refused(stats: str, load: str, slug: str) -> None:
    with pytest.raises(EvidenceError) as refusal:
        read(method("add", load), stats=stats)
    assert refusal.value.slug == slug


def test_head_is_recognised_by_the_root() -> None:
    assert Crap4jReader().recognises(b"<crap_result>", "c.xml") is True
    assert Crap4jReader().recognises(b"<crap>", "c.xml") is False
    assert Crap4jReader().recognises(b"crap_result", "c.xml") is False
