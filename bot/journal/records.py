"""What flows may look back at, as immutable values.

Owns their shapes. Must not read or write.

    >>> Past().last_checkin is None
    True
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.journal.schedule import Rule


@dataclass(frozen=True)
class Snapshot:
    """The picture as it was after a change: sign id to the slot's entry."""

    at: datetime
    picture: Mapping[str, Mapping[str, Any]]
    looked: tuple[str, ...] = ()
    """The signs that came up on this visit; the others are as they were before."""


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it was written down, in the shape of the slot."""

    at: datetime
    plan: Mapping[str, Any]


@dataclass(frozen=True)
class CheckIn:
    """How a step went: done, partly, not or unsafe; `words` and `obstacle` are the person's."""

    at: datetime
    went: str
    item: str = ""
    words: str = ""
    obstacle: str = ""


@dataclass(frozen=True)
class Reminder:
    """The reminder a person asked for."""

    rule: Rule
    due: datetime | None
    """When the next one is due; None while it is quiet."""
    unanswered: int = 0
    waiting: bool = False
    """One could not be delivered and is shown at the next visit."""


@dataclass(frozen=True)
class Session:
    """The latest session of a conversation, as a tracker is made from it."""

    events: list[dict[str, Any]]
    """Rasa's event dictionaries, oldest first."""
    last: int | None
    """The id of the last of them; None where there is none."""
    turns: int
    """The person's messages since it was last told shortly, or since it began."""


@dataclass(frozen=True)
class Due:
    """One reminder that is to be sent now, claimed by this process."""

    sender_id: str
    at: datetime
    unanswered: int
    """How many before it had no answer."""


@dataclass(frozen=True)
class Past:
    """What is kept of a person beside the conversation, oldest first."""

    snapshots: tuple[Snapshot, ...] = ()
    plans: tuple[KeptPlan, ...] = ()
    checkins: tuple[CheckIn, ...] = ()
    reminder: Reminder | None = None
    seen: datetime | None = None
    """When they last wrote, before the message that is being answered."""
    now: datetime | None = None
    tell: Callable[[], str] = str
    """Finds `told`, which few flows need."""

    @property
    def told(self) -> str:
        """Give the fullest of the last things they told, where nothing else of it was kept; empty in private mode."""
        return self.tell()

    @property
    def last_checkin(self) -> CheckIn | None:
        """Give the newest check-in."""
        return self.checkins[-1] if self.checkins else None

    @property
    def away(self) -> timedelta:
        """Give how long they have been away."""
        return self.now - self.seen if self.now and self.seen else timedelta(0)
