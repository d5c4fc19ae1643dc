"""Each check, with content that must fail it: one change to what is shipped, one problem that names it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest

from bot.content import checks
from bot.content.checks import helplines, safety, structure, texts, wording
from bot.content.checks.shown import everything
from bot.content.loader import Content
from bot.content.models import SafetyAnswer

TODAY = date(2026, 11, 25)
LONG = "We walk by the sea and look at the birds. " * 8
HARD = "Interdependent individuals demonstrate considerable reciprocity, communicating necessities without apprehension."
VARIANTS = (
    "So the choosing waits until they have spoken.",
    "So the choosing waits till they have spoken.",
    "A third one.",
)


class Case(NamedTuple):
    """One change and the problem it must cause."""

    rule: checks.Check
    kind: str
    id: str
    fields: dict[str, object] | None
    says: str


CASES = [
    Case(structure.all_there, "items", "K2", None, "article item 'K2' is missing"),
    Case(structure.all_there, "signs", "enabling", None, "sign 'enabling' is missing"),
    Case(structure.all_there, "links", "enabling", None, "link for sign 'enabling' is missing"),
    Case(structure.all_there, "items", "K2", {"id": "K9"}, "'K9' is no id of the article"),
    Case(structure.all_there, "signs", "enabling", {"id": "helping"}, "'helping' is not one of the 20 signs"),
    Case(structure.kinds_follow_ids, "items", "K2", {"kind": "step"}, "K2 is given as step"),
    Case(structure.sources, "items", "E1", {"reason": None}, "E1 is editorial without a reason"),
    Case(structure.sources, "items", "E1", {"section": "Closing"}, "E1 is editorial and names a section"),
    Case(
        structure.sources,
        "items",
        "E1",
        {"origin": "article"},
        "E1 is an addition that claims to be the article's",
    ),
    Case(structure.sources, "items", "D1", {"origin": "editorial", "reason": "r"}, "D1 is the article's"),
    Case(structure.sources, "items", "D1", {"section": "Beginning"}, "no such section 'Beginning'"),
    Case(
        structure.sources,
        "items",
        "K2",
        {"part": "Signs of Codependency"},
        "no such part 'Signs of Codependency'",
    ),
    Case(structure.links_lead_somewhere, "links", "enabling", {"steps": ("T9",)}, "enabling links T9"),
    Case(structure.links_lead_somewhere, "links", "enabling", {"steps": ("K4",)}, "K4, which is a block"),
    Case(
        structure.links_lead_somewhere, "links", "enabling", {"sign": "helping"}, "there is no sign 'helping'"
    ),
    Case(structure.links_lead_somewhere, "signs", "enabling", {"items": ("S9",)}, "enabling names S9"),
    Case(structure.reachable, "items", "D1", {"aliases": ()}, "D1 can never come up"),
    Case(structure.aliases, "items", "D1", {"aliases": ("one", "two")}, "D1 has 2 aliases, and needs 6"),
    Case(structure.aliases, "items", "D1", {"aliases": ("What is it?",)}, "alias 'What is it?'"),
    Case(structure.aliases, "items", "D2", {"aliases": ("what is codependency",)}, "is used twice"),
    Case(structure.aliases_found, "items", "D2", {"aliases": ("so what is that",)}, "does not find D2"),
    Case(structure.step_fields, "items", "K2", {"smaller": None}, "K2: 'smaller' is missing"),
    Case(structure.step_fields, "items", "T3b", {"say": None}, "T3b: 'say' is missing"),
    Case(structure.step_fields, "items", "D1", {"offer": "a walk"}, "D1: 'offer' is never used"),
    Case(structure.signs_complete, "signs", "enabling", {"side": "interdependence"}, "wrong side"),
    Case(structure.signs_complete, "signs", "enabling", {"items": ()}, "stands for no item"),
    Case(structure.signs_complete, "signs", "enabling", {"past": ("Once.",)}, "1 past, and 2 are needed"),
    Case(safety.partner_contact, "items", "M1", {"partner_contact": "none"}, "M1 says partner_contact none"),
    Case(safety.partner_contact, "items", "D1", {"partner_contact": "none"}, "D1 says partner_contact none"),
    Case(
        safety.private_items_stay_private,
        "items",
        "K2",
        {"try_this": "Tell your partner about it."},
        "K2 involves",
    ),
    Case(
        safety.private_items_stay_private,
        "items",
        "T3a",
        {"draft": "When calm, I will share it with my partner."},
        "T3a",
    ),
    Case(
        safety.mistreatment,
        "links",
        "tolerates_mistreatment",
        {"strategies": ("M1",)},
        "links M1, which involves",
    ),
    Case(
        safety.mistreatment,
        "links",
        "tolerates_mistreatment",
        {"blocks": ("K5",)},
        "links K5, which involves",
    ),
    Case(
        safety.mistreatment,
        "links",
        "tolerates_mistreatment",
        {"steps": ("T3b", "T2")},
        "links T3b, which involves",
    ),
    Case(safety.mistreatment, "links", "tolerates_mistreatment", {"steps": ("T1", "T2")}, "links T1"),
    Case(safety.asks, "links", "fear_of_abandonment", {"ask": None}, "fear_of_abandonment has ask None"),
    Case(safety.asks, "links", "open_communication", {"ask_when": "present"}, "has ask_when present"),
    Case(safety.asks, "links", "own_interests", {"ask": "guess"}, "there is no safety question 'guess'"),
    Case(
        safety.safety_questions,
        "signs",
        "enabling",
        {"safety_question": None},
        "'safety_question' is missing",
    ),
    Case(safety.safety_questions, "signs", "own_interests", {"safety_question": "Safe?"}, "never asked"),
    Case(
        safety.safety_questions,
        "signs",
        "enabling",
        {"safety_answers": (SafetyAnswer("Fine", "calm"), SafetyAnswer("Rather not say", "unsure"))},
        "safety_answers do not fit",
    ),
    Case(
        safety.safety_questions,
        "signs",
        "enabling",
        {"safety_answers": (SafetyAnswer("A", "calm"),) * 5},
        "four",
    ),
    Case(
        safety.therapy_never_alone,
        "links",
        "loneliness",
        {"blocks": (), "strategies": ("M1",)},
        "offers T2 alone",
    ),
    Case(safety.therapy_never_alone, "links", "enabling", {"steps": ("T2", "T1")}, "does not begin with T1"),
    Case(safety.absent_strengths, "links", "open_communication", {"ask_when": None}, "without asking first"),
    Case(wording.forms, "items", "K2", {"offer": "An hour a week."}, "K2 offer"),
    Case(wording.forms, "items", "K2", {"offer": "one hour " * 8}, "K2 offer is long"),
    Case(wording.forms, "items", "K2", {"draft": "Go for a walk."}, "K2 draft is no plan"),
    Case(wording.forms, "signs", "enabling", {"button": "I keep covering up for somebody"}, "31 characters"),
    Case(wording.forms, "signs", "enabling", {"label": "Covering"}, "enabling label"),
    Case(wording.forms, "signs", "enabling", {"back": "You cover for them."}, "enabling back"),
    Case(wording.forms, "signs", "enabling", {"because": "Because you cover."}, "enabling because"),
    Case(texts.length, "items", "D1", {"text": LONG}, "D1 text has 80 words, and a bubble holds 60"),
    Case(texts.length, "signs", "enabling", {"reflections": (LONG,)}, "enabling reflections[0] has 80 words"),
    Case(texts.reading_grade, "items", "D1", {"again": HARD + " " + HARD}, "D1 again reads at grade"),
    Case(
        texts.questions_where_they_belong,
        "signs",
        "enabling",
        {"question": "How often? And when?"},
        "2 question marks",
    ),
    Case(
        texts.questions_where_they_belong,
        "signs",
        "enabling",
        {"questions": ("Tell me.",)},
        "0 question marks",
    ),
    Case(
        texts.questions_where_they_belong,
        "signs",
        "enabling",
        {"denied": ("No?",)},
        "denied[0] asks a question",
    ),
    Case(
        texts.variants_differ,
        "items",
        "D1",
        {"text": "A day is good.", "again": "A day is good"},
        "nearly the same",
    ),
    Case(
        texts.variants_differ,
        "signs",
        "enabling",
        {"reflections": VARIANTS},
        "reflections[1] is nearly the same",
    ),
    Case(texts.nothing_said_twice, "items", "D1", {"title": "Real closeness"}, "says the same as"),
    Case(helplines.complete, "helplines", "ShelterSafe", {"country": "CH"}, "CH has no crisis line"),
    Case(helplines.complete, "helplines", "ShelterSafe", {"country": "QQ"}, "nobody can name the country QQ"),
    Case(helplines.complete, "helplines", "ShelterSafe", {"note": None}, "ShelterSafe cannot be reached"),
    Case(helplines.complete, "helplines", "ShelterSafe", {"source": "a friend"}, "source: 'a friend'"),
    Case(helplines.complete, "helplines", "Tele-MANAS", None, "IN has no crisis line"),
]
assert CASES

# what must be refused, and what must pass although it is close
REFUSED = {
    "You are codependent.": "labels the person",
    "It seems you're so very needy.": "labels the person",
    "Your partner is a narcissist.": "labels the partner",
    "They are toxic.": "labels the partner",
    "You should talk.": "gives an order",
    "You must rest.": "gives an order",
    "You need to rest.": "gives an order",
    "Now you have to speak.": "gives an order",
    "It is not your fault.": "talks of fault",
    "You are to blame.": "talks of blame",
    "You could just leave.": "makes light of it",
    "Some leave them.": "tells to leave",
    "Great job with that.": "praises",
    "Well done. Good for you.": "praises",
    "I know how you feel.": "claims a feeling",
    "So glad!": "exclamation mark",
    "So glad 🙂": "emoji",
    "So glad :)": "emoji",
    "When he comes home.": "guesses a gender",
    "Your wife may wait.": "guesses a gender",
}
ALLOWED = [
    "What do you need to feel at ease?",
    "When you have to choose, a view of your own helps.",
    "You did not cause it.",
    "A bond that is good for you leaves room.",
    "Some people call that enabling.",
    "The hour leaves them calm.",
    "The others, the theme, this, where and there.",
]
assert REFUSED and ALLOWED


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule.__name__}: {case.says}")
def test_a_change_for_the_worse_is_named(case: Case, change: Callable[..., Content]) -> None:
    found = [problem.message for problem in case.rule(change(case.kind, case.id, case.fields))]
    assert any(case.says in message for message in found), found


@pytest.mark.parametrize("text", REFUSED)
def test_wording_that_labels_or_commands_is_refused(text: str, change: Callable[..., Content]) -> None:
    found = [
        problem.message for problem in wording.labels_and_commands(change("items", "D1", {"text": text}))
    ]
    assert len(found) >= 1
    assert any(REFUSED[text] in message for message in found), found


@pytest.mark.parametrize("text", ALLOWED)
def test_wording_that_only_looks_like_it_passes(text: str, change: Callable[..., Content]) -> None:
    assert list(wording.labels_and_commands(change("items", "D1", {"text": text}))) == []


@pytest.mark.parametrize("rule", checks.CHECKS, ids=lambda rule: rule.__name__)
def test_every_rule_says_which_bug_it_closes_and_has_a_case(rule: checks.Check) -> None:
    assert rule.__doc__ and "Closes: " in rule.__doc__
    assert rule in {case.rule for case in CASES} or rule is wording.labels_and_commands


@pytest.mark.parametrize("rule", checks.CHECKS, ids=lambda rule: rule.__name__)
def test_the_shipped_content_passes(rule: checks.Check, shipped: Content) -> None:
    assert [str(problem) for problem in rule(shipped) if problem.level == "error"] == []


def test_a_rhetorical_question_in_an_item_is_only_a_warning(change: Callable[..., Content]) -> None:
    found = list(texts.questions_where_they_belong(change("items", "D1", {"text": "What if?"})))
    assert [problem.level for problem in found if "D1" in problem.message] == ["warning"]


def test_a_line_not_checked_for_180_days_is_a_warning(shipped: Content) -> None:
    assert list(helplines.stale(shipped, TODAY)) == []
    later = list(helplines.stale(shipped, date(2027, 6, 1)))
    assert len(later) == len(shipped.helplines)
    assert {problem.level for problem in later} == {"warning"}
    assert "was last checked 189 days ago" in later[0].message
    assert later[0].line > 0 and later[0].file.endswith("helplines.yml")
    assert checks.errors(checks.check(shipped, date(2027, 6, 1))) == []


def test_a_check_in_the_future_is_an_error(shipped: Content) -> None:
    assert {problem.level for problem in helplines.stale(shipped, date(2026, 1, 1))} == {"error"}


def test_problems_come_in_order_and_point_at_the_line(shipped: Content) -> None:
    item = next(item for item in shipped.items if item.id == "D1")
    loud = dataclasses.replace(item, text="Oh!")
    places = {**shipped.places, id(loud): shipped.places[id(item)]}
    shouting = dataclasses.replace(shipped, items=(loud,), signs=(), places=places)
    found = [p for p in checks.check(shouting, TODAY) if "exclamation" in p.message]
    line = shipped.places[id(item)].lines["text"]
    assert [(p.file.split("/")[-1], p.line) for p in found] == [("definitions.yml", line)]


def test_everything_shown_is_walked(shipped: Content) -> None:
    fields = {name.partition("[")[0] for _, name, _ in everything(shipped)}
    assert {
        "text",
        "again",
        "try_this",
        "say",
        "reflections",
        "past",
        "safety_question",
        "safety_answers",
    } <= fields
    assert len(list(everything(shipped))) > 700
