"""From roles to evidence: find the files, let exactly one reader read each, remember what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import msgspec

from cdgate.engine.files import FOREIGN, Walked, expand
from cdgate.engine.identity import identified
from cdgate.engine.parallel import Wanted, processors, read_together
from cdgate.engine.past import as_baseline
from cdgate.engine.paths import PathMatcher, match_coverage, match_findings
from cdgate.engine.read import read_files
from cdgate.engine.retries import with_merged_retries
from cdgate.engine.select import excluded
from cdgate.engine.tree import Tree
from cdgate.errors import CdgateError, EvidenceError
from cdgate.extension import Reader
from cdgate.log import Log
from cdgate.message import text
from cdgate.model.baseline import Baseline
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import CoverageReport, Evidence, EvidenceSet, FindingReport, Gap, Item
from cdgate.model.policy import Role
from cdgate.model.record import GateRecord
from cdgate.parsing.processes import at_most

log = Log(__name__)


class Collected(msgspec.Struct, frozen=True):
    """The evidence, and the errors met while it was read; a role with an error has a gap too."""

    evidence: EvidenceSet
    errors: tuple[CdgateError, ...] = ()


def collect(
    roles: Iterable[Role],
    readers: Mapping[str, Reader],
    root: Path,
    tree: Tree,
    watch: Callable[[str], None] | None = None,
    *,
    bases: tuple[str, ...] = (),
    jobs: int = 1,
    totals: bool = False,
) -> Collected:
    """Read the evidence of the roles below `root`. Order of roles and files never matters to what comes out.

    `bases` are the names of the commit that the change starts from, as the CI gives them; `jobs` is how many processes
    may read (0: one for each processor). With `totals`, test results need not have identities of cases.
    """
    roles = sorted(roles, key=lambda role: role.name)
    walked: Walked = {}
    found = {role.name: _files_of(role, root, walked) for role in roles if not role.git_base}
    wanted = (Wanted(path, role.format) for role in roles if role.name in found for path in found[role.name][0])
    ready = read_together(wanted, readers, root, jobs=jobs, totals=totals)
    matcher = PathMatcher(tree.files, root.resolve().as_posix())
    items: list[Item] = []
    gaps: list[Gap] = []
    errors: list[CdgateError] = []
    with at_most(jobs or processors()):
        for role in roles:
            if role.git_base:
                asked = _asked_git(role, root, bases)
                if isinstance(asked, Item):
                    items.append(asked)
                else:
                    gaps.append(asked)
                continue
            paths, missing = found[role.name]
            gaps.extend(missing)
            left = [(path, role.format) for path in paths if Wanted(path, role.format) not in ready]
            others = read_files(root, left, readers, totals=totals)
            for path in paths:
                if watch is not None:
                    watch(path)
                wish = Wanted(path, role.format)
                answer = ready[wish] if wish in ready else next(others)
                try:
                    if isinstance(answer, CdgateError):
                        raise answer
                    evidence = _checked(answer, role)
                except CdgateError as error:
                    errors.append(error)
                    reason = text("{path}: {reason}", path=path, reason=error.message)
                    gaps.append(Gap(role.name, reason, role.kind, broken=True))
                    continue
                gaps.extend(_of_unknown_kind(evidence, role))
                placed = excluded(_placed(evidence, matcher, role.roots), role.exclude)
                items.append(Item(role.name, placed, role.labels))
    merged = with_merged_retries(items, {role.name for role in roles if role.merge_retries})
    return Collected(identified(EvidenceSet(tuple(merged), tuple(gaps), tree.files), root), tuple(errors))


def _asked_git(role: Role, root: Path, bases: tuple[str, ...]) -> Item | Gap:
    """Return the change as git tells it, or why it cannot. Raises EvidenceError where git tells nonsense."""
    from cdgate.engine.change import Asked, NoChange, read_change

    try:
        change = read_change(root, Asked(role.git_base, bases))
    except NoChange as problem:
        return Gap(role.name, problem.reason, ChangeReport.kind)
    return Item(role.name, excluded(change, role.exclude), role.labels)


def _files_of(role: Role, root: Path, walked: Walked) -> tuple[tuple[str, ...], list[Gap]]:
    """Return the role's files once each, and a gap where a pattern matches none or the files are too few."""
    skip = FOREIGN if role.default_globs else frozenset({".git"})
    found = {pattern: expand(root, pattern, skip=skip, walked=walked) for pattern in role.paths}
    paths = tuple(sorted({path for matched in found.values() for path in matched}))
    log.info("evidence %s: %s", role.name, ", ".join(paths) or "no file")
    empty = [pattern for pattern, matched in found.items() if not matched]
    if role.default_globs:
        empty = list(role.paths) if not paths else []
    if role.optional and not paths:
        return (), []
    if empty:
        reason = text("no file matches {patterns} (evidence {role})", patterns=", ".join(empty), role=role.name)
        return paths, [Gap(role.name, reason, role.kind)]
    if len(paths) < role.min_files:
        reason = text(
            "{count} files for evidence {role}, the policy asks for at least {wanted}",
            count=len(paths),
            role=role.name,
            wanted=role.min_files,
        )
        return paths, [Gap(role.name, reason, role.kind)]
    return paths, []


def _of_unknown_kind(evidence: Evidence, role: Role) -> list[Gap]:
    """An empty list names no tool: where the role says no kind, it may stand for tests as well as for findings."""
    nameless = isinstance(evidence, FindingReport) and not evidence.tool and evidence.shortfall is not None
    if role.kind or not nameless or evidence.shortfall is None:
        return []
    return [Gap(role.name, text("{path}: {reason}", path=evidence.source.path, reason=evidence.shortfall))]


def _checked(evidence: Evidence, role: Role) -> Evidence:
    if role.kind == Baseline.kind and isinstance(evidence, GateRecord):
        return as_baseline(evidence, role.name)
    if role.kind and evidence.kind != role.kind:
        raise EvidenceError(
            "wrong-kind",
            text(
                "this is {found} (read by {reader}), evidence {role} holds {wanted}",
                found=evidence.kind,
                reader=evidence.source.reader,
                role=role.name,
                wanted=role.kind,
            ),
            path=evidence.source.path,
            hint=text("correct the path of evidence {role} in the policy", role=role.name),
        )
    return evidence


def _placed(evidence: Evidence, matcher: PathMatcher, roots: tuple[str, ...]) -> Evidence:
    if isinstance(evidence, CoverageReport):
        return match_coverage(evidence, matcher, roots)
    if isinstance(evidence, FindingReport):
        return match_findings(evidence, matcher, roots)
    return evidence
