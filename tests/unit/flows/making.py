"""Makes talks and messages for the tests of the flows, by hand and by hypothesis.

Owns builders and strategies. Must not assert.

    talk_with("enabling", words="i ring his boss")
    say("most days", "answer_frequency")
    press(buttons.OFTEN)
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from bot.content.models import SIGN_IDS
from bot.flows.heard import Heard, HeardSign
from bot.flows.talk import Entry, Plan, Talk, Walk
from bot.flows.turn import Button, Turn
from bot.safety.state import SafetyState

LEVELS = ("safe", "watch", "partner_unsafe", "crisis")
POLARITIES = ("affirmed", "denied", "hedged", "past")
OFTEN = ("often", "sometimes", "rarely", "never")


def say(text: str, intent: str, *signs: HeardSign, confidence: float = 0.9, **more: Any) -> Heard:
    """Make a typed message."""
    return Heard(text=text, intent=intent, confidence=confidence, signs=signs, **more)


def press(button: Button) -> Heard:
    """Make the message that a button sends."""
    intent, brace, values = button.payload[1:].partition("{")
    entities = [{"entity": k, "value": v} for k, v in json.loads(brace + values or "{}").items()]
    return Heard.from_message(
        {"text": button.payload, "intent": {"name": intent, "confidence": 1.0}, "entities": entities}
    )


def heard_sign(id: str, words: str = "i do this all the time", **more: Any) -> HeardSign:
    """Make a sign as found in a message."""
    return HeardSign(id=id, words=words, end=len(words), **more)


def talk_with(*signs: str, polarity: Any = "affirmed", words: str = "", **more: Any) -> Talk:
    """Make a talk whose picture holds these signs."""
    picture = {s: Entry(polarity=polarity, words=words) for s in signs}
    return Talk(picture=picture, welcomed=True, **more)


def in_state(talk: Talk, level: str) -> Talk:
    """Give the talk in a safety state."""
    return talk.guarded(SafetyState.of(level))


def texts(turn: Turn) -> list[str]:
    """Give what a turn says: literal texts and names of utterances."""
    return [b.text or b.response or "" for b in turn.bubbles]


def items(turn: Turn) -> set[str]:
    """Give every content id that a turn shows or offers by a button."""
    shown = {i for b in turn.bubbles for i in b.items}
    offered = {
        json.loads("{" + p.partition("{")[2]).get("item")
        for b in turn.bubbles
        for p in (button.payload for button in b.buttons)
        if "{" in p
    }
    return shown | {i for i in offered if i}


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=80)
some_words = words.filter(lambda text: bool(text.split()))
entries = st.builds(
    Entry,
    polarity=st.sampled_from(POLARITIES),
    often=st.sampled_from((None, *OFTEN)),
    words=words,
    when=st.sampled_from(("", "when his mum visits")),
    source=st.sampled_from(("told", "asked")),
)
pictures = st.dictionaries(st.sampled_from(SIGN_IDS), entries, max_size=20)
plans = st.builds(
    Plan,
    item=st.sampled_from(("T1", "K2", "M1", "T3b")),
    when=words,
    action=words,
    obstacle=words,
    sentence=words,
    confidence=st.none() | st.integers(0, 10),
    smaller=words,
)
queues = st.lists(st.sampled_from(SIGN_IDS), unique=True, max_size=6).map(tuple)
walks = st.builds(
    Walk, queue=queues, asked=st.none() | st.sampled_from(SIGN_IDS), total=st.integers(0, 6), kept=words
)
levels = st.sampled_from(LEVELS)


@st.composite
def talks(draw: st.DrawFn) -> Talk:
    """Any talk: any picture, plan, walk and safety state."""
    picture = draw(pictures)
    question = draw(
        st.sampled_from((None, "opening", "check", "deepen", "offer_steps", "choose_item", "after_plan"))
    )
    choices = SIGN_IDS if question == "check" else ("T1", "T2", "K2", "M1")
    talk = Talk(
        question=question,
        picture=picture,
        focus=draw(st.none() | st.sampled_from(sorted(picture))) if picture else None,
        offered=draw(st.lists(st.sampled_from(choices), unique=True, max_size=3).map(tuple)),
        shown=draw(st.lists(st.sampled_from(("T1", "T2", "K1", "K2", "M4", "D1")), unique=True).map(tuple)),
        walk=draw(st.none() | walks),
        plan=draw(st.none() | plans),
        plan_confidence=draw(st.none() | st.integers(-1, 10)),
        noticed_safe=draw(st.sampled_from((None, True, False))),
        misses=draw(st.integers(0, 3)),
        welcomed=True,
    )
    return in_state(talk, draw(levels))
