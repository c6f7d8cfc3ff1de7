from __future__ import annotations

import msgspec
import pytest

from cdgate.builtin.reporters.places import evidence_place, from_top, policy_place
from cdgate.model.location import Location
from cdgate.model.verdict import Folders
from tests.unit.builtin.reporters.told import record

RECORD = msgspec.structs.replace(record(), folders=Folders("services/pay", "services"))


@pytest.mark.parametrize(
    ("path", "folder", "whole"),
    [
        ("src/a.py", "", "src/a.py"),
        ("src/a.py", "services/pay", "services/pay/src/a.py"),
        ("../gates.yaml", "services/pay", "services/gates.yaml"),
        ("../../gates.yaml", "services/pay", "gates.yaml"),
        ("../../../gates.yaml", "services/pay", None),
        ("../gates.yaml", "", None),
        ("/etc/passwd", "services/pay", None),
        ("C:\\a.py", "services/pay", None),
        ("", "services/pay", None),
        ("a\nb.py", "services/pay", None),
    ],
)
def test_path_is_told_from_the_top(path: str, folder: str, whole: str | None) -> None:
    assert from_top(path, folder) == whole


def test_place_of_evidence_keeps_its_numbers() -> None:
    assert evidence_place(RECORD, Location("a.py", 3, 4, 5, 6)) == Location("services/pay/a.py", 3, 4, 5, 6)
    assert evidence_place(RECORD, Location("/a.py", 3)) is None
    assert evidence_place(RECORD, None) is None


@pytest.mark.parametrize(
    ("position", "place"),
    [
        ("pay/gates.yaml:3:4", Location("services/pay/gates.yaml", 3, 4)),
        ("../gates.yaml:3:4", Location("gates.yaml", 3, 4)),
        ("main:gates.yaml:3:4", None),
        ("gates.yaml:x:4", None),
        ("gates.yaml:3:x", None),
        ("/gates.yaml:3:4", None),
        ("", None),
    ],
)
def test_place_in_the_policy_is_seen_from_the_call(position: str, place: Location | None) -> None:
    assert policy_place(RECORD, position) == place
