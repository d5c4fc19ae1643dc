"""The guided walk: one sign after another, each with a question, answered by a button or in one's own words.

Owns the order of the questions and the reading of answers. Signs heard in free talk are not asked again.
"""

from __future__ import annotations

import re

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import questions, seen
from bot.flows.echo import give_back
from bot.flows.heard import Heard, HeardSign, beyond, often_in
from bot.flows.interrupts import interrupts
from bot.flows.picture import show
from bot.flows.quote import quote
from bot.flows.reflection import note
from bot.flows.talk import CODEPENDENCY, Entry, Often, Talk, Walk, polarity_of
from bot.flows.transition import respect_no
from bot.flows.turn import Draft, Turn
from bot.language import asides, farewell, traces
from bot.language.spelling import pronounceable

# The widest first, burdens and strengths in turn, so that six questions already give a picture with two sides.
ORDER = (
    "neglects_own_needs",
    "own_interests",
    "needs_partner_to_decide",
    "open_communication",
    "worth_from_partner",
    "mutual_support",
    "fear_of_abandonment",
    "secure_apart",
    "one_sided_sacrifice",
    "sense_of_self",
    "loss_of_self",
    "encourages_growth",
    "need_for_approval",
    "decides_independently",
    "no_close_ties_outside",
    "enabling",
    "anxiety",
    "loneliness",
    "low_self_esteem",
    "tolerates_mistreatment",
)
ROUND = 6
A_TELLING = 3
"""Words: anything shorter that says no "how often" is no answer."""
BRIEF = 6
"""Words: up to here a yes, a no or a "never" is the answer itself."""
SENTENCE = 9
"""Words: up to here a how-often in a message is about the question."""
OPENING = 3
"""Words: a longer message answers first ("often, when we ...") and tells then."""
_YES = re.compile(
    r"^\W*(?:yes|yeah|yep|yup|ya|aye|sure|of course|definitely|absolutely|i do\b|we do\b|very much)\b(?! but)",
    re.I,
)
_PERHAPS = re.compile(
    r"\b(?:maybe|perhaps|possibly|sort of|kind of|kinda|sorta|a bit|bit|guess so|suppose so|yes and no)\b",
    re.I,
)
_UNDECIDED = re.compile(
    r"^\W*(?:i )?(?:dunno|don'?t know|do not know|no idea|idk|not sure|can'?t say"
    r"|hard to (?:say|tell)|meh|hm+|um+|whatever|no clue)\b",
    re.I,
)
_FIRST_PART = re.compile(r"[.,;:!…]\s+|\s[-–—]\s")
_TELLINGS = frozenset(
    "share_sign share_story answer_frequency answer_unsure affirm deny nlu_fallback report_progress".split()
)
_POLARITY_OF_YES = {"affirm": "affirmed", "deny": "denied", "answer_unsure": "hedged"}


def start(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Begin a round of at most six questions and say how long it takes."""
    if talk.running == "walk_form":
        return Draft(talk).done()
    if asides.declines(heard.words):
        return respect_no(questions.turned_down(talk, "offer_walk"), heard, library)
    queue = tuple(s for s in ORDER if s not in talk.picture)[:ROUND]
    draft = Draft(talk.having(flow="walk", question=None, misses=0))
    draft.leave_form()
    if not queue:
        draft.utter("utter_walk_all_asked", act="inform")
        questions.put(draft, "stands_out", library)
        return draft.done()
    size = "one" if len(queue) == 1 else "many"
    draft.utter(f"utter_walk_start_{size}", act="inform", count=_WORDS[len(queue)].capitalize())
    if talk.over:
        draft.utter("utter_walk_start_ended", act="inform")
    return draft.done(walk=Walk(queue=queue, total=len(queue)), follow="walk_form")


def ask(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Put the walk's next question, or recall it shortly where it was put before."""
    draft = Draft(talk)
    walk = talk.walk
    if walk is None or not walk.queue:
        return draft.done()
    sign = library.sign(walk.queue[0])
    if walk.kept:
        draft.utter("utter_walk_how_often", act="ask", buttons=b.HOW_OFTEN[:3], words=quote(walk.kept))
    elif walk.asked == sign.id or sign.question in talk.said:
        draft.utter("utter_walk_recall", act="ask", buttons=b.HOW_OFTEN, back=sign.back)
    else:
        draft.say(sign.question, act="ask", buttons=b.HOW_OFTEN)
    asked = Walk(walk.queue, sign.id, walk.total, walk.kept)
    return draft.done(walk=asked, focus=sign.id, question=None, flow="walk")


def answer(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take a message as the answer to the walk's question; None when it is something else (the form steps aside).

    Only what is certain is noted: a button, a clear how-often, a plain yes or no, or words that tell of the sign itself.
    Anything else they tell is kept, and the how-often is asked; a second such telling leaves the question open.
    """
    walk = talk.walk
    if walk is None or not walk.queue or heard.verdict != "none":
        return None
    if not heard.pressed and traces.wonders(heard.words):
        return seen.answered(talk, heard, library)
    if not heard.pressed and farewell.ends_questions(heard.words):
        draft = Draft(questions.turned_down(talk.having(misses=0), "offer_walk"))
        draft.utter("utter_respect_no_questions", act="reflect")
        return draft.done(walk=None)  # the round ends with the picture, as any round does
    if heard.intent == "skip":
        return _left_open(Draft(talk), walk, "utter_walk_skipped")
    told = _told(heard, walk.queue[0])
    often, when = _how_often(heard, told)
    if often is None and asides.complains(heard.words):
        return _misheard(talk, walk, heard)
    # "remind me on wednesdays" names days, and says nothing of how often
    if (often is None or heard.intent == "set_reminder") and interrupts(heard):
        return None
    noted = note(talk, heard, library)
    told_now = beyond(heard.words, often, when)
    words = walk.kept if asides.complains(heard.words) else told_now or walk.kept
    if often is not None:
        polarity = polarity_of(told.polarity if told else "denied" if often == "never" else "affirmed")
        return _noted(
            noted, walk, Entry(polarity, often, words, when, "asked"), library, sure=told is not None
        )
    if told:
        return _noted(noted, walk, Entry(polarity_of(told.polarity), None, words, when, "asked"), library)
    if said := _yes_or_no(heard):
        return _noted(
            noted, walk, Entry(polarity_of(said), None, walk.kept or told_now, "", "asked"), library
        )
    if _UNDECIDED.search(heard.words) and len(heard.words.split()) <= BRIEF:
        return _left_open(Draft(noted), walk, "utter_walk_undecided")
    return _telling(noted, walk, heard, library)


def _told(heard: Heard, sign: str) -> HeardSign | None:
    """Give the asked sign where the words tell of it; asked about it, even a reading that was only likely will do."""
    likely = heard.guess if heard.guess and heard.guess.id == sign and heard.guess.who == "self" else None
    return next((s for s in heard.signs if s.id == sign and s.who == "self"), likely)


def _how_often(heard: Heard, told: HeardSign | None) -> tuple[Often | None, str]:
    """Give how often, where it is said of the question and not of something else in a longer telling."""
    often, when = heard.how_often()
    if heard.pressed or often is None:
        return often, when
    lead = _FIRST_PART.split(heard.words, maxsplit=1)[0]
    if len(lead.split()) <= OPENING and (led := often_in(lead)[0]):
        return led, when  # "sometimes. he is calm, but ..." answers first
    if told:
        # "i never put myself first" tells of the sign; its "never" is no "not me"
        agrees = (often == "never") == (told.polarity == "denied")
        return (often, when) if agrees else (None, "")
    words = heard.words.split()
    if heard.signs and len(words) > BRIEF:
        return None, ""  # it tells of something else
    opening = often_in(" ".join(words[:OPENING]))[0]
    if len(words) <= (BRIEF if often == "never" else SENTENCE) or opening == often:
        return often, when
    return None, ""


def _yes_or_no(heard: Heard) -> str | None:
    """Read a plain yes, no or perhaps: short, or opening a longer answer that says yes ("yeah, both ways")."""
    brief = len(heard.words.split()) <= BRIEF
    if heard.pressed or (brief and heard.intent == "affirm") or _YES.search(heard.words):
        return _POLARITY_OF_YES.get(heard.intent, "affirmed")
    if brief and heard.intent == "deny":
        return "denied"
    return "hedged" if brief and _PERHAPS.search(heard.words) else None


def _telling(talk: Talk, walk: Walk, heard: Heard, library: Library) -> Turn | None:
    """Take words that are no answer yet: give back other signs in them, else keep them and ask how often."""
    draft = Draft(talk)
    others = tuple(s for s in heard.own_signs if s.id in library.sign_ids)
    if others:
        give_back(draft, others, library)
    if draft.bubbles:
        rest = tuple(s for s in walk.queue if s not in talk.picture)
        return draft.done(walk=Walk(rest, walk.asked, walk.total))
    if heard.intent not in _TELLINGS or not pronounceable(heard.words):
        return None
    if sum(any(c.isalnum() for c in w) for w in heard.words.split()) < A_TELLING:
        return None
    if walk.kept:
        return _left_open(draft, walk, "utter_walk_undecided")
    draft.utter("utter_walk_kept", act="reflect", words=quote(heard.words))
    return draft.done(walk=Walk(walk.queue, walk.asked, walk.total, heard.words))


def _misheard(talk: Talk, walk: Walk, heard: Heard) -> Turn:
    """Take a complaint: note nothing; where it takes the last answer back, ask that one again."""
    draft = Draft(talk)
    draft.utter("utter_walk_misheard", act="reflect")
    last = next(reversed(tuple(talk.picture)), None)
    if (
        last
        and asides.takes_back(heard.words)
        and talk.picture[last].source == "asked"
        and last not in walk.queue
    ):
        rest = {k: v for k, v in talk.picture.items() if k != last}
        return draft.done(picture=rest, walk=Walk((last, *walk.queue), last, walk.total))
    return draft.done(walk=Walk(walk.queue, walk.asked, walk.total))


def finish(talk: Talk, heard: Heard, library: Library) -> Turn:
    """End a round: show the picture, and offer more questions while there are any."""
    draft = Draft(talk.having(walk=None, flow="picture"))
    draft.add(show(talk, heard, library, asking=False).bubbles)
    enough = questions.is_turned_down(talk, "offer_walk") or all(s in talk.picture for s in ORDER)
    questions.put(draft, "stands_out" if enough else "walk_more", library)
    return draft.done()


def _noted(talk: Talk, walk: Walk, entry: Entry, library: Library, sure: bool = True) -> Turn:
    """Note the answer and give it back in one short bubble; words that may mean more than the how-often stay theirs."""
    sign = library.sign(walk.queue[0])
    draft = Draft(talk.noting(sign.id, entry))
    burden = sign.side == CODEPENDENCY
    if entry.when and entry.often:
        draft.utter("utter_walk_when", act="reflect", when=entry.when, often=entry.often)
    elif entry.often and entry.often != "never" and not sure and len(entry.words.split()) > A_TELLING:
        draft.utter("utter_walk_noted", act="reflect", often=entry.often)
    elif entry.polarity == "denied":
        draft.say(draft.pick(sign.denied), act="reflect")
    elif entry.polarity == "hedged" or entry.often == "rarely":
        draft.say(draft.pick(sign.hedged), act="reflect")
    elif entry.polarity == "past":
        draft.say(draft.pick(sign.past), act="reflect")
    else:
        draft.say(draft.pick(sign.reflections), act="reflect" if burden else "affirm")
    return draft.done(walk=_next(walk, draft.talk))


def _left_open(draft: Draft, walk: Walk, response: str) -> Turn:
    """Go on without an answer."""
    draft.utter(response, act="reflect")
    return draft.done(walk=_next(walk, draft.talk))


def _next(walk: Walk, talk: Talk) -> Walk:
    """Move to the next sign that is not in the picture by now."""
    return Walk(queue=tuple(s for s in walk.queue[1:] if s not in talk.picture), total=walk.total)


_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
