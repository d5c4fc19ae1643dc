"""The guided walk: one sign after another, each with a question, answered by a button or in one's own words.

Owns the order of the questions and the reading of answers. Signs heard in free talk are not asked again.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import buttons as b
from bot.flows import questions
from bot.flows.heard import Heard
from bot.flows.interrupts import interrupts
from bot.flows.picture import show
from bot.flows.quote import quote
from bot.flows.reflection import note
from bot.flows.talk import CODEPENDENCY, Entry, Talk, Walk, polarity_of
from bot.flows.turn import Draft, Turn
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
_TELLINGS = frozenset(
    "share_sign share_story answer_frequency answer_unsure affirm deny nlu_fallback report_progress".split()
)
_POLARITY_OF_YES = {"affirm": "affirmed", "deny": "denied", "answer_unsure": "hedged"}


def start(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Begin a round of at most six questions and say how long it takes."""
    if talk.running == "walk_form":
        return Draft(talk).done()
    queue = tuple(s for s in ORDER if s not in talk.picture)[:ROUND]
    draft = Draft(talk.having(flow="walk", question=None, misses=0))
    draft.leave_form()
    if not queue:
        draft.utter("utter_walk_all_asked", act="inform")
        questions.put(draft, "stands_out", library)
        return draft.done()
    size = "one" if len(queue) == 1 else "many"
    draft.utter(f"utter_walk_start_{size}", act="inform", count=_WORDS[len(queue)].capitalize())
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
    """Take a message as the answer to the walk's question; None when it is something else (the form steps aside)."""
    walk = talk.walk
    if walk is None or not walk.queue or heard.verdict != "none":
        return None
    sign = walk.queue[0]
    if heard.intent == "skip":
        draft = Draft(talk)
        draft.utter("utter_walk_skipped", act="reflect")
        return _next(draft, walk, library)
    often, when = heard.how_often()
    if often is None and interrupts(heard):
        return None
    noted = note(talk, heard, library)
    words = heard.words or walk.kept
    if often is None and heard.intent in _POLARITY_OF_YES and len(heard.words.split()) <= 6:
        return _noted(noted, walk, Entry(polarity_of(_POLARITY_OF_YES[heard.intent]), None, "", "", "asked"), library)
    if often is None and not (heard.intent in _TELLINGS and pronounceable(heard.words)):
        return None
    if often is None and sum(any(c.isalnum() for c in w) for w in heard.words.split()) < A_TELLING:
        return None
    if often is not None:
        polarity = polarity_of("denied" if often == "never" else "affirmed")
        said = "" if heard.pressed and not walk.kept else words
        return _noted(noted, walk, Entry(polarity, often, said, when, "asked"), library)
    told = next((s for s in heard.own_signs if s.id == sign), None)
    if told or walk.kept:
        polarity = polarity_of(told.polarity if told else "affirmed")
        return _noted(noted, walk, Entry(polarity, None, words, when, "asked"), library)
    draft = Draft(noted)
    draft.utter("utter_walk_kept", act="reflect", words=quote(words))
    return draft.done(walk=Walk(walk.queue, walk.asked, walk.total, words))


def finish(talk: Talk, heard: Heard, library: Library) -> Turn:
    """End a round: show the picture, and offer more questions while there are any."""
    draft = Draft(talk.having(walk=None, flow="picture"))
    draft.add(show(talk, heard, library, asking=False).bubbles)
    more = any(s not in talk.picture for s in ORDER)
    questions.put(draft, "walk_more" if more else "stands_out", library)
    return draft.done()


def _noted(talk: Talk, walk: Walk, entry: Entry, library: Library) -> Turn:
    """Note the answer and give it back in one short bubble."""
    sign = library.sign(walk.queue[0])
    draft = Draft(talk.noting(sign.id, entry))
    burden = sign.side == CODEPENDENCY
    if entry.when and entry.often:
        draft.utter("utter_walk_when", act="reflect", when=entry.when, often=entry.often)
    elif entry.polarity == "denied":
        draft.say(draft.pick(sign.denied), act="reflect")
    elif entry.polarity == "hedged" or entry.often == "rarely":
        draft.say(draft.pick(sign.hedged), act="reflect")
    elif entry.polarity == "past":
        draft.say(draft.pick(sign.past), act="reflect")
    else:
        draft.say(draft.pick(sign.reflections), act="reflect" if burden else "affirm")
    return _next(draft, walk, library)


def _next(draft: Draft, walk: Walk, library: Library) -> Turn:
    """Move to the next sign that is not in the picture by now."""
    rest = tuple(s for s in walk.queue[1:] if s not in draft.talk.picture)
    return draft.done(walk=Walk(queue=rest, total=walk.total))


_WORDS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
