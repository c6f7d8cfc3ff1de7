"""From a run record to its readers: reporters write pages, on standard output or into files that appear whole."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from cdgate.errors import CdgateError, PluginError
from cdgate.extension import Delivery, Reporter
from cdgate.message import text
from cdgate.model.verdict import RunRecord
from cdgate.telling.page import Page

STDOUT = "-"


def publish(
    record: RunRecord, deliveries: Iterable[Delivery], reporters: Mapping[str, Reporter], stdout: Page, *, root: Path
) -> tuple[CdgateError, ...]:
    """Deliver the record everywhere; one output that fails does not stop the others. Returns the failures."""
    errors: list[CdgateError] = []
    for delivery in deliveries:
        reporter = reporters[delivery.reporter]
        try:
            if delivery.target == STDOUT:
                _render(reporter, record, stdout)
                stdout.stream.flush()
            else:
                _to_file(reporter, record, stdout, root / delivery.target, append=delivery.append)
        except OSError as problem:
            errors.append(_undelivered(reporter, delivery.target, problem))
        except CdgateError as error:
            errors.append(error)
    return tuple(errors)


def _render(reporter: Reporter, record: RunRecord, page: Page) -> None:
    try:
        reporter.render(record, page)
    except (OSError, CdgateError):
        raise
    except Exception as problem:
        raise PluginError(
            "reporter-failed",
            text("raised {kind}: {problem}", kind=type(problem).__name__, problem=str(problem)),
            plugin=reporter.name,
            hint=text("report this to the plugin's author; the verdict stands"),
        ) from problem


def _to_file(reporter: Reporter, record: RunRecord, stdout: Page, target: Path, *, append: bool) -> None:
    """Write the whole file or nothing: beside the target first, then renamed over it."""
    stream = io.StringIO()
    _render(reporter, record, Page(stream, language=stdout.language, width=stdout.width))
    data = stream.getvalue().encode("utf-8", "backslashreplace")
    target.parent.mkdir(parents=True, exist_ok=True)
    # A device or a pipe is written to, never replaced by a file of its name.
    if append or (target.exists() and not target.is_file() and not target.is_dir()):
        with target.open("ab") as file:
            file.write(data)
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def _undelivered(reporter: Reporter, target: str, problem: OSError) -> PluginError:
    return PluginError(
        "output-failed",
        text("cannot write {target}: {problem}", target=target, problem=problem.strerror or str(problem)),
        plugin=reporter.name,
        hint=text("standard output was closed or its disk is full")
        if target == STDOUT
        else text("look at the folder's permissions and the free space"),
    )
