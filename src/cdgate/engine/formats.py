"""The readers of a run: those of the plugins, and those that the policy declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from cdgate.errors import PolicyError
from cdgate.extension import Reader
from cdgate.message import text
from cdgate.model.policy import Policy


class Formats(dict[str, Reader]):
    """Readers by name. Of those that have a `shortlist`, a head rules most out before any of them is asked."""

    def __init__(self, readers: Mapping[str, Reader]) -> None:
        super().__init__(readers)
        self._places = {name: place for place, name in enumerate(readers)}
        self._listed: dict[Callable[[bytes], Iterable[str]], set[str]] = {}
        self._others: list[str] = []
        self._found: dict[tuple[str, ...], tuple[Reader, ...]] = {}  # a run meets a few kinds of files
        for name, reader in readers.items():
            shortlist = getattr(reader, "shortlist", None)
            if shortlist is None:
                self._others.append(name)
            else:
                self._listed.setdefault(shortlist, set()).add(name)

    def to_ask(self, head: bytes) -> Iterator[Reader]:
        """Yield the readers that may recognise the head, in order."""
        names = tuple([name for ask, own in self._listed.items() for name in ask(head) if name in own])
        found = self._found.get(names)
        if found is None:
            ordered = sorted((*self._others, *names), key=self._places.__getitem__)
            found = self._found[names] = tuple(map(self.__getitem__, ordered))
        return iter(found)


def with_declared(readers: Mapping[str, Reader], policy: Policy) -> Formats:
    """Return all readers by name. Raises PolicyError where the policy declares a format whose name is taken."""
    if not policy.formats:
        return Formats(readers)
    from cdgate.parsing.declared.reader import DeclaredReader

    declared = {shape.name: DeclaredReader(shape) for shape in policy.formats}
    for name in declared:
        if name in readers:
            raise PolicyError(
                "format-invalid",
                text("there is a reader named {name} already", name=name),
                file=policy.file,
                hint=text("give the format in `formats` another name"),
            )
    return Formats({**readers, **declared})
