"""Pieces of patterns that many formats share."""

from __future__ import annotations

PATH = r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000})"
"""A path in which no colon stands, but for a drive."""
FILE = r"(?P<path>(?:[A-Za-z]:)?[^\s:()\[\]\"'<>|]{1,1000}\.[A-Za-z]\w{0,12})"
"""A path without blanks and brackets, that ends like a file."""
LINE = r":(?P<line>[0-9]{1,9})"
COLUMN = r":(?P<column>[0-9]{1,9})"
MESSAGE = r"(?P<message>\S.*)"
