"""What is an answer to a form's question, and what steps out of the form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows import buttons as b
from bot.flows.heard import Heard
from bot.flows.interrupts import interrupts
from tests.unit.flows.making import press, say

CASES: list[tuple[str, str, float, bool]] = [
    # the person steers
    ("back", "go_back", 0.4, True),
    ("skip", "skip", 0.9, False),  # the form itself takes a skip
    ("stop", "stop", 0.3, True),
    ("can we go back a step please", "go_back", 0.9, True),
    ("when he comes back from the pub with his mates", "go_back", 0.3, False),
    ("say that again", "repeat", 0.8, True),
    ("why do you ask", "ask_why", 0.8, True),
    # questions about the subject, put as a question and sure
    ("what is codependency?", "ask_topic", 0.8, True),
    ("what is codependency", "ask_topic", 0.8, True),
    ("wait, isn't that just being kind?", "ask_topic", 0.7, True),
    ("when he stops drinking", "ask_topic", 0.3, False),
    ("boundaries i suppose", "ask_topic", 0.9, False),
    ("am i codependent?", "ask_label", 0.9, True),
    ("should i leave him?", "ask_verdict", 0.9, True),
    # answers
    ("most days", "answer_frequency", 0.9, False),
    ("only when his mum comes", "answer_frequency", 0.4, False),
    ("wednesday after work", "share_story", 0.6, False),
    ("i walk to the pool", "share_sign", 0.6, False),
    ("i'm out till nine, i'll ring you after", "goodbye", 0.75, False),
    ("only tonight", "goodbye", 0.9, False),
    ("i want to stop checking her phone", "stop", 0.9, False),
    ("good night then", "goodbye", 0.9, True),
    ("sunday at 8", "set_reminder", 0.9, False),
    ("remind me on sundays", "set_reminder", 0.9, True),
    ("but what if he just laughs at me?", "share_story", 0.6, True),
    ("hold on, what if he laughs?", "share_story", 0.6, True),
    ("thursday evening?", "share_story", 0.6, False),
    ("he might phone", "out_of_scope", 0.6, False),
    ("blue seventeen", "nlu_fallback", 0.2, False),
    ("what's the weather?", "out_of_scope", 0.9, True),
]


@pytest.mark.parametrize(("text", "intent", "confidence", "expected"), CASES)
def test_a_message_steps_out_of_a_form_or_answers_it(
    text: str, intent: str, confidence: float, expected: bool
) -> None:
    assert interrupts(say(text, intent, confidence=confidence)) is expected


@pytest.mark.parametrize("verdict", ["ask", "act"])
@given(
    text=st.text(max_size=60), intent=st.sampled_from(("answer_frequency", "share_sign", "affirm", "skip"))
)
def test_a_raised_verdict_always_interrupts(verdict: str, text: str, intent: str) -> None:
    assert interrupts(Heard(text, intent, 0.9, verdict=verdict))


@pytest.mark.parametrize("button", b.HOW_OFTEN)
def test_the_buttons_of_a_form_answer_it(button: b.Button) -> None:
    assert not interrupts(press(button))


@pytest.mark.parametrize("button", [b.MY_PICTURE, b.PRIVATE, b.WHAT_IS_IT, b.SMALL_STEPS, b.HELP_LINES])
def test_any_other_button_leaves_the_form(button: b.Button) -> None:
    assert interrupts(press(button))
