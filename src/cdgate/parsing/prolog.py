"""The beginning of an XML document: its encoding, and what stands before its root element."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.limits import HEAD_BYTES
from cdgate.pattern import lazily

# Declared name -> Python codec. Whatever is not here is refused: UTF-7 hides markup, UTF-32 is read differently by each
# parser, and for EBCDIC and the rest we know no honest writer.
_CODECS: Mapping[str, str] = {
    **dict.fromkeys(("utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1"), "iso-8859-1"),
    **dict.fromkeys(("iso-8859-15", "latin9", "latin-9"), "iso-8859-15"),
    **dict.fromkeys(("windows-1252", "cp1252"), "cp1252"),
    **dict.fromkeys(("windows-1251", "cp1251"), "cp1251"),
    **dict.fromkeys(("gbk", "gb2312", "gb18030", "cp936"), "gb18030"),
    "big5": "big5",
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "shift_jis"),
    **dict.fromkeys(("windows-31j", "cp932"), "cp932"),
    "euc-jp": "euc_jp",
    "euc-kr": "euc_kr",
}
_UTF16_NAMES: Mapping[str, frozenset[str]] = {
    "utf-16-le": frozenset({"utf-16", "utf-16le"}),
    "utf-16-be": frozenset({"utf-16", "utf-16be"}),
}
_MARKS = (
    (codecs.BOM_UTF32_LE, ""),  # begins with the mark of UTF-16, so it is looked for first
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    ("<?".encode("utf-16-le"), "utf-16-le"),
    ("<?".encode("utf-16-be"), "utf-16-be"),
)
_UNMARKED = len(_MARKS) - 2  # the last two are text, not marks
_COMPRESSED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_DECLARATION = lazily(
    rb"""<\?xml\s+version\s*=\s*(?:"(?P<v1>[^"]*)"|'(?P<v2>[^']*)')"""
    rb"""(?:\s+encoding\s*=\s*(?:"(?P<e1>[^"]*)"|'(?P<e2>[^']*)'))?"""
    rb"""(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>"""
)
_SPACE = lazily(rb"[ \t\r\n]*")
_LITERAL = rb"""(?:"[^"]*"|'[^']*')"""
_DOCTYPE = lazily(
    rb"<!DOCTYPE\s+[^\s>\[\"']+(?:\s+(?:SYSTEM\s+"
    + _LITERAL
    + rb"|PUBLIC\s+"
    + _LITERAL
    + rb"(?:\s*"
    + _LITERAL
    # An empty inner part defines nothing; one that is cut off may still turn out to be empty.
    + rb")?))?\s*(?:\[\s*\]\s*)?(?P<end>>|\[(?!\s*(?:\]\s*)?\Z))"
)
_SHORTEST_ROOT = len(b"<a/>")
_NOT_A_LINE_END = lazily(rb"[^\r\n]")


class Encoding(msgspec.Struct, frozen=True):
    """How a document is encoded: the Python codec, and how many bytes of byte order mark come first."""

    codec: str
    mark: int


class Prolog(msgspec.Struct, frozen=True):
    """What stands before the root element. `root` is its offset; None where `head` ends before it."""

    root: int | None
    doctypes: tuple[tuple[int, int], ...] = ()
    subset: bool = False
    declaration: int = 0
    version: str = "1.0"


def encoding_of(head: bytes) -> Encoding:
    """Return the encoding that mark and declaration agree on. Raises EvidenceError where they do not, or it is not allowed."""
    if head.startswith(_COMPRESSED):
        raise EvidenceError(
            "compressed-file",
            text("the file is compressed"),
            hint=text("unpack it before cdgate reads it"),
        )
    codec, mark = _marked(head)
    if not codec and mark:
        raise _refused("UTF-32")
    declared = _declared(head[mark:], codec)
    if not codec:
        known = _CODECS.get(declared or "utf-8")
        if known is None:
            raise _refused(declared or "")
        return Encoding(known, 0)
    if declared is not None and declared not in _names(codec):
        raise EvidenceError(
            "xml-encoding",
            text(
                "the first bytes say {found}, the XML declaration says {declared}", found=codec, declared=declared[:40]
            ),
            hint=text("write the report in one encoding and declare that one, best UTF-8"),
        )
    return Encoding(codec, mark)


def loosely_decoded(head: bytes) -> bytes:
    """Return `head` as UTF-8 without its mark, whatever that takes: for looking, never for reading."""
    try:
        encoding = encoding_of(head)
    except EvidenceError:
        encoding = Encoding("iso-8859-1", 0)
    plain = head[encoding.mark :]
    if encoding.codec == "utf-8":
        return plain
    return plain.decode(encoding.codec, "replace").encode("utf-8", "replace")


def prolog_of(head: bytes) -> Prolog:
    """Return what stands before the root element of UTF-8 `head`. Raises nothing: the parser tells what is malformed."""
    declared = _DECLARATION.match(head)
    start = declared.end() if declared else 0
    version = (declared["v1"] or declared["v2"] or b"").decode("ascii", "replace") if declared else "1.0"
    doctypes: list[tuple[int, int]] = []
    subset = False
    at = start
    root: int | None = None
    while root is None:
        at = _end(_SPACE, head, at)
        if head.startswith(b"<!--", at):
            found = head.find(b"-->", at + 4)
            step = found + 3
        elif head.startswith(b"<?", at):
            found = head.find(b"?>", at + 2)
            step = found + 2
        elif doctype := _DOCTYPE.match(head, at):
            found, step = at, doctype.end()
            doctypes.append((at, step))
            subset = subset or doctype["end"] == b"["
        else:
            # The root element, or something that is not XML: but only if enough of it is here to tell.
            complete = len(head) - at >= _SHORTEST_ROOT and (not head.startswith(b"<!DOCTYPE", at) or b">" in head[at:])
            root, found, step = (at, at, at) if complete else (None, -1, -1)
        if found < 0:
            break
        at = step
    return Prolog(root, tuple(doctypes), subset, start, version)


def blanked(part: bytes) -> bytes:
    """Return spaces in place of `part`, its line ends kept so that line numbers stay true."""
    return _NOT_A_LINE_END.sub(b" ", part)


def _marked(head: bytes) -> tuple[str, int]:
    for index, (mark, codec) in enumerate(_MARKS):
        if head.startswith(mark):
            return codec, len(mark) if index < _UNMARKED else 0
    return "", 0


def _declared(head: bytes, codec: str) -> str | None:
    start = head[:HEAD_BYTES]
    if codec.startswith("utf-16"):
        start = start.decode(codec, "replace").encode("utf-8", "replace")
    match = _DECLARATION.match(start)
    if match is None:
        return None
    name = match["e1"] if match["e1"] is not None else match["e2"]
    return None if name is None else name.decode("ascii", "replace").lower()


def _names(codec: str) -> frozenset[str]:
    return _UTF16_NAMES.get(codec) or frozenset({"utf-8", "utf8"})


def _refused(name: str) -> EvidenceError:
    return EvidenceError(
        "xml-encoding",
        text("the encoding {name} is not one that cdgate reads", name=repr(name[:40])),
        hint=text("write the report in UTF-8"),
    )


def _end(pattern: re.Pattern[bytes], head: bytes, at: int) -> int:
    match = pattern.match(head, at)
    return match.end() if match else at
