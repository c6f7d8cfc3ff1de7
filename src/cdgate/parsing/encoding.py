"""Text that Windows tools wrote: behind a byte order mark, and with two bytes for a character."""

from __future__ import annotations

import codecs

from cdgate.errors import EvidenceError
from cdgate.message import text

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# How text begins that is not plain UTF-8, as far as this module can tell.
_SPECIAL = frozenset({codecs.BOM_UTF8[:2], codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<"})
_UNMARKED = (("<?".encode("utf-16-le"), "utf-16-le"), ("<?".encode("utf-16-be"), "utf-16-be"))


def plain_head(head: bytes) -> bytes:
    """Return the first bytes of a file as UTF-8 without byte order mark, for looking at; it may end within a character."""
    if head[:2] not in _SPECIAL:
        return head
    if head.startswith(codecs.BOM_UTF8):
        return head[len(codecs.BOM_UTF8) :]
    codec, mark = _codec_of(head)
    return head[mark:].decode(codec, "ignore").encode("utf-8", "ignore") if codec else head


def check_encoding(head: bytes) -> None:
    """Refuse text whose characters have two bytes each, unless it is XML, which declares its encoding.

    A shell wrote it when it redirected output, and may have put two outputs of two encodings into one file.
    """
    if head[:2] in _SPECIAL and _codec_of(head)[0] and not plain_head(head).lstrip().startswith(b"<"):
        raise EvidenceError(
            "text-encoding",
            text("the file is UTF-16 text, as PowerShell writes what it redirects"),
            hint=text("let the tool write the file itself, or use {command}", command="Out-File -Encoding utf8"),
        )


def _codec_of(head: bytes) -> tuple[str, int]:
    """Return the codec of two-byte text and the length of its mark; nothing for other text and for UTF-32."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "", 0
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    return next(((codec, 0) for start, codec in _UNMARKED if head.startswith(start)), ("", 0))
