"""Semgrep's words for how bad a finding is."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from cdgate.model.grade import Level, Severity
from cdgate.pattern import lazily

# INFO, WARNING and ERROR are the words up to 1.71; CRITICAL, HIGH, MEDIUM and LOW stand beside them since
_LEVELS = {
    "INFO": Level.NOTE,
    "LOW": Level.NOTE,
    "WARNING": Level.WARNING,
    "MEDIUM": Level.WARNING,
    "ERROR": Level.ERROR,
    "HIGH": Level.ERROR,
    "CRITICAL": Level.ERROR,
}
_SEVERITIES = {
    "INFO": Severity.LOW,
    "LOW": Severity.LOW,
    "WARNING": Severity.MEDIUM,
    "MEDIUM": Severity.MEDIUM,
    "ERROR": Severity.HIGH,
    "HIGH": Severity.HIGH,
    "CRITICAL": Severity.CRITICAL,
}
_BANDS = ((Decimal(9), Severity.CRITICAL), (Decimal(7), Severity.HIGH), (Decimal(4), Severity.MEDIUM))
_SCORE = lazily(r"(?:10(?:\.0{1,3})?|[0-9](?:\.[0-9]{1,3})?)", re.ASCII)
_CWE = lazily(r"CWE-[0-9]{1,6}", re.ASCII)


def level_of(word: object) -> Level:
    """Return the level of a severity word; a word that nobody knows is an error."""
    return _LEVELS.get(word, Level.ERROR) if isinstance(word, str) else Level.ERROR


def severity_of(word: object, metadata: dict[str, Any]) -> Severity | None:
    """Return how bad a security finding is, None where the finding is about something else.

    A rule's own `security-severity` (a CVSS score or a word) goes before the severity word; what nobody knows is critical.
    """
    score = metadata.get("security-severity")
    if score is not None:
        return _scored(str(score))
    if not _is_security(metadata):
        return None
    return _SEVERITIES.get(word, Severity.CRITICAL) if isinstance(word, str) else Severity.CRITICAL


def tags_of(metadata: dict[str, Any]) -> tuple[str, ...]:
    """Return the category and the CWE numbers of a rule."""
    category = metadata.get("category")
    names = [category] if isinstance(category, str) and category else []
    listed = metadata.get("cwe")
    for entry in listed if isinstance(listed, list) else [listed]:
        match = _CWE.match(entry) if isinstance(entry, str) else None
        if match is not None:
            names.append(match[0])
    return tuple(dict.fromkeys(names))


def _is_security(metadata: dict[str, Any]) -> bool:
    return metadata.get("category") == "security" or bool(metadata.get("cwe")) or bool(metadata.get("owasp"))


def _scored(score: str) -> Severity:
    if _SCORE.fullmatch(score):
        return next((band for least, band in _BANDS if Decimal(score) >= least), Severity.LOW)
    return _SEVERITIES.get(score.upper(), Severity.CRITICAL)
