"""Of every turn a watcher learns where it came from, how long it took and how it went, and nothing else."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.runtime.errors import StoreUnusable
from bot.runtime.turn import nothing_understood
from bot.runtime.watch import channel_of, watched


class Listener:
    def __init__(self) -> None:
        self.heard: list[tuple[Any, ...]] = []

    def turn(self, channel: str, seconds: float, verdict: str) -> None:
        assert 0 <= seconds < 60
        self.heard.append(("turn", channel, verdict))

    def error(self, channel: str, kind: str) -> None:
        self.heard.append(("error", channel, kind))


class Taking:
    def __init__(self, ends: Any) -> None:
        self.watcher = Listener()
        self.ends = ends

    @watched
    async def send(self, conversation: str, text: str, pressed: bool = False) -> Any:
        if isinstance(self.ends, Exception):
            raise self.ends
        return self.ends


def ended(verdict: str = "none", failures: tuple[str, ...] = ()) -> Any:
    reading = {**nothing_understood(""), "safety": {"verdict": verdict, "kind": None}}
    return SimpleNamespace(understood=reading, failures=failures)


def test_an_answered_turn_is_told_with_its_verdict() -> None:
    taking = Taking(ended("ask"))
    assert asyncio.run(taking.send("web-1", "hi", pressed=True)) is taking.ends
    assert taking.watcher.heard == [("turn", "web", "ask")]


def test_an_apology_is_a_turn_and_an_error() -> None:
    taking = Taking(ended(failures=("action_greet: KeyError at greet.py:3",)))
    asyncio.run(taking.send("telegram-1", "hi"))
    assert taking.watcher.heard == [("turn", "telegram", "none"), ("error", "telegram", "action")]


@pytest.mark.parametrize(
    ("problem", "kind"), [(StoreUnusable("x.db", "full"), "store"), (RuntimeError("x"), "other")]
)
def test_a_turn_that_failed_is_an_error_and_fails_all_the_same(problem: Exception, kind: str) -> None:
    taking = Taking(problem)
    with pytest.raises(type(problem)):
        asyncio.run(taking.send("c1", "hi"))
    assert taking.watcher.heard == [("error", "scripts", kind)]


def test_a_conversation_tells_its_channel_by_how_it_begins() -> None:
    from bot.channels.telegram import seal
    from bot.channels.web import tokens

    assert channel_of(f"{tokens.PREFIX}5f0c") == "web" and channel_of(f"{seal.PREFIX}5f0c") == "telegram"
    assert {channel_of(name) for name in ("c1", "webinar", "scripts-1", "")} == {"scripts"}
