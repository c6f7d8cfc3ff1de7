from __future__ import annotations

from cdgate.message import Text, text

WORDS = {"{count} files": "{count} 个文件", "found {what}": "发现 {what}"}


def translate(message: str, /) -> str:
    return WORDS.get(message, message)


def test_fields_are_filled_in_the_english_wording() -> None:
    assert str(text("{count} of {name}", count=3, name="x")) == "3 of x"


def test_nested_text_is_translated_with_its_own_fields() -> None:
    outer = text("found {what}", what=text("{count} files", count=2))
    assert outer.render(translate) == "发现 2 个文件"
    assert str(outer) == "found 2 files"


def test_values_are_never_read_as_fields() -> None:
    assert str(text("{name}", name="{count} {0} {name.__class__}")) == "{count} {0} {name.__class__}"


def test_text_without_fields_is_its_own_wording() -> None:
    assert text("done") == Text("done", {})
    assert str(Text("done")) == "done"
