"""What analysers report."""

from __future__ import annotations

import msgspec

from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location


class Finding(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What an analyser reports at a place.

    `native` is the tool's own word for the level. `identity` is stable for the same finding in the same text (hex digits);
    `former` is what it was before the change renamed the file.
    `baseline_state` is what the report claims; it is shown, never trusted.
    """

    rule_id: str
    level: Level
    message: str
    location: Location | None = None
    severity: Severity | None = None
    native: str = ""
    identity: str = ""
    suppressed: bool = False
    baseline_state: str = ""
    tags: tuple[str, ...] = ()
    former: str = ""
