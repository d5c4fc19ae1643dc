"""From what was recognised to small steps: which items fit, offered with "because you said ...", one chosen.

Owns the choice and order of steps, blocks and strategies. What may be offered at all is bot.safety's to say.
"""

from __future__ import annotations

from dataclasses import replace

from bot.content.library import Library
from bot.content.models import Item
from bot.flows import choice, half_plan, offers, own_step, questions, unnoticed
from bot.flows.check import ask_due
from bot.flows.gate import allowed, may_offer
from bot.flows.heard import Heard
from bot.flows.if_then import tidy
from bot.flows.own_step import OwnStep
from bot.flows.picture import UNSAFE
from bot.flows.quote import quote
from bot.flows.talk import INTERDEPENDENCE, Talk
from bot.flows.turn import Draft, Turn
from bot.language import asides, farewell, moment, plan_asides

OPEN_AFTER_A_CALM_ANSWER = ("offer_steps", "offer_walk", *questions.ROOM, "stands_out", "walk_more", "deepen")
_ASKS_WHAT = (
    "ask_topic",
    "repeat",
    "ask_why",
    "choose_item",
    "nlu_fallback",
    "out_of_scope",
    "share_story",
    "ask_about_trellis",
)
_HIDES_AN_ANSWER = (
    "ask_verdict",
    "ask_about_partner",
    "out_of_scope",
    "correct_reading",
    "answer_frequency",
    "report_progress",
)
INSTEAD = ("K4", "K2", "K1")
"""What one can do alone in place of something else: the body, an interest, oneself."""
FIRST = "T1"
ALWAYS = "T2"
"""Therapy or a group is in every offer, and never alone in it."""
GENERAL = ("T1", "K2", "K4", "T4", "K1", "K3")
AT_ONCE = 3
A_SENTENCE = 4
"""Words from which something is told, and no item named."""
STEPS = "steps"
"""What is wanted while a safety question comes before the ideas."""


def fitting(talk: Talk, library: Library) -> tuple[str, ...]:
    """Give the ids of steps and blocks (and strategies, once a plan is written) that follow from the picture.

    The sign in the foreground comes first, and of its items those that fit it closely; T1 before all, ALWAYS is left
    out; nothing that the safety state withholds.
    """
    present = talk.present()
    signs = [s for s in (talk.focus, *present) if s in present]
    signs = [s for s in signs if talk.picture[s].often != "rarely"] or signs  # what is rare asks for no step of its own
    found: list[str] = []
    for sign in signs:
        link = library.link(sign)
        if library.sign(sign).side == INTERDEPENDENCE:
            continue
        found += [*(fit.item for fit in link.fits), *link.steps, *link.blocks]
    for sign in signs:
        link = library.link(sign)
        if talk.plan or library.sign(sign).side == INTERDEPENDENCE:
            found += link.strategies
    ids = sorted(dict.fromkeys(i for i in found if i != ALWAYS), key=lambda i: i != FIRST)
    return unnoticed.allowed(allowed(tuple(ids), talk, library), talk)


def offer(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Offer one to three items that fit and were not offered before."""
    if talk.question == "choose_item" and (own := _own_step(talk, heard, library)):
        return own
    draft = Draft(talk.having(flow="transition", misses=0))
    draft.leave_form()
    asked_again = "any" in heard.values or talk.question == "need_picture" or ALWAYS in talk.shown
    if not talk.present() and not asked_again:
        if answer := _on_the_question(draft, heard, library):
            return answer
        draft.utter("utter_steps_need_picture", act="inform")
        questions.put(draft, "need_picture", library)
        return draft.done()
    if ask_due(draft, library):
        return draft.done(wanted=STEPS)
    _put_fitting(draft, library)
    return draft.done(wanted=None)


def _on_the_question(draft: Draft, heard: Heard, library: Library) -> Turn | None:
    """Tell the idea that a question names ("how do i say no to her?"), before anything is known; None where there is none."""
    found = [library.item(i) for i in (library.find(heard.words) if heard.words else ())]
    fits = (i for i in found if i.offer and i.id != ALWAYS and may_offer(i, draft.talk))
    item = next((i for i in fits if not unnoticed.must_ask(i, draft.talk)), None)
    if item is None or not heard.words.rstrip().endswith("?"):
        return None
    draft.say(item.text if item.text not in draft.talk.said else item.again, act="advise", items=(item.id,))
    questions.put(draft, "need_picture", library)
    return draft.done()


def _put_fitting(draft: Draft, library: Library, response: str = "utter_offer_items") -> None:
    """List what fits and was not offered before."""
    talk = draft.talk
    fits = fitting(talk, library) or allowed(GENERAL, talk, library)
    fresh = tuple(i for i in fits if i not in talk.shown) or fits
    chosen = (*fresh[: AT_ONCE - 1], ALWAYS)
    if fresh == fits and talk.offered == chosen:
        draft.utter("utter_steps_all_offered", act="inform")
    offers.put(draft, chosen, response, library)


def promised(before: Talk, turn: Turn, library: Library) -> Turn:
    """Bring the ideas that were asked for, once the question that came before them is answered calmly."""
    now = turn.talk
    asked = before.question in ("safe_check", "harm_ask_partner", "harm_ask_self", "resume")
    calm = now.question in OPEN_AFTER_A_CALM_ANSWER or (
        now.question == "resume" and before.question != "resume"
    )
    if before.wanted != STEPS or not asked or not calm or now.safety in UNSAFE:
        return turn
    draft = Draft(now.having(flow="transition", misses=0, resume=None))
    draft.add(tuple(b for b in turn.bubbles if b.act not in ("ask", "offer")))
    _put_fitting(draft, library)
    done = draft.done(wanted=None)
    return replace(done, leave=turn.leave)


def choose(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the item the person picked, say what it is, and begin the plan; where they want none of these, bring others."""
    item = (
        None
        if own_step.announced(heard.words) or own_step.asked_leave(heard.words)
        else choice.picked(talk, heard, library)
    )
    if item is None and (own := _own_step(talk, heard, library)):
        return own
    if item is None and talk.question == "choose_item" and own_step.announced(heard.words):
        draft = Draft(talk.having(flow="transition", misses=0))
        draft.utter("utter_own_step_welcome", act="ask")
        return draft.done()
    if item is None and choice.NONE.search(heard.words):
        return offer(talk, heard, library)
    if item and talk.question == "choose_item" and plan_asides.asks_meaning(heard.words):
        return _explained(talk, item, library)
    draft = Draft(talk.having(flow="transition", misses=0))
    draft.leave_form()
    if item is None:
        if not talk.offered or talk.question != "choose_item":
            return offer(talk, heard, library)
        if named := moment.only(heard.words):
            said = tidy(named)
            draft.utter("utter_moment_kept", act="reflect", words=said, start=said[:1].upper() + said[1:])
            draft.talk = draft.talk.having(plan_when=said)
        elif len(heard.words.split()) >= A_SENTENCE and "?" not in heard.words:
            draft.utter("utter_plan_beside", act="reflect", words=quote(heard.words, 14))
        else:
            draft.utter("utter_which_item", act="reflect")
        questions.put(draft, "choose_item", library, recalled=True)
        return draft.done()
    if not may_offer(item, talk) or unnoticed.must_ask(item, talk):
        return withheld(talk, item, library)
    item = offers.wording(item, talk, library)
    draft.say(item.text if item.text not in talk.said else item.again, act="advise", items=(item.id,))
    if item.try_this:
        draft.say(item.try_this, act="advise", items=(item.id,))
    # a moment that was named at the list is kept; what is left of another step is not
    when = (talk.plan_when if talk.chosen is None else None) or _moment_beside(heard.words)
    return draft.done(follow=half_plan.FORM, question=None, chosen=item.id, **{**half_plan.EMPTY, "plan_when": when})


def _moment_beside(words: str) -> str | None:
    """Give the day or hour that is named along with a choice: "the first, on tuesday"; a title may hold an "evening"."""
    found = moment.find(words)
    return found.text if found and found.is_dated else None


def _explained(talk: Talk, item: Item, library: Library) -> Turn:
    """Say what an offered item means, without choosing it."""
    draft = Draft(talk.having(flow="transition", misses=0))
    if may_offer(item, talk):
        draft.say(item.text if item.text not in talk.said else item.again, items=(item.id,))
    questions.put(draft, "choose_item", library, recalled=True)
    return draft.done()


def at_the_list(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take what a message means while the ideas are on the table, whatever its intent was taken for; None otherwise."""
    if talk.question != "choose_item" or heard.pressed or heard.verdict != "none" or talk.running:
        return None
    if plan_asides.asks_for_list(heard.words):
        draft = Draft(talk)
        return draft.done() if offers.put_again(draft, library) else offer(talk, heard, library)
    meant_otherwise = heard.intent in ("stop", "goodbye") and not farewell.stops(heard.words)
    of_their_own = own_step.asked_leave(heard.words) or own_step.announced(heard.words)
    asks_what = (
        heard.intent in _ASKS_WHAT
        and plan_asides.asks_meaning(heard.words)
        and choice.picked(talk, heard, library)
    )
    here = meant_otherwise or asks_what or of_their_own or moment.only(heard.words)
    return choose(talk, heard, library) if here else None


def _own_step(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Plan a step that the person thought of themselves; None where the message proposes none."""
    own = own_step.read(heard.words) if talk.question == "choose_item" else None
    if own is None:
        return None
    item = library.item(own.item)
    draft = Draft(talk.having(flow="transition", misses=0))
    if own.ends_something:
        return _instead(draft, own, library)
    if not may_offer(item, talk) or unnoticed.must_ask(item, talk):
        return withheld(talk, item, library)
    draft.utter("utter_own_step", act="reflect", words=quote(f"{own.action} {own.when}"))
    slots = {**half_plan.EMPTY, "plan_action": own.action, "plan_when": own.when or None}
    return draft.done(follow=half_plan.FORM, question=None, chosen=item.id, **slots)


def _instead(draft: Draft, own: OwnStep, library: Library) -> Turn:
    """Take up the wish to stop something: what fits it is what one can do in its place."""
    draft.utter("utter_wish_heard", act="reflect", words=quote(own.action))
    close = dict.fromkeys((*(i for i in fitting(draft.talk, library) if i in INSTEAD), *INSTEAD))
    fresh = tuple(i for i in close if i not in draft.talk.shown) or INSTEAD
    offers.put(draft, (*fresh[: AT_ONCE - 1], ALWAYS), "utter_offer_items", library)
    return draft.done()


def withheld(talk: Talk, item: Item, library: Library) -> Turn:
    """Leave aside an item that involves the partner: ask first whether that would be safe, or say why not."""
    draft = Draft(talk)
    draft.leave_form()
    ask = unnoticed.must_ask(item, talk) if may_offer(item, talk) else talk.safety == "watch"
    if ask and talk.noticed_safe is None:
        questions.put(draft, "notice_safe", library)
        return draft.done(chosen=item.id)
    draft.utter("utter_item_withheld", act="reflect")
    questions.put(draft, "offer_steps", library)
    return draft.done(chosen=None)


def about_being_noticed(talk: Talk, heard: Heard, library: Library) -> Turn | None:
    """Take an answer to the notice question that was taken for something else; None for any other message."""
    if talk.question != "notice_safe" or heard.pressed or heard.intent not in _HIDES_AN_ANSWER:
        return None
    return noticed(talk, heard, library)


def noticed(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take the answer to "would it be safe if they noticed?": only a clear yes goes on with what may be noticed."""
    safe = heard.intent == "affirm" and not unnoticed.doubted(heard.words)
    half = half_plan.is_there(talk)
    now = talk.having(noticed_safe=safe, question=None)
    if not safe:
        return unnoticed.answered_no(now, heard, library)
    if half and talk.chosen and may_offer(library.item(talk.chosen), now):
        draft = Draft(now)
        draft.utter("utter_go_on", act="reflect")
        return draft.done(follow=half_plan.FORM)
    if talk.chosen:
        return choose(now, Heard(intent="choose_item", values={"item": talk.chosen}, pressed=True), library)
    return offer(now, heard, library)


def respect_no(talk: Talk, heard: Heard, library: Library) -> Turn:
    """Take a no to ideas as it is: nothing is pressed, the picture and the talk stay open."""
    quiz = asides.declines(heard.words) and talk.question != "offer_steps"
    draft = Draft(
        questions.turned_down(talk.having(misses=0), *(questions.OFFERS if quiz else ("offer_steps",)))
    )
    draft.utter("utter_respect_no_questions" if quiz else "utter_respect_no", act="reflect")
    questions.put(draft, "offer_walk", library)
    return draft.done()
