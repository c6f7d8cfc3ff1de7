"""Settings for all tests of the project."""

from __future__ import annotations

import os

from hypothesis import settings

# A shared runner is slow at times, which is no failure; in CI the same examples run every time, elsewhere new ones.
settings.register_profile("cdgate", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("cdgate")
