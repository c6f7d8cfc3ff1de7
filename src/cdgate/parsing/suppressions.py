"""Inline suppressions: words in source code and settings that make a tool look away."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from cdgate.model.change import ChangedFile
from cdgate.parsing.languages import comment_marks
from cdgate.parsing.suppression_words import IN_CODE, IN_COMMENTS, LISTS, SETTINGS, STEMS

_QUOTES = "\"'`"


class _Marks(NamedTuple):
    kind: str
    endings: frozenset[str]
    words: re.Pattern[str]


class _Patterns(NamedTuple):
    lists: re.Pattern[str]
    settings: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]
    comments: tuple[_Marks, ...]
    code: tuple[_Marks, ...]


@functools.cache  # compiled when first used: most runs have no change to look at
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(LISTS),
        tuple((name, re.compile(path), re.compile(words, re.IGNORECASE)) for name, path, words in SETTINGS),
        tuple(_Marks(kind, frozenset(of.split()), re.compile(words, re.IGNORECASE)) for kind, of, words in IN_COMMENTS),
        tuple(_Marks(kind, frozenset(of.split()), re.compile(words)) for kind, of, words in IN_CODE),
    )


class Suppression(msgspec.Struct, frozen=True):
    """One suppression that a change adds: its kind, the file, the line (1-based)."""

    kind: str
    path: str
    line: int


def suppressions_in(path: str, line: str) -> tuple[str, ...]:
    """Return the kinds of suppression in one line of a file; words inside a text of the program are none."""
    patterns = _patterns()
    if patterns.lists.search(path):
        listed = line.strip()
        return ("ignore list",) if listed and not listed.startswith(("#", ";", "[", "{", "}")) else ()
    found = [name for name, paths, words in patterns.settings if paths.search(path) and words.search(line)]
    marks = comment_marks(path)
    if marks is not None and _may_hold(line):
        code, comment = _parted(line, marks)
        ending = path.rpartition(".")[2].lower()
        found.extend(_kinds(patterns.comments, comment, ending))
        found.extend(_kinds(patterns.code, code, ending))
    return tuple(dict.fromkeys(found))


def _kinds(marks: Iterable[_Marks], part: str, ending: str) -> Iterator[str]:
    return (one.kind for one in marks if (not one.endings or ending in one.endings) and one.words.search(part))


def _may_hold(words: str) -> bool:
    lower = words.lower()
    return any(stem in lower for stem in STEMS)


def added_suppressions(files: Iterable[ChangedFile]) -> Iterator[Suppression]:
    """Yield the suppressions that a change adds, in the order of files and lines.

    One that only moved, or whose line was edited, is not added: each one that the change takes away pays for one of its
    kind with the same words anywhere, or else in the same file.
    """
    files = tuple(files)
    gone = _Gone(files)
    left = [
        Suppression(kind, file.path, number)
        for file in files
        for number, line in sorted(file.new_text.items())
        for kind in suppressions_in(file.path, line)
        if not gone.paid_by_words(kind, line)
    ]
    yield from (one for one in left if not gone.paid_by_file(one))


class _Gone:
    """The suppressions that a change takes away; each pays for one that it adds."""

    def __init__(self, files: tuple[ChangedFile, ...]) -> None:
        self._words: dict[tuple[str, str], list[str]] = {}
        self._files: Counter[tuple[str, str]] = Counter()
        for file in files:
            for line in file.old_text:
                for kind in suppressions_in(file.old_path or file.path, line):
                    self._words.setdefault((kind, line.strip()), []).append(file.path)
                    self._files[kind, file.path] += 1

    def paid_by_words(self, kind: str, line: str) -> bool:
        """Tell whether a line of the same words is gone, and use it up."""
        paths = self._words.get((kind, line.strip()))
        if not paths:
            return False
        self._files[kind, paths.pop()] -= 1
        return True

    def paid_by_file(self, one: Suppression) -> bool:
        """Tell whether the file has lost one of the kind, and use it up."""
        if self._files[one.kind, one.path] <= 0:
            return False
        self._files[one.kind, one.path] -= 1
        return True


def _parted(line: str, marks: tuple[str, ...]) -> tuple[str, str]:
    """Return the code of a line without its texts, and its comments. Where a text has no end, all of it is both."""
    if line.lstrip().startswith("*"):  # inside a block comment
        return "", line
    code: list[str] = []
    at = 0
    while at < len(line):
        sign = line[at]
        if sign in _QUOTES:
            end = _end_of_text(line, at)
            if end < 0:
                return line, line
            at = end + 1
            code.append(sign + sign)
            continue
        if any(line.startswith(mark, at) for mark in marks) and not line.startswith(("#[", "#!["), at):
            return "".join(code), line[at:]
        code.append(sign)
        at += 1
    return "".join(code), ""


def _end_of_text(line: str, start: int) -> int:
    at = start + 1
    while at < len(line):
        if line[at] == "\\":
            at += 1
        elif line[at] == line[start]:
            return at
        at += 1
    return -1
