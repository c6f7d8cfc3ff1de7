"""Which of two sets of figures looks better to a gate."""

from __future__ import annotations

from collections.abc import Mapping

Figures = Mapping[str, int]


def no_better(kind: str, part: Figures, whole: Figures) -> bool:
    """Tell whether `part` (of the evidence) looks no better than the `whole`; equal where the kind is not known here."""
    match kind:
        case "tests":
            return _bad(part, "failed", "errored") >= _bad(whole, "failed", "errored")
        case "findings":
            return all(part.get(name, 0) >= whole.get(name, 0) for name in ("error", "warning", "note"))
        case "coverage":
            return all(
                _share(part, *names) <= _share(whole, *names)
                for names in (("lines_covered", "lines_coverable"), ("branches_covered", "branches_total"))
            )
        case "attestations":
            return part.get("claims", 0) <= whole.get("claims", 0)
        case _:
            return dict(part) == dict(whole)


def _bad(figures: Figures, *names: str) -> int:
    return sum(figures.get(name, 0) for name in names)


def _share(figures: Figures, part: str, whole: str) -> float:
    total = figures.get(whole, 0)
    return figures.get(part, 0) / total if total else 0.0
