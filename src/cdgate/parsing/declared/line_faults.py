"""What is wrong with the declaration of a format of lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cdgate.message import Text, text
from cdgate.parsing.declared.conditions import BadConditionError, conditions
from cdgate.parsing.declared.findings import BY_NAME
from cdgate.parsing.declared.rows import alternatives
from cdgate.parsing.declared.shape import Fields, Format
from cdgate.parsing.declared.template import KINDS, BadTemplateError, names_in

_TEMPLATES = ("records", "suppressed_records", "recognise", "errors", "clean")
_CONDITIONS = ("skip", "suppressed", "fails")
_UNUSED = ("failed", "error_message", "comments", "columns", "level_first_word", "level_worst", "level_score")


class Fault(NamedTuple):
    """One complaint: the keys that lead to it, and what is wrong."""

    keys: tuple[str | int, ...]
    message: Text


def line_faults(shape: Format) -> Iterator[Fault]:
    """Yield what keeps its templates and conditions from being used."""
    for key in _TEMPLATES:
        for number, template in enumerate(getattr(shape, key)):
            if template != BY_NAME or key != "clean":
                yield from _template_faults((key, number), template, _needed(key, shape))
    if shape.total:
        yield from _template_faults(("total",), shape.total, ("total",))
    for key in _CONDITIONS:
        for number, written in enumerate(getattr(shape, key)):
            if not _can_ask(written):
                yield Fault((key, number), text("{written} is no condition", written=repr(written)))
    yield from _field_faults(shape)
    for key in _UNUSED:
        if getattr(shape, key):
            yield Fault((key,), text("a format of lines has no {key}", key=key))


def _needed(key: str, shape: Format) -> tuple[str, ...]:
    """Return the names of which a template must have all."""
    if key not in {"records", "suppressed_records"}:
        return ()
    return ("message",) if shape.fields.level else ("message", "level")


def _template_faults(keys: tuple[str | int, ...], template: str, needed: tuple[str, ...]) -> Iterator[Fault]:
    try:
        names = names_in(template)
    except BadTemplateError as error:
        yield Fault(keys, error.why)
        return
    for name in needed:
        if name not in names:
            yield Fault(keys, _lacking(name))


def _lacking(name: str) -> Text:
    if name == "level":
        return text(
            "a finding needs a level: put {level} into the template, or write `fields: {{level: =warning}}`",
            level="{level}",
        )
    return text("the template lacks {name}", name=f"{{{name}}}")


def _field_faults(shape: Format) -> Iterator[Fault]:
    for name in Fields.__struct_fields__:
        written = getattr(shape.fields, name)
        if written and name != "level":
            yield Fault(("fields", name), text("the templates name the fields; only a level can be said here"))
    for one in alternatives(shape.fields.level):
        if one != "level" and not one.startswith("="):
            yield Fault(("fields", "level"), text("{path} is no path", path=repr(one)))


def _can_ask(written: str) -> bool:
    try:
        return all(one.path in KINDS for one in conditions(written))
    except BadConditionError:
        return False
