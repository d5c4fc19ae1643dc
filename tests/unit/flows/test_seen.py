"""What somebody else could see, and what is said when they walk in."""

from __future__ import annotations

import pytest

from bot.content.library import Library
from bot.flows import seen
from bot.flows.talk import Talk
from tests.unit.flows.making import LEVELS, in_state, say, talk_with, texts

ASKED = [
    ("would she see a call on the phone bill?", "utter_harm_traces"),
    ("can they look at my browser history", "utter_harm_traces"),
    ("can he see this", "utter_harm_traces_here"),
    ("is this private from him?", "utter_harm_traces_here"),
]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("words", "reply"), ASKED)
def test_it_is_answered_in_every_state(lib: Library, level: str, words: str, reply: str) -> None:
    turn = seen.answered(
        in_state(Talk(question="deepen", welcomed=True), level), say(words, "ask_privacy"), lib
    )
    assert turn is not None and texts(turn)[0] == reply
    assert ("utter_seen_door" in texts(turn)) is (level != "partner_unsafe")
    assert turn.talk.safety == level and turn.talk.question == "deepen"


@pytest.mark.parametrize("level", LEVELS)
def test_walking_in_gets_one_line_and_the_talk_waits(lib: Library, level: str) -> None:
    talk = in_state(talk_with("enabling", words="i ring his boss", question="deepen"), level)
    turn = seen.answered(talk, say("gotta go he's here", "goodbye"), lib)
    assert turn is not None and texts(turn) == ["utter_seen_later"]
    assert not any(b.buttons for b in turn.bubbles)
    assert turn.talk.resume == talk.place and turn.talk.safety == level


WATCHED = in_state(
    Talk(flow="safety", concern="partner", question="harm_partner", welcomed=True), "partner_unsafe"
)


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("could she see the call on the phone bill?", "utter_harm_traces"),
        ("he checks the call list, mind", "utter_harm_traces"),
        ("what do you keep on here, he looks at my laptop", "utter_harm_traces_here"),
    ],
)
def test_where_harm_was_told_a_doubtful_word_counts_as_asking(lib: Library, words: str, reply: str) -> None:
    turn = seen.answered(WATCHED, say(words, "ask_about_partner"), lib)
    assert turn is not None and texts(turn)[0] == reply and turn.talk.question == "harm_partner"


def test_a_statement_of_danger_and_a_telling_are_not_taken(lib: Library) -> None:
    grave = say("he's here", "disclose_harm", verdict="act", kind="partner", kinds=("partner",))
    raised = say(
        "would he see this, he hits me if i talk",
        "disclose_harm",
        verdict="ask",
        kind="partner",
        kinds=("partner",),
    )
    for heard in (grave, raised, say("he checks my phone every night", "share_sign")):
        assert seen.answered(Talk(welcomed=True), heard, lib) is None
