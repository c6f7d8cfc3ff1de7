"""The only door to lxml: streams an XML document into a target, hardened against hostile input."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO, NoReturn, cast

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.limits import Limits
from cdgate.parsing.prolog import loosely_decoded, prolog_of
from cdgate.parsing.xml_runs import UnprovedError
from cdgate.parsing.xml_target import XmlTarget
from cdgate.parsing.xml_text import document, dtd_refused
from cdgate.pattern import lazily

_ROOT = lazily(rb"<(?P<tag>[A-Za-z_:\x80-\xff][^\s/>=\"'<&]*)(?=[\s/>])")
_ATTRIBUTE = lazily(rb"\s+(?P<name>[^\s=/>\"'<&]+)\s*=\s*(?:\"(?P<v1>[^\"<]*)\"|'(?P<v2>[^'<]*)')")
_PREDEFINED = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_INVALID_CHAR = frozenset({8, 9})  # libxml2's XML_ERR_INVALID_CHARREF and XML_ERR_INVALID_CHAR
_AN_ERROR = 2  # libxml2's XML_ERR_ERROR
_SAFE = Limits()
_SMALL = 64 << 10  # of larger documents a parser reads more in a second


def parse_xml(
    stream: BinaryIO,
    target: XmlTarget,
    limits: Limits = _SAFE,
    *,
    namespaces: frozenset[str] | None = None,
    through: Callable[[Iterator[bytes]], Iterator[bytes]] = iter,
) -> None:
    """Stream a document into `target`, in memory that does not grow with the file.

    Where `namespaces` is given, the root element must be in one of them (`""` is none). The document, as text that is
    proved to be UTF-8 without NUL, goes `through` a filter on its way; where little is left of it, the target is told
    when all has gone through. Raises EvidenceError for whatever is not a well-formed XML 1.0 document without inner DTD,
    in an allowed encoding, within the limits.
    """
    chunks = through(document(stream, limits))
    first = _beginning(chunks)
    if not _is_read_plainly(first, target, limits, namespaces):
        _parse(chain((first,), chunks), _Guard(target, limits, namespaces))


def _beginning(chunks: Iterator[bytes]) -> bytes:
    """Return all of a small document; of a larger one more than that."""
    parts: list[bytes] = []
    size = 0
    while size <= _SMALL and (chunk := next(chunks, None)) is not None:
        parts.append(chunk)
        size += len(chunk)
    return b"".join(parts)


def _parse(chunks: Iterator[bytes], guard: _Guard) -> None:
    from lxml import etree

    parser = etree.XMLParser(
        target=cast("Any", guard),  # the stubs ask for more than lxml does
        encoding="utf-8",
        # A document can declare none, but where none are resolved an ampersand in an attribute comes as "&#38;".
        resolve_entities=cast("Any", "internal"),  # the stubs do not know it
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=True,  # a report may hold more than 10 MB of output in one element
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
            _check_complaints(parser.feed_error_log)
        parser.close()
    except MemoryError as error:
        raise _out_of_memory() from error
    except etree.LxmlError as error:
        raise _malformed(error) from error
    _check_complaints(parser.feed_error_log)


def _is_read_plainly(whole: bytes, target: XmlTarget, limits: Limits, namespaces: frozenset[str] | None) -> bool:
    """Read a small document that is plain; tell whether it was."""
    if len(whole) > min(_SMALL, limits.elements) or (namespaces is not None and "" not in namespaces):
        return False
    from cdgate.parsing import xml_plain

    if limits.depth < xml_plain.DEPTH or min(limits.attributes, limits.name_chars) < xml_plain.NAME_CHARS:
        return False
    try:
        try:
            tags = xml_plain.tags_of(whole)
        except UnprovedError:
            return False
        xml_plain.tell(tags, target)  # where the target cannot prove something, that is not to be read again
    except MemoryError as error:
        raise _out_of_memory() from error
    return True


def root_of(head: bytes) -> tuple[str, Mapping[str, str]] | None:
    """Return the local name and the attributes (as written, `xmlns` among them) of the root element that begins in `head`.

    A cheap look for recognising formats, without lxml: tolerant of marks, encodings, comments and DOCTYPE; None where
    this is not XML. What it returns may still prove malformed.
    """
    plain = loosely_decoded(head)
    start = prolog_of(plain).root
    root = None if start is None else _ROOT.match(plain, start)
    if root is None:
        return None
    attributes: dict[str, str] = {}
    at = root.end()
    while match := _ATTRIBUTE.match(plain, at):
        value = match["v1"] if match["v1"] is not None else match["v2"]
        attributes.setdefault(_text(match["name"]), _unescaped(_text(value)))
        at = match.end()
    return _text(root["tag"]).rpartition(":")[2], attributes


class _Guard:
    """The target that lxml sees: counts, strips namespaces, passes on. It runs for each element, so it is one closure."""

    def __init__(self, target: XmlTarget, limits: Limits, namespaces: frozenset[str] | None) -> None:
        start_target, end_target = target.start, target.end
        most_deep, most_elements, most_attributes = limits.depth, limits.elements, limits.attributes
        longest = limits.name_chars
        depth = elements = 0

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            nonlocal depth, elements
            depth += 1
            elements += 1
            if depth > most_deep or elements > most_elements or len(attributes) > most_attributes or len(tag) > longest:
                raise _too_large(limits, depth=depth, elements=elements, attributes=len(attributes))
            if elements == 1 and namespaces is not None:
                _check_namespace(tag, namespaces)
            start_target(tag.rpartition("}")[2] if tag[0] == "{" else tag, attributes)

        def end(tag: str) -> None:
            nonlocal depth
            depth -= 1
            end_target(tag.rpartition("}")[2] if tag[0] == "{" else tag)

        self.start, self.end, self.data = start, end, target.data

    def doctype(self, *_: str) -> NoReturn:
        """Refuse a document type that the look at the prolog has missed."""
        raise dtd_refused()

    def close(self) -> None:
        """Return nothing: the target keeps what it gathered."""


def _out_of_memory() -> EvidenceError:
    return EvidenceError("xml-too-large", text("the document does not fit into memory"))


def _check_namespace(tag: str, namespaces: frozenset[str]) -> None:
    namespace = tag[1:].partition("}")[0] if tag.startswith("{") else ""
    if namespace not in namespaces:
        raise EvidenceError(
            "xml-namespace",
            text(
                "the root element is in the namespace {namespace}, which this format does not have", namespace=namespace
            ),
            hint=text("look whether the file is of another format"),
        )


def _check_complaints(log: object) -> None:
    """Refuse what libxml2 reports without stopping: an undeclared prefix lets one attribute hide another.

    libxml2 keeps the first 100 errors and the first 100 warnings of a document, so the log stays small.
    """
    complaints: Any = log  # the stubs know no entries
    for entry in complaints:
        if entry.level >= _AN_ERROR:
            raise _malformed_at(entry.message, entry.line, entry.column, entry.type)


def _too_large(limits: Limits, *, depth: int, elements: int, attributes: int) -> EvidenceError:
    if depth > limits.depth:
        return EvidenceError("xml-too-deep", text("elements are nested deeper than {limit}", limit=limits.depth))
    if elements > limits.elements:
        return EvidenceError("xml-too-large", text("there are more than {limit} elements", limit=limits.elements))
    if attributes > limits.attributes:
        message = text(
            "an element has {count} attributes, more than {limit}", count=attributes, limit=limits.attributes
        )
        return EvidenceError("xml-too-large", message)
    message = text("an element has a name of more than {limit} characters", limit=limits.name_chars)
    return EvidenceError("xml-too-large", message)


def _malformed(error: Exception) -> EvidenceError:
    """Return what libxml2 complained about; `error` is its first complaint."""
    line, column = getattr(error, "position", (0, 0))
    message = getattr(error, "msg", None) or "unknown error"
    return _malformed_at(message, line or 0, column or 0, getattr(error, "code", 0))


def _malformed_at(message: str, line: int, column: int, code: int) -> EvidenceError:
    what = message.partition(", line ")[0]
    if code in _INVALID_CHAR:
        return EvidenceError(
            "control-character",
            text("a character that XML does not allow: {what}", what=what),
            line=line,
            column=column,
            hint=text("make the writer escape control characters in test output, or leave the output out"),
        )
    return EvidenceError(
        "malformed-xml",
        text("this is not well-formed XML: {what}", what=what),
        line=line,
        column=column,
        hint=text("if the file ends too early, its writer was stopped; produce it again"),
    )


def _text(part: bytes) -> str:
    return part.decode("utf-8", "replace")


def _unescaped(value: str) -> str:
    if "&" not in value:
        return value
    for escape, character in _PREDEFINED:
        value = value.replace(escape, character)
    return value
