"""Who does what a sentence says: the person, their partner, family, a child, a stranger, an animal.

Owns the search for the actor of a match and what "he", "she" and "they" point at. Must not judge. When in
doubt a pronoun is the partner, because in this conversation it nearly always is and a missed partner costs
most.

Example: in "my dog bit me" the actor is ``animal``; in "he bit me" alone it is ``partner``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.safety.rules import Person
from bot.safety.text import Sentence

_WATCHES = re.compile(
    r"\bi (?:\w+ ){0,2}?(?:check(?:ed|in)?|go through|went through|read|look(?:ed)? (?:through|at|in)|follow(?:ed)?"
    r"|track(?:ed)?|grab(?:bed)?|ask(?:ed)?|spy on)\b"
    r"[^.!?]{0,25}\b(?:her|his|their)\b",
    re.I,
)
_SELF = frozenset({"i", "we", "myself", "ourselves"})
_PRONOUNS = frozenset({"he", "she", "they"})
_GENERAL = frozenset(
    {
        "someone",
        "somebody",
        "people",
        "everyone",
        "everybody",
        "nobody",
        "others",
        "users",
        "anyone",
        "anybody",
        "men",
        "women",
        "kids",
        "teens",
        "teenagers",
        "you",
        "victims",
        "patients",
        "folks",
        "those",
    }
)
_OWNERS = frozenset({"'s", "his", "her", "their", "s'", "your"})
_AUX = frozenset(
    {
        "just",
        "really",
        "always",
        "even",
        "then",
        "also",
        "has",
        "had",
        "have",
        "is",
        "was",
        "will",
        "would",
        "may",
        "might",
        "could",
        "can",
        "did",
        "does",
        "not",
        "never",
        "still",
        "suddenly",
        "only",
    }
)
_NOT_PARTNERS = frozenset(
    {
        "business",
        "dance",
        "dancing",
        "lab",
        "study",
        "gym",
        "training",
        "tennis",
        "sparring",
        "writing",
        "law",
        "climbing",
        "running",
        "golf",
        "doubles",
        "work",
        "project",
    }
)
_MY_MAN = frozenset({"man", "guy", "woman", "girl", "lady", "men"})
_PREDICATE = re.compile(r"\b(?:he|she) (?:is|was|can be) (?:\w+ ){0,2}?(?:a|an|the)(?: \w+){0,2}$")
"""What stands before a word for a person that names nobody new: "he is a good man"."""
_POINTERS = frozenset({"the", "this", "that", "these", "those", "a", "an"})
"""A pointing word and a word that is no person, right before the verb: "this heat is killing me"."""


def watches_them(text: str) -> bool:
    """Tell whether the person says that they watch their partner: no sign of being watched.

    >>> watches_them("i check her phone when she showers"), watches_them("he checks my phone")
    (True, False)
    """
    return bool(_WATCHES.search(text))


@dataclass(frozen=True)
class Mention:
    """A word for a person: which sentence, which word, which class, he or she where the word tells it."""

    sentence: int
    word: int
    actor: str
    pronoun: str


class Cast:
    """The people of one message, indexed once so that every look-up stays short."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._here: dict[int, dict[int, Mention]] = {}
        self._fits: dict[str, list[Mention]] = {"he": [], "she": [], "they": []}
        for mention in mentions:
            self._here.setdefault(mention.sentence, {})[mention.word] = mention
            if mention.actor == "thing":
                continue
            for pronoun, fits in self._fits.items():
                if pronoun == "they" or mention.pronoun in {pronoun, "any"}:
                    fits.append(mention)
        self._named = {p: {m.actor for m in fits} for p, fits in self._fits.items()}

    def here(self, sentence: int) -> Mapping[int, Mention]:
        """Give the mentions of one sentence by word."""
        return self._here.get(sentence, {})

    def points_at(self, pronoun: str, sentence: int, word: int) -> str:
        """Say whom "he", "she" or "they" means: a partner if one was named and fits, else the nearest
        before that fits."""
        for wanted in ("partner", "ex"):
            if wanted in self._named[pronoun]:
                return wanted
        fits = self._fits[pronoun]
        before = bisect_left(fits, (sentence, word), key=_place)
        return fits[before - 1].actor if before else "partner"


def _place(mention: Mention) -> tuple[int, int]:
    return mention.sentence, mention.word


class People:
    """Finds actors; holds only the word lists."""

    def __init__(self, persons: Sequence[Person]) -> None:
        self._words = {w: p for p in persons for w in p.words}

    def cast(self, sentences: Sequence[Sentence]) -> Cast:
        """Find the people that a message names."""
        found = []
        for at, sentence in enumerate(sentences):
            for word, token in enumerate(sentence.tokens):
                if token in self._words:
                    person = self._words[token]
                    actor = self._class(sentence.tokens, word, person.actor)
                    if actor:
                        found.append(Mention(at, word, actor, person.pronoun))
        return Cast(found)

    def _class(self, tokens: Sequence[str], word: int, actor: str) -> str:
        before = tokens[word - 1] if word else ""
        token = tokens[word]
        if token in _MY_MAN and _PREDICATE.search(" ".join(tokens[max(0, word - 6) : word])):
            return ""
        if token in _MY_MAN:
            return "partner" if before == "my" and actor == "other" else actor
        if actor in {"partner", "ex"}:
            if before in _NOT_PARTNERS:
                return "other"
            if before in _OWNERS:
                return "other"
            if before == "ex" or (before == "former" or before == "late"):
                return "ex"
        return actor

    def actor(self, sentences: Sequence[Sentence], cast: Cast, at: int, word: int, whose: str = "") -> str:
        """Say who acts at a word of a sentence.

        ``whose`` tells the object: "me" cannot be hit by "i", so an "i" further left is passed over; "my"
        can ("i hit my head"), but only by an "i" right before the verb.
        """
        tokens = sentences[at].tokens
        here = cast.here(at)
        for back in range(word - 1, -1, -1):
            token = tokens[back]
            near = all(t in _AUX for t in tokens[back + 1 : word])
            if (
                token in _SELF
                or (token in {"me", "am"} and near)
                or (token == "me" and back and tokens[back - 1].startswith("mak"))
            ):
                if whose == "me" or (whose == "my" and not near):
                    continue
                return "self"
            if token in _PRONOUNS:
                return cast.points_at(token, at, back)
            if token in {"it", "this", "that", "which"}:
                if near and (back - 1) not in here and (token != "which"):
                    return "thing"
                continue
            if token in _GENERAL and not near and tokens[back + 1] not in {"who", "that", "else"}:
                continue
            if token in _GENERAL:
                if back + 1 < len(tokens) and tokens[back + 1] == "else":
                    return "self"
                if token == "you" and whose:
                    continue
                return "general"
            if back in here:
                mention = here[back]
                owner = tokens[back + 1] if back + 1 < len(tokens) else ""
                if owner == "'s":
                    continue
                return mention.actor
            if near and back and tokens[back - 1] in _POINTERS and token not in _AUX:
                return "thing"
        return "unknown"
