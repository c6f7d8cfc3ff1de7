"""The lines of a text in which each line is a JSON value, or each value an object that is written over several lines."""

from __future__ import annotations

from collections.abc import Iterator

_OPEN, _CLOSE = b"{", b"}"


def pieces(body: bytes, comments: tuple[bytes, ...]) -> Iterator[tuple[int, bytes]]:
    """Yield each value with the number of its first line, without lines that are empty or begin with one of `comments`.

    An object over several lines begins with a line that is only `{` and ends with one that is only `}`, unindented: so
    write the tools that indent a stream of objects. What is cut is yielded as far as it goes.
    """
    if _CLOSE + b"\0" in body:  # so end the objects of Code Climate's engines
        body = body.replace(_CLOSE + b"\0", _CLOSE + b"\n")
    first = 0
    held: list[bytes] = []
    for number, line in enumerate(body.split(b"\n"), 1):
        if held:
            held.append(line)
            if line.rstrip() == _CLOSE:
                yield first, b"\n".join(held)
                held = []
            continue
        written = line.strip()
        if not written or written.startswith(comments):
            continue
        if line.rstrip() == _OPEN:
            first, held = number, [line]
        else:
            yield number, written
    if held:
        yield first, b"\n".join(held)
