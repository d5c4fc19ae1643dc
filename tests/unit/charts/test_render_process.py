"""The process that draws ends with the one that started it, also when that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SERVER = """
import asyncio, os, signal
from bot.charts.render import Renderer
from tests.unit.charts.making import PICTURE

async def main():
    renderer = Renderer()
    await renderer.png(PICTURE)
    print(*renderer._pool._processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""
CHECKOUT = Path(__file__).parents[3]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return (
        "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]
        if Path(f"/proc/{pid}").exists()
        else False
    )


def test_a_killed_server_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(SERVER)
    ended = subprocess.run(
        [sys.executable, str(script)],
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    drawing = int(ended.stdout.split()[0])
    until = time.monotonic() + 10
    while alive(drawing) and time.monotonic() < until:
        time.sleep(0.05)
    assert not alive(drawing)
