"""What a metric says when there is nothing to measure."""

from __future__ import annotations

from cdgate.message import text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.measurement import Missing, Scope


def nothing_of(kind: str, scope: Scope) -> Missing:
    """Return the answer where the evidence holds no item of the metric's kind, naming the scope that was asked for."""
    if scope.paths:
        return Missing(text("there is no {kind} evidence for {paths}", kind=kind, paths=", ".join(scope.paths)))
    if scope.labels:
        labels = ", ".join(f"{name}={value}" for name, value in scope.labels)
        return Missing(text("there is no {kind} evidence labelled {labels}", kind=kind, labels=labels))
    return Missing(text("there is no {kind} evidence", kind=kind))


def source_paths(evidence: EvidenceSet, kind: str) -> tuple[str, ...]:
    """Return the paths of the files that were measured, sorted, each once."""
    return tuple(sorted({item.source.path for item in evidence.of(kind)}))
