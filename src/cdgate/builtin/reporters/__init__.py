"""The built-in reporters; each lives in a module of its own, which is imported when it first renders."""

from __future__ import annotations

import importlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import Reporter
    from cdgate.model.verdict import RunRecord
    from cdgate.telling.page import Page


class BuiltinReporter(msgspec.Struct):
    """A reporter that is known by name before its module is imported: most runs use one or two of them."""

    name: str
    title: str
    extension: str

    def render(self, record: RunRecord, page: Page) -> None:
        """Write the record on the page."""
        module = importlib.import_module(f"{__name__}.{self.name.replace('-', '_')}_report")
        module.render(record, page)


REPORTERS = (
    BuiltinReporter("console", "what failed, why, and what to do next, for a terminal", ".txt"),
    BuiltinReporter("text", "one `path:line:col: severity: message [criterion]` a line, for editors", ".txt"),
    BuiltinReporter("markdown", "a summary for job pages, merge requests and mail", ".md"),
    BuiltinReporter("json", "the whole run record, schema cdgate.run/1", ".json"),
    BuiltinReporter("github", "GitHub workflow commands around the console text", ".txt"),
    BuiltinReporter("github-output", "outputs of a GitHub step: verdict, failed_criteria, run_id", ".txt"),
    BuiltinReporter("gitlab", "the console text in a section of a GitLab job log", ".txt"),
    BuiltinReporter("codequality", "GitLab Code Quality report", ".json"),
    BuiltinReporter("junit", "the verdict as JUnit XML, one test case per criterion", ".xml"),
)


@hookimpl
def cdgate_reporters() -> Iterable[Reporter]:
    """Return the built-in reporters."""
    return REPORTERS
