"""The fixed buttons: short titles, payloads that name an intent of the domain and carry values as Rasa reads them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from bot.flows import buttons
from bot.flows.turn import Button
from tests.unit.flows.making import press

INTENTS = {
    i if isinstance(i, str) else next(iter(i))
    for i in yaml.safe_load((Path(__file__).parents[3] / "domain.yml").read_text(encoding="utf-8"))["intents"]
}
ALL = {name: value for name, value in vars(buttons).items() if isinstance(value, Button)}


@pytest.mark.parametrize("name", sorted(ALL))
def test_a_button_is_short_and_says_an_intent_of_the_domain(name: str) -> None:
    button = ALL[name]
    assert 1 <= len(button.title) <= 28 and not button.title.endswith(".")
    assert press(button).intent in INTENTS


def test_values_travel_with_the_payload() -> None:
    made = buttons.button("Pick it", "choose_item", item="K2")
    assert json.loads(made.payload.removeprefix("/choose_item")) == {"item": "K2"}
    assert press(made).values == {"item": "K2"}
    assert press(made).words == ""


def test_no_two_of_the_how_often_buttons_say_the_same() -> None:
    assert [press(b).values["often"] for b in buttons.HOW_OFTEN] == ["often", "sometimes", "rarely", "never"]


def test_no_button_is_defined_twice() -> None:
    """A second definition silently takes the place of the first, also where that one stood for the contrary."""
    source = Path(buttons.__file__).read_text(encoding="utf-8")
    names = re.findall(r"^([A-Z_]+) = ", source, re.M)
    assert sorted({name for name in names if names.count(name) > 1}) == []
