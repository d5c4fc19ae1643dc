"""Everyday spelling mended: `dont`, `im`, `w/o`, curly apostrophes. Owns small certain repairs, word by word.

It must not guess: a word is mended only where one reading is possible (`id` and `ill` need the right neighbours).
It never changes what was said, only how it is spelt.

    mend("i dont no where im at rn")   # "i don't no where i'm at right now"
"""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00b4": "'", "`": "'", "\u00a0": " "}
)

WORDS: dict[str, str] = {
    "cant": "can't", "dont": "don't", "wont": "won't", "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't",
    "wasnt": "wasn't", "couldnt": "couldn't", "wouldnt": "wouldn't", "shouldnt": "shouldn't", "havent": "haven't",
    "hasnt": "hasn't", "hadnt": "hadn't", "arent": "aren't", "werent": "weren't", "mustnt": "mustn't",
    "im": "i'm", "ive": "i've", "hes": "he's", "shes": "she's", "theyre": "they're", "theyve": "they've",
    "youre": "you're", "youve": "you've", "weve": "we've", "thats": "that's", "whats": "what's",
    "theres": "there's", "theyll": "they'll", "itll": "it'll", "couldve": "could've", "wouldve": "would've",
    "shouldve": "should've", "dosent": "doesn't", "doesent": "doesn't", "didint": "didn't", "dnt": "don't",
    "cannot": "cannot", "wanna": "want to", "gonna": "going to", "alot": "a lot", "everytime": "every time",
    "eachother": "each other", "cos": "because", "coz": "because", "cuz": "because", "bc": "because",
    "becuase": "because", "becasue": "because", "w/": "with", "w/o": "without", "rn": "right now", "ppl": "people",
    "smth": "something", "abt": "about", "thru": "through", "dunno": "don't know", "idk": "i don't know",
    "tho": "though", "kinda": "kind of", "sorta": "sort of", "decison": "decision", "desicion": "decision",
    "definately": "definitely", "seperate": "separate", "freind": "friend", "freinds": "friends",
    "realy": "really", "allways": "always", "thier": "their", "beleive": "believe", "relationsip": "relationship",
    "wich": "which", "somthing": "something", "anythign": "anything", "nobodys": "nobody's", "w": "with", "b4": "before", "tryna": "trying to", "untill": "until",
    "bcoz": "because", "becos": "because", "cud": "could", "wud": "would", "shud": "should", "wen": "when",
    "hed": "he'd", "theyd": "they'd", "feelin": "feeling", "doin": "doing", "nothin": "nothing",
}  # fmt: skip
"""Misspelt or shortened word to its one reading."""

# "id" and "ill" are words of their own; these neighbours make them "i'd" and "i'll"
_ID = re.compile(
    r"(?<!\bmy )(?<!\ban )(?<!\bthe )(?<!\bhis )(?<!\bher )(?<!\bno )(?<!photo )(?<!fake )(?<!of )(?<!with )(?<!user )\bid"
    r"(?=\s+(?!card|number|photo|check|badge|is\b|was\b|for\b|and\b|or\b|at\b)[a-z])",
    re.IGNORECASE,
)
_ILL = re.compile(
    r"(?<![\w'])(?<!be )(?<!is )(?<!was )(?<!'s )ill(?=\s+(?:be|do|have|never|always|just|say|go|get|give|tell|ask|lose|end|"
    r"probably|still|cover|call|ring|stay|take|make|try)\b)",
    re.IGNORECASE,
)
_ITS = re.compile(
    r"\bits(?=\s+(?:a|an|the|not|always|just|like|been|my|all|only|so|too|never|because|easier|hard|harder|me|him|her|up|on me|on him|on her)\b)",
    re.IGNORECASE,
)
_GOTTA = re.compile(r"('ve|'s|have|has)?(\s*)\bgotta\b", re.IGNORECASE)
_TOKEN = re.compile(r"w/o\b|w/(?=\s)|b4\b|[A-Za-z][A-Za-z']*")


def plain(text: str) -> str:
    """Return the text with straight apostrophes, composed letters and without control characters.

    The length may change only where a letter was written as two code points.
    """
    text = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return "".join(c if c.isprintable() or c in "\n\t" else " " for c in text)


def mend(text: str) -> str:
    """Return the text with the certain misspellings put right; capital first letters stay."""
    text = plain(text)
    text = _ID.sub("i'd", text)
    text = _ILL.sub("i'll", text)
    text = _ITS.sub("it's", text)
    text = _GOTTA.sub(lambda m: f"{m[1]}{m[2]}got to" if m[1] else f"{m[2]}have to", text)
    return _TOKEN.sub(lambda m: _mend_word(m[0]), text)


def _mend_word(word: str) -> str:
    better = WORDS.get(word.lower())
    if better is None:
        return word
    return better[0].upper() + better[1:] if word[0].isupper() else better


def pronounceable(text: str) -> bool:
    """Tell words from keys hit at random: at least half of the longer words hold a vowel.

    >>> pronounceable("sdlkfj xcmv qwrtp"), pronounceable("saturday morning")
    (False, True)
    """
    long = [w for w in re.findall(r"[^\W\d_]+", text.lower()) if len(w) > 3 and w.isascii()]
    vowelled = [w for w in long if re.search(r"[aeiouy]", w)]
    return not long or 2 * len(vowelled) >= len(long)
