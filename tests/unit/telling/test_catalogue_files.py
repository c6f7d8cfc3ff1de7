"""The committed catalogue: what it translates, and that its compiled form says the same."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from tools.catalogue import SOURCES, extracted, read, sentences, translations

from cdgate.telling.catalogue import LOCALE_DIR

FIELDS = re.compile(r"\{(\w*)[^}]*\}")
REPORTERS = SOURCES / "builtin" / "reporters"


def fields(message: object) -> list[str]:
    return sorted(FIELDS.findall(str(message)))


FILES = [pytest.param(path, id=path.parent.parent.name) for path in translations()]


def test_there_is_a_chinese_catalogue() -> None:
    assert [path.parent.parent.name for path in translations()] == ["zh_CN"]
    assert SOURCES / "locale" == LOCALE_DIR


@pytest.mark.parametrize("path", FILES)
def test_compiled_catalogue_says_what_the_readable_one_says(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    told = {message.id: message.string for message in read(path) if message.id and message.string}
    assert {str(message): compiled.gettext(str(message)) for message in told} == told


@pytest.mark.parametrize("path", FILES)
def test_translation_fills_the_same_fields(path: Path) -> None:
    wrong = [
        message.id
        for message in read(path)
        if message.id and message.string and fields(message.id) != fields(message.string)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", FILES)
def test_every_word_of_the_reporters_is_translated(path: Path) -> None:
    known = {message.id for message in read(path) if message.string}
    asked = {
        message for source in REPORTERS.glob("*.py") for message, _ in sentences(source.read_text(encoding="utf-8"))
    }
    assert len(asked) > 40
    assert asked - known == set()


def test_sentence_that_is_no_literal_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2"):
        list(sentences("x = 1\ntext(x)\n"))
    assert list(sentences("text('a' 'b', n=1)")) == [("ab", 1)]


def test_extraction_finds_the_sentences_of_the_code() -> None:
    assert extracted().get("{n} met") is not None
