"""A server that says whatever a test wants: for states that the real one comes to seldom, and for one gone bad.

Owns the far end of the page's socket. Must not be used where the real server will do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import WebSocketRoute

from tests.browser.conftest import Talk

EMPTY: dict[str, Any] = {"leans": [], "holds": [], "held_back": False, "plan": None}
Answer = Callable[[str], dict[str, Any] | None]


def pretend(
    made: Talk,
    exchanges: list[dict[str, Any]],
    view: dict[str, Any] | None = None,
    answer: Answer = lambda _: None,
    news: dict[str, Any] | None = None,
    **hello: Any,
) -> list[str]:
    """Let the page of `made` meet a server with this talk; `answer` gets the name of each further event.

    `news` is an exchange that follows the welcome, to be acknowledged; what is returned fills with such acknowledgements.
    """
    shown: list[str] = []

    def serve(socket: WebSocketRoute) -> None:
        def heard(packet: str | bytes) -> None:
            words = str(packet)
            if words.startswith("40"):
                socket.send('40{"sid":"x"}')
            elif words.startswith("43"):
                shown.append(words)
            elif words.startswith("42"):
                number, event = words[2 : words.index("[")], json.loads(words[words.index("[") :])[0]
                told = {
                    "token": "t",
                    "exchanges": exchanges,
                    "earlier": False,
                    "view": view or EMPTY,
                    **hello,
                }
                ack = {"ok": True, **told} if event == "hello" else answer(event)
                if ack is not None:
                    socket.send(f"43{number}{json.dumps([ack])}")
                if event == "hello" and news is not None:
                    told = {"exchange": news, "view": view or EMPTY}
                    socket.send(f"427{json.dumps(['exchange', told])}")

        socket.on_message(heard)
        socket.send('0{"sid":"x","upgrades":[],"pingTimeout":15000,"pingInterval":20000,"maxPayload":16384}')

    made.page.route_web_socket("**/socket.io/**", serve)
    return shown


def exchange(number: int, *replies: dict[str, Any], person: str | None = None) -> dict[str, Any]:
    """Give an exchange as a server sends it."""
    return {"id": f"id-{number}", "person": person, "replies": list(replies)}


COURSE: dict[str, Any] = {
    "title": "Your picture over time",
    "span": "1 to 9 November 2026, as you told it",
    "first": "1 November 2026",
    "last": "9 November 2026",
    "days": ["1 November 2026", "5 November 2026", "9 November 2026"],
    "lanes": [
        {
            "label": "Covering for them",
            "side": "leans",
            "went": "often, now rarely",
            "points": [[0, 3], [0.5, 2], [1, 1]],
            "days": ["often", "sometimes", "rarely"],
        },
        {
            "label": "Interests of your own",
            "side": "holds",
            "went": "rarely, now often",
            "points": [[0, 1], [1, 3]],
            "days": ["rarely", "", "often"],
        },
    ],
}
"""As bot.channels.web.picture.course gives it."""
