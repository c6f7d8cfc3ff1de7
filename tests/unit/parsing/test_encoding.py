"""Text behind byte order marks, and with two bytes for a character."""

from __future__ import annotations

import io

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.encoding import MOST_BYTES, plain_head, plain_stream

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
    stream = io.BytesIO(written)
    assert plain_stream(stream, written, len(written)) is stream


@pytest.mark.parametrize("written", [LITTLE, BIG], ids=["little", "big"])
def test_utf_16_text_is_read_as_utf_8(written: bytes) -> None:
    assert plain_stream(io.BytesIO(written), written[:64], len(written)).read().decode() == LOG


@pytest.mark.parametrize(
    "written", [LOG.encode(), b"\xff\xfe" + "<a/>".encode("utf-16-le")], ids=["utf-8", "utf-16-xml"]
)
def test_other_text_and_xml_stay_as_they_are(written: bytes) -> None:
    stream = io.BytesIO(written)
    assert plain_stream(stream, written, len(written)) is stream


@pytest.mark.parametrize("broken", [LITTLE + b"\n", LITTLE + b"\x00\xdc"], ids=["half", "surrogate"])
def test_what_only_begins_as_utf_16_is_refused(broken: bytes) -> None:
    with pytest.raises(EvidenceError, match="begins as UTF-16-LE") as caught:
        plain_stream(io.BytesIO(broken), broken[:64], len(broken))
    assert caught.value.slug == "text-encoding"


def test_utf_16_text_that_is_too_large_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        plain_stream(io.BytesIO(LITTLE), LITTLE, MOST_BYTES + 1)
    assert caught.value.slug == "file-too-large"
