"""Built files: an address that changes with the content, kept for good, packed once."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.assets import FOR_GOOD, Asset, Assets

LIMIT = 30_000
"""Bytes, gzipped: everything that the widget loads."""


def test_the_address_follows_the_content() -> None:
    assert Asset("a.js", b"one").digest != Asset("a.js", b"two").digest


def test_a_browser_that_can_gets_it_packed_and_one_that_has_it_gets_nothing() -> None:
    asset = Asset("a.css", b"p{}" * 500)
    packed = asset.response(
        make_mocked_request("GET", "/", headers={"Accept-Encoding": "br, gzip"}), FOR_GOOD, {}
    )
    assert packed.headers["Content-Encoding"] == "gzip" and isinstance(packed.body, bytes)
    assert gzip.decompress(packed.body) == asset.body
    plain = asset.response(make_mocked_request("GET", "/"), FOR_GOOD, {})
    assert plain.body == asset.body and plain.headers["Cache-Control"] == FOR_GOOD
    again = make_mocked_request("GET", "/", headers={"If-None-Match": plain.headers["ETag"]})
    assert asset.response(again, FOR_GOOD, {}).status == 304


@pytest.mark.parametrize(
    ("digest", "name"), [("0" * 12, "talk.js"), ("", "talk.js"), ("0" * 12, "../assets.py"), ("0", "none.js")]
)
def test_an_old_address_or_another_file_is_not_found(digest: str, name: str) -> None:
    request = make_mocked_request("GET", "/", match_info={"digest": digest, "name": name})
    with pytest.raises(web.HTTPNotFound):
        asyncio.run(Assets().serve(request))


def test_only_files_of_known_kinds_are_served(tmp_path: Path) -> None:
    for name in ("a.js", "LICENSES.txt", "b.py"):
        (tmp_path / name).write_text("x")
    assets = Assets(tmp_path)
    assert assets.path("a.js").startswith("/assets/")
    with pytest.raises(KeyError):
        assets.path("b.py")
