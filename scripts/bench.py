"""`make bench`: how quick and how heavy Trellis is on this machine, then how well it understands.

Owns: the measuring. Must not: judge; the figures worth keeping are in docs/architecture.md.

Example::

    $ make bench
    prompt of trellis chat     2.9 s   (best of 3)
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRELLIS = [sys.executable, "-m", "bot.cli.main"]
TALK = [
    "hi",
    "i can't decide anything without asking my partner first",
    "yes",
    "ask me questions",
    "sometimes",
    "what is codependency?",
    "most days",
    "i still see my friends on thursdays",
    "rarely",
    "show me my picture",
]
ROUNDS = 3


def main() -> int:
    """Print each figure as it is known; the exit status is that of the evaluation."""
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "TRELLIS_DATABASE": str(Path(place) / "bench.db")}
        show("prompt of trellis chat", f"{min(prompt(environment) for _ in range(ROUNDS)):.1f} s", f"best of {ROUNDS}")
        turns = sorted(talk(environment))
    show("a turn, median", f"{1000 * statistics.median(turns):.0f} ms", f"{len(turns)} turns, through a pipe")
    show("a turn, slowest in twenty", f"{1000 * turns[int(0.95 * len(turns))]:.0f} ms", "")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    show("peak memory", f"{peak / (2**20 if sys.platform == 'darwin' else 2**10):.0f} MB", "one process")
    show("environment", f"{size(ROOT / '.venv') / 2**20:.0f} MB", ".venv, compiled")
    return subprocess.run([*TRELLIS, "evaluate", *sys.argv[1:]], cwd=ROOT, check=False).returncode


def prompt(environment: dict[str, str]) -> float:
    """Give the seconds from the command to the first words of Trellis."""
    started = time.monotonic()
    with subprocess.Popen(
        [*TRELLIS, "chat"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        running.stdout.read(1)
        seconds = time.monotonic() - started
        running.stdin.close()
        running.stdout.read()
    return seconds


def talk(environment: dict[str, str]) -> list[float]:
    """Hold a conversation and give the seconds of each turn but the first, which loads what is loaded late."""
    seconds = []
    with subprocess.Popen(
        [*TRELLIS, "chat", "--json"], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for line in TALK * ROUNDS:
            started = time.monotonic()
            running.stdin.write(line.encode() + b"\n")
            running.stdin.flush()
            json.loads(running.stdout.readline())
            seconds.append(time.monotonic() - started)
        running.stdin.close()
        running.stdout.read()
    return seconds[1:]


def size(folder: Path) -> int:
    """Give the bytes that a folder holds."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def show(what: str, figure: str, how: str) -> None:
    """Print one figure."""
    print(f"{what:<27}{figure:>9}" + (f"   ({how})" if how else ""), flush=True)


if __name__ == "__main__":
    sys.exit(main())
