"""Writes large reports of findings like those of SARIF tools and semgrep; the same for the same arguments."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from sources import NOUNS, VERBS, source_path


def sarif(path: Path, megabytes: float) -> None:
    """Write a log as a large analyser does: rules with help texts, results with contexts and some flows.

    Nothing is suppressed in it, because `sarif summary` counts that as well.
    """
    pick = random.Random("sarif")  # noqa: S311  # test data
    rules: list[dict[str, object]] = [
        {
            "id": f"bench/{pick.choice(VERBS)}-{number}",
            "shortDescription": {"text": "A rule"},
            "help": {"text": "Why. " * 200},
            "defaultConfiguration": {"level": pick.choice(("error", "warning", "warning", "note"))},
            "properties": {"tags": ["security"], "security-severity": "6.1"},
        }
        for number in range(max(5, min(300, int(megabytes * 100))))
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
        words = " ".join(pick.choice(NOUNS) for _ in range(18))
        result: dict[str, object] = {
            "ruleId": rules[number]["id"],
            "ruleIndex": number,
            "rule": {"id": rules[number]["id"], "index": number},
            "message": {"text": f"This {words} depends on a [value that a user {pick.choice(VERBS)}s](1)."},
            "locations": [_place(pick)],
            "partialFingerprints": {
                "primaryLocationLineHash": f"{pick.getrandbits(64):x}:1",
                "primaryLocationStartColumnFingerprint": f"{pick.randrange(40)}",
            },
        }
        if pick.random() < 0.5:
            result["level"] = pick.choice(("error", "warning", "note"))
        if pick.random() < 0.15:
            steps = [{"location": {**_place(pick), "message": {"text": "step"}}} for _ in range(pick.randrange(2, 8))]
            result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
            result["relatedLocations"] = [{"id": 1, **_place(pick), "message": {"text": "the value"}}]
        yield result


def _place(pick: random.Random) -> dict[str, object]:
    index, line = pick.randrange(2000), pick.randrange(1, 500)
    region = {"startLine": line, "startColumn": pick.randrange(1, 40), "endLine": line, "endColumn": 60}
    snippet = {"text": f"    {pick.choice(NOUNS)} = call({pick.choice(NOUNS)})\n" * 2}
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": source_path(index), "uriBaseId": "%SRCROOT%"},
            "region": region,
            "contextRegion": {"startLine": line, "endLine": line + 3, "snippet": snippet},
        }
    }


def semgrep(path: Path, megabytes: float) -> None:
    """Write results as `semgrep scan --json` does, without a blank between them."""
    pick = random.Random("semgrep")  # noqa: S311  # test data
    whole = {
        "version": "1.140.0",
        "results": [],
        "errors": [],
        "paths": {"scanned": [source_path(n) for n in range(900)]},
    }
    _around(path, whole, '"results":[]', _semgrep_results(pick), megabytes, separators=(",", ":"))


def _semgrep_results(pick: random.Random) -> Iterator[dict[str, object]]:
    messages = [" ".join(pick.choice(NOUNS) for _ in range(30)) for _ in range(300)]
    while True:
        number, line = pick.randrange(300), pick.randrange(1, 500)
        rule = f"bench.lang.security.audit.{VERBS[number % len(VERBS)]}-{NOUNS[number % len(NOUNS)]}-{number}"
        start, end = ({"line": line, "col": col, "offset": line * 30 + col} for col in (5, 25))
        yield {
            "check_id": rule,
            "path": source_path(pick.randrange(2000)),
            "start": start,
            "end": end,
            "extra": {
                "metavars": {"$VALUE": {"start": start, "end": end, "abstract_content": pick.choice(NOUNS)}},
                "message": f'Detected {messages[number]}. Use "{pick.choice(VERBS)}" instead.',
                "metadata": _metadata(rule),
                "severity": ("ERROR", "WARNING", "WARNING", "INFO")[number % 4],
                "fingerprint": f"{pick.getrandbits(512):0128x}_0",
                "lines": f"    subprocess.call({pick.choice(NOUNS)}, shell=True)",
                "is_ignored": False,
                "validation_state": "NO_VALIDATOR",
                "engine_kind": "OSS",
            },
        }


def _metadata(rule: str) -> dict[str, object]:
    """Return what the registry's rules say of themselves."""
    return {
        "category": "security",
        "cwe": ["CWE-78: Improper Neutralization of Special Elements used in an OS Command"],
        "owasp": ["A01:2017 - Injection", "A03:2021 - Injection"],
        "references": ["https://example.invalid/first", "https://example.invalid/second"],
        "technology": ["python"],
        "subcategory": ["audit"],
        "confidence": "MEDIUM",
        "likelihood": "LOW",
        "impact": "HIGH",
        "license": "Bench Rules License v1.0.",
        "vulnerability_class": ["Command Injection"],
        "source": f"https://example.invalid/r/{rule}",
        "shortlink": "https://example.invalid/abcd",
    }


def _around(
    path: Path,
    whole: object,
    hole: str,
    entries: Iterator[dict[str, object]],
    megabytes: float,
    *,
    separators: tuple[str, str] = (", ", ": "),
) -> None:
    text = json.dumps(whole, separators=separators)
    cut = text.rindex(hole) + len(hole) - 1
    with path.open("w") as file:
        file.write(text[:cut])
        separator = ""
        while file.tell() < megabytes * 1e6:
            file.write(separator + json.dumps(next(entries), separators=separators))
            separator = ","
        file.write(text[cut:])
