# ruff: noqa: INP001  # a script, no package
"""Check that the documents hold together: links lead somewhere, every error has its paragraph, and no paragraph is stale."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ERROR_CLASSES = {"UsageError", "PolicyError", "EvidenceError", "PluginError", "CdgateError"}
SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)


def main() -> int:
    """Print every complaint, one a line; return 1 if there is one."""
    complaints = [*broken_links(), *lost_pages(), *slug_trouble()]
    for complaint in complaints:
        sys.stderr.write(f"{complaint}\n")
    if not complaints:
        sys.stdout.write(f"docs: {len(documents())} documents, {len(slugs())} errors, all links lead somewhere\n")
    return bool(complaints)


def documents() -> list[Path]:
    """Return the Markdown files of the project."""
    folders = ("docs", "plugins", "examples", "changelog.d")
    nested = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.md"))]
    return [*sorted(ROOT.glob("*.md")), *nested]


def broken_links() -> Iterator[str]:
    """Yield each relative link whose file or heading is not there."""
    for document in documents():
        for target in LINK.findall(FENCED.sub("", document.read_text("utf-8"))):
            if "://" in target or target.startswith("mailto:"):
                continue
            name, _, anchor = target.partition("#")
            aim = (document.parent / name).resolve() if name else document
            if not aim.exists():
                yield f"{document.relative_to(ROOT)}: link to {target}: there is no such file"
            elif anchor and anchor not in anchors(aim):
                yield f"{document.relative_to(ROOT)}: link to {target}: there is no such heading"


def lost_pages() -> Iterator[str]:
    """Yield each page of docs/ that the index does not lead to."""
    index = ROOT / "docs" / "index.md"
    linked = set(LINK.findall(index.read_text("utf-8")))
    for page in sorted(index.parent.glob("*.md")):
        if page != index and page.name not in linked:
            yield f"docs/index.md: no link to {page.name}"


def anchors(document: Path) -> set[str]:
    """Return the names that headings get on GitHub and GitLab."""
    headings = HEADING.findall(FENCED.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def slug_trouble() -> Iterator[str]:
    """Yield each error without a paragraph, and each paragraph of docs/errors.md without an error."""
    page = ROOT / "docs" / "errors.md"
    told: list[str] = re.findall(r"^### (\S+)$", page.read_text("utf-8"), re.MULTILINE)
    raised = slugs()
    for slug, place in sorted(raised.items()):
        if slug not in told and slug not in told_by_plugin(place):
            yield f"{place}: error {slug} has no paragraph in docs/errors.md"
    for slug in sorted({slug for slug in told if told.count(slug) > 1}):
        yield f"docs/errors.md: {slug} is described twice"
    known = "".join(path.read_text("utf-8") for path in source_files())
    for slug in told:
        if slug not in raised and f'"{slug}"' not in known and f"[{slug}]" not in known:
            yield f"docs/errors.md: no code raises {slug}"


def told_by_plugin(place: str) -> str:
    """Return the README of the plugin that a place lies in: a plugin describes its own errors."""
    parts = place.split("/")
    return (ROOT / "plugins" / parts[1] / "README.md").read_text("utf-8") if parts[0] == "plugins" else ""


def slugs() -> dict[str, str]:
    """Return the slugs that errors are raised with, directly or through a function with a parameter `slug`, and where."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in source_files()}
    takers = dict.fromkeys(ERROR_CLASSES, 0)
    for tree in trees.values():
        takers |= dict(slug_takers(tree))
    found: dict[str, str] = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (slug := slug_of(node, takers)):
                found.setdefault(slug, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def slug_takers(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the functions that take a slug, with the position of that argument in a call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            names = [argument.arg for argument in node.args.args if argument.arg not in {"self", "cls"}]
            if "slug" in names and node.name != "__init__":
                yield node.name, names.index("slug")


def slug_of(node: ast.Call, takers: dict[str, int]) -> str:
    """Return the slug that a call hands over; empty where it hands over none, or one that is not written there."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            at = takers.get(name)
        case _:
            at = None
    if at is None or len(node.args) <= at:
        return ""
    match node.args[at]:
        case ast.Constant(value=str(slug)) if SLUG.fullmatch(slug):
            return slug
        case _:
            return ""


def source_files() -> list[Path]:
    """Return the Python files that users run."""
    return [*sorted((ROOT / "src").rglob("*.py")), *sorted(ROOT.glob("plugins/*/src/**/*.py"))]


if __name__ == "__main__":
    sys.exit(main())
