"""The page without a script, on paper, with its owner's data, and inside somebody else's page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TOLD, Open
from tests.browser.pretend import COURSE, exchange, pretend
from tests.serving import Served

WORDS = "zuckerwatte am donnerstag"


class Site:
    """Somebody else's site, on an origin of its own, under the policy that docs/web.md gives."""

    def __init__(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Security-Policy", site.policy)
                self.end_headers()
                self.wfile.write(site.body.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.policy = self.body = ""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def show(self, server: Served, attributes: str = "") -> str:
        """Put the widget of `server` into the page, and give its address."""
        self.policy = (
            f"default-src 'self'; img-src data:; script-src {server.address}; frame-src {server.address}"
        )
        script = f"<script src='{server.address}/embed.js' defer {attributes}></script>"
        icon = "<link rel=icon href='data:,'>"
        self.body = f"<!doctype html><html lang=en><title>Site</title>{icon}<main><h1>A site</h1><p>Words.</p></main>{script}"
        return self.origin + "/"

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def sites() -> Iterator[tuple[Site, Site]]:
    """A site that may show the widget, and a stranger."""
    both = Site(), Site()
    yield both
    for site in both:
        site.close()


@pytest.fixture(scope="module")
def embedding(
    sites: tuple[Site, Site], model: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A server whose widget one other site may show."""
    folder = tmp_path_factory.mktemp("embedding")
    with Served(model, folder, TRELLIS_EMBED_IN=sites[0].origin, TRELLIS_BEHIND_PROXY="1") as server:
        yield server


def test_nothing_is_asked_of_anybody_else_and_nothing_is_kept_in_cookies(talk: Open) -> None:
    made = talk().open()
    made.say(TOLD)
    made.say("my picture")
    made.page.click("#menu")
    assert made.requests and [url for url in made.requests if not url.startswith(made.address)] == []
    assert made.page.context.cookies() == [] and made.page.evaluate("document.cookie") == ""


def test_without_javascript_help_lines_and_the_way_out_are_there(talk: Open) -> None:
    made = talk(java_script_enabled=False, width=360, height=740)
    made.page.goto(made.address)
    assert made.page.get_by_text("It needs JavaScript").is_visible()
    assert made.page.get_by_text("Befrienders Worldwide", exact=True).is_visible()
    assert (
        made.page.get_by_role("link", name="Leave this page").get_attribute("href")
        == "https://www.bbc.com/weather"
    )
    made.page.locator("summary", has_text="New Zealand").click()
    assert made.page.get_by_text("Women's Refuge crisis line", exact=True).is_visible()
    assert not made.page.locator("#menu").is_visible()
    made.shot("no-javascript")
    lost = talk(width=360, height=740)  # axe itself is a script: the same page, whose own does not come
    lost.page.route("**/talk.js", lambda route: route.abort())
    lost.page.goto(lost.address)
    assert lost.page.get_by_text("It needs JavaScript").is_visible() and lost.violations() == []
    lost.problems.clear()


def test_on_paper_there_is_the_picture_and_nothing_of_the_talk(talk: Open) -> None:
    made = talk(width=794, height=1123).open()
    made.say(TOLD)
    made.page.emulate_media(media="print")
    assert made.page.locator(".sheet .picture").is_visible() and not made.page.locator(".talk").is_visible()
    assert "i cant decide anything" in made.page.locator(".sheet").inner_text()
    made.shot("print")


def test_a_copy_can_be_taken_and_everything_deleted(talk: Open, server: Served) -> None:
    made = talk().open()
    other = talk(context=made.page.context)
    made.say(f"{WORDS}: i cant decide anything without asking him")
    made.page.click("#menu")
    made.page.get_by_label("Remember me on this device").check()
    other.open(wait=False)
    other.page.get_by_text(WORDS).first.wait_for()
    with made.page.expect_download() as download:
        made.page.get_by_role("button", name="A file for programs").click()
    copy = json.loads(Path(download.value.path()).read_text())
    assert WORDS in json.dumps(copy["messages"]) and copy["events"] and copy["pictures"]
    with made.page.expect_download() as download:
        made.page.get_by_role("button", name="A page to read").click()
    assert download.value.suggested_filename == "trellis.html"
    assert WORDS in Path(download.value.path()).read_text()
    made.page.get_by_role("button", name="Delete everything").click()
    made.page.get_by_role("button", name="Keep it").click()
    assert made.said(), "who changes their mind keeps it"
    made.page.click("#menu")
    made.page.get_by_role("button", name="Delete everything").click()
    made.page.get_by_role("button", name="Yes, delete it").click()
    for page in (made.page, other.page):
        page.get_by_role("button", name="Begin a new talk").wait_for()
        assert WORDS not in page.content()
    assert (
        made.page.evaluate("JSON.stringify([Object.keys(sessionStorage), Object.keys(localStorage)])")
        == "[[],[]]"
    )
    stored = b"".join(path.read_bytes() for path in server.folder.iterdir())
    assert WORDS.encode() not in stored
    made.page.get_by_role("button", name="Begin a new talk").click()
    made.choices.first.wait_for()
    assert made.said() == []


def test_a_copy_asked_for_in_the_talk_is_handed_over_and_deleting_there_clears_every_page(talk: Open) -> None:
    made = talk().open()
    made.page.click("#menu")
    made.page.get_by_label("Remember me on this device").check()
    made.page.keyboard.press("Escape")
    made.say(f"{WORDS}: i cant decide anything without asking him")
    made.say("give me a copy of everything you keep")
    with made.page.expect_download() as download:
        made.page.locator(".talk").get_by_role("button", name="A page to read").click()
    assert WORDS in Path(download.value.path()).read_text()
    made.shot("copy")
    other = talk(context=made.page.context).open(wait=False)
    other.page.get_by_text(WORDS).first.wait_for()
    made.say("delete everything")
    made.choices.filter(has_text="delete").first.click()
    for page in (made.page, other.page):
        page.get_by_role("button", name="Begin a new talk").wait_for()
        assert WORDS not in page.content()
    assert "gone" in made.page.inner_text(".over") or "wiped" in made.page.inner_text(".over")
    assert (
        made.page.evaluate("JSON.stringify([Object.keys(sessionStorage), Object.keys(localStorage)])")
        == "[[],[]]"
    )
    made.page.get_by_role("button", name="Begin a new talk").click()
    made.choices.first.wait_for()
    assert made.said() == []


def test_the_course_is_drawn_with_its_days_in_a_table(talk: Open) -> None:
    made = talk(width=360, height=740)
    pretend(made, [exchange(1, {"text": "Here is how it went so far.", "course": COURSE})])
    made.open(wait=False)
    drawn = made.page.locator(".talk .picture")
    drawn.wait_for()
    assert drawn.locator("svg").count() == 2 and drawn.locator("path").count() == 6
    assert "Covering for them often, now rarely" in " ".join(drawn.locator(".leans").inner_text().split())
    drawn.locator("summary").click()
    assert drawn.locator("tbody tr").nth(1).locator("td").all_inner_texts() == [
        "Covering for them",
        "often",
        "sometimes",
        "rarely",
    ]
    made.shot("course")
    width = made.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width == 0


def test_a_long_message_gets_a_word_before_it_is_sent_and_a_huge_one_is_not_cut(talk: Open) -> None:
    made = talk().open()
    made.page.fill("#box", "a" * 4_500)
    assert "The heart of it" in made.page.locator("#size").inner_text()
    huge = "i feel alone " * 1_500
    made.page.fill("#box", huge)
    made.page.keyboard.press("Enter")
    assert made.page.input_value("#box") == huge and made.said() == []
    assert "longer than one message" in made.page.locator("#size").inner_text()


@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (360, "light"), (360, "dark")])
def test_another_site_shows_the_widget_in_a_frame_of_its_own(
    sites: tuple[Site, Site], embedding: Served, talk: Open, width: int, scheme: str
) -> None:
    made = talk(
        width=width, height=740, address=embedding.address, reduced_motion="reduce", color_scheme=scheme
    )
    made.page.goto(sites[0].show(embedding, "data-accent='7a3e9d' data-label='Talk it over'"))
    made.shot(f"embedded-shut-{width}")
    launcher = made.page.get_by_role("button", name="Talk it over")
    made.page.keyboard.press("Tab")
    made.page.keyboard.press("Enter")
    frame = made.page.frame_locator("iframe")
    frame.locator(".choices button").first.wait_for()
    assert (
        frame.locator(":root").evaluate("one => getComputedStyle(one).getPropertyValue('--accent')").strip()
        == "#7a3e9d"
    )
    frame.locator("#box").fill(TOLD)
    frame.locator(".send").click()
    frame.locator(".person:not(.unsent)", has_text=TOLD).wait_for()
    made.shot(f"embedded-{width}-{scheme}")
    assert made.violations() == []
    for opening in ("#menu", "a[href='#help']"):
        frame.locator(opening).click()
        assert made.violations() == []
        frame.locator("dialog[open] .head button").click()
    assert (
        made.page.evaluate(
            "(() => { try { return frames[0].document.body.innerText } catch { return 'closed' } })()"
        )
        == "closed"
    )
    frame.locator("#box").press("Escape")
    assert not made.page.locator("iframe").is_visible() and launcher.is_visible()
    launcher.click()
    assert frame.locator(".person").inner_text().endswith(TOLD), "shutting it loses nothing"


def test_shift_leaves_from_the_page_around_the_frame_too_once_the_talk_was_opened(
    sites: tuple[Site, Site], embedding: Served, talk: Open
) -> None:
    made = talk(address=embedding.address)
    made.page.context.route(
        "https://www.bbc.com/weather**", lambda route: route.fulfill(body="sunny", content_type="text/html")
    )
    made.page.goto(sites[0].show(embedding))
    made.page.click("h1")
    for _ in range(3):
        made.page.keyboard.press("Shift")
    made.page.wait_for_timeout(700)
    assert made.page.url.startswith(sites[0].origin), "a site where nobody talked is left alone"
    made.page.get_by_role("button", name="Talk with Trellis").click()
    frame = made.page.frame_locator("iframe")
    frame.locator(".choices button").first.wait_for()
    frame.locator("#box").fill("i feel alone")
    frame.locator(".send").click()
    frame.locator(".person:not(.unsent)").wait_for()
    made.page.click("h1")
    made.page.keyboard.press("Shift")
    made.page.keyboard.press("Shift")
    made.page.keyboard.press("Shift")
    expect(made.page).to_have_url("https://www.bbc.com/weather")
    made.page.goto(sites[0].show(embedding))
    made.page.get_by_role("button", name="Talk with Trellis").click()
    frame.locator(".choices button").first.wait_for()
    assert frame.locator(".person").count() == 0


@pytest.mark.parametrize("accent", ["ffffff", "767676", "808000", "000000", "no colour"])
def test_whatever_colour_a_host_picks_can_be_read_and_anything_else_is_ignored(
    sites: tuple[Site, Site], embedding: Served, talk: Open, accent: str
) -> None:
    made = talk(address=embedding.address, reduced_motion="reduce")
    made.page.goto(
        sites[0].show(
            embedding, f"data-accent='{accent}' data-theme=dark data-side=left data-label='&lt;b&gt;'"
        )
    )
    launcher = made.page.get_by_role("button", name="<b>")
    assert launcher.evaluate("one => one.getBoundingClientRect().left") == 16
    launcher.click()
    frame = made.page.frame_locator("iframe")
    frame.locator(".choices button").first.wait_for()
    assert frame.locator(":root").evaluate("one => one.dataset.theme") == "dark"
    assert made.violations() == []
    made.shot(f"accent-{accent.replace(' ', '-')}")


def test_leaving_from_the_frame_leaves_the_site(
    sites: tuple[Site, Site], embedding: Served, talk: Open
) -> None:
    made = talk(address=embedding.address)
    made.page.context.route(
        "https://www.bbc.com/weather**", lambda route: route.fulfill(body="sunny", content_type="text/html")
    )
    made.page.goto(sites[0].show(embedding))
    made.page.get_by_role("button", name="Talk with Trellis").click()
    frame = made.page.frame_locator("iframe")
    frame.locator(".choices button").first.wait_for()
    frame.locator("#box").click()
    for _ in range(3):
        made.page.keyboard.press("Shift")
    # polled: leaving navigates twice, and cuts the first short
    expect(made.page).to_have_url("https://www.bbc.com/weather")


def test_a_site_that_is_not_listed_gets_no_frame_but_a_way_to_help(
    sites: tuple[Site, Site], embedding: Served, talk: Open
) -> None:
    made = talk(address=embedding.address)
    made.page.goto(sites[1].show(embedding))
    made.page.get_by_role("button", name="Talk with Trellis").click()
    way = made.page.get_by_role("alert").get_by_role("link", name="findahelpline.com")
    way.wait_for()
    assert way.get_attribute("href") == "https://findahelpline.com"
    made.shot("embedded-refused")
    assert any("frame-ancestors" in problem for problem in made.problems)
    made.problems.clear()


def test_the_demo_page_works(talk: Open) -> None:
    made = talk()
    made.page.goto(made.address + "/demo")
    made.page.get_by_role("button", name="Talk with Trellis").click()
    made.page.frame_locator("iframe").locator(".choices button").first.wait_for()
    assert made.violations() == []
    made.shot("demo")
