"""The table of built-in kinds and sources says what their modules say."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cdgate.builtin.criteria import KINDS, BuiltinKind
from cdgate.registry import load_registry


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_kind_in_the_table_is_that_of_its_module(kind: BuiltinKind) -> None:
    whole = kind.whole()

    assert (kind.name, kind.title, kind.fields) == (whole.name, whole.title, whole.fields)


def test_kind_that_no_policy_asks_for_is_not_imported() -> None:
    program = (
        "import sys; from cdgate.registry import load_registry; load_registry('none').criteria;"
        "print([name for name in sys.modules if name.startswith('cdgate.builtin.criteria.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"


def test_all_kinds_are_registered() -> None:
    assert {kind.name for kind in KINDS} <= load_registry("none").criteria.keys()
