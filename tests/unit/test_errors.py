from __future__ import annotations

import pickle  # what worker processes use to hand errors back; the bytes are our own

import pytest

from cdgate.errors import (
    CdgateError,
    ErrorGroup,
    EvidenceError,
    ExitCode,
    PluginError,
    PolicyError,
    UsageError,
)
from cdgate.message import text

WHAT = text("it is {what}", what="wrong")
THEN = text("mend it")
USAGE = UsageError("bad-word", WHAT)
POLICY = PolicyError("bad-key", WHAT, file="gates.yaml", line=3, column=5, hint=THEN)
EVIDENCE = EvidenceError("torn", WHAT, path="a.xml", line=7)
PLUGIN = PluginError("absent", WHAT, plugin="reader x", distribution="cdgate-x")


@pytest.mark.parametrize(
    ("error", "line", "code"),
    [
        (CdgateError("odd", WHAT), "it is wrong [odd]", ExitCode.INTERNAL),
        (USAGE, "it is wrong [bad-word]", ExitCode.USAGE),
        (POLICY, "gates.yaml:3:5: it is wrong (mend it) [bad-key]", ExitCode.POLICY),
        (PolicyError("x", WHAT, file="g.yaml"), "g.yaml: it is wrong [x]", ExitCode.POLICY),
        (EVIDENCE, "a.xml:7: it is wrong [torn]", ExitCode.EVIDENCE),
        (EvidenceError("x", WHAT), "it is wrong [x]", ExitCode.EVIDENCE),
        (PLUGIN, "reader x (cdgate-x): it is wrong [absent]", ExitCode.PLUGIN),
        (PluginError("x", WHAT, plugin="reader x"), "reader x: it is wrong [x]", ExitCode.PLUGIN),
        (ErrorGroup([USAGE, EVIDENCE]), f"{USAGE}\n{EVIDENCE}", ExitCode.EVIDENCE),
        (ErrorGroup([PLUGIN, POLICY]), f"{PLUGIN}\n{POLICY}", ExitCode.PLUGIN),
    ],
    ids=lambda value: getattr(value, "slug", None),
)
def test_error_tells_place_message_hint_and_slug(error: CdgateError, line: str, code: ExitCode) -> None:
    assert str(error) == line
    assert error.exit_code is code


def test_group_of_groups_is_flat() -> None:
    group = ErrorGroup([ErrorGroup([USAGE, POLICY]), EVIDENCE])
    assert group.members == (USAGE, POLICY, EVIDENCE)
    assert str(group.message) == "3 errors"
    assert USAGE.members == (USAGE,)


def test_place_is_added_to_an_evidence_error_and_the_rest_kept() -> None:
    placed = EvidenceError("torn", WHAT, line=7, column=2, hint=THEN).at("b.xml")
    assert str(placed) == "b.xml:7:2: it is wrong (mend it) [torn]"


@pytest.mark.parametrize("error", [USAGE, POLICY, EVIDENCE, PLUGIN], ids=lambda error: error.slug)
def test_error_comes_back_whole_from_another_process(error: CdgateError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301  # our own bytes
    assert type(back) is type(error)
    assert (str(back), back.hint, back.args) == (str(error), error.hint, error.args)


def test_group_comes_back_whole_from_another_process() -> None:
    group = ErrorGroup([POLICY, PLUGIN])
    back = pickle.loads(pickle.dumps(group))  # noqa: S301  # our own bytes
    assert str(back) == str(group)
    assert back.exit_code is ExitCode.PLUGIN


def test_one_is_the_code_of_a_failed_verdict_alone() -> None:
    assert [code for code in ExitCode if code == 1] == [ExitCode.FAILED]
