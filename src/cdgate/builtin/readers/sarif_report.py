"""A SARIF log to evidence: which results are findings, and what identifies them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from cdgate.builtin.readers.sarif_health import shortfall_of, tool_errors_of, tool_name
from cdgate.builtin.readers.sarif_levels import Rules, level_of, severity_of, tags_of
from cdgate.builtin.readers.sarif_locations import Places
from cdgate.builtin.readers.sarif_log import Log, Message, Result, Rule, Run
from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.model.grade import Severity

IDENTITY_DIGITS = 20
# What semgrep writes in place of a fingerprint for whoever is not logged in: the same for all findings.
NO_FINGERPRINT = "requires login"


def report_of(log: Log, source: Source) -> FindingReport:
    """Return the findings in `log`; what stands in the way of judging them is told as shortfall and tool errors."""
    runs = log.runs or []
    findings: list[Finding] = []
    errors: list[str] = []
    shortfalls = list(_shortfalls(log))
    gone = 0
    seen: Counter[bytes] = Counter()
    for run in runs:
        rules = Rules(run.tool)
        gone += sum(_is_gone(result, run) for result in run.results or ())
        findings += _findings(run, rules, seen)
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


def _findings(run: Run, rules: Rules, seen: Counter[bytes]) -> Iterator[Finding]:
    places = Places(run)
    tool = tool_name(run)
    of_rules: dict[int, tuple[Severity | None, tuple[str, ...]]] = {}  # what results take over from their rule
    for result in run.results or ():
        rule = rules.of(result)
        level = level_of(result, rule)
        if level is None or _is_gone(result, run):
            continue
        rule_id = _rule_id(result, rule)
        message = _message(result, rule)
        location = places.of(result)
        if result.properties or id(rule) not in of_rules:
            traits_of_rule = severity_of(result, rule), tags_of(result, rule)
            if not result.properties:
                of_rules[id(rule)] = traits_of_rule
        else:
            traits_of_rule = of_rules[id(rule)]
        traits = (tool, rule_id, location.path if location else "", _fingerprint(result) or message)
        yield Finding(
            rule_id=rule_id,
            level=level,
            message=message,
            location=location,
            severity=traits_of_rule[0],
            native=result.level or "",
            identity=_identity(traits, seen),
            suppressed=_is_suppressed(result),
            baseline_state=result.baseline_state or "",
            tags=traits_of_rule[1],
        )


def _is_gone(result: Result, run: Run) -> bool:
    """Whether the result was found in an earlier run only; believed of a run that names that earlier run."""
    return result.baseline_state == "absent" and bool(run.baseline_guid)


def _is_suppressed(result: Result) -> bool:
    """Whether every suppression is accepted, or says nothing of its status; words we do not know accept nothing."""
    stated = [entry.state if entry.status is None else entry.status for entry in result.suppressions or ()]
    return bool(stated) and all(status in (None, "accepted") for status in stated)


def _rule_id(result: Result, rule: Rule | None) -> str:
    return result.rule_id or (result.rule and result.rule.id) or (rule and rule.id) or ""


def _message(result: Result, rule: Rule | None) -> str:
    message = result.message or Message()
    strings = (rule and rule.message_strings) or {}
    written = message.text or strings.get(message.id or "", Message()).text or ""
    for number, argument in enumerate(message.arguments or ()):
        written = written.replace(f"{{{number}}}", argument)
    return written or (rule and rule.short_description and rule.short_description.text) or ""


def _fingerprint(result: Result) -> str:
    """Return the fingerprints by which the tool knows the result again, or an empty text where it has none."""
    return _real(result.partial_fingerprints) or _real(result.fingerprints)


def _real(fingerprints: Mapping[str, Any] | None) -> str:  # the values should be strings, which is checked here
    known = sorted((fingerprints or {}).items())
    return "\0".join(
        f"{name}={value}" for name, value in known if isinstance(value, str) and value and value != NO_FINGERPRINT
    )


def _identity(traits: tuple[str, ...], seen: Counter[bytes]) -> str:
    """Return the digest of `traits`; equal findings of one file are told apart by their order."""
    digest = hashlib.sha256("\0".join(traits).encode())
    alike = digest.digest()
    seen[alike] += 1
    digest.update(b"\0%d" % seen[alike])
    return digest.hexdigest()[:IDENTITY_DIGITS]


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
