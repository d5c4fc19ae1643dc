"""Who is told of every turn: how long it took and how it went, for metrics. Nobody, unless the host wants it.

Owns: what is told, and that it is told whichever way a turn ends. Must not: hand on words, a conversation's id, an
intent or a sign; a watcher could keep them.

Example::

    bot.watcher = Metrics()
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from bot.runtime.errors import StoreUnusable

if TYPE_CHECKING:
    from bot.runtime.turn import Turn

CHANNELS = ("web", "telegram", "scripts")
"""Where a turn can come from. The first two begin the ids of their conversations with their name."""
VERDICTS = ("none", "ask", "act")
ERRORS = ("store", "action", "other")
"""The database failed; an action failed or nothing was said, and the person got an apology; anything else."""


P = ParamSpec("P")


class Watcher(Protocol):
    """Is told of turns."""

    def turn(self, channel: str, seconds: float, verdict: str) -> None:
        """Note a turn that was answered, with the verdict of the safety screen."""

    def error(self, channel: str, kind: str) -> None:
        """Note that something went wrong."""


class Watched(Protocol):
    """Has turns to tell of."""

    watcher: Watcher


W = TypeVar("W", bound=Watched)


class Nobody:
    """Does not listen."""

    def turn(self, channel: str, seconds: float, verdict: str) -> None:
        """Let it pass."""

    def error(self, channel: str, kind: str) -> None:
        """Let it pass."""


def channel_of(conversation: str) -> str:
    """Name the channel of a conversation by how its id begins; what has no such beginning are scripts."""
    beginning = conversation.partition("-")[0]
    return beginning if beginning in CHANNELS else CHANNELS[-1]


def watched(
    take: Callable[Concatenate[W, str, P], Coroutine[Any, Any, Turn]],
) -> Callable[Concatenate[W, str, P], Coroutine[Any, Any, Turn]]:
    """Tell the bot's watcher of each turn that this method takes, waiting for the turn before it included."""

    @functools.wraps(take)
    async def timed(bot: W, conversation: str, /, *args: P.args, **kwargs: P.kwargs) -> Turn:
        channel, began = channel_of(conversation), time.perf_counter()
        try:
            turn = await take(bot, conversation, *args, **kwargs)
        except StoreUnusable:
            bot.watcher.error(channel, "store")
            raise
        except Exception:
            bot.watcher.error(channel, "other")
            raise
        bot.watcher.turn(channel, time.perf_counter() - began, turn.understood["safety"]["verdict"])
        if turn.failures:
            bot.watcher.error(channel, "action")
        return turn

    return timed
