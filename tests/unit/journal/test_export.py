"""A copy is whole, valid, readable, and harmless whatever was written."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from justhtml import JustHTML, StrictModeError

from bot.journal import Journal
from bot.journal.export import export_of, messages
from tests.unit.journal.conftest import Clock
from tests.unit.journal.making import CHECKIN, PICTURE, PLAN, SECRET, SUNDAYS, bot, slot, turn, user

STEPS = ("often", "sometimes", "rarely")


class Texts(HTMLParser):
    """Collects what a page shows."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> tuple[str, set[str]]:
    parser = Texts()
    parser.feed(page)
    return " ".join(parser.text), parser.tags


def test_a_years_copy_holds_every_message_plan_and_checkin_and_is_valid(
    journal: Journal, clock: Clock
) -> None:
    said: list[str] = []
    journal.append("ada", turn(("reminder", SUNDAYS), ("region", "GB")))
    for week in range(52):
        for n in range(4):
            text = f"week {week}, message {n}: it <went> so & so \N{SNOWMAN} \U0001f600"
            said.append(text)
            journal.append("ada", [user(text, clock()), bot(f"Reply {week}.{n}", clock())])
        picture = {"enabling": {**PICTURE["enabling"], "often": STEPS[week % 3], "words": f"words {week}"}}
        plan = {**PLAN, "action": f"walk number {week}"}
        report = {**CHECKIN, "words": f"report {week}", "obstacle": f"obstacle {week}"}
        journal.append("ada", turn(("picture", picture), ("plan", plan), ("checkin", report)))
        clock.move(days=7)
    copy = export_of(journal, "ada")
    JustHTML(copy.html, strict=True)
    shown, tags = read(copy.html)
    shown = " ".join(shown.split())
    value = json.loads(copy.json)
    kept = [message["text"] for message in value["messages"]]
    for text in said:
        assert text in kept and text in shown
    for week in range(52):
        assert f"Reply {week}.3" in kept and f"Reply {week}.3" in shown
        assert f"walk number {week}" in shown and f"report {week}" in shown and f"obstacle {week}" in shown
    assert len(value["plans"]) == len(value["checkins"]) == len(value["pictures"]) == 52
    assert value["wishes"]["reminder"]["zone"] == "Europe/London" and "Sundays around 6" in shown
    assert len(value["events"]) == len(journal.events("ada"))
    assert {"svg", "table"} <= tags and not tags & {"script", "link", "img", "iframe"}
    assert "words 51" in shown


@given(st.text(max_size=300), st.text(max_size=60))
@example("\x00", "\x00\x0b\ufdd0")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_written_the_page_stays_valid(journal: Journal, text: str, words: str) -> None:
    journal.erase("eve")
    picture = {"enabling": {**PICTURE["enabling"], "words": words, "when": words[:20]}}
    journal.append(
        "eve",
        [
            *turn(("picture", picture), text=f"{text}<script>alert(1)</script>"),
            slot("checkin", {**CHECKIN, "words": words}),
            bot(text),
        ],
    )
    page = export_of(journal, "eve").html
    try:
        JustHTML(page, strict=True)
    except StrictModeError as error:
        pytest.fail(f"not valid: {error}")
    assert "script" not in read(page)[1]


def test_a_copy_of_nobody_is_empty(journal: Journal) -> None:
    copy = export_of(journal, "nobody")
    assert copy.empty and json.loads(copy.json)["messages"] == []
    JustHTML(copy.html, strict=True)


def test_a_pressed_button_is_given_by_its_title() -> None:
    events = [bot("How often?"), user('/answer_frequency{"often": "often"}'), user("/greet"), user(SECRET)]
    assert [m["text"] for m in messages(events)] == ["How often?", "Often", SECRET]
