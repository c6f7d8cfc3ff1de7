"""Where a SARIF result is: URIs, their bases and the run's artifacts to a path as people write it."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from urllib.parse import unquote

from cdgate.builtin.readers.sarif_log import ArtifactLocation, Region, Result, Run
from cdgate.model.location import Location
from cdgate.pattern import lazily

# No source file has more lines; a larger number is a mistake of the writer.
MOST_LINES = 10**9

# What stands in a region: line, column, end line, end column, each None where it is absent.
numbers_of = attrgetter("start_line", "start_column", "end_line", "end_column")

_SCHEME = lazily(r"[A-Za-z][A-Za-z0-9+.-]+:")
_ABSOLUTE = lazily(r"/|\\|[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = lazily(r"/+(?=[A-Za-z]:(?:/|$))")


class Places:
    """Resolves the locations of one run; remembers URIs, since results repeat them."""

    def __init__(self, run: Run) -> None:
        self._bases = run.original_uri_base_ids or {}
        self._artifacts = run.artifacts or []
        self._paths: dict[str | None, dict[str | int | None, str]] = {}

    def of(self, result: Result) -> tuple[str, Region | None] | None:
        """Return the file that the first place of the result names which names one, and where in it; or None."""
        for place in result.locations or ():
            physical = place.physical_location
            artifact = None if physical is None else physical.artifact_location
            if physical is None or artifact is None:
                continue
            paths = self._paths.get(artifact.uri_base_id)
            path = None if paths is None else paths.get(artifact.uri or artifact.index)
            if path is None:
                path = self.path(artifact)
            if path:
                return path, physical.region
        return None

    def path(self, artifact: ArtifactLocation) -> str:
        """Return the path of a file, which may be empty."""
        path = path_of_uri(self._absolute(self._with_uri(artifact)))
        self._paths.setdefault(artifact.uri_base_id, {})[artifact.uri or artifact.index] = path
        return path

    def _with_uri(self, artifact: ArtifactLocation) -> ArtifactLocation:
        if artifact.uri or artifact.index is None or not 0 <= artifact.index < len(self._artifacts):
            return artifact
        return self._artifacts[artifact.index].location or artifact

    def _absolute(self, artifact: ArtifactLocation) -> str:
        """Follow the chain of bases; a base that leads nowhere is the root of the sources."""
        uri, base_id = artifact.uri or "", artifact.uri_base_id
        seen: set[str] = set()
        while uri and base_id and base_id not in seen and not _ABSOLUTE.match(uri):
            seen.add(base_id)
            base = self._bases.get(base_id)
            if base is None:
                break
            if base.uri:
                uri = f"{base.uri.removesuffix('/')}/{uri}"
            base_id = base.uri_base_id
        return uri


def path_of_uri(uri: str) -> str:
    """Return the path in a URI: percent-decoded, with forward slashes, without `file:` and the slash before a drive."""
    if not _SCHEME.match(uri):
        return unquote(uri).replace("\\", "/")
    scheme, _, rest = uri.partition(":")
    if scheme.lower() != "file":
        return uri
    host, slash, path = rest.removeprefix("//").partition("/") if rest.startswith("//") else ("", "", rest)
    whole = slash + path if host in ("", "localhost") else f"//{host}/{path}"
    return _DRIVE.sub("", unquote(whole).replace("\\", "/"), count=1)


def located(path: str, place: Sequence[int]) -> Location:
    """Return a place in a file: line, column, end line and end column, each of which counts if a file can have it."""
    line, column, end_line, end_column = place
    if not 0 < line <= MOST_LINES:
        return Location(path)
    return Location(
        path,
        line,
        column if 0 < column <= MOST_LINES else None,
        end_line if line <= end_line <= MOST_LINES else None,
        end_column if 0 < end_column <= MOST_LINES else None,
    )
