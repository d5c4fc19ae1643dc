"""The pages: the talk on a page of its own or in a frame, and a host page to try the widget on.

Owns: their HTML (with the help lines, so that these are there without JavaScript and when the server is gone) and
their content security policies. Must not: hold words; texts.en.json has those of the page, bot.content the lines.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import jinja2
from aiohttp import web

from bot.channels.web.assets import Assets
from bot.content.library import INTERNATIONAL, Library
from bot.content.models import Helpline

TALK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types lit-html"
)
DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass(frozen=True)
class Page:
    """One page; the same for everybody, so that it is written once."""

    body: str
    policy: str
    """Its content security policy."""
    headers: Mapping[str, str]

    @cached_property
    def packed(self) -> bytes:
        """The page in gzip."""
        return gzip.compress(self.body.encode(), 9, mtime=0)

    def response(self, request: web.Request) -> web.Response:
        """Send the page; no browser keeps it, so that the back button shows nothing of it."""
        headers = {
            "Content-Security-Policy": self.policy,
            "Cache-Control": "no-store",
            "Vary": "Accept-Encoding",
            **self.headers,
        }
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            return web.Response(body=self.packed, content_type="text/html", charset="utf-8", headers=headers)
        return web.Response(text=self.body, content_type="text/html", headers=headers)


class Pages:
    """Answers the addresses that a person opens."""

    def __init__(self, assets: Assets, content: Library, exit_url: str, embed_in: Sequence[str]) -> None:
        """`exit_url`: where *leave this page* goes. `embed_in`: origins of sites that may show the widget."""
        texts: Mapping[str, str] = json.loads(assets["texts.en.json"].body)
        templates = jinja2.Environment(
            loader=jinja2.PackageLoader("bot.channels.web"),
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        templates.globals.update(t=texts, asset=assets.path, exit_url=exit_url, countries=countries(content))
        talk, demo = templates.get_template("talk.html"), templates.get_template("demo.html")
        ancestors = " ".join(("'self'", *embed_in))
        self._page = Page(
            talk.render(framed=False),
            TALK_POLICY.format(ancestors="'none'"),
            {"Cross-Origin-Opener-Policy": "same-origin"},
        )
        self._frame = Page(
            talk.render(framed=True),
            TALK_POLICY.format(ancestors=ancestors),
            {"Cross-Origin-Resource-Policy": "cross-origin"},
        )
        self._demo = Page(demo.render(), DEMO_POLICY, {})

    async def page(self, request: web.Request) -> web.Response:
        """Answer `/`."""
        return self._page.response(request)

    async def frame(self, request: web.Request) -> web.Response:
        """Answer `/frame`, which the listed sites may show."""
        return self._frame.response(request)

    async def demo(self, request: web.Request) -> web.Response:
        """Answer `/demo`: some other site, with the widget in it."""
        return self._demo.response(request)

    async def robots(self, request: web.Request) -> web.Response:
        """Answer `/robots.txt`: no search engine has any business here."""
        return web.Response(text="User-agent: *\nDisallow: /\n")


def countries(content: Library) -> list[dict[str, Any]]:
    """Group the help lines by country, the international ones first: `name` and `lines` each."""
    found: dict[str, list[Helpline]] = {}
    for line in content.content.helplines:
        found.setdefault(line.country, []).append(line)
    names = {country.code: country.names[0] for country in content.content.countries}
    order = sorted(found, key=lambda code: (code != INTERNATIONAL, names.get(code, code)))
    return [
        {
            "code": code,
            "name": "" if code == INTERNATIONAL else names.get(code, code).title(),
            "lines": [_line(line) for line in found[code]],
        }
        for code in order
    ]


def _line(line: Helpline) -> dict[str, str]:
    return {
        "name": line.name,
        "kind": line.kind,
        "hours": line.hours,
        "url": line.url,
        "number": line.number or "",
        "dial": _dial(line.number),
        "text": line.text or "",
        "note": line.note or "",
    }


def _dial(number: str | None) -> str:
    """Give what a phone dials, empty where the line names two numbers or none."""
    digits = (number or "").replace(" ", "").replace("-", "").replace("(", "").replace(")", "")
    return digits if digits.removeprefix("+").isdigit() else ""
