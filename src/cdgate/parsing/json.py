"""The only door for JSON evidence: strict where the standard parser guesses."""

from __future__ import annotations

from typing import BinaryIO, NoReturn, TypeAlias, TypeVar, Union

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.parsing.json_head import JsonHead, head_of_json, keys_in_head
from cdgate.parsing.json_shape import arr, integer, obj, string, wrong_shape
from cdgate.parsing.limits import Limits
from cdgate.pattern import lazily

JsonValue: TypeAlias = Union[bool, int, float, str, list["JsonValue"], dict[str, "JsonValue"], None]  # noqa: UP007  # recursive aliases need quotes, which `|` cannot take

MOST_DIGITS = 19

_LIMITS = Limits()
_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SURROGATE_ESCAPE = lazily(r"\\u[dD][89a-fA-F]")

T = TypeVar("T")


def load_json(data: bytes | BinaryIO, limits: Limits = _LIMITS) -> JsonValue:
    """Return the JSON value in `data`. Raises EvidenceError for whatever RFC 8259 forbids or leaves open.

    Refused beyond malformed text: duplicate keys, NaN and Infinity, integers above 19 digits, floats that overflow,
    nesting beyond `limits.depth`, lone surrogates, any encoding but UTF-8 (a byte order mark is dropped).
    """
    written = decoded(data if isinstance(data, bytes) else bounded(data, limits))
    value = _parsed(written, limits)
    check_depth(value, limits.depth)
    if _SURROGATE_ESCAPE.search(written):
        _check_surrogates(value)
    return value


def bounded(stream: BinaryIO, limits: Limits = _LIMITS) -> bytes:
    """Return all bytes of `stream`. Raises EvidenceError where there are more than the limit."""
    data = stream.read(limits.json_bytes + 1)
    if len(data) > limits.json_bytes:
        raise EvidenceError(
            "file-too-large",
            text("the file is larger than {limit} bytes", limit=limits.json_bytes),
            hint=text("write several smaller files; the evidence of a role may be many files"),
        )
    return data


def decoded(data: bytes) -> str:
    """Return the text of `data`, a byte order mark dropped. Raises EvidenceError where it is not UTF-8 or empty."""
    body = data.removeprefix(_BOM)
    if body.startswith(_UTF16_BOMS):
        raise _encoding(text("the file is UTF-16, and JSON evidence must be UTF-8"), line=1)
    if not body or body.isspace():
        raise EvidenceError(
            "empty-file",
            text("the file is empty"),
            hint=text("look at the log of the tool that should have written it: it may have failed before"),
        )
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _encoding(text("byte {byte} is not UTF-8", byte=f"0x{body[error.start]:02x}"), line=line) from error


def shaped(value: object, shape: type[T]) -> T:
    """Return `value` as the msgspec type `shape`. Raises EvidenceError `wrong-shape` that names the JSON path."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise wrong_shape(error) from error


def _parsed(written: str, limits: Limits) -> JsonValue:
    import json

    try:
        value: JsonValue = json.loads(
            written,
            object_pairs_hook=_without_duplicates,
            parse_constant=_refuse_constant,
            parse_int=_integer,
            parse_float=_finite,
        )
    except json.JSONDecodeError as error:
        raise EvidenceError(
            "json-malformed",
            text("the JSON is malformed: {reason}", reason=error.msg),
            line=error.lineno,
            column=error.colno,
            hint=text("a file that ends early was cut: let its tool finish before cdgate reads it"),
        ) from error
    except RecursionError as error:
        raise _too_deep(limits.depth) from error
    return value


def _without_duplicates(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    whole = dict(pairs)
    if len(whole) == len(pairs):
        return whole
    seen: set[str] = set()
    for key, _ in pairs:
        if key in seen:
            raise EvidenceError(
                "json-duplicate-key",
                text("an object has the key {key} more than once, so readers would disagree", key=repr(key)),
                hint=text("correct the tool that wrote the file; no value of a repeated key can be trusted"),
            )
        seen.add(key)
    raise AssertionError("a shorter mapping has a repeated key")


def _refuse_constant(word: str) -> NoReturn:
    raise _bad_number(word)


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise _bad_number(digits)
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _bad_number(digits)
    return number


def check_depth(value: JsonValue, most: int) -> None:
    """Walk level by level, so that our own stack does not depend on the file."""
    level = [value]
    for _ in range(most):
        level = [
            child
            for item in level
            if type(item) is dict or type(item) is list  # asked of each value there is, so the quickest way to ask
            for child in (item.values() if type(item) is dict else item)
        ]
        if not level:
            return
    if any(isinstance(item, (dict, list)) for item in level):
        raise _too_deep(most)


def _check_surrogates(value: JsonValue) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            _refuse_surrogate(item)
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())


def _refuse_surrogate(written: str) -> None:
    try:
        written.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EvidenceError(
            "json-surrogate",
            text("a string holds half of a surrogate pair: {text}", text=ascii(written[:80])),
            hint=text("correct the tool that wrote the file; the string is no Unicode text"),
        ) from error


def _bad_number(digits: str) -> EvidenceError:
    shown = digits if len(digits) <= MOST_DIGITS + 1 else f"{digits[:MOST_DIGITS]}..."
    return EvidenceError(
        "json-number",
        text("{number} is no number that can be counted with", number=shown),
        hint=text("expected an integer of at most {digits} digits or a finite decimal", digits=MOST_DIGITS),
    )


def _too_deep(most: int) -> EvidenceError:
    return EvidenceError(
        "json-depth",
        text("the JSON is nested more than {limit} levels deep", limit=most),
        hint=text("no report nests like this; look at what wrote the file"),
    )


def _encoding(message: Text, *, line: int) -> EvidenceError:
    return EvidenceError(
        "json-encoding", message, line=line, hint=text("let the tool write UTF-8, the encoding of JSON (RFC 8259)")
    )


__all__ = [
    "JsonHead",
    "JsonValue",
    "arr",
    "head_of_json",
    "integer",
    "keys_in_head",
    "load_json",
    "obj",
    "shaped",
    "string",
]
