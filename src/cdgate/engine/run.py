"""The river in one readable function: policy and evidence in, run record out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import msgspec

from cdgate import __version__
from cdgate.engine.case_files import located, places_wanted, placing
from cdgate.engine.collect import Collected, collect
from cdgate.engine.formats import with_declared
from cdgate.engine.fresh import now_of, only_fresh, read_manifest
from cdgate.engine.judge import Case, judge_gates, run_verdict
from cdgate.engine.merge_base import LOCAL, WHOLE_CLONE, bases_of, other_commit
from cdgate.engine.quarantine import expired_quarantine, isolated
from cdgate.engine.remembered import remembered
from cdgate.engine.scope import judgeable, needed_roles
from cdgate.engine.totals_only import totals_suffice
from cdgate.engine.tree import Tree, folder_of, look_at_tree, shared_commit
from cdgate.engine.waive import expired_waivers, judged_at_all, overlong_waivers, unused_waivers
from cdgate.engine.whole import Ground, whole_change
from cdgate.engine.wishes import Moment
from cdgate.errors import CdgateError, ErrorGroup
from cdgate.extension import Metric, Reader
from cdgate.message import Text, text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.policy import Gate, Mode, Policy
from cdgate.model.verdict import Folders, GateResult, Pipeline, PluginUsed, Problem, RunRecord, UsedEvidence


class Setting(msgspec.Struct, frozen=True):
    """Where and when a run happens: the folder, the day it judges as of, the moment, the CI, the plugins loaded.

    `jobs` is how many processes may read evidence, 0 one for each processor. `notes` were known before anything was read.
    `target` is the commit of the target branch where its policy decides. `call` is the folder that cdgate was called in.
    """

    root: Path
    as_of: date
    judged_at: datetime | None
    pipeline: Pipeline
    plugins: tuple[PluginUsed, ...] = ()
    jobs: int = 1
    notes: tuple[Text, ...] = ()
    target: str = ""
    call: Path | None = None


class Outcome(msgspec.Struct, frozen=True):
    """The run record, and the errors met on the way (they decide the exit code).

    `judged` is the evidence: a process that ends anyway need not take it apart, as long as somebody holds it.
    """

    record: RunRecord
    errors: tuple[CdgateError, ...] = ()
    judged: tuple[object, ...] = ()


def run(
    policy: Policy,
    gates: tuple[Gate, ...],
    *,
    mode: Mode,
    readers: Mapping[str, Reader],
    metrics: Mapping[str, Metric],
    setting: Setting,
    watch: Callable[[str], None] | None = None,
    look: Callable[[Path], Tree] = look_at_tree,
) -> Outcome:
    """Collect the evidence that the gates need, judge them, and return the record of it; `watch` hears of each file.

    `look` tells what git knows of the root; it may have begun to ask before.

    Raises ErrorGroup of PolicyError where a waiver is longer than allowed, PluginError where a plugin breaks.
    """
    overlong = overlong_waivers(policy, setting.as_of)
    if overlong:
        raise ErrorGroup(overlong)
    tree = look(setting.root)
    commit = setting.pipeline.commit or tree.commit
    roles = needed_roles(policy, gates, metrics)
    bases = bases_of(setting.pipeline, setting.root, tree)
    known, places = with_declared(readers, policy), places_wanted(gates, metrics)
    asked = placing(known) if places else known
    totals = not places and totals_suffice(policy, roles, gates, metrics)
    collected = collect(roles, asked, setting.root, tree, watch, bases=bases, jobs=setting.jobs, totals=totals)
    fresh = only_fresh(
        located(collected.evidence, roles, setting.root) if places else collected.evidence,
        roles,
        now_of(setting.judged_at, setting.as_of, (commit, tree.commit)),
        read_manifest(setting.root),
    )
    held, told = _held(fresh, setting, tree, readers)
    evidence, quarantined = isolated(held, policy.quarantine, setting.as_of)
    judged, not_judged = judgeable(policy, gates, evidence)
    results = judge_gates(Case(policy, evidence, metrics, setting.as_of, commit), judged)
    record = RunRecord(
        verdict=run_verdict(results, complete=not not_judged),
        gates=results,
        mode=mode,
        as_of=setting.as_of,
        policy_title=policy.title,
        policy_file=policy.file,
        policy_digest=policy.digest,
        pipeline=setting.pipeline,
        cdgate_version=__version__,
        judged_at=setting.judged_at,
        commit=commit,
        policy_sources=policy.sources,
        folders=_folders(setting, tree),
        evidence=_used(collected),
        plugins=setting.plugins,
        problems=tuple(as_problem(error) for error in collected.errors),
        notes=(*setting.notes, *told, *_notes(results), *_integrity(policy, collected, setting, tree, bases)),
        not_judged=not_judged,
        unused_waivers=unused_waivers(policy.waivers, results, evidence, setting.as_of),
        expired_waivers=expired_waivers(policy.waivers, setting.as_of),
        quarantined=quarantined,
        expired_quarantine=expired_quarantine(policy.quarantine, setting.as_of),
        known=remembered(judged, results, evidence, metrics, Moment(setting.as_of, commit or "")),
    )
    return Outcome(record, collected.errors, (collected, evidence))


def _held(
    evidence: EvidenceSet, setting: Setting, tree: Tree, readers: Mapping[str, Reader]
) -> tuple[EvidenceSet, tuple[Text, ...]]:
    """Where the policy of the target branch decides, return baselines as they were before the change."""
    if not setting.target:
        return evidence, ()
    from cdgate.engine.target import with_baselines_of

    fork = shared_commit(setting.root, setting.target, tree.commit or "HEAD")
    return with_baselines_of(evidence, setting.root, fork, readers)


def _folders(setting: Setting, tree: Tree) -> Folders:
    if setting.call is None or setting.call == setting.root:
        return Folders(tree.folder, tree.folder)
    return Folders(tree.folder, folder_of(setting.call))


def _integrity(
    policy: Policy, collected: Collected, setting: Setting, tree: Tree, bases: tuple[str, ...]
) -> tuple[Text, ...]:
    ci = setting.pipeline.name
    ground = Ground(
        setting.root,
        tree.folder,
        bases,
        local=ci == LOCAL,
        tracked=tree.commit is not None,
        whole_clone=WHOLE_CLONE.get(ci, ""),
    )
    other = other_commit(setting.pipeline, setting.root, tree)
    change = whole_change(policy, collected.evidence, ground)
    if change is None:
        return other
    from cdgate.engine.integrity import integrity_notes

    return (*other, *integrity_notes(change, policy, collected.evidence, ground))


def _notes(gates: tuple[GateResult, ...]) -> tuple[Text, ...]:
    """Say what the table of criteria alone would leave a reader wondering about."""
    results = [result for gate in gates for result in gate.criteria]
    if results and not any(map(judged_at_all, results)):
        return (text("every criterion is waived: nothing was judged, so the run has not passed"),)
    return ()


def as_problem(error: CdgateError) -> Problem:
    """Return the error as the run record keeps it."""
    return Problem(error.slug, error.message, error.place, error.hint, int(error.exit_code))


def _used(collected: Collected) -> tuple[UsedEvidence, ...]:
    return tuple(
        UsedEvidence(item.role, item.evidence.kind, item.evidence.source, item.evidence.figures(), item.evidence.notes)
        for item in collected.evidence.items
    )
