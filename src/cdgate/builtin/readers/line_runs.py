"""What runs of elements say of lines, file by file, and runs that follow one another made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdgate.builtin.readers.line_marks import Lines
from cdgate.parsing.xml_runs import Run

# Whole elements: the file each is of, and all its lines. Or lines alone, without a file.
Listed = tuple[tuple[str | None, Lines], ...]


def joined(runs: Iterable[Run[Listed]], shortest: int) -> Iterator[Run[Listed]]:
    """Yield one run for all those of whole elements that follow one another; leave out what has fewer bytes."""
    start = end = elements = 0
    said: list[tuple[str | None, Lines]] = []
    alone = False  # whether the run holds lines without a file
    for run in runs:
        if run.start != end or alone or (run.content and run.content[0][0] is None):
            if start < end >= start + shortest:
                yield Run(start, end, elements, tuple(said))
            start, elements = run.start, 0
            said.clear()
        end = run.end
        elements += run.elements
        said += run.content
        alone = bool(said) and said[0][0] is None
    if start < end >= start + shortest:
        yield Run(start, end, elements, tuple(said))
