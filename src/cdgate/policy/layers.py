"""The policies that a policy extends, each once, in the order in which they apply; the policy itself comes last."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from cdgate.errors import ErrorGroup, PolicyError
from cdgate.extension import Fetched, PolicySource
from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, ScalarNode
from cdgate.model.policy import LockedSource
from cdgate.parsing.yaml import compose
from cdgate.policy.formats import with_formats
from cdgate.policy.lock import Lock, locked
from cdgate.policy.nearness import nearest
from cdgate.policy.shape import complaint
from cdgate.policy.structure import sound_file

DEEPEST = 5
MOST_SOURCES = 50


class Layer(msgspec.Struct, frozen=True):
    """One policy file: its sound root, and where it came from (None for the policy itself)."""

    root: MapNode
    locked: LockedSource | None = None


class _Gathering:
    """One walk through `extends`; finished layers and complaints pile up."""

    def __init__(self, sources: Mapping[str, PolicySource], base: Path, lock: Lock) -> None:
        self.sources = sources
        self.base = base
        self.lock = lock
        self.layers: dict[str, Layer] = {}
        self.errors: list[PolicyError] = []
        self.seen = 0
        self.complete = True

    def file(self, data: bytes, name: str, *, inside: str, trail: tuple[str, ...]) -> MapNode:
        """Read one file and, before it counts as a layer, everything it extends."""
        root = with_formats(sound_file(compose(data, name), self.errors), self.errors, self._beside(inside))
        extends = root.get("extends")
        items = extends.items if isinstance(extends, ListNode) else ()
        for item in (item for item in items if isinstance(item, ScalarNode)):
            try:
                self._extended(item, inside=inside, trail=trail)
            except PolicyError as problem:
                self.complete = False
                self.errors.append(_placed(problem, item))
        return root

    def _beside(self, inside: str) -> Callable[[str], bytes]:
        """Return what reads a file that lies beside a policy of this project; one from elsewhere brings its own."""

        def read(path: str) -> bytes:
            if inside and not inside.startswith("file:"):
                raise _refused(
                    "extends-outside",
                    text("a policy from elsewhere cannot declare the format in {path} on this machine", path=path),
                )
            return self._fetch(_absolute(f"file:{path}", inside)).data

        return read

    def _extended(self, item: ScalarNode, *, inside: str, trail: tuple[str, ...]) -> None:
        source = _absolute(item.text, inside)
        if source in trail:
            raise _refused("extends-cycle", text("{source} extends itself: {trail}", source=source, trail=_path(trail)))
        if source in self.layers:
            return
        self.seen += 1
        if len(trail) >= DEEPEST or self.seen > MOST_SOURCES:
            raise _refused(
                "extends-too-many",
                text(
                    "policies extend one another more than {depth} deep or {most} times",
                    depth=DEEPEST,
                    most=MOST_SOURCES,
                ),
            )
        fetched = self._fetch(source)
        used = locked(source, fetched)
        refusal = self.lock.refusal(used)
        if refusal is not None:
            raise refusal
        root = self.file(fetched.data, fetched.name, inside=fetched.base, trail=(*trail, source))
        self.layers[source] = Layer(root, used)

    def _fetch(self, source: str) -> Fetched:
        for scheme, found in self.sources.items():
            start = scheme if scheme.endswith("+") else f"{scheme}:"
            if source.startswith(start):
                return found.fetch(source.removeprefix(start), base=self.base, pinned=self.lock.pinned(source))
        scheme = source.partition(":")[0]
        raise PolicyError(
            "unknown-source",
            text("policies cannot be extended from {source}", source=source),
            file="",
            hint=nearest(scheme, self.sources),
        )


def gather_layers(
    data: bytes, file: str, *, base: Path, sources: Mapping[str, PolicySource], lock: Lock
) -> tuple[tuple[Layer, ...], list[PolicyError]]:
    """Return all layers, the parents first, and whatever is wrong with any of them.

    Raises PolicyError where the policy itself is not YAML, and ErrorGroup where a policy that it extends is not to be
    had: without it, everything that builds on it would look wrong.
    """
    gathering = _Gathering(sources, base, lock)
    root = gathering.file(data, file, inside="", trail=())
    if not gathering.complete:
        raise ErrorGroup(gathering.errors)
    return (*gathering.layers.values(), Layer(root)), gathering.errors


def _absolute(source: str, inside: str) -> str:
    """Return the source as it stands outside its file: `file:` inside a fetched policy means the same tree."""
    here = inside == "" or inside.startswith("file:")
    if not source.startswith("file:"):
        if not here and _is_here(source) and not _is_here(inside):
            raise _refused(
                "extends-outside", text("a policy from elsewhere cannot extend {source} on this machine", source=source)
            )
        return source
    tree, mark, folder = ("file:", "file:", inside.removeprefix("file:")) if here else _split(inside)
    path = posixpath.normpath(posixpath.join(folder, source.removeprefix("file:")))
    if path.startswith("/") or not mark or (not here and path.startswith("..")):
        raise _refused("extends-outside", text("{path} lies outside the tree of the policy", path=path))
    return f"{tree}{path}"


def _split(inside: str) -> tuple[str, str, str]:
    tree, mark, folder = inside.rpartition("#")
    return f"{tree}{mark}", mark, folder


def _is_here(source: str) -> bool:
    """Tell whether a git source is a folder of this machine."""
    return source.startswith(("git+file:", "git+/", "git+.", "git+~"))


def _path(trail: tuple[str, ...]) -> str:
    return " -> ".join(trail)


def _refused(slug: str, message: Text) -> PolicyError:
    return PolicyError(slug, message, file="", hint=text("correct `extends`"))


def _placed(problem: PolicyError, item: ScalarNode) -> PolicyError:
    """Return the error at the line of `extends` that led to it; an error inside the other file keeps its own place."""
    return problem if problem.file else complaint(problem.slug, problem.message, item.position, problem.hint)
