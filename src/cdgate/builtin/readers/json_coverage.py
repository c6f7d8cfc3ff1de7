"""Coverage formats in JSON: each is a name, how its beginning looks, and what its values mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.json import JsonHead, JsonValue, head_of_json, load_json


class JsonCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """A format of coverage in JSON: `looks` tells it by its beginning, `gather` hands what its values mean to the files."""

    name: str
    title: str
    link: str
    looks: Callable[[JsonHead], bool]
    gather: Callable[[JsonValue, CoveredFiles], None]


class JsonCoverageReader:
    """One JSON format of coverage, read as it is declared."""

    kind = CoverageReport.kind

    def __init__(self, form: JsonCoverage) -> None:
        self.name = form.name
        self.title = form.title
        self.link = form.link
        self._form = form

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys."""
        return self._form.looks(head_of_json(head))

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the report lists. Raises EvidenceError."""
        files = CoveredFiles()
        self._form.gather(load_json(stream), files)
        return files.report(source)
