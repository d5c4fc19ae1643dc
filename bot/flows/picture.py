"""The picture: two columns in the person's own words, and the changing of an entry. No score, no label.

Owns how the picture reads as text and which of it is drawn. How it is drawn is bot.charts' to say.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.charts import Mark, Picture
from bot.content.library import Library
from bot.flows import questions
from bot.flows.gate import form_to_resume
from bot.flows.heard import WORDS_IN_A_CONDITION, Heard, beyond
from bot.flows.naming import named_entry
from bot.flows.quote import quote
from bot.flows.reflection import hear
from bot.flows.talk import CODEPENDENCY, INTERDEPENDENCE, Entry, Talk, polarity_of
from bot.flows.turn import Draft, Turn

PER_BUBBLE = 4
WORDS_IN_A_QUOTE = 8
WORDS_IN_A_WISH = 20
_TAKE_OUT = re.compile(
    r"\b(?:remove|delete|cross out|strike|scrap|take (?:\w+ ){0,4}(?:out|off|away))\b", re.I
)
_NOT_RIGHT = re.compile(
    r"\b(?:one|entry|line|bit|part|thing|point) (?:about|with|on|for)\b.{0,40}?"
    r"\b(?:isn'?t|is not|is wrong|not (?:right|true|me|so|it)|wrong|doesn'?t (?:fit|belong))\b"
    r"|\bit(?:'s| is) wrong that\b",
    re.I,
)
"""An entry that is named and said not to be so: "the one about my needs isn't right"."""
_WHAT_HOLDS = re.compile(
    r"\b(?:what|whats|what's|anything|something|which|any)\b.*\b(?:good|strengths?|strong|healthy|works?|well|holds?|positives?|bright)\b",
    re.I,
)
"""A wish to see the strengths: "is there anything good in it?"."""
_IT = re.compile(r"\b(?:it|that|this)\b", re.I)
_ABOUT_IT = ("stands_out", "deepen", "check", *questions.ROOM, "offer_steps")
_NEW_ANSWER = re.compile(
    r"\b(?:is|are|to|it'?s|should be|make it|say) (often|sometimes|rarely|never|not me)\b", re.I
)
UNSAFE = ("partner_unsafe", "crisis")


def show(talk: Talk, heard: Heard, library: Library, asking: bool = True) -> Turn:
    """Show the two columns, then ask what stands out (unless the caller asks something else)."""
    draft = Draft(talk.having(flow="picture"))
    lean = _column(talk, library, CODEPENDENCY)
    hold = _column(talk, library, INTERDEPENDENCE)
    thin = _column(talk, library, INTERDEPENDENCE, rare=True)
    if not lean and not hold and not thin:
        draft.utter("utter_picture_empty", act="inform")
        questions.put(draft, "offer_walk", library)
        return draft.done()
    if _WHAT_HOLDS.search(heard.words):
        if not hold:
            draft.utter("utter_picture_no_strength", act="inform")
            questions.put(draft, "what_holds", library)
            return draft.done()
        lean = []
    if talk.safety in UNSAFE:
        # Nothing that would inflame if somebody read it over a shoulder.
        lean = []
        draft.utter("utter_picture_held_back", act="inform")
    for heading, lines in (("utter_picture_leans", lean), ("utter_picture_holds", hold)):
        for start in range(0, len(lines), PER_BUBBLE):
            block = "\n".join(lines[start : start + PER_BUBBLE])
            name = heading if start == 0 else f"{heading}_more"
            draft.utter(name, act="reflect", lines=block)
    if thin:
        draft.utter("utter_picture_thin", act="reflect", lines="\n".join(thin))
    draft.draw(drawn(draft.talk, library))
    items = tuple(i for s in talk.picture for i in library.sign(s).items[:1])
    if asking:
        questions.put(draft, "stands_out", library)
    return draft.done(items=items)


def drawn(talk: Talk, library: Library) -> Picture | None:
    """Give what may be drawn of the picture now, or None: the same entries as the text, nothing that would inflame."""
    marks = [
        mark(library.sign(sign).label, library.sign(sign).side, entry)
        for sign, entry in talk.picture.items()
        if entry.present
        and not _rare(sign, entry, library)
        and not (talk.safety in UNSAFE and library.sign(sign).side == CODEPENDENCY)
    ]
    return Picture(tuple(marks)) if marks else None


def mark(label: str, side: str, entry: Entry) -> Mark:
    """Give one entry as it is drawn."""
    notes = (condition(entry), "perhaps" if entry.polarity == "hedged" else "")
    note = ", ".join(bit for bit in notes if bit)
    words = quote(entry.telling, WORDS_IN_A_QUOTE)
    return Mark(label, "leans" if side == CODEPENDENCY else "holds", entry.often, note, words)


def condition(entry: Entry) -> str:
    """Give the condition a person named, where it is short and says more than their words."""
    long = len(entry.when.split()) > WORDS_IN_A_CONDITION
    return "" if long or entry.when in entry.telling else entry.when


def ask_what_stands_out(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Ask what stands out, after a round of questions that is enough for now."""
    draft = Draft(talk.having(flow="picture", misses=0))
    questions.put(draft, "stands_out", library)
    return draft.done()


def line(sign: str, entry: Entry, library: Library) -> str:
    """Write one entry: label, how often, their words.

    Rough shape: "• Checking before you choose (often, with his mother): “cant pick a shirt …”".
    """
    bits = [entry.often if entry.often and entry.often != "never" else "", condition(entry)]
    if entry.polarity == "hedged":
        bits.append("perhaps")
    note = ", ".join(bit for bit in bits if bit)
    words = quote(entry.telling, WORDS_IN_A_QUOTE)
    return f"• {library.sign(sign).label}{f' ({note})' if note else ''}{f': {words}' if words else ''}"


def change(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take up "change my answer about ...": ask that question again, or ask which one."""
    draft = Draft(talk.having(flow="picture"))
    if talk.question != "choose_sign":  # the choice was asked for from where the talk goes on
        draft.talk = draft.talk.having(resume={"question": None, "loop": talk.running})
    draft.leave_form()
    sign = heard.values.get("sign") or named_entry(heard.words, talk, library)
    if sign and sign in talk.picture:
        if _TAKE_OUT.search(heard.words):
            return _taken_out(draft, sign, library)
        draft.talk = draft.talk.having(focus=sign, question="change_sign")
        if said := _NEW_ANSWER.search(heard.words):
            return update(draft.talk, replace(heard, text=said[1], signs=()), library)
        entry = talk.picture[sign]
        draft.utter("utter_change_was", act="reflect", was=_was(entry, library.sign(sign).label))
        questions.put(draft, "change_sign", library)
        return draft.done()
    if not talk.picture:
        draft.utter("utter_picture_empty", act="inform")
        questions.put(draft, "offer_walk", library)
        return draft.done()
    draft.talk = draft.talk.having(offered=tuple(reversed(tuple(talk.picture)))[:PER_BUBBLE])
    questions.put(draft, "choose_sign", library)
    return draft.done()


def taken_out(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take out the entry that a message names ("remove the one about my friends"); None where it asks for no such thing."""
    short = len(heard.words.split()) <= WORDS_IN_A_WISH
    named_wrong = bool(_NOT_RIGHT.search(heard.words))
    if talk.running or not short or not (named_wrong or _TAKE_OUT.search(heard.words)):
        return None
    sign = named_entry(heard.words, talk, library)
    if sign is None and named_wrong:
        return None
    if sign is None and talk.picture and _IT.search(heard.words) and talk.question in _ABOUT_IT:
        return change(talk, heard, library)
    return _taken_out(Draft(talk.having(flow="picture")), sign, library) if sign else None


def _taken_out(draft: Draft, sign: str, library: Library) -> Turn:
    """Take an entry out of the picture, and do not guess at it again."""
    talk = draft.talk
    kept = {k: v for k, v in talk.picture.items() if k != sign}
    draft.talk = talk.having(picture=kept, focus=None, guessed=tuple(dict.fromkeys((*talk.guessed, sign))))
    draft.utter("utter_change_taken_out", act="reflect", label=library.sign(sign).label)
    if form := form_to_resume(draft.talk, library):
        return draft.done(question=None, resume=None, follow=form)
    questions.put(draft, "stands_out" if kept else "go_on", library)
    return draft.done(resume=None)


def update(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Note the changed answer and say what follows for the plan."""
    sign = talk.focus
    if sign is None or sign not in talk.picture:
        return change(talk, heard, library)
    told = {s.id for s in heard.own_signs}
    if told and sign not in told and not heard.pressed:
        return hear(talk.having(question="deepen", resume=None), heard, library)
    often, when = heard.how_often()
    if often is None and heard.intent not in ("affirm", "deny", "answer_unsure"):
        draft = Draft(talk)
        questions.put(draft, "change_sign", library, recalled=True)
        return draft.done()
    polarity = "denied" if often == "never" or (often is None and heard.intent == "deny") else "affirmed"
    if often is None and heard.intent == "answer_unsure":
        polarity = "hedged"
    entry = Entry(polarity_of(polarity), often, beyond(heard.words, often, when), when, "asked")
    draft = Draft(talk.noting(sign, entry))
    if entry.present:
        draft.utter("utter_change_done", act="reflect", line=line(sign, entry, library))
    else:
        draft.utter("utter_change_taken_out", act="reflect", label=library.sign(sign).label)
    if draft.talk.plan and not _still_fits(draft.talk, library):
        draft.utter("utter_change_plan_rests", act="inform", title=library.item(draft.talk.plan.item).title)
        questions.put(draft, "offer_steps", library)
    elif form := form_to_resume(talk, library):
        return draft.done(question=None, resume=None, follow=form)
    else:
        questions.put(draft, "stands_out", library)
    return draft.done()


def _still_fits(talk: Talk, library: Library) -> bool:
    """Tell whether the plan's item still follows from a sign that is present."""
    if talk.plan is None:
        return True
    links = [library.link(sign) for sign in talk.present()]
    return any(talk.plan.item in (*ln.steps, *ln.blocks, *ln.strategies) for ln in links)


def _column(talk: Talk, library: Library, side: str, rare: bool = False) -> list[str]:
    """Give the lines of one side; a denied entry is left out: it is not so, and a picture of nots reads as blame."""
    return [
        line(sign, entry, library)
        for sign, entry in talk.picture.items()
        if entry.present and library.sign(sign).side == side and _rare(sign, entry, library) is rare
    ]


def _rare(sign: str, entry: Entry, library: Library) -> bool:
    """Tell whether an entry is a strength that is rarely there: it holds nobody, and is not drawn."""
    return entry.often == "rarely" and library.sign(sign).side == INTERDEPENDENCE


def _was(entry: Entry, label: str) -> str:
    answer: str | None = entry.often if entry.often and entry.often != "never" else None
    if answer is None:
        answer = {"denied": "not me", "past": "not now", "hedged": "perhaps"}.get(entry.polarity, "yes")
    return f"“{label}”: {answer}"
