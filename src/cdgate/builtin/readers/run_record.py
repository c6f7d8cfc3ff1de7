"""Reader of cdgate's own run records, so that a gate can require that an earlier gate passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import Source
from cdgate.model.record import GateRecord
from cdgate.parsing.json import head_of_json, load_json, obj, shaped

if TYPE_CHECKING:
    from cdgate.model.verdict import GateResult, RunRecord, Verdict

SCHEMA = "cdgate.run/1"


class RunRecordReader:
    """The JSON run record that `cdgate check` writes."""

    name = "cdgate-run"
    kind = "run-record"
    title = "cdgate run record"
    link = "https://www.rfc-editor.org/rfc/rfc8259"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by the schema of the record, or by the keys that come first, since the record is sorted."""
        seen = head_of_json(head)
        return seen.words.get("schema", "").startswith("cdgate.run/") or {"as_of", "cdgate_version"} <= seen.keys

    def read(self, stream: BinaryIO, source: Source) -> GateRecord:
        """Return the verdicts of the gates. Raises EvidenceError where they contradict their own criteria."""
        from cdgate.model.verdict import RunRecord

        value = obj(load_json(stream), "$")
        found = value.get("schema")
        if found != SCHEMA:
            raise EvidenceError(
                "unsupported-version",
                text("the schema of this run record is {found}, and {known} is read", found=repr(found), known=SCHEMA),
                hint=text("write the record with the same version of cdgate that reads it"),
            )
        record = shaped(value, RunRecord)
        _check(record)
        return GateRecord(
            msgspec.structs.replace(source, commit=record.commit, produced_at=record.judged_at),
            record.policy_digest,
            {gate.gate: gate.verdict.value for gate in record.gates},
            shortfall=None if record.gates else text("the run record holds no gate"),
            floors={
                key: msgspec.structs.replace(floor, on=record.as_of, commit=record.commit or "")
                for gate in record.gates
                for result in gate.criteria
                for key, floor in result.measured.items()
            },
            known=record.known,
        )


def _check(record: RunRecord) -> None:
    """Refuse a record whose verdicts are not those that its own criteria give, or that was cut."""
    from cdgate.model.baseline import IDENTITY_BYTES
    from cdgate.model.verdict import Verdict

    kept = () if record.known is None else (*record.known.executed.values(), *record.known.failing.values())
    if any(len(tests) % IDENTITY_BYTES for tests in kept):
        raise _contradicts(text("the identities of its tests were cut"))
    names = {gate.gate for gate in record.gates}
    if len(names) != len(record.gates):
        raise _contradicts(text("a gate stands in the record twice"))
    for gate in record.gates:
        if gate.verdict is not _verdict(gate):
            raise _contradicts(
                text(
                    "gate {gate} says {verdict}, its criteria say otherwise", gate=gate.gate, verdict=gate.verdict.value
                )
            )
    failed = any(gate.verdict is Verdict.FAIL for gate in record.gates)
    if failed and record.verdict is not Verdict.FAIL:
        raise _contradicts(text("the record says {verdict}, but a gate in it failed", verdict=record.verdict.value))


def _verdict(gate: GateResult) -> Verdict | None:
    """Return what the criteria of the gate give: FAIL where one blocks or there is none. None where one is no result."""
    from cdgate.model.verdict import State, Verdict

    for result in gate.criteria:
        waived = result.state is State.WAIVED and result.waiver is not None
        if not waived and (result.state is State.WAIVED or result.state is not result.judgement.state):
            return None
    if not gate.criteria or any(result.blocks for result in gate.criteria):
        return Verdict.FAIL
    return Verdict.WARN if any(result.warns for result in gate.criteria) else Verdict.PASS


def _contradicts(message: Text) -> EvidenceError:
    return EvidenceError(
        "record-contradicts",
        message,
        hint=text("the record was changed after it was written: run the earlier gate again"),
    )
