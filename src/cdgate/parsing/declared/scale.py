"""How bad a finding is: the words of all tools on one scale of four grades."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from cdgate.model.grade import Level, Severity
from cdgate.pattern import lazily

LEVELS: Mapping[Severity, Level] = {
    Severity.CRITICAL: Level.ERROR,
    Severity.HIGH: Level.ERROR,
    Severity.MEDIUM: Level.WARNING,
    Severity.LOW: Level.NOTE,
}

# From which score on CVSS speaks of which grade.
_FROM = ((9.0, Severity.CRITICAL), (7.0, Severity.HIGH), (4.0, Severity.MEDIUM), (0.0, Severity.LOW))
_MOST_SCORE = 10.0
_SCORE = lazily(r"[0-9]{1,2}(?:\.[0-9]{1,9})?", re.ASCII)

# What nobody knows counts as the worst, and so does what a tool itself calls unknown.
WORST = Severity.CRITICAL

# The native words, in lower case, that mean the same in all tools; a format maps what it means otherwise.
WORDS: Mapping[Severity, str] = {
    Severity.CRITICAL: "critical blocker fatal very-high emergency alert crit severe",
    Severity.HIGH: "high error err errors e f major important serious danger",
    Severity.MEDIUM: "medium moderate warning warn warnings w minor normal performance portability style refurb",
    Severity.LOW: (
        "low note info information informational i convention c refactor r hint suggestion suggest notice negligible "
        "trivial ignore help advice recommendation remark weak debug verbose"
    ),
}


def grade(native: str, own: Mapping[str, str]) -> Severity:
    """Return the grade of a native word by the format's `own` words (folded), then by those of all tools."""
    word = folded(native)
    return _graded().get(own.get(word, word), WORST)


def grade_of_score(written: str) -> Severity | None:
    """Return the grade of a CVSS score, or None for what is none; 0 is none, since many tools write it for an unknown one."""
    match = _SCORE.fullmatch(written)
    score = float(written) if match is not None else 0.0
    if not 0 < score <= _MOST_SCORE:
        return None
    return next(severity for least, severity in _FROM if score >= least)


def folded(word: str) -> str:
    """Return the word as it is compared: in lower case, with `-` between its parts."""
    return "-".join(word.lower().replace("_", " ").split())


def known_words() -> frozenset[str]:
    """Return the words that a format may map its own words to."""
    return frozenset(_graded())


def table() -> Iterator[tuple[str, str, str]]:
    """Yield grade, level and words, the worst first: what the documentation shows."""
    for severity, words in WORDS.items():
        yield severity.value, LEVELS[severity].value, ", ".join(words.split())


@functools.cache
def _graded() -> Mapping[str, Severity]:
    return {word: severity for severity, words in WORDS.items() for word in words.split()}
