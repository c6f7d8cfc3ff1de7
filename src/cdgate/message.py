"""A sentence that is translated where it is shown: a gettext message id with its parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec


class Translate(Protocol):
    """Look up the wording of a message id in one language (`gettext.NullTranslations.gettext` fits)."""

    def __call__(self, message: str, /) -> str:
        """Return the wording."""


class Text(msgspec.Struct, frozen=True):
    """One sentence: `id` is the English wording with `{name}` fields, `values` fills the fields.

    Values are untrusted: whoever prints a rendered text passes it through the escaping writer.
    """

    id: str
    values: Mapping[str, str | int | Text] = {}

    def render(self, translate: Translate) -> str:
        """Return the sentence in the language of `translate`, its fields filled in."""
        filled = {
            name: value.render(translate) if isinstance(value, Text) else value for name, value in self.values.items()
        }
        return translate(self.id).format(**filled)

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.render(_as_written)


def text(message: str, /, **values: str | int | Text) -> Text:
    """Return a `Text`; the catalogue is extracted from the literal first argument of these calls."""
    return Text(message, values)


def _as_written(message: str, /) -> str:
    return message
