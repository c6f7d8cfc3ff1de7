"""The lines of a text report, decoded, within limits."""

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
    """Yield the lines without their ends (LF or CRLF); test output may hold bytes of any encoding.

    Raises EvidenceError for an empty file, NUL bytes (UTF-16 has them), endless lines, and too many bytes.
    """
    size = 0
    while line := stream.readline(MOST_BYTES_OF_LINE):
        if not size:
            if line.startswith(_OTHER_MARKS):
                raise _no_text()
            size, line = size + len(line), line.removeprefix(_MARK)
        else:
            size += len(line)
        if b"\0" in line:
            raise _no_text()
        if size > limits.json_bytes or (len(line) == MOST_BYTES_OF_LINE and not line.endswith(b"\n")):
            raise EvidenceError(
                "file-too-large",
                text("the file, or a line of it, is larger than any report of this format"),
                hint=text("split the report, or leave captured output out of it"),
            )
        yield line.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "replace")
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
        hint=text("write the report in UTF-8; PowerShell's `>` writes UTF-16, use `Out-File -Encoding utf8`"),
    )
