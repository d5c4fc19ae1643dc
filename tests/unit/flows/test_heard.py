"""A message as Rasa gives it, read into a value; whatever is missing or odd, nothing breaks."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.heard import Heard, beyond, often_in

TEXT = "i pay his fines, and she used to as well"


def sign(value: str, start: int, end: int, **more: object) -> dict[str, object]:
    return {"entity": "sign", "value": value, "start": start, "end": end, **more}


def test_a_sign_keeps_the_words_that_tell_it() -> None:
    heard = Heard.from_message({"text": TEXT, "entities": [sign("enabling", 0, 15, confidence_entity=0.8)]})
    assert heard.signs[0].words == "i pay his fines"
    assert (heard.signs[0].polarity, heard.signs[0].who, heard.signs[0].confidence) == (
        "affirmed",
        "self",
        0.8,
    )


def test_only_the_persons_own_signs_count_each_by_its_surest_reading() -> None:
    heard = Heard.from_message(
        {
            "text": TEXT,
            "entities": [
                sign("enabling", 0, 15, confidence_entity=0.4, role="denied"),
                sign("enabling", 0, 15, confidence_entity=0.9),
                sign("anxiety", 17, 40, group="other"),
            ],
        }
    )
    assert [(s.id, s.polarity) for s in heard.own_signs] == [("enabling", "affirmed")]


def test_a_button_has_values_and_no_words() -> None:
    heard = Heard.from_message(
        {"text": '/answer_frequency{"often": "rarely"}', "entities": [{"entity": "often", "value": "rarely"}]}
    )
    assert heard.pressed and heard.words == "" and heard.how_often() == ("rarely", "")


def test_typed_text_is_one_tidy_line() -> None:
    assert Heard.from_message({"text": "  so\n\n it   is "}).words == "so it is"


def test_how_often_is_read_from_words_with_its_condition() -> None:
    assert often_in("most days") == ("often", "")
    often, when = often_in("only when his mum visits")
    assert often is not None and "his mum visits" in when
    assert often_in("he is a plumber") == (None, "")
    assert often_in("", "nonsense") == (None, "")


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "text": st.none() | st.text(max_size=60),
            "intent": st.none() | st.just({}),
            "entities": st.none() | st.just([]),
            "safety": st.none() | st.just({}),
            "intent_ranking": st.none() | st.just([{"name": None, "confidence": 0.1}]),
        },
    )
)
def test_a_message_with_gaps_is_read(message: dict[str, object]) -> None:
    heard = Heard.from_message(message)
    assert heard.verdict == "none" and heard.signs == () and heard.ranking == ()


@pytest.mark.parametrize(
    ("words", "often", "when", "kept"),
    [
        ("often", "often", "", False),
        ("yes", None, "", False),
        ("i guess often", "often", "", False),
        ("sometimes, when the twins visit", "sometimes", "when the twins visit", False),
        ("most days i eat standing up at the sink", "often", "", True),
        ("he comes first", None, "", True),
    ],
)
def test_a_bare_answer_is_no_quotation(words: str, often: Any, when: str, kept: bool) -> None:
    assert beyond(words, often, when) == (words if kept else "")


@pytest.mark.parametrize(
    ("confidences", "noted", "guessed"), [((0.9, 0.57), 2, False), ((0.9, 0.5), 1, False), ((0.58, 0.55), 0, True)]
)
def test_a_likely_sign_counts_beside_a_sure_one_and_else_is_asked(
    confidences: tuple[float, ...], noted: int, guessed: bool
) -> None:
    signs = ("anxiety", "enabling")
    entities = [
        {"entity": "sign", "value": sign, "role": "affirmed", "group": "self", "start": 0, "end": 4, "confidence_entity": sure}
        for sign, sure in zip(signs, confidences, strict=True)
    ]
    heard = Heard.from_message({"text": "i do it all", "entities": entities})
    assert (len(heard.own_signs), heard.guess is not None) == (noted, guessed)
