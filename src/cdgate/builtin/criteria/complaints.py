"""Everything wrong with one criterion, collected so that it is told at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from cdgate.errors import CdgateError, ErrorGroup, PolicyError
from cdgate.message import Text, text
from cdgate.model.node import MapNode, Node

CLOSE_ENOUGH = 0.5
MOST_NAMES = 60

Parsed = TypeVar("Parsed")


class Complaints:
    """The errors found so far. Parsing goes on with a harmless value after each, until `settle`."""

    def __init__(self) -> None:
        self._errors: list[CdgateError] = []

    def say(self, node: Node, slug: str, message: Text, *, hint: Text | None = None) -> None:
        """Note one complaint at the place of `node`."""
        where = node.position
        self._errors.append(
            PolicyError(slug, message, file=where.file, line=where.line, column=where.column, hint=hint)
        )

    def required(self, settings: MapNode, key: str) -> Node | None:
        """Return the node of a key that must be there, and complain where it is not."""
        node = settings.get(key)
        if node is None:
            self.say(settings, "missing-key", text("the key {key} is missing", key=key))
        return node

    def attempt(self, parse: Callable[[], Parsed]) -> Parsed | None:
        """Return what `parse` returns; note what it complains of, and return None then."""
        try:
            return parse()
        except (PolicyError, ErrorGroup) as problem:
            self._errors.extend(problem.members)
            return None

    def settle(self) -> None:
        """Raise what was found: one PolicyError, or an ErrorGroup of several."""
        if len(self._errors) == 1:
            raise self._errors[0]
        if self._errors:
            raise ErrorGroup(self._errors)


def nearest(name: str, known: Iterable[str]) -> Text:
    """Return a hint that names the known names closest to `name`, then all of them."""
    import difflib  # only wrong policies need it

    names = sorted(known)
    if not names:
        return text("none is known here")
    listed = ", ".join(names[:MOST_NAMES]) + (", ..." if len(names) > MOST_NAMES else "")
    close = difflib.get_close_matches(name, names, n=3, cutoff=CLOSE_ENOUGH)
    if not close:
        return text("known: {names}", names=listed)
    return text("did you mean {close}? known: {names}", close=" or ".join(close), names=listed)
