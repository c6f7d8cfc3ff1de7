"""What the steps of a run tell whoever asks with `-v`, by way of the standard library's `logging`."""

from __future__ import annotations

import sys
from typing import Any


class Log:
    """A logger of that name. Where nobody has loaded `logging`, nobody listens, and it is not loaded for this."""

    def __init__(self, name: str) -> None:
        self._name = name

    def info(self, message: str, *values: object) -> None:
        """Tell what was read or chosen."""
        if (logging := _loaded()) is not None:
            logging.getLogger(self._name).info(message, *values)

    def debug(self, message: str, *values: object) -> None:
        """Tell why."""
        if (logging := _loaded()) is not None:
            logging.getLogger(self._name).debug(message, *values)


def _loaded() -> Any:  # the module, or None
    return sys.modules.get("logging")
