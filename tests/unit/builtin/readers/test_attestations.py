from __future__ import annotations

import io
from datetime import date

import pytest

from cdgate.builtin.readers.attestations import AttestationsReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source
from cdgate.model.record import Attestations, Claim

HEAD = "schema: cdgate.attestations/1\n"
CLAIM = "{claim: drill, by: Ann, on: 2026-01-01, expires: 2026-06-30}"


def read(written: str) -> Attestations:
    return AttestationsReader().read(io.BytesIO(written.encode()), Source("claims.yaml", "", 0, "attestations"))


def test_claims_are_read_with_their_places() -> None:
    evidence = read(
        HEAD
        + "claims:\n"
        + "  - claim: rollback drill\n    by: Ann\n    on: 2026-01-01\n    expires: 2026-06-30\n    document: docs/drill.md\n"
        + f"  - {CLAIM}\n"
    )
    drill = Claim("rollback drill", "Ann", date(2026, 1, 1), date(2026, 6, 30), "docs/drill.md", "claims.yaml:3:5")
    assert evidence.claims[0] == drill
    assert evidence.claims[1].document == ""
    assert evidence.figures() == {"claims": 2}
    assert evidence.shortfall is None


def test_json_is_read_as_well() -> None:
    claim = '{"claim": "drill", "by": "Ann", "on": "2026-01-01", "expires": "2026-06-30"}'
    evidence = read('{"schema": "cdgate.attestations/1", "claims": [' + claim + "]}\n")
    assert [claim.by for claim in evidence.claims] == ["Ann"]


def test_file_without_claims_has_a_shortfall() -> None:
    assert read(HEAD + "claims: []\n").shortfall is not None


def with_claim(**changes: str | None) -> str:
    keys = {"claim": "drill", "by": "Ann", "on": "2026-01-01", "expires": "2026-06-30"} | changes
    return (
        HEAD
        + "claims:\n  - {"
        + ", ".join(f"{key}: {value}" for key, value in keys.items() if value is not None)
        + "}\n"
    )


@pytest.mark.parametrize(
    ("written", "slug", "line"),
    [
        pytest.param(with_claim(by=None), "missing-key", 3, id="no-owner"),
        pytest.param(with_claim(by="''"), "missing-key", 3, id="empty-owner"),
        pytest.param(with_claim(by="~"), "missing-key", 3, id="null-owner"),
        pytest.param(with_claim(by="[Ann]"), "missing-key", 3, id="owner-a-list"),
        pytest.param(with_claim(expires=None), "missing-key", 3, id="no-end"),
        pytest.param(with_claim(on="2026-02-30"), "bad-date", 3, id="no-such-day"),
        pytest.param(with_claim(on="1.1.2026"), "bad-date", 3, id="another-way-of-writing-dates"),
        pytest.param(with_claim(expires="2025-12-31"), "bad-date", 3, id="ends-before-it-begins"),
        pytest.param(with_claim(expire="2026-01-01"), "unknown-key", 3, id="misspelt-key"),
        pytest.param(HEAD + "claim: []\n", "unknown-key", 2, id="misspelt-claims"),
        pytest.param(HEAD, "wrong-shape", 1, id="no-claims"),
        pytest.param(HEAD + "claims: drill\n", "wrong-shape", 2, id="claims-a-text"),
        pytest.param(HEAD + "claims: [drill]\n", "wrong-shape", 2, id="claim-a-text"),
        pytest.param("- a\n", "wrong-shape", 1, id="list"),
        pytest.param("schema: cdgate.attestations/2\nclaims: []\n", "unsupported-version", 1, id="later-schema"),
        pytest.param("claims: []\n", "missing-key", 1, id="no-schema"),
        pytest.param(HEAD + "claims: []\nclaims: []\n", "yaml-duplicate-key", 3, id="claims-twice"),
    ],
)
def test_unsound_file_is_refused_with_its_place(written: str, slug: str, line: int) -> None:
    with pytest.raises(EvidenceError) as raised:
        read(written)
    assert (raised.value.slug, raised.value.line) == (slug, line)


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        pytest.param(b"# ours\nschema: cdgate.attestations/1\n", True, id="yaml"),
        pytest.param(b'\xef\xbb\xbf{"schema": "cdgate.attestations/1"', True, id="json-with-mark"),
        pytest.param(b'{"claims":[],"schema":"cdgate.attestations/2"}', True, id="json-key-later"),
        pytest.param(b"schema: cdgate.run/1\n", False, id="other-schema"),
        pytest.param(b"# schema: cdgate.attestations/1\n", False, id="in-a-comment"),
    ],
)
def test_recognition(head: bytes, *, recognised: bool) -> None:
    assert AttestationsReader().recognises(head, "any") is recognised
