"""Reader of coverage.py's own data file: executed lines, held against the sources that lie in the working directory.

The data file knows what ran and not what could have run, so the sources must be there, at the paths at which they were
measured. The project's coverage configuration is not read: it can name plugins, which would be code of the change under
judgement running in the gate. Lines that only this configuration excludes therefore count.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

if TYPE_CHECKING:
    from coverage import Coverage

_SQLITE = b"SQLite format 3\x00"
_BEFORE_5 = b"!coverage.py: This is a private format"


class CoveragepyDataReader:
    """The SQLite file that coverage.py writes while it measures."""

    name = "coveragepy-data"
    kind = "coverage"
    title = "coverage.py data file"
    link = "https://coverage.readthedocs.io/en/latest/dbschema.html"

    def recognises(self, head: bytes, path: str) -> bool:
        """Tell by SQLite's magic and a file name with `coverage` in it, or by the words of coverage.py before 5.0."""
        if head.startswith(_BEFORE_5):
            return True
        return head.startswith(_SQLITE) and "coverage" in path.replace("\\", "/").rpartition("/")[2].lower()

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the measured files. Raises EvidenceError where a source is not in the work tree."""
        import sqlite3
        import tempfile

        from coverage.exceptions import CoverageException

        from cdgate.parsing.json import bounded

        data = bounded(stream)
        if data.startswith(_BEFORE_5):
            raise _unreadable("it was written by a version before 5.0")
        with tempfile.TemporaryDirectory(prefix="cdgate-") as folder:
            database = Path(folder, "coverage.sqlite")
            database.write_bytes(data)
            try:
                files = tuple(_measured(database))
            except (CoverageException, sqlite3.Error, ValueError, TypeError, LookupError, AssertionError) as error:
                raise _unreadable(str(error).replace(str(database), source.path)) from error
        return CoverageReport(source, files, shortfall=None if any(file.coverable for file in files) else _nothing())


def _measured(database: Path) -> list[FileCoverage]:
    from coverage import Coverage

    coverage = Coverage(data_file=str(database), config_file=False, messages=False)
    names = _names(database)
    sources = {name: _source_of(name) for name in names}
    # With relative paths in the data, coverage.py must not look them up as absolute ones.
    coverage.set_option("run:relative_files", not any(Path(name).is_absolute() for name in names))
    try:
        coverage.load()
        has_branches = coverage.get_data().has_arcs()
        return [_file(coverage, name, path=sources[name], has_branches=has_branches) for name in names]
    finally:
        coverage.get_data().close(force=True)


def _names(database: Path) -> list[str]:
    from coverage import CoverageData

    data = CoverageData(str(database))
    try:
        data.read()
        return sorted(data.measured_files())
    finally:
        data.close(force=True)  # also where it could not be read: coverage.py leaves the database open then


def _source_of(name: str) -> str:
    """Return the path of a measured file in the working directory; nothing outside of it is ever opened."""
    root = Path.cwd().resolve()
    inside = Path(root, name).resolve()
    if not inside.is_relative_to(root) or not inside.is_file():
        raise EvidenceError(
            "sources-missing",
            text("the source of {name} is not in the working directory, so nobody knows its statements", name=name),
            hint=text("run `coverage xml` or `coverage json` where the tests ran, and give cdgate that report"),
        )
    return inside.relative_to(root).as_posix()


def _file(coverage: Coverage, name: str, *, path: str, has_branches: bool) -> FileCoverage:
    from cdgate.builtin.readers.linesets import LineSets

    _, statements, _, missing, _ = coverage.analysis2(name)
    sets = LineSets()
    coverable = sets.build(statements)
    exits = coverage.branch_stats(name) if has_branches else {}
    branches = {line: (taken, total) for line, (total, taken) in sorted(exits.items())}
    return FileCoverage(path, coverable, coverable & ~sets.build(missing), branches)


def _unreadable(reason: str) -> EvidenceError:
    return EvidenceError(
        "coverage-data-unreadable",
        text("coverage.py cannot read this data file: {reason}", reason=reason),
        hint=text("run `coverage xml` or `coverage json` where the tests ran, and give cdgate that report"),
    )


def _nothing() -> Text:
    return text("no file with a statement was measured")
