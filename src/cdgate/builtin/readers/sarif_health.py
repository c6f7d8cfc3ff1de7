"""Whether a SARIF run can be judged: an absent result, a failed invocation or an error of the tool is no clean scan."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.readers.sarif_levels import Rules, default_level
from cdgate.builtin.readers.sarif_log import Invocation, Notification, Run
from cdgate.message import Text, text

_HARMLESS = frozenset({"none", "note", "warning"})


def tool_errors_of(run: Run, rules: Rules) -> tuple[str, ...]:
    """Return what the tool says went wrong, never its command line or environment."""
    return tuple(
        complaint for invocation in run.invocations or () for complaint in _complaints(invocation, rules, run.results)
    )


def shortfall_of(run: Run, errors: tuple[str, ...]) -> Text | None:
    """Return why the results of this run cannot be judged, or None."""
    tool = tool_name(run)
    external = run.external_property_file_references
    if not tool:
        return text("a run does not name its tool, so nobody says that anything was scanned")
    if external and external.results:
        return text("{tool} wrote its results to other files, which are not read", tool=tool)
    if run.results is None:
        return text("{tool} wrote no results: it never came to scan", tool=tool)
    if errors:
        return text("{tool} did not finish its scan: {error}", tool=tool, error=errors[0])
    return None


def tool_name(run: Run) -> str:
    """Return the name of the run's driver, or an empty text."""
    driver = run.tool.driver if run.tool else None
    return (driver.name or "").strip() if driver else ""


def _complaints(invocation: Invocation, rules: Rules, results: object) -> Iterator[str]:
    for notification in _notifications(invocation):
        if _level(notification, rules) not in _HARMLESS:
            message = notification.message
            yield (message and (message.text or message.id)) or "an error without a message"
    if invocation.execution_successful is False:
        code = "" if invocation.exit_code is None else f" with exit code {invocation.exit_code}"
        yield f"the invocation failed{code}"
    elif invocation.exit_code and not results:
        # Analysers exit with 1 to say that there are findings; without findings the code says something else.
        yield f"the invocation ended with exit code {invocation.exit_code} and without a finding"


def _notifications(invocation: Invocation) -> Iterator[Notification]:
    yield from invocation.tool_execution_notifications or ()
    yield from invocation.tool_configuration_notifications or ()


def _level(notification: Notification, rules: Rules) -> str:
    if notification.level is not None:
        return notification.level
    return default_level(rules.notification(notification.descriptor))
