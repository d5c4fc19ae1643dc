"""What comes in is read by rule, and nothing that comes in raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram.updates import Update, read, update_id
from tests.support.telegram_updates import CONTENTS, KINDS, documented, fuzzed

CHAT = {"id": 5, "type": "private"}
GROUP = {"id": -5, "type": "group"}


def message(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 2, "chat": CHAT, **content}}


CASES: list[tuple[dict[str, Any], Update | None]] = [
    (message(text="hi"), Update(1, 5, 2, "text", "hi")),
    (message(photo=[], caption="hi"), Update(1, 5, 2, "text", "hi", media=True)),
    (message(photo=[], media_group_id="9"), Update(1, 5, 2, "media", media=True, album="9")),
    (message(voice={}), Update(1, 5, 2, "media", media=True)),
    (message(text="  "), None),
    (message(pinned_message={}), None),
    (message(text="hi", chat=GROUP), Update(1, -5, 2, "group")),
    (message(new_chat_title="x", chat=GROUP), None),
    (message(text="hi", **{"from": {"id": 1, "is_bot": True}}), None),
    (
        {"update_id": 1, "edited_message": {"message_id": 2, "chat": CHAT, "text": "ho"}},
        Update(1, 5, 2, "edit", "ho"),
    ),
    (
        {
            "update_id": 1,
            "callback_query": {"id": "q", "data": "d", "message": {"message_id": 2, "chat": CHAT}},
        },
        Update(1, 5, 2, "press", "d", query="q"),
    ),
    ({"update_id": 1, "callback_query": {"id": "q", "data": "d"}}, None),
    (
        {"update_id": 1, "my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "kicked"}}},
        Update(1, 5, 0, "gone"),
    ),
    ({"update_id": 1, "my_chat_member": {"chat": CHAT, "new_chat_member": {"status": "member"}}}, None),
    (
        {"update_id": 1, "my_chat_member": {"chat": GROUP, "new_chat_member": {"status": "member"}}},
        Update(1, -5, 0, "group"),
    ),
    ({"update_id": 1, "my_chat_member": {"chat": GROUP, "new_chat_member": {"status": "left"}}}, None),
    (
        {
            "update_id": 1,
            "channel_post": {"message_id": 2, "chat": {"id": 1, "type": "channel"}, "text": "x"},
        },
        None,
    ),
    ({"update_id": 1}, None),
]


@pytest.mark.parametrize("place", range(len(CASES)))
def test_each_kind_is_read_by_rule(place: int) -> None:
    raw, wanted = CASES[place]
    assert read(raw) == wanted


def test_every_documented_kind_can_be_read() -> None:
    assert {"message", "callback_query", "chat_boost"} <= KINDS.keys() and "voice" in CONTENTS
    found = [read({"update_id": place, **raw}) for place, raw in enumerate(documented())]
    assert {update.kind for update in found if update} == {"text", "edit", "press", "media", "group"}


@pytest.mark.parametrize("raw", fuzzed(200, seed=11))
def test_no_broken_update_raises(raw: dict[str, Any]) -> None:
    read({"update_id": 1, **raw})


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["update_id", "message", "chat", "id", "type", "text", "callback_query", "data"]),
            inner,
        ),
    ),
    max_leaves=20,
)


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_nothing_raises(raw: object) -> None:
    found = read(raw)
    assert found is None or found.id == update_id(raw)


def test_an_update_survives_json() -> None:
    update = Update(1, 5, 2, "text", "hi", album="9")
    assert Update(**update.as_dict()) == update
