"""A SARIF log to evidence: which results are findings, and what identifies them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import msgspec

from cdgate.builtin.readers.sarif_health import shortfall_of, tool_errors_of, tool_name
from cdgate.builtin.readers.sarif_levels import Rules, level_of, severity_of, tags_of
from cdgate.builtin.readers.sarif_locations import Places
from cdgate.builtin.readers.sarif_log import Log, Message, Reference, Result, Rule, Run
from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.grade import Level, Severity

IDENTITY_DIGITS = 20
# What semgrep writes in place of a fingerprint for whoever is not logged in: the same for all findings.
NO_FINGERPRINT = "requires login"


class Traits(msgspec.Struct, frozen=True):
    """What a finding has from its rule and level; without a level it is none."""

    rule: Rule | None
    rule_id: str
    level: Level | None
    severity: Severity | None
    tags: tuple[str, ...]
    native: str
    told: str  # the beginning of what makes an identity


def report_of(log: Log, results: Sequence[Iterable[Result]], source: Source) -> FindingReport:
    """Return the findings among the results of each run; what stands in the way of judging them is told as shortfall.

    Of the results in `log` itself only matters whether there are any.
    """
    runs = log.runs or []
    findings: list[Finding] = []
    errors: list[str] = []
    shortfalls = list(_shortfalls(log))
    gone = 0
    seen: dict[str, int] = {}
    for run, mine in zip(runs, results, strict=True):
        rules = Rules(run.tool)
        found = Found(run, rules, seen)
        findings += filter(None, map(found.finding, mine))
        gone += found.gone
        run_errors = tool_errors_of(run, rules)
        errors += run_errors
        shortfalls += filter(None, [shortfall_of(run, run_errors)])
    return FindingReport(
        source=msgspec.structs.replace(source, commit=_commit(runs), produced_at=_produced_at(runs)),
        tool=", ".join(dict.fromkeys(filter(None, map(tool_name, runs)))),
        findings=tuple(findings),
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


class Found:
    """Turns the results of one run into findings; what results have in common is worked out once."""

    def __init__(self, run: Run, rules: Rules, seen: dict[str, int]) -> None:
        self.gone = 0
        self._rules = rules
        self._seen = seen
        self._places = Places(run)
        self._tool = tool_name(run)
        self._baseline = bool(run.baseline_guid)
        self._traits: dict[object, Traits] = {}

    def finding(self, result: Result) -> Finding | None:
        """Return the finding, or None where the result is none."""
        if self._baseline and result.baseline_state == "absent":  # believed of a run that names that earlier run
            self.gone += 1
            return None
        if result.properties:
            traits = self._looked_up(result)
        else:
            key = (result.rule_id, result.rule_index, result.level, result.kind, result.rule and _key(result.rule))
            traits = self._traits.get(key) or self._traits.setdefault(key, self._looked_up(result))
        if traits.level is None:
            return None
        said = result.message
        message = said.text if said is not None and said.text and not said.arguments else _message(said, traits.rule)
        location = self._places.of(result)
        known = _real(result.partial_fingerprints) or _real(result.fingerprints) or message
        told = f"{traits.told}{'' if location is None else location.path}\0{known}"
        number = self._seen[told] = (
            self._seen.get(told, 0) + 1
        )  # equal findings of one file are told apart by their order
        return Finding(
            traits.rule_id,
            traits.level,
            message,
            location,
            traits.severity,
            traits.native,
            sha256(f"{told}\0{number}".encode()).hexdigest()[:IDENTITY_DIGITS],
            bool(result.suppressions) and _is_suppressed(result),
            result.baseline_state or "",
            traits.tags,
        )

    def _looked_up(self, result: Result) -> Traits:
        rule = self._rules.of(result)
        rule_id = result.rule_id or (result.rule and result.rule.id) or (rule and rule.id) or ""
        return Traits(
            rule,
            rule_id,
            level_of(result, rule),
            severity_of(result, rule),
            tags_of(result, rule),
            result.level or "",
            f"{self._tool}\0{rule_id}\0",
        )


def _key(rule: Reference) -> tuple[object, ...]:
    component = rule.tool_component
    if component is None:
        return rule.id, rule.index
    return rule.id, rule.index, component.index, component.name, component.guid


def _is_suppressed(result: Result) -> bool:
    """Whether every suppression is accepted, or says nothing of its status; words we do not know accept nothing."""
    stated = [entry.state if entry.status is None else entry.status for entry in result.suppressions or ()]
    return bool(stated) and all(status in (None, "accepted") for status in stated)


def _message(message: Message | None, rule: Rule | None) -> str:
    if message is None:
        message = Message()
    strings = (rule and rule.message_strings) or {}
    written = message.text or strings.get(message.id or "", Message()).text or ""
    for number, argument in enumerate(message.arguments or ()):
        written = written.replace(f"{{{number}}}", argument)
    return written or (rule and rule.short_description and rule.short_description.text) or ""


def _real(fingerprints: Mapping[str, Any] | None) -> str:  # the values should be strings, which is checked here
    """Return the fingerprints by which the tool knows the result again, or an empty text where it has none."""
    if not fingerprints:
        return ""
    known: list[str] = []
    last = ""
    for name, value in fingerprints.items():
        if name < last:  # nearly all tools write them in order
            return _real(dict(sorted(fingerprints.items())))
        last = name
        if isinstance(value, str) and value and value != NO_FINGERPRINT:
            known.append(f"{name}={value}")
    return "\0".join(known)


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
