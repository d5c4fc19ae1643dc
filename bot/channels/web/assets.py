"""The built files of the widget, ready to be sent.

Owns: their addresses (with a hash of the content, so that a browser may keep them for good), their types, and one
compressed copy of each. Must not: build anything; `npm run build` in web/ does, and its result is committed.

Example::

    assets = Assets()
    assets.path("talk.js")  # '/assets/3f2a9c01d4e7/talk.js'
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from aiohttp import web

FOLDER: Final = Path(__file__).with_name("assets")
TYPES: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
FOR_GOOD = "public, max-age=31536000, immutable"
SOON = "public, max-age=300"
"""The loader has one address for ever, since other sites name it."""


@dataclass(frozen=True)
class Asset:
    """One file."""

    name: str
    body: bytes

    @cached_property
    def packed(self) -> bytes:
        """The file in gzip."""
        return gzip.compress(self.body, 9, mtime=0)

    @property
    def digest(self) -> str:
        """A short hash of the content."""
        return hashlib.sha256(self.body).hexdigest()[:12]

    def response(self, request: web.Request, cache: str, headers: Mapping[str, str]) -> web.Response:
        """Send the file, or say that the browser has it already."""
        etag = f'"{self.digest}"'
        known = {"ETag": etag, "Cache-Control": cache, "Vary": "Accept-Encoding", **headers}
        if etag in request.headers.get("If-None-Match", ""):
            return web.Response(status=304, headers=known)
        kind = TYPES[Path(self.name).suffix]
        if "gzip" in request.headers.get("Accept-Encoding", ""):
            return web.Response(
                body=self.packed,
                content_type=kind,
                charset="utf-8",
                headers={**known, "Content-Encoding": "gzip"},
            )
        return web.Response(body=self.body, content_type=kind, charset="utf-8", headers=known)


class Assets:
    """All files of the folder with the built widget."""

    def __init__(self, folder: Path = FOLDER) -> None:
        files = sorted(path for path in folder.iterdir() if path.suffix in TYPES)
        self._assets = {path.name: Asset(path.name, path.read_bytes()) for path in files}

    def __getitem__(self, name: str) -> Asset:
        """Return a file by its name. Raises KeyError."""
        return self._assets[name]

    def path(self, name: str) -> str:
        """Return the address of a file."""
        return f"/assets/{self._assets[name].digest}/{name}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer `/assets/{digest}/{name}`; an old digest is not found, since another file would be taken for it."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None or asset.digest != request.match_info["digest"]:
            raise web.HTTPNotFound
        return asset.response(request, FOR_GOOD, {})

    async def serve_loader(self, request: web.Request) -> web.Response:
        """Answer `/embed.js`, which pages of other sites may load."""
        return self["embed.js"].response(request, SOON, {"Cross-Origin-Resource-Policy": "cross-origin"})
