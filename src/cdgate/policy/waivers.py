"""The waivers of a policy: known criteria, real dates, no longer than allowed."""

from __future__ import annotations

from datetime import date, timedelta

from cdgate.errors import CdgateError
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, ScalarNode
from cdgate.model.policy import Quarantine, Waiver
from cdgate.policy.nearness import nearest
from cdgate.policy.shape import complaint


def max_waiver_days(root: MapNode) -> int | None:
    """Return how many days a waiver may last, None where the policy does not say."""
    node = root.get("max_waiver")
    return int(node.text.rstrip("d ")) if isinstance(node, ScalarNode) else None


def waivers_of(root: MapNode, criteria: tuple[str, ...], errors: list[CdgateError]) -> tuple[Waiver, ...]:
    """Return the waivers; those that name no criterion or last too long stand in `errors` instead."""
    listed = root.get("waivers")
    found = []
    items = listed.items if isinstance(listed, ListNode) else ()
    for node in (item for item in items if isinstance(item, MapNode)):
        said = {key: value for key, value in node if isinstance(value, ScalarNode)}
        faults = [*_unknown_criterion(said["criterion"], criteria), *_too_long(said, root)]
        errors.extend(faults)
        if not faults:
            found.append(_waiver(node, {key: value.text for key, value in said.items()}))
    return tuple(found)


def quarantine_of(root: MapNode) -> tuple[Quarantine, ...]:
    """Return the quarantined tests, in the order written."""
    listed = root.get("quarantine")
    items = listed.items if isinstance(listed, ListNode) else ()
    found = []
    for node in (item for item in items if isinstance(item, MapNode)):
        said = {key: value.text for key, value in node if isinstance(value, ScalarNode)}
        expires = date.fromisoformat(said["expires"])
        found.append(Quarantine(said["test"].strip(), said["reason"], expires, node.position))
    return tuple(found)


def _waiver(node: MapNode, said: dict[str, str]) -> Waiver:
    return Waiver(
        criterion=said["criterion"],
        reason=said["reason"],
        approved_by=said["approved_by"],
        expires=date.fromisoformat(said["expires"]),
        position=node.position,
        finding=said.get("finding", ""),
        path=said.get("path", ""),
    )


def _unknown_criterion(named: ScalarNode, criteria: tuple[str, ...]) -> list[CdgateError]:
    if named.text in criteria:
        return []
    message = text("no criterion is named {criterion}", criterion=repr(named.text))
    return [complaint("unknown-criterion", message, named.position, nearest(named.text, criteria))]


def _too_long(said: dict[str, ScalarNode], root: MapNode) -> list[CdgateError]:
    """Complain of a waiver whose own dates say that it is too long; one without `on` is the engine's to judge."""
    days, limit = max_waiver_days(root), root.get("max_waiver")
    if "on" not in said:
        return []
    given, expires = date.fromisoformat(said["on"].text), date.fromisoformat(said["expires"].text)
    if expires < given:
        message = text(
            "the waiver expires on {expires}, before it was given on {on}", expires=str(expires), on=str(given)
        )
        return [complaint("waiver-dates", message, said["expires"].position, text("correct one of the two dates"))]
    if days is None or limit is None or expires - given <= timedelta(days):
        return []
    message = text(
        "the waiver lasts {found} days, but the limit of {days} days was set at {where}",
        found=(expires - given).days,
        days=days,
        where=str(limit.position),
    )
    return [complaint("waiver-too-long", message, said["expires"].position, text("shorten it and look again by then"))]
