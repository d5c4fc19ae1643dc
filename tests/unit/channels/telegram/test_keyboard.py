"""Buttons keep their whole labels and come back as themselves, or not at all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram import keyboard
from bot.channels.telegram.entities import units
from bot.runtime.turn import ShownButton

OFTEN: ShownButton = {"title": "Often", "payload": '/answer_frequency{"often": "often"}'}
RARELY: ShownButton = {"title": "Rarely", "payload": '/answer_frequency{"often": "rarely"}'}
LONG: ShownButton = {
    "title": "One evening a week that is yours and nobody else's",
    "payload": "/choose" + "x" * 300,
}


def test_a_button_comes_back_as_itself_in_its_own_turn_only() -> None:
    row = keyboard.keyboard([OFTEN, RARELY], 812_345_678)
    assert [key.label for key in row] == ["Often", "Rarely"]
    assert keyboard.find(row[1].data, 812_345_678, [OFTEN, RARELY]) == RARELY
    assert keyboard.find(row[1].data, 812_345_679, [OFTEN, RARELY]) is None
    assert keyboard.find(row[1].data, 812_345_678, [OFTEN]) is None
    assert keyboard.find(row[1].data, None, [OFTEN, RARELY]) is None


@given(st.text(), st.integers(0, 2**62))
def test_any_payload_fits_and_is_found(payload: str, turn: int) -> None:
    button: ShownButton = {"title": "x", "payload": payload}
    (key,) = keyboard.keyboard([button], turn)
    assert 1 <= len(key.data.encode()) <= 64
    assert keyboard.find(key.data, turn, [OFTEN, button]) == button


@given(st.text(), st.integers(0, 2**62))
def test_forged_data_means_nothing(data: str, turn: int) -> None:
    assert keyboard.find(data, turn, [OFTEN, RARELY]) is None


def test_wide_labels_stand_whole_in_the_text_and_numbered_on_the_buttons() -> None:
    buttons = [LONG, OFTEN]
    assert keyboard.needs_list(buttons) and not keyboard.needs_list([OFTEN])
    assert keyboard.listed(buttons) == f"1. {LONG['title']}\n2. Often"
    row = keyboard.keyboard(buttons, 7)
    assert row[0].label == "1. One evening a week that is yours …" and units(row[0].label) <= keyboard.WIDEST
    assert keyboard.find(row[0].data, 7, buttons) == LONG


@given(st.text(min_size=1))
def test_every_label_has_something_to_show_and_fits(title: str) -> None:
    for key in keyboard.keyboard([{"title": title, "payload": "x"}], 7):
        assert key.label.strip() and units(key.label) <= keyboard.WIDEST
        key.label.encode()


def test_typed_words_of_a_button_are_that_button() -> None:
    assert keyboard.by_words(" often ", [RARELY, OFTEN]) == OFTEN
    assert keyboard.by_words("1", [RARELY, OFTEN]) is None, "a number may be an answer"
    assert keyboard.by_words("1", [LONG, OFTEN]) == LONG
    assert keyboard.by_words("very often", [OFTEN]) is None


def test_what_was_chosen_shows_and_does_nothing() -> None:
    (key,) = keyboard.chosen("Often")
    assert (key.label, key.data) == ("✓ Often", keyboard.SPENT)
    assert keyboard.find(key.data, 7, [OFTEN]) is None
