"""Recognises the Test Anything Protocol, versions 12 to 14, and reads it line by line."""

from __future__ import annotations

import re
from typing import BinaryIO

from cdgate.builtin.readers import go_lines
from cdgate.builtin.readers.tap_points import TapPoints
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.model.evidence import Source, TestReport
from cdgate.pattern import lazily

_VERSION = lazily(rb"^TAP version [0-9]+[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_PLAN = lazily(rb"^[0-9]+\.\.(?P<last>[0-9]+)[ \t]*(?:#[^\n]*)?\r?$", re.MULTILINE)
_POINT = lazily(rb"^(?:not )?ok(?:[ \t]+[0-9-][^\n]*|[ \t]+#[^\n]*|[ \t]*\r?)$", re.MULTILINE)
_FIRST_POINT = lazily(rb"^(?:not )?ok 1(?: [^\n]*|\r?)$", re.MULTILINE)
_MARKUP = (b"<", b"{", b"[")


class TapReader:
    """Reads the results that Perl, Node.js, Bats and many others print."""

    name = "tap"
    kind = "tests"
    title = "Test Anything Protocol (TAP 12, 13, 14)"
    link = "https://testanything.org/tap-version-14-specification.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the version, a plan with test points, a test point with the number 1, or by nothing but having given up."""
        plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if b"\0" in head or plain.startswith(_MARKUP):
            return False
        if _VERSION.search(plain) or plain.startswith(b"Bail out!"):
            return True
        if go_lines.TEXT.search(plain):  # the tests of Go may print points of TAP
            return False
        if _FIRST_POINT.search(plain):
            return True
        plan = _PLAN.search(plain)
        return plan is not None and (not plan["last"].strip(b"0") or _POINT.search(plain) is not None)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the test points. Raises EvidenceError where the file is no text."""
        points = TapPoints()
        for line in lines_of(stream):
            points.take(line)
        return points.report(source)
