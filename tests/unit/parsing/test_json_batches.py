from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cdgate.parsing import json_batches
from cdgate.parsing.json_batches import framed, read_batches
from cdgate.parsing.json_clean import Integer, UncleanError, WholeArray
from cdgate.parsing.limits import Limits


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the arrays below hold."""

    name: str
    count: Integer | None = None


WHOLE: WholeArray[Any] = WholeArray(Entry)


@pytest.fixture(autouse=True)
def blocks_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "BATCH_BYTES", 100)


def document(*names: str, indent: int | None = None) -> bytes:
    entries = [{"name": name, "count": number} for number, name in enumerate(names)]
    return json.dumps({"before": 1, "results": entries, "after": [2]}, indent=indent).encode()


def read(text: bytes, *, careful: bool = False) -> tuple[Any, list[Any], int]:
    """Return the document without its results, these, and how many batches there were."""
    stream = BytesIO(text)
    frame = framed(stream, "results", careful=careful)
    value = json.loads(frame.text)
    array = value.pop("results")
    lists = read_batches(array, frame.batches, stream, whole=WHOLE.entries, other=lambda entries: entries)
    return value, [entry for some in lists for entry in some], len(frame.batches)


NAMES = tuple(f"name {number} ]}},{{" for number in range(40))


@pytest.mark.parametrize("indent", [None, 0, 2, 4])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a byte order mark"])
def test_entries_are_those_of_the_text_in_order(indent: int | None, mark: bytes) -> None:
    value, entries, batches = read(mark + document(*NAMES, indent=indent))
    assert value == {"before": 1, "after": [2]}
    assert [entry.name if isinstance(entry, Entry) else entry["name"] for entry in entries] == list(NAMES)
    assert batches > 10


def test_compact_text_is_cut() -> None:
    assert read(document(*NAMES).replace(b", ", b",").replace(b": ", b":"))[2] > 10


def test_entry_that_is_left_in_the_frame_is_told_as_it_is() -> None:
    _, entries, _ = read(document(*NAMES))
    assert entries[-1] == {"name": NAMES[-1], "count": 39}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b'{"results": []}', id="empty"),
        pytest.param(document("a"), id="short"),
        pytest.param(b'{"results": [1, 2]}' + b" " * 2000, id="no objects"),
        pytest.param(b'{"a": "' + b"a" * 5000 + b'", "results": null}', id="none"),
    ],
)
def test_what_has_no_place_to_cut_is_all_frame(text: bytes) -> None:
    frame = framed(BytesIO(text), "results")
    assert (frame.text, frame.batches) == (text, {})


def test_entries_without_end_are_all_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "_MOST_BYTES", 300)
    text = document("a" * 500, *NAMES)
    frame = framed(BytesIO(text), "results")
    assert (frame.text, frame.batches) == (text, {})


def test_batch_of_two_arrays_is_not_clean() -> None:
    two = b'{"results": [%b], "more": [%b]}' % (
        b'{"name":"a"}, ' * 9 + b'{"name":"a"}',
        b'{"name":"a"}, ' * 9 + b'{"name":"b"}',
    )
    with pytest.raises(UncleanError):
        read(two)
    value, entries, batches = read(two, careful=True)
    assert (len(entries), batches > 0) == (10, True)
    assert json.dumps(value).count('"') > 0


def test_batch_that_holds_more_than_the_struct_is_told_as_it_is() -> None:
    _, entries, _ = read(document(*NAMES).replace(b'"count": 3}', b'"number": 3}'))
    loose = [entry for entry in entries if not isinstance(entry, Entry)]
    assert {"name": NAMES[3], "number": 3} in loose
    assert len(loose) < len(entries) == len(NAMES)


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(b'{"name": "b", "name": "c"}', id="repeated key"),
        pytest.param(b'{"name": "b"', id="open object"),
        pytest.param(b'{"name": "\xff"}', id="no UTF-8"),
    ],
)
def test_batch_that_is_not_clean_is_refused(entry: bytes) -> None:
    text = document(*NAMES).replace(b'{"name": "name 5 ]},{", "count": 5}', entry)
    assert entry in text
    with pytest.raises(UncleanError):
        read(text)


def test_empty_place_of_a_batch_is_refused() -> None:
    """`[ , {...}]` is no JSON, though it would be with a mark before the comma."""
    text = b'{"results": [{"name":"a"}' + b" " * 250 + b', {"name":"b"}]}'
    stream = BytesIO(text)
    with pytest.raises(UncleanError):
        list(read_batches(["mark"], {"mark": (28, 40)}, stream, whole=WHOLE.entries, other=lambda entries: entries))


def test_text_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "_limits", Limits(json_bytes=500))
    with pytest.raises(UncleanError):
        framed(BytesIO(document(*NAMES)), "results")


@pytest.mark.parametrize("able", [True, False], ids=["by its handle", "by moving in it"])
def test_file_is_read(able: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001  # a parameter of the test
    if not able:
        monkeypatch.delattr("os.pread")
    path = tmp_path / "a.json"
    path.write_bytes(document(*NAMES))
    with path.open("rb") as stream:
        frame = framed(stream, "results")
        array = json.loads(frame.text)["results"]
        lists = read_batches(array, frame.batches, stream, whole=WHOLE.entries, other=lambda entries: entries)
        entries = [entry for some in lists for entry in some]
    assert len(entries) == len(NAMES)
    assert len(frame.batches) > 10
