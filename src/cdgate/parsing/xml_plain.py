"""Reads an XML document that is so plain that no parser is needed for it; of any other it says so.

Of thousands of small reports each is read in half the time that a parser takes to begin and to end, and a run that meets
a few of them need not even load it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cdgate.parsing.xml_runs import UnprovedError
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.parsing.xml_target import XmlTarget

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&#10;", "\n"), ("&amp;", "&"))
# What a plain document has at most; it has no more attributes than characters in a name.
DEPTH, NAME_CHARS = 50, 100
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

# Sets that name what they hold are faster than those that name what they do not. No control characters are among them;
# bytes of other characters are: that the document is UTF-8 is proved before.
_ENTITY = rb"&(?:lt|gt|quot|apos|#10|amp);"
_NAME = rb"[A-Za-z_][A-Za-z0-9_.-]{0,99}+"
_ATTRIBUTE = rb' (?:xsi:)?%b="(?:[ !#-%%\'-;=-\xff]+|%b)*+"' % (_NAME, _ENTITY)
_CHARACTERS = rb"[\t\r\n -%'-;=-\\^-\xff]+|\](?!\]>)"
# Where a character section is open none can begin, so that no search reads far in vain.
_SECTION = rb"<!\[CDATA\[(?:%b|&|<(?!!\[CDATA\[))*+\]\]>" % _CHARACTERS
_COMMENT = rb"<!--(?:[\t\r\n -,.-\xff]+|-(?!-))*+-->"
_TEXT = rb"(?:%b|%b|%b|%b)*+" % (_CHARACTERS, _ENTITY, _SECTION, _COMMENT)
_DECLARED = f' xmlns:xsi="{_XSI}"'.encode()
WRITTEN = rb"(?:%b)?(?:%b){0,30}+" % (re.escape(_DECLARED), _ATTRIBUTE)
"""What finds the attributes of an element as `attributes_of` reads them."""
_TAG = lazily(rb"<(/?)(%b)(%b) ?(/?)>(%b)" % (_NAME, WRITTEN, _TEXT))
_PARTS = 6  # what stands before a tag, and its five groups
_NAMED = lazily(r' ([^ =]+)="([^"]*+)"')
_SECTION_START = "<![CDATA["
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())


Tag = tuple[str, dict[str, str] | None, bool, bytes]
"""Name, attributes (None: an end tag), whether the element ends with it, and the text behind it."""


def read_plain(document: bytes, target: XmlTarget, *, part: bool = False) -> None:
    """Stream a document into the target: UTF-8 without declaration and document type, whose root is in no namespace.

    With `part`, it is what stands inside an element: several elements, and text behind each. Raises UnprovedError, before
    the target gets anything, for whatever is not well-formed, and for what is rare: instructions, namespaces, single
    quotes, deep nesting.
    """
    tell(tags_of(document, part=part), target)


def tags_of(document: bytes, *, part: bool = False) -> list[Tag]:
    """Return all there is to `tell` of a document. Raises UnprovedError as `read_plain` does."""
    parts = _TAG.split(document.strip(b" \t\r\n"))
    if len(parts) == 1 or any(parts[::_PARTS]) or (parts[-2] and not part):
        raise UnprovedError
    if not document.isascii() and any(word in document for word in _NO_CHARACTERS):
        raise UnprovedError
    return list(_tags(parts, part=part))


def tell(tags: Iterable[Tag], target: XmlTarget) -> None:
    """Tell the target what a document says. Raises nothing but what the target does."""
    start, end, data = target.start, target.end, target.data
    for name, attributes, ends, text in tags:
        if attributes is not None:
            start(name, attributes)
        if ends:
            end(name)
        if text and data is not None:
            for piece in _pieces(text):
                data(piece)


def _tags(parts: list[bytes], *, part: bool) -> Iterator[Tag]:
    still_open: list[bytes] = []
    schema = False  # whether the root declares the prefix
    for at in range(1, len(parts), _PARTS):
        closing, name, written, empty, text = parts[at : at + _PARTS - 1]
        if closing:
            if written or empty or not still_open or still_open.pop() != name:
                raise UnprovedError
            yield name.decode(), None, True, text
            continue
        if (at > 1 and not still_open and not part) or len(still_open) == DEPTH:
            raise UnprovedError
        schema = schema or (at == 1 and not part and written.startswith(_DECLARED))
        yield name.decode(), attributes_of(written, schema=schema) if written else {}, bool(empty), text
        if not empty:
            still_open.append(name)
    if still_open:
        raise UnprovedError


def declares_schema(written: bytes) -> bool:
    """Tell whether an element declares the prefix of the namespace in which documents name their schema."""
    return written.startswith(_DECLARED)


def attributes_of(written: bytes, *, schema: bool) -> dict[str, str]:
    """Return attributes by name. Raises UnprovedError where one is there twice or has to do with namespaces.

    `schema` tells that the prefix of the schema's namespace is declared.
    """
    pairs = _NAMED.findall(written.removeprefix(_DECLARED).decode())
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnprovedError
    for name in [name for name in found if name.startswith("x")]:
        if name.startswith("xml") or (":" in name and not schema):
            raise UnprovedError
        if ":" in name:
            found[f"{{{_XSI}}}{name.removeprefix('xsi:')}"] = found.pop(name)
    if b"&" in written:
        found = {name: _unescaped(value) for name, value in found.items()}
    return found


def _pieces(text: bytes) -> Iterator[str]:
    """Yield text as a parser gives it."""
    plain = text.decode()
    if "\r" in plain:
        plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    done = 0
    while (at := plain.find("<", done)) >= 0:
        if at > done:
            yield _unescaped(plain[done:at])
        section = plain.startswith(_SECTION_START, at)
        end = plain.find("]]>" if section else "-->", at + len("<!--"))
        if section and end > at + len(_SECTION_START):
            yield plain[at + len(_SECTION_START) : end]
        done = end + len("-->")
    if done < len(plain):
        yield _unescaped(plain[done:])


def _unescaped(text: str) -> str:
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
