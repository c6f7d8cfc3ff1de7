"""From the keys of a criterion to its kind, and through the kind to its rule."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cdgate.errors import CdgateError, ErrorGroup, PluginError, PolicyError
from cdgate.extension import CriterionKind, Metric, Rule
from cdgate.message import text
from cdgate.model.node import MapNode, ScalarNode
from cdgate.policy.fields import COMBINATIONS, COMMON_NAMES, GUARDS, fields_of, names
from cdgate.policy.nearness import nearest
from cdgate.policy.shape import complaint

GUARDED, DEFAULT = "guarded", "threshold"


def kind_name(settings: MapNode) -> str:
    """Return the kind that the keys mean, empty where they mean none: guards, then `kind`, combinations, `metric`."""
    keys = settings.names()
    if any(guard in keys for guard in GUARDS):
        return GUARDED
    written = settings.get("kind")
    if isinstance(written, ScalarNode):
        return written.text
    for combination in COMBINATIONS:
        if combination in keys:
            return combination
    return DEFAULT if "metric" in keys else ""


def inner_kind_name(settings: MapNode) -> str:
    """Return the kind of the criterion behind a guard, empty where there is no guard."""
    return kind_name(settings.without(*GUARDS)) if kind_name(settings) == GUARDED else ""


class Words(msgspec.Struct, frozen=True):
    """The vocabulary of one policy, as kinds ask for it while they parse."""

    kinds: Mapping[str, CriterionKind]
    metrics: Mapping[str, Metric]
    roles: Mapping[str, str]
    gates: tuple[str, ...]

    def rule(self, settings: MapNode) -> Rule:
        """Parse a nested criterion. Raises ErrorGroup of everything that is wrong with it."""
        return parse_rule(settings, self)


def parse_rule(settings: MapNode, words: Words, *, whole: bool = False) -> Rule:
    """Return the rule of a criterion; `whole` says that it may have the keys common to all criteria.

    Raises ErrorGroup of everything that is wrong with it.
    """
    kind = kind_name(settings)
    _refuse_unknown_kind(settings, words.kinds)
    errors: list[CdgateError] = list(_unknown_keys(settings, words.kinds, whole=whole))
    known = settings.without(*COMMON_NAMES) if whole else settings
    known = known.without(*(key for key in known.names() if key not in _allowed(settings, words.kinds)))
    try:
        rule = words.kinds[kind].parse(known if kind == GUARDED else known.without("kind"), words)
    except CdgateError as problem:
        # what seems to be missing is most likely there under a misspelt name
        misspelt = bool(errors)
        told = (_placed(error, settings) for error in problem.members)
        errors.extend(error for error in told if not (misspelt and error.slug.startswith("missing-")))
    except Exception as problem:
        raise PluginError(
            "plugin-failed",
            text("parsing {where} raised {problem}", where=str(settings.position), problem=repr(problem)),
            plugin=kind,
            hint=text("report this to the plugin's author"),
        ) from problem
    if errors:
        raise ErrorGroup(errors)
    return rule


def _placed(error: CdgateError, settings: MapNode) -> CdgateError:
    """Return the error as one of the policy, at its place; a kind may pass on what had none."""
    if isinstance(error, (PolicyError, PluginError)):
        return error
    return complaint(error.slug, error.message, settings.position, error.hint)


def _refuse_unknown_kind(settings: MapNode, kinds: Mapping[str, CriterionKind]) -> None:
    name = kind_name(settings.without(*GUARDS))
    written = settings.get("kind")
    if name in kinds and name != GUARDED:
        return
    if name and written is not None:
        raise complaint(
            "unknown-kind",
            text("{kind} cannot be the kind of a criterion", kind=repr(name)),
            written.position,
            nearest(name, [kind for kind in kinds if kind != GUARDED]),
        )
    raise complaint(
        "no-kind",
        text("nothing here says what is to hold"),
        settings.position,
        text("write `metric` with a limit, or one of the kinds: {kinds}", kinds=", ".join(sorted(kinds))),
    )


def _allowed(settings: MapNode, kinds: Mapping[str, CriterionKind]) -> tuple[str, ...]:
    return ("kind", *names(fields_of(kind_name(settings), inner_kind_name(settings), kinds)))


def _unknown_keys(settings: MapNode, kinds: Mapping[str, CriterionKind], *, whole: bool) -> list[PolicyError]:
    allowed = _allowed(settings, kinds) + (COMMON_NAMES if whole else ())
    kind = inner_kind_name(settings) or kind_name(settings)
    return [
        complaint(
            "unknown-key",
            text("a criterion of the kind {kind} has no key {key}", kind=kind, key=repr(key.text)),
            key.position,
            text("only a whole criterion has this key, not one inside another")
            if key.text in COMMON_NAMES
            else nearest(key.text, allowed),
        )
        for key, _ in settings.entries
        if key.text not in allowed
    ]
