"""Whatever Telegram sends, now or one day, ends no conversation: all documented kinds, and 200 broken updates."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest
import telegram
import telegram.constants

from bot.channels.telegram import words
from tests.conftest import Talking
from tests.support.telegram_channel import telegram_channel
from tests.support.telegram_updates import CONTENTS, KINDS, documented, fuzzed

BESIDE = set(
    "effect_id sender_business_bot reply_to_story business_connection_id sender_boost_count suggested_post_info".split()
)
"""What the library counts among the contents and is none: it stands beside one."""


def feed(talker: Talking, folder: Path, updates: list[dict[str, Any]]) -> tuple[list[str], list[str]]:
    """Feed updates in, then say hello as somebody else; give what Ada and the other one hear."""

    async def talk() -> tuple[list[str], list[str]]:
        async with telegram_channel(talker.bot, folder) as (server, channel):
            ada = server.person("Ada", 1_000_003)
            server.person("Us", 7_000_001, "supergroup")
            for update in updates:
                server.update(**json.loads(json.dumps(update)))
            bo = server.person("Bo")
            bo.writes("hello")
            await server.until(lambda: not server.unconfirmed, 60)
            await channel.idle()
            assert channel._ledger.waiting() == []
            assert [r for r in server.refusals if "query" not in r and "to edit" not in r] == []
            return ada.texts, bo.texts

    return talker.run(talk())


def failures(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [
        r.getMessage()
        for r in caplog.records
        if r.levelno >= logging.WARNING and "talking as" not in r.getMessage()
    ]


def test_the_examples_name_every_kind_that_the_library_knows() -> None:
    """python-telegram-bot follows the documentation, so a new release shows here what is new."""
    assert set(telegram.Update.ALL_TYPES) <= set(KINDS)
    contents = {kind.value for kind in telegram.constants.MessageType}
    assert contents - set(CONTENTS) == BESIDE


def test_every_documented_kind_is_taken_or_passed_over(
    talker: Talking, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(KINDS) > 20 and len(CONTENTS) > 60
    said, other = feed(talker, tmp_path, documented())
    assert len(other) >= 2
    assert sum(text.startswith(tuple(words.ONLY_TEXT)) for text in said) >= 15
    assert words.FAILED not in said
    assert failures(caplog) == []


@pytest.mark.parametrize("seed", range(4))
def test_broken_updates_are_taken_or_passed_over(
    talker: Talking, tmp_path: Path, caplog: pytest.LogCaptureFixture, seed: int
) -> None:
    said, other = feed(talker, tmp_path, fuzzed(50, seed))
    assert len(other) >= 2 and words.FAILED not in said
    assert not [line for line in failures(caplog) if "chat is closed" not in line and "refuses" not in line]
