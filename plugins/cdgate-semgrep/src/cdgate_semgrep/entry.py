"""A result of semgrep with every key that one has, so that none is lost unseen: what no gate looks at stays text."""

from __future__ import annotations

import msgspec

from cdgate.parsing.json_clean import Integer

Skipped = msgspec.Raw | msgspec.UnsetType


class _Shape(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    pass


class Point(_Shape, frozen=True):
    """Where a finding begins or ends."""

    line: Integer | None = None
    col: Integer | None = None
    offset: Integer | None = None


class Extra(_Shape, frozen=True):
    """What a finding says; `metadata` is that of its rule."""

    metavars: Skipped = msgspec.UNSET
    message: str | None = None
    metadata: Skipped = msgspec.UNSET
    severity: str | None = None
    fingerprint: str | None = None
    lines: Skipped = msgspec.UNSET
    is_ignored: bool | None = None
    validation_state: Skipped = msgspec.UNSET
    engine_kind: Skipped = msgspec.UNSET
    fix: Skipped = msgspec.UNSET
    fixed_lines: Skipped = msgspec.UNSET
    fix_regex: Skipped = msgspec.UNSET
    rendered_fix: Skipped = msgspec.UNSET
    dataflow_trace: Skipped = msgspec.UNSET
    sca_info: Skipped = msgspec.UNSET
    historical_info: Skipped = msgspec.UNSET
    extra_extra: Skipped = msgspec.UNSET


class Entry(_Shape, frozen=True):
    """One result."""

    check_id: str
    path: str
    start: Point | None = None
    end: Point | None = None
    extra: Extra | None = None
