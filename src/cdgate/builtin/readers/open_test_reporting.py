"""Reads Open Test Reporting XML, the events and the hierarchy: what JUnit 5 and 6 write beside their old XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.limits import Limits
from cdgate.parsing.text import milliseconds, timestamp
from cdgate.parsing.xml import parse_xml, root_of
from cdgate.pattern import lazily

_SCHEMAS = "https://schemas.opentest4j.org/reporting/"
_ROOTS = {"events": "events", "execution": "hierarchy"}
_NAMESPACES = frozenset(
    f"{_SCHEMAS}{kind}/{version}" for kind in _ROOTS.values() for version in ("0.1.0", "0.2.0", "1.0.0")
)
_NODES = frozenset({"started", "root", "child"})
_TEXTS = frozenset({"reason", "type"})
_KINDS = frozenset({"TEST", "CONTAINER", "CONTAINER_AND_TEST"})
_RANKS = {"SUCCESSFUL": PASSED, "SKIPPED": SKIPPED, "ABORTED": SKIPPED, "FAILED": FAILED, "ERRORED": ERRORED}
_DURATION = lazily(
    r"PT(?:(?P<hours>[0-9]{1,6})H)?(?:(?P<minutes>[0-9]{1,6})M)?(?:(?P<seconds>[0-9]{1,9}(?:\.[0-9]+)?)S)?"
)
_JOINT = " / "
_DEEPEST = Limits().depth
_MOST_TEXT = 10_000  # of a reason


class OpenTestReportingReader:
    """Tests are the innermost nodes; one around others counts only where it went wrong and none in it did."""

    name = "open-test-reporting"
    kind = "tests"
    title = "Open Test Reporting XML (JUnit Platform)"
    link = "https://github.com/ota4j-team/open-test-reporting"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element and its namespace, whatever its prefix."""
        root = root_of(head)
        if root is None or root[0] not in _ROOTS:
            return False
        return any(key.startswith("xmlns") and value in _NAMESPACES for key, value in root[1].items())

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by what they lie in. Raises EvidenceError for what is not sound."""
        target = _Target()
        parse_xml(stream, target, namespaces=_NAMESPACES)
        tally = CaseTally()
        if target.stray:
            tally.doubt(text("a test ends that has not begun: the report was cut or edited"))
        for case in _cases(target.nodes):
            tally.add(case)
        return tally.report(source)


class _Node:
    __slots__ = ("children", "depth", "duration_ms", "kind", "message", "name", "parent", "rank", "started", "worst")

    def __init__(self, name: str, parent: _Node | None, duration_ms: int, started: str) -> None:
        self.name = name
        self.parent = parent
        self.depth: int = 1 if parent is None else parent.depth + 1
        self.started = started
        self.duration_ms = duration_ms
        self.rank: int | None = None  # until there is a result
        self.kind = ""  # the word of the JUnit Platform, where it is written
        self.message = ""
        self.children = 0
        self.worst = PASSED  # of all nodes in it


class _Target:
    """Gathers the nodes in the order in which they begin."""

    def __init__(self) -> None:
        self.nodes: list[_Node] = []
        self.stray = False  # whether something ends that has not begun
        self._known: dict[str, _Node] = {}  # events: by their id
        self._open: list[_Node] = []  # hierarchy: the nodes around; events: the one that begins or ends
        self._heard: _Node | None = None  # whose text follows
        self._text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        get = attributes.get
        if tag in _NODES:
            self._begin(tag, attributes)
        elif tag == "finished":
            node = self._known.get(get("id") or "")
            self.stray = self.stray or node is None
            self._open = [] if node is None else [node]
            if node is not None:
                node.duration_ms = _between(node.started, get("time") or "")
        elif tag == "result" and self._open:
            self._open[-1].rank = _RANKS.get(get("status") or "", FAILED)
        elif tag in _TEXTS and self._open:
            self._heard, self._text = self._open[-1], ""

    def end(self, tag: str) -> None:
        """Take an end tag."""
        node = self._heard
        if tag in _NODES or tag == "finished":
            del self._open[-1:]
        elif tag in _TEXTS and node is not None:
            written, self._heard = self._text.strip(), None
            if tag == "reason":
                node.message = node.message or written
            elif written in _KINDS:
                node.kind = written

    def data(self, piece: str) -> None:
        """Take text of an element that is listened to."""
        if self._heard is not None and len(self._text) < _MOST_TEXT:
            self._text += piece

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        get = attributes.get
        around = self._open[-1] if self._open else None
        parent = self._known.get(get("parentId") or "") if tag == "started" else around
        node = _Node(get("name") or "", parent, _duration(get("duration") or ""), get("time") or "")
        if node.depth > _DEEPEST:
            raise EvidenceError("xml-too-deep", text("elements are nested deeper than {limit}", limit=_DEEPEST))
        if parent is not None:
            parent.children += 1
        if tag == "started":
            self._known[get("id") or ""] = node
        self.nodes.append(node)
        self._open.append(node)


def _cases(nodes: list[_Node]) -> Iterator[Case]:
    for node in reversed(nodes):  # what lies in a node comes after it
        if node.parent is not None:
            rank = ERRORED if node.rank is None else node.rank
            node.parent.worst = max(node.parent.worst, node.worst, rank)
    for node in nodes:
        rank = ERRORED if node.rank is None else node.rank
        if _is_test(node) or (rank != PASSED and not _is_told_below(node, rank)):
            message = node.message if node.rank is not None else "the test began and did not end"
            yield Case(node.name, rank, _JOINT.join(_around(node)), message, None, node.duration_ms)


def _is_test(node: _Node) -> bool:
    """Tell whether it is a test; what is outermost and empty is an engine or a suite without one."""
    if node.kind:
        return node.kind != "CONTAINER" and not node.children
    return not node.children and node.parent is not None


def _is_told_below(node: _Node, rank: int) -> bool:
    return node.children > 0 and (node.worst >= FAILED or rank < FAILED)


def _around(node: _Node) -> Iterable[str]:
    names = []
    outer = node.parent
    while outer is not None:
        names.append(outer.name)
        outer = outer.parent
    return reversed(names)


def _duration(written: str) -> int:
    match = _DURATION.fullmatch(written)
    if match is None:
        return 0
    return (int(match["hours"] or 0) * 60 + int(match["minutes"] or 0)) * 60_000 + milliseconds(
        match["seconds"] or "0.0"
    )


def _between(start: str, end: str) -> int:
    begun, ended = timestamp(start), timestamp(end)
    if begun is None or ended is None:
        return 0
    return max(0, int((ended - begun).total_seconds() * 1000))
