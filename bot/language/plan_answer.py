"""What an answer about a plan holds: the moment, the act, the obstacle, and the rest that is none of these.

Owns the taking apart. Only takes words away at the edges; what it keeps stands in the message as typed.

An answer belongs to the question it answers: only what is clearly something else (a feeling, a doubt about somebody, a
remark to Trellis) is left out of it, for it is worse to drop a person's step than to keep a word too many.

    take_apart("saturday arvo i guess, coffee w mika. he'd sulk though")
    # Answer(when="saturday arvo", action="coffee w mika", obstacle="he'd sulk", rest="")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.language.asides import complains
from bot.language.moment import find
from bot.language.spelling import mend
from bot.language.verbs import begins_with_verb

_HEDGE = (
    r"(?:um+|uh+|hm+|well|ok(?:ay)?|so|then|like|maybe|perhaps|prob(?:ably|s)?|i (?:think|thought|guess|s'?pose|suppose|reckon|dunno|don'?t know|mean)"
    r"|idk|dunno|i don'?t care|or whatever|whatever|not sure|tbh|honestly|actually|lol|haha|yeah|yes|yep|yea|no(?=\s*[,.;:!?])|nah|wait|sorry|please|pls|excuse me|ty|thank you(?: very| so)?(?: much)?|thanks|let'?s say|how about|what about|say(?=,)|i already said|wrong"
    r"|and|n|but|or|if that'?s ok(?:ay)?|(?:like |as )?i (?:just |already )?(?:said|told you)(?=[,:])|i want to change (?:the|my) plan)"
)
_HEAD = re.compile(rf"^(?:[\s,.;:!?…\-]*(?:{_HEDGE})\b(?!')[\s,.;:!?…]*)+", re.I)
_TAIL = re.compile(
    rf"(?:[\s,.;:!?…\-]+(?:{_HEDGE}|or something|or smth|or so|though|tho|or whatever|innit|right|for now|is that ok(?:ay)?|would that (?:work|do|count)|can (?:we|i) do that))+[\s,.;:!?…]*$",
    re.I,
)
_EDGES = " \t,.;:!?…-–—"
_INTENT = re.compile(
    r"^(?:(?:i'?ll|i will|i (?:would|should) like to|i'?d like to|i would|i'?d|id(?= just| only| like)|i could|i can|i might|i want(?: to)?|i'?m going to|i am going to|let me|we could|to|try to|try and|my (?:step|idea|plan) is(?: to)?|the (?:step|plan|time|day|when|moment) is(?: to)?|it is|it'?s|that is|that'?s)\s+)+",
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
    r"|^(?:please )?(?:stop|don'?t) (?:asking|that)|^(?:i )?told you\b|^(?:like |as )i (?:mentioned|said|told)\b|\bexcuse me\b|\bi want to change (?:the|my) plan\b",
    re.I,
)
_HINDERS = re.compile(
    r"^(?:(?:but|except|the (?:problem|thing|trouble) is(?: that)?|if|unless|what if|in case)\s+.*"
    r"|i (?:\w+ )?(?:might|may|won'?t|wouldn'?t|can'?t|forget)\b.*"
    r"|(?:he|she|they|my \w+|the \w+|it|someone|something|work)(?:\s+(?:\w+\s+)?(?:might|may|would|could|will|wouldn'?t|won'?t)|'d|'ll)\b.*"
    r"|(?:he|she|they)(?:d|ll)\b.*)$",
    re.I,
)
_OF_OTHERS = re.compile(r"^(?:he|she|they|his|her|their|it|my|we)(?:'\w+)?\b", re.I)
"""What begins a telling about somebody, and no step of one's own."""
_ASKS = re.compile(
    r"\?\s*$|^(?:what|why|how|who|is (?:it|that|this)|can (?:i|you|we)|could (?:i|you|we)|do you|does|should)\b",
    re.I,
)
_IS_A_QUESTION = re.compile(
    r"^(?:and |but |so |the |my |only |just )*(?:question\b|(?:is|isn't|are|am|was|do|does|did|why|how|what|who) (?:it|that|this|i|we|he|she|they|you|there|does|do|is|are|can|could)\b.*)",
    re.I,
)
_CUT = re.compile(
    r"(?:,\s*|\s+)(?=but\b|because\b|cos\b|though\s+\w|although\b)|,\s*(?=(?:i|i'\w+|he|she|they|we|my|is|are|what|would|how|do|can|could|should)\b)|\s+(?=(?:and|n) (?:he|she|they|my (?:partner|husband|wife|bf|gf|boyfriend|girlfriend))\b)",
    re.I,
)
SHORT_REST = 3
"""So many words, put as a question, are still an obstacle named with doubt: "him being moody?"."""
_BELONGS = re.compile(
    r"^[\s,]*(?:(?:over|with|w|in|at|by|on|near|outside|from|for|when|while|after|before|as|because)\s|\d)", re.I
)
"""What goes on with a moment: where, with whom, or at which hour."""
_GOES_ON = re.compile(
    r"^[\s,]*(?:(?:in|at|near|outside|from|when|while|after|before|(?:on|by) the)\s|\d)|^ \w+\W*$", re.I
)
"""The same where an act stands before the moment, which "with him" or "on my own" would belong to."""
_STARTS_WITH_A_PLACE = re.compile(r"^(?:at|in|on|near|outside|by) (?:the|my|our|a|st\.?|his|her|their)? ?\w+(?: \w+)?$", re.I)
_PUTS = re.compile(r"^(?:put|leave|lay|place|move|charge|hang|park|keep|take|carry|bring|store|hide)\b", re.I)
"""An act whose place is part of it: "leave the phone in the kitchen"."""
_SPEAKER = re.compile(r"\b(?:i|i'\w+|we|let me)\b", re.I)
_INSTEAD = re.compile(
    r"[\s,.;!?…]+(?:(?:oh|hm+|no|nah|nope|sorry|wait|or)[ ,]+)*(?:actually[ ,]+(?:no|nah|make it)|(?:no|nah|wait)[ ,]+(?:actually|wait|no)|scrap that|(?:sorry|no|or)[ ,]+i mean(?:t)?|make (?:it|that)|better)[ ,:.…]+",
    re.I,
)
"""Where somebody corrects themselves: "tuesday, actually no, friday"."""
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|weds?|wednes|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\b|\b(?:tomorrow|tonight|today)\b", re.I
)
_ONLY_NAMES = re.compile(r"\W*(?:the |my )?(?:where|when|what|time|day|place|moment|step)\W*(?:please)?\W*", re.I)
"""What only says which part comes: "the where, please"."""
_NOTHING = re.compile(r"^(?:nothing|no|none|never|not|nobody|nowhere)\b", re.I)
_POINTS_AT = re.compile(r"^(?:that'?s|this is|it'?s) (?:when|where|why|how)\b", re.I)
"""What explains the answer before it: "that's when he calls"."""
_POINTING = frozenset(("the thing", "the step", "the plan", "it", "that", "this", "it's"))
"""What only points at the step: "that's the thing"."""
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
    text, instead = _corrected(text)
    found = {"when": "", "action": "", "obstacle": ""}
    rest: list[str] = []
    asked = "action" if wanted == "smaller" else wanted
    for piece in _pieces(text):
        for kind, said in _read(piece, asked, found):
            if kind == "rest" or said.lower() in _POINTING:
                rest.append(said)
            elif not found[kind]:
                found[kind] = said
            elif kind == asked or (asked == "when" and kind == "action"):
                found[kind] += f" {said}" if _goes_on(said) else f", {said}"
            else:
                rest.append(said)
    found["when"] = moved(found["when"], instead)
    return Answer(**found, rest=". ".join(r for r in rest if any(c.isalnum() for c in r)))


def _corrected(text: str) -> tuple[str, str]:
    """Part a message from the other moment that it ends with: "tuesday, actually no friday" -> "tuesday", "friday"."""
    parts = _INSTEAD.split(text)
    last = trimmed(parts[-1])
    moment = find(last) if len(parts) > 1 else None
    return (text[: text.rindex(parts[-1])], last) if moment and moment.text == last else (text, "")


def moved(when: str, instead: str) -> str:
    """Put another moment in place of the first, or only its day where it names no more than that.

    >>> moved("on mondays at six", "wednesday")
    'on wednesday at six'
    """
    if instead and _WEEKDAY.fullmatch(instead) and _WEEKDAY.search(when):
        return _WEEKDAY.sub(instead, when, count=1)
    return instead or when


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
    sentences = [s for s in re.split(r"(?<!\b[SMD][trs]\.)(?<!\bMrs\.)(?<=[.!?…;\n])\s+|\n+|\s+[–—-]\s+|…", text) if s.strip(_EDGES)]
    pieces: list[str] = []
    for sentence in sentences:
        cuts = [0, *(match.end() for match in _CUT.finditer(sentence))]
        pieces += [sentence[a:b] for a, b in pairwise([*cuts, len(sentence)])]
    return [p for p in pieces if not _HEAD.fullmatch(p) and any(c.isalnum() for c in p)]


def _read(piece: str, wanted: str, found: dict[str, str]) -> list[tuple[str, str]]:
    """Say what a piece is: a moment, an act, an obstacle, several of them, or none."""
    said = trimmed(piece)
    plain = mend(said)
    if _ONLY_NAMES.fullmatch(plain):
        return []
    if _TO_TRELLIS.search(plain) or complains(plain):
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
    if _FEELS.search(plain) or _POINTS_AT.match(plain) or _IS_A_QUESTION.match(plain):
        return [("rest", said)]
    but = re.match(r"but\b", piece.strip(), re.I) and not (wanted == "action" and begins_with_verb(plain))
    if but or (_HINDERS.match(plain) and not _INTENDS.match(plain)):
        return [("obstacle" if found["action"] or found["when"] else "rest", said)]
    moment = find(said)
    if moment is None or (wanted == "action" and moment.is_place):
        if _ASKS.search(piece.strip()) or _NOTHING.match(plain):
            return [("rest", said)]
        told = wanted == "when" and _OF_OTHERS.match(plain)
        return [("rest", said) if told else ("action", act(said))]
    before, after = said[: moment.start].strip(_EDGES), said[moment.end :]
    left = trimmed(f"{before} {after.strip(_EDGES)}")
    if not any(c.isalnum() for c in left) or _HEAD.fullmatch(left) or left.lower() in _FILLING:
        return [("when", moment.text)]
    goes_on = find(after) and not _SPEAKER.search(after) and not begins_with_verb(after.strip(_EDGES))
    if not before and (_BELONGS.match(after) or goes_on):
        return [("when", said)]
    if moment.place and _PUTS.match(act(before)):
        where = moment.start + len(moment.place)
        later = said[where:].strip(_EDGES)
        goes_on = find(later)
        if goes_on is None or goes_on.place:
            return [("action", act(said))]
        return [("action", act(said[:where])), *_read(later, wanted, {**found, "action": "known"})]
    if _STARTS_WITH_A_PLACE.match(before) and not _SPEAKER.search(said):
        return [("when", said)]
    if before and _GOES_ON.match(after) and " and " not in after:
        return [("when", said[moment.start :].strip(_EDGES)), *_read(before, wanted, found)]
    if _NOTHING.match(left):
        return [("when", moment.text), ("rest", left)]
    if wanted == "action" and found["when"]:
        return [("action", act(said))]
    if wanted == "when" and found["when"] and (not begins_with_verb(act(left)) or act(left).lower().startswith("be ")):
        return [("rest", said)]  # "i'd be back by ten" is no step
    return [("when", moment.text), ("action", act(left))]


def _goes_on(said: str) -> bool:
    return bool(re.match(r"(?:and|then|or)\b", said, re.I))
