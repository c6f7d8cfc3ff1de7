"""Which outputs a check writes: those of the CI it runs in, and those asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from cdgate.cli.complain import complain
from cdgate.cli.session import Session
from cdgate.engine.discreet import discreet, secrets_of
from cdgate.engine.publish import STDOUT, publish
from cdgate.engine.run import Outcome
from cdgate.errors import CdgateError, UsageError
from cdgate.extension import Delivery, PipelineAdapter
from cdgate.message import text
from cdgate.model.verdict import Pipeline
from cdgate.registry import Registry
from cdgate.telling.page import Page

LOCAL = Pipeline("local")
WIDEST, NARROWEST = 160, 40


_COLUMNS = 100  # where there is no terminal


def plan(
    registry: Registry, ci: str, reports: tuple[str, ...], environ: Mapping[str, str]
) -> tuple[Pipeline, tuple[Delivery, ...]]:
    """Return which pipeline this is and what will be written. Raises UsageError for unknown names."""
    adapter, pipeline = _detect(registry, ci, environ)
    asked = tuple(_asked(wish, registry) for wish in reports)
    usual = adapter.deliveries(environ) if adapter is not None else (Delivery("console", STDOUT),)
    if any(delivery.target == STDOUT for delivery in asked):
        usual = tuple(delivery for delivery in usual if delivery.target != STDOUT)
    return pipeline, (*usual, *asked)


def send(
    session: Session, outcome: Outcome, deliveries: tuple[Delivery, ...], registry: Registry, root: Path
) -> tuple[CdgateError, ...]:
    """Write every output, no secret of the environment in it, and print the errors of the run; returns what failed."""
    width = _width(os.environ)
    page = Page(
        sys.stdout,
        language=session.words,
        colour=session.coloured,
        width=min(max(width, NARROWEST), WIDEST),
    )
    record = discreet(outcome.record, secrets_of(os.environ))
    failures = publish(record, deliveries, registry.reporters, page, root=root)
    for error in (*outcome.errors, *failures):
        complain(error, sys.stderr, language=session.words)
    return failures


def _detect(registry: Registry, ci: str, environ: Mapping[str, str]) -> tuple[PipelineAdapter | None, Pipeline]:
    if ci == "none":
        return None, LOCAL
    if ci != "auto":
        adapter = registry.pipelines.get(ci)
        if adapter is None:
            raise _unknown("unknown-ci", "CI", ci, registry.pipelines)
        return adapter, adapter.detect(environ) or msgspec.structs.replace(LOCAL, name=ci)
    for adapter in sorted(registry.pipelines.values(), key=lambda one: (-one.rank, one.name)):
        pipeline = adapter.detect(environ)
        if pipeline is not None:
            return adapter, pipeline
    return None, LOCAL


def _width(environment: Mapping[str, str]) -> int:
    """Return the columns of the terminal, as `shutil` tells them, which takes longer to load than all of this to run."""
    written = environment.get("COLUMNS", "")
    if written.isdecimal() and int(written):
        return int(written)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or _COLUMNS  # type: ignore[union-attr]  # None: caught
    except (AttributeError, OSError, ValueError):
        return _COLUMNS


def _asked(wish: str, registry: Registry) -> Delivery:
    name, _, target = wish.partition("=")
    if name not in registry.reporters:
        raise _unknown("unknown-reporter", "reporter", name, registry.reporters)
    return Delivery(name, target or STDOUT)


def _unknown(slug: str, what: str, name: str, known: Mapping[str, object]) -> UsageError:
    import difflib

    near = difflib.get_close_matches(name, known, n=3) or sorted(known)
    return UsageError(
        slug,
        text("there is no {what} {name}", what=what, name=repr(name)),
        hint=text("known: {names}", names=", ".join(near)),
    )
