"""Reader of declarations that only people can make: who says what, since when, and until when."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from cdgate.errors import EvidenceError, PolicyError
from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.model.record import Attestations, Claim
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.message import Text

SCHEMA = "cdgate.attestations/1"
REQUIRED = ("claim", "by", "on", "expires")
OPTIONAL = ("document",)

_MARK = lazily(rb"""(?:^|[{,])\s*+["']?schema["']?\s*+:\s*+["']?cdgate\.attestations/""", re.MULTILINE)
_DATE = lazily(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class AttestationsReader:
    """Declarations in YAML or JSON, kept in the repository and reviewed there."""

    name = "attestations"
    kind = "attestations"
    title = "cdgate attestations"
    link = "https://yaml.org/spec/1.2.2/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by the schema, which a file of declarations names."""
        return _MARK.search(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, stream: BinaryIO, source: Source) -> Attestations:
        """Return the claims. Raises EvidenceError with line and column for whatever is not whole."""
        from cdgate.parsing.limits import Limits
        from cdgate.parsing.yaml import compose

        try:
            root = _map(compose(stream.read(Limits().yaml_bytes + 1), source.path))
        except PolicyError as error:
            raise _moved(error) from error
        schema = _text(root, "schema", root)
        if schema != SCHEMA:
            raise _complaint(
                "unsupported-version",
                text("the schema is {found}, and {known} is read", found=schema, known=SCHEMA),
                root,
            )
        _only_known(root, ("schema", "claims"))
        listed = root.get("claims")
        if not isinstance(listed, ListNode):
            raise _complaint("wrong-shape", text("claims must be a list"), listed or root)
        claims = tuple(_claim(node, source) for node in listed.items)
        return Attestations(source, claims, shortfall=None if claims else text("the file declares nothing"))


def _claim(node: Node, source: Source) -> Claim:
    entry = _map(node)
    _only_known(entry, REQUIRED + OPTIONAL)
    on, expires = _date(entry, "on"), _date(entry, "expires")
    if expires < on:
        raise _complaint(
            "bad-date", text("expires {expires} is before on {on}", expires=str(expires), on=str(on)), entry
        )
    return Claim(
        claim=_text(entry, "claim", entry),
        by=_text(entry, "by", entry),
        on=on,
        expires=expires,
        document=_text(entry, "document", entry) if entry.get("document") is not None else "",
        position=f"{source.path}:{entry.position.line}:{entry.position.column}",
    )


def _map(node: Node) -> MapNode:
    if isinstance(node, MapNode):
        return node
    raise _complaint("wrong-shape", text("expected keys with values here"), node)


def _only_known(node: MapNode, known: tuple[str, ...]) -> None:
    for name in node.names():
        if name not in known:
            raise _complaint(
                "unknown-key",
                text("{key} is not known here: {known}", key=repr(name), known=", ".join(known)),
                node.key(name) or node,
            )


def _text(node: MapNode, key: str, place: Node) -> str:
    value = node.get(key)
    if not isinstance(value, ScalarNode) or not value.text.strip() or value.value is None:
        raise _complaint("missing-key", text("{key} must say something", key=key), value or place)
    return value.text.strip()


def _date(node: MapNode, key: str) -> date:
    written = _text(node, key, node)
    place = node.get(key) or node
    if _DATE.fullmatch(written) is None:
        raise _bad_date(written, place)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise _bad_date(written, place) from error


def _bad_date(written: str, place: Node) -> EvidenceError:
    return _complaint("bad-date", text("{written} is not a date", written=repr(written)), place)


def _complaint(slug: str, message: Text, node: Node) -> EvidenceError:
    return EvidenceError(
        slug,
        message,
        line=node.position.line,
        column=node.position.column,
        hint=text("a claim has claim, by, on and expires (dates as 2026-01-31), and may have document"),
    )


def _moved(error: PolicyError) -> EvidenceError:
    return EvidenceError(error.slug, error.message, line=error.line, column=error.column, hint=error.hint)
