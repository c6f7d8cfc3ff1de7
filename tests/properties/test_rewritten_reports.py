"""A report that another writer would write in another way is the same report: its figures stay."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cdgate.engine.read import read_file
from cdgate.errors import EvidenceError
from cdgate.registry import Registry, load_registry

HERE = Path(__file__).parents[1]
CORPUS = HERE.parents[1] / "shared" / "corpus"
LARGEST = 100_000
# No longer the same report: a repeated key is lost by rewriting, an object over two lines comes to stand in one, and
# luacov writes no byte order mark before its first rule.
OTHERWISE = (
    "issues-invalid.json",
    "json-issues-lineBreak.log",
    "json-issues-duplicate.log",
    "luacov.report.out",
)


def turned(value: object) -> object:
    if isinstance(value, dict):
        return {key: turned(item) for key, item in reversed(list(value.items()))}
    return [turned(item) for item in value] if isinstance(value, list) else value


def rewritten_json(text: str) -> Iterator[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return
    yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    yield json.dumps(value, ensure_ascii=False, indent=4)
    yield json.dumps(turned(value), ensure_ascii=True)


def variants(content: bytes) -> Iterator[bytes]:
    """Yield what says the same in other bytes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeError:
        return
    start = text.lstrip()[:1]
    if not start or "\0" in text:
        return
    if start in "{[":
        for other in rewritten_json(text):
            yield other.encode("utf-8", "replace")
    declared = text[:200].partition("encoding=")[2][1:6].lower()
    if start != "<" or declared in {"", "utf-8"}:
        yield b"\xef\xbb\xbf" + text.encode()
    if "\r" not in text:
        yield text.replace("\n", "\r\n").encode()
    yield text.rstrip("\r\n").encode() + b"\n"


def own() -> Iterator[tuple[Path, str]]:
    for path in sorted((HERE / "corpus").rglob("*")):
        if path.suffix not in {".py", ".md", ".tsv", ".pyc"} and path.is_file():
            yield HERE, str(path.relative_to(HERE))


def shared(kind: str) -> Iterator[tuple[Path, str]]:
    with (CORPUS / "MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == kind and (CORPUS / row["path"]).is_file():
                yield CORPUS, row["path"]


def outcome(root: Path, path: str, registry: Registry) -> tuple[str, Mapping[str, int] | str]:
    try:
        evidence = read_file(root, path, registry.readers)
    except EvidenceError:
        return "", "refused"
    return evidence.source.reader, evidence.figures()


def changed(reports: Iterator[tuple[Path, str]], folder: Path) -> list[str]:
    registry = load_registry("none")
    found = []
    for root, path in reports:
        if (root / path).stat().st_size > LARGEST or path.endswith(OTHERWISE):
            continue
        before = outcome(root, path, registry)
        for number, content in enumerate(variants((root / path).read_bytes())):
            # the name may say something, so it stays
            copy = folder / Path(path).name
            copy.write_bytes(content)
            if (after := outcome(folder, copy.name, registry)) != before:
                found.append(f"{path}, variant {number}: {before} became {after}")
    return found


def test_own_reports_say_the_same_when_they_are_rewritten(tmp_path: Path) -> None:
    assert changed(own(), tmp_path) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus does not lie beside the repository")
@pytest.mark.parametrize("kind", ["tests", "coverage", "static"])
def test_real_reports_say_the_same_when_they_are_rewritten(kind: str, tmp_path: Path) -> None:
    assert changed(shared(kind), tmp_path) == []
