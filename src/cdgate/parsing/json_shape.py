"""What a JSON value must be, told by its path when it is something else."""

from __future__ import annotations

from typing import Any

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import Text, text

_NAMES = {dict: "object", list: "array", str: "string", int: "integer", bool: "boolean", float: "number"}


def obj(value: object, where: str) -> dict[str, Any]:  # the values are any JSON, checked when they are taken
    """Return `value` if it is an object. Raises EvidenceError `wrong-shape` that names `where`, as all of these do."""
    if isinstance(value, dict):
        return value
    raise _expected("object", value, where)


def arr(value: object, where: str) -> list[Any]:  # as above
    """Return `value` if it is an array."""
    if isinstance(value, list):
        return value
    raise _expected("array", value, where)


def string(value: object, where: str) -> str:
    """Return `value` if it is a string."""
    if isinstance(value, str):
        return value
    raise _expected("string", value, where)


def integer(value: object, where: str, *, least: int = 0) -> int:
    """Return `value` if it is an integer (true and 1.0 are none) of `least` or more."""
    if type(value) is not int:
        raise _expected("integer", value, where)
    if value < least:
        raise EvidenceError(
            "wrong-shape",
            text(
                "{where}: expected an integer of {least} or more, found {value}", where=where, least=least, value=value
            ),
            hint=_hint(),
        )
    return value


def wrong_shape(error: msgspec.ValidationError) -> EvidenceError:
    """Return msgspec's complaint, which ends in the JSON path, as an error of the evidence."""
    complaint, _, path = str(error).partition(" - at ")
    where = path.strip("`") or "$"
    return EvidenceError(
        "wrong-shape",
        text("{where}: {complaint}", where=where, complaint=complaint[:1].lower() + complaint[1:]),
        hint=_hint(),
    )


def _expected(expected: str, value: object, where: str) -> EvidenceError:
    found = _NAMES.get(type(value), "null" if value is None else "nothing")
    return EvidenceError(
        "wrong-shape",
        text("{where}: expected {expected}, found {found}", where=where, expected=expected, found=found),
        hint=_hint(),
    )


def _hint() -> Text:
    return text(
        "the file does not have the shape of its format: was it edited, or written by another version of its tool?"
    )
