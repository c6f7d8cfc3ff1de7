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
    complaints = [*broken_links(), *slug_trouble()]
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


def anchors(document: Path) -> set[str]:
    """Return the names that headings get on GitHub and GitLab."""
    headings = HEADING.findall(FENCED.sub("", document.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def slug_trouble() -> Iterator[str]:
    """Yield each error without a paragraph in docs/errors.md, and each paragraph without an error."""
    page = ROOT / "docs" / "errors.md"
    told: list[str] = re.findall(r"^### (\S+)$", page.read_text("utf-8"), re.MULTILINE)
    for slug, place in sorted(slugs().items()):
        if slug not in told:
            yield f"{place}: error {slug} has no paragraph in docs/errors.md"
    for slug in sorted({slug for slug in told if told.count(slug) > 1}):
        yield f"docs/errors.md: {slug} is described twice"
    for slug in told:
        if not mentioned(slug):
            yield f"docs/errors.md: no code raises {slug}"


def slugs() -> dict[str, str]:
    """Return the slugs that errors are constructed with, and where."""
    found: dict[str, str] = {}
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and called(node) in ERROR_CLASSES and node.args):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and SLUG.fullmatch(first.value):
                found.setdefault(first.value, f"{path.relative_to(ROOT)}:{node.lineno}")
    return found


def called(node: ast.Call) -> str:
    """Return the plain name of what a call calls."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def mentioned(slug: str) -> bool:
    """Tell whether any source file holds the slug as a whole string."""
    return any(
        f'"{slug}"' in path.read_text("utf-8") or f"[{slug}]" in path.read_text("utf-8") for path in source_files()
    )


def source_files() -> list[Path]:
    """Return the Python files that users run."""
    return [*sorted((ROOT / "src").rglob("*.py")), *sorted(ROOT.glob("plugins/*/src/**/*.py"))]


if __name__ == "__main__":
    sys.exit(main())
