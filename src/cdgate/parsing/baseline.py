"""The baseline file: JSON with one entry a line, sorted, so that git merges what different people add."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.baseline import IDENTITY_BYTES, Baseline, KnownFinding
from cdgate.model.evidence import Finding, Source
from cdgate.model.floor import Floor, better, read_quantity, written_quantity
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.json import load_json
from cdgate.parsing.json_shape import arr, obj, string
from cdgate.pattern import lazily

SCHEMA = "cdgate.baseline/1"
FAILING = "failing"
# Numbers of slots, each of which is in the file once. With ten entries changed on either side, one merge in thirty meets a
# slot that both sides changed.
SLOTS = {"floors": range(128), "findings": range(1000, 2024), "tests": range(3000, 4024)}

_SECTIONS = ("schema", "floors", "findings", "tests")
_TEST = lazily(rf"(?P<role>\S{{1,64}})(?: (?P<identity>[0-9a-f]{{{2 * IDENTITY_BYTES}}})(?P<failing> failing)?)?")


def written_baseline(baseline: Baseline) -> bytes:
    """Return the file. Equal content gives equal bytes.

    Each list has the same number of slots, however many entries there are; a number, which is no entry, ends each. An entry
    lies in the slot that its own name tells, and comes and goes without touching another line: so git merges what different
    people change, unless two entries of one slot are concerned. Floors, which change in place, have a blank line between
    them as well. A list ends in null, so that its last entry is a line like others.
    """
    floors = ((key, f"{_written(_floor_entry(key, floor))}\n") for key, floor in baseline.floors.items())
    findings = ((known.finding.identity, _written(_finding_entry(known))) for known in baseline.findings)
    roles = sorted(_written({"role": role}) for role in baseline.finding_roles)
    executed = sorted(f'"{role}",' for role in baseline.executed)
    lines = [f'{{"schema": "{SCHEMA}",', "", '"floors": [', "", *_slotted(floors, SLOTS["floors"]), "null],", ""]
    lines += ['"findings": [', "", *_spaced(roles), *_slotted(findings, SLOTS["findings"]), "null],", ""]
    lines += ['"tests": [', "", *_spaced(executed), *_slotted(_test_lines(baseline), SLOTS["tests"]), "null]}", ""]
    return "\n".join(lines).encode()


def read_baseline(data: bytes, source: Source) -> Baseline:
    """Return the baseline. An entry that is there twice (both sides of a merge were kept) counts as the stricter one.

    Raises EvidenceError for whatever is not a sound baseline.
    """
    root = obj(load_json(data), "$")
    if root.get("schema") != SCHEMA:
        raise EvidenceError(
            "unsupported-version",
            text(
                "the schema of this baseline is {found}, and {known} is read",
                found=repr(root.get("schema")),
                known=SCHEMA,
            ),
            hint=text("write the baseline with the version of cdgate that reads it: `cdgate baseline update`"),
        )
    for name in root:
        if name not in _SECTIONS:
            raise _wrong(text("a baseline has no {name}", name=repr(name)))
    floors: dict[str, Floor] = {}
    for entry in _entries(root, "floors"):
        key, floor = _floor(obj(entry, "$.floors[]"))
        if key in floors and floors[key].higher is not floor.higher:
            raise _wrong(text("two floors of {key} disagree on which way is better", key=key))
        floors[key] = better(floor, floors[key]) if key in floors else floor
    roles, findings = _findings(_entries(root, "findings"))
    executed, failing = _tests(_entries(root, "tests"))
    days = [floor.on for floor in floors.values() if floor.on is not None]
    notes = (text("recorded from {first} to {last}", first=str(min(days)), last=str(max(days))),) if days else ()
    return Baseline(source, floors, roles, findings, executed, failing, notes)


def _slotted(entries: Iterable[tuple[str, str]], numbers: range) -> Iterator[str]:
    """Yield the lines of (name, line) slot by slot, each with its number behind it."""
    slots: list[list[tuple[str, str]]] = [[] for _ in numbers]
    for name, line in entries:
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).digest()
        slots[int.from_bytes(digest) % len(slots)].append((name, line))
    for number, slot in zip(numbers, slots, strict=True):
        yield from (line for _, line in sorted(slot))
        yield f"{number},"


def _spaced(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line
        yield ""


def _written(entry: Mapping[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False) + ","


def _floor_entry(key: str, floor: Floor) -> dict[str, Any]:
    return {
        "key": key,
        "value": written_quantity(floor.quantity),
        "better": "higher" if floor.higher else "lower",
        **({"on": str(floor.on)} if floor.on else {}),
        **({"commit": floor.commit} if floor.commit else {}),
    }


def _finding_entry(known: KnownFinding) -> dict[str, Any]:
    finding = known.finding
    return {
        "id": finding.identity,
        "role": known.role,
        "tool": known.tool,
        "rule": finding.rule_id,
        "level": finding.level.value,
        **({"severity": finding.severity.value} if finding.severity else {}),
        **({"path": _utf8(finding.location.path)} if finding.location else {}),
    }


def _utf8(path: str) -> str:
    """Return a file name that JSON can hold, whatever bytes the file system allows."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _test_lines(baseline: Baseline) -> Iterator[tuple[str, str]]:
    for role, tests in baseline.executed.items():
        failing = baseline.failing.get(role, frozenset())
        for test in tests:
            identity = test.hex()
            yield identity, f'"{role} {identity}{f" {FAILING}" if test in failing else ""}",'


def _entries(root: Mapping[str, Any], name: str) -> list[Any]:
    if name not in root:
        raise _wrong(text("the list {name} is missing", name=name))
    entries = arr(root[name], f"$.{name}")
    return [one for one in entries if one is not None and not (type(one) is int and one in SLOTS[name])]


def _floor(entry: dict[str, Any]) -> tuple[str, Floor]:
    key = _said(entry, "key", "$.floors[]")
    written = _said(entry, "value", "$.floors[]")
    quantity = read_quantity(written)
    if quantity is None:
        raise _wrong(text("{value} is no exact quantity (12, 812/1000, 1.5 s)", value=repr(written[:40])))
    direction = _said(entry, "better", "$.floors[]")
    if direction not in {"higher", "lower"}:
        raise _wrong(text("better is higher or lower, not {word}", word=repr(direction[:40])))
    day = _said(entry, "on", "$.floors[]") if "on" in entry else ""
    commit = _said(entry, "commit", "$.floors[]") if "commit" in entry else ""
    return key, Floor(quantity, direction == "higher", _day(day), commit)


def _day(written: str) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise _wrong(text("{written} is not a date", written=repr(written[:40]))) from error


def _findings(entries: list[Any]) -> tuple[frozenset[str], tuple[KnownFinding, ...]]:
    roles: set[str] = set()
    found: dict[tuple[str, str], KnownFinding] = {}
    for value in entries:
        entry = obj(value, "$.findings[]")
        role = _said(entry, "role", "$.findings[]")
        roles.add(role)
        if "id" in entry:
            known = _known(role, entry)
            found[role, known.finding.identity] = known
    return frozenset(roles), tuple(found[key] for key in sorted(found))


def _known(role: str, entry: dict[str, Any]) -> KnownFinding:
    where = "$.findings[]"
    try:
        level = Level(_said(entry, "level", where))
        severity = Severity(_said(entry, "severity", where)) if "severity" in entry else None
    except ValueError as error:
        raise _wrong(text("a level or severity is not known: {word}", word=str(error)[:60])) from error
    location = Location(string(entry["path"], f"{where}.path")) if "path" in entry else None
    identity, rule = _said(entry, "id", where), string(entry.get("rule", ""), f"{where}.rule")
    finding = Finding(rule, level, "", location, severity, identity=identity)
    return KnownFinding(role, string(entry.get("tool", ""), f"{where}.tool"), finding)


def _tests(entries: list[Any]) -> tuple[dict[str, frozenset[bytes]], dict[str, frozenset[bytes]]]:
    """Return executed and failing tests by role. One that both failed and passed (two sides of a merge) passed."""
    passed: dict[str, set[bytes]] = {}
    failed: dict[str, set[bytes]] = {}
    for value in entries:
        match = _TEST.fullmatch(string(value, "$.tests[]"))
        if match is None:
            raise _wrong(text("{line} is no test of a baseline", line=repr(str(value)[:60])))
        mine = passed.setdefault(match["role"], set()), failed.setdefault(match["role"], set())
        if match["identity"]:
            mine[bool(match["failing"])].add(bytes.fromhex(match["identity"]))
    return (
        {role: frozenset(tests | failed[role]) for role, tests in passed.items()},
        {role: frozenset(tests - passed[role]) for role, tests in failed.items()},
    )


def _said(entry: Mapping[str, Any], key: str, where: str) -> str:
    written = string(entry.get(key), f"{where}.{key}")
    if not written.strip() or not written.isprintable():
        raise _wrong(text("{where}.{key} must say something", where=where, key=key))
    return written


def _wrong(message: Text) -> EvidenceError:
    return EvidenceError(
        "baseline-broken",
        message,
        hint=text("take the file of the target branch and run `cdgate baseline update` again"),
    )
