"""What a browser may send: the shapes, and one clear reason for everything else.

Owns: reading untrusted frames into values. Must not: know the bot or the socket.

Example::

    read_message({"id": "3f2a...", "text": "hi"}, "text")  # Message(mark='3f2a...', words='hi')
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_FRAME = 16_384
"""Bytes of one frame; 4,000 characters of any script fit."""
MARK = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
"""The id that the browser gives a message, so that sending it again is not saying it again."""


class BadFrame(ValueError):
    """A frame that no page of ours sends; the text says what is wrong without quoting it."""


@dataclass(frozen=True)
class Message:
    """One message: `words` is typed text, or the payload of a button."""

    mark: str
    words: str


def read_message(data: object, field: str) -> Message:
    """Read `{"id": ..., field: ...}`. Raises BadFrame."""
    if not isinstance(data, dict) or set(data) != {"id", field}:
        raise BadFrame(f"a message is an object with id and {field}")
    mark, words = data["id"], data[field]
    if not isinstance(mark, str) or not MARK.fullmatch(mark):
        raise BadFrame("the id has 8 to 64 letters, digits, - or _")
    if not isinstance(words, str):
        raise BadFrame(f"{field} is a string")
    if len(words.encode("utf-8", "surrogatepass")) > MAX_FRAME:
        raise BadFrame(f"{field} has at most {MAX_FRAME} bytes")
    return Message(mark, words)


def read_token(auth: object) -> object:
    """Take the token out of what the socket was opened with; None where there is none. Raises BadFrame."""
    if auth is None:
        return None
    if not isinstance(auth, dict) or not set(auth) <= {"token"}:
        raise BadFrame("the socket is opened with {token}")
    return auth.get("token")
