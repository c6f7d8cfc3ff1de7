"""A SARIF log to evidence: which results are findings, and what identifies them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from cdgate.builtin.readers.sarif_found import Found
from cdgate.builtin.readers.sarif_health import shortfall_of, tool_errors_of, tool_name
from cdgate.builtin.readers.sarif_identity import SCHEME
from cdgate.builtin.readers.sarif_levels import Rules
from cdgate.builtin.readers.sarif_log import Log, Run
from cdgate.builtin.readers.sarif_shared import Piece, read_pieces
from cdgate.message import Text, text
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.finding_parts import Columns


def report_of(log: Log, results: Sequence[Sequence[Piece]], source: Source) -> FindingReport:
    """Return the findings among the results of each run; what stands in the way of judging them is told as shortfall.

    Results come in pieces. Of those in `log` itself only matters whether there are any.
    """
    runs = log.runs or []
    errors: list[str] = []
    shortfalls = list(_shortfalls(log))
    columns = Columns()
    for run, mine in zip(runs, results, strict=True):
        rules = Rules(run.tool)
        read_pieces(Found(run, rules, columns), mine, columns)
        run_errors = tool_errors_of(run, rules)
        errors += run_errors
        shortfalls += filter(None, [shortfall_of(run, run_errors)])
    gone = columns.others
    return FindingReport(
        source=msgspec.structs.replace(source, commit=_commit(runs), produced_at=_produced_at(runs)),
        tool=", ".join(dict.fromkeys(filter(None, map(tool_name, runs)))),
        findings=columns.findings(SCHEME),
        tool_version=_version(runs),
        tool_errors=tuple(errors),
        notes=(text("{count} results are gone since the baseline and do not count", count=gone),) if gone else (),
        shortfall=shortfalls[0] if shortfalls else None,
    )


def _shortfalls(log: Log) -> Iterator[Text]:
    if not log.runs:
        yield text("the log holds no run, so no tool says that it scanned anything")
    if log.version is None:
        yield text("the log does not tell its SARIF version, so nobody knows what its words mean")


def _commit(runs: Sequence[Run]) -> str | None:
    """Return the commit that was analysed where all runs agree on one."""
    named = {entry.revision_id for run in runs for entry in run.version_control_provenance or () if entry.revision_id}
    return named.pop() if len(named) == 1 else None


def _produced_at(runs: Sequence[Run]) -> datetime | None:
    """Return when the first invocation ended: evidence is as old as its oldest part."""
    ends = (invocation.end_time_utc for run in runs for invocation in run.invocations or ())
    return min(filter(None, map(_moment, filter(None, ends))), default=None)


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _version(runs: Sequence[Run]) -> str:
    """Return the version of the tool where all runs are of one."""
    drivers = [run.tool.driver for run in runs if run.tool and run.tool.driver]
    versions = {driver.version or driver.semantic_version or "" for driver in drivers}
    return versions.pop() if len(versions) == 1 else ""
