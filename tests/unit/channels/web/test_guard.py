"""Whose request is served, and which address it is counted for."""

from __future__ import annotations

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.channels.web.guard import Guard, own_origins

OURS = Guard(own_origins("127.0.0.1", 5005, ("https://talk.example.org",)))
HOST = {"Host": "127.0.0.1:5005"}


def status(guard: Guard, path: str, headers: dict[str, str]) -> int:
    refused = guard.refuse(make_mocked_request("GET", path, headers=headers))
    return 200 if refused is None else refused.status


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:5005", 200),
        ("localhost:5005", 200),
        ("[::1]:5005", 200),
        ("talk.example.org", 200),
        ("TALK.example.org", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:5006", 421),
        ("evil.example", 421),
        ("talk.example.org.evil.example", 421),
        ("", 421),
    ],
)
def test_a_foreign_name_pointed_here_is_refused(host: str, expected: int) -> None:
    assert status(OURS, "/", {"Host": host}) == expected


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Origin": "http://127.0.0.1:5005"}, 200),
        ({"Origin": "https://talk.example.org"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:5006"}, 403),
        ({"Origin": "http://talk.example.org"}, 403),
        ({"Origin": "https://talk.example.org.evil.example"}, 403),
        ({"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
    ],
)
def test_the_socket_takes_its_own_pages_only(headers: dict[str, str], expected: int) -> None:
    assert status(OURS, "/socket.io/?EIO=4", HOST | headers) == expected


def test_pages_need_no_origin() -> None:
    assert status(OURS, "/", HOST | {"Origin": "https://evil.example"}) == 200


def test_a_server_for_others_does_not_go_by_this_machines_names() -> None:
    assert own_origins("10.0.0.7", 80, ("https://talk.example.org",)) == (
        "http://10.0.0.7:80",
        "https://talk.example.org",
    )


def test_only_a_proxy_of_ones_own_may_say_who_calls() -> None:
    request = make_mocked_request("GET", "/", headers=HOST | {"X-Forwarded-For": "1.1.1.1, 2.2.2.2"})
    assert Guard((), behind_proxy=True).address_of(request) == "2.2.2.2"
    assert Guard(()).address_of(request) != "2.2.2.2"
