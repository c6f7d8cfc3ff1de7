"""Reader of unified diffs, for where there is no git work tree to ask."""

from __future__ import annotations

import itertools
from typing import BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import Source
from cdgate.parsing.diff import parse_diff
from cdgate.parsing.limits import Limits


class UnifiedDiffReader:
    """The change as `git diff` or `diff -u` prints it."""

    name = "unified-diff"
    kind = ChangeReport.kind
    title = "git diff, diff -u, hg diff --git"
    link = "https://git-scm.com/docs/diff-format"

    def recognises(self, head: bytes, path: str) -> bool:
        """Tell by the first lines."""
        del path
        lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 40)
        pairs = itertools.pairwise(lines)
        plain = any(one.startswith(b"--- ") and two.startswith(b"+++ ") for one, two in pairs)
        return lines[0].startswith(b"diff --git ") or (plain and lines[0].startswith((b"--- ", b"Index: ", b"diff ")))

    def read(self, stream: BinaryIO, source: Source) -> ChangeReport:
        """Return the change. Raises EvidenceError for a diff that is cut, or in which no file is named."""
        data = stream.read(Limits().json_bytes + 1)
        files = parse_diff(data.removeprefix(b"\xef\xbb\xbf"))
        if not files:
            raise EvidenceError("malformed-diff", text("the diff names no file"))
        return ChangeReport(source, files)
