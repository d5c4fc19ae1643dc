"""What browser tests share: a Chromium, a server, and a hand that types and presses.

Owns finding Chromium (TRELLIS_CHROMIUM names another) and saying clearly when there is none. Screenshots of every
state go to reports/browser, to be looked at.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from tests.serving import CHECKOUT, Served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHOTS = CHECKOUT / "reports" / "browser"
TOLD = (
    "my bf drinks and i keep ringing his work to say he's ill. i cant decide anything without asking him either. "
    "still see my mates on thursdays tho"
)
ADDRESSES = itertools.count(1)
PATIENCE = 60_000
"""Milliseconds that a busy machine may take for what these tests wait for; those that measure time say so."""
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def find_chromium() -> str | None:
    """Return the browser to test with, None if there is none."""
    return os.environ.get("TRELLIS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it where nobody can miss it."""
    if find_chromium() is None:
        terminalreporter.write_sep(
            "!", "BROWSER TESTS SKIPPED: no Chromium here (install chromium, or set TRELLIS_CHROMIUM)"
        )


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all, or a clear word that there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium here: install chromium, or set TRELLIS_CHROMIUM")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all pages; those on localhost may show its widget."""
    with Served(model, tmp_path_factory.mktemp("browser"), TRELLIS_BEHIND_PROXY="1") as served:
        yield served


class Talk:
    """A page with a talk in it, used as a person would."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        self.requests: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console",
            lambda message: message.type in ("error", "warning") and self.problems.append(message.text),
        )
        page.context.on("request", lambda request: self.requests.append(request.url))
        page.set_default_timeout(PATIENCE)

    def open(self, path: str = "/?pace=off", wait: bool = True) -> Talk:
        """Open the page and wait for the welcome."""
        self.page.goto(self.address + path)
        if wait:
            self.choices.first.wait_for()
        return self

    @property
    def choices(self) -> Locator:
        """The buttons under the last bubble."""
        return self.page.locator(".choices button")

    @property
    def bubbles(self) -> Locator:
        """What Trellis said."""
        return self.page.locator(".talk .bot")

    def said(self) -> list[str]:
        """What the person said and sees as said."""
        return self.page.locator(".talk .person:not(.unsent)").evaluate_all(
            "all => all.map(one => one.innerText.replace(/^You:\\s*/, ''))"
        )

    def say(self, words: str) -> None:
        """Type and send, then wait for the answer."""
        before = self.bubbles.count()
        self.page.fill("#box", words)
        self.page.click(".send")
        self.answered(before)

    def press(self) -> str:
        """Press the first choice, whichever it is, then wait for the answer; give what was pressed."""
        before, title = self.bubbles.count(), self.choices.first.inner_text()
        self.choices.first.click()
        self.answered(before)
        return title

    def answered(self, before: int) -> None:
        """Wait until there are more bubbles than `before` and nothing is on its way."""
        self.page.wait_for_function(
            "before => document.querySelectorAll('.talk .bot').length > before && !document.querySelector('.unsent')",
            arg=before,
        )

    def shot(self, name: str) -> None:
        """Keep a picture of the page to look at."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(SHOTS / f"{name}.png"))

    def violations(self) -> list[str]:
        """Run axe in the page and every frame of it; each violation as one line."""
        found: list[str] = []
        for frame in self.page.frames:
            result = frame.evaluate("options => axe.run(document, options)", AXE)
            for rule in result["violations"]:
                found += [
                    f"{rule['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
                    for node in rule["nodes"]
                ]
        return found


Open = Callable[..., Talk]


@pytest.fixture
def talk(browser: Browser, server: Served) -> Iterator[Open]:
    """Make pages: `talk(width=320, color_scheme="dark")`; at the end none may have met an error."""
    contexts: list[BrowserContext] = []
    talks: list[Talk] = []

    def make(
        width: int = 1100,
        height: int = 760,
        address: str | None = None,
        context: BrowserContext | None = None,
        **options: Any,
    ) -> Talk:
        if context is None:
            number = next(
                ADDRESSES
            )  # each as if from an address of its own, or the limits would slow the tests down
            context = browser.new_context(
                viewport={"width": width, "height": height},
                extra_http_headers={"X-Forwarded-For": f"10.2.{number // 250}.{number % 250}"},
                **options,
            )
            context.add_init_script(Axe().axe_script)
            contexts.append(context)
        talks.append(Talk(context.new_page(), address or server.address))
        return talks[-1]

    yield make
    for context in contexts:
        context.close()
    assert [problem for made in talks for problem in made.problems] == []
