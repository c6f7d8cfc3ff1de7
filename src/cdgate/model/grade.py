"""How bad a finding is."""

from __future__ import annotations

import enum


class Level(enum.Enum):
    """How bad a finding is, in the words of SARIF."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


class Severity(enum.Enum):
    """How bad a security finding is, by the CVSS v3 bands: below 4.0, below 7.0, below 9.0, from 9.0."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


LEVELS = tuple(Level)
"""The mildest first, as the severities, of which none is the mildest."""
SEVERITIES = (None, *Severity)
