"""The parsed gates.yaml: roles, stages, gates, criteria, waivers."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from cdgate.model.node import Position


class Effect(enum.Enum):
    """What a criterion that does not hold does to its gate."""

    BLOCK = "block"
    WARN = "warn"


class Mode(enum.Enum):
    """`change` judges one change and may block it; `assess` judges a rolling window and never blocks the repair."""

    CHANGE = "change"
    ASSESS = "assess"


class Role(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where the evidence of one role lies: globs relative to the policy's folder, every one of which must match.

    `kind` is what the role holds, where the policy says so; `run` is a command that produces it locally. `git_base` is set
    where git itself is asked for the change: a commit, branch or tag, or `auto`. `exclude` are globs of repository files
    that do not count, whatever the evidence says of them; `roots` are folders below which its paths are looked for first.
    `merge_retries` makes the runs of one test in these files one; `stamped` asks each file to say for which commit it is.
    """

    name: str
    paths: tuple[str, ...]
    position: Position
    kind: str = ""
    format: str = ""
    labels: Mapping[str, str] = {}
    optional: bool = False
    min_files: int = 1
    run: str = ""
    default_globs: bool = False
    git_base: str = ""
    exclude: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    max_age_s: int | None = None
    stamped: bool = False
    merge_retries: bool = False


class Criterion(msgspec.Struct, frozen=True):
    """One condition of a gate. `rule` is an `extension.Rule`; `id` reads `stage.side.name`; words are the policy's own."""

    id: str
    kind: str
    rule: Any  # an extension.Rule; the model does not import the layer above
    position: Position
    effect: Effect = Effect.BLOCK
    mode: Mode = Mode.CHANGE
    warn_until: date | None = None
    title: str = ""
    source: str = ""
    help: str = ""
    ref: str = ""
    level: str = ""


class Gate(msgspec.Struct, frozen=True):
    """The entry or exit criteria of one stage; `name` reads `stage.entry` or `stage.exit`."""

    name: str
    criteria: tuple[Criterion, ...]
    position: Position


class Waiver(msgspec.Struct, frozen=True):
    """A dated, signed exception: for a criterion, or for one finding (identity) or path of it. `expires` is inclusive."""

    criterion: str
    reason: str
    approved_by: str
    expires: date
    position: Position
    finding: str = ""
    path: str = ""


class Quarantine(msgspec.Struct, frozen=True):
    """A flaky test that still runs and is reported, and fails no gate until it expires (`expires` is inclusive)."""

    test: str
    reason: str
    expires: date
    position: Position


class LockedSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """One extended policy as it was used: where from, what that resolved to, and the SHA-256 of its exact bytes."""

    source: str
    resolved: str
    sha256: str
    size_bytes: int = 0


class Policy(msgspec.Struct, frozen=True):
    """A whole policy. `digest` is the SHA-256 of the effective policy: equal text in force, equal digest.

    `format_files` are where formats are declared, apart from the policy itself.
    `max_waiver_days` is how far a waiver may reach beyond the day of judging; None where the policy sets no limit.
    """

    title: str
    roles: tuple[Role, ...]
    gates: tuple[Gate, ...]
    digest: str
    file: str = ""
    waivers: tuple[Waiver, ...] = ()
    quarantine: tuple[Quarantine, ...] = ()
    sources: tuple[LockedSource, ...] = ()
    require_plugins: tuple[str, ...] = ()
    formats: tuple[Any, ...] = ()  # parsing.declared.Format each; the model does not import the layer above
    format_files: tuple[str, ...] = ()
    discovered: bool = False
    max_waiver_days: int | None = None

    def role(self, name: str) -> Role | None:
        """Return the role of that name, or None."""
        return next((role for role in self.roles if role.name == name), None)
