"""One file to evidence: open it safely, find the one reader that recognises it, read it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from cdgate.engine.formats import Formats
from cdgate.errors import CdgateError, EvidenceError, PluginError
from cdgate.extension import Reader
from cdgate.log import Log
from cdgate.message import Text, text
from cdgate.model.evidence import Evidence, Source
from cdgate.parsing.encoding import check_encoding, plain_head
from cdgate.parsing.files import OpenedFile, SmallFiles, open_evidence
from cdgate.parsing.processes import with_files

log = Log(__name__)

_FORMATS = "`cdgate plugins --formats`"

# How many small files go through each step together.
_TOGETHER = 50

Answer = Evidence | CdgateError  # what comes of a file
A = TypeVar("A")


def read_file(
    root: Path,
    path: str,
    readers: Mapping[str, Reader],
    *,
    form: str = "",
    anywhere: bool = False,
    totals: bool = False,
) -> Evidence:
    """Return the evidence in `path` (relative to `root`), by the reader `form` or the one that recognises it.

    A file outside `root` is refused unless it may lie `anywhere`. Whom `totals` of tests are enough for gets no identities
    of cases. Raises EvidenceError with the path, or PluginError naming the reader that broke.
    """
    try:
        with open_evidence(root / path, root, anywhere=anywhere) as opened:
            return _read(_reader_of(opened, path, form, readers), opened, path, totals=totals)
    except EvidenceError as error:
        raise error.at(path) from error


def read_files(
    root: Path, wanted: Sequence[tuple[str, str]], readers: Mapping[str, Reader], *, totals: bool = False
) -> Iterator[Answer]:
    """Yield what comes of each file, in order: of each path, and the format that it was said to have."""
    small = read_small_files(root, wanted, readers, totals=totals)
    for (path, form), answer in zip(wanted, small, strict=True):
        if answer is None:
            yield _answer(partial(read_file, root, path, readers, form=form, totals=totals), path)
        else:
            yield answer


def read_small_files(
    root: Path, wanted: Sequence[tuple[str, str]], readers: Mapping[str, Reader], *, totals: bool = False
) -> Iterator[Answer | None]:
    """Yield what comes of each file, None of one that is large, or of which there is more to tell.

    Some files go through each step together: the processor has what a step needs at hand then, and takes two thirds of the
    time.
    """
    with SmallFiles(root) as folder:
        for start in range(0, len(wanted), _TOGETHER):
            with with_files(len(wanted)):
                answers = _step_by_step(folder, wanted[start : start + _TOGETHER], readers, totals=totals)
            yield from answers


def _step_by_step(
    folder: SmallFiles, wanted: Sequence[tuple[str, str]], readers: Mapping[str, Reader], *, totals: bool
) -> list[Answer | None]:
    opened = [folder.read(path) for path, _ in wanted]
    asked = [
        None if one is None else _answer(partial(_reader_of, one, path, form, readers), path)
        for one, (path, form) in zip(opened, wanted, strict=True)
    ]
    return [
        _read_by(reader, one, path, totals=totals) for one, reader, (path, _) in zip(opened, asked, wanted, strict=True)
    ]


def _read_by(
    reader: Reader | CdgateError | None, opened: OpenedFile | None, path: str, *, totals: bool
) -> Answer | None:
    if opened is None or reader is None:
        return None
    if isinstance(reader, CdgateError):
        return reader
    return _answer(partial(_read, reader, opened, path, totals=totals), path)


def _answer(ask: Callable[[], A], path: str) -> A | CdgateError:
    try:
        return ask()
    except EvidenceError as error:
        return error.at(path)
    except CdgateError as error:
        return error


def _reader_of(opened: OpenedFile, path: str, form: str, readers: Mapping[str, Reader]) -> Reader:
    check_encoding(opened.head)
    return _named(form, readers) if form else _recognising(opened, path, readers)


def _named(form: str, readers: Mapping[str, Reader]) -> Reader:
    if form not in readers:
        raise EvidenceError(
            "unknown-format",
            text("no reader is named {form}", form=repr(form)),
            hint=_like(form, readers),
        )
    return readers[form]


def _like(form: str, readers: Mapping[str, Reader]) -> Text:
    from difflib import get_close_matches

    near = get_close_matches(form, readers)
    if not near:
        return text("{command} lists the names", command=_FORMATS)
    return text("did you mean {names}? {command} lists all names", names=", ".join(near), command=_FORMATS)


def _recognising(opened: OpenedFile, path: str, readers: Mapping[str, Reader]) -> Reader:
    head = plain_head(opened.head)
    if not head or head.isspace():
        raise EvidenceError(
            "empty-file",
            text("the file is empty"),
            hint=text("the tool that writes it was killed or found nothing to do: look at its log"),
        )
    match _knowing(head, path, readers) or _knowing_more(opened, path, readers):
        case [reader]:
            return reader
        case []:
            raise EvidenceError(
                "unrecognised",
                text("no reader recognises this file"),
                hint=text(
                    "set format: in its evidence entry ({command} lists the names), or install the plugin that reads it",
                    command=_FORMATS,
                ),
            )
        case found:
            raise EvidenceError(
                "ambiguous-format",
                text("several readers recognise this file: {names}", names=", ".join(r.name for r in found)),
                hint=text("set format: in its evidence entry to the right one"),
            )


def _knowing(head: bytes, path: str, readers: Mapping[str, Reader]) -> list[Reader]:
    formats = readers if isinstance(readers, Formats) else Formats(readers)
    return [reader for reader in formats.to_ask(head) if _recognises(reader, head, path)]


def _knowing_more(opened: OpenedFile, path: str, readers: Mapping[str, Reader]) -> list[Reader]:
    """Ask again with all keys of a JSON document, of which the beginning has shown only some."""
    if not plain_head(opened.head).lstrip().startswith((b"{", b"[")):
        return []
    from cdgate.parsing.json_outline import outline

    shown = outline(opened.stream, opened.size_bytes)
    return _knowing(shown, path, readers) if shown else []


def _recognises(reader: Reader, head: bytes, path: str) -> bool:
    try:
        return reader.recognises(head, path)
    except Exception as problem:
        raise _broken(reader, problem) from problem


def _read(reader: Reader, opened: OpenedFile, path: str, *, totals: bool) -> Evidence:
    log.info("%s: read by %s", path, reader.name)
    source = Source(path, opened.known_sha256, opened.size_bytes, reader.name)
    read: Callable[[Any, Source], Evidence] = getattr(reader, "read_totals", reader.read) if totals else reader.read
    collecting = gc.isenabled()
    gc.disable()  # evidence is millions of small objects without cycles; looking for some takes a third of the time
    try:
        evidence = read(opened.stream, source)
    except CdgateError:
        raise
    except MemoryError as problem:
        raise EvidenceError("out-of-memory", text("the file needs more memory than there is")) from problem
    except Exception as problem:
        raise _broken(reader, problem) from problem
    finally:
        if collecting:
            gc.enable()
    return evidence if opened.known_sha256 else _digested(evidence, reader, opened)


def _digested(evidence: Evidence, reader: Reader, opened: OpenedFile) -> Evidence:
    """Return the evidence with the digest in its source, which nobody but the reader has seen so far."""
    digest = opened.sha256
    try:
        # What else the evidence is made of is its own matter: not all of it is a struct that can be replaced.
        msgspec.structs.force_setattr(evidence.source, "sha256", digest)
    except Exception as problem:
        raise _broken(reader, problem) from problem
    return evidence


def _broken(reader: Reader, problem: Exception) -> PluginError:
    return PluginError(
        "plugin-failed",
        text(
            "reader {name} raised {kind}: {problem}",
            name=reader.name,
            kind=type(problem).__name__,
            problem=str(problem),
        ),
        plugin=reader.name,
        hint=text("report this to the plugin's author with the file"),
    )
