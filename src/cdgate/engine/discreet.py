"""The last thing before a record leaves: no secret in it, and no text without end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from cdgate.model.verdict import RunRecord, UsedEvidence
from cdgate.pattern import lazily
from cdgate.telling.secrets import MASK, masked

LONGEST = 4_000
"""Characters of one text that a record keeps; reporters show a tenth of it."""

_ELLIPSIS = "…"
_SHORTEST_SECRET = 8  # a shorter value is a word that stands everywhere
_SHAPELESS = 12  # of what may be a name as well as a key
_SECRET_NAME = lazily(r"TOKEN|SECRET|PASSW(?:OR)?D|CREDENTIAL|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY")
_KEY_NAME = lazily(r"KEY|AUTH")
_LETTER_AND_DIGIT = lazily(r"(?=.*[0-9])(?=.*[A-Za-z])")

T = TypeVar("T")


def secrets_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the values of variables that are named like secrets, the longest first; paths and short words are none."""
    return tuple(sorted({value for name, value in environ.items() if _is_secret(name.upper(), value)}, key=_by_length))


def discreet(record: RunRecord, secrets: tuple[str, ...] = ()) -> RunRecord:
    """Return the record with every text in it masked and cut; equal to the record where nothing had to be."""
    if not _are_harmless(record.evidence, secrets):
        return _cleaned(record, secrets)
    others = msgspec.structs.replace(record, evidence=())
    cleaned = _cleaned(others, secrets)
    return record if cleaned is others else msgspec.structs.replace(cleaned, evidence=record.evidence)


def _are_harmless(used: Sequence[UsedEvidence], secrets: tuple[str, ...]) -> bool:
    """Tell whether there is nothing to mask or to cut, at once of thousands of files: no pattern reaches over a line end."""
    names: set[str] = set()
    digests: list[str] = []
    for one in used:
        source = one.source
        if one.notes:
            return False
        names.update((one.role, one.kind, source.path, source.reader, source.commit or ""), one.figures)
        digests.append(source.sha256)
    if max(map(len, names), default=0) > LONGEST or not _are_hex(digests):  # tokens have other signs as well
        return False
    words = "\n".join(names)
    known = "\n".join((words, *digests)) if secrets else ""
    return not any(secret in known for secret in secrets) and masked(words) == words


def _are_hex(digests: Sequence[str]) -> bool:
    try:
        return bool(bytes.fromhex("".join(digests))) or not digests
    except ValueError:
        return False


def _is_secret(name: str, value: str) -> bool:
    if len(value) < _SHORTEST_SECRET or "/" in value[:2] or "\n" in value:
        return False
    if _SECRET_NAME.search(name):
        return True
    return bool(_KEY_NAME.search(name) and len(value) >= _SHAPELESS and _LETTER_AND_DIGIT.match(value))


def _by_length(value: str) -> tuple[int, str]:
    return -len(value), value


def _cleaned(value: T, secrets: tuple[str, ...]) -> T:
    """Return the value itself where nothing in it changes, which is nearly always."""
    found: Any
    match value:
        case str():
            found = _said(value, secrets) if len(value) >= _SHORTEST_SECRET else value
        case msgspec.Struct():
            changed = {
                name: after
                for name in value.__struct_fields__
                if (after := _cleaned(before := getattr(value, name), secrets)) is not before
            }
            found = msgspec.structs.replace(value, **changed) if changed else value
        case tuple():
            items = tuple(_cleaned(item, secrets) for item in value)
            found = value if all(map(_is, items, value)) else items
        case Mapping():
            pairs = {_cleaned(key, secrets): _cleaned(item, secrets) for key, item in value.items()}
            found = value if all(map(_is, pairs.values(), value.values())) and pairs.keys() == value.keys() else pairs
        case _:
            found = value
    return found  # type: ignore[no-any-return]  # each branch returns the kind that it was given


def _is(one: object, other: object) -> bool:
    return one is other


def _said(words: str, secrets: tuple[str, ...]) -> str:
    for secret in secrets:
        if secret in words:
            words = words.replace(secret, MASK)
    after = masked(words)
    if len(after) > LONGEST:
        return after[: LONGEST - 1] + _ELLIPSIS
    return words if after == words else after
