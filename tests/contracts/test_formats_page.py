"""What docs/formats.md shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cdgate.cli.main import run
from cdgate.errors import ExitCode
from cdgate.parsing.declared.scale import table
from cdgate.parsing.declared.shape import Fields, Format

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(?P<text>.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found
    return found["text"]


@pytest.mark.parametrize("row", list(table()), ids=lambda row: row[0])
def test_scale_stands_in_the_page(row: tuple[str, str, str]) -> None:
    assert "| " + " | ".join(row) + " |" in PAGE


@pytest.mark.parametrize("key", [*Format.__struct_fields__, *Fields.__struct_fields__])
def test_key_is_explained(key: str) -> None:
    explained = PAGE.partition("### Keys")[2]
    assert f"`{key}`" in explained


@pytest.fixture
def mytool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the declaration and the report of the page in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("ci").mkdir()
    Path("ci/mytool.format.yaml").write_text(block("yaml"), encoding="utf-8")
    Path("report.json").write_text(block("json"), encoding="utf-8")


@pytest.mark.usefixtures("mytool")
def test_example_gives_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    command, _, shown = block("console").partition("\n")
    assert run(command.removeprefix("$ cdgate ").split()) is ExitCode.PASSED
    assert capsys.readouterr().out == shown


@pytest.mark.usefixtures("mytool")
def test_declared_tool_that_fails_falls_short(capsys: pytest.CaptureFixture[str]) -> None:
    report = Path("report.json")
    report.write_text(report.read_text("utf-8").replace('"crashes": []', '"crashes": [{"reason": "boom"}]'), "utf-8")
    run(["inspect", "--format-file", "ci/mytool.format.yaml", "report.json"])
    assert "boom" in capsys.readouterr().out


@pytest.mark.usefixtures("mytool")
@pytest.mark.parametrize(
    ("file", "text", "code", "slug"),
    [
        ("none.yaml", "", ExitCode.USAGE, "format-unreadable"),
        ("own.yaml", "name: [\n", ExitCode.POLICY, "yaml-syntax"),
        ("own.yaml", block("yaml").replace("name: mytool", "name: sarif"), ExitCode.POLICY, "format-invalid"),
    ],
    ids=["missing", "malformed", "taken"],
)
def test_declaration_that_cannot_be_used_is_refused(
    file: str, text: str, code: ExitCode, slug: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if text:
        Path(file).write_text(text, encoding="utf-8")
    assert run(["inspect", "--format-file", file, "report.json"]) is code
    assert slug in capsys.readouterr().err
