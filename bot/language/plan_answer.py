"""What an answer about a plan holds: the moment, the act, the obstacle, and the rest that is none of these.

Owns the taking apart. Only takes words away at the edges; what it keeps stands in the message as typed.

    take_apart("saturday arvo i guess, coffee w mika. he'd sulk though")
    # Answer(when="saturday arvo", action="coffee w mika", obstacle="he'd sulk", rest="")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.language.moment import find
from bot.language.spelling import mend

_HEDGE = (
    r"(?:um+|uh+|hm+|well|ok(?:ay)?|so|then|like|maybe|perhaps|prob(?:ably|s)?|i (?:think|thought|guess|s'?pose|suppose|reckon|dunno|don'?t know|mean)"
    r"|idk|dunno|not sure|tbh|honestly|actually|lol|haha|yeah|yes|yep|yea|no(?=\s*[,.;:!?])|nah|wait|sorry|please|pls|excuse me|ty|thanks|let'?s say|how about|what about|say(?=,)|i already said|wrong"
    r"|and|n|but|or|if that'?s ok(?:ay)?|(?:like |as )?i (?:just |already )?(?:said|told you)(?=[,:])|i want to change (?:the|my) plan)"
)
_HEAD = re.compile(rf"^(?:[\s,.;:!?…\-]*(?:{_HEDGE})\b(?!')[\s,.;:!?…]*)+", re.I)
_TAIL = re.compile(
    rf"(?:[\s,.;:!?…\-]+(?:{_HEDGE}|or something|or smth|or so|though|tho|or whatever|innit|right|for now|is that ok(?:ay)?|would that (?:work|do|count)|can (?:we|i) do that))+[\s,.;:!?…]*$",
    re.I,
)
_EDGES = " \t,.;:!?…-–—"
_INTENT = re.compile(
    r"^(?:(?:i'?ll|i will|i would like to|i'?d like to|i would|i'?d|i could|i can|i might|i want(?: to)?|i'?m going to|i am going to|let me|we could|to|try to|try and|my (?:step|idea|plan) is(?: to)?|the (?:step|plan|time|day|when|moment) is(?: to)?|it is|it'?s|that is|that'?s)\s+)+",
    re.I,
)
_INTENDS = re.compile(
    r"^(?:i'?ll|i will|i'?d like to|i could|i can|i want to|i'?m going to|let me|to)\s+\w", re.I
)
_FEELS = re.compile(
    r"\b(?:i|it|that|this|he|she|they|we|my \w+)(?: \w+){0,4}? (?:feels?|felt|feeling|made me|makes me)\b|\bi(?:'m| am| was|'d be) (?:so |really |just |a bit |too |very |kind of )*"
    r"(?:scared|afraid|guilty|sad|worried|nervous|anxious|ashamed|embarrassed|lonely|tired of|sick of|fed up|angry|upset|excited|happy|glad|proud)\b",
    re.I,
)
_TO_TRELLIS = re.compile(
    r"\bi (?:did not|didn'?t|never|only|just|already) (?:choose|chose|say|said|ask|asked|mean|meant|told|pick|picked|want(?:ed)? that)\b|\byou (?:keep|said|asked|already|should|don'?t|did)\b"
    r"|^(?:please )?(?:stop|don'?t) (?:asking|that)|\bexcuse me\b|\bi want to change (?:the|my) plan\b",
    re.I,
)
_HINDERS = re.compile(
    r"^(?:(?:but|except|the (?:problem|thing|trouble) is(?: that)?|if|unless|what if|in case)\s+.*"
    r"|(?:he|she|they|my \w+|the \w+|it|someone|something|work|i|i\w'*|he'\w+|she'\w+|they'\w+)\s*(?:(?:\w+\s+)?(?:might|may|would|could|will|wouldn'?t|won'?t)|'d|'ll)\b.*"
    r"|(?:he|she|they)(?:'d|'ll|d|ll)\b.*)$",
    re.I,
)
_ASKS = re.compile(
    r"\?\s*$|^(?:what|why|how|who|is (?:it|that|this)|can (?:i|you|we)|could (?:i|you|we)|do you|does|should)\b",
    re.I,
)
_CUT = re.compile(
    r"(?:,\s*|\s+)(?=but\b|because\b|cos\b|though\s+\w|although\b)|,\s*(?=(?:i|i'\w+|he|she|they|we|my|is|are|what|would|how|do|can|could|should)\b)|\s+(?=(?:and|n) (?:he|she|they|my (?:partner|husband|wife|bf|gf|boyfriend|girlfriend))\b)",
    re.I,
)
SHORT_REST = 3
"""So many words right after a moment belong to it where they say how or where: "over coffee"."""
_BELONGS = re.compile(r"^\s+(?:over|with|w|in|at|by|on|from|for)\s", re.I)
_NOTHING = re.compile(r"^(?:nothing|no|none|never|not|nobody|nowhere)\b", re.I)
_THING = re.compile(r"^(?:an?|half an?|one|two|three|five|ten|fifteen|twenty|\d+|some)(?: \w+){2,6}$", re.I)
"""A thing to do, named without a verb: "an hour for pottery"."""
_FILLING = frozenset(("only", "just", "then", "there", "it"))
_ONLY_THEM = re.compile(r"^(?:if )?(?:him|her|them|he|she|they|it|that|this|me|i)$", re.I)


@dataclass(frozen=True)
class Answer:
    """The parts of a message; each is empty where it holds none."""

    when: str = ""
    action: str = ""
    obstacle: str = ""
    rest: str = ""
    """What is none of the three: a feeling, a worry, a complaint, a question."""


def take_apart(text: str, wanted: str = "when") -> Answer:
    """Read the parts of a message; `wanted` is what was asked for: when, action, obstacle or smaller."""
    found = {"when": "", "action": "", "obstacle": ""}
    rest: list[str] = []
    asked = "action" if wanted == "smaller" else wanted
    for piece in _pieces(text):
        for kind, said in _read(piece, asked, found):
            if kind == "rest":
                rest.append(said)
            elif not found[kind]:
                found[kind] = said
            elif kind == asked and kind != "when" and _goes_on(said):
                found[kind] = f"{found[kind]} {said}"
            else:
                rest.append(said)
    return Answer(**found, rest=". ".join(r for r in rest if any(c.isalnum() for c in r)))


def trimmed(words: str) -> str:
    """Take hesitations and marks off the edges: "um, maybe wednesday." -> "wednesday"."""
    said = words.strip()
    while True:
        shorter = _TAIL.sub("", _HEAD.sub("", said)).strip(_EDGES)
        if not shorter or shorter == said:
            return said.strip(_EDGES) if any(c.isalnum() for c in said) else said
        said = shorter


def act(words: str) -> str:
    """Take off what announces an act: "i guess i'll walk to the pool" -> "walk to the pool"."""
    said = trimmed(words)
    return trimmed(_INTENT.sub("", said)) or said


def spoken(text: str) -> str:
    """Give words to say as they are, without a remark to the listener: "back by six. i already said" -> "back by six"."""
    sentences = re.split(r"(?<=[.!?…])\s+", text)
    kept = [s for s in sentences if not (len(s.split()) > 1 and _HEAD.fullmatch(s.rstrip(_EDGES) + "."))]
    return " ".join(kept).rstrip(" .") if kept and len(kept) < len(sentences) else text


def _pieces(text: str) -> list[str]:
    """Split into what says one thing each; a short answer is one piece, whatever its commas."""
    sentences = [s for s in re.split(r"(?<=[.!?…;\n])\s+|\n+|\s+[–—-]\s+|…", text) if s.strip(_EDGES)]
    pieces: list[str] = []
    for sentence in sentences:
        cuts = [0, *(match.end() for match in _CUT.finditer(sentence))]
        pieces += [sentence[a:b] for a, b in pairwise([*cuts, len(sentence)])]
    return [p for p in pieces if not _HEAD.fullmatch(p) and any(c.isalnum() for c in p)]


def _read(piece: str, wanted: str, found: dict[str, str]) -> list[tuple[str, str]]:
    """Say what a piece is: a moment, an act, an obstacle, several of them, or none."""
    said = trimmed(piece)
    plain = mend(said)
    if _TO_TRELLIS.search(plain):
        late = said.rpartition(":")[2] if ":" in said else ""
        return _read(late, wanted, found) if late.strip() else [("rest", said)]
    if wanted == "obstacle":
        if _ASKS.search(plain) and len(plain.split()) > SHORT_REST:
            return [("rest", said)]
        if _ONLY_THEM.match(plain):
            return []
        return [
            (
                "obstacle",
                re.sub(
                    r"^(?:if|that|when|the (?:problem|thing|trouble) is(?: that)?|because|cos)\s+",
                    "",
                    said,
                    flags=re.I,
                ),
            )
        ]
    if _FEELS.search(plain):
        return [("rest", said)]
    if re.match(r"but\b", piece.strip(), re.I) or (_HINDERS.match(plain) and not _INTENDS.match(plain)):
        return [("obstacle" if found["action"] or found["when"] else "rest", said)]
    moment = find(said)
    if moment is None or (wanted == "action" and moment.is_place):
        if _ASKS.search(piece.strip()) or _NOTHING.match(plain):
            return [("rest", said)]
        meant = wanted == "action" or _INTENDS.match(plain) or _THING.match(plain)
        return [("action", act(said)) if meant else ("rest", said)]
    before, after = said[: moment.start].strip(_EDGES), said[moment.end :]
    left = trimmed(f"{before} {after.strip(_EDGES)}")
    if not any(c.isalnum() for c in left) or _HEAD.fullmatch(left) or left.lower() in _FILLING:
        return [("when", moment.text)]
    if not before and _BELONGS.match(after) and len(left.split()) <= SHORT_REST:
        return [("when", said)]
    if _NOTHING.match(left):
        return [("when", moment.text), ("rest", left)]
    if wanted == "action" and found["when"]:
        return [("action", act(said))]
    return [("when", moment.text), ("action", act(left))]


def _goes_on(said: str) -> bool:
    return bool(re.match(r"(?:and|then|or)\b", said, re.I))
