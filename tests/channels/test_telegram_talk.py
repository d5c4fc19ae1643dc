"""A conversation on Telegram, over real HTTP against a Bot API server of this machine, with the trained model."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram import words
from bot.channels.telegram.commands import MENU
from tests.conftest import Talking
from tests.support.telegram_channel import settings_for, settled, telegram_channel
from tests.support.telegram_server import Message, Person, TelegramServer

LOADED = "i cover for him at work when he drinks and i can't decide anything without asking him"


def last_buttons(person: Person) -> list[str]:
    """Give the labels that are on screen to be pressed."""
    return next((m.labels for m in reversed(person.heard) if m.rows), [])


def test_the_first_answer_says_where_messages_stay_before_anything_is_asked(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> list[Message]:
        async with telegram_channel(talker.bot, tmp_path, web_page="https://talk.example.org/") as (
            server,
            channel,
        ):
            ada = server.person()
            ada.writes("/start")
            await settled(server, channel)
            ada.writes("hello again")
            await settled(server, channel)
            assert server.refusals == []
            assert [command["command"] for command in server.commands] == list(MENU)
            return ada.heard

    said = talker.run(talk())
    assert said[0].text.startswith(words.NOTICE[:30])
    assert "cloud" in said[0].text and "delete this chat" in said[0].text and "/delete" in said[0].text
    assert said[0].rows == [[{"text": words.OPEN_PAGE, "url": "https://talk.example.org/"}]]
    assert not any("?" in message.text for message in said[:1])
    assert sum(message.text.startswith(words.NOTICE[:30]) for message in said) == 1


def test_an_urgent_first_message_is_answered_before_the_notice(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> list[str]:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("i want to kill myself tonight")
            await settled(server, channel)
            return ada.texts

    said = talker.run(talk())
    assert not said[0].startswith(words.NOTICE[:30])
    assert said[-1].startswith(words.NOTICE[:30])


@pytest.mark.parametrize("by_buttons", [True, False])
def test_a_whole_reflection_to_a_plan(talker: Talking, tmp_path: Path, by_buttons: bool) -> None:
    async def talk() -> dict[str, Any]:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()

            async def says(text: str) -> None:
                ada.writes(text)
                await settled(server, channel)

            async def picks(*labels: str, text: str) -> None:
                on_screen = last_buttons(ada)
                label = next((label for label in labels if label in on_screen), None)
                if by_buttons and label:
                    ada.presses(label)
                    await settled(server, channel)
                else:
                    await says(text)

            await says("/start")
            await says(LOADED)
            await picks("Covering for them", "That's right", text="yes, the covering for him")
            await says("that he loses the job and it is on me")
            for _ in range(4):
                if "Yes, please" in last_buttons(ada):
                    break
                await says("it wears me out, it has been like that for years")
            for _ in range(4):
                if "Something else" in last_buttons(ada):
                    break
                asked = "I like a second view" in last_buttons(ada)
                await picks(
                    "I like a second view",
                    "Yes, please",
                    text="i like a second view" if asked else "yes please",
                )
            steps = [label for label in last_buttons(ada) if label not in ("Something else", "None of these")]
            assert steps, ada.texts[-3:]
            await picks(steps[0], text=steps[0])
            for answer in (
                "thursday after work",
                "i go for a swim with sam",
                "he rings with some crisis",
                "i'm out till nine, i'll ring you after",
                "8",
            ):
                await says(answer)
            sender = channel._seal.sender(ada.id)
            assert server.refusals == []
            return dict(await talker.bot.slots(sender))

    slots = talker.run(talk())
    assert slots["plan"], "no plan was written"


def test_a_pressed_button_is_answered_at_once_and_shows_what_was_chosen(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("/start")
            await settled(server, channel)
            opening = ada.heard[-1]
            assert all(len(row) == 1 for row in opening.rows)
            before = list(opening.rows)
            ada.presses("Ask me questions")
            await settled(server, channel)
            assert ada.toasts == [""]
            assert opening.labels == ["✓ Ask me questions"]
            order = [method for _, method, _, _ in server.log]
            assert order.index("answerCallbackQuery") < len(order) - 1 - order[::-1].index("sendMessage")

            count = len(ada.heard)
            ada.presses_data(
                opening.id, before[0][0]["callback_data"]
            )  # a client that still shows the old ones
            ada.presses("✓ Ask me questions")
            await settled(server, channel)
            assert len(ada.heard) == count
            assert ada.toasts[1:] == [words.GONE, ""]
            assert server.refusals == []

    talker.run(talk())


def test_the_same_label_under_an_old_question_does_not_answer_the_new_one(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            for act in (lambda: ada.writes("/start"), lambda: ada.presses("Ask me questions")):
                act()
                await settled(server, channel)
            first = next(m for m in reversed(ada.heard) if "Often" in m.labels)
            often = next(b["callback_data"] for row in first.rows for b in row if b["text"] == "Often")
            ada.presses("Rarely")
            await settled(server, channel)
            sender = channel._seal.sender(ada.id)
            picture = (await talker.bot.slots(sender))["picture"]
            count = len(ada.heard)
            ada.presses_data(first.id, often)
            await settled(server, channel)
            assert (await talker.bot.slots(sender))["picture"] == picture
            assert len(ada.heard) == count and ada.toasts[-1] == words.GONE

    talker.run(talk())


def test_pressing_twice_counts_once(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("/start")
            await settled(server, channel)
            data = ada.heard[-1].rows[1][0]["callback_data"]
            for _ in range(3):
                ada.presses_data(ada.heard[-1].id, data)
            await settled(server, channel)
            count = len(ada.heard)
            sender = channel._seal.sender(ada.id)
            said = [e for e in await talker.bot.said(sender, 99) if e["event"] == "user"]
            assert len(said) == 2 and len(ada.toasts) == 3
            assert count == len(ada.heard)

    talker.run(talk())


@pytest.mark.parametrize("name", ["help", "privacy", "picture", "plan", "back", "stop", "export", "delete"])
def test_a_command_is_the_flow_of_that_name(talker: Talking, tmp_path: Path, name: str) -> None:
    async def talk() -> tuple[list[str], list[str]]:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("/start")
            ada.writes(LOADED)
            await settled(server, channel)
            count = len(ada.heard)
            ada.writes(f"/{name}@trellis_demo_bot")
            await settled(server, channel)
            sender = channel._seal.sender(ada.id)
            user = [e for e in await talker.bot.said(sender, 99) if e["event"] == "user"]
            return ada.texts[count:], [user[-1]["parse_data"]["intent"]["name"]]

    said, intent = talker.run(talk())
    wanted = {
        "help": "ask_help",
        "privacy": "ask_privacy",
        "picture": "show_picture",
        "plan": "show_plan",
        "back": "go_back",
        "stop": "stop",
        "export": "request_export",
        "delete": "request_delete",
    }
    assert said and intent == [wanted[name]]


def test_a_command_with_more_words_is_read_as_words(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> str:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("/stop i want to die")
            await settled(server, channel)
            return str((await talker.bot.slots(channel._seal.sender(ada.id)))["safety"])

    assert talker.run(talk()) not in ("safe", "None")


def on_disk(folder: Path, *needles: str) -> list[str]:
    """Name what of `needles` any file of the folder holds."""
    stored = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    return [needle for needle in needles if needle.encode() in stored]


@pytest.mark.parametrize("asked", ["/export", "can i have a copy of everything i said?"])
def test_a_copy_is_a_page_to_read_and_a_file_for_programs(
    talker: Talking, tmp_path: Path, asked: str
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            for text in ("/start", "i keep my pottery class for myself", asked):
                ada.writes(text)
                await settled(server, channel)
            page, data = (m.document or b"" for m in ada.heard if m.document)
            assert b"pottery" in page and page.startswith(b"<!DOCTYPE html>")
            kept = json.loads(data)
            assert any(line["text"] == "i keep my pottery class for myself" for line in kept["messages"])
            assert kept["pictures"] and kept["events"]
            assert server.refusals == []

    talker.run(talk())


DELETE = "/delete"


@pytest.mark.parametrize("asked", [DELETE, "delete everything about me"])
@pytest.mark.parametrize("yes", ["Yes, delete it all", "yes bye"])
def test_deleting_asks_once_and_leaves_neither_words_nor_id(
    model: Path, tmp_path: Path, asked: str, yes: str
) -> None:
    """In one database, as it is served; the id is the pseudonym, since the chat's own is never in plain."""
    settings = settings_for(tmp_path, "", key_file=tmp_path / "trellis.key")
    talking = Talking(model, settings)

    async def talk() -> None:
        async with telegram_channel(talking.bot, tmp_path) as (server, channel):
            ada = server.person()
            sender = channel._seal.sender(ada.id)

            async def says(*texts: str) -> None:
                for text in texts:
                    ada.writes(text)
                    await settled(server, channel)

            await says(
                "/start", "i keep my pottery class for myself", "remind me sundays at 6, london time", asked
            )
            assert channel._ledger.address(sender) == ada.id and on_disk(tmp_path, sender) == [sender]
            ada.presses("No, keep it")
            await settled(server, channel)
            assert await talking.bot.said(sender, 9)

            await says(asked)
            ada.presses(yes) if yes in last_buttons(ada) else ada.writes(yes)
            await settled(server, channel)
            assert ada.texts[-1] == words.TELEGRAMS_COPY
            assert all(label.startswith("✓") for message in ada.heard for label in message.labels)
            assert on_disk(tmp_path, sender, "pottery", str(ada.id)) == []
            assert await channel.deliver(sender, "Hello.") is False, "no reminder finds them"

            await says("hello")  # a new beginning, so the notice comes again
            assert any(text.startswith(words.NOTICE[:30]) for text in ada.texts[-4:])
            assert server.refusals == []

    try:
        talking.run(talk())
    finally:
        talking.close()


def test_killed_between_deleting_and_saying_so_it_is_said_and_nothing_is_kept_of_the_yes(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    async def talk() -> None:
        async with TelegramServer() as server:
            ada = server.person()
            async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                sender = channel._seal.sender(ada.id)
                for text in ("/start", "i keep my pottery class for myself", DELETE):
                    ada.writes(text)
                    await settled(server, channel)

                def dies(*_: object) -> None:
                    raise Killed

                with monkeypatch.context() as patch:
                    patch.setattr(channel._ledger, "answer", dies)
                    ada.writes("yes")
                    await server.until(lambda: not server.unconfirmed)
                    await channel.idle()
            async with telegram_channel(talker.bot, tmp_path, server) as (_, channel):
                await settled(server, channel)
                assert ada.texts[-1] == words.WIPED
                assert await talker.bot.said(sender, 9) == [] and channel._ledger.person(sender) is None

    talker.run(talk())


def test_who_was_kept_long_enough_goes_from_the_ledger_too(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada, bo = server.person("Ada"), server.person("Bo")
            ada.writes("hello")
            bo.writes("hello")
            await settled(server, channel)
            gone, stays = (channel._seal.sender(person.id) for person in (ada, bo))
            await talker.bot.erase(gone)  # as the journal does once somebody has not written for two years
            channel.tidy()
            assert channel._ledger.person(gone) is None and channel._ledger.person(stays) is not None

    talker.run(talk())


def test_the_picture_comes_as_a_photo_with_its_text(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> list[Message]:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            for text in ("/start", LOADED, "/picture"):
                ada.writes(text)
                await settled(server, channel)
            assert server.refusals == []
            return ada.heard

    drawn = [message for message in talker.run(talk()) if message.photo]
    assert len(drawn) == 1 and drawn[0].photo.startswith(b"\x89PNG") and drawn[0].text


PHOTO = {"photo": [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]}


def test_what_is_no_text_gets_a_kind_word_and_leaves_the_question_open(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("/start")
            await settled(server, channel)
            count = len(ada.heard)
            ada.sends(**PHOTO, media_group_id="1")
            ada.sends(**PHOTO, media_group_id="1")
            ada.sends(voice={"file_id": "v", "duration": 1})
            await settled(server, channel)
            said = ada.texts[count:]
            assert len(said) == 2 and all("read" in text for text in said)
            ada.presses("Ask me questions")  # still to be had
            await settled(server, channel)
            assert len(ada.heard) > count + 2

            count = len(ada.heard)
            ada.sends(**PHOTO, caption="what is codependency?")
            await settled(server, channel)
            assert ada.texts[count] == words.ONLY_THE_WORDS and len(ada.heard) > count + 1

    talker.run(talk())


def test_an_edit_is_no_second_turn_unless_it_tells_of_danger(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("i went for a swim")
            await settled(server, channel)
            sender = channel._seal.sender(ada.id)

            async def turns() -> int:
                return sum(event["event"] == "user" for event in await talker.bot.said(sender, 99))

            before = await turns()
            ada.edits("i went for a walk")
            await settled(server, channel)
            assert ada.texts[-1] == words.EDITED and await turns() == before
            ada.edits("i want to kill myself")
            await settled(server, channel)
            assert await turns() == before + 1
            assert (await talker.bot.slots(sender))["safety"] != "safe"

    talker.run(talk())


def test_an_edit_of_a_message_that_still_waits_takes_its_place(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("hello")
            ada.writes("what is codependncy")
            ada.edits("what does codependency mean?")
            await settled(server, channel)
            user = [
                e["text"]
                for e in await talker.bot.said(channel._seal.sender(ada.id), 99)
                if e["event"] == "user"
            ]
            assert user == ["hello", "what does codependency mean?"]
            assert words.EDITED not in ada.texts

    talker.run(talk())


def test_a_group_gets_a_kind_word_once_and_no_conversation(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            group = server.person("Us two", kind="supergroup")
            group.writes("/start@trellis_demo_bot")
            group.writes("she never listens")
            await settled(server, channel)
            assert group.texts == [words.GROUP] and group.left
            assert await talker.bot.said(channel._seal.sender(group.id), 9) == []
            assert server.refusals == []

    talker.run(talk())


def test_long_answers_come_in_parts_and_long_messages_are_taken(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("he decides everything for me. " * 200)
            await settled(server, channel)
            assert len(ada.heard) >= 2 and server.refusals == []

    talker.run(talk())


def test_a_person_who_blocks_the_bot_costs_nobody_anything(talker: Talking, tmp_path: Path) -> None:
    async def talk() -> None:
        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada, bo = server.person("Ada"), server.person("Bo")
            ada.writes("hello")
            ada.blocked = True
            server.update(
                my_chat_member={
                    "chat": ada.chat,
                    "from": ada.user,
                    "date": 1,
                    "old_chat_member": {"status": "member"},
                    "new_chat_member": {"status": "kicked"},
                }
            )
            bo.writes("hello")
            await settled(server, channel)
            assert ada.heard == [] and len(bo.heard) >= 2
            assert channel._ledger.person(channel._seal.sender(ada.id)) is None
            assert channel._ledger.waiting() == []

    talker.run(talk())


def test_typing_shows_only_while_an_answer_takes_long(
    talker: Talking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def talk(pause: float) -> list[str]:
        real = talker.bot.send

        async def slow(*arguments: Any, **named: Any) -> Any:
            await asyncio.sleep(pause)
            return await real(*arguments, **named)

        async with telegram_channel(talker.bot, tmp_path) as (server, channel):
            ada = server.person()
            ada.writes("hello")  # the first turn warms up
            await settled(server, channel)
            ada.actions.clear()
            monkeypatch.setattr(talker.bot, "send", slow)
            ada.writes("hello again")
            await settled(server, channel)
            monkeypatch.setattr(talker.bot, "send", real)
            await asyncio.sleep(0.3)
            order = [method for _, method, _, _ in server.log]
            assert order[-1] != "sendChatAction", "typing must not outlast the answer"
            return ada.actions

    assert set(talker.run(talk(0.6))) == {"typing"}


class Remembering:
    """A keeper with a reminder for everybody."""

    due = True

    async def has_reminder(self, sender: str) -> bool:
        return self.due


def test_an_address_is_kept_sealed_and_only_while_a_reminder_needs_it(
    talker: Talking, tmp_path: Path
) -> None:
    async def talk() -> None:
        keeper = Remembering()
        async with telegram_channel(talker.bot, tmp_path, keeper=keeper) as (server, channel):
            ada = server.person(number=4_815_162_342)
            sender = channel._seal.sender(ada.id)
            ada.writes("hello")
            await settled(server, channel)
            assert str(ada.id) not in sender
            stored = b"".join(path.read_bytes() for path in tmp_path.glob("telegram.db*"))
            assert str(ada.id).encode() not in stored
            count = len(ada.heard)
            assert await channel.deliver(sender, "Hello. Something is here for you.") is True
            assert ada.texts[count:] == ["Hello. Something is here for you."]
            keeper.due = False
            ada.writes("hello")
            await settled(server, channel)
            assert await channel.deliver(sender, "Hello.") is False, (
                "the address goes with the wish for reminders"
            )

    talker.run(talk())
