"""What every channel owes a person: the same words lead to the same flow, the same items and the same picture.

The channels are named in `adapters.py`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.channels.adapters import CHANNELS, Opened, terminal
from tests.conftest import Talking

PART = (
    ("says", "i go along with whatever she wants and i feel alone even when she is there"),
    ("says", "what is codependency?"),
    ("says", "/stop"),
    ("says", "my picture"),
    ("presses", 0),
    ("says", "why do you ask?"),
    ("says", "x" * 5_000),
    ("says", "   "),
    ("says", "he hits me when he drinks"),
    ("says", "help lines"),
)


OWN = {"telegram": ("/stop", "   ")}
"""What a channel takes as a thing of its own: a command of its menu; a blank message, which the app cannot send."""


async def play(
    bot: Any, folder: Path, opened: Opened, name: str
) -> tuple[list[list[str]], dict[str, Any], list[str]]:
    folder.mkdir()
    async with opened(bot, folder) as person:
        heard = [await person.opens()]
        for verb, what in PART:
            if what in OWN["telegram"]:
                continue
            heard.append(await (person.says(str(what)) if verb == "says" else person.presses(int(what))))
        slots = await bot.slots(person.sender)
        events = await bot.said(person.sender, 200)
        items = [item for event in events for item in (event.get("metadata") or {}).get("items") or ()]
        kept = {key: slots[key] for key in ("flow", "safety", "picture", "plan", "question")}
        return heard, kept, items


@pytest.fixture(scope="module")
def without_a_channel(talker: Talking, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What the terminal gives; the others are held against it."""
    return talker.run(play(talker.bot, tmp_path_factory.mktemp("contract") / "t", terminal, "terminal"))


@pytest.mark.parametrize("name", CHANNELS)
def test_the_same_words_have_the_same_answers(
    talker: Talking, tmp_path: Path, without_a_channel: Any, name: str
) -> None:
    heard, kept, items = talker.run(play(talker.bot, tmp_path / "own", CHANNELS[name], name))
    wanted_heard, wanted_kept, wanted_items = without_a_channel
    assert len(heard) == len(wanted_heard) >= 8
    for step, wanted in zip(heard, wanted_heard):
        assert [text.split() for text in step] == [text.split() for text in wanted]
    assert _without_times(kept) == _without_times(wanted_kept)
    assert items == wanted_items and items
    assert kept["safety"] == "partner_unsafe"


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _without_times(entry) for key, entry in value.items() if key not in ("at", "time", "since")
        }
    if isinstance(value, list):
        return [_without_times(entry) for entry in value]
    return None if isinstance(value, float) else value
