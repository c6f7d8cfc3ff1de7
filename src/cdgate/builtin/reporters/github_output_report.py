"""Outputs of a GitHub step, in the form that `$GITHUB_OUTPUT` takes."""

from __future__ import annotations

import hashlib

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.json_report import run_id
from cdgate.errors import PluginError
from cdgate.message import text
from cdgate.model.verdict import RunRecord
from cdgate.telling.escape import plain
from cdgate.telling.page import Page


def render(record: RunRecord, page: Page) -> None:
    """Write `verdict`, `failed_criteria` (one a line, those that block) and `run_id`."""
    failed = "\n".join(plain(result.criterion) for result in ordering.blocking(record))
    for name, value in (("verdict", record.verdict.value), ("failed_criteria", failed), ("run_id", run_id(record))):
        page.write(output(name, value, delimiter=delimiter_for(value)))


def delimiter_for(value: str) -> str:
    """Return a delimiter that whoever wrote the value could not foresee: it holds the hash of that value."""
    return f"ghadelimiter_{hashlib.sha256(value.encode()).hexdigest()}"


def output(name: str, value: str, *, delimiter: str) -> str:
    """Return one output. Raises PluginError for a value that holds its own delimiter and so could forge others."""
    if "\n" not in value and "\r" not in value:
        return f"{name}={value}\n"
    if delimiter in value:
        raise PluginError(
            "output-holds-delimiter",
            text("the value of {name} holds the delimiter that would end it", name=name),
            plugin="github-output",
            hint=text("rename the criterion that holds {delimiter}", delimiter=delimiter),
        )
    return f"{name}<<{delimiter}\n{value}\n{delimiter}\n"
