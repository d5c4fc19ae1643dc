"""Who a chat belongs to without saying so, and what is kept of it while it is needed, unreadable to others.

Owns: the host's key file, the sender id (a keyed hash of the chat id) and the encryption of what waits in the
ledger. Must not: keep a chat id anywhere.

Example::

    seal = Seal(load_key(settings.telegram_key_file))
    seal.sender(4711)  # 'telegram-5f0c...', always the same for this key
    seal.open(seal.close({"text": "hi"}))  # {'text': 'hi'}
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from bot.channels import keyfile

PREFIX = "telegram-"


class Unreadable(ValueError):
    """Something sealed with another key, or damaged."""


class Seal:
    """Hashes and encrypts with one key of 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._names = _derived(key, b"telegram sender id")
        self._box = Fernet(base64.urlsafe_b64encode(_derived(key, b"telegram ledger")))

    def sender(self, chat: int) -> str:
        """Return the pseudonym of a chat: nobody finds the chat from it without the key."""
        return PREFIX + hmac.new(self._names, str(chat).encode(), hashlib.sha256).hexdigest()[:40]

    def close(self, content: dict[str, Any]) -> str:
        """Encrypt something that JSON can hold."""
        return self.close_text(json.dumps(content, ensure_ascii=False))

    def open(self, sealed: str | bytes) -> dict[str, Any]:
        """Decrypt it again. Raises Unreadable."""
        try:
            content: dict[str, Any] = json.loads(self.open_text(sealed))
        except ValueError as error:
            raise Unreadable("sealed with another key, or damaged") from error
        return content

    def close_text(self, text: str) -> str:
        """Encrypt a text."""
        return self._box.encrypt(text.encode("utf-8", "replace")).decode("ascii")

    def open_text(self, sealed: str | bytes) -> str:
        """Decrypt it again. Raises Unreadable."""
        try:
            return self._box.decrypt(sealed).decode()
        except (InvalidToken, ValueError) as error:
            raise Unreadable("sealed with another key, or damaged") from error


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, purpose, hashlib.sha256).digest()


def load_key(path: Path) -> bytes:
    """Read the key of pseudonyms and ledger. Raises RuntimeProblem."""
    return keyfile.load_key(path, "TELEGRAM_KEY_FILE", "no Telegram chat finds its conversation")
