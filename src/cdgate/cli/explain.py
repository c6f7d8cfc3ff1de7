"""`cdgate explain`: one criterion in words, with its limits, its evidence and where it was set."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator

import click

from cdgate.cli.effective import Loaded, load
from cdgate.cli.session import Session, pass_session
from cdgate.errors import UsageError
from cdgate.message import Text, text
from cdgate.model.measurement import MetricRequest
from cdgate.model.node import MapNode, Node, ScalarNode
from cdgate.model.policy import Criterion, Policy, Role
from cdgate.policy.fields import COMMON_NAMES
from cdgate.policy.nearness import nearest
from cdgate.policy.plain import plain as data_of
from cdgate.policy.tighten import criteria_of
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

MOST_PATHS = 4
WIDTH = 96

Row = tuple[str | Text, str | Text]


@click.command()
@click.argument("criterion")
@click.option("--policy", "file", default="", metavar="FILE", type=click.Path(), help="The policy; default gates.yaml.")
@pass_session
def explain(session: Session, *, criterion: str, file: str) -> None:
    """Explain a criterion, named `stage.exit.name`, `name` or by its `ref`."""
    loaded = load(session, file, built_in=True)
    translate = translator(session.words)
    settings = dict(criteria_of(loaded.effective.root))
    for number, found in enumerate(_named(criterion, loaded.effective.policy)):
        rows = [
            tuple(words.render(translate) if isinstance(words, Text) else words for words in (label, value))
            for label, value in _rows(found, settings[found.id], loaded)
        ]
        width = max(len(label) for label, _ in rows) + 1
        sys.stdout.write("\n" * bool(number) + f"{plain(found.id)}\n")
        for label, value in rows:
            for line, words in enumerate(textwrap.wrap(value, WIDTH)):
                sys.stdout.write(f"  {('' if line else f'{label}:').ljust(width)}  {plain(words)}\n")


def _named(name: str, policy: Policy) -> tuple[Criterion, ...]:
    criteria = tuple(criterion for gate in policy.gates for criterion in gate.criteria)
    for fits in (
        lambda one: one.id == name,
        lambda one: one.id.rpartition(".")[2] == name,
        lambda one: one.ref.lower() == name.lower(),
    ):
        found = tuple(filter(fits, criteria))
        if found:
            return found
    known = (
        {one.id for one in criteria} | {one.id.rpartition(".")[2] for one in criteria} | {one.ref for one in criteria}
    )
    raise UsageError(
        "unknown-criterion", text("no criterion is named {name}", name=repr(name)), hint=nearest(name, known - {""})
    )


def _rows(criterion: Criterion, settings: MapNode, loaded: Loaded) -> Iterator[Row]:
    if criterion.title:
        yield text("title"), criterion.title
    yield text("kind"), f"{criterion.kind} ({loaded.registry.criteria[criterion.kind].title})"
    for need in sorted(criterion.rule.needs, key=str):
        if isinstance(need, MetricRequest):
            metric = loaded.registry.metrics[need.metric]
            yield text("metric"), f"{metric.name} ({metric.title})"
    for key, node in settings:
        if key not in (*COMMON_NAMES, "kind", "metric", "evidence"):
            yield key, _shown(node)
    for role in _roles(criterion, loaded.effective.policy):
        yield text("evidence"), _role(role)
    yield (
        text("effect"),
        text("{effect}, judged in mode {mode}", effect=criterion.effect.value, mode=criterion.mode.value),
    )
    if criterion.warn_until is not None:
        yield text("warns until"), str(criterion.warn_until)
    for label, words in (
        (text("ref"), criterion.ref),
        (text("level"), criterion.level),
        (text("source"), criterion.source),
        (text("help"), criterion.help),
    ):
        if words:
            yield label, words
    yield text("set at"), str(criterion.position)


def _roles(criterion: Criterion, policy: Policy) -> tuple[Role, ...]:
    names: set[str] = set()
    for need in criterion.rule.needs:
        names.update(need.roles if isinstance(need, MetricRequest) else (need.role,))
    return tuple(role for role in policy.roles if role.name in names)


def _role(role: Role) -> str:
    paths = ", ".join(role.paths[:MOST_PATHS]) + (", ..." if len(role.paths) > MOST_PATHS else "")
    return f"{role.name}: {paths}"


def _shown(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else _flow(data_of(node))


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)
