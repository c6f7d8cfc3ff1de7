from __future__ import annotations

import pytest

from cdgate.builtin.readers.sarif_locations import Places, numbers_of, path_of_uri
from cdgate.builtin.readers.sarif_locations import located as located_in
from cdgate.builtin.readers.sarif_log import (
    Artifact,
    ArtifactLocation,
    PhysicalLocation,
    Place,
    Region,
    Result,
    Run,
)
from cdgate.model.location import Location

RUN = Run(
    artifacts=[Artifact(ArtifactLocation("listed.py", "SRC")), Artifact(None)],
    original_uri_base_ids={
        "ROOT": ArtifactLocation("file:///home/ci/shop/"),
        "SRC": ArtifactLocation("src/", "ROOT"),
        "UNKNOWN-PLACE": ArtifactLocation(),
        "LOOP": ArtifactLocation("loop/", "LOOP"),
    },
)


def located(artifact: ArtifactLocation | None, region: Region | None = None) -> Location | None:
    found = Places(RUN).of(Result(locations=[Place(PhysicalLocation(artifact, region))]))
    if found is None:
        return None
    numbers = (0,) * 4 if found[1] is None else numbers_of(found[1])
    return located_in(found[0], [number or 0 for number in numbers])


@pytest.mark.parametrize(
    ("artifact", "path"),
    [
        pytest.param(ArtifactLocation("src/a.py"), "src/a.py", id="relative"),
        pytest.param(ArtifactLocation("a.py", "ROOT"), "/home/ci/shop/a.py", id="base"),
        pytest.param(ArtifactLocation("a.py", "SRC"), "/home/ci/shop/src/a.py", id="chain-of-bases"),
        pytest.param(ArtifactLocation("src/a.py", "UNKNOWN-PLACE"), "src/a.py", id="base-without-uri"),
        pytest.param(ArtifactLocation("src/a.py", "%SRCROOT%"), "src/a.py", id="base-that-is-not-listed"),
        pytest.param(ArtifactLocation("a.py", "LOOP"), "loop/a.py", id="base-of-itself"),
        pytest.param(ArtifactLocation("/abs/a.py", "ROOT"), "/abs/a.py", id="absolute-beside-a-base"),
        pytest.param(ArtifactLocation(index=0), "/home/ci/shop/src/listed.py", id="only-an-index"),
    ],
)
def test_path_of_an_artifact(artifact: ArtifactLocation, path: str) -> None:
    assert located(artifact) == Location(path)


@pytest.mark.parametrize(
    "artifact",
    [
        pytest.param(None, id="none"),
        pytest.param(ArtifactLocation(""), id="empty"),
        pytest.param(ArtifactLocation(index=1), id="listed-without-location"),
        pytest.param(ArtifactLocation(index=7), id="index-out-of-range"),
        pytest.param(ArtifactLocation(index=-1), id="index-below-zero"),
    ],
)
def test_artifact_without_a_uri_is_no_place(artifact: ArtifactLocation | None) -> None:
    assert located(artifact) is None


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        pytest.param("file:///a/b%20c.py", "/a/b c.py", id="percent"),
        pytest.param("src/%E6%B5%8B.py", "src/测.py", id="percent-utf-8"),
        pytest.param("file:///C:/a/b.py", "C:/a/b.py", id="drive"),
        pytest.param("file:///c%3A/a.py", "c:/a.py", id="drive-in-percent"),
        pytest.param("C:\\a\\b.py", "C:/a/b.py", id="drive-without-scheme"),
        pytest.param("file:/a/b.py", "/a/b.py", id="one-slash"),
        pytest.param("FILE://localhost/a.py", "/a.py", id="localhost"),
        pytest.param("file://server/share/a.py", "//server/share/a.py", id="host"),
        pytest.param("https://example.org/a%20b", "https://example.org/a%20b", id="other-scheme"),
        pytest.param("javascript:alert(1)", "javascript:alert(1)", id="no-file-at-all"),
    ],
)
def test_path_of_a_uri(uri: str, path: str) -> None:
    assert path_of_uri(uri) == path


@pytest.mark.parametrize(
    ("region", "location"),
    [
        pytest.param(Region(2, 3, 4, 5), Location("a", 2, 3, 4, 5), id="whole"),
        pytest.param(Region(0, 3), Location("a"), id="line-zero"),
        pytest.param(Region(-5), Location("a"), id="line-below-zero"),
        pytest.param(Region(10**18), Location("a"), id="line-beyond-all-files"),
        pytest.param(Region(9, end_line=1), Location("a", 9), id="end-before-begin"),
        pytest.param(Region(), Location("a"), id="no-lines"),
        pytest.param(None, Location("a"), id="none"),
    ],
)
def test_region(region: Region | None, location: Location) -> None:
    assert located(ArtifactLocation("a"), region) == location


def test_result_without_locations_has_no_place() -> None:
    assert Places(Run()).of(Result()) is None


def test_repeated_artifact_is_resolved_once() -> None:
    places = Places(RUN)
    results = [Result(locations=[Place(PhysicalLocation(ArtifactLocation("a")))]) for _ in range(2)]
    assert {places.of(result) for result in results} == {("a", None)}
