"""Every built-in reader, as the registry gives it out, against the contract of readers."""

from __future__ import annotations

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReaderContract, Sample
from cdgate.testing.heads import OTHER_HEADS

READERS = load_registry("none").readers

JUNIT = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="unit" tests="4" failures="1" errors="1" skipped="1" time="1.25">
    <testcase classname="shop.cart" name="adds" time="0.25"/>
    <testcase classname="shop.cart" name="removes" time="0.5"><failure message="1 != 2">trace</failure></testcase>
    <testcase classname="shop.cart" name="breaks" time="0.5"><error message="KeyError">trace</error></testcase>
    <testcase classname="shop.cart" name="waits"><skipped message="SHOP-12"/></testcase>
  </testsuite>
</testsuites>
"""
COBERTURA = b"""<?xml version="1.0" ?>
<coverage version="7.6" line-rate="0.6667" branch-rate="0.5" lines-valid="3" lines-covered="2">
  <sources><source>src</source></sources>
  <packages><package name="shop"><classes><class name="cart.py" filename="shop/cart.py"><methods/><lines>
    <line number="1" hits="1"/>
    <line number="2" hits="3" branch="true" condition-coverage="50% (1/2)"/>
    <line number="3" hits="0"/>
  </lines></class></classes></package></packages>
</coverage>
"""
JACOCO = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
<report name="shop"><package name="shop">
  <sourcefile name="Cart.java">
    <line nr="3" mi="0" ci="4" mb="1" cb="1"/>
    <line nr="4" mi="2" ci="0" mb="0" cb="0"/>
    <counter type="LINE" missed="1" covered="1"/>
  </sourcefile>
</package></report>
"""
LCOV = b"TN:\nSF:src/cart.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\n"


class TestJunit(ReaderContract):
    reader = READERS["junit"]
    own_heads = frozenset({"junit"})
    samples = (
        Sample(JUNIT, "reports/junit.xml", {"tests": 4, "passed": 1, "failed": 1, "errored": 1, "skipped": 1}),
        Sample(OTHER_HEADS["junit"], "junit.xml", {"tests": 1, "passed": 1}),
    )


class TestCobertura(ReaderContract):
    reader = READERS["cobertura"]
    own_heads = frozenset({"cobertura"})
    samples = (
        Sample(
            COBERTURA,
            "coverage.xml",
            {"lines_covered": 2, "lines_coverable": 3, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
        Sample(OTHER_HEADS["cobertura"], "coverage.xml", {"lines_covered": 1, "lines_coverable": 1}),
    )


class TestJacoco(ReaderContract):
    reader = READERS["jacoco"]
    own_heads = frozenset({"jacoco"})
    samples = (
        Sample(
            JACOCO,
            "target/site/jacoco/jacoco.xml",
            {"lines_covered": 1, "lines_coverable": 2, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
    )


class TestLcov(ReaderContract):
    reader = READERS["lcov"]
    own_heads = frozenset({"lcov"})
    has_end = False
    samples = (
        Sample(LCOV, "lcov.info", {"lines_covered": 1, "lines_coverable": 2, "branches_covered": 1, "files": 1}),
        Sample(LCOV + LCOV.replace(b"cart", b"till"), "lcov.info", {"lines_covered": 2, "files": 2}),
    )


def test_every_builtin_reader_has_its_contract() -> None:
    held = {contract.reader.name for contract in ReaderContract.__subclasses__()}
    assert held >= set(READERS)
