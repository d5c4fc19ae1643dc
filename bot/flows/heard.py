"""One message as it was understood: the text, the intent, the signs, the safety verdict.

Owns the reading of Rasa's message dictionary into a value. Must not interpret further.

    >>> Heard.from_message({"text": "hi", "intent": {"name": "greet", "confidence": 0.9}}).intent
    'greet'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.flows.talk import Often
from bot.language.frequency import frequency
from bot.safety.verdict import LEARNED

SURE = 0.6
"""From here on a sign is taken as told: below it fewer than half are right (`trellis evaluate`), so it is asked about."""
BESIDE = 0.55
"""The same for a sign that is told beside a sure one."""
SURELY_DENIED = 0.8
"""The same for what is read as not so: a wrong "you are at peace with that" jars more than one left out."""
GUESSED_FROM = 0.4
"""Below it even a question is out of place."""
BARE, BARE_OFTEN = 2, 3
"""Words of an answer that is only a yes or no, or a how-often."""
WORDS_IN_A_CONDITION = 6
"""A longer one is shown as part of their words."""


@dataclass(frozen=True)
class HeardSign:
    """A sign found in a message: `start` and `end` are character offsets, `confidence` is 0 to 1."""

    id: str
    polarity: str = "affirmed"
    who: str = "self"
    start: int = 0
    end: int = 0
    confidence: float = 1.0
    words: str = ""


@dataclass(frozen=True)
class Heard:
    """A message as understood."""

    text: str = ""
    intent: str = ""
    confidence: float = 0.0
    signs: tuple[HeardSign, ...] = ()
    guess: HeardSign | None = None
    """The likeliest sign where none was sure enough."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Entities a button carries: item, sign, often, topic, country, intent."""
    ranking: tuple[tuple[str, float], ...] = ()
    verdict: str = "none"
    kind: str | None = None
    kinds: tuple[str, ...] = ()
    """Every kind of harm that was raised, strongest first."""
    about: str = "self"
    learned: bool = False
    """True where no rule raised the verdict: only the classifier did, and it may well be mistaken."""
    denied: bool = False
    """True where harm was named only to deny it."""
    cue: bool = False
    """True where a mild sign of a partner's control was told, too little to ask about alone."""
    fear: bool = False
    """True where fear of a partner was told through the body or the house: "my stomach knots when i hear his key"."""
    pressed: bool = False
    """True when a button was pressed: `text` is then a payload, not the person's words."""

    @classmethod
    def from_message(cls, message: Mapping[str, Any]) -> Heard:
        """Read `tracker.latest_message`."""
        text = message.get("text") or ""
        entities = message.get("entities") or []
        safety = message.get("safety") or {}
        intent = message.get("intent") or {}
        pressed = text.startswith("/")
        signs = () if pressed else _signs(text, entities)
        unsure = _sign(text, message["sign_guess"]) if message.get("sign_guess") else _likeliest(signs)
        return cls(
            text=text,
            intent=intent.get("name") or "",
            confidence=float(intent.get("confidence") or 0.0),
            signs=signs,
            guess=unsure,
            values={e["entity"]: str(e["value"]) for e in entities if pressed or e["entity"] != "sign"},
            ranking=tuple(
                (r["name"], float(r["confidence"])) for r in message.get("intent_ranking") or [] if r.get("name")
            ),
            verdict=safety.get("verdict") or "none",
            kind=safety.get("kind"),
            kinds=tuple(safety.get("kinds") or ()),
            about=safety.get("about") or "self",
            learned=safety.get("reason") == LEARNED,
            denied=bool(safety.get("denied")),
            cue=bool(safety.get("cue")),
            fear=bool(safety.get("fear")),
            pressed=pressed,
        )

    @property
    def own_signs(self) -> tuple[HeardSign, ...]:
        """Give the signs that are told of the person, each sign once; none where not one of them is sure.

        Beside a sure one a likely one counts: several at once lower each other's confidence.
        """
        best: dict[str, HeardSign] = {}
        for sign in sorted(self.signs, key=lambda s: s.confidence):
            if sign.who == "self" and sign.confidence >= (SURELY_DENIED if sign.polarity == "denied" else BESIDE):
                best[sign.id] = sign
        return tuple(s for s in self.signs if best.get(s.id) is s) if any(s.confidence >= SURE for s in best.values()) else ()

    def how_often(self) -> tuple[Often | None, str]:
        """Give how often the person says it is, and the condition they name ("when his mum visits")."""
        return often_in(self.words, self.values.get("often"))

    @property
    def words(self) -> str:
        """Give what the person typed, tidied to one line; empty for a button."""
        return "" if self.pressed else " ".join(self.text.split())


_OFTEN: dict[str, Often] = {"often": "often", "sometimes": "sometimes", "rarely": "rarely", "never": "never"}


def often_in(words: str, given: str | None = None) -> tuple[Often | None, str]:
    """Read how often from a button's value, else from words: ("sometimes", "when his mum visits")."""
    if given in _OFTEN:
        return _OFTEN[given], ""
    found = frequency(words) if words else None
    return (found.often, found.condition or "") if found else (None, "")


def beyond(words: str, often: Often | None, when: str) -> str:
    """Give the words of an answer where they tell more than how often and when: "yes, often" is no quotation.

    >>> beyond("sometimes, when the kids visit", "sometimes", "when the kids visit"), beyond("he comes first", None, "")
    ('', 'he comes first')
    """
    left = len(words.replace(when, " ").split()) if when else len(words.split())
    return "" if left <= (BARE_OFTEN if often else BARE) and len(when.split()) <= WORDS_IN_A_CONDITION else words


def _signs(text: str, entities: list[dict[str, Any]]) -> tuple[HeardSign, ...]:
    return tuple(_sign(text, e) for e in entities if e.get("entity") == "sign")


def _likeliest(signs: tuple[HeardSign, ...]) -> HeardSign | None:
    """Give the likeliest sign that the person may be telling of themselves, where none is sure."""
    own = [s for s in signs if s.who == "self"]
    if any(s.confidence >= SURE for s in own):
        return None
    present = [s for s in own if s.polarity in ("affirmed", "hedged")]
    return max(present, key=lambda s: s.confidence, default=None)


def _sign(text: str, entity: dict[str, Any]) -> HeardSign:
    start, end = int(entity.get("start") or 0), int(entity.get("end") or 0)
    return HeardSign(
        id=str(entity["value"]),
        polarity=entity.get("role") or "affirmed",
        who=entity.get("group") or "self",
        start=start,
        end=end,
        confidence=float(entity.get("confidence_entity") or 1.0),
        words=text[start:end].strip(),
    )
