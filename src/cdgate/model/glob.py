"""Path patterns with bounded cost: `*` and `?` within a segment, `**` across segments, `[abc]` classes."""

from __future__ import annotations

from collections.abc import Iterable

MAX_PATTERN = 300
MAGIC = frozenset("*?[")


def is_magic(pattern: str) -> bool:
    """Tell whether the pattern has a wildcard."""
    return any(sign in MAGIC for sign in pattern)


def fixed_part(pattern: str) -> str:
    """Return the leading folders of the pattern that have no wildcard."""
    segments = pattern.split("/")
    fixed: list[str] = []
    for segment in segments[:-1]:
        if is_magic(segment):
            break
        fixed.append(segment)
    return "/".join(fixed)


def matches(pattern: str, path: str) -> bool:
    """Tell whether the whole POSIX path matches; the cost is the product of the two lengths, never more.

    `**` stands for any number of whole segments; `src/**` also matches everything below `src`.
    """
    return _segments_match(tuple(pattern.removeprefix("./").split("/")), tuple(path.split("/")))


def matches_any(patterns: Iterable[str], path: str) -> bool:
    """Tell whether one of the patterns matches."""
    return any(matches(pattern, path) for pattern in patterns)


def _segments_match(pattern: tuple[str, ...], path: tuple[str, ...]) -> bool:
    # One row per pattern segment: reachable[i] says that the pattern so far matches the first i path segments.
    reachable = [True] + [False] * len(path)
    for number, segment in enumerate(pattern):
        if segment == "**":
            last = number == len(pattern) - 1
            first = next((i for i, open_ in enumerate(reachable) if open_), len(path) + 1)
            start = first + 1 if last and number else first
            reachable = [i >= start for i in range(len(path) + 1)]
            continue
        reachable = [False] + [reachable[i] and _segment_matches(segment, name) for i, name in enumerate(path)]
    return reachable[-1]


def _segment_matches(pattern: str, name: str) -> bool:
    if pattern in ("*", name):
        return True
    at, mark, star, resume = 0, 0, -1, 0
    while mark < len(name):
        width = _one(pattern, at, name[mark]) if at < len(pattern) else 0
        if at < len(pattern) and pattern[at] == "*":
            star, resume = at, mark
            at += 1
        elif width:
            at += width
            mark += 1
        elif star >= 0:
            resume += 1
            at, mark = star + 1, resume
        else:
            return False
    return not pattern[at:].strip("*")


def _one(pattern: str, at: int, sign: str) -> int:
    """Return how much of the pattern matches `sign` at this place, 0 where it does not match."""
    if pattern[at] == "?":
        return 1
    end = pattern.find("]", at + 2) if pattern[at] == "[" else -1
    if end > 0:
        return end - at + 1 if _in_class(pattern[at + 1 : end], sign) else 0
    return int(pattern[at] == sign)


def _in_class(members: str, sign: str) -> bool:
    negated = members[:1] in ("!", "^")
    body = members[negated:]
    found, at = False, 0
    while at < len(body):
        if at + 2 < len(body) and body[at + 1] == "-":
            found |= body[at] <= sign <= body[at + 2]
            at += 3
        else:
            found |= body[at] == sign
            at += 1
    return found is not negated
