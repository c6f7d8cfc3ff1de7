"""`cdgate check` and `cdgate assess`: judge the gates and tell it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import msgspec

from cdgate.cli import deliver
from cdgate.cli.find_policy import Found, find_policy
from cdgate.cli.leaving import Ended
from cdgate.cli.progress import Progress
from cdgate.cli.session import Session, pass_session
from cdgate.cli.target import against_target
from cdgate.engine.run import Outcome, Setting, run
from cdgate.engine.scope import gates_of
from cdgate.engine.tree import Looking
from cdgate.errors import CdgateError, EvidenceError, ExitCode, UsageError
from cdgate.message import text
from cdgate.model.policy import Mode
from cdgate.model.verdict import Verdict
from cdgate.registry import check_required


class Wishes(msgspec.Struct, frozen=True):
    """The options of a check."""

    gates: tuple[str, ...] = ()
    policy: str = ""
    root: str = ""
    reports: tuple[str, ...] = ()
    as_of: str = ""
    ci: str = "auto"
    soft_fail: bool = False
    produce: bool = False
    jobs: int = 0
    policy_from: str = ""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.argument("gates", nargs=-1, metavar="[STAGE[.entry|.exit]]..."),
        click.option("--policy", default="", metavar="FILE", help="The policy; default: gates.yaml here or above."),
        click.option(
            "--policy-from",
            default="",
            envvar="CDGATE_POLICY_FROM",
            type=click.Choice(["", "target-branch"]),
            metavar="target-branch",
            help="Judge by the policy of the target branch, whatever that of the change says.",
        ),
        click.option(
            "--root", default="", metavar="DIR", help="Where the evidence paths start; default: the policy's folder."
        ),
        click.option(
            "--report",
            "reports",
            multiple=True,
            metavar="NAME[=PATH]",
            help="Also write this report; `-` is standard output.",
        ),
        click.option(
            "--as-of", default="", metavar="DATE", help="Judge as of this day (YYYY-MM-DD) instead of today (UTC)."
        ),
        click.option("--ci", default="auto", metavar="NAME", help="Which CI this is: auto, none, or a name."),
        click.option(
            "--soft-fail", is_flag=True, help="End with 0 where the verdict is FAIL; it is still told and recorded."
        ),
        click.option(
            "--jobs",
            default=0,
            envvar="CDGATE_JOBS",
            metavar="N",
            type=click.IntRange(0),
            help="Read large evidence in N processes; default: one for each processor.",
        ),
        click.option("--produce", is_flag=True, help="First run the `run:` commands of the evidence roles."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_options
@pass_session
def check(session: Session, /, **wishes: Any) -> Ended:
    """Judge the change gates of the policy: exit 0 passed, 1 failed, 3 policy, 4 evidence, 5 plugin.

    Without a gates.yaml, the usual report files are judged by the gates of the built-in profile that they can feed.
    """
    return judge(session, Wishes(**wishes), Mode.CHANGE)


@click.command()
@_options
@pass_session
def assess(session: Session, /, **wishes: Any) -> Ended:
    """Judge the assessment gates (rolling windows): they tell where a team stands and never block a change."""
    return judge(session, Wishes(**wishes), Mode.ASSESS)


def judge(session: Session, wishes: Wishes, mode: Mode) -> Ended:
    """Carry out one check and return the exit code of the process, with what was judged."""
    with Looking() as looking:
        begin = None if wishes.produce else looking.begin  # what produces evidence may alter the tree
        found = find_policy(session, policy=wishes.policy, root=wishes.root, begin=begin)
        registry = found.registry
        pipeline, deliveries = deliver.plan(registry, wishes.ci, wishes.reports, os.environ)
        held = against_target(found, pipeline, file=wishes.policy, required=bool(wishes.policy_from))
        found = held.found
        check_required(registry, found.policy.require_plugins)
        gates = gates_of(found.policy, wishes.gates, mode)
        if wishes.produce:
            from cdgate.cli.produce import produce

            produce(found.policy, found.root)
        now = datetime.now(UTC)
        setting = Setting(
            found.root,
            _day(wishes.as_of, now.date()),
            now,
            pipeline,
            registry.distributions,
            wishes.jobs,
            held.notes,
            held.commit,
            Path.cwd(),
        )
        with Progress() as progress:
            outcome = run(
                found.policy,
                gates,
                mode=mode,
                readers=registry.readers,
                metrics=registry.metrics,
                setting=setting,
                watch=progress.reading,
                look=looking.tree,
            )
    _refuse_nothing(found, outcome)
    failures = deliver.send(session, outcome, deliveries, registry, found.root)
    return Ended(exit_code(outcome, failures, soft_fail=wishes.soft_fail), outcome)


def exit_code(outcome: Outcome, failures: Iterable[CdgateError], *, soft_fail: bool) -> ExitCode:
    """Return the code: evidence or plugin errors first, then a failed verdict, then an output that failed after a pass."""
    if outcome.errors:
        return max(error.exit_code for error in outcome.errors)
    if outcome.record.verdict is Verdict.FAIL and not soft_fail:
        return ExitCode.FAILED
    return max((error.exit_code for error in failures), default=ExitCode.PASSED)


def _day(written: str, today: date) -> date:
    if not written:
        return today
    try:
        return date.fromisoformat(written)
    except ValueError as problem:
        raise UsageError(
            "bad-date", text("--as-of {day} is no date", day=repr(written)), hint=text("write it as YYYY-MM-DD")
        ) from problem


def _refuse_nothing(found: Found, outcome: Outcome) -> None:
    """Without a policy and without a single report there is nothing to tell: say what was looked for."""
    if found.policy.discovered and not outcome.record.evidence and not outcome.errors:
        looked = sorted({pattern for role in found.policy.roles for pattern in role.paths})
        raise EvidenceError(
            "no-evidence",
            text(
                "there is no gates.yaml here and none of the usual report files; looked for {patterns}",
                patterns=", ".join(looked),
            ),
            path=str(Path.cwd()),
            hint=text("run your tests with a report first, or write a gates.yaml that says where the reports are"),
        )
