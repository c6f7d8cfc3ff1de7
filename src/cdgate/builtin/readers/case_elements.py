"""Reads any XML format whose test cases a `Layout` describes: one streaming target for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.case_layout import Layout, Words
from cdgate.builtin.readers.case_open import OpenCase, location_of, milliseconds_of
from cdgate.builtin.readers.case_tally import Case, CaseTally, could_not_run
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.builtin.readers.steps_run import StepsRun
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

_MOST_TEXT = 10_000  # of a name or message in an element of its own
_NO_VERDICTS: Mapping[str, Words] = {}


class CaseElementsReader:
    """A reader of one layout."""

    kind = "tests"

    def __init__(self, layout: Layout) -> None:
        self.name = layout.name
        self.title = layout.title
        self.link = layout.link
        self._layout = layout

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides, never the name
        """Tell by the root element and its namespace."""
        root = root_of(head)
        if root is None or root[0] not in self._layout.roots or self._layout.mark not in head:
            return False
        tag, attributes = root
        needed = self._layout.roots[tag]
        return (not needed or needed in attributes) and attributes.get("xmlns", "") in self._layout.namespaces

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the cases of the report. Raises EvidenceError for what is not sound XML of this layout."""
        target = CaseTarget(self._layout)
        parse_xml(stream, target, namespaces=self._layout.namespaces)
        return target.report(source)


class CaseTarget:
    """Gathers what a layout tells it to look at, and nothing else."""

    def __init__(self, layout: Layout) -> None:
        self.tally = CaseTally()
        self.claimed = {"tests": 0, "failed": 0}
        self.extra = 0  # results inside of other cases
        self._layout = layout
        self._attributes, self._texts = _places(layout)
        self._steps = None if layout.steps is None else StepsRun(*layout.steps)
        self._suites: list[str] = []
        self._case: OpenCase | None = None
        self._outer: list[OpenCase] = []  # cases around the open one
        self._newest: tuple[str, str] | None = None  # suite and name of a failed case that may be told again
        self._hidden = 0
        self._begun = False
        self._verdict = PASSED  # the worst
        self._listening = ""  # to which place the text belongs
        self._text = ""

    def report(self, source: Source) -> TestReport:
        """Return the evidence, held against what the report claims beside its cases."""
        self.tally.claim(self.claimed["tests"], self.claimed["failed"], extra=self.extra)
        if self._verdict == ERRORED:
            self.tally.doubt(text("the report says that the run was given up"))
        elif self._verdict == FAILED and not sum(self.tally.counts[FAILED:]):
            self.tally.doubt(text("the report says that the run failed, though none of its tests did"))
        if self._steps is not None:
            self._steps.weigh(self.tally)
        return self.tally.report(source)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        case = self._case
        if case is not None:
            if self._layout.nested and tag in self._layout.cases:
                self._outer.append(case)
                self._open(tag, attributes)
            else:
                case.path.append(f"{tag}[{attributes.get('name')}]" if tag in self._layout.named else tag)
                self._inside(case, tag, attributes)
                if self._steps is not None:
                    self._steps.start(tag, attributes)
        elif self._hidden or tag in self._layout.hidden:
            self._hidden += 1
        else:
            if not self._begun:
                self._begin(tag)
            self._beside(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        case = self._case
        if case is not None:
            if case.path:
                if self._steps is not None:
                    self._steps.end(tag)
                if self._listening and self._listening == "/".join(case.path):
                    self._take(case, self._listening, self._text.strip())
                    self._listening = ""
                case.path.pop()
            else:
                self._close(case)
        elif self._hidden:
            self._hidden -= 1
        else:
            self._end_beside(tag)

    def data(self, piece: str) -> None:
        """Take text of an element that is listened to."""
        if self._listening and len(self._text) < _MOST_TEXT:
            self._text += piece

    def _begin(self, tag: str) -> None:
        self._begun = True
        if tag not in self._layout.roots:
            raise EvidenceError(
                "other-root",
                text("the root element {tag} is not that of {title}", tag=repr(tag[:40]), title=self._layout.title),
                hint=text("set format: to the format that the file has"),
            )

    def _beside(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Look at an element that is in no case."""
        layout = self._layout
        if tag in layout.claims:
            for attribute, what in layout.claims[tag].items():
                if attribute and attributes.get(attribute):
                    self.claimed[what] += natural(attributes[attribute])
                elif not attribute:
                    self._listen(tag)
        for attribute, words in layout.verdicts.get(tag, _NO_VERDICTS).items():
            word = attributes.get(attribute)
            self._verdict = max(self._verdict, PASSED if word is None else words.get(word.lower(), FAILED) or PASSED)
        if tag in layout.cases:
            self._open(tag, attributes)
        elif tag in layout.suites:
            self._suites.append(self._suite_name(tag, attributes))
        elif tag in layout.headings or tag in layout.spoilers:
            self._listen(tag)
        elif tag in layout.outside:
            message = attributes.get("message") or attributes.get("name") or ""
            self.tally.add(Case(f"<{tag}>", layout.outside[tag], self._suite(), message))

    def _end_beside(self, tag: str) -> None:
        if self._listening == tag:
            written, self._listening = self._text.strip(), ""
            if tag in self._layout.headings:
                if self._suites:
                    self._suites[-1] = written
            elif tag in self._layout.spoilers:
                self._spoil(tag, written)
            else:
                self.claimed[self._layout.claims[tag][""]] += natural(written)
        elif tag in self._layout.suites:
            self._suites.pop()

    def _spoil(self, tag: str, written: str) -> None:
        if written.startswith(self._layout.spoilers[tag]):
            suite = self._suite()
            self.tally.spoil(suite, self._layout.joint, Case(f"<{tag}>", FAILED, suite, written.replace("\n", " ")))

    def _suite_name(self, tag: str, attributes: Mapping[str, str]) -> str:
        own = next(filter(None, (attributes.get(name) for name in self._layout.suites[tag])), "")
        outer = self._suite()
        if self._layout.joint and outer and own:
            return f"{outer}{self._layout.joint}{own}"
        return own or outer

    def _suite(self) -> str:
        return self._suites[-1] if self._suites else ""

    def _listen(self, place: str) -> None:
        self._listening, self._text = place, ""

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._case = OpenCase(self._layout.cases[tag])
        self._listening = ""
        self._inside(self._case, "", attributes)

    def _inside(self, case: OpenCase, tag: str, attributes: Mapping[str, str]) -> None:
        """Look at an element of the open case, or at the case itself, whose path is empty."""
        path = "/".join(case.path)
        for attribute, place, words in self._attributes.get(path, ()):
            value = attributes.get(attribute)
            if value is None:
                continue
            if words is not None:
                case.tell(place, words, value)
            elif value:
                case.values.setdefault(place, value)
        if path in self._texts:
            self._listen(path)
        if path in self._layout.results:
            case.rank = max(case.rank, self._layout.results[path])
        if tag in self._layout.cases:
            self.extra += 1

    def _take(self, case: OpenCase, place: str, written: str) -> None:
        """Take the text of an element."""
        words = self._layout.outcomes.get(place)
        if words is not None:
            case.tell(place, words, written)
        elif written:
            case.values.setdefault(place, written)

    def _close(self, case: OpenCase) -> None:
        layout, first = self._layout, case.first
        suite = (first((layout.suite,)) if layout.suite else "") or self._suite()
        rank = max(case.rank, self._told(case))
        duration_ms = milliseconds_of(first(layout.durations)) // layout.per_second
        name, message, location = first(layout.names).strip(), "", None
        if rank != PASSED:  # of the others nobody asks it
            message, location = first(layout.messages), location_of(first(layout.files), first(layout.lines))
        if rank == SKIPPED and layout.reasons:
            self._doubt_reason(case, name)
        place = (suite, name) if layout.repeats and rank >= FAILED else None
        if place is None or place != self._newest:
            self.tally.add(Case(name, rank, suite, message, location, duration_ms))
        self._newest = place
        self._case = self._outer.pop() if self._outer else None
        self._listening = ""

    def _doubt_reason(self, case: OpenCase, name: str) -> None:
        """Doubt the report if a case is said to be skipped and could not run."""
        for place, beginnings in self._layout.reasons.items():
            reason = case.first((place,))
            if reason and not reason.lower().startswith(beginnings):
                self.tally.doubt(could_not_run(name, reason))

    def _told(self, case: OpenCase) -> int:
        """Return the rank that the first place which says something tells."""
        for place in self._layout.outcomes:
            if place in case.told:
                return case.told[place]
        if not self._layout.outcomes:
            return PASSED
        return FAILED if self._layout.silent is None else self._layout.silent


def _places(layout: Layout) -> tuple[Mapping[str, list[tuple[str, str, Words | None]]], frozenset[str]]:
    """Return which attributes are looked at on which path, and on which paths the text is."""
    attributes: dict[str, list[tuple[str, str, Words | None]]] = {}
    texts: set[str] = set()
    named = (layout.names, layout.outcomes, layout.messages, layout.durations, layout.files, layout.lines)
    for place in dict.fromkeys(
        place for places in (*named, (layout.suite,), layout.reasons) for place in places if place
    ):
        path, at, attribute = place.partition("@")
        if at:
            attributes.setdefault(path, []).append((attribute, place, layout.outcomes.get(place)))
        else:
            texts.add(path)
    return attributes, frozenset(texts)
