"""Each action hands over to its flow and gives back exactly the events that follow, and every action has its name."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions
from actions.glue import FlowAction, PastAction
from bot.flows.talk import Talk

ROOT = Path(__file__).parents[3]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
MODULES = [importlib.import_module(f"actions.{m.name}") for m in pkgutil.iter_modules(actions.__path__)]
CLASSES: list[type[Any]] = [
    found
    for module in MODULES
    for _, found in inspect.getmembers(module, inspect.isclass)
    if issubclass(found, Action)
    and found.__module__ == module.__name__
    and found not in (FlowAction, PastAction)
]
ACTIONS = {found().name(): found for found in CLASSES}


def slot(name: str, value: Any) -> dict[str, Any]:
    return {"event": "slot", "timestamp": None, "name": name, "value": value}


def follow(name: str) -> dict[str, Any]:
    return {"event": "followup", "timestamp": None, "name": name}


LEFT = [{"event": "active_loop", "timestamp": None, "name": None}, slot("requested_slot", None)]
ENABLING = {
    "enabling": {"polarity": "affirmed", "often": "often", "words": "", "when": "", "source": "asked"}
}
WALK = {"queue": ["enabling", "anxiety"], "asked": "enabling", "total": 2, "kept": ""}
PLAN = {
    "item": "K2",
    "when": "thursday",
    "action": "swim",
    "obstacle": "",
    "sentence": "",
    "confidence": 8,
    "smaller": "",
}


def tracker(
    text: str, intent: str, slots: dict[str, Any], loop: str | None = None, **message: Any
) -> Tracker:
    """Make a tracker in mid-talk."""
    latest = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": [], **message}
    state = {**Talk(welcomed=True).to_slots(), **slots}
    events = [{"event": "session_started"}, {"event": "user", "text": text, "parse_data": latest}]
    return Tracker("c", state, latest, events, False, None, {"name": loop} if loop else {}, "action_listen")


# action, text, intent, slots, form -> utterances or texts said, events
CASES: list[tuple[str, str, str, dict[str, Any], str | None, list[str], list[dict[str, Any]]]] = [
    ("action_greet", "hi", "greet", {"welcomed": None}, None,
     ["utter_welcome_what", "utter_welcome_terms", "utter_ask_opening"],
     [slot("question", "opening"), slot("welcomed", True)]),
    ("action_greet", "hi", "greet", {"question": "offer_steps"}, None,
     ["utter_hello_again", "utter_recall_offer_steps"], []),
    ("action_thank", "thanks", "thank", {"question": "after_plan"}, None, ["utter_thanks"], []),
    ("action_answer_about_trellis", "are you a bot", "ask_about_trellis", {}, "walk_form", ["utter_about_trellis"], []),
    ("action_answer_verdict", "should i go", "ask_verdict", {"question": "opening"}, None,
     ["utter_verdict_none", "utter_recall_opening"], []),
    ("action_invite_telling", "ok", "affirm", {"flow": "reflection"}, None, ["utter_invite_telling"],
     [slot("question", "opening")]),
    ("action_respect_no", "no", "deny", {"question": "offer_steps"}, None,
     ["utter_respect_no", "utter_ask_offer_walk"],
     [slot("question", "offer_walk"), slot("offers", {"offer_steps": 100, "offer_walk": 1})]),
    ("action_help", "help", "ask_help", {}, "walk_form", ["utter_help"], []),
    ("action_ask_what_stands_out", "no", "deny", {"question": "walk_more"}, None, ["utter_ask_stands_out"],
     [slot("question", "stands_out"), slot("flow", "picture")]),
    ("action_explain_export", "a copy please", "request_export", {"question": "help"}, None,
     ["utter_privacy_export", "utter_recall_help"], []),
    ("action_start_over", "start over", "start_over", {"picture": ENABLING, "question": "stands_out"}, None,
     ["utter_ask_confirm_restart"],
     [slot("question", "confirm_restart"), slot("resume", {"question": "stands_out", "loop": None})]),
    ("action_show_plan", "my plan", "show_plan", {"plan": PLAN}, None, ["utter_plan_recalled", "utter_ask_progress"],
     [slot("question", "progress"), slot("flow", "plan"), slot("shown", ["K2"]), slot("items", ["K2"])]),
    ("action_clarify", "hm", "nlu_fallback", {}, "walk_form", ["utter_clarify_in_form"], [slot("misses", 1)]),
    ("action_stop", "stop", "stop", {"question": "deepen", "flow": "reflection"}, "walk_form", ["utter_stop_early"],
     [slot("question", "closing"), slot("flow", "closing"),
      slot("resume", {"question": "deepen", "loop": "walk_form"}), *LEFT]),
    ("action_go_back", "back", "go_back", {}, None, ["utter_back_at_start", "utter_ask_offer_walk"],
     [slot("question", "offer_walk"), slot("offers", {"offer_walk": 1})]),
    ("validate_walk_form", "what is codependency?", "ask_topic",
     {"walk": WALK, "requested_slot": "walk_answer"}, "walk_form", [], []),
    ("validate_plan_form", "what is codependency?", "ask_topic",
     {"chosen": "K2", "requested_slot": "plan_when"}, "plan_form", [], []),
    ("validate_plan_form", "thursday", "share_story",
     {"chosen": "K2", "requested_slot": "plan_when"}, "plan_form", ["utter_heard_plan_when"],
     [slot("plan_when", "thursday"), slot("misses", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "intent", "slots", "loop", "said", "events"),
    CASES,
    ids=[f"{c[0]}: {c[1]}" for c in CASES],
)
def test_an_action_says_and_remembers_just_this(
    name: str,
    text: str,
    intent: str,
    slots: dict[str, Any],
    loop: str | None,
    said: list[str],
    events: list[dict[str, Any]],
) -> None:
    dispatcher = CollectingDispatcher()
    given = ACTIONS[name]().run(dispatcher, tracker(text, intent, slots, loop), DOMAIN)
    assert [m.get("response") or m["text"] for m in dispatcher.messages] == said
    assert sorted(given, key=str) == sorted(events, key=str)


def test_the_first_reply_of_a_talk_without_a_greeting_begins_with_the_shortest_welcome() -> None:
    dispatcher = CollectingDispatcher()
    ACTIONS["action_help"]().run(dispatcher, tracker("help", "ask_help", {"welcomed": None}), DOMAIN)
    assert dispatcher.messages[0]["response"] == "utter_welcome_brief"


def test_every_action_of_the_domain_exists_and_the_reverse() -> None:
    assert set(ACTIONS) == set(DOMAIN["actions"])
    assert len(ACTIONS) == len(CLASSES)


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_every_action_is_used_by_a_rule_or_a_form(name: str) -> None:
    told = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "stories").glob("*.yml"))
    asked = {f"action_ask_{slot}" for form in DOMAIN["forms"].values() for slot in form["required_slots"]}
    assert (
        f"action: {name}\n" in f"{told}\n"
        or name in asked
        or name.removeprefix("validate_") in DOMAIN["forms"]
    )


@pytest.mark.parametrize("found", CLASSES, ids=lambda c: c.__name__)
def test_an_action_says_what_it_does_and_stays_short(found: type[Any]) -> None:
    assert found.__doc__
    assert len(inspect.getsource(found).splitlines()) <= 25


def test_the_base_is_abstract_so_that_the_executor_does_not_register_it() -> None:
    assert inspect.isabstract(FlowAction)
    assert inspect.isabstract(PastAction)
