"""Formats that are declared as data once a few values are put where a declaration finds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.scale import grade
from cdgate.parsing.declared.shape import Fields, Format, Syntax
from cdgate.parsing.json import arr, load_json, obj

_LEVELS = ("critical", "high", "medium", "low")
_NOT_IN_FORCE = ("false_positive", "not_affected", "resolved", "resolved_with_pedigree")
# The lists of Conftest's results that hold what is wrong.
_CONFTEST = {"failures": "error", "warnings": "warning", "exceptions": "exception"}

CYCLONEDX = Format(
    name="cyclonedx",
    title="CycloneDX JSON with vulnerabilities (VDR, VEX)",
    link="https://cyclonedx.org/capabilities/vdr/",
    syntax=Syntax.JSON,
    recognise=("bomFormat = cyclonedx",),
    records=("vulnerabilities?[]",),
    fields=Fields(
        rule="id",
        message="description | detail | id",
        path="affects[0].ref",
        level="worst | ratings[].severity",
        fingerprint="affects[].ref",
        tags="affects[].ref | cwes[]",
    ),
    security=True,
    levels={"none": "low"},
    suppressed=(f"analysis.state = {' | '.join(_NOT_IN_FORCE)}",),
    clean=(
        "has vulnerabilities",
    ),  # a bill of materials without this key lists parts: nobody looked for vulnerabilities
    tool="=CycloneDX",
)

CONFTEST = Format(
    name="conftest",
    title="Conftest JSON",
    link="https://www.conftest.dev/options/#output",
    syntax=Syntax.JSON,
    recognise=("has [].namespace & has [].filename & has [].successes", "has [].filename & has [].failures[].msg"),
    records=("[].results[]",),
    fields=Fields(rule="rule", message="msg", path="^.filename", level="level", tags="metadata.tags[]"),
    suppressed=("level = exception",),
    levels={"exception": "low"},
    clean=("has [].successes",),
    tool="=Conftest",
)


class PreparedReader(DeclaredReader):
    """Reads what its shape declares from the value that `prepare` makes of the file's."""

    def __init__(self, shape: Format, prepare: Callable[[Any], Any]) -> None:  # any JSON
        super().__init__(shape)
        self._prepare = prepare

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError for what is malformed or lacks what the format always has."""
        from cdgate.parsing.declared.findings import Gathering
        from cdgate.parsing.declared.json_rows import rows_of_value

        whole, rows = rows_of_value(self._prepare(load_json(stream)), self.shape)
        gathering = Gathering(self.shape)
        for row in rows:
            gathering.take(row)
        return gathering.report(whole, source)


def rated(value: Any) -> Any:  # any JSON
    """Give each vulnerability of a CycloneDX document the worst of its ratings."""
    for item in arr(obj(value, "$").get("vulnerabilities") or [], "$.vulnerabilities"):
        vulnerability = obj(item, "$.vulnerabilities[]")
        ratings = vulnerability.get("ratings")
        words = [rating.get("severity") for rating in ratings if isinstance(rating, dict)] if ratings else []
        told = [word for word in words if isinstance(word, str) and word]
        if told:
            vulnerability["worst"] = min(told, key=lambda word: _LEVELS.index(grade(word, CYCLONEDX.levels).value))
    return value


def levelled(value: Any) -> Any:  # any JSON
    """Put Conftest's failures, warnings and exceptions into one list, each with its level."""
    for item in arr(value, "$"):
        file = obj(item, "$[]")
        results = [
            {**obj(result, f"$[].{key}[]"), "level": level, "rule": file.get("namespace", "")}
            for key, level in _CONFTEST.items()
            for result in arr(file.get(key) or [], f"$[].{key}")
        ]
        file["results"] = results
    return value
