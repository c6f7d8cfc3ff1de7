"""A regular expression that is compiled when it is first used.

Compiling costs a third of a millisecond each, and a run uses few of those it imports: start-up is what a pre-push hook pays.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled pattern; every attribute is that of the pattern, looked up once."""

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._wanted: tuple[Any, int] = (source, flags)  # text or bytes

    def __getattr__(self, name: str) -> Any:  # whatever a pattern has
        found = getattr(re.compile(*self._wanted), name)  # `re` remembers what it compiled
        setattr(self, name, found)
        return found


def lazily(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` would, compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
