"""Coverage formats in JSON: each is a name, how its beginning looks, and what its values mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.json import JsonHead, JsonValue, head_of_json, load_json


class JsonCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """A format of coverage in JSON, and its reader."""

    name: str
    title: str
    link: str
    looks: Callable[[JsonHead], bool]
    gather: Callable[[JsonValue, CoveredFiles], None]
    kind: str = CoverageReport.kind

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys."""
        return self.looks(head_of_json(head))

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the report lists. Raises EvidenceError."""
        files = CoveredFiles()
        self.gather(load_json(stream), files)
        return files.report(source)
