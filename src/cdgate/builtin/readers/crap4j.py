"""Reads Crap4J's XML: methods that are complex and hardly tested, as findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Finding, FindingReport
from cdgate.model.grade import Level
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

if TYPE_CHECKING:
    from cdgate.model.evidence import Source

_FIELDS = frozenset({"package", "className", "methodSignature", "crap", "complexity", "coverage", "crapLoad"})
_STATS = frozenset({"methodCount", "crapMethodCount"})


class Crap4jReader:
    """Crap4J: a finding for each method that is over the threshold of the report, which gives it a load."""

    name = "crap4j"
    kind = FindingReport.kind
    title = "Crap4J XML (PHPUnit)"
    link = "https://docs.phpunit.de/en/12.0/configuration.html#the-crap4j-element"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element `crap_result`."""
        root = root_of(head)
        return root is not None and root[0] == "crap_result"

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the methods over the threshold. Raises EvidenceError where the statistics say something else."""
        target = _Target()
        parse_xml(stream, target)
        counted = {"methodCount": target.methods, "crapMethodCount": len(target.findings)}
        if {name: natural(written) for name, written in target.stats.items() if name in _STATS} != counted:
            raise EvidenceError(
                "totals-disagree",
                text("the statistics do not say what the list of methods says"),
                hint=text("write the report again; if it was edited or merged by hand, do not"),
            )
        return FindingReport(source, "crap4j", tuple(target.findings))


class _Target:
    """Gathers methods; `stats` are the totals as written."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.methods = 0
        self.stats: dict[str, str] = {}
        self._seen: Counter[bytes] = Counter()
        self._method: dict[str, str] | None = None
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # what a target takes
        """Take a start tag."""
        if tag == "method":
            self._method = {}
        self._text = [] if tag in _FIELDS | _STATS else None

    def end(self, tag: str) -> None:
        """Take an end tag; with that of a method it is known."""
        if self._text is not None:
            into = self.stats if self._method is None else self._method
            into[tag] = "".join(self._text).strip()
            self._text = None
        elif tag == "method" and self._method is not None:
            self._add(self._method)
            self._method = None

    def data(self, piece: str) -> None:
        """Take text."""
        if self._text is not None:
            self._text.append(piece)

    def _add(self, method: Mapping[str, str]) -> None:
        self.methods += 1
        if not natural(method.get("crapLoad", "")):
            return
        name = "::".join(filter(None, (method.get("className"), method.get("methodSignature"))))
        crap, complexity, covered = (method.get(field, "?") for field in ("crap", "complexity", "coverage"))
        message = f"{name}: CRAP {crap}, complexity {complexity}, {covered} % covered"
        place = "\x00".join(("crap4j", method.get("package", ""), name)).encode()
        self._seen[place] += 1
        identity = blake2b(place + b"\x00%d" % self._seen[place], digest_size=16).hexdigest()
        self.findings.append(Finding("crap", Level.WARNING, message, native=crap, identity=identity))
