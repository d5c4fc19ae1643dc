"""For everybody: axe finds nothing in any state, order and announcements are right, and 320 pixels are enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TOLD, Open, Talk
from tests.browser.pretend import COURSE, EMPTY, Answer, exchange, pretend

PHONE = {"width": 360, "height": 740}


def nothing(made: Talk) -> None:
    made.open()


def talking(made: Talk) -> None:
    made.open()
    made.say(TOLD)
    made.press()
    made.say("what is codependency?")
    made.page.locator(".source summary").first.click()


def picture(made: Talk) -> None:
    talking(made)
    made.say("my picture")
    made.page.locator(".talk .picture summary").click()
    made.page.locator(".talk .picture").scroll_into_view_if_needed()


def menu(made: Talk) -> None:
    made.open()
    made.page.click("#menu")


def panel(made: Talk) -> None:
    talking(made)
    made.page.locator(".steer").get_by_role("button", name="My picture").click()


def help_lines(made: Talk) -> None:
    made.open()
    made.page.click("a[href='#help']")
    for summary in made.page.locator("#help summary").all()[1:4]:
        summary.click()


def erase(made: Talk) -> None:
    menu(made)
    made.page.get_by_role("button", name="Delete everything").click()


def erased(made: Talk) -> None:
    erase(made)
    made.page.get_by_role("button", name="Yes, delete it").click()
    made.page.get_by_role("button", name="Begin a new talk").wait_for()


def too_long(made: Talk) -> None:
    made.open()
    made.page.fill("#box", "i feel alone " * 1_300)


def danger(made: Talk) -> None:
    made.open()
    made.say("he hits me and last week he blocked the door")


def offline(made: Talk) -> None:
    made.open()
    made.page.context.set_offline(True)
    made.page.get_by_text("You are offline").wait_for()
    made.page.fill("#box", "hello")
    made.page.keyboard.press("Enter")


def course(made: Talk) -> None:
    pretend(made, [exchange(1, {"text": "Here is how it went so far.", "course": COURSE})])
    made.open(wait=False)
    made.page.locator(".talk .picture summary").click()


def held_back(made: Talk) -> None:
    pretend(made, [exchange(1, {"text": "hm"})], {**EMPTY, "held_back": True})
    made.open(wait=False)
    made.bubbles.first.wait_for()
    made.page.locator(".steer").get_by_role("button", name="My picture").click()


def planned(made: Talk) -> None:
    plan = dict.fromkeys(
        ("title", "when", "action", "obstacle", "sentence", "smaller"), "an evening of my own"
    )
    pretend(made, [exchange(1, {"text": "hm"})], {**EMPTY, "plan": plan})
    made.open(wait=False)
    made.bubbles.first.wait_for()
    made.page.locator(".steer").get_by_role("button", name="My picture").click()


def copy(made: Talk) -> None:
    made.open()
    made.say("give me a copy of everything you keep")


def waiting(made: Talk) -> None:
    """The answer takes its time."""
    _answered(made, lambda _: None)
    made.page.locator(".writing").wait_for()


def slow(made: Talk) -> None:
    _answered(made, lambda _: {"ok": False, "why": "slow", "after": 60})
    made.page.get_by_text("That was a lot at once").wait_for()


def trouble(made: Talk) -> None:
    _answered(made, lambda _: {"ok": False, "why": "store"})
    made.page.get_by_text("Something is wrong on the other side").wait_for()


def earlier(made: Talk) -> None:
    pretend(made, [exchange(n, {"text": "hm"}, person="yes") for n in range(30)], earlier=True)
    made.open(wait=False)
    made.page.get_by_text("Older messages are not shown").wait_for()
    made.page.locator(".talk").evaluate("one => one.scrollTo(0, 0)")


def _answered(made: Talk, answer: Answer) -> None:
    pretend(made, [exchange(1, {"text": "hm"})], answer=answer)
    made.open(wait=False)
    made.bubbles.first.wait_for()
    made.page.fill("#box", "i feel alone")
    made.page.keyboard.press("Enter")


STATES: dict[str, Callable[[Talk], None]] = {
    "begin": nothing,
    "talking": talking,
    "picture": picture,
    "menu": menu,
    "panel": panel,
    "help": help_lines,
    "erase": erase,
    "erased": erased,
    "too-long": too_long,
    "danger": danger,
    "offline": offline,
    "course": course,
    "held-back": held_back,
    "planned": planned,
    "copy": copy,
    "waiting": waiting,
    "slow": slow,
    "trouble": trouble,
    "earlier": earlier,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(state: str, scheme: str, talk: Open) -> None:
    made = talk(**PHONE, color_scheme=scheme, reduced_motion="reduce")
    STATES[state](made)
    made.shot(f"{state}-{scheme}")
    assert made.violations() == []
    if state == "offline":
        made.page.close()
        made.problems[:] = [problem for problem in made.problems if "DISCONNECTED" not in problem]


@pytest.mark.parametrize("state", ["begin", "picture", "menu", "help", "danger", "course", "copy"])
def test_320_pixels_and_text_at_200_percent_need_no_sideways_scrolling(state: str, talk: Open) -> None:
    made = talk(width=320, height=640)
    STATES[state](made)
    made.shot(f"{state}-320")
    assert _sideways(made) == 0
    made.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert _sideways(made) == 0
    made.shot(f"{state}-320-large-text")


def test_a_window_as_low_as_at_400_percent_can_be_used(talk: Open) -> None:
    made = talk(width=320, height=256)
    made.open()
    made.say(TOLD)
    made.press()
    assert _sideways(made) == 0
    made.shot("low-window")


def test_only_the_talk_scrolls_and_leaving_stays_in_sight(talk: Open) -> None:
    made = talk(**PHONE)
    picture(made)
    assert made.page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0
    for low in (None, {"width": 320, "height": 256}):
        if low:
            made.page.set_viewport_size(low)
            made.page.mouse.wheel(0, 5_000)
            made.page.wait_for_timeout(200)
        top = made.page.evaluate("document.getElementById('leave').getBoundingClientRect().top")
        assert 0 <= top < 12
    made.shot("low-window-end")


def _sideways(made: Talk) -> int:
    return int(
        made.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )


def test_the_order_of_focus_is_the_order_of_the_page(talk: Open) -> None:
    made = talk().open()
    seen = []
    for _ in range(14):
        made.page.keyboard.press("Tab")
        seen.append(
            made.page.evaluate(
                "(one => one.id === 'box' ? 'box' : one.innerText?.trim().split('\\n')[0] || one.ariaLabel)(document.activeElement)"
            )
        )
    talk_region = seen.index("Ask me questions") - 2
    assert seen[:4] == ["Leave this page", "Go to the message box", "Help lines", "Menu"]
    assert talk_region == 4, "the talk itself can be scrolled by keyboard"
    assert seen[5:] == [
        "I want to tell you",
        "Ask me questions",
        "What is codependency?",
        "Is this private?",
        "Back",
        "Why this?",
        "My picture",
        "box",
        "Send",
    ]


def test_a_dialog_holds_the_focus_and_gives_it_back(talk: Open) -> None:
    made = talk().open()
    made.page.focus("#menu")
    made.page.keyboard.press("Enter")
    inside = "!!document.activeElement.closest('dialog')"
    for _ in range(12):
        made.page.keyboard.press("Tab")
        assert made.page.evaluate(f"{inside} || document.activeElement === document.body")
    made.page.keyboard.press("Escape")
    assert made.page.evaluate("document.activeElement.id") == "menu"


def test_answers_and_choices_are_announced_once_and_a_reload_is_silent(talk: Open) -> None:
    made = talk()
    made.page.add_init_script(
        """window.heard = [];
        addEventListener("DOMContentLoaded", () => new MutationObserver((all) => all.forEach((one) =>
          one.addedNodes.forEach((node) => window.heard.push(node.textContent)))).observe(
          document.getElementById("announcer"), { childList: true }));"""
    )
    made.open()
    assert made.page.locator("#announcer").get_attribute("aria-live") == "polite"
    heard = made.page.evaluate("heard")
    assert heard[-1].startswith("You can choose: I want to tell you; Ask me questions")
    known = made.bubbles.count()
    made.say(TOLD)
    new = made.page.evaluate("heard")[len(heard) :]
    shown = made.bubbles.all_inner_texts()[known:]
    assert len(new) == len(shown) + 1, "each bubble once, and the choices"
    assert all(said in bubble for said, bubble in zip(new, shown, strict=False))
    assert made.choices.first.inner_text() in new[-1]
    assert not any(TOLD in words for words in new), "nobody needs to hear what they wrote"
    made.page.reload()
    made.choices.first.wait_for()
    assert made.page.evaluate("heard") == []


def test_pacing_never_holds_anybody_up(talk: Open) -> None:
    made = talk(reduced_motion="no-preference")
    made.page.add_init_script(  # looks at every change, as a test that waits would miss some on a busy machine
        """window.seen = [];
        addEventListener("DOMContentLoaded", () => new MutationObserver(() => window.seen.push(
          [document.querySelectorAll(".talk .bot").length, !!document.querySelector(".writing")])).observe(
          document.getElementById("talk"), { childList: true, subtree: true }));"""
    )
    made.open("/")
    seen = made.page.evaluate("seen")
    assert {1, 2, 3} <= {count for count, _ in seen}, "the bubbles come one after the other"
    assert {count for count, writing in seen if writing} >= {1, 2}, "and it shows that more is on its way"
    expect(made.page.locator(".writing")).to_have_count(0)
    made = talk(reduced_motion="no-preference")
    made.open("/", wait=False)
    made.bubbles.first.wait_for()
    made.page.keyboard.press("Control")
    assert made.bubbles.count() == 3 and made.choices.count() == 4
    calm = talk(reduced_motion="reduce")
    calm.open("/", wait=False)
    calm.bubbles.nth(2).wait_for()
    assert calm.choices.count() == 4, "who wants less motion waits for nothing"


def test_the_ways_to_steer_are_at_hand(talk: Open) -> None:
    made = talk().open()
    made.say(TOLD)
    made.press()
    before = made.bubbles.count()
    made.page.get_by_role("button", name="Why this?").click()
    made.answered(before)
    before = made.bubbles.count()
    made.page.get_by_role("button", name="Back", exact=True).click()
    made.answered(before)
    assert made.said()[-2:] == ["why do you ask?", "go back"]
    before = made.bubbles.count()
    made.page.click("#menu")
    made.page.get_by_role("button", name="Start over").click()
    made.answered(before)
    assert made.said()[-1] == "start over" and not made.page.locator("dialog[open]").count()
    assert made.choices.count() > 0, "starting over is asked first, or offers a beginning"
    made.shot("start-over")


def test_that_an_answer_is_coming_shows_after_a_moment_and_never_blocks(talk: Open) -> None:
    made = talk()
    waiting(made)
    assert made.page.locator(".writing .who").inner_text() == "Trellis is writing"
    made.page.fill("#box", "and another thing")
    made.page.keyboard.press("Enter")
    assert made.page.locator(".unsent").count() == 2 and made.page.input_value("#box") == ""


def test_forced_colours_and_right_to_left_keep_their_shape(talk: Open) -> None:
    made = talk(forced_colors="active")
    picture(made)
    made.shot("forced-colours")
    assert made.violations() == []
    mirrored = talk(**PHONE)
    picture(mirrored)
    mirrored.page.evaluate("document.documentElement.dir = 'rtl'")
    assert _sideways(mirrored) == 0
    edges = mirrored.page.evaluate(
        "(r => [r.left, innerWidth - r.right])(document.querySelector('.person').getBoundingClientRect())"
    )
    assert edges[0] < edges[1], "what the person said stands at the other side"
    mirrored.shot("right-to-left")


def test_targets_are_large_enough_to_be_hit(talk: Open) -> None:
    made = talk(**PHONE, has_touch=True)
    talking(made)
    sizes = made.page.evaluate(
        """[...document.querySelectorAll('button, a.button, textarea, summary')].filter(one => one.offsetParent && !one.matches('.skip'))
           .map(one => [one.innerText || one.id, one.getBoundingClientRect().width, one.getBoundingClientRect().height])"""
    )
    assert sizes and [one for one in sizes if one[1] < 24 or one[2] < 24] == []
