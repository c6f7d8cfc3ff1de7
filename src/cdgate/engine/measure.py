"""From evidence to readings: ask every metric what the rules need, and say why where there is no answer. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from cdgate.engine.case_files import is_torn, settled, undecided, unidentified
from cdgate.engine.past import compares, past_of
from cdgate.engine.select import narrow, split
from cdgate.errors import PluginError
from cdgate.extension import Better, Metric
from cdgate.message import Text, text
from cdgate.model.baseline import KIND
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import CoverageReport, EvidenceSet, Gap, Item, TestReport
from cdgate.model.glob import matches_any
from cdgate.model.measurement import Measurement, MetricRequest, Missing, NotApplicable, Reading
from cdgate.model.quantity import COUNT, Count


def measure(
    requests: Iterable[MetricRequest], evidence: EvidenceSet, metrics: Mapping[str, Metric]
) -> dict[MetricRequest, tuple[Reading, ...]]:
    """Return the readings of each request: one, or one per group in the order of the groups' names."""
    return {request: _readings(request, evidence, metrics[request.metric]) for request in requests}


def _readings(request: MetricRequest, evidence: EvidenceSet, metric: Metric) -> tuple[Reading, ...]:
    """Where test cases may lie in several files, a count that is the same whichever they lie in is known for certain."""
    chosen = _chosen_files(request, evidence, metric)
    if chosen is None or metric.unit != COUNT or not is_torn(evidence, chosen):
        return _asked(request, evidence, metric)
    inside, outside = (_asked(request, settled(evidence, chosen, inside=side), metric) for side in (True, False))
    return inside if _equal(inside, outside) else _asked(request, evidence, metric)


def _chosen_files(request: MetricRequest, evidence: EvidenceSet, metric: Metric) -> Callable[[str], bool] | None:
    """Return which files a request for tests chooses; None where it does not choose by one thing alone."""
    paths, changed = request.scope.paths, request.scope.changed
    if metric.needs != TestReport.kind or request.per or bool(paths) is changed:
        return None
    if paths:
        return lambda path: matches_any(paths, path)
    from cdgate.engine.changed import change_of
    from cdgate.engine.changed_tests import touched

    change, _ = change_of(evidence)
    return None if change is None else touched(change).__contains__


def _equal(inside: tuple[Reading, ...], outside: tuple[Reading, ...]) -> bool:
    """Tell whether both are the same number; nothing at all is none where fewer are better."""
    one, other = inside[0].value, outside[0].value
    if not isinstance(one, Measurement):
        return False
    if isinstance(other, NotApplicable):
        return one.quantity == Count(0)
    return isinstance(other, Measurement) and one.quantity == other.quantity


def _asked(request: MetricRequest, evidence: EvidenceSet, metric: Metric) -> tuple[Reading, ...]:
    narrowed = narrow(evidence, request)
    missing = _why_missing(narrowed, request, metric) or _why_unplaced(evidence, request, metric)
    if missing is not None:
        return (Reading("", missing),)
    if compares(metric):
        past, why = past_of(evidence, request)
        if why is not None:
            return (Reading("", Missing(why)),)
        present = tuple(item for item in narrowed.items if item.evidence.kind == metric.needs)
        narrowed = EvidenceSet((*present, *past), (), narrowed.tree)
    if request.scope.changed:
        return _changed(request, evidence, narrowed, metric)
    return _groups(request, narrowed, metric)


def _why_unplaced(evidence: EvidenceSet, request: MetricRequest, metric: Metric) -> Missing | None:
    """Tests that may lie in the chosen files or may not leave the metric without a value."""
    if metric.needs != TestReport.kind or not (request.scope.paths or request.scope.changed):
        return None
    everywhere = msgspec.structs.replace(request, scope=msgspec.structs.replace(request.scope, paths=()))
    whole = narrow(evidence, everywhere)
    paths = request.scope.paths
    why = undecided(whole, lambda path: matches_any(paths, path)) if paths else None
    if why is None and compares(metric):
        why = unidentified(whole)
    return None if why is None else Missing(why)


def _groups(request: MetricRequest, evidence: EvidenceSet, metric: Metric) -> tuple[Reading, ...]:
    kind = tuple(item for item in evidence.items if item.evidence.kind == metric.needs)
    past = tuple(item for item in evidence.items if item.evidence.kind == KIND) if compares(metric) else ()

    def asked(items: tuple[Item, ...]) -> Measurement | Missing:
        return _ask(metric, EvidenceSet((*items, *past), (), evidence.tree), request)

    if not request.per:
        return (Reading("", asked(kind)),)
    parts = split(EvidenceSet(kind, (), evidence.tree), request.per)
    return tuple(Reading(key, asked(part.items)) for key, part in parts)


def _changed(
    request: MetricRequest, evidence: EvidenceSet, narrowed: EvidenceSet, metric: Metric
) -> tuple[Reading, ...]:
    """Read only what the change adds; that it adds nothing of the kind is proved by the change, never by a report."""
    from cdgate.engine.changed import change_of, nothing_to_cover, only_changed, unmeasured
    from cdgate.engine.changed_tests import untold

    change, why = change_of(evidence)
    if change is None or why is not None:
        return (Reading("", Missing(why or text("nothing tells the change"))),)
    covers, tests = metric.needs == CoverageReport.kind, metric.needs == TestReport.kind
    unknown = unmeasured(narrowed, change, request.scope.paths) if covers else None
    unknown = untold(narrowed, change) if tests else unknown
    if unknown is not None:
        return (Reading("", Missing(unknown)),)
    if tests and not any(report.suites for report in only_changed(narrowed, change).of(TestReport.kind)):
        return (Reading("", _no_tests(metric, change)),)
    readings = _groups(request, only_changed(narrowed, change), metric)
    if not covers or any(isinstance(reading.value, Measurement) for reading in readings):
        return readings
    # Nothing of the kind in the change: that excuses only where the reports do measure it elsewhere.
    whole = _ask(metric, narrowed, request)
    return (Reading("", whole if isinstance(whole, Missing) else NotApplicable(nothing_to_cover(change, metric.name))),)


def _no_tests(metric: Metric, change: ChangeReport) -> Measurement | NotApplicable:
    """Nothing is a number too where more is better: a criterion that asks for tests in the change does not hold."""
    if metric.unit == COUNT and metric.better is Better.HIGHER:
        return Measurement(Count(0))
    from cdgate.engine.changed_tests import no_test

    return NotApplicable(no_test(change))


def _why_missing(evidence: EvidenceSet, request: MetricRequest, metric: Metric) -> Missing | None:
    """Absent evidence never passes: a gap or a shortfall in what the metric may need leaves it without a value.

    Without `evidence:` in the criterion every role counts that holds, or may hold, the metric's kind.
    """
    for gap in evidence.gaps:
        if gap.kind in ("", metric.needs) or request.roles:
            return Missing(_gap_reason(gap, request, metric))
    if request.scope.paths and evidence.tree is not None and not _any_path(request.scope.paths, evidence.tree):
        return Missing(text("no file of the repository matches {paths}", paths=", ".join(request.scope.paths)))
    mine = [item for item in evidence.items if item.evidence.kind == metric.needs]
    for item in mine:
        if item.evidence.shortfall is not None:
            return Missing(text("{path}: {reason}", path=item.evidence.source.path, reason=item.evidence.shortfall))
    return None if mine else Missing(_why_none(evidence, request, metric))


def _any_path(patterns: tuple[str, ...], tree: frozenset[str]) -> bool:
    return any(matches_any(patterns, path) for path in tree)


def _why_none(evidence: EvidenceSet, request: MetricRequest, metric: Metric) -> Text:
    if not request.roles:
        return text("there is no {needs} evidence", needs=metric.needs)
    roles = ", ".join(request.roles)
    found = sorted({item.evidence.kind for item in evidence.items})
    if not found:
        return text("no evidence in {roles}", roles=roles)
    return text(
        "evidence {roles} holds {found}, {metric} needs {needs}",
        roles=roles,
        found=", ".join(found),
        metric=metric.name,
        needs=metric.needs,
    )


def _gap_reason(gap: Gap, request: MetricRequest, metric: Metric) -> Text:
    if gap.kind or request.roles:
        return gap.reason
    return text(
        "{reason}; it may hold {needs}: give the criterion its evidence:, or the role a kind:",
        reason=gap.reason,
        needs=metric.needs,
    )


def _ask(metric: Metric, evidence: EvidenceSet, request: MetricRequest) -> Measurement | Missing:
    try:
        answer = metric.measure(evidence, request.scope)
    except Exception as problem:
        raise PluginError(
            "plugin-failed",
            text(
                "metric {name} raised {kind}: {problem}",
                name=metric.name,
                kind=type(problem).__name__,
                problem=str(problem),
            ),
            plugin=metric.name,
            hint=text("report this to the plugin's author"),
        ) from problem
    if not isinstance(answer, Measurement | Missing):
        raise PluginError(
            "broken-contract",
            text("metric {name} answered {answer}, not a measurement", name=metric.name, answer=repr(answer)),
            plugin=metric.name,
            hint=text("run the contract tests of cdgate.testing"),
        )
    return answer
