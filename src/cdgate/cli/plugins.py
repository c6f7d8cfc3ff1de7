"""`cdgate plugins`: what is loaded, by whom it was brought, and which formats can be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import click

from cdgate.cli.session import Session, pass_session
from cdgate.registry import Registry

HOOKS = {
    "reader": "cdgate_readers",
    "metric": "cdgate_metrics",
    "criterion": "cdgate_criteria",
    "reporter": "cdgate_reporters",
    "publisher": "cdgate_publishers",
    "source": "cdgate_policy_sources",
    "pipeline": "cdgate_pipelines",
    "command": "cdgate_commands",
}


@click.command()
@click.option("--formats", is_flag=True, help="Only the report formats, with evidence kind, producers and a link.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_session
def plugins(session: Session, *, formats: bool, as_json: bool) -> None:
    """List the loaded distributions and every object that they bring."""
    registry = session.registry()
    rows = list(_formats(registry) if formats else _rows(registry))
    if as_json:
        sys.stdout.writelines(json.dumps(row) + "\n" for row in rows)
        return
    if not formats:
        names = ", ".join(f"{plugin.name} {plugin.version}" for plugin in registry.distributions)
        sys.stdout.write(f"loaded: {names}\n\n")
    _table(rows)


def _rows(registry: Registry) -> Iterable[dict[str, str]]:
    things: dict[str, Mapping[str, Any]] = {
        "reader": registry.readers,
        "metric": registry.metrics,
        "criterion": registry.criteria,
        "reporter": registry.reporters,
        "publisher": registry.publishers,
        "source": registry.sources,
        "pipeline": registry.pipelines,
        "command": registry.commands,
    }
    for kind, named in things.items():
        for name, thing in named.items():
            title = getattr(thing, "title", None) or thing.get_short_help_str()
            yield {"kind": kind, "name": name, "title": title, "distribution": registry.owner(HOOKS[kind], name)}


def _formats(registry: Registry) -> Iterable[dict[str, str]]:
    for name, reader in registry.readers.items():
        yield {"format": name, "evidence": reader.kind, "producers": reader.title, "link": reader.link}


def _table(rows: list[dict[str, str]]) -> None:
    if not rows:
        return
    widths = {key: max(len(key), *(len(row[key]) for row in rows)) for key in rows[0]}
    for row in [{key: key.upper() for key in rows[0]}, *rows]:
        line = "  ".join(row[key].ljust(width) for key, width in widths.items())
        sys.stdout.write(f"{line.rstrip()}\n")
