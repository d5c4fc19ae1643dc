"""The domain, the flows, the actions and the training data speak of the same things."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from collections.abc import Iterator

from rasa_sdk import Action

import actions
from bot.content.library import library
from bot.flows import buttons, questions
from bot.flows.talk import DERIVED, Talk
from bot.flows.turn import Button
from tests.data import project

MOST_INTENTS = 40
FEWEST_EXAMPLES = 20
ANSWERED_BY_A_FORM = {"walk_answer"}
"""A slot that only tells the form that its question was answered; the flows keep the answer in the picture."""
POLARITIES = {"affirmed", "denied", "hedged", "past"}
WHO = {"self", "partner", "other"}


def classes() -> Iterator[type[Action]]:
    for module in pkgutil.iter_modules(actions.__path__):
        loaded = importlib.import_module(f"actions.{module.name}")
        for _, member in inspect.getmembers(loaded, inspect.isclass):
            if (
                issubclass(member, Action)
                and member.__module__ == loaded.__name__
                and not is_abstract(member)
            ):
                yield member


def is_abstract(cls: type[Action]) -> bool:
    """Also true of a class whose metaclass does not know of abstract methods, as Rasa's does not."""
    return any(getattr(getattr(cls, name), "__isabstractmethod__", False) for name in dir(cls))


def offered() -> list[Button]:
    return [button for _, button in inspect.getmembers(buttons, lambda value: isinstance(value, Button))]


def payload(button: Button) -> tuple[str, dict[str, str]]:
    name, _, values = button.payload.removeprefix("/").partition("{")
    return name, json.loads("{" + values) if values else {}


def test_each_action_of_the_domain_has_a_class_and_each_class_is_in_the_domain() -> None:
    written = [cls().name() for cls in classes()]
    assert sorted(written) == sorted(project.names("actions"))


def test_each_action_is_used_by_a_rule_a_form_or_a_flow() -> None:
    by_rules = {str(step["action"]) for step in project.steps() if "action" in step}
    by_forms = {f"validate_{form}" for form in project.domain()["forms"]}
    by_forms |= {
        f"action_ask_{slot}" for form in project.domain()["forms"].values() for slot in form["required_slots"]
    }
    by_flows = {
        text
        for _, module in project.sources("bot/flows", "bot/runtime", "bot/nlu")
        for text in project.constants(module)
        if text.startswith("action_")
    }
    assert sorted(set(project.names("actions")) - by_rules - by_forms - by_flows) == []


def test_there_are_at_most_forty_intents() -> None:
    assert len(project.intents()) <= MOST_INTENTS  # nlu_fallback is nothing that a person does


def test_each_intent_has_examples_and_each_example_an_intent() -> None:
    examples = project.examples()
    assert sorted(examples) == sorted(project.intents())
    assert {name: len(lines) for name, lines in examples.items() if len(lines) < FEWEST_EXAMPLES} == {}


def test_each_intent_leads_somewhere() -> None:
    answered = {intent for step in project.steps() for intent in (step.get("intent"),) if intent}
    answered |= {o["intent"] for step in project.steps() for o in step.get("or", ()) if "intent" in o}
    assert sorted(set(project.intents()) - answered) == []


def test_annotated_signs_are_the_signs_of_the_content() -> None:
    found = [
        mark for lines in project.examples().values() for line in lines for mark in project.annotations(line)
    ]
    signs = [mark for mark in found if mark["entity"] == "sign"]
    assert {mark["entity"] for mark in found} <= set(project.names("entities"))
    assert {mark["value"] for mark in signs} == {sign.id for sign in library().signs}
    assert {mark.get("role", "affirmed") for mark in signs} == POLARITIES
    assert {mark.get("group", "self") for mark in signs} == WHO


def test_the_slots_are_what_the_flows_remember() -> None:
    remembered = {name for name in Talk.__dataclass_fields__ if name not in DERIVED}
    assert sorted(project.domain()["slots"]) == sorted(remembered | ANSWERED_BY_A_FORM)


def test_the_questions_are_the_values_of_their_slot() -> None:
    assert sorted(project.domain()["slots"]["question"]["values"]) == sorted(questions.known())


def test_only_question_and_safety_decide_which_rule_applies() -> None:
    deciding = {name for name, slot in project.domain()["slots"].items() if slot["influence_conversation"]}
    assert deciding == {"question", "safety"}


def test_buttons_send_intents_and_entities_of_the_domain() -> None:
    sent = [payload(button) for button in offered()]
    assert sent
    assert {name for name, _ in sent} | set(questions.TITLES) <= set(project.intents())
    assert {key for _, values in sent for key in values} <= set(project.names("entities"))


def test_button_titles_fit_a_phone() -> None:
    assert [button.title for button in offered() if len(button.title) > 24] == []
