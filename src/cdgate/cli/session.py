"""What every command knows: the global options, and the registry they ask for."""

from __future__ import annotations

import os
import sys
from typing import Any

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


def overridden(session: Session, wishes: dict[str, Any]) -> Session:
    """Return the session with the global options taken out of `wishes`, as far as they were written."""
    written = {name: wishes.pop(name, None) for name in ("plugins", "language", "colour")}
    return msgspec.structs.replace(session, **{name: value for name, value in written.items() if value is not None})
