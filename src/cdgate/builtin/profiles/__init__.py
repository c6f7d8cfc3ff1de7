"""Built-in policies, and the places that policies can be extended from."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import msgspec

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cdgate.extension import Fetched, PolicySource


class BuiltinSource(msgspec.Struct):
    """A source whose module is imported when something is fetched from it: few policies extend another."""

    scheme: str
    title: str
    place: str

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        """Return the policy at `address`, or at the `pinned` version of it. Raises PolicyError without a place."""
        module, _, name = self.place.partition(":")
        source: PolicySource = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
        return source.fetch(address, base=base, pinned=pinned)


SOURCES = (
    BuiltinSource("builtin", "a profile that ships with cdgate: `builtin:NAME`", "packaged:PackagedSource"),
    BuiltinSource("file", "a policy file of the same project: `file:PATH`", "files:FileSource"),
    BuiltinSource("git+", "a policy in a git repository: `git+URL@REF#PATH`", "git:GitSource"),
)


@hookimpl
def cdgate_policy_sources() -> Iterable[PolicySource]:
    """Return the sources `builtin:`, `file:` and `git+`."""
    return SOURCES
