"""The declaration of a findings format: everything that a reader needs to know about it, as data."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec


class Syntax(enum.Enum):
    """How the bytes of a report are written."""

    JSON = "json"
    JSON_LINES = "jsonl"
    XML = "xml"
    CSV = "csv"
    PLIST = "plist"
    LINES = "lines"


class Fields(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where the parts of a finding lie: paths from its record, tried in order (`a | b`); `=word` is a constant.

    `folder` is put before the path. `fingerprint` is what the tool knows the finding again by.
    """

    rule: str = ""
    message: str = ""
    path: str = ""
    folder: str = ""
    line: str = ""
    column: str = ""
    end_line: str = ""
    end_column: str = ""
    level: str = ""
    tags: str = ""
    fingerprint: str = ""


class Format(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One format of findings. `docs/formats.md` explains each key to people who declare one in a file.

    A report is of this format if one of `recognise` holds; each is one condition or several joined by `&`.
    Every record is a finding, unless a condition of `skip` holds; it counts as suppressed if one of `suppressed` does.
    The tool has failed where `errors` leads to something, a condition of `failed` holds for the report, or one of `fails`
    for a record. A report without a record shows a clean run only if a condition of `clean` holds (`named`: always).
    `total` is where the report counts its findings. `tool` and `tool_version` are paths from the whole report.
    With `level_first_word`, the first word of a text is its level, where it is known as one; with `level_worst`, the worst of
    all that the paths lead to is; with `level_score`, it is a CVSS score.
    In lines of text, `records`, `recognise`, `errors`, `clean` and `total` are templates of lines (see `template.py`).
    `columns` are those of a CSV without a header; lines of JSON Lines that begin with one of `comments` do not count.
    """

    name: str
    title: str
    link: str
    syntax: Syntax
    records: tuple[str, ...]
    fields: Fields = Fields()
    recognise: tuple[str, ...] = ()
    suppressed_records: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()
    levels: Mapping[str, str] = {}
    security: bool = False
    errors: tuple[str, ...] = ()
    error_message: str = ""
    failed: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()
    clean: tuple[str, ...] = ()
    tool: str = ""
    tool_version: str = ""
    total: str = ""
    first_line: int = 1
    level_first_word: bool = False
    level_worst: bool = False
    level_score: bool = False
    columns: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
