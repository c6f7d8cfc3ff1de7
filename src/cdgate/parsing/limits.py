"""How much a file may ask of us before it is refused."""

from __future__ import annotations

import msgspec

MEBIBYTE = 1 << 20


class Limits(msgspec.Struct, frozen=True):
    """Limits of hardened parsing; the defaults are above every honest file we know and far below what hurts.

    The largest real reports we know have a few million elements, 15 levels and 12 attributes on one element.
    """

    # XML and tracefiles stream, so size costs time, not memory: a minute or two for the largest. JSON is held as a whole.
    xml_bytes: int = 2048 * MEBIBYTE
    json_bytes: int = 256 * MEBIBYTE
    # Policies are written by people; the YAML loader is slow by design (100,000 keys take seconds).
    yaml_bytes: int = 256 << 10
    # Below the recursion limits of every parser in use, so that ours is the one that answers.
    depth: int = 200
    # A gigabyte of Cobertura has 23 million.
    elements: int = 50_000_000
    # A document with a million attributes on one element is an attack on whoever builds a mapping of them.
    attributes: int = 256
    # libxml2 keeps every distinct name for the length of the parse.
    name_chars: int = 1_000
    # What may stand before the root element: licence comments are long, but not that long.
    prolog_bytes: int = MEBIBYTE


# How much is looked at to tell the format of a file.
HEAD_BYTES = 64 << 10
# How much is read at a time: larger chunks measured no faster, and what they are cut into takes several times as much.
CHUNK_BYTES = 128 << 10
