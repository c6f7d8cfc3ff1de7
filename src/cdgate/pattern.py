"""A regular expression that is compiled when it is first used.

Compiling costs a third of a millisecond each, and a run uses few of those it imports: start-up is what a pre-push hook pays.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled pattern; every attribute is that of the pattern."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[Any] | None = None  # of either kind of text

    def __getattr__(self, name: str) -> Any:  # whatever a pattern has
        if self._compiled is None:
            self._compiled = re.compile(self._source, self._flags)
        return getattr(self._compiled, name)


def lazily(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` would, compiled at its first use."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
