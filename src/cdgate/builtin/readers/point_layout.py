"""Where an XML format keeps the points of its coverage: a format declared as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

NOTHING: Mapping[str, frozenset[str]] = MappingProxyType({})


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """Attributes of an element that tells of one place in the source whether it ran.

    `hits` is a count, or one of the words in `point_target.WORDS`. Of several attributes the first that is there counts.
    """

    line: str
    hits: tuple[str, ...]
    last: str = ""  # the last line of the place; empty: only the first counts
    file: str = ""  # the id or the path of its file; empty: the file that was named last
    is_branch: Mapping[str, frozenset[str]] = NOTHING  # attribute -> words with which it is a branch (beside a line)
    only_branch: bool = False  # the element is a branch and no line
    offset: str = ""  # the place in the code; a branch without a line is on that of the last point before its place
    extra: bool = False  # it counts only where no other point begins on its line
    skipped: Mapping[str, frozenset[str]] = NOTHING  # attribute -> words with which it does not count
    sums: tuple[str, str] = ("", "")  # attributes with all and the taken branches of the line
    outcomes: tuple[str, str] = ("", "")  # attributes with how often a condition was true, and false

    @property
    def may_branch(self) -> bool:
        """Whether the element may tell of branches."""
        return self.only_branch or bool(self.is_branch) or bool(self.sums[0]) or bool(self.outcomes[0])


class PointLayout(msgspec.Struct, frozen=True, kw_only=True):
    """Which elements are files and points, and how they find each other."""

    name: str
    title: str
    link: str
    roots: Mapping[str, frozenset[str]]  # root element -> attributes of which it must have one; empty: none
    only: Mapping[str, str] = MappingProxyType({})  # the one attribute that the root may have, and its value
    mark: bytes = b""  # which the head must hold beside the root, where other formats have the same root
    scopes: frozenset[str]  # elements in which the ids of files hold
    files: Mapping[str, tuple[str, tuple[str, ...]]]  # element -> attribute of its id, attributes of its path
    refers: Mapping[str, str] = MappingProxyType({})
    """Element -> attribute with the id of the file of what follows (empty: no file follows)."""
    hidden: frozenset[str] = frozenset()  # elements in which nothing is looked for
    points: Mapping[str, tuple[Point, ...]]  # of several the first that has its line and does not skip the element
    statements: bool = True  # the format counts statements, of which a line may have several; else lines
    spans: bool = False  # all points are spans of lines and overlap: a line ran if one of them ran
    ignored_lines: frozenset[int] = frozenset()  # numbers that the format writes where there is no line
    claims: Mapping[str, tuple[str, str, str]] = MappingProxyType({})
    """Element -> the element that it stands in (empty: any), its attributes of covered and of all."""
    timestamp: str = ""  # attribute of the root with seconds or milliseconds
