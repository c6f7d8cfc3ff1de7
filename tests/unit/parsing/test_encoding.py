"""Text behind byte order marks, and with two bytes for a character."""

from __future__ import annotations

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.encoding import check_encoding, plain_head

LOG = 'src/支付.py:3:1: error: no such name  [name-defined]\n{"a": 1}\n'
LITTLE, BIG = b"\xff\xfe" + LOG.encode("utf-16-le"), b"\xfe\xff" + LOG.encode("utf-16-be")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (LOG.encode(), LOG),
        (b"\xef\xbb\xbf" + LOG.encode(), LOG),
        (LITTLE, LOG),
        (BIG, LOG),
        ("<?xml?><a/>".encode("utf-16-le"), "<?xml?><a/>"),
        ("<?xml?><a/>".encode("utf-16-be"), "<?xml?><a/>"),
        (b"", ""),
    ],
    ids=["utf-8", "marked", "little", "big", "xml-little", "xml-big", "empty"],
)
def test_the_head_is_shown_as_plain_text(written: bytes, plain: str) -> None:
    assert plain_head(written).decode() == plain


def test_a_head_cut_within_a_character_keeps_the_rest() -> None:
    assert plain_head(LITTLE[:-1]).decode() == LOG[:-1]


def test_utf_32_is_not_taken_for_utf_16() -> None:
    written = LOG.encode("utf-32")
    assert plain_head(written) == written
    check_encoding(written)


@pytest.mark.parametrize("written", [LITTLE, BIG], ids=["little", "big"])
def test_utf_16_text_is_refused(written: bytes) -> None:
    with pytest.raises(EvidenceError, match="PowerShell") as caught:
        check_encoding(written)
    assert caught.value.slug == "text-encoding"


@pytest.mark.parametrize(
    "written", [LOG.encode(), b"\xff\xfe" + "<a/>".encode("utf-16-le")], ids=["utf-8", "utf-16-xml"]
)
def test_other_text_and_xml_are_not(written: bytes) -> None:
    check_encoding(written)
