"""What is kept, where, and who can delete it. Says only what is true today."""

from __future__ import annotations

from bot.content.library import Library
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.flows.understanding import after


def explain(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say what is stored and what Trellis knows of this person."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_privacy_stored", act="inform")
    count = len(talk.picture)
    if count:
        draft.utter("utter_privacy_known", act="inform", count=str(count))
    return after(draft, library)


def export(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say how a copy is made."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_privacy_export", act="inform")
    return after(draft, library)


def delete(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Say how everything is deleted."""
    draft = Draft(talk.having(misses=0))
    draft.utter("utter_privacy_delete", act="inform")
    return after(draft, library)
