# ruff: noqa: INP001  # a script, no package
"""Write the tables that are made from the built-ins themselves: `python tools/tables.py [--check]`.

They stand between `<!-- begin NAME -->` and `<!-- end NAME -->`: `builtins` in README.md, `formats` in docs/formats.md.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from pathlib import Path

from cdgate.registry import Registry, load_registry

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Write every table, or with --check only tell which one is stale; return 1 if one is."""
    registry = load_registry("none")
    stale = []
    for name, (file, table) in {
        "builtins": ("README.md", builtins(registry)),
        "formats": ("docs/formats.md", formats(registry)),
    }.items():
        path = ROOT / file
        before = path.read_text("utf-8")
        after = replaced(before, name, table)
        if after == before:
            continue
        if "--check" in sys.argv[1:]:
            stale.append(f"{file}: the table {name} is stale: run python tools/tables.py")
        else:
            path.write_text(after, "utf-8")
    sys.stderr.writelines(f"{line}\n" for line in stale)
    return bool(stale)


def replaced(document: str, name: str, table: str) -> str:
    """Return the document with the table between its marks."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(document):
        raise LookupError(begin)
    return pattern.sub(lambda _: f"{begin}\n{table}\n{end}", document)


def builtins(registry: Registry) -> str:
    """Return what ships, one row a kind of thing."""
    rows = (
        ("metrics", registry.metrics),
        ("criterion kinds", registry.criteria),
        ("reporters", registry.reporters),
        ("policy sources", registry.sources),
        ("CI systems", registry.pipelines),
    )
    lines = [f"| {title} | {', '.join(f'`{name}`' for name in named)} |" for title, named in rows]
    count = f"| formats | {len(registry.readers)}, listed in [docs/formats.md](docs/formats.md) |"
    return "\n".join(["| what ships | names |", "|---|---|", *lines, count])


def formats(registry: Registry) -> str:
    """Return one row a format, by the kind of evidence."""
    ordered = sorted(registry.readers.values(), key=lambda reader: (reader.kind, reader.name))
    return "\n".join(
        [
            "| evidence | format | producers | documentation |",
            "|---|---|---|---|",
            *(row((r.kind, f"`{r.name}`", r.title, f"<{r.link}>" if r.link else "")) for r in ordered),
        ]
    )


def row(cells: Iterable[str]) -> str:
    """Return a row of a table; a bar in a cell is no border."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
