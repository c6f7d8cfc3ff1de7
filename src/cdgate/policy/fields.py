"""The keys of a policy file: the one source for checking, for the JSON Schema and for what a child may change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cdgate.extension import CriterionKind, Field, Tightening

VERSION = 1
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
NAME = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
CUSTOM_SOURCE = r"[a-z][a-z0-9]*[:+].+"

_WORDS: Mapping[str, Any] = {"type": "string"}
_WORD: Mapping[str, Any] = {"type": "string", "minLength": 1}
_YES_NO: Mapping[str, Any] = {"type": "boolean", "default": False}
_DATE: Mapping[str, Any] = {"type": "string", "format": "date", "pattern": f"^{DATE}$"}
_DAYS: Mapping[str, Any] = {"type": "string", "pattern": "^[1-9][0-9]{0,4} *d$"}
_ONE_OR_MORE: Mapping[str, Any] = {
    "anyOf": [_WORD, {"type": "array", "minItems": 1, "items": _WORD}],
}
_LABELS: Mapping[str, Any] = {"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}}

GUARDS = ("unless", "only_if")
COMBINATIONS = ("all_of", "any_of", "not")

CRITERION: tuple[Field, ...] = (
    Field("kind", _WORD, "The type of criterion; left out, it follows from the other keys."),
    Field(
        "effect",
        {"enum": ["block", "warn"], "default": "block"},
        "What happens where the criterion does not hold: the gate fails, or the verdict warns.",
    ),
    Field(
        "mode",
        {"enum": ["change", "assess"], "default": "change"},
        "`change` judges one change and may block it; `assess` judges the state over time with `cdgate assess`.",
    ),
    Field("warn_until", _DATE, "A new rule: until this day it only warns, afterwards it blocks."),
    Field("level", {"type": ["string", "integer"]}, "The maturity level that the criterion belongs to."),
    Field("ref", _WORD, "The number of the criterion in the catalogue it comes from.", Tightening.FREE),
    Field("title", _WORDS, "The criterion in a few words, for people.", Tightening.FREE),
    Field("source", _WORDS, "Where the demand and its number come from.", Tightening.FREE),
    Field("help", _WORDS, "What the criterion means exactly, and what to do where it does not hold.", Tightening.FREE),
    Field("final", _YES_NO, "No policy that extends this one may touch the criterion."),
    Field("overridable", _YES_NO, "A policy that extends this one may loosen or remove the criterion."),
)

ROLE: tuple[Field, ...] = (
    Field(
        "path",
        _ONE_OR_MORE,
        "One pattern or several, from the folder of the policy; every one must match a file.",
        Tightening.FREE,
    ),
    Field(
        "usual_paths",
        _ONE_OR_MORE,
        "Patterns a profile suggests: whichever match are taken, as long as nobody gives `path`.",
        Tightening.FREE,
    ),
    Field(
        "git",
        {
            "type": "object",
            "properties": {"base": {"type": "string", "minLength": 1}},
            "additionalProperties": False,
        },
        "Git tells the change: `{base: origin/main}`, or `{}` to take the base from the CI or the upstream branch.",
        Tightening.FREE,
    ),
    Field(
        "exclude", _ONE_OR_MORE, "Patterns of repository files that do not count, whatever the evidence says of them."
    ),
    Field(
        "roots",
        _ONE_OR_MORE,
        "Folders of the repository below which the paths in the evidence are looked for before anywhere else.",
        Tightening.FREE,
    ),
    Field(
        "max_age",
        {"type": "string", "pattern": "^[1-9][0-9]{0,4} *(min|h|d)$"},
        "How old the evidence may be when it is judged: `24 h`; evidence of unknown age is unknown.",
        Tightening.LOWER,
    ),
    Field(
        "stamped",
        _YES_NO,
        "The evidence must say for which commit it was made, by `cdgate stamp` or in itself; else it is unknown.",
    ),
    Field(
        "kind",
        _WORD,
        "What the files hold: `coverage`, `tests`, `findings`, `change`, `run-record`, `attestations`, ...",
    ),
    Field("format", _WORD, "The reader to use; left out, the content tells.", Tightening.FREE),
    Field("labels", _LABELS, "Labels that the evidence carries, for `scope: {label: ...}`.", Tightening.FREE),
    Field("optional", _YES_NO, "The evidence may be absent; what is measured on it is then unknown."),
    Field(
        "min_files",
        {"type": "integer", "minimum": 1, "maximum": 100000, "default": 1},
        "How many files there must be at least.",
        Tightening.HIGHER,
    ),
    Field(
        "merge_retries", _YES_NO, "Several runs of one test in these files are one: it passed if one did, and is flaky."
    ),
    Field("run", _WORD, "The command that produces the files on a developer's machine.", Tightening.FREE),
)

WAIVER: tuple[Field, ...] = (
    Field("criterion", _WORD, "The criterion, as `stage.exit.name`.", required=True),
    Field("reason", _WORD, "Why the exception is right.", required=True),
    Field("approved_by", _WORD, "Who answers for it.", required=True),
    Field("expires", _DATE, "The last day on which it holds.", required=True),
    Field("on", _DATE, "The day on which it was given."),
    Field("finding", _WORD, "The identity of the one finding that is excepted."),
    Field("path", _WORD, "The pattern of the files that are excepted."),
)

QUARANTINE: tuple[Field, ...] = (
    Field("test", _WORD, "The test, as the report names it: `tests.api.test_refund::test_retry`.", required=True),
    Field("reason", _WORD, "Why it fails at times, and where that is tracked.", required=True),
    Field("expires", _DATE, "The last day on which it cannot fail a gate.", required=True),
)

SIDES: tuple[Field, ...] = (
    Field("entry", {"type": "object"}, "The criteria, by name, that must hold before the stage begins."),
    Field("exit", {"type": "object"}, "The criteria, by name, that must hold before the stage is left."),
)

FILE: tuple[Field, ...] = (
    Field("version", {"const": VERSION}, "The version of the format.", required=True),
    Field("title", _WORDS, "What the policy is for.", Tightening.FREE),
    Field(
        "extends",
        {"type": "array", "items": {"type": "string", "pattern": f"^{CUSTOM_SOURCE}$"}},
        "The policies this one builds on, from left to right: `builtin:NAME`, `file:PATH`, `git+URL@REF#PATH`.",
    ),
    Field(
        "require_plugins",
        {"type": "array", "items": _WORD},
        "Distributions that must be installed, with their versions where they matter: `cdgate-semgrep >= 0.1`.",
    ),
    Field(
        "formats",
        {"type": "array", "items": {"anyOf": [_WORD, {"type": "object"}]}},
        "Formats of findings that are declared beside the policy: files, or the declarations themselves.",
    ),
    Field("evidence", {"type": "object"}, "The roles of evidence: where the pipeline writes what."),
    Field("stages", {"type": "object"}, "The stages in order, each with an entry gate, an exit gate, or both."),
    Field("waivers", {"type": "array", "items": {"type": "object"}}, "Dated, signed exceptions."),
    Field(
        "policy",
        {
            "type": "object",
            "properties": {"from": {"enum": ["target-branch"]}},
            "required": ["from"],
            "additionalProperties": False,
        },
        "`{from: target-branch}`: a change is judged by the policy of the branch it is meant for; what it loosens waits.",
    ),
    Field(
        "quarantine",
        {"type": "array", "items": {"type": "object"}},
        "Flaky tests: they still run and are reported, and fail no gate until they expire.",
    ),
    Field("max_waiver", _DAYS, "How long a waiver may last at most, in days: `90 d`.", Tightening.LOWER),
)

COMMON_NAMES = tuple(field.name for field in CRITERION if field.name != "kind")


def names(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """Return the names of the fields in order."""
    return tuple(field.name for field in fields)


def fields_of(kind: str, inner: str, kinds: Mapping[str, CriterionKind]) -> tuple[Field, ...]:
    """Return the keys that a criterion of `kind` understands, those of the guarded `inner` kind included."""
    own = kinds[kind].fields if kind in kinds else ()
    guarded = kinds[inner].fields if inner and inner in kinds else ()
    return (*own, *(field for field in guarded if field.name not in names(own)))
