"""Reader of the baseline file that `cdgate baseline update` writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.parsing.json import bounded, head_of_json

if TYPE_CHECKING:
    from cdgate.model.baseline import Baseline
    from cdgate.model.evidence import Source


class BaselineReader:
    """Floors of metrics, known findings and executed tests."""

    name = "cdgate-baseline"
    kind = "baseline"
    title = "cdgate baseline"
    link = "https://www.rfc-editor.org/rfc/rfc8259"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by the schema, which the file names first."""
        return head_of_json(head).words.get("schema", "").startswith("cdgate.baseline/")

    def read(self, stream: BinaryIO, source: Source) -> Baseline:
        """Return the baseline. Raises EvidenceError for what is not sound."""
        from cdgate.parsing.baseline import read_baseline

        return read_baseline(bounded(stream), source)
