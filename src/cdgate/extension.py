"""The Protocols that plugins implement: two methods at most each."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import msgspec

if TYPE_CHECKING:
    from pathlib import Path

    from cdgate.model.evidence import Evidence, EvidenceSet, Source
    from cdgate.model.measurement import (
        EvidenceRequest,
        Measurement,
        MetricRequest,
        Missing,
        Readings,
        Scope,
    )
    from cdgate.model.node import MapNode
    from cdgate.model.verdict import Judgement, Pipeline, RunRecord
    from cdgate.telling.page import Page


class Better(enum.Enum):
    """In which direction a metric improves."""

    HIGHER = "higher"
    LOWER = "lower"


class Tightening(enum.Enum):
    """How a child policy may change a field that its parent set without loosening it."""

    HIGHER = "higher"  # a larger number
    LOWER = "lower"  # a smaller number
    TOWARDS_BETTER = "towards-better"  # a number, in the direction in which the criterion's metric improves
    FIXED = "fixed"  # not at all
    FREE = "free"  # any way: words for people


class Field(msgspec.Struct, frozen=True):
    """A key that a criterion kind understands: its JSON Schema, its meaning, and what a child policy may do to it."""

    name: str
    schema: Mapping[str, Any]
    description: str
    tightening: Tightening = Tightening.FIXED
    required: bool = False


class Reader(Protocol):
    """Bytes to evidence of one kind. `title` and `link` tell users which format this is."""

    name: str
    kind: str
    title: str
    link: str

    def recognises(self, head: bytes, path: str) -> bool:
        """Tell from the first 64 KiB (without a byte order mark stripped) whether the file has this format."""

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        """Return the evidence. Raises EvidenceError for whatever is not a sound report of this format.

        The digest in `source` may be empty: of a large file it is filled in after reading.
        """


class Metric(Protocol):
    """A named definition. `unit` is one of `model.quantity`'s units of metrics; `needs` is an evidence kind."""

    name: str
    title: str
    unit: str
    better: Better
    needs: str

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the value over evidence that the engine has narrowed to the request; pure."""


class Rule(Protocol):
    """A criterion's parsed form: frozen, pure."""

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What must be measured or collected before it can judge."""

    def judge(self, readings: Readings) -> Judgement:
        """Return MET, UNMET or UNKNOWN with its reasons."""


class Vocabulary(Protocol):
    """What a criterion kind may ask while it parses: the known names, and the parsing of nested criteria."""

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """The metrics by name."""

    @property
    def roles(self) -> Mapping[str, str]:
        """The policy's evidence roles with the kind each holds (empty where nobody said)."""

    @property
    def gates(self) -> tuple[str, ...]:
        """The policy's gates in order."""

    def rule(self, settings: MapNode) -> Rule:
        """Parse a nested criterion (without the keys that only a whole criterion has)."""


class CriterionKind(Protocol):
    """A type of criterion. `fields` are its own keys; the keys that every criterion has are not among them."""

    name: str
    title: str

    @property
    def fields(self) -> tuple[Field, ...]:
        """The keys of such a criterion."""

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule. Raises PolicyError, or ErrorGroup of all complaints, with the nodes' positions."""


class Reporter(Protocol):
    """Run record to text; `extension` is the usual ending of its files (`.md`), `binary-safe` text always UTF-8."""

    name: str
    title: str
    extension: str

    def render(self, record: RunRecord, page: Page) -> None:
        """Write the record on the page, through the page's escaping writer for whatever is untrusted."""


class Publisher(Protocol):
    """Run record to a system; never changes the verdict."""

    name: str
    title: str

    def publish(self, record: RunRecord, target: str) -> None:
        """Send the record to `target`. Raises PluginError when that fails."""


class Fetched(msgspec.Struct, frozen=True):
    """The exact bytes of an extended policy, what its source resolved to, and where `file:` inside it starts."""

    data: bytes
    resolved: str
    name: str
    base: str = ""


class PolicySource(Protocol):
    """Where policies are extended from; `scheme` is the word before the colon in `extends` (`git+https` is `git+`)."""

    scheme: str
    title: str

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        """Return the policy at `address`, or at the `pinned` version of it. Raises PolicyError without a place."""


class Delivery(msgspec.Struct, frozen=True):
    """One default output of a CI: a reporter and a file (`-` is standard output); `append` keeps what the file holds."""

    reporter: str
    target: str
    append: bool = False


class PipelineAdapter(Protocol):
    """Knows one CI. `rank` orders detection: look-alikes set each other's variables, the most specific has the highest."""

    name: str
    title: str
    rank: int

    def detect(self, environ: Mapping[str, str]) -> Pipeline | None:
        """Return what the variables tell, or None where this is another CI."""

    def deliveries(self, environ: Mapping[str, str]) -> tuple[Delivery, ...]:
        """Return the outputs that this CI gets without being asked."""


__all__ = [
    "Better",
    "CriterionKind",
    "Delivery",
    "Fetched",
    "Field",
    "Metric",
    "PipelineAdapter",
    "PolicySource",
    "Publisher",
    "Reader",
    "Reporter",
    "Rule",
    "Tightening",
    "Vocabulary",
]
