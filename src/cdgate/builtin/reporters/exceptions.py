"""What a run knows of exceptions beside those in use: expired and unused waivers, tests in quarantine."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cdgate.builtin.reporters.wording import quarantined_words, subject, waived_by
from cdgate.message import Text, text
from cdgate.model.verdict import RunRecord


class Exceptional(msgspec.Struct, frozen=True):
    """One line of a report: what it is about (`kind` is one word), where the policy says it, and the sentence."""

    name: str
    kind: str
    position: str
    message: Text


def exceptions(record: RunRecord) -> Iterator[Exceptional]:
    """Yield expired waivers, unused waivers, tests in quarantine, and those whose quarantine is over."""
    for waiver in record.expired_waivers:
        words = text("the waiver has expired: {reason} ({who})", reason=waiver.reason, who=waived_by(waiver))
        yield Exceptional(subject(waiver), "waiver-expired", str(waiver.position), words)
    for waiver in record.unused_waivers:
        words = text("nothing needs this waiver: {reason} ({who})", reason=waiver.reason, who=waived_by(waiver))
        yield Exceptional(subject(waiver), "waiver-unused", str(waiver.position), words)
    for one in record.quarantined:
        words = text("in quarantine: {words}", words=quarantined_words(one))
        yield Exceptional(one.entry.test, "quarantine", str(one.entry.position), words)
    for entry in record.expired_quarantine:
        words = text("the quarantine has expired: {reason} (until {day})", reason=entry.reason, day=str(entry.expires))
        yield Exceptional(entry.test, "quarantine-expired", str(entry.position), words)
