"""Writes large reports like those of real tools; the same for the same arguments."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

NOUNS = (
    "anchor badge canal dial ember forge grove harbor inlet jigsaw kernel ledger meadow nozzle orchard pallet quarry "
    "ribbon saddle timber umbra valve willow yard zenith"
).split()
VERBS = "adopt bind carry drop emit fold guard hoist join keep lift merge note order prune raise send trim unify weigh".split()
GIT = ("git", "-c", "user.name=bench", "-c", "user.email=bench@example.invalid", "-c", "gc.auto=0")


class Line(NamedTuple):
    """A line that can be covered: its number, its hits, and (taken, all) branches or None."""

    number: int
    hits: int
    branches: tuple[int, int] | None


def source_path(index: int) -> str:
    """Return the path of the source file with this index."""
    pick = random.Random(f"path {index}")  # noqa: S311  # test data
    return f"part_{index // 300:03d}/{pick.choice(NOUNS)}/{pick.choice(VERBS)}_{pick.choice(NOUNS)}_{index:05d}.py"


def source_lines(index: int) -> tuple[int, list[Line]]:
    """Return how many lines the file has, and those that can be covered."""
    pick = random.Random(f"lines {index}")  # noqa: S311  # test data
    length = min(2500, max(25, int(pick.lognormvariate(5.8, 0.8))))
    share = pick.choice((0.0, 0.5, 0.8, 0.9, 0.95, 1.0, 1.0))
    lines: list[Line] = []
    covered = True
    for number in range(1, length):
        if pick.random() < 1 / 3:
            continue
        if pick.random() < 1 / 8:  # lines are missed in blocks
            covered = pick.random() < share
        branches = None
        if pick.random() < 1 / 7:
            branches = (pick.choice((1, 2, 2, 2)) if covered else 0, 2)
        lines.append(Line(number, int(covered), branches))
    return length, lines


def cobertura(path: Path, megabytes: float) -> int:
    """Write a report as coverage.py does, and return the number of its files."""
    body, count, size, totals = [], 0, 0, [0, 0]
    while size < megabytes * 1e6:
        _, lines = source_lines(count)
        totals[0] += len(lines)
        totals[1] += sum(line.hits for line in lines)
        name = source_path(count)
        text = "".join(_cobertura_line(line) for line in lines)
        part = (
            f'\t\t\t\t<class name="{name.rpartition("/")[2]}" filename="{name}" complexity="0" line-rate="0.9" '
            f'branch-rate="0.8">\n\t\t\t\t\t<methods/>\n\t\t\t\t\t<lines>\n{text}\t\t\t\t\t</lines>\n\t\t\t\t</class>\n'
        )
        body.append(part)
        size += len(part)
        count += 1
    with path.open("w") as file:
        file.write(
            f'<?xml version="1.0" ?>\n<coverage version="7.6.1" timestamp="1750000000000" lines-valid="{totals[0]}" '
            f'lines-covered="{totals[1]}" line-rate="{totals[1] / totals[0]:.4f}" complexity="0">\n\t<sources>\n'
            '\t\t<source>/build</source>\n\t</sources>\n\t<packages>\n\t\t<package name="." line-rate="0.9" '
            'branch-rate="0.8" complexity="0">\n\t\t\t<classes>\n'
        )
        file.writelines(body)
        file.write("\t\t\t</classes>\n\t\t</package>\n\t</packages>\n</coverage>\n")
    return count


def _cobertura_line(line: Line) -> str:
    start = f'\t\t\t\t\t\t<line number="{line.number}" hits="{line.hits}"'
    if line.branches is None:
        return f"{start}/>\n"
    taken, total = line.branches
    missing = "" if taken == total else f' missing-branches="{line.number + 2}"'
    return f'{start} branch="true" condition-coverage="{100 * taken // total}% ({taken}/{total})"{missing}/>\n'


def lcov(path: Path, megabytes: float) -> None:
    """Write a tracefile as geninfo does."""
    with path.open("w") as file:
        index = 0
        while file.tell() < megabytes * 1e6:
            _, lines = source_lines(index)
            rows = [f"TN:\nSF:/build/{source_path(index)}\n"]
            rows += [f"FN:{line.number},run_{line.number}\n" for line in lines[::30]]
            rows += [f"FNDA:{line.hits * 3},run_{line.number}\n" for line in lines[::30]]
            rows += [
                f"BRDA:{line.number},0,{arm},{('1' if arm < line.branches[0] else '0') if line.hits else '-'}\n"
                for line in lines
                if line.branches
                for arm in range(line.branches[1])
            ]
            rows += [f"DA:{line.number},{line.hits * (line.number % 700 + 1)}\n" for line in lines]
            rows.append(f"LF:{len(lines)}\nLH:{sum(line.hits for line in lines)}\nend_of_record\n")
            file.write("".join(rows))
            index += 1


def jacoco(path: Path, megabytes: float) -> None:
    """Write a report as JaCoCo does: on one line, with counters at every level."""
    with path.open("w") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" '
            '"report.dtd"><report name="bench"><sessioninfo id="ci" start="1750000000000" dump="1750000100000"/>'
        )
        index = 0
        while file.tell() < megabytes * 1e6:
            files = range(index, index + 30)
            file.write(f'<package name="org/bench/p{index // 30}">')
            file.writelines(_java_class(one) for one in files)
            file.writelines(_java_source(one) for one in files)
            file.write("</package>")
            index += 30
        file.write("</report>")


def _counters(lines: list[Line]) -> str:
    hit = sum(line.hits for line in lines)
    parts = [("INSTRUCTION", 4 * (len(lines) - hit), 4 * hit), ("LINE", len(lines) - hit, hit), ("METHOD", 0, 1)]
    return "".join(f'<counter type="{kind}" missed="{missed}" covered="{covered}"/>' for kind, missed, covered in parts)


def _java_class(index: int) -> str:
    _, lines = source_lines(index)
    methods = "".join(
        f'<method name="{"&lt;init&gt;" if not start else f"m{start}"}" desc="(Ljava/lang/String;)V" '
        f'line="{lines[start].number}">{_counters(lines[start : start + 8])}</method>'
        for start in range(0, len(lines), 8)
    )
    return f'<class name="org/bench/C{index}" sourcefilename="C{index}.java">{methods}{_counters(lines)}</class>'


def _java_source(index: int) -> str:
    _, lines = source_lines(index)
    rows = []
    for line in lines:
        taken, total = line.branches or (0, 0)
        missed, covered = (0, 4) if line.hits else (4, 0)
        rows.append(f'<line nr="{line.number}" mi="{missed}" ci="{covered}" mb="{total - taken}" cb="{taken}"/>')
    return f'<sourcefile name="C{index}.java">{"".join(rows)}{_counters(lines)}</sourcefile>'


def pytest(path: Path, megabytes: float) -> None:
    """Write test results as pytest does: one suite."""
    pick = random.Random("pytest")  # noqa: S311  # test data
    body: list[str] = []
    size = failures = skipped = 0
    while size < megabytes * 1e6:
        group = f"tests.unit.test_{pick.choice(NOUNS)}_{pick.choice(VERBS)}.Test{pick.choice(NOUNS).title()}"
        for _ in range(pick.randrange(5, 50)):
            name = f"test_{pick.choice(VERBS)}_{pick.choice(NOUNS)}_{pick.choice(VERBS)}[{pick.randrange(99)}]"
            case = f'<testcase classname="{group}" name="{name}" time="{pick.random() ** 3:.3f}"'
            chance = pick.random()
            if chance < 0.01:
                failures += 1
                trace = f"def {name[:20]}():\n&gt;   assert value == 3\nE   assert 4 == 3\n\n" * 6
                case += f'><failure message="assert 4 == 3">{trace}</failure></testcase>'
            elif chance < 0.05:
                skipped += 1
                case += (
                    '><skipped type="pytest.skip" message="no network">tests/a.py:3: no network</skipped></testcase>'
                )
            elif chance < 0.1:
                case += f"><system-out>{'DEBUG step done' * 10}</system-out></testcase>"
            else:
                case += " />"
            body.append(case)
            size += len(case)
    with path.open("w") as file:
        file.write(
            f'<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" errors="0" failures="{failures}" '
            f'skipped="{skipped}" tests="{len(body)}" time="100.0" timestamp="2026-01-05T10:00:00+00:00" hostname="ci">'
        )
        file.writelines(body)
        file.write("</testsuite></testsuites>")


def surefire_suite(pick: random.Random, number: int, declaration: str = "") -> str:
    """Return the report of one test class as surefire writes it."""
    group = f"org.bench.{pick.choice(NOUNS)}.{pick.choice(NOUNS).title()}{number}Test"
    count, failures, rows = pick.randrange(5, 60), 0, []
    for case in range(count):
        rows.append(
            f'  <testcase name="should{pick.choice(VERBS).title()}{case}" classname="{group}" time="0.00{case % 10}"'
        )
        if pick.random() < 0.01:
            failures += 1
            stack = "".join(f"\tat {group}.call{depth}(File.java:{depth})\n" for depth in range(40))
            rows.append(
                f'>\n    <failure message="expected 1" type="org.Error"><![CDATA[{stack}]]></failure>\n  </testcase>\n'
            )
        else:
            rows.append("/>\n")
    properties = "".join(f'    <property name="java.{name}" value="/opt/{name}/lib"/>\n' for name in NOUNS)
    return (
        f'{declaration}<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="3.0" name="{group}" time="1" '
        f'tests="{count}" errors="0" skipped="0" failures="{failures}">\n  <properties>\n{properties}  </properties>\n'
        f"{''.join(rows)}</testsuite>\n"
    )


def surefire(path: Path, megabytes: float) -> None:
    """Write the suites of many classes into one file."""
    pick = random.Random("surefire")  # noqa: S311  # test data
    with path.open("w") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n')
        number = 0
        while file.tell() < megabytes * 1e6:
            file.write(surefire_suite(pick, number))
            number += 1
        file.write("</testsuites>\n")


def many_surefire(folder: Path, count: int) -> None:
    """Write the suites of many classes, each into its own file."""
    folder.mkdir(exist_ok=True)
    pick = random.Random("many")  # noqa: S311  # test data
    for number in range(count):
        text = surefire_suite(pick, number, '<?xml version="1.0" encoding="UTF-8"?>\n')
        (folder / f"TEST-{number:05d}.xml").write_text(text)


def sarif(path: Path, megabytes: float) -> None:
    """Write a log as a large analyser does: rules with help texts, results with contexts and some flows."""
    pick = random.Random("sarif")  # noqa: S311  # test data
    rules = [
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


def repository(folder: Path, files: int, changed: int) -> None:
    """Make a repository with the files of the Cobertura report; the branch `work` changes some lines of `changed`."""
    folder.mkdir(parents=True)
    subprocess.run([*GIT, "init", "--quiet", "--initial-branch", "main"], cwd=folder, check=True)
    texts = {}
    for index in range(files):
        length, _ = source_lines(index)
        texts[index] = [f"    {NOUNS[number % len(NOUNS)]}_{number} = {index}\n" for number in range(1, length + 1)]
        path = folder / source_path(index)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(texts[index]))
    _commit(folder, "base")
    subprocess.run([*GIT, "checkout", "--quiet", "-b", "work"], cwd=folder, check=True)
    for index in range(changed):
        pick = random.Random(f"change {index}")  # noqa: S311  # test data
        for _ in range(6):
            texts[index][pick.randrange(len(texts[index]))] = f"    new_{pick.randrange(10**6)} = 1\n"
        (folder / source_path(index)).write_text("".join(texts[index]))
    _commit(folder, "change")


def _commit(folder: Path, message: str) -> None:
    subprocess.run([*GIT, "add", "--all"], cwd=folder, check=True)
    subprocess.run([*GIT, "commit", "--quiet", "--message", message], cwd=folder, check=True)
