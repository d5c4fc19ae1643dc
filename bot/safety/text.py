"""Turns a message into plain sentences that the safety rules can read.

Owns: case, accents, look-alike letters, apostrophes, contractions, text-speak, censored and stretched
spellings, and the cut into sentences. Must not decide anything about safety, must not keep or log what it
reads, and takes time linear in the length.

Example: ``Normaliser(spelling, lexicon).sentences("I'm gonna k*ll myself!!")[0].text == "i am going to kill
myself"``
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.safety.letters import LEET, Spelling, one_slip, plain

LONGEST_WORD = 40
"""Longer runs of letters are cut into such pieces, so that no pattern meets an endless word."""
MOST_LETTERS = 60
"""Letters of a message spelled out letter by letter that are parted into words at once."""
LONGEST_PART = 12
"""Letters of a word in a message that is spelled out letter by letter."""
WINDOW_WORDS = 72
WINDOW_OVERLAP = 28
"""A sentence without an end is read in overlapping windows, the overlap longer than any usual match."""

_TOKEN = re.compile(
    r"[a-z](?:[.\-*_|/][a-z]){2,}(?![a-z0-9])"  # s-u-i-c-i-d-e, k.i.l.l
    r"|[a-z0-9]+(?:['*#@$!_]+[a-z0-9]+)*'?"
    r"|\.{2,}|[.?!;\n]+|[,:()\"\[\]{}]|-(?=\s)"
)
_SPELLED_OUT = re.compile(r"[a-z](?:[.\-*_|/][a-z]){2,}")
_HIDDEN = re.compile(r"[*#_]+")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_DOUBLED = re.compile(r"([a-z])\1+")
_ENDS = frozenset(".?!;\n")
_NOT_WORDS = frozenset({"can": "can", "won": "will", "ain": "am", "shan": "shall"})
_IS_AFTER = frozenset(
    {
        "i",
        "he",
        "she",
        "it",
        "that",
        "what",
        "who",
        "there",
        "here",
        "where",
        "how",
        "everything",
        "nobody",
        "noone",
        "someone",
        "everyone",
        "nothing",
        "something",
        "this",
        "life",
    }
)
_REPORTS = frozenset(
    {
        "said",
        "says",
        "saying",
        "say",
        "told",
        "tells",
        "telling",
        "texted",
        "texts",
        "text",
        "wrote",
        "writes",
    }
    | {"called", "message", "messaged", "shouted", "screamed", "yelled", "asked", "replied", "line", "lyrics"}
)
"""Quotation marks hold somebody else's words only after one of these; a person may also quote themselves."""
_COUNTS = frozenset(
    {"many", "few", "some", "hundred", "thousand", "of", "last", "two", "three", "five", "ten", "twenty"}
)
_AM_WORDS = frozenset("amass amend amended amending amends amount amuse amused amuses amusing".split())
"""Words of their own that begin like an "am" with the next word run into it ("amgoing")."""
_TAILS = {"m": "am", "re": "are", "ve": "have", "ll": "will", "d": "would", "em": "them"}
_LOOSE_NOT = frozenset(
    {
        "don",
        "can",
        "won",
        "isn",
        "wasn",
        "didn",
        "doesn",
        "hasn",
        "haven",
        "hadn",
        "wouldn",
        "couldn",
        "shouldn",
        "aren",
        "weren",
        "ain",
    }
)


@dataclass(frozen=True)
class Sentence:
    """One sentence, or one window of a very long one: its words, the words joined by spaces, and what lies
    in quotes."""

    tokens: tuple[str, ...]
    quoted: tuple[bool, ...]
    question: bool = False

    @property
    def text(self) -> str:
        """Give the words joined by single spaces; patterns are matched against this."""
        return " ".join(self.tokens)


class Normaliser:
    """Reads messages into sentences; holds only spelling data and the words that the rules know."""

    def __init__(self, spelling: Spelling, lexicon: Iterable[str] = ()) -> None:
        self._spelling = spelling
        self._lexicon = frozenset(lexicon) | spelling.critical | frozenset(spelling.words)
        self._longest_phrase = max((len(p) for p in spelling.phrases), default=1)
        self._phrase_heads = frozenset(p[0] for p in spelling.phrases)

    def sentences(self, text: str) -> list[Sentence]:
        """Cut a message of any length into sentences of normalised words."""
        tokens = self._phrases(self._joined(self._words(plain(text))))
        return _cut(tokens)

    def _words(self, plain: str) -> list[str]:
        words: list[str] = []
        for raw in _TOKEN.findall(plain):
            first = raw[0]
            if first in _ENDS:
                words.append(_end(raw))
            elif not (first.isalpha() or first.isdigit()):
                words.append('"' if first == '"' else ",")
            else:
                if raw in self._spelling.units and words and (words[-1].isdigit() or words[-1] in _COUNTS):
                    words.append("units")
                    continue
                for start in range(0, len(raw), LONGEST_WORD):
                    words.extend(self._word(raw[start : start + LONGEST_WORD]))
        return words

    def _word(self, raw: str) -> tuple[str, ...]:
        """Spell one word the plain way; it may become several ("gonna")."""
        if len(raw) == 1:
            return (raw,)  # may belong to a spelled-out word; read later
        if raw.isalpha() or raw.isdigit():
            return self._known(raw)
        if _SPELLED_OUT.fullmatch(raw):
            letters = "".join(c for c in raw if c.isalpha())
            if letters in self._lexicon:
                return self._known(letters)
            return tuple(c for c in raw if c.isalpha()) if "/" not in raw else tuple(raw.split("/"))
        raw = raw.strip("'")
        known = self._spelling.words.get(raw)
        if known is not None:
            return known
        if "'" in raw and not _HIDDEN.search(raw):
            return self._contraction(raw)
        if _HIDDEN.search(raw):
            found = self._unmask(raw)
            if found:
                return self._known(found)
        clear = raw.translate(LEET)
        if clear.isalpha() and clear in self._lexicon and not raw.isdigit():
            return self._known(clear)
        return tuple(w for piece in re.split(r"[^a-z0-9]+", raw) if piece for w in self._known(piece))

    def _known(self, word: str) -> tuple[str, ...]:
        spelling = self._spelling
        if word in spelling.words:
            return spelling.words[word]
        if word in self._lexicon:
            return (word,)
        if _STRETCHED.search(word):
            for shorter in (_STRETCHED.sub(r"\1\1", word), _DOUBLED.sub(r"\1", word)):
                if shorter in spelling.words:
                    return spelling.words[shorter]
                if shorter in self._lexicon:
                    return (shorter,)
            word = _STRETCHED.sub(r"\1", word)
        elif word[-1:] == word[-2:-1] and _DOUBLED.sub(r"\1", word) in spelling.critical:
            return (_DOUBLED.sub(r"\1", word),)
        glued = word.removeprefix("i")
        if len(glued) >= 5 and glued.startswith("am") and glued not in _AM_WORDS and glued[2:] in self._lexicon:
            return (*(("i",) if glued != word else ()), "am", glued[2:])
        if len(word) >= 6:
            for target in spelling.fuzzy:
                if target[0] == word[0] and one_slip(word, target):
                    return (target,)
        return (word,)

    def _unmask(self, raw: str) -> str | None:
        pattern = re.compile(_HIDDEN.sub("[a-z]{1,4}", raw.translate(LEET)))
        exact = [w for w in self._spelling.critical if len(w) == len(raw) and pattern.fullmatch(w)]
        loose = exact or [w for w in self._spelling.critical if pattern.fullmatch(w)]
        return min(loose) if loose else None

    def _contraction(self, raw: str) -> tuple[str, ...]:
        head, _, tail = raw.partition("'")
        if tail == "t" and head.endswith("n"):
            stem = head[:-1]
            return ({"ca": "can", "wo": "will", "ai": "am", "sha": "shall"}.get(stem, stem), "not")
        if tail in _TAILS:
            return (*self._known(head), _TAILS[tail])
        if tail == "s":
            return (head, "is") if head in _IS_AFTER else (*self._known(head), "'s")
        joined = raw.replace("'", "")
        return self._known(joined)

    def _joined(self, words: list[str]) -> list[str]:
        """Join "i m", "don t" and spelled-out letters; both come from forms that strip signs."""
        out: list[str] = []
        letters: list[str] = []
        for word in [*words, "."]:
            if len(word) == 1 and word.isalpha():
                letters.append(word)
                continue
            if len(letters) >= 4 or "".join(letters) in self._spelling.critical:
                out.extend(self._spelled(letters))
            else:
                out.extend(letters)
            letters = []
            out.append(word)
        out.pop()
        joined: list[str] = []
        for word in out:
            last = joined[-1] if joined else ""
            if word == "t" and last in _LOOSE_NOT:
                joined[-1:] = self._contraction(last + "'t")
            elif word in {"m", "ve", "re", "ll"} and last in {"i", "you", "he", "she", "we", "they", "it"}:
                joined.append(_TAILS[word])
            elif word == "s" and last in _IS_AFTER:
                joined.append("is")
            elif len(word) == 1:
                joined.extend(self._spelling.words.get(word, (word,)))
            else:
                joined.append(word)
        return joined

    def _spelled(self, letters: list[str]) -> list[str]:
        whole = "".join(letters)
        for start in (0, 1):
            rest = whole[start:]
            if rest in self._spelling.words or rest in self._lexicon:
                return [*letters[:start], *self._known(rest)]
        pieces = (whole[at : at + MOST_LETTERS] for at in range(0, len(whole), MOST_LETTERS))
        return [word for piece in pieces for word in self._parted(piece) or piece]

    def _parted(self, whole: str) -> list[str]:
        """Part a run of letters into the fewest known words, where one of them is grave: "w a n t t o d i e"."""
        best: list[list[str] | None] = [[]]
        for end in range(1, len(whole) + 1):
            ways = [
                [*before, whole[start:end]]
                for start in range(max(0, end - LONGEST_PART), end)
                if (before := best[start]) is not None and self._is_word(whole[start:end])
            ]
            best.append(min(ways, key=len, default=None))
        found = best[-1] or []
        return found if not self._spelling.critical.isdisjoint(found) else []

    def _is_word(self, part: str) -> bool:
        return part in {"i", "a"} or (len(part) > 1 and part in self._lexicon)

    def _phrases(self, words: list[str]) -> list[str]:
        """Replace known word groups, the longest first."""
        phrases, heads = self._spelling.phrases, self._phrase_heads
        out: list[str] = []
        at = 0
        while at < len(words):
            if words[at] in heads:
                for size in range(self._longest_phrase, 0, -1):
                    found = phrases.get(tuple(words[at : at + size]))
                    if found is not None:
                        out.extend(found)
                        at += size
                        break
                else:
                    out.append(words[at])
                    at += 1
            else:
                out.append(words[at])
                at += 1
        return out


def _end(raw: str) -> str:
    if "?" in raw:
        return "?"
    return "," if set(raw) == {"."} and len(raw) > 1 else "."


def _cut(words: list[str]) -> list[Sentence]:
    sentences: list[Sentence] = []
    tokens: list[str] = []
    quoted: list[bool] = []
    inside = False
    quotes_left = words.count('"')

    def close(question: bool) -> None:
        nonlocal tokens, quoted
        start = 0
        while start < len(tokens):
            end = min(len(tokens), start + WINDOW_WORDS)
            sentences.append(Sentence(tuple(tokens[start:end]), tuple(quoted[start:end]), question))
            if end == len(tokens):
                break
            start = end - WINDOW_OVERLAP
        tokens, quoted = [], []

    for word in words:
        if word == '"':
            quotes_left -= 1
            inside = not inside and quotes_left > 0 and not _REPORTS.isdisjoint(tokens[-6:])
            tokens.append(",")
            quoted.append(False)
        elif word in {".", "?"}:
            close(word == "?")
        elif word == "," and (not tokens or tokens[-1] == ","):
            continue
        else:
            tokens.append(word)
            quoted.append(inside)
    close(False)
    return sentences
