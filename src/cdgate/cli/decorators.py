"""What makes a function a command: its options, and the session handed over."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

import click

from cdgate.cli.options import GLOBAL, Option
from cdgate.cli.session import Session, overridden


def with_options(options: Iterable[Option]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command these options, told in this order."""

    def decorated(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(tuple(options)):
            command = _as_click(option)(command)
        return command

    return decorated


def global_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give the command the options that may stand before or behind its name."""
    return with_options(reversed(GLOBAL))(command)


def pass_session(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the session over as first argument; global options behind the command's name win."""

    @click.pass_context
    def called(context: click.Context, /, **wishes: Any) -> Any:  # whatever the command's own options are
        before = context.find_object(Session) or Session()
        return context.invoke(function, overridden(before, wishes), **wishes)

    return global_options(functools.update_wrapper(called, function))


def _as_click(option: Option) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    if option.default is False:
        return click.option(option.flag, option.wish, is_flag=True, help=option.help)
    kind: click.ParamType[Any] | None = None
    if option.choices:
        kind = click.Choice(option.choices)
    elif isinstance(option.default, int):
        kind = click.IntRange(0)
    return click.option(
        option.flag,
        option.wish,
        default=() if option.many else option.default,
        multiple=option.many,
        type=kind,
        metavar=option.metavar or None,
        envvar=option.envvar or None,
        help=option.help,
    )
