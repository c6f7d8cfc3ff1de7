"""Values of JSON one after the other, each on a line or indented over several."""

from __future__ import annotations

import pytest

from cdgate.parsing.declared.pieces import pieces

CASES = {
    "one a line": (b'{"a": 1}\n\n{"b": 2}\n', [(1, b'{"a": 1}'), (3, b'{"b": 2}')]),
    "indented": (b'{\n  "a": {\n  }\n}\n{\n}\n', [(1, b'{\n  "a": {\n  }\n}'), (5, b"{\n}")]),
    "both": (b'{"a": 1}\n{\r\n "b": 2\r\n}\r\n', [(1, b'{"a": 1}'), (2, b'{\r\n "b": 2\r\n}\r')]),
    "a comment before, and one that is none": (b'# c\n{\n# "a"\n}', [(2, b'{\n# "a"\n}')]),
    "cut": (b'{\n  "a": 1', [(1, b'{\n  "a": 1')]),
    "an inner object on its own line": (b' {\n"a": 1}', [(1, b"{"), (2, b'"a": 1}')]),
}


@pytest.mark.parametrize("case", CASES)
def test_values_are_told_apart(case: str) -> None:
    body, expected = CASES[case]
    assert list(pieces(body, (b"#",))) == expected
