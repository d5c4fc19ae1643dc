"""A real PostgreSQL and a real Redis of this machine, in a folder of their own, to be stopped, paused and killed.

Owns their processes. Must not know what is kept in them.

    with Postgres(folder) as database, Redis() as redis:
        database.stop(); database.start()
        redis.kill(); redis.start()
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.support.ports import free_port

PATIENCE = 30


def postgres_programs() -> Path | None:
    """Find the folder with PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


def missing() -> str:
    """Say what is not installed here; empty where all is."""
    lacks = [] if postgres_programs() else ["postgresql"]
    return " and ".join(lacks + ([] if shutil.which("redis-server") else ["redis-server"]))


def until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


class Postgres:
    """One database cluster; run as the user postgres where this is root, whom PostgreSQL refuses."""

    def __init__(self) -> None:
        programs = postgres_programs()
        assert programs
        self._programs = programs
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="trellis-faults-"))
        self._as = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self._as:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-D", str(self.folder / "data"), "-A", "trust", "-U", "trellis", "-E", "UTF8", "--locale=C")

    @property
    def address(self) -> str:
        return f"postgresql://trellis@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, str(self._programs / program), *arguments],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c max_connections=60"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", str(PATIENCE), "-l", log, "-o", options, "start")

    def stop(self, mode: str = "fast") -> None:
        """`immediate` is what a power cut does."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", mode, "-w", "-t", str(PATIENCE), "stop")

    def __enter__(self) -> Postgres:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        with suppress(subprocess.CalledProcessError):  # it may be down
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis:
    """One Redis that keeps nothing on the disk."""

    def __init__(self) -> None:
        self.port = free_port()

    @property
    def address(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        until(self._answers, "Redis does not start")

    def _answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def pause(self) -> None:
        """Let it hang: connections stay open and nobody answers."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> Redis:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        if self._process.poll() is None:
            self.kill()
