"""Formats that are declared as data once a few values are put where a declaration finds them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.scale import grade
from cdgate.parsing.declared.shape import Fields, Format, Syntax
from cdgate.parsing.json import arr, load_json, obj
from cdgate.pattern import lazily

_LEVELS = ("critical", "high", "medium", "low")
_NOT_IN_FORCE = ("false_positive", "not_affected", "resolved", "resolved_with_pedigree")
_KUBESEC = {"critical": "critical", "advise": "low"}
_CVSS = ((9, "critical"), (7, "high"), (4, "medium"), (0, "low"))  # from which score on
_SCORE = lazily(r"(10|[0-9])(?:\.[0-9])?")
_SAFETY_1 = ("package", "affected", "installed", "advisory", "id")
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
    # A bill of materials lists parts. Whoever looked for vulnerabilities says so by the key; Trivy always writes it.
    clean=(
        "has vulnerabilities & metadata.tools.components[].name != trivy",
        "has vulnerabilities & metadata.tools[].name != trivy",
    ),
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
    clean=("[].successes",),  # without a rule nothing was checked
    tool="=Conftest",
)

KUBESEC = Format(
    name="kubesec",
    title="Kubesec JSON",
    link="https://kubesec.io/",
    syntax=Syntax.JSON,
    recognise=("has [].scoring & has [].object",),
    records=("[].findings[]",),
    fields=Fields(
        rule="id | selector", message="reason", path="^.fileName | ^.object", level="level", fingerprint="^.object"
    ),
    security=True,
    failed=("[].valid = false",),  # what is no valid manifest was not judged
    clean=("has [].score",),
    tool="=Kubesec",
)

SAFETY_1 = Format(
    name="safety-list",
    title="Safety 1 JSON",
    link="https://docs.safetycli.com/",
    syntax=Syntax.JSON,
    recognise=("[][1] ^= < | > | = | ! & has [][4]",),
    records=("[]",),
    fields=Fields(rule="id", message="advisory", level="=high", fingerprint="package", tags="package"),
    security=True,
    clean=("named",),
    tool="=Safety",
)

YOCTO = Format(
    name="yocto-cve-check",
    title="Yocto cve-check JSON",
    link="https://docs.yoctoproject.org/dev/security-manual/vulnerabilities.html",
    syntax=Syntax.JSON,
    recognise=(
        "has package[].issue & has package[].layer",
        "has version & has package[].layer & has package[].products",
    ),
    records=("package[].issue?[]",),
    fields=Fields(
        rule="id", message="summary", path="^.name", level="rating", fingerprint="^.name", tags="^.name | ^.layer"
    ),
    security=True,
    skip=("status = patched",),
    suppressed=("status = ignored",),
    clean=("has package[].layer",),
    tool="=cve-check",
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


def advised(value: Any) -> Any:  # any JSON
    """Put what Kubesec calls critical and what it advises into one list, each with its level."""
    for item in arr(value, "$"):
        judged = obj(item, "$[]")
        scoring = obj(judged.get("scoring") or {}, "$[].scoring")
        judged["findings"] = [
            {**obj(result, f"$[].scoring.{key}[]"), "level": level}
            for key, level in _KUBESEC.items()
            for result in arr(scoring.get(key) or [], f"$[].scoring.{key}")
        ]
    return value


def scored(value: Any) -> Any:  # any JSON
    """Give each issue of Yocto's report the grade that its CVSS score means, that of version 3 before that of 2."""
    for item in arr(obj(value, "$").get("package"), "$.package"):
        for found in arr(obj(item, "$.package[]").get("issue") or [], "$.package[].issue"):
            issue = obj(found, "$.package[].issue[]")
            scores = (_SCORE.fullmatch(str(issue.get(key))) for key in ("scorev3", "scorev2"))
            score = next((int(match[1]) for match in scores if match and match[0] not in ("0.0", "0")), None)
            if score is not None:
                issue["rating"] = next(level for least, level in _CVSS if score >= least)
    return value


def named(value: Any) -> Any:  # any JSON
    """Give the cells of Safety 1 their names."""
    return [dict(zip(_SAFETY_1, arr(item, "$[]"), strict=False)) for item in arr(value, "$")]


def prepared_readers() -> tuple[DeclaredReader, ...]:
    """Return the readers of these formats, and those of ReSharper and rustc."""
    from cdgate.builtin.readers.declared.resharper import ResharperReader
    from cdgate.builtin.readers.declared.rustc import ClippyReader

    return (
        PreparedReader(CONFTEST, levelled),
        PreparedReader(CYCLONEDX, rated),
        PreparedReader(KUBESEC, advised),
        PreparedReader(SAFETY_1, named),
        ClippyReader(),
        ResharperReader(),
        PreparedReader(YOCTO, scored),
    )
