"""Matches a question to the ways people ask about each item.

Owns tokens, weights and the threshold. Must not know about intents or flows, and holds no words of its own
beyond grammar: what an item is about stands in its aliases.

    Finder([("E1", ("is that not just being nice",))]).find("whats the difference to being nice")  # ("E1",)
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

THRESHOLD: Final = (
    0.55  # below it, nothing is better than something: measured on tests/unit/content/test_finder.py
)
LEAST_OF_PHRASE: Final = 0.3
"""Share of a phrase that must be said, by weight."""
PHRASE_SHARE: Final = 0.6  # people ramble, so the phrase counts for more than the rest of what was said
NEAR_BEST: Final = 0.8  # a second item is only worth offering when it comes this close to the best
MOST: Final = 5
GRAMMAR_WEIGHT: Final = 0.3  # "why" against "what is" tells items apart, but never carries a match
FUZZY: Final = 0.82
FUZZY_LENGTH: Final = 5
MOST_WORDS: Final = 60  # a question is short; mending the spelling of 20,000 characters would take seconds

GRAMMAR_WORDS: Final = "what why how who when where which can does do is not no good bad normal time"
FILLER_WORDS: Final = (
    "a about actually all also always am an and any anyway are as at be because been but by could did for from get "
    "had has have he her him his i if in into it its ive im just kind like lol me mean my of ok okay on one or "
    "our please quite really s she so some sort t tell than that the their them then there these they thing this "
    "those to too us very was we well were will with would you your youre explain pls hey hi um again exactly whether "
    "says said though maybe"
)
GRAMMAR: Final = frozenset(GRAMMAR_WORDS.split())
IGNORED: Final = frozenset(FILLER_WORDS.split())
JOINED: Final = (
    (re.compile(r"\b(co|inter|in)[\s-]+(depend\w*)"), r"\1\2"),
    (re.compile(r"\bcode ?pend[ae]n(\w*)"), r"codependen\1"),
    (re.compile(r"\bself[\s-]+(\w+)"), r"self\1"),
    (re.compile(r"\bwhats\b"), "what is"),
    (re.compile(r"\bdont\b|\bdoesnt\b"), "do not"),
    (re.compile(r"\bcant\b|\bcannot\b"), "can not"),
    (re.compile(r"\bisnt\b"), "is not"),
)


def tokens(text: str) -> tuple[str, ...]:
    """Return the text's words, lower case, roughly stemmed, without filler."""
    plain = text.lower().replace("’", "'").replace("'", "")
    for pattern, joined in JOINED:
        plain = pattern.sub(joined, plain)
    return tuple(stem(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in IGNORED)


def stem(word: str) -> str:
    """Return the word without its commonest endings: boundaries -> boundary, codependent -> codepend."""
    if word in GRAMMAR:
        return word
    for ending, instead, shortest in (
        ("encies", "", 9),
        ("ency", "", 9),
        ("ence", "", 9),
        ("ent", "", 9),
        ("ies", "y", 5),
        ("ing", "", 6),
        ("ed", "", 5),
        ("es", "", 6),
        ("s", "", 4),
    ):
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("ss"):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] in "bdgmnprt" else word


@dataclass(frozen=True)
class Phrase:
    """One way of asking, ready to be compared."""

    owner: str
    """The id that it leads to."""
    words: tuple[str, ...]
    """Its tokens, in order."""
    weight: float
    """The sum of its distinct tokens' weights."""


class Finder:
    """An index over (id, phrases), built once."""

    def __init__(self, entries: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Weigh each word by how few ids use it."""
        cut = [(owner, [tokens(phrase) for phrase in phrases]) for owner, phrases in entries]
        uses: Counter[str] = Counter()
        for _, phrases in cut:
            uses.update({word for phrase in phrases for word in phrase})
        total = max(len(cut), 2)
        self._rarest = 1.0 + math.log(total)
        self._weights = {word: 1.0 + math.log(total / count) for word, count in uses.items()}
        self._order = {owner: position for position, (owner, _) in enumerate(cut)}
        self._phrases = [
            Phrase(owner, phrase, sum(self._weight(word) for word in set(phrase)))
            for owner, phrases in cut
            for phrase in phrases
            if phrase
        ]

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids whose phrases fit the text, best first. Empty when nothing fits well enough."""
        asked = self._known(tokens(text[:2000])[:MOST_WORDS])
        if not any(word in self._weights and word not in GRAMMAR for word in asked):
            return ()
        said = sum(self._weight(word) for word in set(asked))
        best: dict[str, float] = {}
        for phrase in self._phrases:
            score = self._score(phrase, asked, said)
            if score > best.get(phrase.owner, 0.0):
                best[phrase.owner] = score
        top = max(best.values(), default=0.0)
        fitting = [owner for owner, score in best.items() if score >= max(THRESHOLD, top * NEAR_BEST)]
        return tuple(sorted(fitting, key=lambda owner: (-round(best[owner], 6), self._order[owner]))[:MOST])

    def _weight(self, word: str) -> float:
        return GRAMMAR_WEIGHT if word in GRAMMAR else self._weights.get(word, self._rarest)

    def _known(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Replace misspelt words by the nearest word of the index."""
        mended = []
        for word in words:
            if word not in self._weights and len(word) >= FUZZY_LENGTH:
                near = get_close_matches(word, self._weights, n=1, cutoff=FUZZY)
                word = near[0] if near else word
            mended.append(word)
        return tuple(mended)

    def _score(self, phrase: Phrase, asked: tuple[str, ...], said: float) -> float:
        """Weigh how much of the phrase was said against how much of what was said it explains."""
        shared = set(phrase.words).intersection(asked)
        if not any(word not in GRAMMAR for word in shared):
            return 0.0
        common = sum(self._weight(word) for word in shared)
        if common < LEAST_OF_PHRASE * phrase.weight:  # "how old are you" is not "slipping back into old habits"
            return 0.0
        whole = 0.1 if is_part(phrase.words, asked) else 0.0
        return PHRASE_SHARE * common / phrase.weight + (1 - PHRASE_SHARE) * common / said + whole


def is_part(part: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether the words of ``part`` stand in ``whole`` side by side."""
    size = len(part)
    return any(whole[start : start + size] == part for start in range(len(whole) - size + 1))
