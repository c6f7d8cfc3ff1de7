"""The lines of a text report, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.limits import Limits

MOST_BYTES_OF_LINE = 16 << 20

_MARK = b"\xef\xbb\xbf"
_OTHER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LIMITS = Limits()


def lines_of(stream: BinaryIO, limits: Limits = _LIMITS) -> Iterator[str]:
    """Yield the lines without their ends (LF or CRLF); what is not UTF-8 becomes a replacement character.

    Raises EvidenceError like `raw_lines`.
    """
    for line in raw_lines(stream, limits):
        yield line.decode("utf-8", "replace")


def raw_lines(stream: BinaryIO, limits: Limits = _LIMITS) -> Iterator[bytes]:
    """Yield the lines without their ends (LF or CRLF), and without a byte order mark.

    Raises EvidenceError for an empty file, NUL bytes (UTF-16 has them), endless lines, and too many bytes.
    """
    size = 0
    while line := stream.readline(MOST_BYTES_OF_LINE):
        if not size:
            if line.startswith(_OTHER_MARKS):
                raise _no_text()
            line = line.removeprefix(_MARK) or b"\n"
        size += len(line)
        if b"\0" in line:
            raise _no_text()
        if size > limits.json_bytes or (len(line) == MOST_BYTES_OF_LINE and not line.endswith(b"\n")):
            raise EvidenceError(
                "file-too-large",
                text("the file, or a line of it, is larger than any report of this format"),
                hint=text("split the report, or leave captured output out of it"),
            )
        yield line.removesuffix(b"\n").removesuffix(b"\r")
    if not size:
        raise EvidenceError(
            "empty-file",
            text("the file is empty"),
            hint=text("look whether the job that writes it has finished, and whether the disk was full"),
        )


def _no_text() -> EvidenceError:
    return EvidenceError(
        "not-text",
        text("the file holds NUL bytes, so it is no text in UTF-8"),
        hint=text("write the report in UTF-8: some shells redirect output as UTF-16"),
    )
