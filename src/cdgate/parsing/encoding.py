"""Text that Windows tools wrote: behind a byte order mark, and with two bytes for a character."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text

# More than any log or list of findings that somebody sends through a shell's `>`; it is held in memory.
MOST_BYTES = 512 << 20
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNMARKED = (("<?".encode("utf-16-le"), "utf-16-le"), ("<?".encode("utf-16-be"), "utf-16-be"))


def plain_head(head: bytes) -> bytes:
    """Return the first bytes of a file as UTF-8 without byte order mark, for looking at; it may end within a character."""
    if head.startswith(codecs.BOM_UTF8):
        return head[len(codecs.BOM_UTF8) :]
    codec, mark = _codec_of(head)
    return head[mark:].decode(codec, "ignore").encode("utf-8", "ignore") if codec else head


def plain_stream(stream: BinaryIO, head: bytes, size_bytes: int) -> BinaryIO:
    """Return the stream, or what stands in it as UTF-8 where its characters have two bytes each.

    XML stays as it is: it declares its encoding, and its reader decodes it. Raises EvidenceError for what is not UTF-16 text.
    """
    codec, mark = _codec_of(head)
    if not codec or plain_head(head).lstrip().startswith(b"<"):
        return stream
    if size_bytes > MOST_BYTES:
        raise EvidenceError(
            "file-too-large",
            text("the file is UTF-16 text and larger than {limit} bytes", limit=MOST_BYTES),
            hint=text("write it in UTF-8"),
        )
    try:
        return io.BytesIO(stream.read()[mark:].decode(codec).encode())
    except UnicodeError as error:
        raise EvidenceError(
            "text-encoding",
            text("the file begins as {codec} and is not such text", codec=codec.upper()),
            hint=text("write it in UTF-8; in PowerShell: Out-File -Encoding utf8"),
        ) from error


def _codec_of(head: bytes) -> tuple[str, int]:
    """Return the codec of two-byte text and the length of its mark; nothing for other text and for UTF-32."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "", 0
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return codec, len(mark)
    return next(((codec, 0) for start, codec in _UNMARKED if head.startswith(start)), ("", 0))
