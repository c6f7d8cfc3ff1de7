"""Test cases and what a suite counts of them, as frozen values."""

from __future__ import annotations

import enum
import hashlib
from typing import ClassVar

import msgspec

from cdgate.model.location import Location

TEST_IDENTITY_BYTES = 8


class Outcome(enum.Enum):
    """How a test case ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERRORED = "errored"
    SKIPPED = "skipped"


class TestCase(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A test case that matters to a reader: not passed, flaky, or rerun. `duration_ms` is whole milliseconds.

    `place` is what the report says about where it lies, if the reader was asked for that: a file, or a class.
    """

    __test__: ClassVar[bool] = False
    name: str
    suite: str
    outcome: Outcome
    flaky: bool = False
    message: str = ""
    location: Location | None = None
    duration_ms: int = 0
    place: str = ""

    @property
    def identity(self) -> bytes:
        """The digest by which `TestReport.executed` knows the case."""
        return hashlib.blake2b(f"{self.suite}\0{self.name}".encode(), digest_size=TEST_IDENTITY_BYTES).digest()


class SuiteTotals(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Counts of one test suite by outcome; `flaky` cases are among the passed; `duration_ms` is the sum of the cases.

    `quarantined` cases failed, and the policy says that this fails no gate: no reader counts any. Where a reader was asked
    for places, a suite has totals for each `place` in it, with the identities of the cases executed there.
    """

    suite: str
    passed: int = 0
    failed: int = 0
    errored: int = 0
    skipped: int = 0
    flaky: int = 0
    duration_ms: int = 0
    quarantined: int = 0
    place: str = ""
    executed: bytes = b""

    @property
    def tests(self) -> int:
        """All cases."""
        return self.passed + self.failed + self.errored + self.skipped + self.quarantined
