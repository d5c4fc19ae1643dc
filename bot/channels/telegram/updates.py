"""What has come in from Telegram, read from raw JSON with no trust in its shape.

Owns: telling what kind of thing an update is for us. Must not: raise, whatever Telegram adds or anybody forges; what
is not understood is `None` and passed over.

Example::

    read({"update_id": 7, "message": {"message_id": 3, "chat": {"id": 1, "type": "private"}, "text": "hi"}})
    # Update(id=7, chat=1, message=3, kind='text', text='hi')
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Kind = Literal["text", "edit", "press", "media", "group", "gone"]
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates Telegram is asked for; any other that comes all the same is passed over."""
MEDIA = frozenset(
    "animation audio document live_photo paid_media photo sticker story video video_note voice checklist contact dice"
    " game poll venue location invoice passport_data gift unique_gift users_shared chat_shared web_app_data".split()
)
"""Contents of a message that a person sends on purpose and that are no text. Others (a pinned message, a changed
timer) are notes of Telegram's own and want no answer."""
GROUPS = ("group", "supergroup")
OUT = ("left", "kicked")


@dataclass(frozen=True)
class Update:
    """One thing to handle."""

    id: int
    chat: int
    message: int
    """The id of the message it is or belongs to; 0 if there is none."""
    kind: Kind
    text: str = ""
    """What was written (also under a picture), or the data of the pressed button."""
    media: bool = False
    """There was more than text in the message."""
    album: str | None = None
    """Several pictures sent at once share this."""
    query: str | None = None
    """The id by which a pressed button is answered."""

    def as_dict(self) -> dict[str, Any]:
        """Give what JSON can hold; `Update(**...)` reads it."""
        return asdict(self)


def update_id(raw: object) -> int | None:
    """Return the id of an update, None if it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if _is_id(found) else None


def read(raw: object) -> Update | None:
    """Read one update; None means that it is not for us."""
    number = update_id(raw)
    if number is None or not isinstance(raw, dict):
        return None
    for kind, reader in (
        ("message", _message),
        ("edited_message", _edited),
        ("callback_query", _press),
        ("my_chat_member", _membership),
    ):
        content = raw.get(kind)
        if isinstance(content, dict):
            return reader(number, content)
    return None


def _message(number: int, message: dict[str, Any]) -> Update | None:
    chat, type_ = _chat(message)
    place = _int(message.get("message_id"))
    if chat is None or _is_bot(message.get("from")):
        return None
    if type_ in GROUPS:
        # Telegram also tells of who joins and leaves; only what was written, or our own arrival, gets the word.
        return (
            Update(number, chat, place, "group")
            if _words(message) or "group_chat_created" in message
            else None
        )
    if type_ != "private":
        return None
    words, media = _words(message), bool(MEDIA & message.keys())
    album = message.get("media_group_id")
    album = album if isinstance(album, str) else None
    if words:
        return Update(number, chat, place, "text", words, media, album)
    return Update(number, chat, place, "media", "", True, album) if media else None


def _edited(number: int, message: dict[str, Any]) -> Update | None:
    chat, type_ = _chat(message)
    words = _words(message)
    if chat is None or type_ != "private" or not words or _is_bot(message.get("from")):
        return None
    return Update(number, chat, _int(message.get("message_id")), "edit", words)


def _press(number: int, query: dict[str, Any]) -> Update | None:
    message = query.get("message")
    chat, type_ = _chat(message) if isinstance(message, dict) else (None, "")
    name, data = query.get("id"), query.get("data")
    if chat is None or type_ != "private" or not isinstance(name, str) or not isinstance(data, str):
        return None
    assert isinstance(message, dict)
    return Update(number, chat, _int(message.get("message_id")), "press", data, query=name)


def _membership(number: int, change: dict[str, Any]) -> Update | None:
    chat, type_ = _chat(change)
    new = change.get("new_chat_member")
    status = new.get("status") if isinstance(new, dict) else None
    if chat is None or not isinstance(status, str):
        return None
    if type_ == "private":
        return Update(number, chat, 0, "gone") if status in OUT else None
    return Update(number, chat, 0, "group") if type_ in GROUPS and status not in OUT else None


def _words(message: dict[str, Any]) -> str:
    for name in ("text", "caption"):
        words = message.get(name)
        if isinstance(words, str) and words.strip():
            return words
    return ""


def _chat(content: dict[str, Any]) -> tuple[int | None, str]:
    chat = content.get("chat")
    if not isinstance(chat, dict) or not _is_id(chat.get("id")) or not isinstance(chat.get("type"), str):
        return None, ""
    return chat["id"], chat["type"]


def _is_bot(sender: object) -> bool:
    return isinstance(sender, dict) and sender.get("is_bot") is True


def _is_id(value: object) -> bool:
    """Bot API ids fit into 52 bits; SQLite holds 63."""
    return type(value) is int and abs(value) < 2**62


def _int(value: object) -> int:
    return value if type(value) is int and 0 <= value < 2**62 else 0
