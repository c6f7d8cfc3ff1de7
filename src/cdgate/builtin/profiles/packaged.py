"""The source `builtin:`: the profiles that ship with cdgate."""

from __future__ import annotations

from pathlib import Path

from cdgate import __version__
from cdgate.errors import PolicyError
from cdgate.extension import Fetched
from cdgate.message import text

FOLDER = Path(__file__).parent


class PackagedSource:
    """Profiles that came with this version of cdgate, by name."""

    scheme = "builtin"
    title = "a profile that ships with cdgate: `builtin:NAME`"

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:  # noqa: ARG002  # one version is installed
        """Return the profile named `address`. Raises PolicyError, without a place, where there is none."""
        if address not in profile_names():
            raise PolicyError(
                "unknown-profile",
                text("cdgate has no profile named {name}", name=repr(address)),
                file="",
                hint=text("known: {names}", names=", ".join(profile_names())),
            )
        data = (FOLDER / f"{address}.yaml").read_bytes()
        return Fetched(data, resolved=f"cdgate {__version__}", name=f"builtin:{address}", base="builtin:")


def profile_names() -> tuple[str, ...]:
    """Return the names of the profiles that ship with cdgate."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
