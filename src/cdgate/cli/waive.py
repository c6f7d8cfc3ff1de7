"""`cdgate waive`: write a waiver into gates.yaml, where people review it."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

import click
import msgspec

from cdgate.cli.find_policy import NAME, find_policy
from cdgate.cli.session import Session, pass_session
from cdgate.engine.waive import overlong_waivers
from cdgate.errors import ErrorGroup, ExitCode, PolicyError, UsageError
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.model.policy import Policy
from cdgate.parsing.yaml import compose
from cdgate.policy.load import load_policy
from cdgate.registry import Registry
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain


class Wish(msgspec.Struct, frozen=True):
    """The waiver as it is to be written, and the day."""

    entry: dict[str, str]
    today: date


@click.command()
@click.argument("criterion")
@click.option("--finding", default="", metavar="ID", help="Only this finding, by its identity.")
@click.option("--path", "glob", default="", metavar="GLOB", help="Only files that match.")
@click.option("--reason", required=True, help="Why the exception is right.")
@click.option("--owner", required=True, help="Who answers for it.")
@click.option("--expires", required=True, metavar="DATE", help="The last day on which it holds (YYYY-MM-DD).")
@click.option("--policy", "file", default="", metavar="FILE", help="The policy; default: gates.yaml here or above.")
@pass_session
def waive(
    session: Session, *, criterion: str, finding: str, glob: str, reason: str, owner: str, expires: str, file: str
) -> ExitCode:
    """Write a waiver for CRITERION (`stage.exit.name`) into the policy; the file is only touched if it stays sound."""
    found = find_policy(session, policy=file)
    if found.policy.discovered:
        raise PolicyError(
            "policy-missing",
            text("there is no {name} here or above", name=NAME),
            file=NAME,
            hint=text("write one; docs/policy.md shows how"),
        )
    path = Path(os.path.abspath(found.policy.file))  # noqa: PTH100  # a link stays a link
    said = {"criterion": criterion, "finding": finding, "path": glob, "reason": reason, "approved_by": owner}
    today = datetime.now(UTC).date()
    entry = {**{key: value for key, value in said.items() if value}, "expires": str(_day(expires, today))}
    data = path.read_bytes()
    changed = _with_waiver(data, found.policy.file, entry)
    _check(changed, path, found.policy, found.registry, Wish(entry, today))
    _replace(path, changed)
    told = text("{file}: {criterion} is waived until {day}", file=found.policy.file, criterion=criterion, day=expires)
    sys.stdout.write(f"{plain(told.render(translator(session.words)))}\n")
    return ExitCode.PASSED


def _day(written: str, today: date) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError as problem:
        raise UsageError(
            "bad-date", text("--expires {day} is no date", day=repr(written)), hint=text("write it as YYYY-MM-DD")
        ) from problem
    if day < today:
        raise UsageError("bad-date", text("--expires {day} has passed already", day=written))
    return day


def _with_waiver(data: bytes, file: str, entry: dict[str, str]) -> bytes:
    """Return the file with the waiver as the first of its list, all else as it was."""
    root = compose(data, file)
    end = "\r\n" if b"\r\n" in data else "\n"
    lines = data.decode("utf-8").split("\n")
    key = root.key("waivers") if isinstance(root, MapNode) else None
    listed = root.get("waivers") if isinstance(root, MapNode) else None
    items = listed.items if isinstance(listed, ListNode) else ()
    if listed is not None and items and _sign_at(lines, listed) == "[":
        return _inserted(lines, items[0], f"{_in_one_line(entry)}, ")
    if key is None and _sign_at(lines, root) == "{" and isinstance(root, MapNode) and root.entries:
        return _inserted(lines, root.entries[0][0], f"waivers: [{_in_one_line(entry)}], ")
    if key is None:
        body = data.decode("utf-8")
        return f"{body}{'' if body.endswith(chr(10)) else end}waivers:{end}{_item(entry, '  ', end)}".encode()
    if items:
        at = items[0].position.line - 1
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    else:
        at, indent = key.position.line, "  "
        lines[at - 1] = _opened(lines[at - 1], listed)
    added = _item(entry, indent, end).removesuffix("\n")
    return "\n".join([*lines[:at], added, *lines[at:]]).encode()


def _sign_at(lines: list[str], node: Node) -> str:
    at = node.position.column - 1
    return lines[node.position.line - 1].removeprefix("\ufeff")[at : at + 1]


def _inserted(lines: list[str], node: Node, words: str) -> bytes:
    """Return the file with the words before the node."""
    number, at = node.position.line - 1, node.position.column - 1
    mark = "\ufeff" if lines[number].startswith("\ufeff") else ""
    line = lines[number].removeprefix(mark)
    return "\n".join([*lines[:number], f"{mark}{line[:at]}{words}{line[at:]}", *lines[number + 1 :]]).encode()


def _opened(line: str, listed: object) -> str:
    """Return the line `waivers: []` (or null) with nothing behind the colon but its comment."""
    before, colon, after = line.partition(":")
    written = "[]" if isinstance(listed, ListNode) else listed.text if isinstance(listed, ScalarNode) else ""
    return f"{before}{colon}{after.replace(written, '', 1)}" if written else line


def _item(entry: dict[str, str], indent: str, end: str) -> str:
    first, *rest = (f"{key}: {value}{end}" for key, value in _quoted(entry).items())
    return f"{indent}- {first}" + "".join(f"{indent}  {line}" for line in rest)


def _in_one_line(entry: dict[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in _quoted(entry).items()) + "}"


def _quoted(entry: dict[str, str]) -> dict[str, str]:
    import json

    return {key: value if key == "expires" else json.dumps(value, ensure_ascii=False) for key, value in entry.items()}


def _check(data: bytes, path: Path, before: Policy, registry: Registry, wish: Wish) -> None:
    """Load the policy as it would be. Raises what is wrong with it: then nothing is written."""
    try:
        after = load_policy(
            data,
            file=before.file,
            base=path.parent,
            kinds=registry.criteria,
            metrics=registry.metrics,
            sources=registry.sources,
        )
    except PolicyError as problem:
        if problem.slug in {"yaml-syntax", "yaml-limits"}:  # of what was written: the policy was sound before
            raise _by_hand(before.file, wish.entry) from problem
        raise
    overlong = overlong_waivers(after, wish.today)
    if overlong:
        raise overlong[0] if len(overlong) == 1 else ErrorGroup(overlong)
    if len(after.waivers) != len(before.waivers) + 1 or [g.name for g in after.gates] != [g.name for g in before.gates]:
        raise _by_hand(before.file, wish.entry)


def _by_hand(file: str, entry: dict[str, str]) -> PolicyError:
    return PolicyError(
        "waiver-not-written",
        text("the waiver cannot be written into this file without altering more"),
        file=file,
        hint=text("write it by hand below `waivers:`: {entry}", entry=f"- {_in_one_line(entry)}"),
    )


def _replace(path: Path, data: bytes) -> None:
    """Write the whole file or none of it. Raises PolicyError where it cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(data)
        try:
            temporary.chmod(path.stat().st_mode & 0o777)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise PolicyError(
            "policy-unwritable",
            text("cannot be written: {problem}", problem=problem.strerror or str(problem)),
            file=path.name,
            hint=text("look at the permissions of the folder and the space on the disk"),
        ) from problem
