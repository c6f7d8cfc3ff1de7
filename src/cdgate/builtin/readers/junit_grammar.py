"""What a plain test case looks like in bytes: so plain that no parser is needed for it.

The text is proved to be UTF-8 before. Whatever a pattern here finds is well-formed, if the text `is_of_characters`.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping
from itertools import islice

import msgspec

from cdgate.builtin.readers.junit_words import COMMITS, PASSED, STATUS
from cdgate.parsing.xml_plain import WRITTEN

# Elements inside a plain case, and inside `properties`, are at most so much deeper than what stands in their place.
DEPTH = 2

# Samples of a piece, the most frequent of which tells what the cases look like: so many, and one from each so many bytes.
_SAMPLES = 9
_SAMPLED_BYTES = 8 << 10
_READ = frozenset({"name", "classname", "time", "file", "line", "lineno"})
_TIMED = frozenset({"time"})
_NEVER_EMPTY = frozenset({"name", "classname"})  # a case without a name is rare, and its own matter
_JUDGED = frozenset({"status", "result"})
_OF_XML = "xml"  # names that begin so mean something to a parser
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())

# Sets that name what they hold are faster than those that name what they do not.
_BLANKS = rb"[ \t\r\n]*+"
_PLAIN = rb"[ !#-%'-;=-\xff]"  # of a value: no entity, no blank that a parser changes
_ENTITY = rb"&(?:lt|gt|quot|apos|amp|#9|#10|#13);"
_ANY_VALUE = rb'"(?:[\t\r\n !#-%\'-;=-\xff]+|' + _ENTITY + rb')*+"'
_CHARACTERS = rb"[\t\r\n -%'-;=-\\^-\xff]+|\](?!\]>)"
# Where a character section is open none can begin, so that no search reads far in vain.
_SECTION = rb"<!\[CDATA\[(?:" + _CHARACTERS + rb"|&|<(?!!\[CDATA\[))*+\]\]>"
_TEXT = rb"(?:" + _CHARACTERS + rb"|" + _ENTITY + rb"|" + _SECTION + rb")*+"

_REST = rb"""
 ?(?:/>|>@BLANKS@
(?:<skipped(?: type="@PLAIN@*")? message="(@PLAIN@+)" ?(?:/>|>@TEXT@</skipped>)@BLANKS@)?+
(?:<system-(?:out>@TEXT@</system-out|err>@TEXT@</system-err)>@BLANKS@)*+
</testcase>)@BLANKS@"""
_WITH_RESULT = (
    rb"<testcase(@WRITTEN@)>@BLANKS@<(failure|error)(@WRITTEN@) ?(?:/>|>@TEXT@</\2>)@BLANKS@"
    rb"(?:<system-(?:out>@TEXT@</system-out|err>@TEXT@</system-err)>@BLANKS@)*+</testcase>@BLANKS@"
)
_PROPERTY = rb'<property name="(?!@COMMIT@")@VALUE@ value=@VALUE@ ?/>@BLANKS@'
_PROPERTIES = rb"<properties>@BLANKS@(?:" + _PROPERTY + rb")++</properties>@BLANKS@"
# How a report of one suite begins, and how it ends.
_BEGINNING = (
    rb"""(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>)?@BLANKS@"""
    rb"(?:<testsuites(@WRITTEN@) ?>@BLANKS@)?<testsuite(@WRITTEN@) ?>@BLANKS@"
)
_END = rb"</testsuite>@BLANKS@(?:(</testsuites>)@BLANKS@)?+"
_WORDS = {
    b"\n": b"",
    b"@BLANKS@": _BLANKS,
    b"@PLAIN@": _PLAIN,
    b"@TEXT@": _TEXT,
    b'"(?!@COMMIT@")@VALUE@': rb'(?!"(?:'
    + b"|".join(re.escape(name.encode()) for name in COMMITS)
    + rb')")'
    + _ANY_VALUE,
    b"@VALUE@": _ANY_VALUE,
    b"@WRITTEN@": WRITTEN,
}
_ATTRIBUTE = rb' [A-Za-z_][A-Za-z0-9_.-]{0,30}+="@PLAIN@*"'


_CASE = b"<testcase"


class Layout(msgspec.Struct, frozen=True):
    """How the cases of a report are written: `pattern` captures the attributes in `columns`, then why a case is skipped."""

    pattern: re.Pattern[bytes]
    columns: Mapping[str, int]
    width: int


# The layout of the piece before, with names and without: of thousands of small reports by one tool all have it.
_LATEST: dict[bool, Layout] = {}


def is_of_characters(text: bytes) -> bool:
    """Tell whether UTF-8 has no character that XML forbids beside the control characters."""
    return text.isascii() or not any(word in text for word in _NO_CHARACTERS)


def layout_of(piece: bytes, *, named: bool = True) -> Layout | None:
    """Return the layout of most cases in the piece; None where there is none or it is not plain.

    Of cases that need not be `named` only times are captured.
    """
    latest = _LATEST.get(named)
    if latest is not None and len(piece) < _SAMPLED_BYTES and latest.pattern.match(piece, max(piece.find(_CASE), 0)):
        return latest  # the only sample has it
    begun = _compiled(rb"<testcase((?:" + _ATTRIBUTE + rb"){1,16}+)")
    samples = min(len(piece) // _SAMPLED_BYTES + 1, _SAMPLES)
    found = Counter(_written(match[1]) for match in islice(begun.finditer(piece), samples))
    layout = next((_layout(written, named=named) for written, _ in found.most_common(1)), None)
    if layout is not None:
        _LATEST[named] = layout
    return layout


@functools.cache
def cases_with_results() -> re.Pattern[bytes]:
    """Return what finds cases each of which has one result; it captures attributes of the case, element, its attributes."""
    return _compiled(_WITH_RESULT)


@functools.cache
def properties() -> re.Pattern[bytes]:
    """Return what finds `properties` elements none of which names a commit: nobody reads them."""
    return _compiled(_PROPERTIES)


@functools.cache
def ends_of_one_suite() -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what finds the beginning of a report of one suite, and its end.

    The beginning captures the attributes of the element around the suite (None: there is none) and those of the suite; the
    end captures whether it ends an element around the suite.
    """
    return _compiled(_BEGINNING), _compiled(_END)


def _written(attributes: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the names of attributes in order; words about the outcome stand with them, as they are part of the layout."""
    pairs = [pair.partition(b"=") for pair in _compiled(_ATTRIBUTE).findall(attributes)]
    named = [(name.decode().lstrip(), value) for name, _, value in pairs]
    return tuple((name, value if name in _JUDGED else b"") for name, value in named)


@functools.lru_cache(maxsize=8)
def _layout(written: tuple[tuple[str, bytes], ...], *, named: bool) -> Layout | None:
    names = [name for name, _ in written]
    if len(set(names)) < len(names) or "name" not in names or any(name.startswith(_OF_XML) for name in names):
        return None
    if any(value and STATUS.get(value.decode().strip('" ').lower()) != PASSED for _, value in written):
        return None
    read = _READ if named else _TIMED
    columns = {name: index for index, name in enumerate((name for name in names if name in read), start=1)}
    attributes = b"".join(b" %b=%b" % (name.encode(), _wanted(name, value, read)) for name, value in written)
    return Layout(_compiled(rb"<testcase" + attributes + _REST), columns, len(columns) + 2)


def _wanted(name: str, value: bytes, read: frozenset[str]) -> bytes:
    """Return the pattern for the value of an attribute, which is captured if it is read."""
    if value:
        return re.escape(value)
    plain = rb"@PLAIN@+" if name in _NEVER_EMPTY else rb"@PLAIN@*"
    return rb'"(%b)"' % plain if name in read else rb'"%b"' % plain


@functools.lru_cache(maxsize=16)
def _compiled(pattern: bytes) -> re.Pattern[bytes]:
    for word, meaning in _WORDS.items():
        pattern = pattern.replace(word, meaning)
    return re.compile(pattern)
