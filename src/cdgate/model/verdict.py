"""What was decided and why: judgements, results, verdicts, and the run record that keeps them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime

import msgspec

from cdgate.message import Text
from cdgate.model.baseline import Known
from cdgate.model.evidence import Source
from cdgate.model.floor import Floor
from cdgate.model.location import Location
from cdgate.model.policy import Effect, LockedSource, Mode, Quarantine, Waiver
from cdgate.model.quantity import Quantity


class State(enum.Enum):
    """Whether a criterion holds; UNKNOWN blocks as UNMET does."""

    MET = "MET"
    UNMET = "UNMET"
    UNKNOWN = "UNKNOWN"
    WAIVED = "WAIVED"


class Verdict(enum.Enum):
    """The outcome of a gate or a run."""

    PASS = "PASS"  # noqa: S105  # a verdict, not a password
    WARN = "WARN"
    FAIL = "FAIL"


class Annotation(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message at a location. `level` is `error`, `warning` or `note`; `identity` is that of a finding."""

    message: Text
    level: str
    location: Location | None = None
    identity: str = ""
    criterion: str = ""


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a rule found. `observed` is exact; `shown` and `limit` are how observed and limit read beside each other.

    `noteworthy` asks reporters to show the message even where the criterion holds: it was excused, or only declared.
    """

    state: State
    message: Text
    observed: Quantity | None = None
    shown: str = ""
    limit: str = ""
    target: str = ""
    target_missed: bool = False
    noteworthy: bool = False
    annotations: tuple[Annotation, ...] = ()
    annotation_count: int = 0
    suggestion: Text | None = None


class CriterionResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """One criterion with its judgement; `state` is the judgement's, or WAIVED. Words come from the policy.

    `measured` is what was measured for it, by the keys that a baseline uses: a later run can be held against it.
    """

    criterion: str
    state: State
    effect: Effect
    judgement: Judgement
    title: str = ""
    source: str = ""
    help: str = ""
    ref: str = ""
    level: str = ""
    position: str = ""
    waiver: Waiver | None = None
    waived_findings: int = 0
    measured: Mapping[str, Floor] = {}

    @property
    def blocks(self) -> bool:
        """Whether this result alone makes its gate fail."""
        return self.effect is Effect.BLOCK and self.state in {State.UNMET, State.UNKNOWN}

    @property
    def warns(self) -> bool:
        """Whether this result keeps its gate from a plain pass without failing it."""
        unheld = self.state in {State.UNMET, State.UNKNOWN}
        return (unheld and self.effect is Effect.WARN) or (self.state is State.MET and self.judgement.target_missed)


class GateResult(msgspec.Struct, frozen=True):
    """One gate with its verdict and the result of each of its criteria, in policy order."""

    gate: str
    verdict: Verdict
    criteria: tuple[CriterionResult, ...]


class UsedEvidence(msgspec.Struct, frozen=True, omit_defaults=True):
    """One evidence file as it was used."""

    role: str
    kind: str
    source: Source
    figures: Mapping[str, int]
    notes: tuple[Text, ...] = ()


class PluginUsed(msgspec.Struct, frozen=True):
    """A distribution that brought plugins."""

    name: str
    version: str


class Pipeline(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which CI this is, and what it says about the change; `name` is `local` where there is none.

    `base` is the commit that the change starts from, where the CI names it.
    """

    name: str
    commit: str | None = None
    branch: str = ""
    target_branch: str = ""
    change: str = ""
    url: str = ""
    base: str = ""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An error met on the way, as the run record keeps it."""

    slug: str
    message: Text
    place: str = ""
    hint: Text | None = None
    exit_code: int = 0


class QuarantinedTest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A test in quarantine and what became of it: `failed`, `flaky`, `passed`, or `absent` where it did not run."""

    entry: Quarantine
    state: str
    message: str = ""


class Folders(msgspec.Struct, frozen=True, omit_defaults=True):
    """Folders below the top of the work tree, empty at the top: that which paths of evidence start from, and that of the call.

    Places in the policy are told as seen from the folder of the call; a CI wants all paths from the top.
    """

    root: str = ""
    call: str = ""


class RunRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """The whole outcome of a run, serialised as `cdgate.run/1`.

    `known` is what later runs compare with, where the policy compares with a baseline.
    """

    verdict: Verdict
    gates: tuple[GateResult, ...]
    mode: Mode
    as_of: date
    policy_title: str
    policy_file: str
    policy_digest: str
    pipeline: Pipeline
    cdgate_version: str
    judged_at: datetime | None = None
    schema: str = msgspec.field(default_factory=lambda: "cdgate.run/1")  # a plain default would be left out
    commit: str | None = None
    policy_sources: tuple[LockedSource, ...] = ()
    folders: Folders = Folders()
    evidence: tuple[UsedEvidence, ...] = ()
    plugins: tuple[PluginUsed, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Text, ...] = ()
    not_judged: tuple[str, ...] = ()
    unused_waivers: tuple[Waiver, ...] = ()
    expired_waivers: tuple[Waiver, ...] = ()
    quarantined: tuple[QuarantinedTest, ...] = ()
    expired_quarantine: tuple[Quarantine, ...] = ()
    known: Known | None = None
