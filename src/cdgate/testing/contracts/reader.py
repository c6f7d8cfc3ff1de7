"""The contract of a reader."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from cdgate.errors import EvidenceError
from cdgate.model.evidence import Evidence, Source
from cdgate.testing.contracts.promise import is_frozen, promise, well_named
from cdgate.testing.heads import HEAD_BYTES, OTHER_HEADS
from cdgate.testing.worth import no_better

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from cdgate.extension import Reader

MOST_CUTS = 300


class Sample(NamedTuple):
    """One valid report: its bytes, the path it is found under, and (some of) the figures it must give."""

    data: bytes
    path: str
    figures: Mapping[str, int]


class ReaderContract:
    """Subclass with `reader` and `samples`.

    `own_heads` names the entries of `cdgate.testing.heads.OTHER_HEADS` that are your own format. Set `has_end = False`
    for a format of independent records, where a cut between two records cannot be seen. `examples` is how many
    arbitrary inputs are tried.
    """

    reader: ClassVar[Reader]
    samples: ClassVar[tuple[Sample, ...]]
    own_heads: ClassVar[frozenset[str]] = frozenset()
    has_end: ClassVar[bool] = True
    examples: ClassVar[int] = 100

    def test_reader_is_well_named(self) -> None:
        """Names, titles and links are shown to users and written in policies."""
        well_named(self.reader.name)
        well_named(self.reader.kind)
        promise(self.reader.title, "a reader has a title that tells users which format it reads")
        promise(self.reader.link.startswith("https://"), "a reader links to the description of its format")
        promise(self.samples, "a reader contract needs at least one sample")

    def test_reader_recognises_its_samples(self) -> None:
        """`recognises` says yes to each sample from its first 64 KiB."""
        for sample in self.samples:
            known = self.reader.recognises(sample.data[:HEAD_BYTES], sample.path)
            promise(known is True, f"recognises() must say True to the sample {sample.path}")

    def test_reader_does_not_recognise_other_formats(self) -> None:
        """Exactly one reader may recognise a file, so `recognises` says no to what is not its own."""
        for name, head in OTHER_HEADS.items():
            if name not in self.own_heads:
                known = self.reader.recognises(head, f"reports/{name}")
                promise(known is False, f"recognises() must say False to {name}: {head[:60]!r}")

    def test_reader_reads_samples_to_their_figures(self) -> None:
        """Each sample gives evidence of the declared kind with the expected figures."""
        for sample in self.samples:
            evidence = self.read(sample.data, sample.path)
            promise(evidence.kind == self.reader.kind, f"evidence is of kind {evidence.kind}, not {self.reader.kind}")
            figures = evidence.figures()
            told = {name: figures.get(name) for name in sample.figures}
            promise(told == dict(sample.figures), f"{sample.path}: figures are {told}, expected {sample.figures}")
            whole = all(type(value) is int for value in figures.values())
            promise(whole, f"figures are whole numbers, here: {figures}")

    def test_evidence_is_frozen_and_can_travel_between_processes(self) -> None:
        """Evidence cannot be edited, and survives pickling unchanged."""
        for sample in self.samples:
            evidence = self.read(sample.data, sample.path)
            is_frozen(evidence, "source")
            back = pickle.loads(pickle.dumps(evidence))  # noqa: S301  # bytes made in this very line
            promise(back == evidence, f"{sample.path}: the evidence is another one after pickling")

    def test_reader_is_deterministic(self) -> None:
        """The same bytes give the same evidence."""
        for sample in self.samples:
            first, second = (self.read(sample.data, sample.path) for _ in range(2))
            promise(first == second, f"{sample.path}: two readings of the same bytes differ")

    def test_truncated_report_is_never_better_than_the_whole(self) -> None:
        """A report cut anywhere is refused, or falls short, or gives figures that are no better."""
        for sample in self.samples:
            whole = self.read(sample.data, sample.path).figures()
            step = max(1, len(sample.data) // MOST_CUTS)
            for end in range(0, len(sample.data), step):
                evidence = self.answer(sample.data[:end], sample.path)
                if evidence is None or evidence.shortfall is not None or not self.has_end:
                    continue
                fair = no_better(self.reader.kind, evidence.figures(), whole)
                promise(fair, f"{sample.path} cut at byte {end} gives {evidence.figures()}, the whole {whole}")

    def test_arbitrary_bytes_give_evidence_or_evidence_error(self) -> None:
        """Nothing but EvidenceError leaves `read`, and nothing at all leaves `recognises`."""
        from hypothesis import HealthCheck, given, settings

        @settings(max_examples=self.examples, deadline=None, suppress_health_check=list(HealthCheck))
        @given(self.arbitrary())
        def answers(data: bytes) -> None:
            known = self.reader.recognises(data[:HEAD_BYTES], "reports/arbitrary")
            promise(isinstance(known, bool), f"recognises() must return True or False, not {known!r}")
            self.answer(data, "reports/arbitrary")

        answers()

    def arbitrary(self) -> SearchStrategy[bytes]:
        """Return what is tried: any bytes, and the samples with a piece of them replaced."""
        from hypothesis import strategies as st

        any_bytes = st.binary(max_size=200)
        places = st.tuples(st.integers(0, 10**6), st.integers(0, 20))

        def damage(sample: Sample) -> SearchStrategy[bytes]:
            return st.builds(lambda place, piece: _replaced(sample.data, place, piece), places, st.binary(max_size=8))

        return st.one_of(any_bytes, *(damage(sample) for sample in self.samples))

    def read(self, data: bytes, path: str) -> Evidence:
        """Return what the reader makes of `data`."""
        source = Source(path, hashlib.sha256(data).hexdigest(), len(data), self.reader.name)
        return self.reader.read(io.BytesIO(data), source)

    def answer(self, data: bytes, path: str) -> Evidence | None:
        """Return the evidence, or None where the reader refuses; whatever else it raises breaks the contract."""
        try:
            return self.read(data, path)
        except EvidenceError as refusal:
            promise(refusal.slug, "an EvidenceError has a slug")
            promise(str(refusal), "an EvidenceError has a message that can be rendered")
            return None


def _replaced(data: bytes, place: tuple[int, int], piece: bytes) -> bytes:
    start = place[0] % (len(data) + 1)
    return data[:start] + piece + data[start + place[1] :]
