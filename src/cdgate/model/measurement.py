"""What was asked of a metric, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.location import Location
from cdgate.model.quantity import Quantity


class Scope(msgspec.Struct, frozen=True, omit_defaults=True):
    """The part of the evidence that is looked at: everything, or files whose path matches one of the globs.

    `changed` leaves only the lines that the change adds (for findings: those at such lines, or in such files).
    """

    paths: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    changed: bool = False


class Condition(msgspec.Struct, frozen=True):
    """One line of a `where`: a field compared with words; `operator` is one of `in`, `>=`, `<=`, `>`, `<`."""

    field: str
    operator: str
    words: tuple[str, ...]


class MetricRequest(msgspec.Struct, frozen=True):
    """One question to a metric. No roles means all evidence of the metric's kind; `per` splits the answer into groups."""

    metric: str
    roles: tuple[str, ...] = ()
    scope: Scope = Scope()
    where: tuple[Condition, ...] = ()
    per: str = ""


class EvidenceRequest(msgspec.Struct, frozen=True):
    """A rule's wish to see the evidence of one role itself (`present`, `attested`, `gate-passed`)."""

    role: str


class FloorRequest(EvidenceRequest, frozen=True):
    """A rule's wish for the floor of one measurement in the baseline of a role."""

    request: MetricRequest
    higher: bool


class Contributor(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that makes a measurement worse, with its place: a failed case, a finding, a run of uncovered lines."""

    message: Text
    location: Location | None = None
    identity: str = ""
    level: str = "error"


class Measurement(msgspec.Struct, frozen=True):
    """The value of a metric, and what contributed to it (the worst first; `contributor_count` counts all of them)."""

    quantity: Quantity
    contributors: tuple[Contributor, ...] = ()
    contributor_count: int = 0
    sources: tuple[str, ...] = ()


class Missing(msgspec.Struct, frozen=True):
    """There is no value, and why."""

    reason: Text


class NotApplicable(msgspec.Struct, frozen=True):
    """There is nothing to measure, and that is proved: the change itself has nothing of the kind. Holds."""

    reason: Text


class Reading(msgspec.Struct, frozen=True):
    """The answer for one group of a request; `key` is empty where the request was not split."""

    key: str
    value: Measurement | Missing | NotApplicable


class Readings(msgspec.Struct, frozen=True):
    """All that a rule may look at: answers, evidence, gates judged earlier in this run, the day, commit and policy."""

    answers: Mapping[MetricRequest, tuple[Reading, ...]]
    evidence: EvidenceSet
    gates: Mapping[str, str]
    as_of: date
    commit: str | None
    policy_digest: str
