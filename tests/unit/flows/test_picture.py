"""The two columns, and the changing of an answer."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from bot.charts import Picture
from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import picture
from bot.flows.talk import Entry, Plan, Talk, Walk
from bot.flows.turn import Turn
from tests.unit.flows.making import heard_sign, in_state, press, say, talk_with, talks, texts

SHOW = say("my picture", "show_picture")


def lines(turn: Turn) -> str:
    return "\n".join(bubble.values.get("lines", "") for bubble in turn.bubbles)


def shown(turn: Turn) -> list[str]:
    """The labels in the picture, in order."""
    return re.findall(r"^• ([^(:\n]+?)(?= \(|: |$)", lines(turn), re.M)


@given(talk=talks())
def test_the_picture_shows_every_entry_that_is_so_and_no_denied_or_past_one(lib: Library, talk: Talk) -> None:
    held_back = talk.safety in ("partner_unsafe", "crisis")
    wanted = {
        lib.sign(s).label for s in talk.present() if not (held_back and lib.sign(s).side == "codependency")
    }
    assert set(shown(picture.show(talk, SHOW, lib))) == wanted


@given(talk=talks())
def test_an_unsafe_talk_shows_nothing_that_could_inflame(lib: Library, talk: Talk) -> None:
    if talk.safety in ("partner_unsafe", "crisis"):
        text = lines(picture.show(talk, SHOW, lib))
        assert not any(lib.sign(s).label in text for s in talk.picture if lib.sign(s).side == "codependency")


@given(talk=talks())
def test_no_score_and_no_count_is_shown(lib: Library, talk: Talk) -> None:
    for bubble in picture.show(talk, SHOW, lib).bubbles:
        assert not re.search(r"\d+ ?(?:%|/|of|out)", bubble.response or "")
        assert len(bubble.values.get("lines", "").splitlines()) <= picture.PER_BUBBLE


def test_an_empty_picture_says_so_and_offers_questions(lib: Library) -> None:
    assert picture.show(Talk(), SHOW, lib).talk.question == "offer_walk"


ENTRIES = [
    (Entry(often="often", words="i ring his boss"), "• {label} (often): “i ring his boss”"),
    (Entry(polarity="hedged"), "• {label} (perhaps)"),
    (Entry(often="sometimes", when="when he drinks"), "• {label} (sometimes, when he drinks)"),
    (Entry(), "• {label}"),
]


@pytest.mark.parametrize(("entry", "expected"), ENTRIES)
def test_an_entry_reads_as_they_put_it(lib: Library, entry: Entry, expected: str) -> None:
    assert picture.line("enabling", entry, lib) == expected.format(label=lib.sign("enabling").label)


ANSWERS = [
    (b.OFTEN, "affirmed", "often"),
    (b.RARELY, "affirmed", "rarely"),
    (b.NOT_ME, "denied", "never"),
]


@pytest.mark.parametrize(("button", "polarity", "often"), ANSWERS)
def test_an_answer_is_changed(lib: Library, button: b.Button, polarity: str, often: str) -> None:
    talk = talk_with("enabling", focus="enabling", question="change_sign")
    after = picture.update(talk, press(button), lib).talk
    assert (after.picture["enabling"].polarity, after.picture["enabling"].often) == (polarity, often)


def test_the_entry_named_in_words_is_found(lib: Library) -> None:
    talk = talk_with("enabling", "needs_partner_to_decide")
    turn = picture.change(talk, say("change my answer about deciding", "change_answer"), lib)
    assert (turn.talk.focus, turn.talk.question) == ("needs_partner_to_decide", "change_sign")


def test_without_a_name_it_asks_which_one(lib: Library) -> None:
    turn = picture.change(talk_with("enabling", "anxiety"), press(b.CHANGE), lib)
    assert turn.talk.question == "choose_sign"
    assert len(turn.bubbles[-1].buttons) == 2


def test_a_changed_answer_looks_at_the_plan_again(lib: Library) -> None:
    plan = Plan("K3", "monday", "ring my sister")
    talk = talk_with("enabling", focus="enabling", question="change_sign", plan=plan)
    turn = picture.update(talk, press(b.NOT_ME), lib)
    assert "utter_change_plan_rests" in texts(turn)
    assert turn.talk.plan == plan  # still theirs to keep
    kept = picture.update(talk, press(b.OFTEN), lib)
    assert "utter_change_plan_rests" not in texts(kept)


def test_a_changed_answer_in_the_middle_of_the_walk_goes_on_with_the_walk(lib: Library) -> None:
    talk = talk_with(
        "enabling", focus="enabling", question="change_sign", walk=Walk(("anxiety",), "anxiety", 2)
    ).having(resume={"question": None, "loop": "walk_form"})
    turn = picture.update(talk, press(b.OFTEN), lib)
    assert turn.follow == "walk_form" and turn.talk.walk == talk.walk


def test_the_state_of_safety_does_not_change_what_is_kept(lib: Library) -> None:
    talk = in_state(talk_with("enabling", "own_interests"), "crisis")
    assert picture.show(talk, SHOW, lib).talk.picture == talk.picture


def changing(sign: str, **more: object) -> Talk:
    return talk_with("enabling", sign, focus=sign, question="change_sign").having(**more)


def test_a_change_outside_a_form_forgets_the_form_that_broke_off_before(lib: Library) -> None:
    talk = talk_with("enabling", resume={"question": None, "loop": "walk_form"})
    assert picture.change(talk, press(b.CHANGE), lib).talk.resume == {"question": None, "loop": None}


def test_a_finished_walk_is_not_gone_back_to(lib: Library) -> None:
    talk = changing("anxiety", resume={"question": None, "loop": "walk_form"}, walk=None)
    turn = picture.update(talk, press(b.RARELY), lib)
    assert (turn.follow, turn.talk.question) == (None, "stands_out")


def test_a_new_sign_told_while_changing_another_is_heard_as_what_it_is(lib: Library) -> None:
    told = say("i'm always fishing for praise", "share_sign", heard_sign("need_for_approval"))
    talk = picture.update(changing("sense_of_self"), told, lib).talk
    assert talk.picture["need_for_approval"].present
    assert talk.picture["sense_of_self"] == changing("sense_of_self").picture["sense_of_self"]


def test_a_condition_that_is_in_the_quote_is_not_said_twice(lib: Library) -> None:
    entry = Entry(often="sometimes", words="only when he has been drinking", when="when he has been drinking")
    assert picture.line("enabling", entry, lib).count("drinking") == 1
    assert "with his mother" in picture.line("enabling", Entry(often="often", when="with his mother"), lib)


def test_the_drawing_holds_what_the_text_holds(lib: Library) -> None:
    talk = Talk(
        picture={
            "enabling": Entry("affirmed", "often", "i ring his work", "with his mother"),
            "loneliness": Entry("denied"),
            "own_interests": Entry("hedged", None),
        }
    )
    chart = picture.show(talk, SHOW, lib).bubbles[-2].chart
    assert isinstance(chart, Picture)
    assert [(m.side, m.often, m.note, m.words) for m in chart.marks] == [
        ("leans", "often", "with his mother", "“i ring his work”"),
        ("holds", None, "perhaps", ""),
    ]


def test_the_drawing_leaves_out_what_would_inflame(lib: Library) -> None:
    talk = Talk(picture={"enabling": Entry(), "own_interests": Entry()}, safety="partner_unsafe")
    drawn = picture.drawn(talk, lib)
    assert drawn is not None and [m.side for m in drawn.marks] == ["holds"]
    assert picture.drawn(Talk(picture={"enabling": Entry()}, safety="crisis"), lib) is None


def test_an_entry_that_is_named_as_wrong_is_taken_out(lib: Library) -> None:
    talk = talk_with("neglects_own_needs", "anxiety", question="stands_out")
    turn = picture.taken_out(talk, say("the one about my own needs isn't right", "correct_reading"), lib)
    assert turn is not None and set(turn.talk.picture) == {"anxiety"}
    assert picture.taken_out(talk, say("the one about the dog isn't right", "correct_reading"), lib) is None


def test_who_asks_for_the_good_side_sees_that_one(lib: Library) -> None:
    asked = say("and what are my strengths?", "show_picture")
    turn = picture.show(talk_with("enabling", "own_interests"), asked, lib)
    assert "utter_picture_holds" in texts(turn) and "utter_picture_leans" not in texts(turn)
    turn = picture.show(talk_with("enabling"), asked, lib)
    assert texts(turn) == ["utter_picture_no_strength", "utter_ask_what_holds"]


def test_a_strength_that_is_rarely_there_does_not_hold(lib: Library) -> None:
    talk = Talk(picture={"own_interests": Entry("affirmed", "rarely"), "enabling": Entry("affirmed", "rarely")})
    said = picture.show(talk, SHOW, lib)
    assert [t for t in texts(said) if t.startswith("utter_picture")] == ["utter_picture_leans", "utter_picture_thin"]
