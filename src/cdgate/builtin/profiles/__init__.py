"""Built-in policies, and the places that policies can be extended from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdgate.builtin.profiles.files import FileSource
from cdgate.builtin.profiles.git import GitSource
from cdgate.builtin.profiles.packaged import PackagedSource
from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cdgate.extension import PolicySource


@hookimpl
def cdgate_policy_sources() -> Iterable[PolicySource]:
    """Return the sources `builtin:`, `file:` and `git+`."""
    return (PackagedSource(), FileSource(), GitSource())
