"""A whole reflection from open to plan: by mouse, by keyboard alone, and by touch on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import TOLD, Open, Talk

LIKED = ("Covering for them", "Yes, please", "I like a second view", "Small steps", "Just arguments")
DEEPER = "i would feel guilty all evening"
PLAN = (
    "thursday after work",
    "meet sam for a swim",
    "he rings with some crisis",
    "i'm out till nine, i'll ring you after",
    "8",
)


class Mouse:
    """Points and clicks."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk

    def open(self) -> None:
        self.talk.open()

    def type(self, words: str) -> None:
        self.talk.page.click("#box")
        self.talk.page.keyboard.type(words)
        self.talk.page.click(".send")

    def press(self, title: str) -> None:
        self.talk.choices.filter(has_text=title).first.click()


class Keys(Mouse):
    """Has no mouse: Tab, Enter and letters."""

    def open(self) -> None:
        self.talk.open()
        self.talk.page.keyboard.press("Tab")
        assert focused(self.talk.page) == "Leave this page", "leaving comes first"
        self.talk.page.keyboard.press("Tab")
        assert focused(self.talk.page) == "Go to the message box"
        self.talk.page.keyboard.press("Enter")
        assert self.talk.page.evaluate("document.activeElement.id") == "box"

    def type(self, words: str) -> None:
        self._tab_to(lambda page: page.evaluate("document.activeElement.id") == "box", "Tab")
        self.talk.page.keyboard.type(words)
        self.talk.page.keyboard.press("Enter")

    def press(self, title: str) -> None:
        self._tab_to(lambda page: focused(page) == title, "Shift+Tab")
        self.talk.page.keyboard.press("Enter")

    def _tab_to(self, there: Callable[[Page], bool], key: str) -> None:
        for _ in range(40):
            if there(self.talk.page):
                return
            self.talk.page.keyboard.press(key)
        raise AssertionError("the keyboard does not get there")


class Finger(Mouse):
    """Taps."""

    def type(self, words: str) -> None:
        self.talk.page.locator("#box").tap()
        self.talk.page.keyboard.type(words)
        self.talk.page.locator(".send").tap()

    def press(self, title: str) -> None:
        self.talk.choices.filter(has_text=title).first.tap()
        assert self.talk.page.evaluate("document.activeElement.id") != "box", (
            "no keyboard pops up over the answer"
        )


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.innerText || document.activeElement.ariaLabel || ''")
    ).strip()


@pytest.mark.parametrize(
    ("name", "hand", "options"),
    [
        ("mouse", Mouse, {}),
        ("keyboard", Keys, {}),
        ("touch", Finger, {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}),
    ],
)
def test_a_whole_reflection(name: str, hand: type[Mouse], options: dict[str, object], talk: Open) -> None:
    made = talk(**options)
    person = hand(made)
    person.open()
    plan = iter(PLAN)
    person.type(TOLD)
    planning = False
    made.answered(3)
    for _ in range(20):
        if made.page.locator(".sheet .plan").count():
            break
        before, offered = made.bubbles.count(), made.choices.all_inner_texts()
        liked = next((title for title in LIKED if title in offered), None)
        if liked is None and "Something else" in offered:
            liked, planning = offered[0], True
        if liked:
            person.press(liked)
        else:
            person.type(next(plan) if planning else DEEPER)
        made.answered(before)
    written = made.page.locator(".sheet .plan").text_content() or ""
    assert "meet sam for a swim" in written and "i'm out till nine" in written
    made.shot(f"reflection-{name}")
    width = made.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, "nothing is wider than the screen"
