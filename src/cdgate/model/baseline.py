"""What was good enough before: floors of metrics, identities of findings and of executed tests, as a frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import TEST_IDENTITY_BYTES, Figures, Finding, Source
from cdgate.model.floor import Floor
from cdgate.model.measurement import MetricRequest

KIND = "baseline"
ROLE = "baseline"
# Roles that hold a baseline (or a run record, which counts as one) where the policy does not say what they hold.
ROLES = frozenset({ROLE, "previous", "target-branch"})
IDENTITY_BYTES = TEST_IDENTITY_BYTES  # of an executed test


class KnownFinding(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding that was there before, under the role and from the tool that reported it."""

    role: str
    tool: str
    finding: Finding


class Baseline(msgspec.Struct, frozen=True):
    """Floors by key, findings, and 8-byte identities of executed and of failing tests by role.

    `finding_roles` names the roles whose findings were recorded: without findings in it, a role was clean. A role that
    is not there was not recorded, of which nothing follows.
    """

    kind: ClassVar[str] = KIND
    source: Source
    floors: Mapping[str, Floor] = {}
    finding_roles: frozenset[str] = frozenset()
    findings: tuple[KnownFinding, ...] = ()
    executed: Mapping[str, frozenset[bytes]] = {}
    failing: Mapping[str, frozenset[bytes]] = {}
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return how many floors, findings and tests are kept."""
        return {
            "floors": len(self.floors),
            "findings": len(self.findings),
            "tests": sum(len(tests) for tests in self.executed.values()),
            "failing_tests": sum(len(tests) for tests in self.failing.values()),
        }


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a run record keeps for later runs to compare with, where its policy compares with a baseline.

    Of tests the identities stand one behind the other, sorted. `floors` are those that are in force after the run.
    """

    finding_roles: tuple[str, ...] = ()
    findings: tuple[KnownFinding, ...] = ()
    executed: Mapping[str, bytes] = {}
    failing: Mapping[str, bytes] = {}
    floors: Mapping[str, Floor] = {}


def as_known(baseline: Baseline) -> Known | None:
    """Return what a run record keeps of the baseline, None where that is nothing."""
    known = Known(
        tuple(sorted(baseline.finding_roles)),
        tuple(sorted(baseline.findings, key=lambda known: (known.role, known.finding.identity))),
        {role: b"".join(sorted(tests)) for role, tests in sorted(baseline.executed.items())},
        {role: b"".join(sorted(tests)) for role, tests in sorted(baseline.failing.items()) if tests},
        dict(sorted(baseline.floors.items())),
    )
    return None if known == Known() else known


def identities_in(together: bytes) -> frozenset[bytes]:
    """Return the identities of tests that stand one behind the other."""
    return frozenset(together[at : at + IDENTITY_BYTES] for at in range(0, len(together), IDENTITY_BYTES))


def floor_key(request: MetricRequest, group: str = "") -> str:
    """Return the key of a measurement in a baseline: the metric, then whatever narrows it, always in the same order."""
    scope = request.scope
    parts = [
        *(f"evidence={role}" for role in sorted(request.roles)),
        *(f"path={path}" for path in sorted(scope.paths)),
        *(f"label={name}:{value}" for name, value in sorted(scope.labels)),
        *(("scope=changed",) if scope.changed else ()),
        *(f"{one.field} {one.operator} {','.join(sorted(one.words))}" for one in sorted(request.where, key=str)),
        *((f"{request.per}={group_of(group)}",) if request.per else ()),
    ]
    return " ".join((request.metric, *parts))


def group_of(name: str) -> str:
    """Return the name of a group as a key holds it, which is printed: a file name may have line ends in it."""
    return name if name.isprintable() else name.encode("unicode_escape", "surrogatepass").decode("ascii")


def still_there(group: str, tree: frozenset[str] | None) -> bool:
    """Tell whether the file of a group may be in the tree; without a tree nobody knows."""
    return tree is None or group in tree or ("\\" in group and any(group_of(path) == group for path in tree))
