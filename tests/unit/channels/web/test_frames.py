"""What no page of ours sends is refused with a reason that quotes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.web.frames import MAX_FRAME, BadFrame, Message, read_message, read_token

MARK = "3f2a9c01-d4e7"


def test_a_message_is_an_id_and_words() -> None:
    assert read_message({"id": MARK, "text": "/greet"}, "text") == Message(MARK, "/greet")
    assert read_message({"id": MARK, "payload": ""}, "payload") == Message(MARK, "")


@pytest.mark.parametrize(
    "data",
    [
        None,
        "secret",
        [],
        {},
        {"id": MARK},
        {"text": "secret"},
        {"id": MARK, "text": "secret", "pressed": True},
        {"id": MARK, "payload": "secret"},
        {"id": "short", "text": "secret"},
        {"id": "a" * 65, "text": "secret"},
        {"id": "with blanks in it", "text": "secret"},
        {"id": "näher-dran", "text": "secret"},
        {"id": 12345678, "text": "secret"},
        {"id": MARK, "text": ["secret"]},
        {"id": MARK, "text": None},
        {"id": MARK, "text": "secret" * MAX_FRAME},
        {"id": MARK, "text": "\ud800" * MAX_FRAME},
    ],
)
def test_anything_else_is_refused(data: Any) -> None:
    with pytest.raises(BadFrame) as refused:
        read_message(data, "text")
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("auth", "token"), [(None, None), ({}, None), ({"token": None}, None), ({"token": "x"}, "x")]
)
def test_a_token_may_be_brought_along(auth: Any, token: Any) -> None:
    assert read_token(auth) == token


@pytest.mark.parametrize("auth", ["x", [1], {"token": "x", "sender": "y"}])
def test_a_socket_is_opened_with_nothing_else(auth: Any) -> None:
    with pytest.raises(BadFrame):
        read_token(auth)
