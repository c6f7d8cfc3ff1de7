"""Writes large coverage reports like those of real tools; the same for the same arguments."""

from __future__ import annotations

from pathlib import Path

from sources import Line, source_lines, source_path


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
            functions, forks = lines[::30], [line for line in lines if line.branches]
            rows += [f"FN:{line.number},run_{line.number}\n" for line in functions]
            rows += [f"FNDA:{line.hits * 3},run_{line.number}\n" for line in functions]
            rows.append(f"FNF:{len(functions)}\nFNH:{sum(line.hits for line in functions)}\n")
            rows += [
                f"BRDA:{line.number},0,{arm},{('1' if arm < line.branches[0] else '0') if line.hits else '-'}\n"
                for line in forks
                for arm in range(line.branches[1])
            ]
            taken = sum(line.branches[0] for line in forks if line.hits)
            rows.append(f"BRF:{sum(line.branches[1] for line in forks)}\nBRH:{taken}\n")
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
