"""A message in, a turn out: what is text, what is a button, what is refused, and what is kept."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.runtime.bot import Bot
from bot.runtime.errors import ActionsBroken, DamagedModel, NoModel, StoreUnusable
from bot.runtime.intake import LIMIT
from bot.settings import Settings

Talk = Callable[[Callable[[Bot], Any]], Any]


async def say(bot: Bot, *lines: str) -> Any:
    """Send lines one after another and return the last turn."""
    for line in lines:
        turn = await bot.send("c", line)
    return turn


def texts(turn: Any) -> list[str]:
    return [reply.text for reply in turn.replies]


def test_a_turn_has_the_shape_that_tools_rely_on(talk: Talk) -> None:
    turn = talk(lambda bot: say(bot, "hi")).as_dict()
    assert turn == {
        "text": "hi",
        "replies": [
            {
                "text": "Hello, I am one.",
                "buttons": [
                    {"title": "Tell me", "payload": "/ask_topic"},
                    {"title": "Stop", "payload": "/stop"},
                ],
                "image": None,
                "items": [],
            }
        ],
        "understood": {
            "text": "hi",
            "intent": {"name": "greet", "confidence": 1.0},
            "signs": [],
            "safety": {"verdict": "none", "kind": None},
        },
        "state": {"flow": None, "safety": "safe", "signs": {}, "plan": None},
    }
    json.dumps(turn)


def test_a_custom_action_sends_bubbles_buttons_and_items_and_sets_slots(talk: Talk) -> None:
    turn = talk(lambda bot: say(bot, "what is it"))
    assert texts(turn) == ["For Ada, one.", "It is a thing."]
    assert turn.replies[1].items == ("D1", "D2")
    assert turn.buttons[0]["title"] == "Again"
    assert turn.state["flow"] == "understanding"


def test_the_state_is_read_from_the_slots(talk: Talk) -> None:
    assert talk(lambda bot: say(bot, "note")).state == {
        "flow": None,
        "safety": "watch",
        "signs": {"enabling": {"polarity": "affirmed", "often": "often"}},
        "plan": {"step": "T1"},
    }


@pytest.mark.parametrize(
    "typed",
    [
        '/ask_topic{"sign": "enabling"}',
        "/ask_topic",
        "/ask_topic@0.9",
        "  /ask_topic",
        "//ask_topic",
        "/restart",
    ],
)
def test_a_typed_command_is_text_and_never_runs(talk: Talk, typed: str) -> None:
    turn = talk(lambda bot: say(bot, typed))
    assert turn.understood["intent"]["name"] == "nlu_fallback"
    assert texts(turn) == ["I did not get that."]
    assert turn.text == typed.strip()


def test_an_offered_button_can_be_pressed_and_shows_its_title(talk: Talk) -> None:
    async def press(bot: Bot) -> Any:
        first = await say(bot, "hi")
        return await bot.send("c", first.buttons[0]["payload"], pressed=True)

    turn = talk(press)
    assert (turn.text, turn.understood["intent"]["name"]) == ("Tell me", "ask_topic")


def test_what_a_button_refers_to_is_no_sign_found_in_words(talk: Talk) -> None:
    async def press(bot: Bot) -> Any:
        first = await say(bot, "explain")
        return await bot.send("c", first.buttons[0]["payload"], pressed=True)

    turn = talk(press)
    assert turn.understood["intent"]["name"] == "ask_topic"
    assert turn.understood["signs"] == []


@pytest.mark.parametrize("payload", ["/stop", '/ask_topic{"sign": "anxiety"}', "/restart", "nonsense", ""])
def test_a_button_that_was_not_offered_is_refused_and_the_open_ones_stay(talk: Talk, payload: str) -> None:
    async def press(bot: Bot) -> Any:
        before = await say(bot, "hi", "explain")
        return before, await bot.send("c", payload, pressed=True)

    before, turn = talk(press)
    assert "earlier moment" in turn.replies[0].text
    assert turn.buttons == before.buttons
    assert turn.state == before.state


def test_buttons_of_the_turn_before_last_are_gone(talk: Talk) -> None:
    async def press(bot: Bot) -> Any:
        first = await say(bot, "hi")
        await say(bot, "plan")
        return await bot.send("c", first.buttons[0]["payload"], pressed=True)

    assert "earlier moment" in talk(press).replies[0].text


def test_buttons_can_be_pressed_after_a_restart(settings: Settings) -> None:
    async def first() -> None:
        bot = await Bot.load(settings.models, settings)
        await say(bot, "hi")
        await bot.close()

    async def second() -> Any:
        bot = await Bot.load(settings.models, settings)
        turn = await bot.send("c", "/ask_topic", pressed=True)
        await bot.close()
        return turn

    asyncio.run(first())
    assert asyncio.run(second()).text == "Tell me"


@pytest.mark.parametrize("line", ["", "   ", "\n", "\x00\x07", "/", " // ", "\u202e"])
def test_a_line_without_words_gets_an_answer_and_changes_nothing(talk: Talk, line: str) -> None:
    async def empty(bot: Bot) -> Any:
        before = await say(bot, "explain")
        return before, await bot.send("c", line)

    before, turn = talk(empty)
    assert texts(turn) == ["Take your time."]
    assert turn.state == before.state and turn.buttons == before.buttons


def test_a_message_over_the_limit_is_kept_whole_and_answered(talk: Talk, settings: Settings) -> None:
    long = "word " * (LIMIT // 5 + 1)

    async def too_long(bot: Bot) -> Any:
        before = await say(bot, "explain")
        turn = await bot.send("c", long)
        return before, turn, await say(bot, "note"), bot.journal.events("c")

    before, turn, after, stored = talk(too_long)
    assert turn.too_long and "a lot at once" in turn.replies[0].text
    assert turn.buttons == before.buttons and turn.state == before.state
    assert texts(after) == ["Noted."]
    assert any(event["text"] == long.strip() for event in stored if event["event"] == "user")


@pytest.mark.parametrize("words", ["我很难过", "😢😢", "مرحبا", "\ud83d", "a\x00b", "x" * LIMIT])
def test_every_script_and_stray_byte_gets_an_answer(talk: Talk, words: str) -> None:
    turn = talk(lambda bot: say(bot, words))
    assert turn.replies and not turn.too_long
    json.dumps(turn.as_dict()).encode()


def test_the_conversation_is_opened_with_the_greeting(talk: Talk) -> None:
    turn = talk(lambda bot: bot.open("c"))
    assert texts(turn) == ["Hello, I am one."] and turn.text == ""


def test_a_failing_action_gets_a_kind_line_and_the_log_holds_no_words(
    talk: Talk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async def broken(bot: Bot) -> Any:
        return await say(bot, "start over"), await say(bot, "note")

    turn, after = talk(broken)
    assert texts(turn) == ["Something went wrong on my side."]
    assert len(turn.failures) == 1 and turn.failures[0].startswith("action_break: ValueError at tell.py:")
    assert texts(after) == ["Noted."] and not after.failures
    written = caplog.text + "".join(capfd.readouterr())
    assert "start over" not in written and "cannot handle" not in written


def test_two_messages_of_one_conversation_are_handled_one_after_the_other(
    talk: Talk, settings: Settings
) -> None:
    async def together(bot: Bot) -> Any:
        return await asyncio.gather(*(bot.send("c", "note") for _ in range(8)), bot.send("d", "hi"))

    turns = talk(together)
    assert [texts(t) for t in turns[:8]] == [["Noted."]] * 8
    rows = (
        sqlite3.connect(settings.database)
        .execute("SELECT sender_id FROM events WHERE type_name = 'user'")
        .fetchall()
    )
    assert sorted(rows) == [("c",)] * 8 + [("d",)]


def test_parsing_stores_nothing_and_echoes_the_text(talk: Talk, settings: Settings) -> None:
    reading = talk(lambda bot: bot.parse("  hi\x00"))
    assert reading["text"] == "  hi\x00" and reading["intent"]["name"] == "greet"
    assert sqlite3.connect(settings.database).execute("SELECT count(*) FROM events").fetchone() == (0,)


def test_the_slots_live_on_in_a_new_session(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    now = time.time()

    async def later(bot: Bot) -> Any:
        await say(bot, "note")
        monkeypatch.setattr(time, "time", lambda: now + 3 * 3600)
        return await say(bot, "hi")

    turn = talk(later)
    assert turn.state["plan"] == {"step": "T1"}


def test_the_database_is_readable_by_its_owner_only(talk: Talk, settings: Settings) -> None:
    talk(lambda bot: say(bot, "hi"))
    assert stat.S_IMODE(os.stat(settings.database).st_mode) == 0o600


def test_no_model_is_told_in_one_line(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(NoModel, match="run: trellis train$"):
        asyncio.run(Bot.load(tmp_path / "none", settings))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_damaged_model_is_told_in_one_line(settings: Settings, tmp_path: Path, share: float) -> None:
    whole = next(settings.models.glob("*.tar.gz")).read_bytes()
    damaged = tmp_path / "damaged.tar.gz"
    damaged.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(DamagedModel, match=r"^the model damaged.tar.gz cannot be loaded .* --force$"):
        asyncio.run(Bot.load(damaged, settings))


def test_broken_actions_are_told_in_one_line(settings: Settings) -> None:
    with pytest.raises(ActionsBroken, match="no_such_package"):
        asyncio.run(Bot.load(settings.models, replace(settings, actions="no_such_package")))


def test_a_database_that_cannot_be_opened_is_told_at_the_start(settings: Settings, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(StoreUnusable, match="cannot be used"):
        asyncio.run(Bot.load(settings.models, replace(settings, database=blocked / "trellis.db")))


def test_a_file_that_is_no_database_is_told_at_the_start(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("this is no database, " * 100)
    with pytest.raises(StoreUnusable, match="not a database"):
        asyncio.run(Bot.load(settings.models, replace(settings, database=tmp_path / "x.db")))


def test_a_turn_that_cannot_be_stored_is_not_answered(talk: Talk, settings: Settings) -> None:
    async def lost(bot: Bot) -> None:
        await say(bot, "hi")
        with sqlite3.connect(settings.database) as connection:
            connection.execute("DROP TABLE events")
        with pytest.raises(StoreUnusable):
            await say(bot, "note")

    talk(lost)


def test_a_mark_is_stored_with_the_message_whatever_becomes_of_it(talk: Talk) -> None:
    async def go(bot: Bot) -> list[Any]:
        await bot.open("c", "mark-0000")
        await bot.send("c", "/ask_topic", pressed=True, mark="mark-0001")
        await bot.send("c", "///", mark="mark-0002")
        await bot.send("c", "/gone", pressed=True, mark="mark-0003")
        await bot.send("c", "note " * LIMIT, mark="mark-0004")
        return await bot.said("c", 50)

    marked = [e for e in talk(go) if "mark" in (e.get("metadata") or {})]
    assert [(e["event"], e["metadata"]["mark"], e["metadata"]["shown"][:9]) for e in marked] == [
        ("user", "mark-0000", ""),
        ("user", "mark-0001", "Tell me"),
        ("bot", "mark-0002", "///"),
        ("bot", "mark-0003", ""),
        ("user", "mark-0004", "note note"),
    ]


def test_slots_and_export_are_read_and_erasing_ends_with_an_empty_conversation(talk: Talk) -> None:
    async def go(bot: Bot) -> None:
        turn = await bot.send("c", "hi")
        assert (await bot.slots("c"))["safety"] == turn.slots["safety"] == "safe"
        assert any(e.get("text") == "hi" for e in await bot.export("c"))
        assert await bot.erase("c") > 0
        assert await bot.slots("c") == {} and await bot.export("c") == [] and await bot.offered("c") == ()
        assert texts(await bot.send("c", "hi")) == ["Hello, I am one."]

    talk(go)
