"""cdgate: a quality gate for Level-3 continuous delivery."""

from __future__ import annotations

__version__ = "0.1.0"
