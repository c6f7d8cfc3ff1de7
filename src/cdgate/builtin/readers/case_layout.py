"""Where an XML format keeps its test cases: a format declared as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

Words = Mapping[str, int | None]
"""Words of a format, in lower case, with the rank of the outcome they tell; None: see the next place."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Which elements are suites and cases, and where a case keeps what we need.

    A place is `@attribute` or `path/below/the/case`, with `@attribute` after the path, or the text of that element. Of
    several places the first that is filled in counts.
    """

    name: str
    title: str
    link: str
    roots: Mapping[str, str]  # root element -> attribute that it must have; empty: none
    namespaces: frozenset[str] = frozenset({""})
    mark: bytes = b""  # which the head must hold beside the root, where other formats have the same root

    cases: Mapping[str, int]  # element -> rank that it has by itself
    nested: bool = False  # a case in a case is a case of its own, else a part of the outer one
    repeats: bool = False  # a failed case with the name of the one before it is another failure of that one
    names: tuple[str, ...]
    outcomes: Mapping[str, Words] = MappingProxyType({})  # place -> words; unknown words count as failures
    silent: int | None = None  # rank where outcomes are declared and none is written; None: failed
    results: Mapping[str, int] = MappingProxyType({})  # path -> rank that its presence gives; the worst counts
    messages: tuple[str, ...] = ()
    durations: tuple[str, ...] = ()
    per_second: int = 1  # of the unit of durations
    files: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()

    suites: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # element -> attributes that name it
    headings: frozenset[str] = frozenset()  # elements whose text names the suite they stand in
    suite: str = ""  # the place in a case that names its suite
    joint: str = ""  # what joins the names of nested suites; empty: the innermost alone
    outside: Mapping[str, int] = MappingProxyType({})  # element beside the cases -> rank of the failure it tells
    hidden: frozenset[str] = frozenset()  # elements beside the cases in which nothing is looked for
    claims: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Element -> attribute (empty: its text) -> `tests` or `failed`; numbers of several such elements are added."""
    named: frozenset[str] = (
        frozenset()
    )  # elements in a case whose attribute `name` is a part of their place: `tag[name]`
    reasons: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Place -> beginnings of the reasons, in lower case, for which a case may be skipped: with another it should have run."""
    steps: tuple[str, frozenset[str]] | None = None
    """Element of a step in a case, and the words of its `status` if it did not run: where none ran, nothing was tested."""
    spoilers: Mapping[str, str] = MappingProxyType({})
    """Element of a suite -> beginning of the text by which it fails all that has passed in the suite."""
    verdicts: Mapping[str, Mapping[str, Words]] = MappingProxyType({})
    """Element beside the cases -> attribute -> words for how all of it went: a failure there must be that of a case.

    What is worse than a failure (a run that was given up) makes the report one that cannot be judged.
    """
