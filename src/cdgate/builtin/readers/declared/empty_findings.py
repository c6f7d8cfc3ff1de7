"""Reader of findings that are empty and name no tool: `[]`, `null`, or one key with an empty list."""

from __future__ import annotations

from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.head import json_in_head
from cdgate.parsing.json import load_json

_KEYS = frozenset({"dependencies", "issues", "results", "violations", "vulnerabilities"})


class EmptyFindingsReader:
    """Tells that there is nothing, which is no evidence of anything until the policy names the format."""

    name = "empty-findings"
    kind = "findings"
    title = "Empty list of findings that names no tool"
    link = "https://www.rfc-editor.org/rfc/rfc8259"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by there being nothing."""
        return head.strip() == b"null" or _is_empty(json_in_head(head))

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return no findings, and why that says nothing. Raises EvidenceError where there is something."""
        value = load_json(stream)
        if value is not None and not _is_empty(value):
            raise EvidenceError(
                "wrong-shape",
                text("the report is not empty"),
                hint=text("leave format: out, or name the format that the tool writes"),
            )
        shortfall = text("the report is empty and names no tool: set format: in its evidence entry to what writes it")
        return FindingReport(source, "", (), shortfall=shortfall)


def _is_empty(value: object) -> bool:
    if isinstance(value, dict):
        return len(value) == 1 and not _KEYS.isdisjoint(value) and list(value.values()) in ([[]], [None])
    return value == []
