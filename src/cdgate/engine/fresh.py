"""Stale evidence: made for another commit, other bytes than were stamped, or too old. It counts as missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import EvidenceSet, Gap, Item, Source
from cdgate.model.policy import Role

MANIFEST = ".cdgate/evidence.json"
SCHEMA = "cdgate.evidence/1"
LARGEST = 16 * 1024 * 1024
MEASURED = frozenset({"coverage", "tests", "findings"})
ZONES_APART = timedelta(hours=14)  # many tools write the local time without its zone, which is then read as UTC
SHORTEST_COMMIT = 7


class Manifest(msgspec.Struct, frozen=True):
    """What `cdgate stamp` writes beside the evidence: for which commit, when, and the SHA-256 of each file."""

    schema: str
    commit: str
    at: datetime
    files: Mapping[str, str]


class Now(msgspec.Struct, frozen=True):
    """When and for which commits a run judges; a CI may test a merge commit of the one that it names."""

    moment: datetime
    commits: frozenset[str]


def now_of(judged_at: datetime | None, as_of: date, commits: Iterable[str | None]) -> Now:
    """Return the moment of judging: the present, or the end of the day `as_of` where that is another one."""
    known = frozenset(commit for commit in commits if commit)
    if judged_at is not None and judged_at.date() == as_of:
        return Now(judged_at, known)
    return Now(datetime.combine(as_of, time.max, UTC), known)


def read_manifest(root: Path) -> Manifest | None:
    """Return the manifest below `root`, None where there is none. Raises EvidenceError for one that is not sound."""
    try:
        with (root / MANIFEST).open("rb") as stream:
            manifest = msgspec.json.decode(stream.read(LARGEST), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as problem:
        raise _unsound(str(problem)) from problem
    if manifest.schema != SCHEMA:
        raise _unsound(manifest.schema)
    return manifest


def only_fresh(evidence: EvidenceSet, roles: Iterable[Role], now: Now, manifest: Manifest | None) -> EvidenceSet:
    """Return the evidence with a gap in the place of each stale item."""
    rules = {role.name: role for role in roles}
    items: list[Item] = []
    gaps = list(evidence.gaps)
    for item in evidence.items:
        role = rules.get(item.role)
        reason = None if role is None else _stale(item, role, now, manifest)
        if reason is None:
            items.append(item)
        else:
            gaps.append(Gap(item.role, reason, item.evidence.kind))
    return EvidenceSet(tuple(items), tuple(gaps), evidence.tree)


def _stale(item: Item, role: Role, now: Now, manifest: Manifest | None) -> Text | None:
    source: Source = item.evidence.source
    stamp = None if manifest is None else manifest.files.get(source.path)
    if stamp is not None and manifest is not None:
        if stamp != source.sha256:
            return text("{path} is not what was stamped: its bytes are others", path=source.path)
        if not _among(manifest.commit, now):
            return _of_other(source.path, manifest.commit, now)
    if item.evidence.kind in MEASURED and source.commit and not _among(source.commit, now):
        return _of_other(source.path, source.commit, now)
    if role.stamped and stamp is None and not source.commit:
        return text("{path} does not say for which commit it is: run `cdgate stamp` where it is made", path=source.path)
    if role.max_age_s is None:
        return None
    made = manifest.at if manifest is not None and stamp is not None else source.produced_at
    return _too_old(source.path, made, timedelta(seconds=role.max_age_s), now)


def _too_old(path: str, made: datetime | None, most: timedelta, now: Now) -> Text | None:
    if made is None:
        return text("{path} does not say when it was produced: run `cdgate stamp` where it is made", path=path)
    age = now.moment - (made if made.tzinfo else made.replace(tzinfo=UTC))
    if age < -ZONES_APART:
        return text("{path} says it was produced at {made}, which is yet to come", path=path, made=str(made))
    if age > most:
        return text("{path} was produced at {made}: older than {most} h", path=path, made=str(made), most=_hours(most))
    return None


def _hours(most: timedelta) -> str:
    return f"{most / timedelta(hours=1):g}"


def _among(commit: str, now: Now) -> bool:
    """Tell whether the commit is one of those under test; without any there is nothing to hold it against."""
    commit = commit.lower()
    short = len(commit) >= SHORTEST_COMMIT
    return not now.commits or any(one == commit or (short and one.startswith(commit)) for one in now.commits)


def _of_other(path: str, found: str, now: Now) -> Text:
    wanted = min(now.commits)
    return text("{path} is for commit {found}, not for {wanted}", path=path, found=found[:12], wanted=wanted[:12])


def _unsound(problem: str) -> EvidenceError:
    return EvidenceError(
        "bad-manifest",
        text("this is no manifest of evidence: {problem}", problem=problem),
        path=MANIFEST,
        hint=text("run `cdgate stamp` again where the evidence is made, or remove the file"),
    )
