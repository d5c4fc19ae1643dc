"""Every sentence of the domain can be said, and everything the code says is in the domain."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from bot.content.checks import shown
from bot.content.checks.texts import GRADE, GRADED_FROM, WORDS, plain
from bot.content.checks.wording import PATTERNS
from bot.content.loader import DATA, load
from bot.content.reading import grade, words
from bot.flows import questions, seasons
from bot.flows.concern import CONCERNS
from bot.flows.steady import PARTS
from bot.language import circumstances, feelings
from bot.language.hindrance import Kind
from tests.data import project

PLAN = ("plan_when", "plan_action", "plan_obstacle", "plan_sentence", "plan_confidence", "plan_smaller")

# What the code puts together, and what it fills in. A name that is not here fails the first test below: add it.
BUILT: dict[str, tuple[str, ...]] = {
    "utter_harm_{}": CONCERNS,
    "utter_harm_heard_{}": CONCERNS,
    "utter_stay_{}": CONCERNS,
    "utter_stay_{}_more": CONCERNS,
    "utter_safety_plan_{}": PARTS,
    "utter_progress_{}": ("done", "partly", "not"),  # "unsafe" likewise
    "utter_reflect_{}": ("partner", "other"),
    "utter_return_{}": ("short", "long"),
    "utter_season_{}": tuple(f"{season}_{one}" for season in seasons.SEASONS for one in seasons.QUESTIONS),
    "utter_feeling_{}": feelings.FEELINGS,
    "utter_story_{}": circumstances.CIRCUMSTANCES,
    "utter_walk_start_{}": ("many", "one"),
    "utter_hint_{}": tuple(
        slot for slot in PLAN if slot != "plan_confidence"
    ),  # that one has utter_plan_need_number
    "utter_heard_{}": PLAN[:4],
    "utter_idea_{}": get_args(Kind),
    "utter_plan_{}": ("confident", "unsure"),
    "{}_quiet": ("utter_harm_rest", "utter_harm_left", "utter_harm_denied", "utter_harm_unsure", "utter_harm_answered", "utter_check_unsure"),
    "{}_more": ("utter_picture_leans", "utter_picture_holds"),
}
QUESTION = "utter_{}_{}"  # questions.put: ask or recall, and the question
NOT_PUT = {
    "ask": ("clarify", "safe_check"),
    "recall": ("safe_check",),
}  # asked by utter_clarify and by the content
NO_UTTERANCE = {"utter_action", "utter_picture_"}  # a key of Rasa's events; how several names begin
PLACEHOLDER = re.compile(r"\{\w+\}")


def questions_put() -> set[str]:
    return {f"utter_{way}_{q}" for way, but in NOT_PUT.items() for q in questions.known() if q not in but}


def asked_by_forms() -> set[str]:
    return {
        f"utter_ask_{form}_{slot}"
        for form, settings in project.domain()["forms"].items()
        for slot in (*settings["required_slots"], *(("plan_smaller",) if form == "plan_form" else ()))
        if f"action_ask_{slot}" not in project.names("actions")
    }


def said() -> set[str]:
    """Every utterance that code, forms or rules may send."""
    plainly = {text for text in project.strings() if re.fullmatch(r"utter_[a-z_]+", text)} - NO_UTTERANCE
    put_together = {name.replace("{}", filled) for name, by in BUILT.items() for filled in by}
    by_rules = {str(s["action"]) for s in project.steps() if str(s.get("action", "")).startswith("utter_")}
    return plainly | put_together | questions_put() | asked_by_forms() | by_rules


def test_names_that_are_put_together_are_listed_here() -> None:
    assert project.built() - {QUESTION} == set(BUILT)


def test_everything_said_is_in_the_domain() -> None:
    assert sorted(said() - set(project.domain()["responses"])) == []


def test_everything_in_the_domain_is_said() -> None:
    assert sorted(set(project.domain()["responses"]) - said()) == []


def test_no_sentence_stands_twice() -> None:
    seen: dict[str, str] = {}
    twice = [(name, text) for name, text in project.texts() if seen.setdefault(plain(text), name) != name]
    assert twice == []


def test_no_glue_says_what_the_content_says() -> None:
    content = {plain(text): f"{entry.id} {name}" for entry, name, text in shown.everything(load(DATA))}
    assert [(name, content[plain(text)]) for name, text in project.texts() if plain(text) in content] == []


@pytest.mark.parametrize(
    ("pattern", "fault"), [(p, fault) for p, fault, _ in PATTERNS], ids=range(len(PATTERNS))
)
def test_no_glue_labels_or_commands(pattern: re.Pattern[str], fault: str) -> None:
    found = [(name, text) for name, text in project.texts() if pattern.search(text)]
    assert found == [], fault


def test_no_glue_is_longer_than_a_bubble() -> None:
    assert [(name, len(words(text))) for name, text in project.texts() if len(words(text)) > WORDS] == []


def test_all_glue_is_easy_to_read() -> None:
    filled = [(name, PLACEHOLDER.sub("it", text)) for name, text in project.texts()]
    graded = [(name, round(grade(text), 1), text) for name, text in filled if len(words(text)) >= GRADED_FROM]
    assert graded
    assert [entry for entry in graded if entry[1] > GRADE] == []
