"""A chat becomes a pseudonym, and what waits is unreadable without the key."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.channels.telegram.seal import Seal, Unreadable, load_key
from bot.runtime.errors import RuntimeProblem

KEY = bytes(range(32))


def test_the_same_chat_is_the_same_person_for_one_key_only() -> None:
    assert Seal(KEY).sender(4711) == Seal(KEY).sender(4711)
    assert Seal(KEY).sender(4711) != Seal(KEY).sender(4712)
    assert Seal(KEY).sender(4711) != Seal(KEY[::-1]).sender(4711)
    assert "4711" not in Seal(KEY).sender(4711)


def test_what_is_sealed_opens_with_the_same_key_only() -> None:
    sealed = Seal(KEY).close({"text": "a secret \ud800"})
    assert "secret" not in sealed
    assert Seal(KEY).open(sealed)["text"].startswith("a secret")
    with pytest.raises(Unreadable):
        Seal(KEY[::-1]).open(sealed)
    with pytest.raises(Unreadable):
        Seal(KEY).open(b"nonsense")


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "telegram.key"
    assert load_key(path) == load_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "zz", "abcd\n", "é"])
def test_a_damaged_key_is_one_line_that_says_what_it_means(tmp_path: Path, content: str) -> None:
    path = tmp_path / "telegram.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RuntimeProblem, match="damaged") as caught:
        load_key(path)
    assert "\n" not in str(caught.value)


def test_a_key_that_cannot_be_written_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(RuntimeProblem, match="TELEGRAM_KEY_FILE"):
        load_key(tmp_path / "file" / "telegram.key")
