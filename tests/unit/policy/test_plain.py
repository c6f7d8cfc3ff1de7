"""What a policy says as plain data, and the digest of it."""

from __future__ import annotations

import hashlib
import json

import pytest

from cdgate.parsing.yaml import compose
from cdgate.policy.plain import digest, plain


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("a: {b: [1, x, 1.50, true, null]}\n", id="plain"),
        pytest.param("a: Grüße, 你好\n", id="beyond-ascii"),
        pytest.param('a: "quotes \\" and \\\\ and \\t and \\n"\n', id="escapes"),
    ],
)
def test_digest_is_that_of_ascii_json(written: str) -> None:
    node = compose(written.encode(), "gates.yaml")

    def exact(value: object) -> object:
        if isinstance(value, dict):
            return {key: exact(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [exact(inner) for inner in value]
        return [type(value).__name__, str(value)]

    expected = json.dumps(exact(plain(node)), separators=(",", ":")).replace('["str","1.50"]', '["Decimal","1.50"]')
    assert digest(node) == hashlib.sha256(expected.encode()).hexdigest()
