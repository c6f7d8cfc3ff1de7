"""The pages for plugin authors agree with the code: every hook is there, and the plugin in the guide works."""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cdgate import extension, hookspecs
from cdgate.testing.contracts import ReaderContract, Sample

DOCS = Path(__file__).parents[2] / "docs"
HOOKS = {
    name: hook
    for name, hook in inspect.getmembers(hookspecs, inspect.isfunction)
    if name.startswith(f"{hookspecs.PROJECT}_")
}
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(name: str) -> str:
    page = (DOCS / "hooks.md").read_text("utf-8")
    return next((part for part in page.split("\n## ") if part.startswith(f"{name}(")), "")


def test_every_hook_is_documented_with_its_arguments_in_the_order_of_the_code() -> None:
    headings = re.findall(r"^## (\S+)\((.*)\)$", (DOCS / "hooks.md").read_text("utf-8"), re.MULTILINE)
    declared = sorted(HOOKS.items(), key=lambda item: inspect.getsourcelines(item[1])[1])
    assert headings == [(name, ", ".join(inspect.signature(hook).parameters)) for name, hook in declared]


@pytest.mark.parametrize(
    ("hook", "protocol"),
    [
        ("cdgate_policy_sources", extension.PolicySource),
        ("cdgate_criteria", extension.CriterionKind),
        ("cdgate_pipelines", extension.PipelineAdapter),
        ("cdgate_readers", extension.Reader),
        ("cdgate_metrics", extension.Metric),
        ("cdgate_reporters", extension.Reporter),
        ("cdgate_publishers", extension.Publisher),
    ],
)
def test_every_member_of_an_object_is_documented(hook: str, protocol: Any) -> None:
    attributes = list(inspect.get_annotations(protocol))
    methods = [name for name, _ in inspect.getmembers(protocol, inspect.isfunction) if not name.startswith("_")]
    told = section(hook)
    assert [name for name in attributes if f"`{name}`" not in told] == []
    assert [name for name in methods if f"`{_signature(protocol, name)}`" not in told] == []


def _signature(protocol: Any, name: str) -> str:
    parameters = inspect.signature(getattr(protocol, name)).parameters
    shown: list[str] = []
    for parameter in list(parameters.values())[1:]:
        if parameter.kind is parameter.KEYWORD_ONLY and "*" not in shown:
            shown.append("*")
        shown.append(parameter.name)
    return f"{name}({', '.join(shown)})"


def test_plugin_of_the_guide_keeps_the_contract_that_the_guide_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("guide")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    known = vars(module)
    for block in BLOCK.findall((DOCS / "plugins.md").read_text("utf-8")):
        exec(block, known)  # noqa: S102  # our own page, run so that it stays true
    contract: ReaderContract = known["TestMutants"]()
    assert contract.samples == (Sample(b"mutants: 40 killed: 36\n", "mutants.txt", {"mutants": 40, "killed": 36}),)
    for name in dir(ReaderContract):
        if name.startswith("test_"):
            getattr(contract, name)()
    assert [metric.name for metric in known["cdgate_metrics"]()] == ["mutants.killed"]
