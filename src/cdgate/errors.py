"""Exit codes and the expected errors: each with a slug, a place and the next step."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import Any, ClassVar

from cdgate.message import Text, text


class ExitCode(enum.IntEnum):
    """What the process tells its caller; described in `docs/errors.md`."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    POLICY = 3
    EVIDENCE = 4
    PLUGIN = 5
    INTERNAL = 70
    INTERRUPTED = 130


class CdgateError(Exception):
    """An expected error: something outside cdgate is wrong and its owner can mend it.

    `slug` has a heading in `docs/errors.md`; `hint` tells the next action.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.INTERNAL

    def __init__(self, slug: str, message: Text, *, hint: Text | None = None) -> None:
        super().__init__(slug, message)
        self.slug = slug
        self.message = message
        self.hint = hint

    @property
    def place(self) -> str:
        """Where the trouble is, in the form editors jump to; empty where there is no place."""
        return ""

    @property
    def members(self) -> tuple[CdgateError, ...]:
        """The single errors told together; an ordinary error is its own only member."""
        return (self,)

    def __reduce__(self) -> tuple[Any, ...]:  # what pickle asks for: readers raise in worker processes
        return _restored, (type(self), self.args, self.__dict__)

    def __str__(self) -> str:
        """Return one English line; the command line renders the same parts in the user's language."""
        where = f"{self.place}: " if self.place else ""
        then = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.message}{then} [{self.slug}]"


class UsageError(CdgateError):
    """The command line cannot be carried out as written."""

    exit_code = ExitCode.USAGE


class PolicyError(CdgateError):
    """A policy file is invalid, unverifiable or loosened; `line` and `column` start at 1, 0 means unknown."""

    exit_code = ExitCode.POLICY

    def __init__(
        self, slug: str, message: Text, *, file: str, line: int = 0, column: int = 0, hint: Text | None = None
    ) -> None:
        super().__init__(slug, message, hint=hint)
        self.file = file
        self.line = line
        self.column = column

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return _place(self.file, self.line, self.column)


class EvidenceError(CdgateError):
    """An evidence file is unreadable, unrecognised, malformed or over a limit.

    A reader raises it without a path; whoever opened the file adds the path with `at`.
    """

    exit_code = ExitCode.EVIDENCE

    def __init__(
        self, slug: str, message: Text, *, path: str = "", line: int = 0, column: int = 0, hint: Text | None = None
    ) -> None:
        super().__init__(slug, message, hint=hint)
        self.path = path
        self.line = line
        self.column = column

    def at(self, path: str) -> EvidenceError:
        """Return the same error with the path of the file in which it arose."""
        return EvidenceError(self.slug, self.message, path=path, line=self.line, column=self.column, hint=self.hint)

    @property
    def place(self) -> str:
        """`path:line:column`, as far as it is known."""
        return _place(self.path, self.line, self.column)


class PluginError(CdgateError):
    """A plugin is missing, duplicate, failed to load, or broke its contract."""

    exit_code = ExitCode.PLUGIN

    def __init__(
        self, slug: str, message: Text, *, plugin: str, distribution: str = "", hint: Text | None = None
    ) -> None:
        super().__init__(slug, message, hint=hint)
        self.plugin = plugin
        self.distribution = distribution

    @property
    def place(self) -> str:
        """The plugin and, where known, the distribution that brings it."""
        return f"{self.plugin} ({self.distribution})" if self.distribution else self.plugin


class ErrorGroup(CdgateError):
    """The errors of one phase, told together; the highest exit code of its members is its own."""

    def __init__(self, errors: Iterable[CdgateError]) -> None:
        self._members = tuple(member for error in errors for member in error.members)
        super().__init__("several-errors", text("{count} errors", count=len(self._members)))
        self.exit_code = max(error.exit_code for error in self._members)  # type: ignore[misc]  # one value per group

    @property
    def members(self) -> tuple[CdgateError, ...]:
        """The single errors, in the order in which they were found."""
        return self._members

    def __str__(self) -> str:
        """Return one English line per member."""
        return "\n".join(str(member) for member in self._members)


def _restored(kind: type[CdgateError], args: tuple[Any, ...], state: dict[str, Any]) -> CdgateError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


def _place(file: str, line: int, column: int) -> str:
    if not line:
        return file
    return f"{file}:{line}:{column}" if column else f"{file}:{line}"
