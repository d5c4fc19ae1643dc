"""Leave this page: blank at once, out of the history, nothing left here."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TOLD, Open, Talk

EVERYDAY = "https://www.bbc.com/weather"
KEPT = "JSON.stringify([Object.keys(sessionStorage), Object.keys(localStorage)])"


@pytest.fixture
def leaving(talk: Open) -> Talk:
    """A talk that came after another page, and an everyday site that answers at once."""
    return begin(talk())


def begin(made: Talk) -> Talk:
    made.page.context.route(
        f"{EVERYDAY}**",
        lambda route: route.fulfill(body="<title>Weather</title>sunny", content_type="text/html"),
    )
    made.page.context.route(
        "http://127.0.0.1:9/before",
        lambda route: route.fulfill(body="<title>Before</title>", content_type="text/html"),
    )
    made.page.goto("http://127.0.0.1:9/before")
    made.open()
    made.say(TOLD)
    return made


def assert_gone(made: Talk) -> None:
    expect(made.page).to_have_url(EVERYDAY)
    made.page.go_back()
    assert made.page.title() == "Before", "the talk is not one step back"
    made.page.goto(made.address + "/robots.txt")
    assert made.page.evaluate(KEPT) == "[[],[]]", "nothing is kept here"


def test_the_link_leaves_and_nothing_stays(leaving: Talk) -> None:
    leaving.page.get_by_role("link", name="Leave this page").click()
    assert_gone(leaving)


def test_shift_three_times_leaves_from_the_middle_of_writing(leaving: Talk) -> None:
    leaving.page.click("#box")
    leaving.page.keyboard.type("and he ")
    for left in ("two more times", "one more time"):
        leaving.page.keyboard.press("Shift")
        leaving.page.locator("#announcer", has_text=left).wait_for(state="attached")
    leaving.page.keyboard.press("Shift")
    assert_gone(leaving)


@pytest.mark.parametrize("opened", ["Help lines", "Menu", "My picture", "Delete everything"])
def test_a_finger_leaves_at_once_whatever_is_open(opened: str, talk: Open) -> None:
    made = begin(talk(width=360, height=740, has_touch=True, is_mobile=True))
    if opened == "Delete everything":
        made.page.locator("#menu").tap()
    made.page.get_by_text(opened, exact=True).locator("visible=true").first.tap()
    dialog = made.page.locator("dialog[open]")
    dialog.evaluate("one => one.scrollTo(0, 1e6)")
    made.shot(f"open-{opened.lower().replace(' ', '-')}")
    way_out = dialog.get_by_role("link", name="Leave this page")
    assert way_out.evaluate("one => one === one.closest('dialog').querySelector('a, button')"), (
        "it comes first"
    )
    way_out.tap()
    assert_gone(made)


def test_every_tab_with_a_talk_leaves_and_a_site_that_embeds_one_does_not_stay_behind(
    leaving: Talk, talk: Open
) -> None:
    other = talk(context=leaving.page.context).open()
    embedded = talk(context=leaving.page.context)
    embedded.page.goto(leaving.address + "/demo")
    embedded.page.get_by_role("button", name="Talk with Trellis").click()
    embedded.page.frame_locator("iframe").locator(".choices button").first.wait_for()
    leaving.page.get_by_role("link", name="Leave this page").click()
    for made in (leaving, other, embedded):
        expect(made.page).to_have_url(EVERYDAY)


def test_shift_leaves_with_a_dialog_open_and_when_remembered(leaving: Talk) -> None:
    leaving.page.click("#menu")
    leaving.page.get_by_label("Remember me on this device").check()
    for _ in range(3):
        leaving.page.keyboard.press("Shift")
    assert_gone(leaving)


def test_the_page_is_blank_at_once_and_stays_so_if_the_other_site_does_not_answer(leaving: Talk) -> None:
    leaving.page.context.unroute(f"{EVERYDAY}**")
    leaving.page.context.route(f"{EVERYDAY}**", lambda route: route.abort())
    at_once = leaving.page.evaluate(
        f"(() => {{ document.getElementById('leave').click(); return [getComputedStyle(document.body).display, document.title.trim(), {KEPT}] }})()"
    )
    assert at_once == ["none", "", "[[],[]]"]
    leaving.page.wait_for_timeout(500)
    assert "ring" not in leaving.page.inner_text("html")
    leaving.problems.clear()  # the browser notes that the other site did not answer


def test_capitals_other_keys_and_slow_presses_do_not_leave(leaving: Talk) -> None:
    page = leaving.page
    page.click("#box")
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    for _ in range(4):
        page.keyboard.press("Shift")
        page.keyboard.press("a")
    page.keyboard.press("Shift")
    page.keyboard.press("Shift")
    page.wait_for_timeout(5_300)
    page.keyboard.press("Shift")
    page.wait_for_timeout(200)
    assert page.url.startswith(leaving.address)
    assert "is off again" in (page.locator("#announcer").text_content() or "")


def test_it_says_plainly_what_it_cannot_hide(leaving: Talk) -> None:
    leaving.page.click("#menu")
    assert leaving.page.get_by_text("It cannot hide that you were here").is_visible()
