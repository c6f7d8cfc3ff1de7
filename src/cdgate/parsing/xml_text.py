"""An XML document as proved UTF-8 text, its declaration and document type disarmed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES, Limits
from cdgate.parsing.prolog import Encoding, Prolog, blanked, encoding_of, prolog_of

# What calls itself 1.1 is read by the rules of 1.0, so that the control characters which only 1.1 allows stay refused.
_VERSIONS = frozenset({"1.0", "1.1"})

# An honest declaration has less than a hundred; where the encoding is looked for, all of it must lie.
_MOST_DECLARATION = 1_000


def document(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield the document as UTF-8, its XML declaration and document type blanked."""
    chunks = _raw(stream, limits)
    first = b""
    while len(first) < HEAD_BYTES and (chunk := next(chunks, b"")):
        first += chunk
    encoding = encoding_of(first)
    decoded = _utf8(first[encoding.mark :], chunks, encoding)
    head, prolog = b"", Prolog(None)
    for part in decoded:
        head += part
        prolog = prolog_of(head)
        if prolog.root is not None:
            break
        if len(head) > limits.prolog_bytes:
            raise EvidenceError(
                "xml-too-large", text("no root element within the first {count} bytes", count=len(head))
            )
    if not head.strip():
        raise EvidenceError(
            "empty-file",
            text("the file is empty"),
            hint=text("look whether the job that writes it has finished, and whether the disk was full"),
        )
    yield _disarmed(head, prolog)
    yield from decoded


def proved(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what follows in a document of UTF-8, proved to be text as `document` does. Raises EvidenceError."""
    return _utf8(b"", chunks, Encoding("utf-8", 0))


def dtd_refused() -> EvidenceError:
    """Return the error for a document that brings its own definitions."""
    return EvidenceError(
        "xml-dtd",
        text("the document defines entities or element types of its own (an inner DTD)"),
        hint=text("no report format needs one; leave the DOCTYPE out"),
    )


def _disarmed(head: bytes, prolog: Prolog) -> bytes:
    if prolog.version not in _VERSIONS:
        raise EvidenceError(
            "xml-version",
            text("the document is XML {version}, only 1.0 and 1.1 are read", version=prolog.version[:40]),
            hint=text("write the report as XML 1.0"),
        )
    if prolog.declaration > _MOST_DECLARATION:
        raise EvidenceError("malformed-xml", text("the XML declaration has {count} bytes", count=prolog.declaration))
    if prolog.subset or len(prolog.doctypes) > 1:
        raise dtd_refused()
    for start, end in (*prolog.doctypes, (0, prolog.declaration)):
        head = head[:start] + blanked(head[start:end]) + head[end:]
    return head


def _raw(stream: BinaryIO, limits: Limits) -> Iterator[bytes]:
    size = 0
    try:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limits.xml_bytes:
                raise EvidenceError(
                    "file-too-large",
                    text("the file is larger than {limit} bytes", limit=limits.xml_bytes),
                    hint=text("split the report, or leave captured output out of it"),
                )
            yield chunk
    except OSError as error:
        raise EvidenceError(
            "unreadable-file", text("reading stopped: {reason}", reason=error.strerror or "")
        ) from error


def _utf8(first: bytes, rest: Iterator[bytes], encoding: Encoding) -> Iterator[bytes]:
    """Yield the text as UTF-8, proved to be text: strictly decoded, without NUL and lone surrogates."""
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    already = encoding.codec == "utf-8"
    offset = encoding.mark
    pending = False
    for chunk in _and_last(first, rest):
        try:
            if already:
                if pending or not chunk.isascii():
                    decoder.decode(chunk, not chunk)
                    pending = bool(decoder.getstate()[0])
                plain = chunk
            else:
                plain = decoder.decode(chunk, not chunk).encode("utf-8")
        except UnicodeError as error:
            raise EvidenceError(
                "xml-encoding",
                text("bytes after offset {offset} are not {codec} text", offset=offset, codec=encoding.codec),
                hint=text("declare the encoding that the report is written in, or write it in UTF-8"),
            ) from error
        if b"\0" in plain:
            raise EvidenceError(
                "control-character",
                text("there is a NUL byte after offset {offset}", offset=offset),
                hint=text("the file is damaged or no text; produce it again"),
            )
        offset += len(chunk)
        if plain:
            yield plain


def _and_last(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """Yield all chunks, then an empty one: the end, at which an unfinished character is an error."""
    if first:
        yield first
    yield from rest
    yield b""
