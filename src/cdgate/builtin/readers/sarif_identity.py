"""What makes a SARIF result the same finding again: its fingerprints, or else its message, and its turn among equals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

from msgspec.structs import replace

from cdgate.model.evidence import Finding

IDENTITY_DIGITS = 20
# What semgrep writes in place of a fingerprint for whoever is not logged in is the same for all findings.
_NONE = ("", "requires login")


def first_identities(told: Iterable[str]) -> list[str]:
    """Return hex digits for each text that is told of a finding, as if it were the first of which this is told."""
    return [sha256(f"{one}\0001".encode()).hexdigest()[:IDENTITY_DIGITS] for one in told]


class Identities:
    """Tells findings apart of which the same is told, by their order."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._again: dict[str, int] = {}

    def told_apart(self, findings: list[Finding], told: Callable[[int], str]) -> list[Finding]:
        """Return the findings that follow, which have their first identities; `told` returns what is told of each."""
        firsts = [finding.identity for finding in findings]
        fresh = set(firsts)
        if len(fresh) == len(firsts) and self._seen.isdisjoint(fresh):
            self._seen |= fresh
            return findings
        return [self._in_turn(finding, told, number) for number, finding in enumerate(findings)]

    def _in_turn(self, finding: Finding, told: Callable[[int], str], number: int) -> Finding:
        first = finding.identity
        if first not in self._seen:
            self._seen.add(first)
            return finding
        turn = self._again[first] = self._again.get(first, 1) + 1
        return replace(finding, identity=sha256(f"{told(number)}\0{turn}".encode()).hexdigest()[:IDENTITY_DIGITS])


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
