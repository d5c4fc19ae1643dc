"""What the subcommands share: settings, the way to load the bot, and how a failure ends.

Owns: turning a RuntimeProblem into one line and exit status 1. Must not: import anything heavy when imported.

Example::

    @with_problems
    def chat() -> None: ...
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.runtime.bot import Bot

P = ParamSpec("P")
R = TypeVar("R")


def with_problems(function: Callable[P, R]) -> Callable[P, R]:
    """Let a RuntimeProblem end the command with its one line and exit status 1."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from bot.runtime.errors import RuntimeProblem

        try:
            return function(*args, **kwargs)
        except RuntimeProblem as problem:
            raise click.ClickException(str(problem)) from problem

    return wrapped


async def load_bot(settings: Settings) -> Bot:
    """Load the bot quickly: the cycle collector finds nothing while modules load, and costs a tenth of the time."""
    gc.disable()
    try:
        from bot.runtime.bot import Bot

        return await Bot.load(settings.models, settings)
    finally:
        gc.enable()
        gc.freeze()
