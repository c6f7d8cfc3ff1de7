"""What makes a SARIF result the same finding again: its fingerprints, or else its message, and its turn among equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from cdgate.builtin.readers.sarif_locations import located
from cdgate.builtin.readers.sarif_log import Result
from cdgate.model.finding_columns import FindingColumns, FindingRow, choose
from cdgate.model.location import Location

IDENTITY_DIGITS = 20
# What semgrep writes in place of a fingerprint for whoever is not logged in is the same for all findings.
_NONE = ("", "requires login")
_fingerprints = msgspec.json.Decoder(dict[str, str]).decode
# What is told begins with the tool and the rule, each with an end.
_PARTS = 2


class _Scheme:
    """The findings of SARIF logs."""

    def location(self, path: str, row: FindingRow) -> Location:
        """Return where a finding is."""
        return located(path, row.place)

    def identities(self, columns: FindingColumns, numbers: Sequence[int], rows: Sequence[FindingRow]) -> list[str]:
        """Return hex digits for what is told of each of these findings, and its turn among those that tell the same."""
        alike = _that_may_tell_the_same(columns, numbers)
        turns: dict[str, int] = {}
        wanted = set(numbers)
        found = {}
        for number, row in zip(alike, rows if len(alike) == len(numbers) else columns.rows(alike), strict=True):
            told = f"{row.kind.told}{row.path or ''}\0{_known(row.mark) or row.message}"
            turn = turns[told] = turns.get(told, 0) + 1
            if number in wanted:
                found[number] = sha256(f"{told}\0{turn}".encode()).hexdigest()[:IDENTITY_DIGITS]
        return [found[number] for number in numbers]


def _that_may_tell_the_same(columns: FindingColumns, numbers: Sequence[int]) -> Sequence[int]:
    """Return findings of which may be told what is told of some of them: those in the same files, in order."""
    odd = any(kind.told.count("\0") != _PARTS for kind in columns.kinds) or any(
        "\0" in (p or "") for p in columns.paths
    )
    paths = columns.path_numbers
    if odd or len(numbers) == len(paths):
        return range(len(paths))
    wanted = {paths[number] for number in numbers}
    return choose(range(len(paths)), paths, wanted)


def marked(result: Result) -> str:
    """Return what marks a result, from which comes by what it is known."""
    known = known_by(result.partial_fingerprints) or known_by(result.fingerprints)
    return known and f"={known}"


def _known(mark: str) -> str:
    """Return by what a result is known; its mark may be fingerprints as they are written."""
    return known_by(_fingerprints(mark)) if mark.startswith("{") else mark[1:]


def known_by(fingerprints: Mapping[str, Any] | None) -> str:  # the values should be strings, which is checked here
    """Return the fingerprints by which the tool knows the result again, or an empty text where it has none."""
    if not fingerprints:
        return ""
    if len(fingerprints) == 2:  # noqa: PLR2004  # what code scanning writes, in this order
        (name, other), (value, more) = fingerprints, fingerprints.values()
        if name < other and type(value) is str is type(more) and value not in _NONE and more not in _NONE:
            return f"{name}={value}\0{other}={more}"
    pairs = sorted(fingerprints.items())
    return "\0".join([f"{name}={value}" for name, value in pairs if type(value) is str and value not in _NONE])


SCHEME = _Scheme()
