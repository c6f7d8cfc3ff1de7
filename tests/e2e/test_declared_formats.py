"""Formats that a policy declares, in files of their own or in the policy itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.project import cdgate

DECLARATION = """name: mytool
title: My tool
link: https://example.org/mytool
syntax: json
recognise: has mytool
records: problems[]
fields: {message: text, level: grade}
levels: {bad: high, meh: low}
clean: mytool
"""
POLICY = """version: 1
formats: [ci/mytool.format.yaml]
evidence:
  lint: {path: lint.json, kind: findings}
stages:
  build:
    exit:
      no-findings: {metric: findings.count, at_most: 0}
"""
INLINE = POLICY.replace(
    "formats: [ci/mytool.format.yaml]",
    "formats:\n  - " + DECLARATION.rstrip().replace("\n", "\n    "),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project whose linter writes a format of its own."""
    (tmp_path / "ci").mkdir()
    (tmp_path / "ci/mytool.format.yaml").write_text(DECLARATION, encoding="utf-8")
    (tmp_path / "lint.json").write_text('{"mytool": "1.0", "problems": []}', encoding="utf-8")
    return tmp_path


def code_of(folder: Path, policy: str) -> tuple[int, str]:
    (folder / "gates.yaml").write_text(policy, encoding="utf-8")
    ran = cdgate(folder, "check")
    return ran.code, ran.out + ran.err


@pytest.mark.parametrize("policy", [POLICY, INLINE], ids=["file", "inline"])
@pytest.mark.parametrize(
    ("report", "code"),
    [
        ('{"mytool": "1.0", "problems": []}', 0),
        ('{"mytool": "1.0", "problems": [{"text": "never closed", "grade": "bad"}]}', 1),
        ('{"mytool": "", "problems": []}', 1),
        ('{"mytool": "1.0"}', 4),
    ],
    ids=["clean", "finding", "no-proof", "cut"],
)
def test_declared_format_is_read_and_judged(folder: Path, policy: str, report: str, code: int) -> None:
    (folder / "lint.json").write_text(report, encoding="utf-8")
    assert code_of(folder, policy)[0] == code


@pytest.mark.parametrize(
    ("old", "new", "slug", "place"),
    [
        ("grade}", "grade, colour: x}", "format-invalid", "mytool.format.yaml:7"),
        ("name: mytool", "name: sarif", "format-invalid", "gates.yaml"),
        ("syntax: json\n", "syntax: [\n", "yaml-syntax", "mytool.format.yaml"),
    ],
    ids=["key", "taken", "syntax"],
)
def test_wrong_declaration_is_a_fault_of_the_policy(folder: Path, old: str, new: str, slug: str, place: str) -> None:
    (folder / "ci/mytool.format.yaml").write_text(DECLARATION.replace(old, new), encoding="utf-8")
    code, told = code_of(folder, POLICY)
    assert (code, slug in told, place in told) == (3, True, True)


def test_declaration_that_is_not_there_is_a_fault_of_the_policy(folder: Path) -> None:
    code, told = code_of(folder, POLICY.replace("ci/mytool", "ci/other"))
    assert (code, "gates.yaml:2" in told) == (3, True)


def test_two_formats_of_one_name_are_refused(folder: Path) -> None:
    code, told = code_of(folder, POLICY.replace("[ci/", "[ci/mytool.format.yaml, ci/../ci/"))
    assert (code, "format-invalid" in told) == (3, True)


def test_changed_declaration_changes_the_digest(folder: Path) -> None:
    (folder / "gates.yaml").write_text(POLICY, encoding="utf-8")
    records = []
    for levels in ("{bad: high, meh: low}", "{bad: low, meh: low}"):
        declaration = DECLARATION.replace("{bad: high, meh: low}", levels)
        (folder / "ci/mytool.format.yaml").write_text(declaration, encoding="utf-8")
        cdgate(folder, "check", "--report", "json=run.json")
        records.append((folder / "run.json").read_text("utf-8"))
    digests = [part.partition('"policy_digest":')[2][:70] for part in records]
    assert digests[0]
    assert digests[0] != digests[1]


def test_policy_from_a_file_brings_its_formats_along(folder: Path) -> None:
    (folder / "shared.yaml").write_text(POLICY, encoding="utf-8")
    assert code_of(folder, "version: 1\nextends: ['file:shared.yaml']\n")[0] == 0
