"""Help lines: which ones, for which country, and what happens when none are wanted.

Owns choosing and writing them. The numbers are the content's; whether anybody is in danger is bot.safety's to say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.content.library import Library
from bot.content.models import Helpline
from bot.flows import pressure, questions
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Act, Draft, Turn
from bot.safety.answers import declines_lines, names_lines, refuses_lines

MOST = 2
REGION = "region"
"""Kept among the questions already asked: the country is asked for once a conversation."""
SHOWN = "lines"
"""Kept there too once numbers were shown: "the numbers again" fits only then."""
STAY = "lines_stay"
"""And once it was said, after a no to them, that one word brings them back."""
_KINDS = {
    "self": ("crisis", "both"),
    "partner": ("partner", "both"),
    "child": ("emergency", "partner", "both"),
    "harming": ("partner", "both", "crisis"),
    "other": ("crisis", "both", "emergency"),
}
_LIVES = re.compile(r"\b(?:i'?m|i am|we'?re|we are|i live|we live|living|based|here)\b(?: \w+)? in\b", re.I)
_ANY = ("both", "crisis", "partner")


def give_lines(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Give help lines for the person's country, or international ones; take it as said when none are wanted."""
    if heard.words and declines_lines(heard.words):
        return decline(talk, library)
    country = heard.values.get("country") or library.country(heard.words) or talk.region
    unasked = heard.words and not (names_lines(heard.words) or library.country(heard.words))
    if talk.safety_state.no_lines and unasked:
        from bot.flows.reflection import hear  # the two flows hand over to each other

        return hear(talk, heard, library)
    if talk.safety == "safe" and (beside := library.referral(heard.words)) and beside.text not in talk.said:
        draft = Draft(talk)
        draft.say(beside.text, act="refer")
        questions.recall(draft, library)
        return draft.done()
    draft = Draft(_wanting(talk.having(region=country), wanted=True))
    if heard.values.get("who") == "near":
        draft.utter("utter_someone_near", act="offer")
        questions.recall(draft, library)
        return draft.done()
    add_lines(draft, talk.concern or ("partner" if talk.safety == "partner_unsafe" else "any"), library)
    ask_region(draft)
    if talk.question:
        questions.recall(draft, library)
    elif country is not None and not talk.running:
        draft.utter("utter_invite_telling", act="offer")
        return draft.done(question="opening")
    return draft.done()


def told_country(talk: Talk, words: str, library: Library) -> bool:
    """Tell whether a message says where the person lives, once lines were shown; "my sister in spain" does not."""
    wanted = talk.region is None and {REGION, SHOWN} & set(talk.checked) and not talk.safety_state.no_lines
    return bool(wanted and _LIVES.search(words) and library.country(words))


def decline(talk: Talk, library: Library) -> Turn:
    """Take a no to help lines: they are not listed unasked again, and the talk goes on with what the person wants."""
    draft = Draft(_wanting(talk, wanted=False))
    draft.utter("utter_lines_declined", act="reflect")
    questions.recall(draft, library)
    return draft.done()


def heeded(talk: Talk, heard: Heard) -> Talk:
    """Give the talk in which a no to help lines holds that stands beside something graver: that is answered, without lines."""
    refused = not heard.pressed and heard.verdict != "none" and refuses_lines(heard.words)
    return _wanting(talk, wanted=False) if refused else talk


def heeding(before: Talk, turn: Turn) -> Turn:
    """Say first that the no was heard, where it was new in this turn."""
    if before.safety_state.no_lines or not turn.talk.safety_state.no_lines:
        return turn
    if any(bubble.response == "utter_lines_declined" for bubble in turn.bubbles):
        return turn
    draft = Draft(turn.talk)
    draft.utter("utter_lines_declined_beside", act="reflect")
    return replace(turn, bubbles=(*draft.bubbles, *turn.bubbles), talk=draft.talk)


def add_lines(draft: Draft, concern: str, library: Library) -> None:
    """Add one bubble with the two best lines for the concern; only their name where the person declined them."""
    if draft.talk.safety_state.no_lines:
        if STAY not in draft.talk.checked:
            draft.talk = draft.talk.having(checked=(*draft.talk.checked, STAY))
            draft.utter("utter_lines_stay", act="refer")
        return
    kinds = _KINDS.get(concern, _ANY)
    known = library.helplines(draft.talk.region)
    lines = sorted((line for line in known if line.kind in kinds), key=lambda line: kinds.index(line.kind))[:MOST]
    lines = lines or list(library.helplines(None))[:MOST]
    draft.talk = draft.talk.having(checked=tuple(dict.fromkeys((*draft.talk.checked, SHOWN))))
    draft.say("\n".join(line_text(line) for line in lines), act="refer")


def keep_near(draft: Draft, response: str, act: Act = "reflect") -> None:
    """Say something that keeps the way to help in sight; without a word of it where the person wanted none."""
    if draft.talk.safety_state.no_lines:
        draft.utter(f"{response}_quiet", act=act)
    elif response == "utter_harm_left" and SHOWN in draft.talk.checked:
        draft.utter("utter_harm_left_again", act=act)
    else:
        draft.utter(response, act=act)


def part(draft: Draft) -> None:
    """Add where help stays to a goodbye or a pause, if that matters and is wanted; not after a guess that was wrong."""
    talk = draft.talk
    wrong = talk.safety == "watch" and SHOWN not in talk.checked and pressure.false_alarm(talk)
    if talk.safety != "safe" and not talk.safety_state.no_lines and not wrong:
        keep_near(draft, "utter_harm_left", act="refer")


def ask_region(draft: Draft) -> None:
    """Say once that a country brings lines nearby; never a condition, and never twice."""
    talk = draft.talk
    if talk.region is None and REGION not in talk.checked and not talk.safety_state.no_lines:
        draft.talk = talk.having(checked=(*talk.checked, REGION))
        draft.utter("utter_ask_region", act="offer")


def line_text(line: Helpline) -> str:
    """Write one help line: name, how to reach it, hours."""
    ways = [f"call {line.number}" if line.number else "", line.text or "", f"chat at {line.chat}" if line.chat else ""]
    reach = ", ".join(way for way in ways if way) or line.url
    return f"{line.name}: {reach} ({line.hours})."


def _wanting(talk: Talk, wanted: bool) -> Talk:
    """Remember whether lines are wanted; nothing is stored where nothing changed."""
    state = talk.safety_state
    return talk if state.no_lines is not wanted else talk.guarded(state.without_lines(not wanted))
