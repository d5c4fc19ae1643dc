"""What one turn is, for every channel and tool alike.

Owns: the shapes of section "Interfaces" (a message in, replies, what was understood, the state after it) and the way
from Rasa's parse and slots to them. Must not: import rasa or decide anything.

Example::

    turn = await bot.send("c1", "i cover for him all the time")
    turn.as_dict()["understood"]["signs"][0]["id"]  # 'enabling'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

from bot.charts import Chart


class Intent(TypedDict):
    """What the person does with the message."""

    name: str | None
    confidence: float


class SignFound(TypedDict):
    """One sign in the message; `start` and `end` count characters of `text`."""

    id: str
    polarity: str
    who: str
    start: int | None
    end: int | None
    confidence: float


class Verdict(TypedDict):
    """What the safety screen says: verdict act, ask or none; kind self_harm, partner or null."""

    verdict: str
    kind: str | None


class Understood(TypedDict):
    """What was understood of one message."""

    text: str
    intent: Intent
    signs: list[SignFound]
    safety: Verdict


class ShownButton(TypedDict):
    """A button as a channel gets it."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One bubble."""

    text: str
    buttons: tuple[ShownButton, ...] = ()
    image: str | None = None
    items: tuple[str, ...] = ()
    """The content items whose text is in the bubble."""
    utterance: str | None = None
    """The domain's name for the bubble, None for content; for channels that draw what others write."""
    chart: Chart | None = None
    """What is drawn with the bubble. `image` holds it as SVG; other forms (PNG, blocks, a table) come from bot.charts."""

    copy: bool = False
    """A copy of all that is kept goes with the bubble: the channel gets it from `Bot.copy` and hands it over."""

    def as_dict(self) -> dict[str, Any]:
        """Give the bubble as JSON shows it."""
        return {
            "text": self.text,
            "buttons": [dict(button) for button in self.buttons],
            "image": self.image,
            "items": list(self.items),
        }


@dataclass(frozen=True)
class Turn:
    """One message and what came of it."""

    text: str
    """What the person wrote, or the title of the button they pressed."""
    replies: tuple[Reply, ...]
    understood: Understood
    state: dict[str, Any]
    too_long: bool = False
    """The message was over the limit: only the safety screen has read it."""
    erased: bool = False
    """Everything kept of the person went with this turn; a channel lets go of what it holds, too."""
    failures: tuple[str, ...] = field(default=())
    """What went wrong inside, without anybody's words; for tests and logs, never shown."""
    slots: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """Everything remembered after the turn; for channels that show the picture beside the talk."""

    @property
    def buttons(self) -> tuple[ShownButton, ...]:
        """All buttons that can be pressed now, in the order shown."""
        return tuple(button for reply in self.replies for button in reply.buttons)

    def as_dict(self) -> dict[str, Any]:
        """Give the turn as `trellis chat --json` writes it."""
        return {
            "text": self.text,
            "replies": [reply.as_dict() for reply in self.replies],
            "understood": dict(self.understood),
            "state": self.state,
        }


def nothing_understood(text: str) -> Understood:
    """Give the reading of a message that is not read: empty, or a button that is gone."""
    return {
        "text": text,
        "intent": {"name": None, "confidence": 0.0},
        "signs": [],
        "safety": {"verdict": "none", "kind": None},
    }


def understood(parsed: Mapping[str, Any], text: str) -> Understood:
    """Read Rasa's parse result; `text` is echoed."""
    intent = parsed.get("intent") or {}
    safety = parsed.get("safety") or {}
    return {
        "text": text,
        "intent": {
            "name": intent.get("name"),
            "confidence": round(float(intent.get("confidence") or 0.0), 4),
        },
        "signs": [
            _sign(e) for e in parsed.get("entities") or [] if e.get("entity") == "sign" and "start" in e
        ],
        "safety": {"verdict": safety.get("verdict") or "none", "kind": safety.get("kind")},
    }


def _sign(entity: Mapping[str, Any]) -> SignFound:
    return {
        "id": str(entity["value"]),
        "polarity": entity.get("role") or "affirmed",
        "who": entity.get("group") or "self",
        "start": entity.get("start"),
        "end": entity.get("end"),
        "confidence": round(float(entity.get("confidence_entity") or 1.0), 4),
    }


def state_of(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Read the state that tools and tests rely on from the slots."""
    picture = slots.get("picture") or {}
    return {
        "flow": slots.get("flow"),
        "safety": slots.get("safety") or "safe",
        "signs": {
            sign: {"polarity": entry.get("polarity"), "often": entry.get("often")}
            for sign, entry in picture.items()
        },
        "plan": slots.get("plan"),
    }
