"""Lines break, servers restart, people go through tunnels: nothing is lost, nothing is said twice."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import SHOTS, TOLD, Open, Talk
from tests.browser.cuts import BreakingLine
from tests.browser.pretend import exchange, pretend
from tests.serving import Served

CUTS, RESTARTS, MESSAGES = 50, 5, 24


@pytest.fixture
def line(model: Path, tmp_path: Path) -> Iterator[tuple[Served, BreakingLine]]:
    """A server, and the line to it."""
    breaking = BreakingLine(0)
    with Served(model, tmp_path, TRELLIS_ORIGINS=breaking.address) as server:
        breaking.target = server.port
        yield server, breaking
    breaking.close()


def forget_network_errors(talk: Talk) -> None:
    """The browser notes every broken connection; these are what the test is about."""
    talk.problems[:] = [
        p for p in talk.problems if "WebSocket" not in p and "ERR_" not in p and "400" not in p
    ]


def test_a_reload_shows_the_same_and_a_new_tab_does_not(talk: Open) -> None:
    made = talk().open()
    made.say(TOLD)
    pressed = made.press()
    before = made.bubbles.all_inner_texts()
    made.page.reload()
    made.choices.first.wait_for(state="attached") if made.choices.count() else made.bubbles.nth(
        len(before) - 1
    ).wait_for()
    assert made.bubbles.all_inner_texts() == before and made.said() == [TOLD, pressed]
    other = talk(context=made.page.context).open()
    assert other.said() == [], "the session is kept for the tab only"


def test_two_tabs_that_are_remembered_show_the_same_talk(talk: Open) -> None:
    made = talk().open()
    made.page.click("#menu")
    made.page.get_by_label("Remember me on this device").check()
    made.page.keyboard.press("Escape")
    other = talk(context=made.page.context).open()
    other.say(TOLD)
    made.page.locator(".person", has_text=TOLD).wait_for()
    made.page.wait_for_function(
        "n => document.querySelectorAll('.talk .bot').length === n", arg=other.bubbles.count()
    )
    pressed = made.press()
    other.page.locator(".person", has_text=pressed).wait_for()
    assert made.said() == other.said() == [TOLD, pressed]


def test_a_tab_whose_token_another_let_go_of_says_that_its_talk_is_a_new_one(
    line: tuple[Served, BreakingLine], talk: Open
) -> None:
    breaking = line[1]
    made = talk(address=breaking.address).open()
    made.page.click("#menu")
    made.page.get_by_label("Remember me on this device").check()
    made.page.keyboard.press("Escape")
    other = talk(address=breaking.address, context=made.page.context).open()
    other.say(TOLD)
    other.page.click("#menu")
    other.page.get_by_label("Remember me on this device").uncheck()
    breaking.cut()
    made.page.locator(".write .status", has_text="cannot be found from here").wait_for()
    assert made.said() == []
    other.page.keyboard.press("Escape")
    other.page.reload()
    other.page.locator(".person", has_text=TOLD).wait_for()
    forget_network_errors(made)
    forget_network_errors(other)


def test_what_is_written_offline_waits_visibly_and_goes_out_once_in_order(
    line: tuple[Served, BreakingLine], talk: Open
) -> None:
    breaking = line[1]
    made = talk(address=breaking.address).open()
    breaking.block(True)
    made.page.context.set_offline(True)
    made.page.get_by_text("You are offline").wait_for()
    for words in ("i feel alone", "she decides everything", "i never say no"):
        made.page.fill("#box", words)
        made.page.keyboard.press("Enter")
    assert made.page.locator(".unsent small").all_inner_texts() == ["waiting to be sent"] * 3
    made.shot("state-offline")
    breaking.block(False)
    made.page.context.set_offline(False)
    made.page.wait_for_function("() => document.querySelectorAll('.talk .person:not(.unsent)').length === 3")
    assert made.said() == ["i feel alone", "she decides everything", "i never say no"]
    forget_network_errors(made)


def test_a_message_that_waits_outlives_a_reload(line: tuple[Served, BreakingLine], talk: Open) -> None:
    server, breaking = line
    made = talk(address=breaking.address).open()
    server.stop(kill=True)
    made.page.get_by_text("The connection broke").wait_for()
    made.page.fill("#box", "i feel alone")
    made.page.keyboard.press("Enter")
    made.page.click("a[href='#help']")
    assert made.page.get_by_text("Befrienders Worldwide", exact=True).is_visible(), (
        "help lines are there without the server"
    )
    made.shot("state-server-gone")
    server.start()
    made.page.reload()
    made.page.locator(".person:not(.unsent)", has_text="i feel alone").wait_for()
    assert made.said() == ["i feel alone"]
    forget_network_errors(made)


def test_nothing_is_lost_or_doubled_over_fifty_cuts_and_five_restarts(
    line: tuple[Served, BreakingLine], talk: Open
) -> None:
    server, breaking = line
    made = talk(address=breaking.address).open()
    sent = [f"message {number}: i feel alone with her" for number in range(MESSAGES)]
    breaking.break_often(seed=7)
    restarts = 0
    for number, words in enumerate(sent):
        made.page.fill("#box", words)
        made.page.keyboard.press("Enter")
        made.page.wait_for_timeout(300)
        if number % 5 == 2 and restarts < RESTARTS:
            server.restart(kill=restarts % 2 == 0)
            restarts += 1
    while breaking.cuts < CUTS:
        made.page.wait_for_timeout(200)
    breaking.break_often(None)
    made.page.set_default_timeout(120_000)
    made.page.wait_for_function(
        "n => document.querySelectorAll('.talk .person:not(.unsent)').length >= n", arg=MESSAGES
    )
    assert restarts == RESTARTS
    assert made.said() == sent
    shown = made.bubbles.all_inner_texts()
    made.page.reload()
    made.page.wait_for_function("n => document.querySelectorAll('.talk .person').length >= n", arg=MESSAGES)
    assert made.said() == sent and made.bubbles.all_inner_texts() == shown, (
        "the server has what the page showed"
    )
    assert "Traceback" not in server.log and "i feel alone" not in server.log
    forget_network_errors(made)
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "cuts.json").write_text(
        json.dumps({"cuts": breaking.cuts, "restarts": restarts, "messages": MESSAGES, "lost or doubled": 0})
    )


def test_a_session_that_the_server_does_not_know_begins_anew_and_says_so(talk: Open) -> None:
    made = talk().open()
    made.page.evaluate("sessionStorage.setItem('trellis.token', 'x'.repeat(43) + '.' + 'y'.repeat(43))")
    made.page.reload()
    made.choices.first.wait_for()
    made.page.locator(".write .status", has_text="cannot be found from here").wait_for()


def test_a_reminder_shows_on_an_open_page_which_says_that_it_does(talk: Open) -> None:
    made = talk()
    buttons = [{"title": "Often", "payload": "/often"}]
    begun = exchange(1, {"text": "How often is that so?", "buttons": buttons})
    reminder = exchange(2, {"text": "Something is here for you.", "buttons": buttons})
    shown = pretend(made, [begun], news=reminder)
    made.open(wait=False)
    made.bubbles.filter(has_text="Something is here for you.").wait_for()
    assert made.choices.all_inner_texts() == ["Often"], "the open question can still be answered"
    for _ in range(100):
        if not shown:
            made.page.wait_for_timeout(50)
    assert shown == ["437[true]"]


def test_the_answer_shows_quickly(talk: Open) -> None:
    times: list[float] = []
    for _ in range(2):
        made = talk().open()
        times += made.page.evaluate(
            TIMES,
            [
                [
                    "i feel alone with her",
                    "he decides",
                    "i never say no",
                    "hm",
                    "i cover for him",
                    "my picture",
                ]
                * 2
            ][0],
        )
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    SHOTS.mkdir(parents=True, exist_ok=True)
    (SHOTS / "latency.json").write_text(
        json.dumps({"n": len(times), "p50": times[len(times) // 2], "p95": p95})
    )
    assert len(times) == 24 and p95 < 1_500, f"p95 {p95:.0f} ms; the target on a quiet machine is 150 ms"


TIMES = """async (messages) => {
  const box = document.getElementById("box"), times = [];
  for (const words of messages) {
    box.value = words;
    const count = () => document.querySelectorAll(".talk .bot").length, before = count(), start = performance.now();
    document.querySelector(".send").click();
    await new Promise((done) => {
      const look = new MutationObserver(() => count() > before && (look.disconnect(), requestAnimationFrame(done)));
      look.observe(document.getElementById("talk"), { childList: true, subtree: true });
    });
    times.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 60));
  }
  return times;
}"""
