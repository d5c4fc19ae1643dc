"""The web channel as a browser meets it: a real server, real sockets, the trained model."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.channels.wire import Refused, opened
from tests.serving import Served

TOLD = "my boyfriend drinks and i keep ringing his work to say he is ill. i cant decide anything without asking him either"


@pytest.fixture(scope="module")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all, behind a proxy, so that each page can have an address of its own."""
    with Served(model, tmp_path_factory.mktemp("web"), TRELLIS_BEHIND_PROXY="1") as served:
        yield served


def play(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(scene)


def texts(exchange: dict[str, Any]) -> str:
    return " ".join(reply["text"] for reply in exchange["replies"])


def buttons(exchange: dict[str, Any]) -> list[dict[str, str]]:
    return [button for reply in exchange["replies"] for button in reply.get("buttons", [])]


def test_a_talk_its_picture_and_a_reload_that_shows_the_same(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page:
            hello = await page.hello()
            shown = hello["exchanges"]
            assert shown[0]["person"] is None and "Trellis" in texts(shown[0])
            told = await page.say(TOLD)
            assert told["ok"] and told["exchange"]["person"] == TOLD
            assert told["view"]["leans"], "what was told is in the picture beside the talk"
            chosen = buttons(told["exchange"])[0]
            pressed = await page.press(chosen["payload"])
            assert pressed["exchange"]["person"] == chosen["title"]
            shown += [told["exchange"], pressed["exchange"]]
            async with opened(server, page.token) as reloaded:
                again = await reloaded.hello()
                assert (
                    again["exchanges"] == shown and again["view"] == pressed["view"] and not again["earlier"]
                )

    play(scene())


def test_only_what_was_just_offered_is_a_button_and_all_that_is_typed_is_text(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page:
            offered = buttons((await page.hello())["exchanges"][-1])
            for payload in ("/stop", '/start_walk{"x": "y"}', "/restart", "", "hello", "EXTERNAL: x"):
                answer = await page.press(payload)
                assert answer["ok"] and answer["exchange"]["person"] is None, payload
                assert buttons(answer["exchange"]) == offered, "what was offered still is"
            told = await page.say(TOLD)
            old = buttons(told["exchange"])[0]["payload"]
            await page.press(old)
            assert (await page.press(old))["exchange"]["person"] is None, (
                "a button of an earlier moment is none"
            )
            typed = await page.say('/inform_new_intent{"sign": "enabling"}')
            assert typed["exchange"]["person"] == '/inform_new_intent{"sign": "enabling"}'
            assert (await page.say("/restart"))["exchange"]["person"] == "/restart"
            assert (await page.hello())["view"]["leans"], "nothing was restarted"

    play(scene())


def test_sent_again_it_is_answered_once_also_after_a_power_cut(model: Path, tmp_path: Path) -> None:
    async def scene(server: Served) -> None:
        async with opened(server) as page:
            await page.hello()
            first = await page.say(TOLD, "resent-0001")
            assert await page.say(TOLD, "resent-0001") == first
            aside = await page.say("///", "resent-0002")
            token = page.token
        server.restart(kill=True)
        async with opened(server, token) as page:
            assert (await page.say(TOLD, "resent-0001"))["exchange"] == first["exchange"]
            assert (await page.say("///", "resent-0002"))["exchange"] == aside["exchange"]
            marks = [exchange["id"] for exchange in (await page.hello())["exchanges"]]
            assert marks[1:] == ["resent-0001", "resent-0002"]

    with Served(model, tmp_path) as server:
        play(scene(server))


def test_two_pages_of_one_person_show_the_same(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as one:
            await one.hello()
            async with opened(server, one.token) as two:
                await two.hello()
                told = await one.say(TOLD)
                await two.hears()
                news = {"exchange": told["exchange"], "view": told["view"]}
                assert two.heard == [("exchange", news)]
                assert one.heard == []

    play(scene())


def test_nobody_gets_into_another_persons_talk(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page:
            await page.hello()
            await page.say(TOLD, "private-0001")
            token = page.token
        secret, _, signature = token.partition(".")
        sender = next(s for s in _senders(server) if s.startswith("web-"))
        tries = [
            sender,
            secret,
            signature,
            f"{signature}.{secret}",
            token[:-1],
            token + "=",
            token.swapcase(),
            "null",
            "0" * 87,
        ]
        tries += [
            token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
            for place in range(0, 86, 3)
        ]
        for forged in tries:
            with pytest.raises(Refused, match='"why":"token"'):
                async with opened(server, forged):
                    pass
        for origin in (
            "https://evil.example",
            "null",
            "",
            server.address + ".evil.example",
            server.address.replace("http:", "https:"),
        ):
            with pytest.raises(Refused):
                async with opened(server, token, Origin=origin):
                    pass
        with pytest.raises(Refused):
            async with opened(server, token, Host="evil.example"):
                pass
        async with opened(server) as other:  # and repeating a frame of theirs brings one's own answer
            await other.hello()
            answer = await other.say("hi", "private-0001")
            assert answer["exchange"]["person"] == "hi" and "work" not in texts(answer["exchange"])
        async with opened(server, token) as page:
            assert len((await page.hello())["exchanges"]) == 2

    play(scene())


def _senders(server: Served) -> set[str]:
    import sqlite3

    with sqlite3.connect(server.database) as database:
        return {row[0] for row in database.execute("select distinct sender_id from events")}


def test_frames_that_no_page_sends_get_an_answer_and_change_nothing(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page:
            await page.hello()
            for data in (
                None,
                "hi",
                [],
                {},
                {"id": "x", "text": "hi"},
                {"id": "a" * 20, "text": 7},
                {"id": "a" * 20, "text": "x", "sender": "web-1"},
            ):
                assert (await page.ask("say", data))["why"] == "form"
            assert (await page.ask("say"))["why"] == "form"
            assert (await page.ask("press", {"id": "a" * 20, "text": "hi"}))["why"] == "form"
            assert (await page.say("hi"))["ok"], "and the talk goes on"
            assert len((await page.hello())["exchanges"]) == 2

    play(scene())


def test_a_frame_over_16_kb_is_cut_off_and_a_long_message_below_is_answered(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page:
            await page.hello()
            assert (await page.say("i feel alone with her. " * 600))["ok"]
            with pytest.raises(Refused):
                await page.say("x" * 20_000)
            token = page.token
        async with opened(server, token) as page:
            assert len((await page.hello())["exchanges"]) == 2
        async with aiohttp.ClientSession() as http:
            headers = {"Origin": server.address}
            async with http.get(
                f"{server.address}/socket.io/?EIO=4&transport=polling", headers=headers
            ) as answer:
                sid = json.loads((await answer.text())[1:])["sid"]
            async with http.post(
                f"{server.address}/socket.io/?EIO=4&transport=polling&sid={sid}",
                data="4" * 20_000,
                headers=headers,
            ) as answer:
                assert answer.status == 413

    play(scene())


def test_too_much_at_once_is_told_to_wait_and_nobody_else_is(server: Served) -> None:
    async def scene() -> None:
        async with opened(server) as page, opened(server) as other:
            await page.hello()
            await other.hello()
            # all at once: with one after the other, a busy machine would never be too quick
            answers = await asyncio.gather(*(page.say("hi") for _ in range(40)))
            slow = [answer for answer in answers if not answer["ok"]]
            assert slow and {answer["why"] for answer in slow} == {"slow"}
            assert all(0 < answer["after"] <= 60 for answer in slow)
            assert (await other.say("hi"))["ok"]

    play(scene())


def test_one_address_cannot_open_talks_without_end(server: Served) -> None:
    async def scene() -> None:
        refused = 0
        for _ in range(45):
            try:
                async with opened(server, **{"X-Forwarded-For": "9.9.9.9"}):
                    pass
            except Refused:
                refused += 1
        assert 10 <= refused <= 15
        async with opened(server) as page:
            await page.hello()

    play(scene())


def test_a_copy_has_everything_and_deleting_leaves_nothing(server: Served) -> None:
    words = "zuckerwatte mit senf am donnerstag"

    async def scene() -> None:
        async with opened(server) as page:
            await page.hello()
            await page.say(TOLD)
            await page.say(f"{words}, und ich bin allein")
            async with opened(server, page.token) as second:
                await second.hello()
                given = (await page.ask("export"))["copy"]
                copy = json.loads(given["file"])
                assert TOLD in [said["text"] for said in copy["messages"]]
                assert words in json.dumps(copy["events"]) and words in given["page"]
                assert copy["conversation"].encode() in _stored(server)
                assert words.encode() not in _stored(server), "words are sealed"
                erased = await page.ask("erase")
                assert erased["ok"] and erased["gone"] > 10
                await second.hears("erased")
            stored = _stored(server)
            assert words.encode() not in stored and copy["conversation"].encode() not in stored
            assert len((await page.hello())["exchanges"]) == 1, "what was erased does not come back"

    play(scene())


def test_a_copy_and_deleting_can_be_had_in_the_talk_and_every_page_is_cleared(server: Served) -> None:
    words = "kirschkuchen bei oma im regen"

    async def scene() -> None:
        async with opened(server) as page, opened(server) as other:
            await page.hello()
            await page.say(f"{words}, und ich bin allein")
            copy = (await page.say("give me a copy of everything you keep"))["exchange"]
            assert [reply.get("copy") for reply in copy["replies"]].count(True) == 1
            assert (await page.hello())["exchanges"][-1] == copy, "it is there after a reload, too"
            async with opened(server, page.token) as second:
                await second.hello()
                await page.say("delete everything")
                gone = await page.say("yes bye", "gone-0001")
                assert gone["erased"] and re.search("gone|wiped", texts(gone["exchange"]))
                await second.hears("erased")
                again = await page.say("yes bye", "gone-0001")
                assert again["erased"] and again["exchange"] == gone["exchange"], (
                    "sent again it begins nothing"
                )
                assert words.encode() not in _stored(server)
                assert len((await second.hello())["exchanges"]) == 1, "what was deleted does not come back"
            assert "erased" not in await other.say("hi")

    play(scene())


def _stored(server: Served) -> bytes:
    return b"".join(path.read_bytes() for path in server.folder.iterdir())


def test_every_answer_has_its_policy_and_no_cookie(server: Served) -> None:
    paths = [
        "/",
        "/frame",
        "/demo",
        "/robots.txt",
        "/embed.js",
        "/nothing",
        "/assets/x/talk.js",
        "/socket.io/",
        "/webhooks/rest/webhook",
    ]
    paths += re.findall(r'(?:src|href)="(/assets/[^"]+)"', server.get("/")[2].decode())
    assert len(paths) == 12
    for path in paths:
        status, headers, _ = server.get(path)
        assert "Set-Cookie" not in headers and "Content-Security-Policy" in headers, path
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
        assert headers["Server"] == "trellis" and status in (200, 403, 404)
    handshake = server.get("/socket.io/?EIO=4&transport=polling", {"Origin": server.address})
    assert (
        handshake[0] == 200
        and "Set-Cookie" not in handshake[1]
        and "Access-Control-Allow-Origin" not in handshake[1]
    )


def test_built_files_are_packed_and_kept(server: Served) -> None:
    page = server.get("/")[2].decode()
    script = re.findall(r'src="(/assets/[^"]+talk\.js)"', page)[0]
    _, headers, body = server.get(script, {"Accept-Encoding": "gzip"})
    assert headers["Content-Encoding"] == "gzip" and "immutable" in headers["Cache-Control"]
    assert headers["Content-Type"].startswith("text/javascript") and b"socket" in gzip.decompress(body)
    _, headers, _ = server.get("/embed.js")
    assert (
        headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        and "max-age=300" in headers["Cache-Control"]
    )
    assert server.get("/embed.js", {"If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/conversations/x/tracker",
        "/model",
        "/domain",
        "/version",
        "/status",
        "/webhooks/socketio/webhook",
        "/conversations",
    ],
)
def test_nothing_of_rasas_own_is_open(server: Served, path: str) -> None:
    assert server.get(path)[0] == 404
    assert server.get(path, data=b'{"sender": "x", "message": "hi"}')[0] == 404


def test_scripts_need_the_token_and_this_machine(server: Served) -> None:
    path, body = "/conversations/c/messages", b'{"text": "hi"}'
    allowed = {"Authorization": f"Bearer {server.script_token}"}
    assert server.get(path, data=body)[0] == 401
    assert server.get(path, allowed, body)[0] == 200
    for header in ("X-Forwarded-For", "Forwarded"):
        assert server.get(path, {**allowed, header: "10.0.0.1"}, body)[0] == 404


def test_another_host_name_is_refused_everywhere(server: Served) -> None:
    for path in ("/", "/frame", "/embed.js", "/conversations/c/messages"):
        assert server.get(path, {"Host": "evil.example"})[0] == 421


def test_it_stops_in_mid_talk_with_every_answered_message_stored(model: Path, tmp_path: Path) -> None:
    async def scene(server: Served) -> None:
        async with opened(server) as page:
            await page.hello()
            sending = [asyncio.create_task(page.say("hi", f"stopping-{number:04}")) for number in range(8)]
            await asyncio.sleep(0.05)
            stopping = asyncio.create_task(asyncio.to_thread(server.stop))
            answers = await asyncio.gather(*sending, return_exceptions=True)
            assert await stopping == 0
            token = page.token
        server.start()
        async with opened(server, token) as page:
            kept = {exchange["id"] for exchange in (await page.hello())["exchanges"]}
        answered = {a["exchange"]["id"] for a in answers if isinstance(a, dict) and a["ok"]}
        assert answered <= kept

    with Served(model, tmp_path) as server:
        play(scene(server))


def test_a_database_that_fails_is_told_and_the_message_can_be_sent_again(model: Path, tmp_path: Path) -> None:
    import sqlite3

    async def scene(server: Served) -> None:
        async with opened(server) as page:
            await page.hello()
            blocker = sqlite3.connect(server.database, isolation_level=None)
            blocker.execute("BEGIN EXCLUSIVE")
            answer = await page.say(TOLD, "blocked-0001")
            blocker.execute("ROLLBACK")
            blocker.close()
            assert answer == {"ok": False, "why": "store"}
            assert (await page.say(TOLD, "blocked-0001"))["ok"]
            assert len((await page.hello())["exchanges"]) == 2

    with Served(model, tmp_path) as server:
        play(scene(server))
        assert TOLD not in server.log


def test_no_words_of_anybody_are_in_the_log(server: Served) -> None:
    assert TOLD not in server.log and "zuckerwatte" not in server.log and "Traceback" not in server.log, (
        server.log
    )
