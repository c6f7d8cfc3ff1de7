"""What looks like a secret is not shown: reports carry log output, and log output carries tokens."""

from __future__ import annotations

from cdgate.pattern import lazily

MASK = "***"

_SHAPES = lazily(
    r"\bgh[pousr]_[A-Za-z0-9]{36,}"  # GitHub tokens
    r"|\bgithub_pat_[A-Za-z0-9_]{22,}"
    r"|\bgl(?:pat|ptt|rt|dt|cbt)-[A-Za-z0-9_.-]{20,}"  # GitLab tokens
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}"  # AWS key ids
    r"|\bxox[abeoprs]-[A-Za-z0-9-]{10,}"  # Slack tokens
    r"|\bnpm_[A-Za-z0-9]{36}"
    r"|\bpypi-[A-Za-z0-9_-]{50,}"
    r"|\beyJ[A-Za-z0-9_-]{10,512}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # JSON web tokens
)
_PASSWORD_IN_URL = lazily(r"(?<=://)([^/\s:@]{0,128}):[^/\s@]{1,256}@")


def masked(words: str) -> str:
    """Return `words` with tokens of known shapes and passwords in URLs replaced by `***`."""
    words = _SHAPES.sub(MASK, words)
    return _PASSWORD_IN_URL.sub(rf"\1:{MASK}@", words) if "://" in words else words
