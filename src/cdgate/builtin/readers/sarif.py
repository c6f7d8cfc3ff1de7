"""Reader of SARIF 2.1.0: refuses what is no such log, and hands the rest to be reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec.structs import replace

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.json import head_of_json, load_json, obj, shaped, string
from cdgate.parsing.processes import at_most
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.builtin.readers.sarif_found import Found
    from cdgate.builtin.readers.sarif_log import Log, Result
    from cdgate.builtin.readers.sarif_shared import Piece
    from cdgate.model.finding_columns import FindingBatch

_VERSION = lazily(r"2\.1\.0(?:-rtm\.[0-9]+)?|2\.2(?:\.[0-9]+)?", re.ASCII)
_OF_A_RUN = frozenset({"tool", "results", "invocations"})
_EARLIER = ("1.0", "2.0", "2.1.0-beta")  # other readers have those
_DECISIVE = ("version", "runs", "tool", "results", "invocations")


class SarifReader:
    """SARIF 2.1.0, as most analysers can write it."""

    name = "sarif"
    kind = "findings"
    title = "SARIF 2.1.0"
    link = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by the schema of the log, or by its runs."""
        seen = head_of_json(head)
        if seen.words.get("version", "").startswith(_EARLIER):
            return False
        schema = seen.words.get("$schema", "").lower()
        if "version" not in seen.words and schema.partition("sarif-")[2].startswith(_EARLIER):
            return False  # the version comes behind what is shown here
        if "sarif" in schema:
            return True
        return "runs" in seen.keys and ("version" in seen.keys or not _OF_A_RUN.isdisjoint(seen.inner))

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings of all runs. Raises EvidenceError for what is not sound SARIF 2.1.0."""
        from cdgate.builtin.readers.sarif_report import report_of
        from cdgate.parsing.json_clean import WORTHWHILE_BYTES, UncleanError

        for careful in (False, True) if source.size_bytes >= WORTHWHILE_BYTES else ():
            try:
                return _read_large(stream, source, careful=careful)
            except (UncleanError, EvidenceError):
                stream.seek(0)
        log = read_strictly(stream)
        report = report_of(log, [[partial(_strictly, results=run.results or ())] for run in log.runs or ()], source)
        return replace(report, findings=tuple(report.findings))


def _read_large(stream: BinaryIO, source: Source, *, careful: bool) -> FindingReport:
    from cdgate.builtin.readers.sarif_report import report_of
    from cdgate.parsing.forked import LostError

    try:
        return report_of(*read_fast(stream, careful=careful), source)
    except LostError:
        stream.seek(0)
        with at_most(1):
            return report_of(*read_fast(stream, careful=careful), source)


def _strictly(found: Found, results: Iterable[Result]) -> list[FindingBatch]:
    return [found.batch(results)]


def read_strictly(stream: BinaryIO) -> Log:
    """Return the log, every key of it looked at. Raises EvidenceError."""
    from cdgate.builtin.readers.sarif_log import Log

    value = obj(load_json(stream), "$")
    _check(value)
    return shaped(value, Log)


def read_fast(stream: BinaryIO, *, careful: bool = True) -> tuple[Log, list[list[Piece]]]:
    """Return the log and the results of each run in pieces, which are read when they are called.

    They are the same as those of `read_strictly`: where that is not certain this, or taking them, raises UncleanError or
    EvidenceError.
    """
    from cdgate.builtin.readers.sarif_fast import log_of

    members, log, results = log_of(stream, careful=careful)
    _check(members)
    return log, results


def _check(members: Mapping[str, Any]) -> None:
    _check_version(members.get("version"))
    _refuse_lookalikes(members)


def _check_version(written: object) -> None:
    """Refuse other versions; a log without any is read, but has a shortfall."""
    if written is not None and not _VERSION.fullmatch(string(written, "$.version")):
        raise EvidenceError(
            "unsupported-version",
            text("the SARIF version is {found}, and 2.1.0 is read", found=repr(written)),
            hint=text("let the tool write SARIF 2.1.0, or convert the file with the SARIF Multitool"),
        )


def _refuse_lookalikes(value: Mapping[str, Any]) -> None:  # any JSON, whose shape is checked later
    """Refuse `Results` beside `results`: readers that ignore case would see another log than we do."""
    runs = value.get("runs")
    for item in (value, *(runs if isinstance(runs, list) else ())):
        for key in item if isinstance(item, dict) else ():
            if key not in _DECISIVE and key.casefold() in _DECISIVE:
                raise EvidenceError(
                    "sarif-key",
                    text("{key} is no property of SARIF, but {known} is", key=key, known=key.casefold()),
                    hint=text("correct the tool that wrote the file: other readers may take one for the other"),
                )
