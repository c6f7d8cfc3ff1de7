"""What every command knows: the global options, and the registry they ask for."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import click
import msgspec

from cdgate.registry import MODES, Registry, load_registry
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


def global_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command the options that may stand before or behind its name."""
    for option in (
        click.option("--color", "colour", type=click.Choice(["auto", "always", "never"]), help="Colours."),
        click.option("--lang", "language", metavar="LANG", help="Language of the texts: en, zh_CN."),
        click.option("--plugins", type=click.Choice(MODES), help="Which plugins to load (default: all)."),
    ):
        command = option(command)
    return command


def pass_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the session over as first argument; global options behind the command's name win."""

    @click.pass_context
    def called(context: click.Context, /, **wishes: Any) -> Any:  # whatever the command's own options are
        before = context.find_object(Session) or Session()
        return context.invoke(function, overridden(before, wishes), **wishes)

    return global_options(functools.update_wrapper(called, function))


def overridden(session: Session, wishes: dict[str, Any]) -> Session:
    """Return the session with the global options taken out of `wishes`, as far as they were written."""
    written = {name: wishes.pop(name, None) for name in ("plugins", "language", "colour")}
    return msgspec.structs.replace(session, **{name: value for name, value in written.items() if value is not None})
