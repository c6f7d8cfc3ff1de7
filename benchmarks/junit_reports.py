"""Writes large JUnit reports like those of pytest and surefire; the same for the same arguments."""

from __future__ import annotations

import random
from pathlib import Path

from sources import NOUNS, VERBS


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
