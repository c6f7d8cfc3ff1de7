"""What a format of lines is: patterns that say which lines are findings, and what the lines around them mean."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class LineFormat(msgspec.Struct, frozen=True):
    """A format of text in which each finding is a line, or a line and what stands below it.

    Patterns are matched from the start of a line (colours and trailing blanks removed); the first that matches decides.
    They name what they catch: `path`, `line`, `column`, `end_line`, `end_column`, `word` (the native severity), `rule`,
    `message`. None may repeat something that repeats: a report must cost no more than its length.
    """

    name: str
    tool: str
    title: str
    link: str
    findings: tuple[str, ...]
    headings: tuple[str, ...] = ()
    """Lines that say for the findings below them what those leave out (mostly the file)."""
    details: tuple[str, ...] = ()
    """Lines that say of the finding above them what it left out (mostly the place)."""
    asides: tuple[str, ...] = ()
    """Lines that look like findings and are none: remarks on the one above."""
    failures: tuple[str, ...] = ()
    """Lines that say that the tool could not do all its work; such a line may be a finding as well."""
    opening: str = ""
    """A line that the tool writes first, and never without writing its closing line in the end."""
    closing: str = ""
    """The summary: its groups `total`, `error`, `warning` and `note` are counts that must be found."""
    clean: str = ""
    """A line that only a run without findings writes."""
    sign: str = ""
    """A line (or several) by which the format is known, where its findings alone say too little."""
    needs: str = ""
    """A line without which a file has another format."""
    unless: str = ""
    """A line with which a file has another format."""
    alone: bool = False
    """Whether findings must make up the better part of the file: their form is one that any text may have."""
    levels: Mapping[str, str] = {}
    """Native words that mean something else here than in `cdgate.parsing.declared.scale`, and words of that scale."""
    security: bool = False
    """Whether the native words are those of the severity of a vulnerability."""
    silent: str = "error"
    """The word for findings without one: where nobody says that it is less, it is an error."""
    word_of_rule: str = ""
    """What a rule that tells the severity looks like; the match is the word."""
    rule_at_end: str = ""
    """The brackets in which the rule ends the message."""
    properties: str = ""
    """A pattern of one `key` and `value` in the group `properties`; `keys` says which group each key stands for."""
    keys: Mapping[str, str] = {}
    attached: str = ""
    """The word of findings that belong to the one above where they stand in its line."""
    escapes: Mapping[str, str] = {}
    """What the tool writes for characters that its format reserves."""
    placed: bool = False
    """Whether a finding without a file is none: its form is one that other tools use for remarks."""
    once: bool = False
    """Whether the tool repeats itself (once for each including file), so that equal findings are one."""
