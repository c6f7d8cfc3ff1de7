"""The reader of the todo-count format.

todo-count 1
src/a.py=3
src/b.py=0
total=3

The last line is what shows that the file is whole.
"""

from __future__ import annotations

from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.parsing.text import natural
from cdgate_example.evidence import TodoReport

HEADER = "todo-count 1"
TOTAL = "total"
MOST_BYTES = 16 * 2**20


class TodoCountReader:
    """To-do notes per file."""

    name = "todo-count"
    kind = TodoReport.kind
    title = "to-do notes per file (cdgate todos)"
    link = "https://example.org/todo-count"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content says it all
        """Tell by the first line. Never raises, whatever the bytes are."""
        return head.startswith(f"{HEADER}\n".encode())

    def read(self, stream: BinaryIO, source: Source) -> TodoReport:
        """Return the counts. Raises EvidenceError where the file is not whole and sound."""
        lines = _lines(stream)
        if not lines or lines[0] != HEADER:
            raise EvidenceError("todo-count-header", text("the first line is not {header}", header=HEADER), line=1)
        files: dict[str, int] = {}
        for number, line in enumerate(lines[1:-1], start=2):
            path, equals, count = line.rpartition("=")
            if not equals or not path or path in files:
                raise EvidenceError(
                    "todo-count-line", text("the line is not PATH=COUNT, or names a path again"), line=number
                )
            files[path] = natural(count)
        if lines[-1] != f"{TOTAL}={sum(files.values())}":
            raise EvidenceError(
                "todo-count-cut",
                text("the last line does not give the total of all files"),
                line=len(lines),
                hint=text("the file was cut or edited; write it again with {command}", command="cdgate todos"),
            )
        # No file was looked at, so there is nothing to judge. That is never the same as "no to-do notes".
        nothing = None if files else text("no file was looked at")
        return TodoReport(source, files, shortfall=nothing)


def _lines(stream: BinaryIO) -> list[str]:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise EvidenceError("todo-count-size", text("the file is larger than {limit} bytes", limit=MOST_BYTES))
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EvidenceError("todo-count-encoding", text("the file is not UTF-8")) from error
    return content.removesuffix("\n").split("\n") if content.endswith("\n") else []
