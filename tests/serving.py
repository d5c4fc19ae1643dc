"""A real `trellis serve` in a process of its own, which can be killed and started again at the same address.

Owns the process and its folder. Must not know what is served.

    with Served(model, folder) as server:
        server.restart(kill=True)
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).parents[1]


class Served:
    """A server on a free port of this machine, with a database, keys and a log in `folder`."""

    def __init__(self, model: Path, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.database = folder / "trellis.db"
        self._settings = {
            "TRELLIS_MODELS": str(model),
            "TRELLIS_DATABASE": str(self.database),
            "TRELLIS_TOKEN_FILE": str(folder / "serve.token"),
            "TRELLIS_WEB_KEY_FILE": str(folder / "web.key"),
            "TRELLIS_PORT": "0",
            **settings,
        }
        self._log = (folder / "serve.log").open("a")
        self.start()

    def start(self) -> None:
        """Start it and wait until it says where it is."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith("TRELLIS_")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli.main", "serve"],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env={**environment, **self._settings, "PYTHONUNBUFFERED": "1"},
            cwd=CHECKOUT,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+:(\d+)", line)
        assert found, line + self.log
        self.address = found[0]
        self._settings["TRELLIS_PORT"] = found[1]  # the next start is at the same address

    @property
    def port(self) -> int:
        """The port."""
        return int(self.address.rpartition(":")[2])

    @property
    def log(self) -> str:
        """Everything written to the error output so far."""
        return (self.folder / "serve.log").read_text()

    @property
    def script_token(self) -> str:
        """The bearer token of the scripts' endpoint."""
        return Path(self._settings["TRELLIS_TOKEN_FILE"]).read_text().strip()

    def stop(self, kill: bool = False) -> int:
        """Stop it as a host does, or as a power cut does; return the exit status."""
        self.process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        self.process.communicate(timeout=60)
        return self.process.returncode

    def restart(self, kill: bool = False) -> None:
        """Stop it and start it again at the same address."""
        self.stop(kill)
        self.start()

    def get(
        self, path: str, headers: dict[str, str] | None = None, data: bytes | None = None
    ) -> tuple[int, Message, bytes]:
        """Ask over HTTP; return status, headers and body, whatever the status."""
        request = urllib.request.Request(self.address + path, data=data, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def __enter__(self) -> Served:
        return self

    def __exit__(self, *_: Any) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self.process.poll() is None:
                self.stop()
        self._log.close()
