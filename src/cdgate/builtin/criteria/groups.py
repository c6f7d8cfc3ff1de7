"""The answer to one request: its groups, and how they are told in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cdgate.builtin.criteria.combining import joined
from cdgate.message import Text, text
from cdgate.model.measurement import MetricRequest, Missing, Reading
from cdgate.model.quantity import Quantity, Ratio

MOST = 10

NOUNS: Mapping[str, Text] = {"file": text("files"), "suite": text("test suites"), "tool": text("tools")}

# metric -> what its shares are shares of
WHOLES: Mapping[str, Text] = {
    "coverage.line": text("{part} of {whole} lines"),
    "coverage.branch": text("{part} of {whole} branches"),
    "tests.pass_rate": text("{part} of {whole} tests"),
    "tests.flaky_rate": text("{part} of {whole} tests"),
}
SHARE = text("{part} of {whole}")


def noun(per: str) -> str | Text:
    """Return the word for the groups of a split."""
    return NOUNS.get(per, per)


def in_words(metric: str, quantity: Quantity, shown: str) -> str | Text:
    """Return the value, a share with its exact numbers: `79.9999 % (799999 of 1000000 lines)`, else with its metric."""
    if not isinstance(quantity, Ratio):
        return text("{metric} {shown}", metric=metric, shown=shown)
    wording = WHOLES.get(metric, SHARE)
    exact = Text(wording.id, {"part": quantity.part, "whole": quantity.whole})
    return text("{shown} ({exact})", shown=shown, exact=exact)


def why_unknown(request: MetricRequest, answers: tuple[Reading, ...]) -> Text:
    """Return why there is no value: the reasons, with their groups."""
    lacking = [(answer.key, answer.value.reason) for answer in answers if isinstance(answer.value, Missing)]
    if not lacking and not request.per:
        return text("nothing was measured")
    if not lacking:
        return text("nothing was measured: there are no {groups}", groups=noun(request.per))
    return joined(text("{group}: {reason}", group=key, reason=reason) if key else reason for key, reason in lacking)


def listed(groups: Iterable[tuple[str, str]]) -> str:
    """Return the first groups with their values."""
    told = [f"{key} {shown}" for key, shown in groups]
    return ", ".join(told[:MOST]) + (f", ... (+{len(told) - MOST})" if len(told) > MOST else "")
