"""What a conversation is at, as one immutable value: the open question, the picture, the plan.

Owns the shape of the slots and the way between slots and values. Must not decide anything: the flows do.

    >>> talk = Talk.from_slots({"question": "check", "picture": {"enabling": {"polarity": "affirmed"}}})
    >>> talk.picture["enabling"].polarity
    'affirmed'
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, Literal

from bot.language.frequency import frequency
from bot.safety.state import SafetyState

Polarity = Literal["affirmed", "denied", "hedged", "past"]
Often = Literal["often", "sometimes", "rarely", "never"]

DERIVED = ("said", "running")
CODEPENDENCY = "codependency"
INTERDEPENDENCE = "interdependence"


A_TELLING = 3
"""Words."""


@dataclass(frozen=True)
class Entry:
    """One sign in the picture, as the person put it."""

    polarity: Polarity = "affirmed"
    often: Often | None = None
    words: str = ""
    """The person's own words, as typed; empty when a button answered."""
    when: str = ""
    """A condition they named, such as "with his mother"."""
    source: Literal["told", "asked"] = "told"

    @property
    def present(self) -> bool:
        """Tell whether the sign is there now: affirmed or hedged, and not "never"."""
        return self.polarity in ("affirmed", "hedged") and self.often != "never"

    @property
    def telling(self) -> str:
        """Their words, unless they only say how often: that is noted, and may be another by now."""
        return telling(self.words)


def telling(words: str) -> str:
    """Give words that tell something; "sometimes", typed in answer to how often, tells nothing beside it.

    >>> telling("very often"), telling("he shouts"), telling("mostly when his mum is here")
    ('', 'he shouts', 'mostly when his mum is here')
    """
    return words if len(words.split()) >= A_TELLING or frequency(words) is None else ""


@dataclass(frozen=True)
class Plan:
    """A written if-then plan for one item."""

    item: str
    when: str
    action: str
    obstacle: str = ""
    sentence: str = ""
    confidence: int | None = None
    smaller: str = ""


@dataclass(frozen=True)
class Walk:
    """Where the guided walk stands."""

    queue: tuple[str, ...] = ()
    """Signs still to ask; the first one is asked now."""
    asked: str | None = None
    """The sign whose question was already put once, so that the next time it is only recalled."""
    total: int = 0
    """How many questions this round has."""
    kept: str = ""
    """Words given for the open question that still lack a "how often"."""


@dataclass(frozen=True)
class Guess:
    """A reading that is too unsure to note, put to the person."""

    sign: str
    words: str = ""
    """The stretch of their words that it rests on."""


@dataclass(frozen=True)
class Talk:
    """All that the flows know of a conversation. Every field but DERIVED is a slot of the same name."""

    question: str | None = None
    """Id of the open question (domain.yml lists them); rules branch on it."""
    safety: str = "safe"
    """safe, watch, partner_unsafe or crisis."""
    flow: str = "welcome"
    welcomed: bool = False
    picture: Mapping[str, Entry] = field(default_factory=dict)
    focus: str | None = None
    """The sign in the foreground."""
    offered: tuple[str, ...] = ()
    """What the last choice offered: sign ids, item ids, intents or topics."""
    guess: Guess | None = None
    """What the open question `guess` is about."""
    guessed: tuple[str, ...] = ()
    """Signs that were put as a guess or taken back: none is guessed at again."""
    shown: tuple[str, ...] = ()
    """Items already offered or told, so that "something else" brings others."""
    items: tuple[str, ...] = ()
    """Content ids of the latest replies: what "where is that from?" is about."""
    circumstances: tuple[str, ...] = ()
    """What changes how all is put: ended, bereaved, caring (bot.language.circumstances)."""
    walk: Walk | None = None
    wanted: str | None = None
    """What they asked for while something else had to be asked first: steps, or addition (to the plan)."""
    chosen: str | None = None
    """The item that a plan is being made for."""
    plan_when: str | None = None
    plan_action: str | None = None
    plan_obstacle: str | None = None
    plan_sentence: str | None = None
    plan_confidence: int | None = None
    plan_smaller: str | None = None
    """The slots of the plan form; an empty string is a question that was skipped."""
    plan: Plan | None = None
    """The plan that was written last."""
    region: str | None = None
    noticed_safe: bool | None = None
    """Their answer to "would it be safe if they noticed?"."""
    concern: str | None = None
    """What the safety flow is about: self_harm, partner or other."""
    danger: Mapping[str, Any] | None = None
    """The safety state behind `safety`: flags and numbers, no words (bot.safety.state)."""
    pace: Mapping[str, Any] | None = None
    """Where slowing down together stands: {"way": breath or senses, "at": step}."""
    safety_plan: Mapping[str, Any] | None = None
    """The person's own plan for hard hours, part by part, while it is written and as long as they keep it."""
    resume: Mapping[str, Any] | None = None
    """Where the talk was when safety broke in: {"loop", "question"}."""
    misses: int = 0
    """Guesses that failed in a row."""
    checked: tuple[str, ...] = ()
    """Ids of the safety questions already asked; each is asked once."""
    checkin: Mapping[str, Any] | None = None
    """The latest report on a step: {"went", "item", "words", "obstacle"}."""
    todo: tuple[str, ...] = ()
    """Signs that this check-in still asks about again."""
    rechecked: tuple[str, ...] = ()
    """Signs that this check-in has asked about again."""
    season: str | None = None
    """The seasonal question asked last."""
    reminder: Mapping[str, Any] | None = None
    """When they want to be reminded: {"days", "hour", "minute", "zone"} (bot.journal.schedule)."""
    reminder_draft: Mapping[str, Any] | None = None
    """What is known of a reminder that still lacks a time or a place."""
    reminded: str | None = None
    """When a reminder was last shown in the talk instead of sent."""
    private: bool = False
    """None of their words are kept."""
    erase: bool = False
    """Everything about them is deleted when this turn ends."""
    summed: int = 0
    """How many present signs the last summary held."""
    offers: Mapping[str, int] = field(default_factory=dict)
    """How often a question of `questions.OFFERS` was put unasked, or `questions.TURNED_DOWN` after a no."""
    said: str = ""
    """What Trellis said in this session, joined; read from the tracker, never stored."""
    running: str | None = None
    """The form that runs now; read from the tracker, never stored."""

    @classmethod
    def from_slots(cls, slots: Mapping[str, Any], said: str = "", running: str | None = None) -> Talk:
        """Read slot values; unknown slots are ignored, missing ones get their default."""
        values = {f.name: slots[f.name] for f in fields(cls) if slots.get(f.name) is not None}
        values["picture"] = {k: Entry(**v) for k, v in (values.get("picture") or {}).items()}
        for name, shape in _SHAPES.items():
            if values.get(name):
                values[name] = shape(**{k: _frozen(v) for k, v in values[name].items()})
        for name in ("offered", "guessed", "shown", "items", "circumstances", "checked", "todo", "rechecked"):
            values[name] = tuple(values.get(name) or ())
        for name in ("misses", "summed"):
            values[name] = int(values.get(name) or 0)
        return cls(**{**values, "said": said, "running": running})

    def to_slots(self) -> dict[str, Any]:
        """Give JSON-ready values of every slot."""
        slots: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in DERIVED}
        slots["picture"] = {k: asdict(v) for k, v in self.picture.items()}
        for name in _SHAPES:
            slots[name] = asdict(getattr(self, name)) if getattr(self, name) else None
        return {k: list(v) if isinstance(v, tuple) else v for k, v in _thawed(slots).items()}

    def changes(self, before: Talk) -> dict[str, Any]:
        """Give the slots whose value differs from `before`."""
        old = before.to_slots()
        return {k: v for k, v in self.to_slots().items() if v != old[k]}

    def having(self, **changes: Any) -> Talk:
        """Give a copy with some fields changed."""
        return replace(self, **changes)

    def noting(self, sign: str, entry: Entry) -> Talk:
        """Give a copy whose picture holds `entry` for `sign`; the latest word on a sign wins."""
        return replace(self, picture={**self.picture, sign: entry})

    def knowing(self, circumstances: Collection[str]) -> Talk:
        """Give a copy that knows of these circumstances as well."""
        fresh = sorted(set(circumstances) - set(self.circumstances))
        return replace(self, circumstances=(*self.circumstances, *fresh)) if fresh else self

    @property
    def over(self) -> bool:
        """Tell whether the relationship they speak of is over."""
        return not {"ended", "bereaved"}.isdisjoint(self.circumstances)

    @property
    def has_told(self) -> bool:
        """Tell whether the person has told something of their own."""
        return bool(self.picture or self.guessed) or self.flow == "reflection"

    def guarded(self, state: SafetyState) -> Talk:
        """Give a copy in the safety state `state`."""
        return replace(self, safety=state.level, danger=state.as_dict())

    @property
    def safety_state(self) -> SafetyState:
        """Give the safety state; a talk that only has the level is read on the careful side."""
        return SafetyState.from_dict(self.danger) if self.danger else SafetyState.of(self.safety)

    @property
    def place(self) -> Mapping[str, Any]:
        """Give where the talk is, as `resume` keeps it."""
        return {"question": self.question, "loop": self.running}

    def present(self) -> tuple[str, ...]:
        """Give the signs that are there now, in the order in which they came up."""
        return tuple(sign for sign, entry in self.picture.items() if entry.present)


_SHAPES: dict[str, Any] = {"plan": Plan, "walk": Walk, "guess": Guess}
"""Slots that hold a value of their own shape, or nothing."""
_POLARITIES: dict[str, Polarity] = {
    "affirmed": "affirmed",
    "denied": "denied",
    "hedged": "hedged",
    "past": "past",
}


def polarity_of(value: str) -> Polarity:
    """Read a polarity; anything unknown counts as affirmed, the NLU's default."""
    return _POLARITIES.get(value, "affirmed")


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _thawed(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _thawed(v) for k, v in value.items()}
    return [_thawed(v) for v in value] if isinstance(value, (list, tuple)) else value
