"""Where a request comes from, and what it brings to be let in.

Owns: telling this machine from everywhere else, and comparing a bearer token. Must not: trust what a proxy says; one
that passes a request on makes it a request from elsewhere.
"""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from aiohttp import web


def is_this_machine(request: web.Request) -> bool:
    """Tell whether a request comes from this machine itself, and not by way of a proxy that stands on it."""
    passed_on = "Forwarded" in request.headers or "X-Forwarded-For" in request.headers
    return not passed_on and ip_address(request.remote or "0.0.0.0").is_loopback  # noqa: S104 - a name for "unknown"


def brings(request: web.Request, token: str) -> bool:
    """Tell whether a request brings the token; what is no text at all is no token."""
    given = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(given, f"Bearer {token}".encode())
