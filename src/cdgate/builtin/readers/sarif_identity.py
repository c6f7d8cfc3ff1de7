"""What makes a SARIF result the same finding again: its fingerprints, or else its message, and its turn among equals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

IDENTITY_DIGITS = 20
# What semgrep writes in place of a fingerprint for whoever is not logged in: the same for all findings.
NO_FINGERPRINT = "requires login"


class Identities:
    """Gives identities to what is told of findings; equal ones are told apart by their order."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._again: dict[str, int] = {}

    def of(self, told: Sequence[str]) -> list[str]:
        """Return an identity (hex digits) for each text, those of earlier calls being known."""
        firsts = [sha256(f"{one}\0001".encode()).hexdigest()[:IDENTITY_DIGITS] for one in told]
        fresh = set(firsts)
        if len(fresh) == len(firsts) and self._seen.isdisjoint(fresh):
            self._seen |= fresh
            return firsts
        return list(map(self._told_apart, told, firsts))

    def _told_apart(self, told: str, first: str) -> str:
        if first not in self._seen:
            self._seen.add(first)
            return first
        number = self._again[first] = self._again.get(first, 1) + 1
        return sha256(f"{told}\0{number}".encode()).hexdigest()[:IDENTITY_DIGITS]


def known_by(fingerprints: Mapping[str, Any] | None) -> str:  # the values should be strings, which is checked here
    """Return the fingerprints by which the tool knows the result again, or an empty text where it has none."""
    if not fingerprints:
        return ""
    if len(fingerprints) == 2:  # noqa: PLR2004  # what code scanning writes, in this order
        (name, other), (value, more) = fingerprints, fingerprints.values()
        if name < other and _is_real(value) and _is_real(more):
            return f"{name}={value}\0{other}={more}"
    pairs = sorted(fingerprints.items())
    return "\0".join([f"{name}={value}" for name, value in pairs if _is_real(value)])


def _is_real(value: object) -> bool:
    return type(value) is str and value not in ("", NO_FINGERPRINT)
