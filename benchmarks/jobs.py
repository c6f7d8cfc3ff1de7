"""How each tool is asked for the same thing, and how its answer is read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from measure import Command

Answer = Mapping[str, int]
PEERS = ("pycobertura", "diff-cover", "junitparser", "sarif-tools")
JUNIT_SCRIPT = """
import glob, json, sys
from junitparser import Error, Failure, JUnitXml, Skipped
figures = dict(tests=0, failed=0, skipped=0)
failures = []
def suites(xml):
    for part in xml:
        yield part
for path in sorted(glob.glob(sys.argv[1])):
    xml = JUnitXml.fromfile(path)
    for suite in ([xml] if xml._tag == "testsuite" else xml):
        for case in suite:
            figures["tests"] += 1
            results = case.result
            if any(isinstance(result, (Failure, Error)) for result in results):
                figures["failed"] += 1
                failures.append((case.classname, case.name, case._elem.get("file"), results[0].message))
            elif any(isinstance(result, Skipped) for result in results):
                figures["skipped"] += 1
json.dump({"figures": figures, "failures": failures}, sys.stdout)
"""
JSON_SCRIPT = "import json, sys; json.load(open(sys.argv[1]))"


class Tool(NamedTuple):
    """A command, and how to read the figures from its output (None: it gives none to compare)."""

    name: str
    command: Command
    answer: Callable[[str], Answer] | None = None


def environments(folder: Path) -> None:
    """Install each peer from its registry into an environment of its own."""
    for peer in PEERS:
        home = folder / peer
        if not (home / "bin" / peer).exists() and not (home / "ready").exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
            subprocess.run([str(home / "bin/python"), "-m", "pip", "install", "--quiet", peer], check=True)
            (home / "ready").touch()
    missing = [name for name, program in (("lcov", "lcov"), ("libxml2-utils", "xmllint")) if not shutil.which(program)]
    if missing:
        words = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
        subprocess.run([*words] if shutil.which("apt-get") else ["false"], check=False)


def policy(folder: Path, roles: Mapping[str, str], criteria: Sequence[str]) -> None:
    """Write the policy of a job."""
    lines = ["version: 1", "title: Benchmark", "evidence:"]
    lines += [f"  {role}: {settings}" for role, settings in roles.items()]
    lines += ["stages:", "  testing:", "    exit:", *(f"      {criterion}" for criterion in criteria)]
    (folder / "gates.yaml").write_text("\n".join(lines) + "\n")


def cdgate(folder: Path, answer: Callable[[str], Answer] | None, *, jobs: int = 1) -> Tool:
    """The whole process: policy, evidence, verdict, report."""
    program = Path(sys.executable).parent / "cdgate"
    words = [str(program), "check", "--jobs", str(jobs), "--ci", "none", "--report", "json=out.json"]

    def read(_: str) -> Answer:
        record = (folder / "out.json").read_text()
        (folder / "out.json").unlink()  # a run that writes none must not be taken for one that did
        return answer(record) if answer else {}

    return Tool(f"cdgate --jobs {jobs}", Command(words, folder, (0, 1)), read)


def figures(*names: str) -> Callable[[str], Answer]:
    """Read sums of figures from cdgate's record."""

    def read(text: str) -> Answer:
        kept = [one["figures"] for one in json.loads(text)["evidence"]]
        return {name: sum(one.get(name, 0) for one in kept) for name in names}

    return read


def changed(text: str) -> Answer:
    """Read covered and all changed lines from cdgate's record."""
    judged = {one["criterion"]: one for gate in json.loads(text)["gates"] for one in gate["criteria"]}
    observed = judged["testing.exit.changed"]["judgement"]["observed"]
    return {"part": observed["part"], "whole": observed["whole"]}


def xmllint(folder: Path, name: str) -> Tool:
    """The limit: a parser that does nothing else."""
    return Tool("xmllint --stream", Command(["xmllint", "--stream", "--noout", "--huge", name], folder))


def json_load(folder: Path, name: str) -> Tool:
    """The standard parser that does nothing else."""
    return Tool("json.load", Command([sys.executable, "-c", JSON_SCRIPT, name], folder))


def size_of(folder: Path, name: str) -> Tool:
    """Return what stands for the size of a file."""
    return Tool("the file", Command((), folder, file=name))


def pycobertura(peers: Path, folder: Path, name: str) -> Tool:
    """All lines of all files; it counts partly covered lines as missed, so only the number of lines is compared."""
    program = str(peers / "pycobertura/bin/pycobertura")

    def read(text: str) -> Answer:
        return {"lines_coverable": json.loads(text)["total"]["Stmts"]}

    return Tool("pycobertura show", Command([program, "show", "--format", "json", name], folder), read)


def diff_cover(peers: Path, folder: Path, name: str) -> Tool:
    """Coverage of the lines that a branch changes."""
    program = str(peers / "diff-cover/bin/diff-cover")

    def read(_: str) -> Answer:
        found = json.loads((folder.parent / "diff-cover.json").read_text())
        return {"part": found["total_num_lines"] - found["total_num_violations"], "whole": found["total_num_lines"]}

    words = [program, name, "--compare-branch", "main", "--format", "json:../diff-cover.json"]
    return Tool("diff-cover", Command(words, folder), read)


def junitparser(peers: Path, folder: Path, pattern: str) -> Tool:
    """Totals, and the failed cases with their places."""
    program = str(peers / "junitparser/bin/python")

    def read(text: str) -> Answer:
        found: dict[str, int] = json.loads(text)["figures"]
        return found

    return Tool("junitparser", Command([program, "-c", JUNIT_SCRIPT, pattern], folder), read)


def sarif_summary(peers: Path, folder: Path, name: str) -> Tool:
    """Findings by level."""
    program = str(peers / "sarif-tools/bin/sarif")

    def read(text: str) -> Answer:
        return {level: int(number) for level, number in re.findall(r"^(error|warning|note): (\d+)", text, re.MULTILINE)}

    return Tool("sarif summary", Command([program, "summary", name], folder), read)


def lcov_summary(folder: Path, name: str) -> Tool:
    """Covered and all lines."""

    def read(text: str) -> Answer:
        found = re.search(r"lines\.+: \S+ \((\d+) of (\d+) lines\)", text)
        return {"lines_covered": int(found[1]), "lines_coverable": int(found[2])} if found else {}

    return Tool("lcov --summary", Command(["lcov", "--summary", name], folder), read)
