"""The secret that makes a conversation somebody's own.

Owns: issuing session tokens, telling whose conversation a token opens, and the key they are signed with. Must not:
keep a list of tokens. A token is 256 random bits and a signature; the sender id is a hash of the bits, so that
neither the database nor a log ever holds what would open a conversation.

Example::

    tokens = Tokens(load_key(settings.web_key_file))
    token = tokens.issue()
    tokens.sender(token)  # 'web-5f0c...'
    tokens.sender("anything else")  # None
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from pathlib import Path

from bot.channels import keyfile

SECRET_BYTES = 32
PREFIX = "web-"


class Tokens:
    """Issues and checks session tokens."""

    def __init__(self, key: bytes) -> None:
        """Take the signing key, 32 bytes or more."""
        self._key = key

    def issue(self) -> str:
        """Make a token that nobody has had before."""
        return self._write(secrets.token_bytes(SECRET_BYTES))

    def sender(self, token: object) -> str | None:
        """Return the sender id that a token opens, None if this server never issued it."""
        if not isinstance(token, str) or len(token) > 200 or not token.isascii():
            return None
        secret = _decode(token.partition(".")[0])
        if secret is None or len(secret) != SECRET_BYTES:
            return None
        # Compared as written: a second spelling of the same bytes is refused, too.
        if not hmac.compare_digest(token.encode(), self._write(secret).encode()):
            return None
        return PREFIX + hashlib.sha256(b"trellis sender" + secret).hexdigest()

    def _write(self, secret: bytes) -> str:
        signature = hmac.new(self._key, b"trellis session" + secret, hashlib.sha256).digest()
        return f"{_encode(secret)}.{_encode(signature)}"


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(text: str) -> bytes | None:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None


def load_key(path: Path) -> bytes:
    """Read the signing key. Raises RuntimeProblem."""
    return keyfile.load_key(path, "TRELLIS_WEB_KEY_FILE", "nobody's page finds its conversation")
