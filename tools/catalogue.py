# ruff: noqa: INP001  # a script, no package
"""Keep the message catalogue: `extract` the sentences, `update` the translations, tell the `missing` ones, `compile`.

Run from the root of the repository: `python tools/catalogue.py update missing compile`. Needs babel.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCES = ROOT / "src" / "cdgate"
LOCALE = SOURCES / "locale"
TEMPLATE = LOCALE / "cdgate.pot"
LINE_WIDTH = 120
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)  # gettext wants a date; any will do as long as it stays


def sentences(source: str) -> Iterator[tuple[str, int]]:
    """Return the literal first argument of every `text(...)` call with its line. Raises ValueError for any other."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text"):
            continue
        match node.args:
            case [ast.Constant(value=str(message)), *_]:
                yield message, node.lineno
            case _:
                problem = f"line {node.lineno}: the first argument of text() must be a literal"
                raise ValueError(problem)


def extracted(sources: Path = SOURCES) -> Catalog:
    """Return a catalogue of all sentences, without line numbers, which would change with every edit."""
    found: dict[str, set[str]] = {}
    for path in sorted(sources.rglob("*.py")):
        if "testing" in path.relative_to(sources).parts:
            continue  # samples for tests of plugins, no words for users
        for message, _ in sentences(path.read_text(encoding="utf-8")):
            found.setdefault(message, set()).add(path.relative_to(sources.parent).as_posix())
    catalogue = Catalog(project="cdgate", domain="cdgate", charset="utf-8", fuzzy=False)
    for message in sorted(found):
        catalogue.add(message, locations=[(name, None) for name in sorted(found[message])])  # type: ignore[misc]  # babel writes a place without a line
    return catalogue


def translations() -> Iterator[Path]:
    """Return the `.po` files."""
    return iter(sorted(LOCALE.glob("*/LC_MESSAGES/cdgate.po")))


def written(catalogue: Catalog, language: str = "") -> bytes:
    """Return a catalogue as the text of a `.po` file, without the header that tells when it was made."""
    stream = io.BytesIO()
    write_po(stream, catalogue, omit_header=True, sort_output=True, width=LINE_WIDTH)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return header.encode() + stream.getvalue().strip() + b"\n"


def read(path: Path) -> Catalog:
    """Return the translations of one language."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, domain="cdgate", charset="utf-8")


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the bytes of a `.mo` file: the same for the same translations, whenever it is made."""
    catalogue.creation_date = catalogue.revision_date = EPOCH
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def extract() -> None:
    """Write the template."""
    TEMPLATE.write_bytes(written(extracted()))


def update() -> None:
    """Add new sentences to every language and take out those that the code no longer has."""
    extract()
    for path in translations():
        old = read(path)
        new = extracted()
        for message in new:
            before = old.get(message.id) if message.id else None
            if before is not None:
                message.string = before.string
        path.write_bytes(written(new, path.parent.parent.name))


def missing() -> None:
    """Print the sentences that a language lacks."""
    for path in translations():
        for message in read(path):
            if message.id and not message.string:
                sys.stdout.write(f"{path.parent.parent.name}: {message.id}\n")


def compile_() -> None:
    """Write the `.mo` file of every language."""
    for path in translations():
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


COMMANDS = {"extract": extract, "update": update, "missing": missing, "compile": compile_}

if __name__ == "__main__":
    if not sys.argv[1:] or set(sys.argv[1:]) - set(COMMANDS):
        sys.exit(f"usage: {sys.argv[0]} {'|'.join(COMMANDS)} ...")
    for name in sys.argv[1:]:
        COMMANDS[name]()
