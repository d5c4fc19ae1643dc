"""Whether the content could put somebody in danger.

Owns the safety rules of the links and of partner contact. Must not decide what is said in a state: bot.safety does,
and relies on these rules.

    list(mistreatment(content))     # [Problem(..., "tolerates_mistreatment links M1, which involves the partner", ...)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.content.checks.structure import LINK_FIELDS
from bot.content.errors import Problem
from bot.content.loader import Content
from bot.content.models import SAFETY_QUESTIONS, AskWhen, PartnerContact

CONTACT: Final[dict[str, PartnerContact]] = {
    **dict.fromkeys(("Q1", "Q2", "Q3", "T1", "T2", "T3a", "T4", "K1", "K2", "K3", "K4", "M4"), "none"),
    "T3b": "assert",
    "K5": "talk",
    **dict.fromkeys(("M1", "M2", "M3"), "joint"),
}
ASKS: Final[dict[str, tuple[str, AskWhen]]] = {
    "needs_partner_to_decide": ("view_or_permission", "present"),
    "fear_of_abandonment": ("losing_or_afraid", "present"),
    "enabling": ("drink_and_anger", "anger"),
    "tolerates_mistreatment": ("treated_badly", "present"),
    "low_self_esteem": ("own_safety", "low_mood"),
    "anxiety": ("own_safety", "low_mood"),
    "no_close_ties_outside": ("cut_off_by_whom", "present"),
    "loneliness": ("cut_off_by_whom", "present"),
    "open_communication": ("what_happens_after", "absent"),
}
WITH_PARTNER: Final = re.compile(
    r"\b(?:tell|ask|show|give|talk to|talk with|speak to|speak with|say to|agree with|sit down with|discuss|share)"
    r"\b[^.;]{0,24}\b(?:your partner|them both|my partner|the two of you)\b"
    r"|\b(?:together )?with (?:your|my) partner\b",
    re.IGNORECASE,
)
PRIVATE_FIELDS: Final = ("offer", "try_this", "smaller", "draft", "say")


def partner_contact(content: Content) -> Iterator[Problem]:
    """Partner contact is as agreed. Closes: a check-in marked 'none', which the safety filter would let through."""
    for item in content.items:
        wanted = CONTACT.get(item.id)
        if wanted != item.partner_contact:
            hint = f"partner_contact: {wanted}" if wanted else "remove partner_contact"
            message = (
                f"{item.id} says partner_contact {item.partner_contact}, and the safety filter relies on it"
            )
            yield content.problem(item, message, hint, "partner_contact")


def private_items_stay_private(content: Content) -> Iterator[Problem]:
    """What is marked 'none' asks nothing of the partner. Closes: 'tell your partner' inside a private step."""
    for item in content.items:
        if item.partner_contact != "none":
            continue
        for name in PRIVATE_FIELDS:
            found = WITH_PARTNER.search(getattr(item, name) or "")
            if found:
                hint = "it can be offered when the partner is not safe: keep it to the person alone"
                yield content.problem(item, f"{item.id} involves the partner: '{found.group()}'", hint, name)


def mistreatment(content: Content) -> Iterator[Problem]:
    """After mistreatment nothing involves the partner. Closes: advice to confront somebody who is violent."""
    contact = {item.id: item.partner_contact for item in content.items}
    for link in content.links:
        if link.sign != "tolerates_mistreatment":
            continue
        for name in LINK_FIELDS:
            for id in getattr(link, name):
                if contact.get(id) not in (None, "none"):
                    message = f"{link.sign} links {id}, which involves the partner"
                    yield content.problem(link, message, f"remove {id}: it can put a person in danger", name)
        for id in link.steps:
            if id != "T2":
                yield content.problem(link, f"{link.sign} links {id}", "only T2, after safety", "steps")


def asks(content: Content) -> Iterator[Problem]:
    """Each risky sign has the safety question it demands. Closes: fear of a partner taken for fear of losing them."""
    for link in content.links:
        wanted, when = ASKS.get(link.sign, (None, None))
        if link.ask != wanted:
            hint = f"ask: {wanted}" if wanted else "remove ask"
            yield content.problem(link, f"{link.sign} has ask {link.ask}", hint, "ask")
        elif link.ask_when != when:
            hint = f"ask_when: {when}" if when else "remove ask_when"
            yield content.problem(link, f"{link.sign} has ask_when {link.ask_when}", hint, "ask_when")
        if link.ask is not None and link.ask not in SAFETY_QUESTIONS:
            hint = f"one of: {', '.join(SAFETY_QUESTIONS)}"
            yield content.problem(link, f"there is no safety question '{link.ask}'", hint, "ask")


def safety_questions(content: Content) -> Iterator[Problem]:
    """A sign whose link asks has a question with calm and unsafe answers. Closes: an ask without words."""
    asking = {link.sign for link in content.links if link.ask}
    for sign in content.signs:
        if sign.id in asking and not sign.safety_question:
            yield content.problem(sign, f"{sign.id}: 'safety_question' is missing", "its link has an ask")
        if sign.safety_question and sign.id not in asking:
            hint = "give its link an ask, or remove it"
            yield content.problem(
                sign, f"{sign.id} has a safety question that is never asked", hint, "safety_question"
            )
        meanings = {answer.meaning for answer in sign.safety_answers}
        if bool(sign.safety_question) != bool(meanings) or (meanings and not {"calm", "unsafe"} <= meanings):
            hint = "two to four, at least one calm and one unsafe"
            yield content.problem(sign, f"{sign.id}: safety_answers do not fit", hint, "safety_answers")
        if len(sign.safety_answers) > 4:
            yield content.problem(
                sign, f"{sign.id} has more than four safety answers", "four at most", "safety_answers"
            )


def therapy_never_alone(content: Content) -> Iterator[Problem]:
    """Therapy or a group (T2) comes with a small step of one's own, and T1 first. Closes: 'go and see somebody'."""
    contact = {item.id: item.partner_contact for item in content.items}
    for link in content.links:
        offered = (*link.steps, *link.blocks, *link.strategies)
        if "T2" in offered and not any(contact.get(id) == "none" for id in offered if id != "T2"):
            hint = "add a step or block with partner_contact none"
            yield content.problem(link, f"{link.sign} offers T2 alone", hint, "steps")
        if "T1" in link.steps[1:]:
            yield content.problem(link, f"{link.sign} does not begin with T1", "T1 comes first", "steps")


def absent_strengths(content: Content) -> Iterator[Problem]:
    """What follows a missing strength waits for a safe answer. Closes: 'speak up' to one who is punished for it."""
    for link in content.links:
        if (link.absent_blocks or link.absent_strategies) and link.ask_when != "absent":
            message = f"{link.sign} offers something for its absence without asking first"
            yield content.problem(link, message, "add ask, and ask_when: absent", "absent_blocks")
