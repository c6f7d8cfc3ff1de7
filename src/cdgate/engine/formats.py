"""The readers of a run: those of the plugins, and those that the policy declares."""

from __future__ import annotations

from collections.abc import Mapping

from cdgate.errors import PolicyError
from cdgate.extension import Reader
from cdgate.message import text
from cdgate.model.policy import Policy


def with_declared(readers: Mapping[str, Reader], policy: Policy) -> Mapping[str, Reader]:
    """Return all readers by name. Raises PolicyError where the policy declares a format whose name is taken."""
    if not policy.formats:
        return readers
    from cdgate.parsing.declared.reader import DeclaredReader

    declared = {shape.name: DeclaredReader(shape) for shape in policy.formats}
    for name in declared:
        if name in readers:
            raise PolicyError(
                "format-invalid",
                text("there is a reader named {name} already", name=name),
                file=policy.file,
                hint=text("give the format in `formats` another name"),
            )
    return {**readers, **declared}
