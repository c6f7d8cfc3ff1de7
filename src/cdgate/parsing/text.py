"""Numbers and times as reports write them: read exactly, or not at all."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.pattern import lazily

_MOST_NATURAL = 18
# Whole seconds with or without thousands commas, then a decimal part after a point, or after the only comma.
_PLAIN = lazily(r"(?P<whole>[0-9]{1,12})?(?:[.,](?P<part>[0-9]{0,30}))?(?P<exponent>[eE][+-]?[0-9]{1,3})?", re.ASCII)
_THOUSANDS = lazily(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){1,4})\.(?P<part>[0-9]{0,30})(?P<exponent>)", re.ASCII)
_MOST_DIGITS = 12
_LARGEST_POWER = 12  # beyond it a duration is nothing, or nonsense


def natural(written: str) -> int:
    """Return the number that at most 18 ASCII digits write. Raises EvidenceError for anything else.

    No sign, no space, no underscore, no digits of other scripts: what Python's own reader takes, report writers never mean.
    """
    if not (written.isascii() and written.isdigit() and len(written) <= _MOST_NATURAL):
        raise EvidenceError(
            "bad-number",
            text("{written} is not a count", written=repr(written[:40])),
            hint=text("a count is 1 to 18 digits; look at the tool that wrote the report"),
        )
    return int(written)


def milliseconds(written: str) -> int:
    """Return a duration in seconds (`1.5`, `1,234.56`, `0,288`, `3.2e-05`) as whole milliseconds, 0 where it is none.

    A time is no evidence, so a bad one is no error. The only comma of a number without a point is
    a decimal comma: `1,051` is a bit more than a second.
    """
    whole, _, part = written.partition(".")
    if whole.isdecimal() and part.isdecimal() and len(whole) <= _MOST_DIGITS:  # nearly always, so it has its own way
        return int(whole) * 1000 + int(f"{part}00"[:3])
    match = _THOUSANDS.fullmatch(written) or _PLAIN.fullmatch(written)
    return 0 if match is None else _scaled(match["whole"] or "", match["part"] or "", match["exponent"] or "e0")


def timestamp(written: str) -> datetime | None:
    """Return the moment that ISO 8601 text names, or None. Without an offset it is taken for UTC, as JUnit's schema says."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    if moment.year == 1:  # the zero time of Go, written where no time is known
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _scaled(whole: str, part: str, exponent: str) -> int:
    power = int(exponent[1:])
    if abs(power) > _LARGEST_POWER:
        return 0
    digits, shift = int(f"0{whole.replace(',', '')}{part}"), power - len(part) + 3
    return digits * int(10**shift) if shift >= 0 else digits // int(10**-shift)
