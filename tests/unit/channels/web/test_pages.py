"""The pages hold what matters without any script, and say strictly what a browser may load."""

from __future__ import annotations

import gzip
import re

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.assets import Assets
from bot.channels.web.pages import Page, Pages, countries
from bot.content.library import library

LIMIT = 30_000
"""Bytes, gzipped: everything that the widget loads."""
ASSETS = Assets()
PAGES = Pages(ASSETS, library(), "https://weather.example/?a=1&b=2", ("https://site.example",))
TALK: Page = PAGES._page
FRAME: Page = PAGES._frame


def test_every_help_line_is_in_the_page_itself() -> None:
    lines = library().content.helplines
    shown = re.sub(r"&#39;", "'", TALK.body)
    assert lines and [line.name for line in lines if line.name not in shown.replace("&amp;", "&")] == []
    assert [line.number for line in lines if line.number and line.number not in shown] == []
    assert 'href="tel:988"' in TALK.body and 'href="tel:116123"' in TALK.body
    assert not re.search(r'href="tel:[^"]*[^0-9+"]', TALK.body), "two numbers in one link cannot be dialled"
    assert countries(library())[0]["name"] == "", "the international lines come first"


def test_leaving_is_the_first_thing_in_order_and_works_without_a_script() -> None:
    first = re.search(r"<(?:a|button|input|summary)\b[^>]*>", TALK.body.partition("<body>")[2])
    assert first and 'id="leave"' in first[0] and 'href="https://weather.example/?a=1&amp;b=2"' in first[0]
    assert "noreferrer" in first[0]


def test_nothing_inline_and_nothing_from_elsewhere_is_loaded() -> None:
    for page in (TALK, FRAME, PAGES._demo):
        assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=\"/)|javascript:", page.body)
        loaded = re.findall(r'<(?:script|img|link)\b[^>]*(?:src|href)="([^"]*)"', page.body)
        assert len(loaded) >= 3 and [address for address in loaded if not address.startswith("/")] == []
        assert "unsafe" not in page.policy and "default-src 'none'" in page.policy
        assert "require-trusted-types-for 'script'" in page.policy


def test_only_the_frame_may_be_shown_and_only_where_the_host_says() -> None:
    assert "frame-ancestors 'none'" in TALK.policy
    assert "frame-ancestors 'self' https://site.example;" in FRAME.policy


def test_a_page_is_sent_packed_and_kept_by_nobody() -> None:
    packed = TALK.response(make_mocked_request("GET", "/", headers={"Accept-Encoding": "gzip"}))
    assert isinstance(packed.body, bytes) and gzip.decompress(packed.body).decode() == TALK.body
    assert TALK.response(make_mocked_request("GET", "/")).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", [TALK, FRAME])
def test_all_that_the_widget_loads_is_small(page: Page) -> None:
    names = [name for name in ("talk.js", "talk.css", "leaf.svg") if ASSETS.path(name) in page.body]
    assert len(names) == 3, "a file the page loads is not counted here"
    names += ["embed.js"] if page is FRAME else []
    sizes = {name: len(ASSETS[name].packed) for name in names} | {"page": len(page.packed)}
    assert sum(sizes.values()) <= LIMIT, sizes
