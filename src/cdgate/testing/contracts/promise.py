"""How a contract says that it was broken."""

from __future__ import annotations

import re

NAME = re.compile(r"[a-z0-9]+(?:[-._/][a-z0-9]+)*", re.ASCII)


def promise(holds: object, otherwise: str) -> None:
    """Raise AssertionError with the sentence `otherwise` unless `holds` is true."""
    if not holds:
        raise AssertionError(otherwise)


def well_named(name: str) -> None:
    """Promise that a name can stand in a policy and on a command line: lower case, digits, `-`, `.`, `_`, `/`."""
    promise(NAME.fullmatch(name), f"the name {name!r} must be lower-case letters and digits joined by - . _ or /")


def is_frozen(value: object, attribute: str) -> None:
    """Promise that `value` refuses to have `attribute` replaced."""
    try:
        setattr(value, attribute, getattr(value, attribute))
    except AttributeError:
        return
    promise(holds=False, otherwise=f"{type(value).__name__} must be frozen: use msgspec.Struct with frozen=True")
