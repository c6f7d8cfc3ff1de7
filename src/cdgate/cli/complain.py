"""How an error reads on standard error."""

from __future__ import annotations

from typing import TextIO

from cdgate.errors import CdgateError
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain


def complain(error: CdgateError, stream: TextIO, *, language: str = "en") -> None:
    """Write each error with its place, its slug and the next step; all of it escaped, since it quotes evidence."""
    translate = translator(language)
    for member in error.members:
        where = f"{plain(member.place)}: " if member.place else ""
        stream.write(f"cdgate: {where}error: {plain(member.message.render(translate))} [{member.slug}]\n")
        if member.hint is not None:
            stream.write(f"  -> {plain(member.hint.render(translate))}\n")
