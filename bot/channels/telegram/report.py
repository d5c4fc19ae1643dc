"""What the host reads about the connection: one line when something begins to fail, one when it is over.

Owns: saying each thing once. Must not: hold anybody's words, or the token.

Example::

    trellis: Telegram: Telegram cannot be reached (ClientConnectorError); trying again, nothing is lost
"""

from __future__ import annotations

from bot.runtime.quiet import log


class Report:
    """Remembers what was said last."""

    def __init__(self) -> None:
        self._last = ""

    def trouble(self, problem: str) -> None:
        """Say a problem, unless it was the last thing said."""
        if problem != self._last:
            log.warning("Telegram: %s; trying again, nothing is lost", problem)
            self._last = problem

    def fine(self) -> None:
        """Say that it works again, if it did not."""
        if self._last:
            log.warning("Telegram: it works again")
            self._last = ""

    def note(self, line: str) -> None:
        """Say something that happened once."""
        log.warning("Telegram: %s", line)
