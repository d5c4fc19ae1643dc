"""Only tokens that this server issued open a conversation."""

from __future__ import annotations

import base64
import secrets
import stat
from pathlib import Path

import pytest

from bot.channels.web.tokens import Tokens, load_key
from bot.runtime.errors import RuntimeProblem

KEY = bytes(range(32))
TOKENS = Tokens(KEY)


def test_a_token_is_256_random_bits_and_opens_one_conversation() -> None:
    first, second = TOKENS.issue(), TOKENS.issue()
    assert first != second
    assert len(base64.urlsafe_b64decode(first.partition(".")[0] + "=")) == 32
    assert TOKENS.sender(first) == Tokens(KEY).sender(first) != TOKENS.sender(second)


def test_the_sender_does_not_open_its_own_conversation() -> None:
    token = TOKENS.issue()
    sender = TOKENS.sender(token)
    assert sender is not None and sender.startswith("web-") and token.partition(".")[0] not in sender
    assert TOKENS.sender(sender) is None


def test_no_forged_token_of_ten_thousand_is_taken() -> None:
    token = TOKENS.issue()
    forged: list[object] = [
        None,
        1,
        b"x",
        [],
        {},
        "",
        ".",
        "a.b",
        "ä" * 43 + "." + "a" * 43,
        token + "A",
        token[:-1],
        " " + token,
    ]
    forged += [
        token[:place] + char + token[place + 1 :]
        for place in range(len(token))
        for char in "Aa0_-."
        if token[place] != char
    ]
    secret, _, signature = token.partition(".")
    forged += [
        f"{secret}=.{signature}",
        f"{secret}.{signature}=",
        f"{signature}.{secret}",
        f"{secret}.{secret}",
        "a" * 10_000,
    ]
    forged += [f"{secrets.token_urlsafe(32)}.{secrets.token_urlsafe(32)}" for _ in range(5_000)]
    forged += [f"{secrets.token_urlsafe(32)}.{signature}" for _ in range(2_500)]
    forged += [Tokens(secrets.token_bytes(32)).issue() for _ in range(2_500)]
    assert len(forged) > 10_000
    assert [one for one in forged if TOKENS.sender(one) is not None] == []


def test_the_key_is_made_once_for_its_owner_only_and_outlives_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "var" / "web.key"
    key = load_key(path)
    assert len(key) >= 32 and load_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", ["", "abc", "ff" * 31, "not hex at all" * 9])
def test_a_damaged_key_is_said_and_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "web.key"
    path.write_text(content)
    with pytest.raises(RuntimeProblem, match="damaged"):
        load_key(path)
    assert path.read_text() == content


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RuntimeProblem, match="TRELLIS_WEB_KEY_FILE"):
        load_key(tmp_path / "file" / "web.key")
