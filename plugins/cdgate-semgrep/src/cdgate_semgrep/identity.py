"""What makes two semgrep findings the same one."""

from __future__ import annotations

from hashlib import blake2b

NO_IDENTITY = frozenset({"", "requires login", "null"})


def identity_of(fingerprint: object, *otherwise: object) -> str:
    """Return hex digits for a fingerprint, or for what else tells findings apart where there is no fingerprint.

    Semgrep writes the words "requires login" for every finding of a user who is not logged in. The place is then part
    of the identity, so that a waiver for one finding cannot cover a later one elsewhere.
    """
    return digest(told_of(fingerprint, *otherwise))


def told_of(fingerprint: object, *otherwise: object) -> str:
    """Return what makes the identity of a finding."""
    if isinstance(fingerprint, str) and fingerprint not in NO_IDENTITY:
        return by_fingerprint(fingerprint)
    return by_place(*otherwise)


def by_fingerprint(fingerprint: str) -> str:
    """Return what is told of a finding that has a fingerprint."""
    return f"fingerprint\0{fingerprint}"


def by_place(*otherwise: object) -> str:
    """Return what is told of a finding that has none."""
    return "\0".join(map(str, ("place", *otherwise)))


def digest(told: str) -> str:
    """Return hex digits for what is told of a finding."""
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
