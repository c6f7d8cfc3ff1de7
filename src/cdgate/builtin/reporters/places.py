"""Paths as a CI wants them: from the top of the repository, whatever folder the policy or the call was in."""

from __future__ import annotations

import posixpath

import msgspec

from cdgate.model.location import Location
from cdgate.model.verdict import RunRecord
from cdgate.telling.escape import repository_path


def from_top(path: str, folder: str) -> str | None:
    """Return a path below `folder` as seen from the top; None where it leads out, or is no path that a CI may link to."""
    if not folder:
        return repository_path(path)
    if path.startswith("/") or "\\" in path or not path:
        return None
    whole = posixpath.normpath(posixpath.join(folder, path))
    return repository_path(whole)


def evidence_place(record: RunRecord, location: Location | None) -> Location | None:
    """Return the place of an annotation as seen from the top."""
    path = None if location is None else from_top(location.path, record.folders.root)
    return None if location is None or path is None else msgspec.structs.replace(location, path=path)


def policy_place(record: RunRecord, position: str) -> Location | None:
    """Return the place that `file:line:column` names, as seen from the top."""
    path, _, numbers = position.partition(":")
    line, _, column = numbers.partition(":")
    known = from_top(path, record.folders.call)
    if known is None or not line.isdecimal() or not column.isdecimal():
        return None
    return Location(known, int(line), int(column))
