"""Writes large reports of findings like those of SARIF tools and semgrep; the same for the same arguments."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from sources import NOUNS, VERBS, source_path


def sarif(path: Path, megabytes: float) -> None:
    """Write a log as a large analyser does: rules with help texts, results with contexts and some flows."""
    pick = random.Random("sarif")  # noqa: S311  # test data
    rules: list[dict[str, object]] = [
        {
            "id": f"bench/{pick.choice(VERBS)}-{number}",
            "shortDescription": {"text": "A rule"},
            "help": {"text": "Why. " * 200},
            "defaultConfiguration": {"level": pick.choice(("error", "warning", "warning", "note"))},
            "properties": {"tags": ["security"], "security-severity": "6.1"},
        }
        for number in range(300)
    ]
    run = {
        "tool": {"driver": {"name": "Bench", "semanticVersion": "1.0.0", "rules": rules}},
        "invocations": [{"executionSuccessful": True}],
        "results": [],
    }
    _around(path, {"version": "2.1.0", "runs": [run]}, "[]", _sarif_results(pick, rules), megabytes)


def _sarif_results(pick: random.Random, rules: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    while True:
        number = pick.randrange(len(rules))
        line = pick.randrange(1, 500)
        place = {
            "physicalLocation": {
                "artifactLocation": {"uri": source_path(pick.randrange(900)), "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": line, "startColumn": 5, "endLine": line, "endColumn": 30},
                "contextRegion": {"startLine": line, "endLine": line + 3, "snippet": {"text": "    call(value)\n" * 3}},
            }
        }
        result: dict[str, object] = {
            "ruleId": rules[number]["id"],
            "ruleIndex": number,
            "message": {"text": f"This {pick.choice(NOUNS)} depends on a value that {pick.choice(VERBS)} made. " * 2},
            "locations": [place],
            "partialFingerprints": {"primaryLocationLineHash": f"{pick.getrandbits(64):x}:1"},
        }
        if pick.random() < 0.5:
            result["level"] = pick.choice(("error", "warning", "note"))
        if pick.random() < 0.15:
            steps = [{"location": {**place, "message": {"text": "step"}}} for _ in range(pick.randrange(2, 8))]
            result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
        yield result


def semgrep(path: Path, megabytes: float) -> None:
    """Write results as `semgrep scan --json` does."""
    pick = random.Random("semgrep")  # noqa: S311  # test data
    whole = {
        "version": "1.140.0",
        "results": [],
        "errors": [],
        "paths": {"scanned": [source_path(n) for n in range(900)]},
    }
    _around(path, whole, '"results": []', _semgrep_results(pick), megabytes)


def _semgrep_results(pick: random.Random) -> Iterator[dict[str, object]]:
    while True:
        line = pick.randrange(1, 500)
        yield {
            "check_id": f"bench.rules.{pick.choice(VERBS)}-{pick.randrange(200)}",
            "path": source_path(pick.randrange(900)),
            "start": {"line": line, "col": 5, "offset": line * 30},
            "end": {"line": line, "col": 25, "offset": line * 30 + 20},
            "extra": {
                "message": f"Do not {pick.choice(VERBS)} a {pick.choice(NOUNS)} here. " * 4,
                "metadata": {
                    "category": "security",
                    "cwe": ["CWE-78: Improper Neutralization of Special Elements"],
                    "references": ["https://example.invalid/a", "https://example.invalid/b"],
                    "license": "none. " * 30,
                },
                "severity": pick.choice(("ERROR", "WARNING", "INFO")),
                "fingerprint": f"{pick.getrandbits(256):064x}_0",
                "lines": "    call(value, shell=True)",
                "is_ignored": False,
            },
        }


def _around(path: Path, whole: object, hole: str, entries: Iterator[dict[str, object]], megabytes: float) -> None:
    text = json.dumps(whole)
    cut = text.rindex(hole) + len(hole) - 1
    with path.open("w") as file:
        file.write(text[:cut])
        separator = ""
        while file.tell() < megabytes * 1e6:
            file.write(separator + json.dumps(next(entries)))
            separator = ","
        file.write(text[cut:])
