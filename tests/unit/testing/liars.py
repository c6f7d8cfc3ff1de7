"""Honest and lying plugins: what the contracts must take and what they must refuse."""

from __future__ import annotations

from typing import Any, BinaryIO, ClassVar

import msgspec

from cdgate.errors import EvidenceError, PolicyError
from cdgate.extension import Better, Field
from cdgate.message import Text, text
from cdgate.model.evidence import EvidenceSet, Figures, Source
from cdgate.model.measurement import EvidenceRequest, Measurement, MetricRequest, Missing, Readings, Scope
from cdgate.model.node import MapNode
from cdgate.model.quantity import Count
from cdgate.model.verdict import Judgement, RunRecord, State
from cdgate.telling.page import Page
from cdgate.testing.samples import Strange

REQUEST = MetricRequest("words.count")


class Words(msgspec.Struct, frozen=True):
    """Evidence of the honest reader."""

    kind: ClassVar[str] = "words"
    source: Source
    count: int
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return the words."""
        return {"words": self.count}


class Loose(msgspec.Struct):
    """Evidence that anyone may edit."""

    kind: ClassVar[str] = "words"
    source: Source
    count: int = 2
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> dict[str, Any]:
        """Return a figure that is no whole number."""
        return {"words": 2.0}


class WordReader:
    """Honest: `words: a b.`, where the full stop is the end."""

    name = "words"
    kind = "words"
    title = "words"
    link = "https://example.org/words"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # as the Protocol has it
        return head.startswith(b"words:")

    def read(self, stream: BinaryIO, source: Source) -> Any:  # the liars below return what they like
        data = stream.read()
        if not self.recognises(data, "") or not data.endswith(b"."):
            raise EvidenceError("words", text("no words"))
        return Words(source, len(data[6:-1].split()))


class AnythingReader(WordReader):
    name = "Any Thing"
    title = ""
    link = "ftp://example.org"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # as the Protocol has it
        return True


class BlindReader(WordReader):
    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # as the Protocol has it
        return False


class VagueReader(WordReader):
    def recognises(self, head: bytes, path: str) -> Any:  # noqa: ARG002  # as the Protocol has it
        return head


class LooseReader(WordReader):
    def read(self, stream: BinaryIO, source: Source) -> Loose:  # noqa: ARG002  # as the Protocol has it
        return Loose(source)


class StrangeReader(WordReader):
    def read(self, stream: BinaryIO, source: Source) -> Strange:  # noqa: ARG002  # as the Protocol has it
        return Strange(source)


class FickleReader(WordReader):
    def __init__(self) -> None:
        self.times = 0

    def read(self, stream: BinaryIO, source: Source) -> Words:  # noqa: ARG002  # as the Protocol has it
        self.times += 1
        return Words(source, self.times)


class TrustingReader(WordReader):
    def read(self, stream: BinaryIO, source: Source) -> Words:
        return Words(source, len(stream.read()[6:].split()))


class CrashingReader(WordReader):
    def read(self, stream: BinaryIO, source: Source) -> Words:
        return Words(source, int(stream.read().decode()))


class NamelessErrorReader(WordReader):
    def read(self, stream: BinaryIO, source: Source) -> Words:  # noqa: ARG002  # as the Protocol has it
        raise EvidenceError("", text("no words"))


class WordCount:
    """Honest."""

    name = "words.count"
    title = "words"
    unit = ""
    better: Any = Better.LOWER
    needs = "words"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:  # noqa: ARG002  # as the Protocol has it
        reports = evidence.of(self.needs)
        return Measurement(Count(sum(one.count for one in reports))) if reports else Missing(text("no words"))


class GenerousCount(WordCount):
    title = ""
    unit = "furlongs"
    better = "lower"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement:  # noqa: ARG002  # as the Protocol has it
        return Measurement(Count(sum(one.figures().get("words", 1) for one in (i.evidence for i in evidence.items))))


class FirstCount(WordCount):
    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:  # noqa: ARG002  # as the Protocol has it
        return Measurement(Count(evidence.of("words")[0].count)) if evidence.of("words") else Missing(text("no"))


class WrongUnit(WordCount):
    unit = "%"


class HiddenCount(WordCount):
    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        answer = super().measure(evidence, scope)
        return answer if isinstance(answer, Missing) else msgspec.structs.replace(answer, contributor_count=-1)


class FewWords(msgspec.Struct, frozen=True):
    """Honest rule."""

    most: int

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The words."""
        return frozenset({REQUEST})

    def judge(self, readings: Readings) -> Judgement:
        """Compare."""
        value = next((one.value for one in readings.answers[REQUEST]), None)
        if not isinstance(value, Measurement):
            return Judgement(State.UNKNOWN, text("no words"))
        return Judgement(State.MET if value.quantity.exact <= self.most else State.UNMET, text("counted"))


class OptimisticRule(FewWords, frozen=True):
    """MET on nothing."""

    def judge(self, readings: Readings) -> Judgement:  # noqa: ARG002  # as the Protocol has it
        """Hope."""
        return Judgement(State.MET, text("hoped"))


class EditableRule:
    """A rule that anyone may edit."""

    needs = (REQUEST,)

    def judge(self, readings: Readings) -> Any:  # noqa: ARG002  # as the Protocol has it
        return "MET"


class OpenRule(FewWords, frozen=True, dict=True):
    """Equal, but open; its needs are no requests."""

    @property
    def needs(self) -> Any:
        """A word."""
        return frozenset({"words"})


class SealedInNothingRule:
    """Equal to its like, and open to everyone."""

    needs: frozenset[MetricRequest | EvidenceRequest] = frozenset({REQUEST})

    def __eq__(self, other: object) -> bool:
        """Equal to all of its kind."""
        return isinstance(other, SealedInNothingRule)

    def __hash__(self) -> int:
        """Equal things, equal hashes."""
        return 0


class FewWordsKind:
    """Honest kind."""

    name = "few-words"
    title = "few words"
    fields: tuple[Field, ...] = (Field("most", {"type": "integer"}, "how many", required=True),)
    rule: ClassVar[Any] = FewWords

    def parse(self, settings: MapNode, vocabulary: Any) -> Any:  # noqa: ARG002  # as the Protocol has it
        node = settings.get("most")
        if node is None or not isinstance(getattr(node, "value", None), int):
            raise PolicyError("few", text("most is a number"), file=settings.position.file, line=settings.position.line)
        return type(self).rule(int(getattr(node, "value", 0)))


class SilentKind(FewWordsKind):
    title = ""
    fields = (Field("most", {}, ""), Field("most", {}, "again"))
    rule = OptimisticRule

    def parse(self, settings: MapNode, vocabulary: Any) -> Any:  # noqa: ARG002  # as the Protocol has it
        return OptimisticRule(1)


class UnplacedKind(FewWordsKind):
    rule = OpenRule

    def parse(self, settings: MapNode, vocabulary: Any) -> Any:
        try:
            return super().parse(settings, vocabulary)
        except PolicyError as error:
            raise PolicyError("few", error.message, file="") from error


class OpenKind(FewWordsKind):
    rule = staticmethod(lambda _: SealedInNothingRule())


class EditableKind(FewWordsKind):
    rule = staticmethod(lambda _: EditableRule())


class Polite:
    """Honest reporter."""

    name = "polite"
    title = "polite"
    extension = ".txt"

    def render(self, record: RunRecord, page: Page) -> None:
        page.line(record.verdict.value)


class Raw(Polite):
    title = ""
    extension = "txt"

    def render(self, record: RunRecord, page: Page) -> None:
        page.line("".join(char for char in record.policy_title if ord(char) < 0xD800))


class Counting(Polite):
    def __init__(self) -> None:
        self.times = 0

    def render(self, record: RunRecord, page: Page) -> None:  # noqa: ARG002  # as the Protocol has it
        self.times += 1
        page.line(str(self.times))


class Forging(Polite):
    def render(self, record: RunRecord, page: Page) -> None:
        msgspec.structs.force_setattr(record, "policy_title", f"{record.policy_title}!")
        page.line("ok")
