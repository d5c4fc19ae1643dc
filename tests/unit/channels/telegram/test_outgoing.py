"""A turn becomes messages: text, pictures with captions, buttons under the last part."""

from __future__ import annotations

from bot.channels.telegram.keyboard import Key
from bot.channels.telegram.outgoing import CHOOSE, Outgoing, messages, plain
from bot.runtime.turn import Reply, ShownButton

YES: ShownButton = {"title": "Yes", "payload": "/affirm"}
LONG: ShownButton = {"title": "word " * 12, "payload": "/choose"}


def test_a_bubble_is_a_message_with_its_buttons() -> None:
    (first, second) = messages([Reply("**One**"), Reply("Two?", (YES,))], 7)
    assert first == Outgoing("One", ({"type": "bold", "offset": 0, "length": 3},))
    assert second.text == "Two?" and [key.label for key in second.keys] == ["Yes"]


def test_buttons_stand_under_the_last_part() -> None:
    parts = messages([Reply("A sentence here. " * 400, (YES,))], 7)
    assert len(parts) == 2 and parts[0].keys == () and parts[1].keys


def test_long_labels_are_written_out() -> None:
    (message,) = messages([Reply("Which?", (YES, LONG))], 7)
    assert message.text == "Which?\n\n1. Yes\n2. " + ("word " * 12).strip()


def test_buttons_without_a_text_get_one() -> None:
    assert messages([Reply("", (YES,))], 7)[0].text == CHOOSE
    assert messages([Reply("")], 7) == []


def test_a_picture_has_the_text_as_its_caption_unless_it_is_too_long() -> None:
    (short,) = messages([Reply("Your *picture*", (YES,), image="p.png")], 7)
    assert (short.photo, short.text, len(short.keys)) == ("p.png", "Your picture", 1)
    picture, text = messages([Reply("A sentence. " * 100, (YES,), image="p.png")], 7)
    assert (picture.photo, picture.text, picture.keys) == ("p.png", "", ())
    assert text.photo is None and text.keys


def test_a_message_survives_json() -> None:
    (message,) = messages([Reply("**Two**?", (YES,), image="p.png")], 7)
    assert Outgoing.from_dict(message.as_dict()) == message
    linked = plain("x", (Key("Open", url="https://e.org"),))[0]
    assert Outgoing.from_dict(linked.as_dict()) == linked
