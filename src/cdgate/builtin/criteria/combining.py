"""Kleene's three-valued logic over judgements, and sentences joined to one."""

from __future__ import annotations

from collections.abc import Iterable

from cdgate.message import Text, text
from cdgate.model.verdict import State

MOST = 10


def every(states: Iterable[State]) -> State:
    """Return MET where all are MET, UNMET where one is UNMET, else UNKNOWN."""
    found = set(states)
    if State.UNMET in found:
        return State.UNMET
    return State.MET if found <= {State.MET} else State.UNKNOWN


def some(states: Iterable[State]) -> State:
    """Return MET where one is MET, UNMET where all are UNMET, else UNKNOWN."""
    return negated(every(negated(state) for state in states))


def negated(state: State) -> State:
    """Return the opposite; the opposite of UNKNOWN is UNKNOWN."""
    match state:
        case State.MET:
            return State.UNMET
        case State.UNMET:
            return State.MET
        case _:
            return State.UNKNOWN


def joined(messages: Iterable[Text]) -> Text:
    """Return the messages as one, the first ones in full and the rest counted; there is at least one."""
    first, *others = tuple(messages)
    for message in others[: MOST - 1]:
        first = text("{first}; {then}", first=first, then=message)
    hidden = len(others) - (MOST - 1)
    return text("{first}; and {count} more", first=first, count=hidden) if hidden > 0 else first
