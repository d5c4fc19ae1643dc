"""The servers that are measured: how each is started, how one says something to it, and what it costs.

Owns: the processes and reading their cost from /proc (Linux). Must not: decide what is said.

Example::

    with Trellis(folder) as server:
        seconds = server.ready
        await server.say(http, "c1", "hi")
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from abc import ABC, abstractmethod
from pathlib import Path

import aiohttp

from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
STOCK = ROOT / ".cache" / "baseline" / "env" / "bin" / "python"
"""The Python of an untouched Rasa with TensorFlow, which `make baseline` installs, too."""
WITH_OURS = (
    "import sys; sys.path.append({ours!r}); from rasa.__main__ import main; sys.argv[0] = 'rasa'; main()"
)
"""Stock Rasa that finds the packages our components need (spaCy, onnxruntime) after its own."""
ACTIONS = (
    "from rasa_sdk.endpoint import create_app; create_app('actions').run('127.0.0.1', {port}, workers=1)"
)
"""`python -m rasa_sdk` without listening to the whole network."""
PATIENCE = 300


class Failed(Exception):
    """A server did not do what it should; the text says which and where its log is."""


class Server(ABC):
    """One or two processes that serve one bot on this machine."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen[bytes]] = []
        self.ready = 0.0
        """Seconds from the start of the process until it takes messages."""
        self.ready_cpu = 0.0
        """Seconds of processor time until then."""

    @property
    @abstractmethod
    def probe(self) -> str:
        """The address that answers as soon as messages are taken."""

    @abstractmethod
    def launch(self) -> None:
        """Start the processes; the time is taken from here."""

    @abstractmethod
    async def say(self, http: aiohttp.ClientSession, who: str, text: str) -> None:
        """Say something and wait for the whole answer. Raises Failed where there is none."""

    def __enter__(self) -> Server:
        started = time.monotonic()
        self.launch()
        while not _answers(self.probe):
            if self.processes[-1].poll() is not None or time.monotonic() - started > PATIENCE:
                self.stop()
                raise Failed(f"{self.name} did not start; {self.folder}/log says why")
            time.sleep(0.02)
        self.ready = time.monotonic() - started
        self.ready_cpu = sum(_cpu(pid) for pid in family(self.processes[-1].pid))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop what was started here, and nothing else."""
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def run(self, command: list[str], environment: dict[str, str]) -> None:
        """Start a process that writes into the folder's log."""
        with (self.folder / "log").open("a") as log:
            self.processes.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            )

    def cpu(self) -> float:
        """Give the seconds of processor time that all processes have used."""
        return sum(_cpu(pid) for process in self.processes for pid in family(process.pid))

    def peak(self) -> float:
        """Give the most memory that the processes have held, in MB."""
        return sum(_peak(pid) for process in self.processes for pid in family(process.pid))


class Trellis(Server):
    """`trellis serve`, with every channel."""

    name = "Trellis"

    def __init__(self, folder: Path, telegram: dict[str, str] | None = None) -> None:
        super().__init__(folder)
        self._telegram = telegram or {}

    @property
    def probe(self) -> str:
        return f"{self.address}/ready"

    def launch(self) -> None:
        files = {"DATABASE": "trellis.db", "TOKEN_FILE": "serve.token", "WEB_KEY_FILE": "web.key"}
        self.run(
            [sys.executable, "-m", "bot.cli.main", "serve"],
            {
                **os.environ,
                **{f"TRELLIS_{name}": str(self.folder / file) for name, file in files.items()},
                "TRELLIS_PORT": str(self.port),
                "TRELLIS_BEHIND_PROXY": "1",  # so that every page comes from an address of its own
                "TELEGRAM_KEY_FILE": str(self.folder / "telegram.key"),
                **self._telegram,
            },
        )

    async def say(self, http: aiohttp.ClientSession, who: str, text: str) -> None:
        token = (self.folder / "serve.token").read_text().strip()
        async with http.post(
            f"{self.address}/conversations/{who}/messages",
            json={"text": text},
            headers={"Authorization": f"Bearer {token}"},
        ) as answer:
            if answer.status != 200 or not (await answer.json())["replies"]:
                raise Failed(f"{self.name} answered {answer.status}")


class Stock(Server):
    """`rasa run` of an untouched Rasa: SQLite, REST and socket.io."""

    name = "stock Rasa"
    model: Path

    @property
    def probe(self) -> str:
        return f"{self.address}/"

    @property
    def database(self) -> Path:
        """Where its conversations are."""
        return self.folder / "rasa.db"

    def launch(self) -> None:
        (self.folder / "credentials.yml").write_text(
            "rest:\nsocketio:\n  user_message_evt: user_uttered\n  bot_message_evt: bot_uttered\n"
            "  session_persistence: false\n"
        )
        (self.folder / "endpoints.yml").write_text(
            f"tracker_store:\n  type: sql\n  dialect: sqlite\n  db: {self.database}\n" + self.endpoints()
        )
        files = {"--credentials": "credentials.yml", "--endpoints": "endpoints.yml"}
        self.run(
            [*stock_rasa(), "run", "-m", str(self.model), "-i", "127.0.0.1", "-p", str(self.port),
             *(part for option, file in files.items() for part in (option, str(self.folder / file)))],
            stock_environment(self.folder),
        )  # fmt: skip

    def endpoints(self) -> str:
        """Name further endpoints."""
        return ""

    async def say(self, http: aiohttp.ClientSession, who: str, text: str) -> None:
        async with http.post(
            f"{self.address}/webhooks/rest/webhook", json={"sender": who, "message": text}
        ) as answer:
            if answer.status != 200 or not await answer.json():
                raise Failed(f"{self.name} answered {answer.status}")


class Same(Stock):
    """The model and the actions of Trellis under stock `rasa run`, with the action server that it wants."""

    name = "the same bot under stock Rasa"

    def __init__(self, folder: Path, model: Path) -> None:
        super().__init__(folder)
        self.model = model
        self.actions = free_port()

    def __enter__(self) -> Server:
        """Start the action server first; its start is not counted."""
        self.run(
            [sys.executable, "-c", ACTIONS.format(port=self.actions)],
            {**os.environ, "SQLALCHEMY_SILENCE_UBER_WARNING": "1"},
        )
        started = time.monotonic()
        while not _answers(f"http://127.0.0.1:{self.actions}/health"):
            if self.processes[0].poll() is not None or time.monotonic() - started > PATIENCE:
                self.stop()
                raise Failed(f"the action server did not start; {self.folder}/log says why")
            time.sleep(0.1)
        return super().__enter__()

    def endpoints(self) -> str:
        return f"action_endpoint:\n  url: http://127.0.0.1:{self.actions}/webhook\n"


class Init(Stock):
    """What `rasa init` makes: a greeting bot without custom actions."""

    name = "rasa init"

    def __init__(self, folder: Path, model: Path) -> None:
        super().__init__(folder)
        self.model = model


def stock_rasa() -> list[str]:
    """Give the command that is `rasa` in the untouched environment. Raises Failed where there is none."""
    if not STOCK.is_file():
        raise Failed("the stock Rasa is not installed: `make bench ARGS=--stock` does so (3 GB)")
    ours = next((ROOT / ".venv" / "lib").glob("python3.*/site-packages"))
    return [str(STOCK), "-c", WITH_OURS.format(ours=str(ours))]


def stock_environment(folder: Path) -> dict[str, str]:
    """Keep stock Rasa's files and its wish to call home to itself."""
    return {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def family(pid: int) -> list[int]:
    """List a process and all that came of it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - an address of this machine
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
