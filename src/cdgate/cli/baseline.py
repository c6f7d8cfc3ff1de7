"""`cdgate baseline`: keep what was good enough, look at it, and let git merge it."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cdgate.cli.baseline_file import DEFAULT, baseline_path, read, replace, shown
from cdgate.cli.find_policy import Found, find_policy
from cdgate.cli.session import Session, pass_session
from cdgate.errors import CdgateError, ErrorGroup, EvidenceError, UsageError
from cdgate.message import Text, text
from cdgate.model.baseline import Baseline
from cdgate.model.floor import written_quantity
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

if TYPE_CHECKING:
    from cdgate.model.policy import Criterion

DRIVER = "cdgate-baseline"
SHOWN_DIGITS = 12

_policy = click.option("--policy", default="", metavar="FILE", help="The policy; default: gates.yaml here or above.")
_file = click.option(
    "--file", default="", metavar="FILE", help=f"The baseline; default: that of the policy, else {DEFAULT}."
)


@click.group()
def baseline() -> None:
    """Keep what was good enough, so that it can only get better."""


@baseline.command()
@click.argument("criteria", nargs=-1, metavar="[CRITERION]...")
@click.option(
    "--allow-lower",
    "allowed",
    multiple=True,
    metavar="CRITERION",
    help="Record the values of this criterion even where they are worse, its new findings and its removed tests.",
)
@click.option("--as-of", default="", metavar="DATE", help="The day of the entries (YYYY-MM-DD); default: today (UTC).")
@_policy
@_file
@pass_session
def update(
    session: Session, *, criteria: tuple[str, ...], allowed: tuple[str, ...], as_of: str, policy: str, file: str
) -> None:
    """Record what is better now than in the baseline; what is worse stays as it was, and so does everything else.

    Without CRITERION, all criteria that compare with the baseline are brought up to date.
    """
    from cdgate.engine.case_files import located, places_wanted, placing
    from cdgate.engine.collect import collect
    from cdgate.engine.formats import with_declared
    from cdgate.engine.record import Moment, Update, wishes_of
    from cdgate.engine.scope import needed_roles
    from cdgate.engine.tree import look_at_tree

    found = find_policy(session, policy=policy)
    metrics = found.registry.metrics
    chosen = _chosen(found, (*criteria, *allowed) if criteria else ())
    _chosen(found, allowed)
    wishes = wishes_of(chosen, metrics)
    if not wishes:
        raise _nothing_compares(found)
    path = baseline_path(found, file)
    tree = look_at_tree(found.root)
    gates = tuple(gate for gate in found.policy.gates if any(one in chosen for one in gate.criteria))
    roles = tuple(role for role in needed_roles(found.policy, gates, metrics) if role.kind != Baseline.kind)
    places, known = places_wanted(gates, metrics), with_declared(found.registry.readers, found.policy)
    collected = collect(roles, placing(known) if places else known, found.root, tree)
    if collected.errors:
        raise ErrorGroup(collected.errors)
    evidence = located(collected.evidence, roles, found.root) if places else collected.evidence
    updating = Update(read(path, missing_ok=True), Moment(_day(as_of), tree.commit or ""), frozenset(allowed))
    for wish in wishes:
        updating.take(wish, evidence, metrics)
    replace(path, updating.baseline())
    for change in updating.changes:
        sign = "!" if change.refused else "+"
        _line(session, f"{sign} {change.criterion}: ", change.message)
    if any(change.refused for change in updating.changes):
        _line(session, "  ", text("what got worse is recorded only with --allow-lower CRITERION"))
    _line(session, "", text("{file} is up to date", file=shown(path)))


@baseline.command()
@_policy
@_file
@pass_session
def show(session: Session, *, policy: str, file: str) -> None:
    """Print the floors with where they come from and how old they are, and how many findings and tests are known."""
    path = baseline_path(find_policy(session, policy=policy), file)
    held = read(path)
    today = datetime.now(UTC).date()
    for key, floor in sorted(held.floors.items()):
        told = text("{key}: {value}", key=key, value=written_quantity(floor.quantity))
        if floor.commit:
            told = text("{told}, commit {commit}", told=told, commit=floor.commit[:SHOWN_DIGITS])
        if floor.on is not None:
            told = text(
                "{told}, of {day} ({days} days old)", told=told, day=str(floor.on), days=(today - floor.on).days
            )
        _line(session, "", told)
    for role in sorted(held.finding_roles):
        count = sum(known.role == role for known in held.findings)
        _line(session, "", text("{role}: {count} known findings", role=role, count=count))
    for role, tests in sorted(held.executed.items()):
        failing = len(held.failing.get(role, ()))
        _line(
            session,
            "",
            text("{role}: {count} tests, {failing} of them failing", role=role, count=len(tests), failing=failing),
        )


@baseline.command()
@_policy
@_file
@pass_session
def verify(session: Session, *, policy: str, file: str) -> None:
    """Check that the baseline is sound, written as cdgate writes it, and holds all that the policy compares with.

    Ends with 0, or with 4 where it does not.
    """
    from cdgate.engine.wishes import wanted_in, wishes_of
    from cdgate.model.evidence import TestReport
    from cdgate.parsing.baseline import written_baseline

    found = find_policy(session, policy=policy)
    path = baseline_path(found, file)
    held = read(path)
    if path.read_bytes() != written_baseline(held):
        raise EvidenceError(
            "baseline-not-canonical",
            text("the file is not as this cdgate writes it: merged or edited by hand, or written by an older one"),
            path=shown(path),
            hint=text("run `cdgate baseline update`, and `cdgate baseline install-merge-driver` for the next merge"),
        )
    wishes = wishes_of(_chosen(found, ()), found.registry.metrics)
    lacking = [wish.key for wish in wishes if not wish.identities and not wanted_in(wish, held.floors)]
    for wish in (wish for wish in wishes if wish.identities):
        known = held.executed.keys() if wish.identities == TestReport.kind else held.finding_roles
        lacking += [f"{wish.request.metric} evidence={role}" for role in wish.request.roles if role not in known]
    if lacking:
        raise EvidenceError(
            "baseline-incomplete",
            text("the baseline lacks {names}", names=", ".join(dict.fromkeys(lacking))),
            path=shown(path),
            hint=text("run `cdgate baseline update`"),
        )
    stale = sorted(key for key in held.floors if not any(wanted_in(wish, (key,)) for wish in wishes))
    if stale:
        _line(session, "", text("no criterion compares with {names}", names=", ".join(stale)))
    _line(session, "", text("{file}: sound, {count} floors", file=shown(path), count=len(held.floors)))


@baseline.command()
@click.argument("base", type=click.Path())
@click.argument("ours", type=click.Path())
@click.argument("theirs", type=click.Path())
def merge(*, base: str, ours: str, theirs: str) -> None:
    """Merge two baselines into OURS, called by git as the merge driver: `cdgate baseline merge %O %A %B`.

    The better value of each floor wins. A side that cannot be read leaves the merge to a person: git reports a conflict.
    """
    from cdgate.engine.merging import merged

    sides = [read(Path(side), missing_ok=True) for side in (base, ours, theirs)]
    replace(Path(ours), merged(*sides))


@baseline.command("install-merge-driver")
@_policy
@_file
@pass_session
def install_merge_driver(session: Session, *, policy: str, file: str) -> None:
    """Let git settle conflicting baselines: a line in .gitattributes for all, a setting in this clone's git config."""
    found = find_policy(session, policy=policy)
    path = baseline_path(found, file)
    top = Path(_git(found.root, "rev-parse", "--show-toplevel"))
    try:
        name = path.resolve().relative_to(top.resolve()).as_posix()
    except ValueError as problem:
        raise UsageError("outside-root", text("the path leads out of {root}", root=str(top))) from problem
    attribute = f"/{name} merge={DRIVER}"
    attributes = top / ".gitattributes"
    written = attributes.read_text("utf-8") if attributes.exists() else ""
    if attribute not in written.splitlines():
        glue = "" if not written or written.endswith("\n") else "\n"
        attributes.write_text(f"{written}{glue}{attribute}\n", "utf-8")
    _git(found.root, "config", f"merge.{DRIVER}.name", "cdgate baseline: the better value of each floor")
    _git(found.root, "config", f"merge.{DRIVER}.driver", "cdgate baseline merge %O %A %B")
    _line(session, "", text("git merges {file} with cdgate; commit .gitattributes", file=name))


def _chosen(found: Found, names: tuple[str, ...]) -> tuple[Criterion, ...]:
    criteria = tuple(criterion for gate in found.policy.gates for criterion in gate.criteria)
    known = {criterion.id for criterion in criteria}
    for name in names:
        if name not in known:
            raise UsageError(
                "unknown-criterion",
                text("no criterion is named {criterion}", criterion=repr(name)),
                hint=text("known: {names}", names=", ".join(sorted(known))),
            )
    return tuple(criterion for criterion in criteria if not names or criterion.id in names)


def _git(root: Path, *arguments: str) -> str:
    import subprocess

    try:
        command = ["git", "-C", str(root), *arguments]
        done = subprocess.run(command, capture_output=True, check=True, timeout=60)  # noqa: S603  # fixed words
    except (OSError, subprocess.SubprocessError) as problem:
        raise UsageError(
            "git-refused",
            text("git {command} failed here", command=arguments[0]),
            hint=text("run it inside the git work tree of the project"),
        ) from problem
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written) if written else datetime.now(UTC).date()
    except ValueError as problem:
        raise UsageError(
            "bad-date", text("--as-of {day} is no date", day=repr(written)), hint=text("write it as YYYY-MM-DD")
        ) from problem


def _nothing_compares(found: Found) -> CdgateError:
    return UsageError(
        "nothing-compares",
        text("no criterion of {file} compares with a baseline", file=found.policy.file),
        hint=text("write `not_below: baseline`, `kind: ratchet`, or a metric like findings.new in a criterion first"),
    )


def _line(session: Session, prefix: str, message: Text) -> None:
    sys.stdout.write(f"{plain(prefix)}{plain(message.render(translator(session.words)))}\n")
