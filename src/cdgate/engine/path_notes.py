"""What is told of the paths in a report that were not found, or not found for certain. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cdgate.message import Text, text

SHOWN = 3


def shared_ending(one: list[str], other: list[str]) -> int:
    """Return how many segments at the end two paths have in common."""
    count = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def path_notes(unsure: list[tuple[str, tuple[str, ...]]], beyond: int) -> Iterator[Text]:
    """Say which files fit several of the repository, and how many lines lie beyond the ends of their files."""
    if unsure:
        path, nearest = unsure[0]
        yield text(
            "{count} files fit several of the repository and count under their own names: {path} may be {files}; name the "
            "folder in `roots` of the evidence",
            count=len(unsure),
            path=path,
            files=", ".join(nearest[:SHOWN]),
        )
    if beyond:
        yield text("{count} lines lie beyond the ends of their files and count as not covered", count=beyond)


def advice(strange: list[tuple[str, tuple[str, ...]]]) -> Iterator[Text]:
    """Say which beginning of the paths would have to be another one, where most of them agree on it."""
    pairs: Counter[tuple[str, str]] = Counter()
    for path, nearest in strange:
        mine = path.split("/")
        for near in nearest[:1]:
            theirs = near.split("/")
            shared = shared_ending(mine, theirs)
            pairs["/".join(mine[:-shared]), "/".join(theirs[:-shared])] += 1
    if not pairs:
        return
    (old, new), count = pairs.most_common(1)[0]
    if new and not old:
        yield text("with `roots: [{new}]` in the evidence {count} of them would be found", new=new, count=count)
    else:
        yield text(
            "{count} of them would be found if they began with {new} instead of {old}: map the paths in the coverage tool",
            count=count,
            new=repr(new),
            old=repr(old),
        )


def strangers(paths: list[str], total: int) -> Text:
    """Say which files of a report are not of the repository."""
    return text(
        "{count} of {total} files in the report are not tracked in the repository and do not count: {names}",
        count=len(paths),
        total=total,
        names=", ".join(paths[:SHOWN]) + (", ..." if len(paths) > SHOWN else ""),
    )
