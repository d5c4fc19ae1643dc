"""What can be said: the shapes of items, signs, links and helplines.

Owns the dataclasses and the closed lists their fields draw from. Must not read files, and must not decide
whether something may be said now (bot.safety does that).

    Item(id="K2", kind="block", title="Interests of your own", text="...", again="...", ...)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

Kind = Literal[
    "definition",
    "characteristic",
    "impact",
    "nature",
    "benefit",
    "principle",
    "sign",
    "strength",
    "quality",
    "step",
    "block",
    "strategy",
    "closing",
]
Origin = Literal["article", "editorial"]
PartnerContact = Literal["none", "talk", "joint", "assert"]
Side = Literal["codependency", "interdependence"]
AskWhen = Literal["present", "absent", "anger", "low_mood"]
Meaning = Literal["calm", "unsure", "unsafe"]
HelplineKind = Literal["crisis", "partner", "both", "emergency"]

# The article's headings, which an item names so that a person can be told where it comes from.
SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "Introduction": (),
    "Understanding Codependency": (
        "Characteristics of Codependent Relationships",
        "The Psychological and Emotional Impacts of Codependency",
    ),
    "Embracing Interdependence": ("The Benefits of Interdependence",),
    "Identifying Signs of Codependency vs. Interdependence": (
        "Signs of Codependency",
        "Signs of Interdependence",
    ),
    "Transitioning from Codependency to Interdependence": (
        "Steps to Overcome Codependency",
        "Building Interdependent Relationships",
        "Strategies for Maintaining Interdependence",
    ),
    "Closing": (),
}


@dataclass(frozen=True)
class Item:
    """One thing Trellis can say, with where it comes from."""

    id: str
    """Short and stable, such as T3a. Editorial additions start with E."""
    kind: Kind
    """What sort of thing it is. It follows the letter of the id: C characteristic, K block, and so on."""
    title: str
    """Two to six words, as a heading or in a list: "Interests of your own"."""
    text: str
    """The bubble: 60 words or fewer, reading grade 8 or lower."""
    again: str
    """The same thought in other words, for the second time it is asked."""
    section: str | None = None
    """The article's heading, exactly as in SECTIONS. Editorial items have none."""
    part: str | None = None
    """The heading within the section, where the article has one."""
    origin: Origin = "article"
    """``article``, or ``editorial`` for what the article does not say."""
    reason: str | None = None
    """Editorial items only: why it was added."""
    aliases: tuple[str, ...] = ()
    """Ways people ask about it, in lower case: "what is codependency"."""
    partner_contact: PartnerContact | None = None
    """Qualities, steps, blocks and strategies: how far it involves the partner. None for other kinds."""
    offer: str | None = None
    """Steps, blocks, strategies: the choice in a few lower-case words, "one evening a week that is yours"."""
    try_this: str | None = None
    """Steps, blocks, strategies: one small thing to do this week, for one person on one day."""
    smaller: str | None = None
    """Steps, blocks, strategies: a smaller version, offered when confidence is below 7."""
    draft: str | None = None
    """Steps, blocks, strategies: a first if-then plan in the first person, "When ..., I will ..."."""
    say: str | None = None
    """A sentence to rehearse for the moment itself, in the first person. T3b and K5 have one."""


@dataclass(frozen=True)
class SafetyAnswer:
    """One button under a safety question."""

    title: str
    """First person or a bare phrase, up to 24 characters: "Sometimes afraid"."""
    meaning: Meaning
    """``calm`` goes on, ``unsure`` stays watchful, ``unsafe`` withholds all that involves the partner."""


@dataclass(frozen=True)
class Sign:
    """One of the 20 signs, and how Trellis talks about it."""

    id: str
    """One of SIGN_IDS."""
    side: Side
    """The column of the picture it belongs to."""
    items: tuple[str, ...]
    """The article items it stands for, the closest first."""
    label: str
    """Two to six words for the picture: "Checking before you choose"."""
    button: str
    """First person or bare phrase, up to 24 characters: "Deciding together"."""
    question: str
    """The guided walk's question. It can be answered by often, sometimes, rarely or not me."""
    questions: tuple[str, ...]
    """Two or three open questions that look deeper, one sentence each."""
    back: str
    """The sign given back as a lower-case "-ing" phrase: "checking with your partner before you choose"."""
    why: str
    """The reply to "why do you ask?" while this question is open."""
    reflections: tuple[str, ...]
    """Three or more reflections for when it is so. Statements, a shade deeper, never a question."""
    hedged: tuple[str, ...]
    """Two or more for "sort of" and "sometimes"."""
    denied: tuple[str, ...]
    """Two or more for when it is not so."""
    past: tuple[str, ...]
    """Two or more for when it was so once."""
    notice: str
    """An invitation to notice it this week. An offer, never a task."""
    because: str
    """Ends "This may fit because ...": lower case, second person, no full stop."""
    safety_question: str | None = None
    """The gentle question that its link's ``ask`` names. Present exactly when the link has an ``ask``."""
    safety_answers: tuple[SafetyAnswer, ...] = ()
    """Two to four buttons under it. At least one calm and one unsafe."""


@dataclass(frozen=True)
class Fit:
    """How an item is worded where it follows from one sign: the same item, with a first step that fits there."""

    item: str
    """Id of the step or block, one of the link's own."""
    offer: str
    """In place of the item's offer."""
    try_this: str
    """In place of the item's small thing to do."""
    smaller: str
    """In place of the item's smaller version."""

    def worded(self, item: Item) -> Item:
        """Give the item in these words."""
        return replace(item, offer=self.offer, try_this=self.try_this, smaller=self.smaller)


@dataclass(frozen=True)
class Link:
    """What may be offered once a sign is recognised. The lists are the article's, the links ours."""

    sign: str
    """The sign id."""
    strengths: tuple[str, ...] = ()
    """Item ids (H...) to look for in this person: what still holds."""
    steps: tuple[str, ...] = ()
    """Item ids (T...) in the order they are offered."""
    blocks: tuple[str, ...] = ()
    """Item ids (K...)."""
    strategies: tuple[str, ...] = ()
    """Item ids (M...)."""
    ask: str | None = None
    """The safety question's id, one of SAFETY_QUESTIONS. None where none is needed."""
    ask_when: AskWhen | None = None
    """present: whenever the sign is. absent: when it is denied. anger, low_mood: only if the words tell of it."""
    absent_blocks: tuple[str, ...] = ()
    """Blocks for a strength that is absent, and only after a calm answer to ``ask``."""
    absent_strategies: tuple[str, ...] = ()
    """Strategies for a strength that is absent, and only after a calm answer to ``ask``."""
    fits: tuple[Fit, ...] = ()
    """Items of this link that are offered first, worded for this sign."""
    note: str | None = None
    """For editors: what to keep in mind. Never shown to a person."""


@dataclass(frozen=True)
class Helpline:
    """One line a person can call, text or write to."""

    country: str
    """ISO code (US, GB), or INT for lines and directories that serve all countries."""
    name: str
    """As the service calls itself."""
    kind: HelplineKind
    """``crisis`` for harm to oneself, ``partner`` for violence and control, ``both``, or ``emergency``."""
    hours: str
    """When somebody answers, in plain words: "day and night"."""
    url: str
    """The service's own page."""
    source: str
    """Where the number was confirmed."""
    checked: date
    """The day it was confirmed. Older than 180 days is a warning."""
    number: str | None = None
    """As dialled within the country."""
    text: str | None = None
    """How to text: "text HOME to 741741"."""
    chat: str | None = None
    """Address of a web chat."""
    note: str | None = None
    """One short remark for the person, such as "press 1 for ..."."""


@dataclass(frozen=True)
class Country:
    """How people name a country."""

    code: str
    """ISO code: GB."""
    names: tuple[str, ...]
    """Lower-case names and abbreviations: "united kingdom", "uk", "england"."""
    only_after_in: tuple[str, ...] = ()
    """Names that also mean something else: taken after "i live in" or "the", or alone: "us", "turkey"."""


@dataclass(frozen=True)
class Referral:
    """A subject beside Trellis's own, and who can help with it."""

    id: str
    """Short and stable, such as sleep."""
    words: tuple[str, ...]
    """Lower-case words or phrases that give it away; an asterisk at the end stands for any ending."""
    text: str
    """The bubble: that it is outside, and who knows. 60 words or fewer."""


CODEPENDENCY_SIGNS: Final[tuple[str, ...]] = (
    "loss_of_self",
    "worth_from_partner",
    "needs_partner_to_decide",
    "neglects_own_needs",
    "fear_of_abandonment",
    "enabling",
    "need_for_approval",
    "one_sided_sacrifice",
    "tolerates_mistreatment",
    "low_self_esteem",
    "anxiety",
    "no_close_ties_outside",
    "loneliness",
)
INTERDEPENDENCE_SIGNS: Final[tuple[str, ...]] = (
    "sense_of_self",
    "own_interests",
    "decides_independently",
    "secure_apart",
    "open_communication",
    "mutual_support",
    "encourages_growth",
)
SIGN_IDS: Final[tuple[str, ...]] = CODEPENDENCY_SIGNS + INTERDEPENDENCE_SIGNS

# id -> what it finds out. The words a person sees are the sign's safety_question.
SAFETY_QUESTIONS: Final[dict[str, str]] = {
    "view_or_permission": "Do they want a second view, or do they need permission?",
    "losing_or_afraid": "Are they afraid of losing the partner, or afraid of the partner?",
    "drink_and_anger": "Where drink or drugs and anger meet: is anybody afraid or hurt?",
    "treated_badly": "When they are treated badly: are they ever afraid, threatened or hurt?",
    "own_safety": "Where the mood is very low: are they safe with themselves?",
    "cut_off_by_whom": "Did the ties fade, or does the partner keep them away?",
    "what_happens_after": "Do they hold back out of shyness, or because of what happens after?",
}
