"""`cdgate todos`: count to-do notes and write the evidence."""

from __future__ import annotations

from pathlib import Path

import click

from cdgate.errors import UsageError
from cdgate.message import text
from cdgate_example.reader import HEADER, TOTAL


@click.command("todos")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--word", default="TODO", show_default=True, help="What marks a to-do note.")
@click.option("--output", default="todos.txt", show_default=True, type=click.Path(dir_okay=False, path_type=Path))
def todos(paths: tuple[Path, ...], word: str, output: Path) -> None:
    """Count the to-do notes in the files PATHS."""
    if not word:
        raise UsageError("empty-word", text("the word that marks a to-do note is empty"), hint=text("leave --word out"))
    counts = {path.as_posix(): path.read_bytes().count(word.encode()) for path in paths}
    lines = [HEADER, *(f"{path}={count}" for path, count in counts.items()), f"{TOTAL}={sum(counts.values())}"]
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    click.echo(f"{output}: {sum(counts.values())} to-do notes in {len(counts)} files", err=True)
