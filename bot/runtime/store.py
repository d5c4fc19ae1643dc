"""Where conversations are kept while Rasa talks: its trackers on the journal's tables.

Owns: keeping the trackers of running conversations in memory so that a turn does not read the whole conversation
again. What is stored, and how, is the journal's. Must not: hide a failing disk. Rasa wraps its stores in
``FailSafeTrackerStore``, which goes on in memory without a word; this store is never wrapped, so that nothing is
answered as if it had been kept.

A tracker from memory is used only if the file still ends with the event that was saved last: another process may
have erased the conversation or gone on with it.

Example::

    store = open_store(settings)
    await store.save(tracker)
"""

from __future__ import annotations

from collections import OrderedDict

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered

from bot.journal import Journal
from bot.journal.condense import TURNS
from bot.runtime.database import journal_of
from bot.runtime.tracker import Tracker
from bot.settings import Settings

REMEMBERED = 200
"""Running conversations whose trackers stay in memory, some 100 kB each."""


class ConversationStore(TrackerStore):  # type: ignore[misc]
    """Rasa's trackers, kept in the journal."""

    def __init__(self, journal: Journal) -> None:
        super().__init__(Domain.empty())
        self.journal = journal
        self._running: OrderedDict[str, tuple[int, Tracker]] = OrderedDict()

    def init_tracker(self, sender_id: str) -> Tracker:
        """Give an empty tracker."""
        return Tracker(sender_id, self.domain.slots, max_event_history=self.max_event_history)

    async def retrieve(self, sender_id: str) -> Tracker | None:
        """Return the tracker of the latest session, None if nothing is stored.

        It is taken out of the memory: whoever asks for it may change it, and a turn that fails must not leave a trace.
        """
        last, tracker = self._running.pop(sender_id, (None, None))
        if tracker is not None and last == self.journal.last_id(sender_id):
            return tracker
        return await self.read(sender_id)

    async def read(self, sender_id: str) -> Tracker | None:
        """Return the tracker as the file has it."""
        session = self.journal.session(sender_id)
        if not session.events:
            return None
        tracker: Tracker = Tracker.from_dict(sender_id, session.events, self.domain.slots)
        tracker.kept, tracker.last, tracker.turns = len(session.events), session.last, session.turns
        return tracker

    async def save(self, tracker: Tracker) -> None:
        """Append the events that are new since the tracker was read; none if it was erased in the meantime."""
        new = list(tracker.events)[tracker.kept :]
        if not new:
            return
        last = self.journal.append(tracker.sender_id, [event.as_dict() for event in new], tracker.last)
        if last is None:
            return
        tracker.kept, tracker.last = len(tracker.events), last
        tracker.turns += sum(isinstance(event, UserUttered) for event in new)
        if tracker.turns >= TURNS:  # the next read is a short one, so this long tracker is not remembered
            self.journal.checkpoint(tracker.sender_id)
        elif not any(isinstance(event, SessionStarted) for event in new):
            # After a new session the next read leaves the sessions before it out, so that one is not remembered.
            self._running[tracker.sender_id] = (last, tracker)
            while len(self._running) > REMEMBERED:
                self._running.popitem(last=False)

    def forget(self, sender_id: str) -> None:
        """Drop what is held of a conversation in memory."""
        self._running.pop(sender_id, None)

    async def keys(self) -> list[str]:
        """List the ids of all stored conversations."""
        return self.journal.conversations()

    def close(self) -> None:
        """Let go of the database."""
        self.journal.close()


def open_store(settings: Settings) -> ConversationStore:
    """Open the journal where the settings say, making what is needed. Raises RuntimeProblem with a one-line reason."""
    return ConversationStore(journal_of(settings))
