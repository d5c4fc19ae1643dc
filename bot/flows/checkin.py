"""How did it go? Done, partly, not, or it felt unsafe: each with its own path, and no guilt.

Owns the report on a step and what follows it: make it smaller, bend it, look again at one or two signs, the course so
far, a small question for the season, and what comes next. Nothing is asked again without saying why.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.charts.words import day_in_words
from bot.content.library import Library
from bot.flows import if_then, questions, seasons
from bot.flows.care import stand_by
from bot.flows.gate import may_offer
from bot.flows.heard import Heard
from bot.flows.picture import UNSAFE
from bot.flows.quote import quote
from bot.flows.reflection import hear, note
from bot.flows.talk import CODEPENDENCY, Entry, Talk, polarity_of
from bot.flows.turn import Draft, Turn
from bot.journal.course import course_of
from bot.journal.records import Past, Snapshot
from bot.language import hindrance, plan_asides
from bot.language.plan_answer import take_apart
from bot.language.spelling import mend
from bot.safety.state import after_answer

_NOT = re.compile(
    r"^\W*(?:no|nope|nah)\b(?! (?:problem|trouble))"
    r"|\b(?:didn'?t|did not|couldn'?t|could not|haven'?t|have not|hasn'?t|forgot|failed|never|hardly|got busy|chickened)\b"
    r"|\bnot (?:yet|really|this (?:time|week)|at all|quite|so far|once)\b|\b(?:no (?:time|chance)|too (?:busy|tired|much))\b",
    re.I,
)
_DONE = re.compile(r"^\W*(?:yes|yeah|yep|yup)\b|\b(?:did|done|went|managed|made it|kept|worked)\b", re.I)
_BY_INTENT = {"report_progress": "done", "affirm": "done", "deny": "not"}
"""What a report says whose words tell no more."""
_PARTLY = re.compile(r"\b(?:partly|half|sort of|kind of|kinda|a bit|some of|almost|nearly|tried)\b", re.I)
_UNSAFE = re.compile(r"\b(?:unsafe|scared|afraid|frightened|threat\w*)\b", re.I)

SETTLED = timedelta(days=6)
"""A sign that came up within these days is not asked about again."""
ASKED_AGAIN = 2
"""Signs a check-in asks about again, at most."""
LONG_ANSWER = 160
HALF = "half the time, or every second week, or only the first few minutes of it"


def report(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Take a report on the plan, or ask how it went."""
    past = past or Past()
    if talk.plan is None and heard.words and not _REPORTS.search(mend(heard.words)):
        return hear(talk, heard, library)  # "my sister said to try this"
    draft = Draft(note(talk, heard, library).having(flow="checkin", misses=0))
    if talk.plan is None:
        draft.utter("utter_progress_no_plan", act="reflect")
        questions.put(draft, "offer_steps" if talk.present() else "offer_walk", library)
        return draft.done()
    draft.leave_form()
    went = (
        heard.values.get("went")
        or went_in(heard.words)
        or _BY_INTENT.get(heard.intent if heard.words else "")
    )
    if went is None:
        questions.put(draft, "progress", library, recalled=bool(heard.words) and talk.question == "progress")
        return draft.done()
    report = {"went": went, "item": talk.plan.item, "words": heard.words[:LONG_ANSWER], "obstacle": ""}
    draft.talk = draft.talk.having(checkin=report, todo=due_again(draft.talk, past, library), rechecked=())
    if went == "unsafe":
        draft.talk = draft.talk.guarded(after_answer(talk.safety_state, "yes", "partner"))
        draft.talk = draft.talk.having(concern="partner", resume={"question": "after_plan"}, todo=())
        stand_by(draft, "partner", library)
        return draft.done()
    draft.utter(f"utter_progress_{went}", act="affirm" if went == "done" else "reflect")
    if went == "not":
        questions.put(draft, "obstacle", library)
        return draft.done()
    if went == "partly" and may_offer(library.item(talk.plan.item), talk):
        return _ask_smaller(draft, library)
    return go_on(draft, past, library)


def went_in(words: str) -> str | None:
    """Read how it went from words; None where they do not say.

    >>> went_in("i didn't get round to it"), went_in("not really, life got busy"), went_in("his mum was ill")
    ('not', 'not', None)
    """
    said = mend(words)
    for went, pattern in (("unsafe", _UNSAFE), ("partly", _PARTLY), ("not", _NOT), ("done", _DONE)):
        if pattern.search(said):
            return went
    return None


_REPORTS = re.compile(
    r"\bi (?:(?:actually|finally|kind of|sort of|really|just|already|only|also|never|even) )*(?:did|tried"
    r"|managed|went|made|have done|'ve done|didn't|did not|couldn't|haven't|forgot|failed to|kept)"
    r"(?: (?:it|that|my|the|to|do|a|manage|get|half|some|not|try)\b|\W|$)|\b(?:did it|it went|half did|not done"
    r"|done it|it didn't (?:happen|work))\b",
    re.I,
)
_MAY_HIDE_A_REPORT = frozenset(
    "greet affirm deny share_story share_sign nlu_fallback out_of_scope answer_unsure answer_frequency thank".split()
)
_FIRST = ("returning", "closing", "progress", "after_plan")
MOST_WORDS_OF_A_REPORT = 25


def told(talk: Talk, heard: Heard) -> bool:
    """Tell whether a message says how the step went, whatever else it was taken for: "hi, i did it, kind of"."""
    if talk.plan is None or talk.running or heard.pressed or heard.intent not in _MAY_HIDE_A_REPORT:
        return False
    near = talk.question in _FIRST or heard.intent == "greet"
    return (
        near
        and len(heard.words.split()) <= MOST_WORDS_OF_A_REPORT
        and bool(_REPORTS.search(mend(heard.words)))
    )


def obstacle(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take what got in the way, without guilt, and leave the choice to them."""
    told = {**(talk.checkin or {"went": "not", "item": talk.plan.item if talk.plan else "", "words": ""})}
    draft = Draft(talk.having(flow="checkin", checkin={**told, "obstacle": heard.words[:LONG_ANSWER]}))
    draft.utter("utter_progress_obstacle", act="reflect")
    questions.put(draft, "bend", library)
    return draft.done()


def smaller(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Make the step smaller: ask how, or take the answer."""
    draft = Draft(talk.having(flow="checkin"))
    if talk.plan is None or not may_offer(library.item(talk.plan.item), talk):
        return go_on(draft, past or Past(), library)
    if talk.question != "make_smaller":
        return _ask_smaller(draft, library)
    if heard.intent == "answer_unsure" or not any(c.isalnum() for c in heard.words):
        draft.utter("utter_smaller_hint", act="offer", hint=_hint(talk, library))
        questions.put(draft, "make_smaller", library, recalled=True)
        return draft.done()
    if plan_asides.keeps(heard.words):
        return leave(talk, heard, library, past)
    if how_it_was(heard.words):
        draft.utter("utter_progress_heard", act="reflect", words=quote(heard.words, 20))
        if talk.misses:
            return go_on(draft, past or Past(), library)
        if (kind := hindrance.kind(heard.words)) in ("guilt", "tired", "worry", "forgetting"):
            draft.utter(f"utter_idea_{kind}", act="offer")
        questions.put(draft, "make_smaller", library, recalled=True)
        return draft.done(misses=1)
    words = take_apart(heard.words[:LONG_ANSWER], "smaller").action or if_then.tidy(heard.words[:LONG_ANSWER])
    changed = replace(talk.plan, smaller=words, confidence=None)
    draft.talk = draft.talk.having(plan=changed)
    draft.utter("utter_smaller_written", act="plan", plan=if_then.text(changed), items=(changed.item,))
    return go_on(draft, past or Past(), library)


_HOW_IT_WAS = re.compile(
    r"\b(?:was|were|felt|went|had|did|didn't|couldn't|made me|got|said|came|enjoyed|liked|loved|hated|feel|feels|i'm)\b",
    re.I,
)


def how_it_was(words: str) -> bool:
    """Tell a telling of how it was from words for a smaller step.

    >>> how_it_was("the swim was fine but i felt bad about it"), how_it_was("just ten minutes")
    (True, False)
    """
    return len(words.split()) > 2 and bool(_HOW_IT_WAS.search(mend(words)))


def leave(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Keep the step as it is, and go on with the check-in."""
    draft = Draft(talk.having(flow="checkin"))
    draft.utter("utter_checkin_left", act="reflect")
    return go_on(draft, past or Past(), library)


def again(talk: Talk, heard: Heard, library: Library, past: Past | None = None) -> Turn:
    """Take how often a sign is so by now."""
    draft = Draft(talk.having(flow="checkin"))
    sign = talk.todo[0] if talk.todo else None
    if sign is None or sign not in talk.picture:
        return go_on(draft, past or Past(), library)
    before = talk.picture[sign]
    often, when = heard.how_often()
    if often is None and heard.intent not in ("deny", "skip") and not talk.misses:
        draft.talk = draft.talk.having(misses=1)
        questions.put(draft, "recheck", library, recalled=True)
        return draft.done()
    draft.talk = draft.talk.having(misses=0, todo=talk.todo[1:])
    if often is None:
        draft.utter("utter_checkin_left", act="reflect")
        return go_on(draft, past or Past(), library)
    words = heard.words if len(heard.words.split()) > 2 else before.words
    entry = Entry(polarity_of("denied" if often == "never" else "affirmed"), often, words, when, "asked")
    draft.talk = draft.talk.noting(sign, entry).having(rechecked=(*talk.rechecked, sign))
    if often == before.often:
        draft.utter("utter_recheck_same", act="reflect", often=_OFTEN[often])
    else:
        draft.utter(
            "utter_recheck_moved", act="reflect", was=_OFTEN[before.often or "often"], often=_OFTEN[often]
        )
    return go_on(draft, past or Past(), library)


def season(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to the small question, and leave the next move to them."""
    draft = Draft(note(talk, heard, library).having(flow="checkin"))
    if heard.intent in ("deny", "skip", "answer_unsure") or not heard.words:
        draft.utter("utter_checkin_left", act="reflect")
    else:
        draft.utter("utter_season_heard", act="reflect", words=quote(heard.words, 14))
    questions.put(draft, "next_step", library)
    return draft.done()


def go_on(draft: Draft, past: Past, library: Library) -> Turn:
    """Put what this check-in still has to ask; then the course so far, and what comes next."""
    talk = draft.talk
    if talk.todo:
        sign = talk.todo[0]
        seen = _looked(sign, past)
        draft.talk = talk.having(focus=sign)
        day = day_in_words(seen.at.date()) if seen else "the day we began"
        was = _OFTEN[talk.picture[sign].often or "often"]
        back = library.sign(sign).back
        questions.put(draft, "recheck", library, since=day, was=was, back=back)
        return draft.done()
    draw_course(draft, past)
    done = (talk.checkin or {}).get("went") == "done"
    small = seasons.choose(past.now, talk.region, talk.season) if done and talk.rechecked else None
    if small and talk.safety == "safe":
        draft.utter(
            f"utter_season_{small}", act="ask", buttons=questions.buttons_for("season", talk, library)
        )
        return draft.done(question="season", season=small)
    questions.put(draft, "next_step", library)
    return draft.done()


def draw_course(draft: Draft, past: Past) -> None:
    """Show how it went so far, where there are two days to compare."""
    talk = draft.talk
    if not past.now or not talk.rechecked:
        return
    now = Snapshot(past.now, {s: vars(e) for s, e in talk.picture.items()}, talk.rechecked)
    course = course_of((*past.snapshots, now), leave_out=(CODEPENDENCY,) if talk.safety in UNSAFE else ())
    if course:
        draft.utter("utter_course", act="reflect")
        draft.draw(course)


def due_again(talk: Talk, past: Past, library: Library) -> tuple[str, ...]:
    """Choose what to ask about again: what the plan rests on, then what was looked at longest ago."""
    if not past.now:
        return ()
    signs = [s for s in talk.present() if talk.picture[s].often and _is_old(s, past)]
    if talk.safety in UNSAFE:
        signs = [s for s in signs if library.sign(s).side != CODEPENDENCY]
    item = talk.plan.item if talk.plan else ""

    def order(sign: str) -> tuple[bool, float]:
        link = library.link(sign)
        seen = _looked(sign, past)
        return item not in (*link.steps, *link.blocks, *link.strategies), seen.at.timestamp() if seen else 0.0

    return tuple(sorted(signs, key=order)[:ASKED_AGAIN])


def _looked(sign: str, past: Past) -> Snapshot | None:
    return next((s for s in reversed(past.snapshots) if sign in s.looked), None)


def _is_old(sign: str, past: Past) -> bool:
    seen = _looked(sign, past)
    return bool(seen and past.now and past.now - seen.at >= SETTLED)


def _ask_smaller(draft: Draft, library: Library) -> Turn:
    questions.put(draft, "make_smaller", library, hint=_hint(draft.talk, library))
    return draft.done()


def _hint(talk: Talk, library: Library) -> str:
    """Give a smaller version that fits the plan: a part of what they wrote, else the item's own."""
    if talk.plan is None:
        return HALF
    item = library.item(talk.plan.item)
    # what the person put in their own words is made smaller as it is; the item's own example may be about something else
    return HALF if talk.plan.action and talk.plan.action != item.title.lower() else item.smaller or HALF


_OFTEN = {"often": "often", "sometimes": "sometimes", "rarely": "rarely", "never": "not at all"}
