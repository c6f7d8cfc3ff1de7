"""A property list (XML) as the JSON value that it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.xml import parse_xml

_SCALARS = frozenset({"key", "string", "integer", "real", "date", "data", "true", "false"})


def load_plist(stream: BinaryIO) -> Any:  # any JSON
    """Return dictionaries, arrays and texts (numbers stay text). Raises EvidenceError."""
    target = _Target()
    parse_xml(stream, target)
    if len(target.done) != 1:
        raise _malformed("plist")
    return target.done[0]


class _Target:
    """Builds values from tags; `done` holds what stands directly in `plist`."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self._open: list[list[Any]] = [self.done]
        self._text: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # XmlTarget has them
        self._text.clear()
        if tag in {"dict", "array"}:
            self._open.append([])
        elif tag not in _SCALARS and tag != "plist":
            raise _malformed(tag)

    def end(self, tag: str) -> None:
        match tag:
            case "plist":
                return
            case "dict":
                value: Any = _dict(self._open.pop())
            case "array":
                value = self._open.pop()
            case "true" | "false":
                value = tag == "true"
            case _:
                value = "".join(self._text)
        self._text.clear()
        self._open[-1].append(value)

    def data(self, piece: str) -> None:
        self._text.append(piece)


def _dict(items: list[Any]) -> dict[str, Any]:
    keys = items[::2]
    if len(items) % 2 or not all(isinstance(key, str) for key in keys):
        raise _malformed("dict")
    if len(set(keys)) < len(keys):
        raise EvidenceError(
            "plist-malformed",
            text("a dictionary of the property list has a key twice, so readers would disagree"),
            hint=text("correct the tool that wrote the file"),
        )
    return dict(zip(keys, items[1::2], strict=True))


def _malformed(tag: str) -> EvidenceError:
    return EvidenceError(
        "plist-malformed",
        text("this is no sound property list: {tag} is out of place", tag=tag),
        hint=text("write the report again with the tool itself"),
    )
