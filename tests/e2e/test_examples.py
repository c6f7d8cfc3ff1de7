"""What the pages and examples show is sound: each policy in them, the pre-commit manifest, the README's picture."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cdgate.model.node import ListNode, MapNode, ScalarNode
from cdgate.parsing.yaml import compose
from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, cdgate, cobertura, write

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
POLICIES = [ROOT / "gates.yaml", *sorted((ROOT / "examples").rglob("gates.yaml"))]
FIRST = re.compile(r"^```yaml\n(version: 1\n.*?)^```", re.MULTILINE | re.DOTALL)
FROM_AFAR = re.compile(r"^ *- git\+https:", re.MULTILINE)  # test_shared_policy runs these

WRITTEN = [
    pytest.param(content, id=f"{path.relative_to(ROOT)}:{number}")
    for path, contents in [
        *((page, FIRST.findall(page.read_text("utf-8"))) for page in PAGES),
        *((policy, [policy.read_text("utf-8")]) for policy in POLICIES),
    ]
    for number, content in enumerate(contents)
    if not FROM_AFAR.search(content)
]


@pytest.mark.parametrize("content", WRITTEN)
def test_policy_that_is_shown_is_sound(content: str, tmp_path: Path) -> None:
    write(tmp_path, {"gates.yaml": content})
    ran = cdgate(tmp_path, "policy", "lint")
    assert ran.code == 0, ran.err


def test_first_policy_of_the_readme_judges(tmp_path: Path) -> None:
    (content,) = FIRST.findall((ROOT / "README.md").read_text("utf-8"))
    evidence = {"build/junit.xml": JUNIT_GOOD, "build/coverage.xml": cobertura(8, 10), "src/pay.py": "x = 1\n"}
    write(tmp_path, {"gates.yaml": content, **evidence})
    ran = cdgate(tmp_path, "check")
    assert (ran.code, "WARN: 1 below target" in ran.out) == (0, True), ran.out + ran.err


def test_picture_in_the_readme_is_what_the_demo_prints() -> None:
    picture = (ROOT / "README.md").read_text("utf-8").partition("```text\n")[2].partition("```")[0]
    printed = cdgate(ROOT / "examples" / "demo", "check", "--as-of", "2026-12-01").out
    there = re.sub(r"commit \w+", "commit", printed).splitlines()
    shown = re.sub(r"commit \w+", "commit", picture).splitlines()
    assert len(shown) > 15
    assert not [line for line in shown if line not in there and line != "..." and not line.startswith("$ ")]


def test_manifest_of_pre_commit_names_a_command_that_judges(tmp_path: Path) -> None:
    manifest = compose((ROOT / ".pre-commit-hooks.yaml").read_bytes(), ".pre-commit-hooks.yaml")
    assert isinstance(manifest, ListNode)
    (hook,) = manifest.items
    assert isinstance(hook, MapNode)
    entry = hook.get("entry")
    assert isinstance(entry, ScalarNode)
    program, *words = entry.text.split()
    content = "version: 1\nevidence: {t: {path: t.xml}}\nstages: {a: {exit: {b: {metric: tests.failed, at_most: 0}}}}\n"
    write(tmp_path, {"gates.yaml": content, "t.xml": JUNIT_BAD})
    assert (program, cdgate(tmp_path, *words, environ={"PRE_COMMIT": "1"}).code) == ("cdgate", 1)
