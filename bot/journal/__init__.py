"""What is kept of a person: the conversation, the picture with its dates, plans, check-ins, wishes; export, erasure.

Owns the database's tables, their encryption at rest, and every way in and out of them. Must not import rasa or decide
what is said. A turn is written by the runtime's store, in the same transaction as the conversation's events.

    from bot import journal
    journal.current().past("c1").checkins     # what flows may look back at
    journal.current().export("c1")            # everything, as one JSON-ready value
    journal.current().erase("c1")             # gone, from the file and from its log
"""

from __future__ import annotations

from contextvars import ContextVar

from bot.journal.errors import JournalProblem, KeyMissing, KeyUnusable, Overtaken
from bot.journal.journal import Journal, open_journal
from bot.journal.records import CheckIn, KeptPlan, Past, Snapshot
from bot.journal.schedule import Rule

_current: ContextVar[Journal | None] = ContextVar("journal", default=None)


def use(journal: Journal) -> None:
    """Make this the journal of the turn; actions, which are built without arguments, find it here."""
    _current.set(journal)


def current() -> Journal | None:
    """Give the journal of the turn; None where there is none, as in a test of one action."""
    return _current.get()


def past(sender_id: str) -> Past:
    """Give what is kept of a person beside the conversation; nothing where there is no journal."""
    journal = _current.get()
    return journal.past(sender_id) if journal else Past()


__all__ = [
    "CheckIn",
    "Journal",
    "JournalProblem",
    "KeptPlan",
    "KeyMissing",
    "KeyUnusable",
    "Overtaken",
    "Past",
    "Rule",
    "Snapshot",
    "current",
    "open_journal",
    "past",
    "use",
]
