"""When a message was not understood: two best readings, then another way in; never the same excuse twice.

What lies beside the subject (sleep, law, medicine) is declined with who can help.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.flows import navigation, questions
from bot.flows.buttons import button
from bot.flows.heard import Heard
from bot.flows.reflection import hear
from bot.flows.talk import Talk
from bot.flows.turn import Draft, Turn
from bot.language import farewell
from bot.language.sentences import last
from bot.language.spelling import pronounceable

READINGS = 2
INVITED = {"stands_out": 1, "what_holds": 1, "go_on": 4, "deepen": 4, "walk_more": 4, "offer_steps": 4, "offer_walk": 4}
"""Open questions that any telling answers, and from how many words on: "what stands out?" is answered by one."""
SURELY_OUTSIDE = 0.5
_GOES_ON = re.compile(r"^\W*(?:because|cos|cause|coz|bc|since|so that|it's because)\b", re.I)


def clarify(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Offer the two best readings; at a second miss in a row, offer another way in."""
    if talk.running is None and farewell.stops(last(heard.words) or heard.words):
        return navigation.stop(talk, heard, library)
    if _is_an_answer(talk, heard, library):
        return hear(talk, heard, library)
    draft = Draft(talk.having(misses=talk.misses + 1))
    if talk.running:
        draft.utter("utter_clarify_in_form", act="reflect")
        return draft.done()
    if talk.misses == 0 and heard.intent != "out_of_scope":
        best = [name for name, _ in heard.ranking if name in questions.TITLES][:READINGS]
        if len(best) == READINGS or (best and not talk.question):  # one alone is no choice: the open question is better
            readings = [button(questions.TITLES[name], name) for name in best]
            draft.utter("utter_clarify", act="ask", buttons=readings)
            return draft.done()
    if heard.intent == "out_of_scope":
        _decline(draft, heard, library)
    else:
        draft.utter("utter_clarify_again", act="reflect")
    if talk.question:
        questions.recall(draft, library)
    else:
        questions.put(draft, "help", library)
    return draft.done()


def _is_an_answer(talk: Talk, heard: Heard, library: Library) -> bool:
    """Tell whether words are an answer to an invitation to say more, whatever they may be called.

    What is taken for outside the subject is one where that is far from sure, or where it goes on with a reason.
    """
    fewest = INVITED.get(talk.question or "")
    if fewest is None or talk.running or heard.words.rstrip().endswith("?"):
        return False
    words = heard.words.split()
    outside = heard.intent == "out_of_scope" and not _GOES_ON.match(heard.words)
    if outside and (heard.confidence >= SURELY_OUTSIDE or library.referral(heard.words)):
        return False
    return len(words) >= fewest and all(pronounceable(word) for word in words)


def _decline(draft: Draft, heard: Heard, library: Library) -> None:
    """Say that it is outside, and for a neighbour of the subject who knows about it."""
    referral = library.referral(heard.words)
    if referral and referral.text not in draft.talk.said:
        draft.say(referral.text, act="refer")
    else:
        draft.utter("utter_out_of_scope", act="inform")
