"""Secrets and endless texts do not leave with the record."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cdgate.engine.discreet import LONGEST, discreet, secrets_of
from cdgate.message import Text, text
from cdgate.model.evidence import Source
from cdgate.model.location import Location
from cdgate.model.policy import Effect, Mode
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    GateResult,
    Judgement,
    Pipeline,
    RunRecord,
    State,
    UsedEvidence,
    Verdict,
)

TOKEN = "ghp_" + "A1b2" * 9
HARMLESS = text("{test} failed", test=text("case {name}", name="test_pay"))


def record(*messages: str, path: str = "src/pay.py") -> RunRecord:
    notes = tuple(
        Annotation(text("{name} failed", name=text("case {name}", name=one)), "error", Location(path, 1))
        for one in messages
    )
    judgement = Judgement(State.UNMET, HARMLESS, annotations=notes, annotation_count=len(notes))
    result = CriterionResult("testing.exit.none-failed", State.UNMET, Effect.BLOCK, judgement)
    return RunRecord(
        verdict=Verdict.FAIL,
        gates=(GateResult("testing.exit", Verdict.FAIL, (result,)),),
        mode=Mode.CHANGE,
        as_of=date(2026, 1, 2),
        policy_title="",
        policy_file="gates.yaml",
        policy_digest="0" * 64,
        pipeline=Pipeline("local"),
        cdgate_version="1",
        judged_at=None,
        commit=None,
    )


def test_a_record_without_secrets_is_the_record_itself() -> None:
    harmless = record("test_pay", "test_refund" * 20)
    assert discreet(harmless, ("hunter2hunter2",)) is harmless


@pytest.mark.parametrize("path", ["src/pay.py", f"build/{TOKEN}/pay.py"], ids=["message", "path"])
def test_a_token_is_masked_wherever_it_stands(path: str) -> None:
    cleaned = discreet(record(f"uses {TOKEN} here", "test_pay", path=path))
    assert TOKEN.encode() not in msgspec.json.encode(cleaned)
    assert b"uses *** here" in msgspec.json.encode(cleaned)
    assert b"test_pay" in msgspec.json.encode(cleaned)


def test_the_value_of_a_variable_is_masked() -> None:
    cleaned = discreet(record("logged in with s3same-open!"), ("s3same-open!",))
    assert b"logged in with ***" in msgspec.json.encode(cleaned)


def test_a_text_without_end_is_cut() -> None:
    kept = discreet(record("L" * 20_000)).gates[0].criteria[0].judgement.annotations[0].message.values["name"]
    assert len(str(kept)) == LONGEST + len("case ")
    assert str(kept).endswith("L…")


def test_cleaning_twice_changes_nothing_more() -> None:
    once = discreet(record(f"{TOKEN} at https://user:hunter2@host/", "L" * 9_000), ("hunter2!!",))
    assert discreet(once, ("hunter2!!",)) is once


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("GITHUB_TOKEN", "abcdefgh", True),
        ("DB_PASSWORD", "hunter2hunter2", True),
        ("db_passwd", "hunter2hunter2", True),
        ("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI", True),
        ("API_KEY", "only-letters", True),
        ("SIGNING_KEY", "a1b2c3d4e5f6", True),
        ("CACHE_KEY", "linux-python", False),
        ("CACHE_KEY", "main1", False),
        ("NPM_TOKEN", "short", False),
        ("SSH_PRIVATE_KEY_FILE", "/home/ci/.ssh/id", False),
        ("DEPLOY_SECRET", "./secret.txt", False),
        ("GPG_PRIVATE_KEY", "first line\nsecond line", False),
        ("PATH", "a1b2c3d4e5f6", False),
    ],
)
def test_variables_named_like_secrets_are_secrets(name: str, value: str, *, expected: bool) -> None:
    assert secrets_of({name: value}) == ((value,) if expected else ())


def test_the_longest_secret_comes_first() -> None:
    environ = {"A_TOKEN": "abcdefgh", "B_TOKEN": "abcdefghijkl", "C_TOKEN": "abcdefgh"}
    assert secrets_of(environ) == ("abcdefghijkl", "abcdefgh")


def with_evidence(*used: UsedEvidence) -> RunRecord:
    return msgspec.structs.replace(record("test_pay"), evidence=used)


def used(
    path: str = "reports/a.xml", digest: str = "0123456789abcdef" * 4, commit: str | None = None, *notes: Text
) -> UsedEvidence:
    return UsedEvidence("unit", "tests", Source(path, digest, 5, "junit", commit), {"tests": 5}, notes)


def test_evidence_without_secrets_stays_as_it_is() -> None:
    harmless = with_evidence(used(), used("b", "", "1f" * 20))
    assert discreet(harmless, ("hunter2hunter2",)) is harmless
    masked = discreet(msgspec.structs.replace(harmless, policy_title=f"uses {TOKEN}"))
    assert (masked.policy_title, masked.evidence) == ("uses ***", harmless.evidence)


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(used(f"reports/{TOKEN}.xml"), id="token in a path"),
        pytest.param(used("https://user:hunter2@host/a"), id="password in a path"),
        pytest.param(used(commit=TOKEN), id="commit"),
        pytest.param(used(digest=TOKEN), id="digest"),
        pytest.param(used("a", "", None, text("uses {what}", what=TOKEN)), id="note"),
        pytest.param(msgspec.structs.replace(used(), role=TOKEN), id="role"),
        pytest.param(msgspec.structs.replace(used(), kind=TOKEN), id="kind"),
        pytest.param(msgspec.structs.replace(used(), figures={TOKEN: 1}), id="figure"),
        pytest.param(used(digest="0badc0ffee" * 4), id="variable in a digest"),
        pytest.param(used("reports/s3same-open!"), id="variable in a path"),
    ],
)
def test_secrets_in_evidence_are_masked(one: UsedEvidence) -> None:
    told = msgspec.json.encode(discreet(with_evidence(used(), one, used()), ("s3same-open!", "0badc0ffee")))
    assert not any(secret in told for secret in (TOKEN.encode(), b"hunter2", b"s3same-open!", b"0badc0ffee"))
    assert b"***" in told


def test_a_path_without_end_is_cut() -> None:
    cut = discreet(with_evidence(used("L" * 20_000)))
    assert len(cut.evidence[0].source.path) == LONGEST


def test_all_that_evidence_tells_is_looked_at() -> None:
    """A new field needs a look in `_are_harmless`."""
    assert UsedEvidence.__struct_fields__ == ("role", "kind", "source", "figures", "notes")
    assert Source.__struct_fields__ == ("path", "sha256", "size_bytes", "reader", "commit", "produced_at")
