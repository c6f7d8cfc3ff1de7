"""What every command knows: the global options, and the registry they ask for."""

from __future__ import annotations

import os
import sys

import click
import msgspec

from cdgate.registry import Registry, load_registry
from cdgate.telling.catalogue import language_from
from cdgate.telling.colour import wants_colour


class Session(msgspec.Struct, frozen=True):
    """The global options of one call."""

    plugins: str = "all"
    language: str = ""
    colour: str = "auto"
    verbose: int = 0

    def registry(self, required: tuple[str, ...] = ()) -> Registry:
        """Load the plugins that `--plugins` allows; `required` lists what a policy names."""
        return load_registry(self.plugins, listed=(line.split()[0].rstrip("=<>!~") for line in required))

    @property
    def words(self) -> str:
        """The language to speak."""
        return self.language or language_from(os.environ)

    @property
    def coloured(self) -> bool:
        """Whether standard output gets colours."""
        return wants_colour(self.colour, os.environ, isatty=sys.stdout.isatty())


pass_session = click.make_pass_decorator(Session)
