"""Which repository file a test case lies in, as far as its report proves that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

import msgspec

from cdgate.engine.paths import How, PathMatcher, clean
from cdgate.extension import Metric, Reader
from cdgate.message import Text, text
from cdgate.model.evidence import Evidence, EvidenceSet, Item, Source, SuiteTotals, TestReport
from cdgate.model.measurement import MetricRequest
from cdgate.model.policy import Gate, Role
from cdgate.pattern import lazily

# Of a file that holds the class or module of its own name: other languages' runners tell titles, or classes of any file.
_CLASS_FILE = lazily(r"py|java|kts?|groovy|scala|cs|fs|vb|php|rb|swift|erl")
# What test runners look for. Tests are usually left out of coverage reports, so a changed one is not missed there.
TEST_FILE = lazily(
    r"(?:^|/)(?:tests?|spec|specs|__tests__|testing|src/test|androidTest|testdata)/|(?:^|/)(?:test_[^/]*|conftest\.py|"
    r"[^/]*(?:_test|_spec|\.test|\.spec|Tests?|IT|Spec)\.[A-Za-z]+)$"
)
_JOINTS = lazily(r"[./\\:]+")
_INNER = lazily(r"[$+].*")  # classes in a class
_BEHIND = lazily(r"(?<=\w):[0-9]+$")  # the line of a case
MOST_CHARACTERS = 1000  # of a place
SHOWN = 3
LONGEST = 60  # of a place in a message


class PlacingReader(msgspec.Struct):
    """Stands for a reader that is asked for the places of test cases as well; not every reader can tell them."""

    inner: Reader
    name: str
    kind: str
    title: str
    link: str

    def recognises(self, head: bytes, path: str) -> bool:
        """Ask the reader."""
        return self.inner.recognises(head, path)

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        """Return what the reader finds; a suite of a reader that tells no places is its own place."""
        read: Callable[[BinaryIO, Source], Evidence] = getattr(self.inner, "read_places", self.inner.read)
        evidence = read(stream, source)
        if not isinstance(evidence, TestReport) or any(suite.place for suite in evidence.suites):
            return evidence
        return msgspec.structs.replace(
            evidence,
            suites=tuple(msgspec.structs.replace(suite, place=suite.suite) for suite in evidence.suites),
            cases=tuple(msgspec.structs.replace(case, place=case.suite) for case in evidence.cases),
        )


def places_wanted(gates: Iterable[Gate], metrics: Mapping[str, Metric]) -> bool:
    """Tell whether a criterion chooses tests by their files."""
    return any(
        isinstance(need, MetricRequest)
        and metrics[need.metric].needs == TestReport.kind
        and (need.scope.changed or bool(need.scope.paths))
        for gate in gates
        for criterion in gate.criteria
        for need in criterion.rule.needs
    )


def placing(readers: Mapping[str, Reader]) -> Mapping[str, Reader]:
    """Return the readers, those of tests asked for places."""
    return {
        name: PlacingReader(reader, reader.name, reader.kind, reader.title, reader.link)
        if reader.kind == TestReport.kind
        else reader
        for name, reader in readers.items()
    }


def located(evidence: EvidenceSet, roles: Iterable[Role], root: Path) -> EvidenceSet:
    """Return the evidence with the repository files that the places of its test reports may mean."""
    finder = TestFiles(evidence.tree, root)
    roots = {role.name: role.roots for role in roles}

    def placed(item: Item) -> Item:
        report = item.evidence
        if not isinstance(report, TestReport):
            return item
        places = {suite.place for suite in report.suites}
        files = {place: finder.files(place, roots.get(item.role, ())) for place in places}
        return Item(item.role, msgspec.structs.replace(report, files=files), item.labels)

    return EvidenceSet(tuple(map(placed, evidence.items)), evidence.gaps, evidence.tree)


class TestFiles:
    """Finds the repository files that a place may mean: all of them, so that nothing is taken for proved that is not."""

    __test__ = False

    def __init__(self, tree: frozenset[str] | None, root: Path) -> None:
        self._matcher = PathMatcher(tree, root.resolve().as_posix())
        self._by_stem: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        self._packages: dict[str, list[str]] = defaultdict(list)  # of Go, by folder
        self._modules = frozenset(path for path in tree or () if path.rpartition("/")[2] == "go.mod")
        for path in sorted(tree or ()):
            name = path.rpartition("/")[2]
            self._by_name[name].append(path)
            stem, _, ending = name.rpartition(".")
            if _CLASS_FILE.fullmatch(ending.lower()):
                # A folder may be named like several: `Shop.Tests` holds the classes of Shop.Tests.
                self._by_stem[stem].append((path, path.rpartition("/")[0].replace(".", "/").split("/")))
            elif name.endswith("_test.go"):
                self._packages[path.rpartition("/")[0]].append(path)

    def files(self, place: str, roots: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return the files that the place, a path or the name of a class or module, may mean; none where nothing tells."""
        if not place or len(place) > MOST_CHARACTERS:
            return ()
        return self._of_path(place, roots) or self._of_class(place, roots) or self._of_package(place)

    def _of_path(self, place: str, roots: tuple[str, ...]) -> tuple[str, ...]:
        place = _BEHIND.sub("", place)
        match = self._matcher.explain(place, (), roots)
        if match.how is How.UNCHECKED:
            return (match.path,) if match.path and "/" in match.path and not match.path.startswith("/") else ()
        if match.how is How.SEVERAL:
            return match.nearest
        if match.path is None:
            return ()
        written = clean(place)
        if match.how is not How.SAME or written != match.path:
            return (match.path,)
        # A relative path is one below the folder that the runner ran in, which may be any that has such a file.
        ending = f"/{written}"
        return tuple(path for path in self._by_name[written.rpartition("/")[2]] if f"/{path}".endswith(ending))

    def _of_class(self, place: str, roots: tuple[str, ...]) -> tuple[str, ...]:
        names = _JOINTS.split(_INNER.sub("", place))
        for count in range(len(names), 0, -1):
            if any(not name[:1].isupper() for name in names[count:]):  # what lies in a file is a class, not a module
                break
            stem, folders = names[count - 1], names[: count - 1]
            found = [path for path, inside in self._by_stem.get(stem, ()) if _ends_with(inside, folders)]
            if not folders:  # a single word may as well be a title
                found = [path for path in found if TEST_FILE.search(path)]
            if found:
                return _below(roots, found, folders)
        return ()

    def _of_package(self, place: str) -> tuple[str, ...]:
        """Return the test files of the Go package; a run tells no more than the package of a test."""
        last = place.rpartition("/")[2]
        for folder, files in self._packages.items():
            if folder.rpartition("/")[2] == last or f"{folder}/go.mod".removeprefix("/") in self._modules:
                match = self._matcher.explain(f"{place}/{files[0].rpartition('/')[2]}")
                if match.how is How.GO_MODULE and match.path == files[0]:
                    return tuple(files)
        return ()


def _ends_with(path: list[str], folders: list[str]) -> bool:
    return not folders or path[-len(folders) :] == folders


def _below(roots: tuple[str, ...], found: list[str], folders: list[str]) -> tuple[str, ...]:
    """Return the paths, only those that lie right below one of the roots if there are such."""
    inside = {"/".join(filter(None, (clean(root), *folders))) for root in roots}
    return tuple([path for path in found if path.rpartition("/")[0] in inside] or found)


def undecided(evidence: EvidenceSet, chosen: Callable[[str], bool]) -> Text | None:
    """Tell of the test cases of which nothing proves whether they lie in a chosen file, and what to do; None: none."""
    pairs = [(s, r.files.get(s.place, ())) for r in evidence.of(TestReport.kind) for s in r.suites]
    total = sum(suite.tests for suite, _ in pairs)
    lost = [suite for suite, files in pairs if not files]
    torn = [(suite, files) for suite, files in pairs if _tears(files, chosen)]
    if lost:
        return text(
            "{count} of {total} test cases name no file of the repository, such as those of {name}: let the test runner "
            "write files or full class names (pytest: `-o junit_family=xunit1`; jest-junit: `addFileAttribute`)",
            count=sum(suite.tests for suite in lost),
            total=total,
            name=repr(_said(lost[0])),
        )
    if torn:
        suite, files = torn[0]
        return text(
            "{count} of {total} test cases may lie in several files: {name} in {files}; name the folder that the test "
            "runner ran in in `roots` of the evidence, or let it write the files of its tests",
            count=sum(suite.tests for suite, _ in torn),
            total=total,
            name=repr(_said(suite)),
            files=", ".join(files[:SHOWN]) + (", ..." if len(files) > SHOWN else ""),
        )
    return None


def is_torn(evidence: EvidenceSet, chosen: Callable[[str], bool]) -> bool:
    """Tell whether a place may mean chosen files and others."""
    reports: tuple[TestReport, ...] = evidence.of(TestReport.kind)
    return any(_tears(files, chosen) for report in reports for files in report.files.values())


def settled(evidence: EvidenceSet, chosen: Callable[[str], bool], *, inside: bool) -> EvidenceSet:
    """Return the evidence as if places that may mean chosen files and others meant the chosen ones, or the others."""

    def meant(files: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(file for file in files if chosen(file) is inside) if _tears(files, chosen) else files

    items = tuple(
        Item(
            item.role,
            msgspec.structs.replace(
                item.evidence, files={place: meant(files) for place, files in item.evidence.files.items()}
            ),
            item.labels,
        )
        if isinstance(item.evidence, TestReport)
        else item
        for item in evidence.items
    )
    return EvidenceSet(items, evidence.gaps, evidence.tree)


def _tears(files: tuple[str, ...], chosen: Callable[[str], bool]) -> bool:
    return len({chosen(file) for file in files}) > 1


def unidentified(evidence: EvidenceSet) -> Text | None:
    """Tell which reader does not say which of the identities belong to which place; None: all do."""
    for report in evidence.of(TestReport.kind):
        if any(suite.passed and not suite.executed for suite in report.suites):
            return text(
                "the reader {reader} does not tell in which file a passed test lies", reader=report.source.reader
            )
    return None


def _said(suite: SuiteTotals) -> str:
    return (suite.place or suite.suite)[:LONGEST]


def only_in(report: TestReport, chosen: Callable[[str], bool]) -> TestReport:
    """Return the report less the cases of places that mean none of the chosen files."""
    inside = {place for place, files in report.files.items() if any(map(chosen, files))}
    suites = tuple(suite for suite in report.suites if suite.place in inside)
    return msgspec.structs.replace(
        report,
        suites=suites,
        cases=tuple(case for case in report.cases if case.place in inside),
        executed=b"".join(suite.executed for suite in suites),
    )
