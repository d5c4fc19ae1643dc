"""Parts of a plan that a message names together with their words: "when: sunday. what: draw", "the step is to draw".

Owns these ways of naming a part. What it gives is certain enough to be written down without a question.

    named("no, the when is sunday morning over coffee")   # {"plan_when": "sunday morning over coffee"}
    named("what: i draw one tree. in the way: he calls")  # {"plan_action": "i draw one tree", "plan_obstacle": "he calls"}
    named("no that's the plan. ring my brother")          # {"plan_action": "ring my brother"}
    said_aloud("he may sulk. i can say: back at noon")    # ("he may sulk", "back at noon")
"""

from __future__ import annotations

import re

from bot.language.plan_answer import act, trimmed

_LABELS = {
    "plan_when": r"when|time|day|moment|where|place",
    "plan_action": r"what(?: i(?:'?ll| will)? do)?|step|action|put|write|thing",
    "plan_obstacle": r"(?:what )?(?:may |might |could |can |will )?(?:gets? )?in (?:the |my )?way|obstacle|problem",
    "plan_sentence": r"(?:to |what i |what to )?say|sentence|if it gets hard|if that happens",
    "plan_smaller": r"(?:made )?(?:easier|smaller)",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s.,;!?]))(?:the |my )?(?:" + "|".join(f"(?P<{k}>{v})" for k, v in _LABELS.items()) + r")\s*[:=]\s+",
    re.I,
)
_NAMED = re.compile(
    r"\b(?:the|my) (?P<part>step|thing|action|idea|when|time|day|moment|place|where|obstacle|hard moment)(?: itself)? (?:is|should be|was meant to be|would be)[:, ]+(?!not\b|wrong\b|missing\b|gone\b|still\b)(?P<said>\S.*)$",
    re.I,
)
_SHOULD_BE = re.compile(
    r"\b(?:the|my) (?P<part>plan|" + "|".join(_LABELS.values()) + r")\b[^:\n]{0,60}?\b(?:(?:it|that) )?(?:should|must|has to|needs to) (?:be|say|read)\b\s*[:,]?\s*(?P<said>\S.*)$",
    re.I,
)
"""A part that is said to be wrong, and how it should read: "the what is not right, it should be: draw"."""
_MAKE_IT = re.compile(
    r"(?:^\W*|[,.;!]\s*|\b(?:no|nah|ok|actually|please|can you|could we|rather)[ ,]+)make it (?P<said>(?:on |at |in )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*"
    r"|(?:on |at |in )?(?:the )?(?:morning|evening|afternoon|noon|weekend|tomorrow|tonight|next|after|before|\d).*)$",
    re.I,
)
_I_CAN = re.compile(r"(?:^|[\s,.;])(?:then )?i(?:'?d|'?ll| can| could| will| would| might)?(?: just)?\W*$", re.I)
_WHENS = frozenset(("when", "time", "day", "moment", "place", "where"))
_OBSTACLES = frozenset(("obstacle", "hard moment"))
_INSISTS = re.compile(
    r"^\W*(?:(?:no|nah|but|well|please)[ ,.]+)*(?:that|this|it)(?:'?s| is) (?:what i do|(?:the|my) (?:plan|step|thing))\W*$",
    re.I,
)
"""A sentence that says the step was told already, or stands beside it."""
_IS_THE_STEP = re.compile(r"^(?P<said>.+?) is (?:in )?(?:the|my) (?:plan|step)\W*$", re.I)
_SAYS = re.compile(
    r"(?P<before>.*?)(?:^|[\s,.;])(?:(?:maybe|perhaps|i (?:suppose|guess|think|reckon)) )*(?:i'?d|i'?ll|i (?:can|could|would|will|might|should))"
    r"(?: just| only)? (?:say|tell (?:him|her|them|myself)|answer|think)(?: to (?:him|her|them|myself))?\s*[:,]\s*(?P<said>.+)$",
    re.I | re.S,
)


def named(text: str) -> dict[str, str]:
    """Read the parts that a message names, by slot; empty where it names none."""
    if put_right := _SHOULD_BE.search(text):
        named_slots = (slot for slot, names in _LABELS.items() if re.fullmatch(names, put_right["part"], re.I))
        return {next(named_slots, "plan_action"): put_right["said"].strip(" .\"“”")}
    if labelled := _labelled(text):
        return labelled
    if made := _MAKE_IT.search(text):
        return {"plan_when": made["said"].strip(" .")}
    if found := _NAMED.search(text):
        part = found["part"].lower()
        slot = "plan_when" if part in _WHENS else "plan_obstacle" if part in _OBSTACLES else "plan_action"
        return {slot: found["said"].strip(" .")}
    return _insisted(text)


def said_aloud(text: str) -> tuple[str, str]:
    """Part words to say from what comes before them: what happens, and the words; the first is empty where there is none."""
    found = _SAYS.match(text.strip())
    if found is None:
        return "", text
    return trimmed(found["before"]) if any(c.isalnum() for c in found["before"]) else "", found["said"].strip()


def _labelled(text: str) -> dict[str, str]:
    marks = list(_LABEL.finditer(text))
    if not marks:
        return {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = {str(mark.lastgroup): trimmed(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)}
    before = _I_CAN.sub("", text[: marks[0].start()])
    if marks[0].lastgroup == "plan_sentence" and len(trimmed(before).split()) > 1:
        parts["plan_obstacle"] = trimmed(before)  # "she may want lunch. i can say: back at two"
    return {slot: said for slot, said in parts.items() if any(c.isalnum() for c in said)}


def _insisted(text: str) -> dict[str, str]:
    """Read "drawing is the plan" and "no, that's my step. drawing": the words that are not about the plan are the step."""
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]
    others = [s for s in sentences if not _INSISTS.match(s)]
    told = [_IS_THE_STEP.match(trimmed(s)) for s in others]
    if step := next((found for found in told if found), None):
        return {"plan_action": trimmed(step["said"])}
    if not others or len(others) == len(sentences):
        return {}
    said = act(" ".join(others))
    return {"plan_action": said} if len(said.split()) > 1 else {}
