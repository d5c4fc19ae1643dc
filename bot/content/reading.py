"""How hard a text is to read: the Flesch-Kincaid grade, counted here, without a download.

Owns syllables, sentences and the grade. Must not decide which texts are checked. textstat offers the same
formula, but it fetches a dictionary from the network at first use, which a check on a small server must not do.

    grade("You keep a corner of your life that is yours.")     # 2.3
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
VOWELS: Final = re.compile(r"[aeiouy]+")
# two vowels that are spoken apart, and endings that are written but not spoken
APART: Final = re.compile(
    r"(?<![tscg])i[ao](?!us)|[aeiouy]ing$|eo(?!us|pl)|(?<![gq])ua|uie|(?<!q)uou|creat|iety|riu|iest$|ier$"
)
SILENT: Final = re.compile(
    r"(?:[^aeiouylr]e$|[^aeioul]le[sd]$|[aeiouy]le$|[aeiouy][lr]es?$|[^aeioutd]ed$|[^aeiouscxzg]es$|rge?s$"
    r"|[^aeiou]re$|eye$|(?<=[a-z]{2}[^aeiou])e(?=ly$|ful$|less$|ment$|ty$|some$|where$|thing$|one$|times$))"
)
EXCEPTIONS: Final = {
    "anyone": 3,
    "choir": 2,
    "different": 3,
    "enabling": 4,
    "every": 2,
    "everybody": 4,
    "everyday": 3,
    "everyone": 3,
    "everything": 3,
    "evening": 2,
    "evenings": 2,
    "friend": 1,
    "friends": 1,
    "idea": 3,
    "ideas": 3,
    "interest": 2,
    "interests": 2,
    "marriage": 2,
    "maybe": 2,
    "opinion": 3,
    "opinions": 3,
    "ourselves": 2,
    "people": 2,
    "relationship": 4,
    "relationships": 4,
    "several": 3,
    "somebody": 3,
    "someone": 2,
    "something": 2,
    "sometimes": 2,
    "somewhere": 2,
    "the": 1,
    "themselves": 2,
    "tired": 2,
    "wednesday": 2,
    "whoever": 3,
}


@cache
def syllables(word: str) -> int:
    """Return about how many syllables an English word has; 1 at the least."""
    word = word.lower().replace("’", "'")
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    stem, _, tail = word.partition("'")
    if tail == "t" and stem.endswith("n") and stem not in ("can", "don", "won"):
        return syllables(stem[:-1]) + (stem[:-1] not in ("are", "were"))
    if stem in EXCEPTIONS:
        return EXCEPTIONS[stem]
    count = len(VOWELS.findall(stem)) + len(APART.findall(stem)) - len(SILENT.findall(stem))
    return max(count, 1)


def words(text: str) -> list[str]:
    """Return the words of a text, as blanks part them."""
    return [word for word in text.replace("’", "'").split() if WORD.search(word)]


def sentences(text: str) -> int:
    """Return how many sentences there are; those of one or two words do not count."""
    parts = re.findall(r"\b[^.!?]+[.!?]*", text)
    return max(1, len(parts) - sum(len(words(part)) <= 2 for part in parts))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade: 8 is what a 13-year-old reads. 0 for an empty text.

    The figure means little for fewer than a dozen words.
    """
    spoken = words(text)
    if not spoken:
        return 0.0
    beats = sum(syllables(part) for word in spoken for part in WORD.findall(word))
    return 0.39 * len(spoken) / sentences(text) + 11.8 * beats / len(spoken) - 15.59
