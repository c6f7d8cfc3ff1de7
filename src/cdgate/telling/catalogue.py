"""The one gettext catalogue: English is written in the code, other languages are looked up."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from cdgate.message import Translate

LOCALE_DIR = Path(__file__).parent.parent / "locale"

_SIMPLIFIED = frozenset({"zh", "zh_cn", "zh_sg", "zh_hans", "zh_hans_cn", "zh_hans_sg"})


@functools.cache
def translator(language: str) -> Translate:
    """Return the look-up of `language` (`en`, `zh_CN`); a language without a catalogue reads English."""
    if language.startswith("en"):
        return str
    import gettext  # English needs no catalogue, and most runs are English

    return gettext.translation("cdgate", LOCALE_DIR, languages=[canonical(language)], fallback=True).gettext


def language_from(environ: Mapping[str, str]) -> str:
    """Return the language that the locale variables ask for, `en` where they ask for none."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        first = environ.get(name, "").split(":")[0]
        if first:
            return canonical(first)
    return "en"


def canonical(written: str) -> str:
    """Return the catalogue's name of a language as people write it: `zh-Hans`, `zh_CN.UTF-8` and `zh` are `zh_CN`."""
    name = written.partition(".")[0].partition("@")[0].replace("-", "_")
    if name.lower() in _SIMPLIFIED:
        return "zh_CN"
    return "en" if name in {"C", "POSIX"} or not name.replace("_", "").isalnum() else name
