"""`cdgate schema`: the JSON Schema of gates.yaml, for editors."""

from __future__ import annotations

import json
import sys

import click

from cdgate.cli.session import Session, pass_session
from cdgate.policy.json_schema import json_schema


@click.command()
@pass_session
def schema(session: Session) -> None:
    """Print the JSON Schema of gates.yaml, with the kinds and metrics of all loaded plugins."""
    registry = session.registry()
    sys.stdout.write(json.dumps(json_schema(registry.criteria, registry.metrics), indent=2) + "\n")
