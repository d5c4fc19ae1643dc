"""A clear no, a correction, "leave it", a wish of their own: heard whatever intent they were taken for."""

from __future__ import annotations

import json

import pytest

from bot.content.library import Library
from bot.flows import care, check, pressure, pushback
from bot.flows.heard import Heard
from bot.flows.talk import Talk
from bot.flows.turn import Turn
from tests.unit.flows.making import in_state, say, talk_with, texts

INTENTS = (
    "share_sign",
    "share_story",
    "deny",
    "ask_why",
    "go_back",
    "stop",
    "answer_frequency",
    "nlu_fallback",
    "affirm",
)


def guessed(kind: str, talk: Talk, lib: Library, **more: object) -> Talk:
    """Give the talk in which the gentle question was put because the classifier alone raised it."""
    heard = say(
        "something ordinary",
        "disclose_harm",
        confidence=0.97,
        verdict="ask",
        kind=kind,
        kinds=(kind,),
        learned=True,
        **more,
    )
    return care.respond(talk, heard, lib).talk


def taken(talk: Talk, words: str, lib: Library, intent: str = "share_story", **more: object) -> Turn:
    turn = pushback.taken(talk, say(words, intent, **more), lib)
    assert turn is not None
    return turn


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("partner", "frightened? goodness no. she goes to bed early and that is it"),
        ("self_harm", "what, no?? i was talking about my choir"),
    ],
)
def test_a_clear_no_to_a_guess_is_believed_and_the_talk_goes_straight_on(
    lib: Library, kind: str, words: str, intent: str
) -> None:
    asked = guessed(kind, talk_with("enabling", question="deepen", focus="enabling"), lib)
    turn = taken(asked, words, lib, intent)
    assert texts(turn)[:2] == ["utter_harm_misread", "utter_go_on"]
    assert (turn.talk.question, turn.talk.safety, turn.talk.flow) == ("deepen", "watch", "reflection")


@pytest.mark.parametrize(("kind", "about"), [("partner", "partner"), ("self_harm", "self")])
def test_after_a_clear_no_a_guess_is_not_asked_about_again_and_a_statement_is(
    lib: Library, kind: str, about: str
) -> None:
    calm = taken(guessed(kind, Talk(question="opening"), lib), "no, not at all", lib, "deny").talk
    again = care.respond(
        calm,
        say("he asks a lot", "disclose_harm", verdict="ask", kind=kind, kinds=(kind,), learned=True),
        lib,
    )
    assert again.talk.question != f"harm_ask_{about}" and again.talk.safety == "watch"
    told = care.respond(calm, say("an act", "disclose_harm", verdict="act", kind=kind, kinds=(kind,)), lib)
    assert told.talk.question == f"harm_{about}" and told.talk.safety in ("crisis", "partner_unsafe")


def test_a_no_with_a_why_is_answered_with_one_honest_sentence_and_no_question_about_it(lib: Library) -> None:
    turn = taken(
        guessed("partner", Talk(question="opening"), lib),
        "goodness, no. why do you ask me that?",
        lib,
        "ask_why",
    )
    assert texts(turn)[:2] == ["utter_harm_misread", "utter_harm_why"]
    assert turn.talk.question == "go_on"


def test_a_bare_why_is_answered_and_the_question_comes_back_once(lib: Library) -> None:
    asked = guessed("partner", Talk(question="opening"), lib)
    once = taken(asked, "why are you asking me that", lib, "ask_why")
    assert texts(once) == ["utter_harm_why", "utter_recall_harm_ask_partner"]
    assert texts(taken(once.talk, "but why do you ask", lib, "ask_why")) == [
        "utter_harm_why",
        "utter_ask_resume",
    ]


@pytest.mark.parametrize(
    "verdict", [{"verdict": "act"}, {"verdict": "ask"}, {"verdict": "act", "learned": True}]
)
def test_a_statement_of_danger_is_never_taken_for_a_no(lib: Library, verdict: dict[str, object]) -> None:
    asked = guessed("partner", Talk(question="opening"), lib)
    assert (
        pushback.taken(asked, say("no. he only hit me once", "deny", kind="partner", **verdict), lib) is None
    )


@pytest.mark.parametrize(
    "words", ["no, but sometimes when he has had a few", "no. only if i am late", "maybe"]
)
def test_a_no_with_a_but_is_none(lib: Library, words: str) -> None:
    turn = taken(guessed("partner", Talk(question="opening"), lib), words, lib, "deny")
    assert texts(turn)[0] in ("utter_harm_answered", "utter_harm_unsure") and not pressure.settled(
        turn.talk, "partner"
    )


def test_fear_that_is_stated_to_a_question_about_fear_is_not_asked_about_again(lib: Library) -> None:
    talk = talk_with("tolerates_mistreatment", focus="tolerates_mistreatment", question="safe_check")
    turn = taken(talk, "a little scared, i think, yes", lib, "answer_unsure")
    assert turn.talk.safety == "partner_unsafe" and turn.talk.question == "harm_partner"


def unsafe(lib: Library, words: str = "kind of", **more: object) -> Talk:
    """Give a talk in partner_unsafe because of an answer that was read."""
    talk = talk_with("enabling", question="offer_steps", focus="enabling", **more)
    return taken(guessed("partner", talk, lib), words, lib, "answer_unsure").talk


def test_a_correction_takes_back_what_was_read_and_the_talk_goes_on(lib: Library) -> None:
    talk = unsafe(lib)
    assert talk.safety == "partner_unsafe" and talk.safety_state.inferred
    turn = taken(talk, "sorry no, i just mean i'm worn out", lib, "deny")
    assert texts(turn)[0] == "utter_harm_misread"
    assert (turn.talk.safety, turn.talk.question) == ("watch", "offer_steps")


def test_a_correction_does_not_take_back_a_statement(lib: Library) -> None:
    told = care.respond(
        Talk(), say("x", "disclose_harm", verdict="act", kind="partner", kinds=("partner",)), lib
    ).talk
    turn = taken(told, "i didn't mean it like that", lib, "correct_reading")
    assert turn.talk.safety == "partner_unsafe"


@pytest.mark.parametrize("intent", ["stop", "go_back", "skip", "share_story"])
@pytest.mark.parametrize("place", ["asked", "inside"])
def test_leave_it_is_respected_and_the_talk_goes_on(lib: Library, intent: str, place: str) -> None:
    talk = (
        guessed("partner", talk_with("enabling", question="offer_steps"), lib)
        if place == "asked"
        else unsafe(lib)
    )
    turn = taken(talk, "please stop asking me about that", lib, intent)
    assert texts(turn)[0] == "utter_harm_rest"
    assert turn.talk.question == "offer_steps" and turn.talk.safety in ("watch", "partner_unsafe")
    assert pressure.settled(turn.talk, "partner")
    assert check.due_check(turn.talk, "fear_of_abandonment", "", lib) is None


def test_a_step_of_their_own_comes_first_where_it_is_harmless(lib: Library) -> None:
    turn = taken(
        unsafe(lib), "a walk round the pond before work, on my own. can we do that?", lib, "nlu_fallback"
    )
    assert turn.follow == "plan_form" and turn.talk.chosen == "T4"
    assert (turn.talk.plan_action, turn.talk.plan_when) == ("a walk round the pond on my own", "before work")


def test_a_wish_that_points_back_goes_back(lib: Library) -> None:
    talk = unsafe(lib)
    turn = taken(talk, "leave that please. i would like to go back to my quarter of an hour", lib, "go_back")
    assert texts(turn)[:2] == ["utter_harm_rest", "utter_go_on"] and turn.talk.question == "offer_steps"
    form = talk.having(resume={"question": None, "loop": "plan_form"}, chosen="K4")
    assert taken(form, "can i have my quarter of an hour instead", lib).follow == "plan_form"


@pytest.mark.parametrize(
    "words",
    [
        "can we talk with her together",
        "can you help me to be safe",
        "i want to leave him",
        "can i have the numbers",
    ],
)
def test_a_wish_that_involves_the_partner_or_safety_is_not_taken_for_one(lib: Library, words: str) -> None:
    assert pushback.taken(unsafe(lib), say(words, "share_story"), lib) is None


@pytest.mark.parametrize("words", ["please stop asking me that", "i'd rather not talk about it"])
def test_about_their_own_life_leave_it_still_brings_lines_once(lib: Library, words: str) -> None:
    asked = guessed("self_harm", Talk(question="opening"), lib)
    turn = taken(asked, words, lib, "stop")
    assert any(b.act == "refer" for b in turn.bubbles) and turn.talk.safety == "watch"


def test_where_nothing_was_asked_nothing_is_taken(lib: Library) -> None:
    assert (
        pushback.taken(
            talk_with("enabling", question="deepen", focus="enabling"), say("no, leave it", "deny"), lib
        )
        is None
    )
    pressed = Heard(text="/deny" + json.dumps({}), intent="deny", pressed=True)
    assert pushback.taken(guessed("partner", Talk(), lib), pressed, lib) is None


def test_a_clear_no_beside_another_wish_settles_the_question(lib: Library) -> None:
    asked = guessed("self_harm", Talk(question="go_on"), lib)
    after = pushback.freed(asked, say("good heavens, no. what is the difference to love?", "ask_topic"), lib)
    assert pressure.settled(after, "self") and after.question == "go_on"
    unclear = pushback.freed(asked, say("what is the difference to love?", "ask_topic"), lib)
    assert unclear == asked


WATCHED = in_state(Talk(question="harm_partner", flow="safety", concern="partner"), "partner_unsafe")


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("it wasn't abuse or anything, he was tired", "utter_harm_minimised"),
    ],
)
def test_what_helps_at_once_is_answered(lib: Library, words: str, reply: str) -> None:
    turn = taken(WATCHED, words, lib, "ask_about_partner")
    assert texts(turn)[0] == reply and turn.talk.question == "harm_partner"


def test_a_country_told_on_the_way_brings_its_lines(lib: Library) -> None:
    asked = WATCHED.having(checked=("lines",))
    turn = taken(asked, "i'm in ireland, why that link", lib, "ask_why")
    assert turn.talk.region == "IE"
    assert pushback.taken(asked, say("why that link", "ask_why"), lib) != turn


def test_no_fear_named_outright_is_believed_also_beside_a_rule(lib: Library) -> None:
    said = say(
        "no no, i am not afraid of him", "disclose_harm", verdict="ask", kind="partner", kinds=("partner",)
    )
    turn = pushback.taken(WATCHED, said, lib)
    assert turn is not None and turn.talk.safety == "partner_unsafe"
    assert texts(turn)[0] == "utter_harm_not_afraid"  # what was told stands, nobody misread it
