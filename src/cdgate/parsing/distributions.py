"""Entry points of installed distributions, read at a tenth of what `importlib.metadata` costs at start-up.

Wherever something is not the usual folder of an installer, `importlib.metadata` is asked instead.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import reduce
from typing import Any

import msgspec

from cdgate.pattern import lazily

_VALUE = lazily(r"(?P<module>[\w.]+)\s*(?::\s*(?P<attribute>[\w.]+)\s*)?(?:\[.*\]\s*)?")
_HEADER = lazily(r"^(Name|Version): *(\S+) *$", re.MULTILINE)
_SEPARATORS = lazily(r"[-_.]+")
_ENDINGS = (".dist-info", ".egg-info")


class Entry(msgspec.Struct, frozen=True, order=True):
    """An entry point and the distribution that brings it."""

    distribution: str
    version: str
    name: str
    value: str

    def load(self) -> Any:  # whatever stands there
        """Import what the entry point names. Raises whatever that raises, ValueError where it names nothing."""
        from importlib import import_module

        if all(map(str.isidentifier, self.value.split("."))):
            return import_module(self.value)
        match = _VALUE.fullmatch(self.value)
        if match is None:
            raise ValueError(self.value)
        return reduce(
            getattr, (match["attribute"] or "").split(".") if match["attribute"] else (), import_module(match["module"])
        )


class _UnusualError(Exception):
    """This takes more than listing folders."""


def entries(group: str) -> tuple[Entry, ...]:
    """Return the entry points of a group; of two copies of a distribution the first on the path counts."""
    try:
        return tuple(_listed(group))
    except (_UnusualError, UnicodeError):
        from importlib.metadata import entry_points

        return tuple(
            Entry(entry.dist.name, entry.dist.version, entry.name, entry.value)
            for entry in entry_points(group=group)
            if entry.dist is not None
        )


def _listed(group: str) -> Iterator[Entry]:
    finders = [finder for finder in sys.meta_path if hasattr(finder, "find_distributions")]
    if [getattr(finder, "__name__", "") for finder in finders] != ["PathFinder"]:
        raise _UnusualError
    seen: set[str] = set()
    for place in sys.path:
        for info in _infos(place):
            stem = os.path.basename(info).rpartition(".")[0].partition("-")[0]  # noqa: PTH119  # of a hundred folders
            name = stem.lower()
            if "_" in name or "." in name:
                name = _SEPARATORS.sub("-", name)
            if name not in seen:
                seen.add(name)
                yield from _entries(info, group)


def _infos(place: str) -> list[str]:
    """Return the folders in which installers describe distributions."""
    if place.lower().endswith(".egg"):
        raise _UnusualError
    try:
        with os.scandir(place or ".") as found:
            return [one.path for one in found if one.name.lower().endswith(_ENDINGS)]
    except NotADirectoryError as problem:  # an archive
        raise _UnusualError from problem
    except OSError:
        return []


def _entries(info: str, group: str) -> Iterator[Entry]:
    text = _content(f"{info}/entry_points.txt")
    if f"[{group}]" not in text:
        return
    told = dict(_HEADER.findall((_content(f"{info}/METADATA") or _content(f"{info}/PKG-INFO")).partition("\n\n")[0]))
    if told.keys() != {"Name", "Version"}:
        raise _UnusualError
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("[") and line.endswith("]"):
            section = line.strip("[]")
        elif section == group and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield Entry(told["Name"], told["Version"], name.strip(), value.strip())


def _content(file: str) -> str:
    try:
        with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  # as above
            return stream.read().decode()
    except OSError:
        return ""
