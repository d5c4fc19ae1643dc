"""What is sent to Telegram, as a value that can wait in the ledger.

Owns: the shape, and the way from the replies of a turn to messages: rendered, split, with the buttons under the last
part. Must not: send anything or hold state.

Example::

    messages(turn.replies, turn=812345)  # [Outgoing(text='How often?', keys=(Key('Often', 'c6589.5f...'), ...))]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.entities import render
from bot.channels.telegram.keyboard import Key, keyboard, listed, needs_list
from bot.channels.telegram.split import CAPTION, split
from bot.runtime.turn import Reply

CHOOSE = "What would you like?"
"""Said where buttons come without a text, which Telegram does not take."""


@dataclass(frozen=True)
class Outgoing:
    """One message."""

    text: str = ""
    entities: tuple[dict[str, Any], ...] = ()
    """As the Bot API takes them: type, offset and length in UTF-16 units."""
    keys: tuple[Key, ...] = ()
    photo: str | None = None
    """A picture to show, with the text as its caption: a file, an address or a data URL."""
    document: str | None = None
    """The content of a file to hand over; `name` is what the file is called."""
    name: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Give what JSON can hold."""
        keys = [[key.label, key.data, key.url] for key in self.keys]
        return {**self.__dict__, "entities": list(self.entities), "keys": keys}

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> Outgoing:
        """Read it again."""
        keys = tuple(Key(label, data, url) for label, data, url in content["keys"])
        return cls(**{**content, "entities": tuple(content["entities"]), "keys": keys})


def messages(replies: Sequence[Reply], turn: int) -> list[Outgoing]:
    """Turn bubbles into messages; `turn` is the update that they answer."""
    return [message for reply in replies for message in _bubble(reply, turn)]


def plain(text: str, keys: tuple[Key, ...] = ()) -> list[Outgoing]:
    """Make the messages for a text of the channel's own."""
    return _texts(text, keys)


def _bubble(reply: Reply, turn: int) -> list[Outgoing]:
    text = reply.text
    if needs_list(reply.buttons):
        text = f"{text}\n\n{listed(reply.buttons)}".strip()
    keys = keyboard(reply.buttons, turn)
    if not reply.image:
        return _texts(text or (CHOOSE if keys else ""), keys)
    captions = split(render(text), CAPTION)
    if len(captions) > 1:  # too long to stand under the picture
        return [Outgoing(photo=reply.image), *_texts(text, keys)]
    caption = captions[0] if captions else render("")
    return [Outgoing(caption.text, tuple(caption.entities()), keys, reply.image)]


def _texts(text: str, keys: tuple[Key, ...]) -> list[Outgoing]:
    parts = split(render(text))
    return [Outgoing(part.text, tuple(part.entities()), keys if part is parts[-1] else ()) for part in parts]
