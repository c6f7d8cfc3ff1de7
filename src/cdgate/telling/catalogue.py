"""The one gettext catalogue: English is written in the code, other languages are looked up."""

from __future__ import annotations

from pathlib import Path

from cdgate.message import Translate

LOCALE_DIR = Path(__file__).parent.parent / "locale"


def translator(language: str) -> Translate:
    """Return the look-up of `language` (`en`, `zh_CN`); a language without a catalogue reads English."""
    if language.startswith("en"):
        return str
    import gettext  # English needs no catalogue, and most runs are English

    return gettext.translation("cdgate", LOCALE_DIR, languages=[language], fallback=True).gettext
