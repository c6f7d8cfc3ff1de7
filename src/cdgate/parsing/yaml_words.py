"""What a word means that stands in YAML without quotes."""

from __future__ import annotations

import re
from decimal import Decimal

from cdgate.pattern import lazily

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMERIC = frozenset("+-.0123456789")
_INTEGER = lazily(r"[-+]?[0-9]{1,19}", re.ASCII)
_BASED = lazily(r"0o[0-7]{1,19}|0x[0-9a-fA-F]{1,16}", re.ASCII)
_FLOAT = lazily(r"[-+]?(?:\.[0-9]{1,19}|[0-9]{1,19}(?:\.[0-9]{0,19})?)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)


def resolved(written: str) -> str | int | Decimal | bool | None:
    """Return what a plain scalar means in the YAML 1.2 core schema; numbers of absurd length stay text."""
    if written in _NULL:
        return None
    if written in _BOOLEAN:
        return _BOOLEAN[written]
    if written[0] not in _NUMERIC:
        return written
    if _INTEGER.fullmatch(written):
        return int(written)
    if _BASED.fullmatch(written):
        return int(written, 0)
    return Decimal(written) if _FLOAT.fullmatch(written) else written
