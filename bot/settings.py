"""What can be set from outside, and the only place that reads the environment.

Owns: the ``Settings`` value that every entry point passes on, and the few process-wide variables that must be set
before heavy libraries load. Must not: touch the disk (paths are only named here) or import anything heavy.

Each field names its variable. ``trellis doctor`` prints the values in force.

Example::

    settings = Settings.from_environment()
    settings.database  # PosixPath('.../var/trellis.db')
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
"""The checkout: the folder that holds bot/, actions/, config.yml and domain.yml."""

PREFIX = "TRELLIS_"
ORIGIN = re.compile(r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?")
SECRET = 16
"""Characters that a token has at least."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Addresses that only this machine reaches."""


class InvalidSetting(ValueError):
    """A variable of the environment has a value that makes no sense."""


@dataclass(frozen=True)
class Settings:
    """Everything a host can choose. Relative paths are taken from `root`."""

    root: Path = PROJECT
    """TRELLIS_ROOT: the project folder with config.yml, domain.yml and data/."""
    models: Path = PROJECT / "models"
    """TRELLIS_MODELS: where trained models are kept; the newest is used."""
    database: Path = PROJECT / "var" / "trellis.db"
    """TRELLIS_DATABASE: the SQLite file with the conversations; made at the first start."""
    database_url: str | None = field(default=None, repr=False)
    """TRELLIS_DATABASE_URL: a PostgreSQL database instead, such as postgresql://trellis@localhost/trellis."""
    redis: str | None = field(default=None, repr=False)
    """TRELLIS_REDIS: a Redis that several processes share, such as redis://localhost; each then uses one PostgreSQL."""
    key_file: Path = PROJECT / "var" / "trellis.key"
    """TRELLIS_KEY_FILE: the key that the conversations are sealed with; made at the first start beside the database."""
    exports: Path = PROJECT / "var" / "exports"
    """TRELLIS_EXPORTS: where copies that people ask for in the terminal are laid; erased with the conversation."""
    retention_days: int = 730
    """TRELLIS_RETENTION_DAYS: who has not written for so long is erased; 0 keeps everybody."""
    actions: str = "actions"
    """TRELLIS_ACTIONS: the Python package whose custom actions run in this process."""
    host: str = "127.0.0.1"
    """TRELLIS_HOST: the IP address `trellis serve` listens on; any but a loopback one needs TRELLIS_ORIGINS."""
    port: int = 5005
    """TRELLIS_PORT: its port; 0 takes a free one."""
    token_file: Path = PROJECT / "var" / "serve.token"
    """TRELLIS_TOKEN_FILE: where `trellis serve` leaves the bearer token, readable by its owner only."""
    telegram_token: str | None = field(default=None, repr=False)
    """TELEGRAM_TOKEN: the token from @BotFather; with it, `trellis serve` answers on Telegram, too."""
    telegram_api: str = "https://api.telegram.org"
    """TELEGRAM_API: the Bot API server, for hosts who run their own."""
    telegram_key_file: Path = PROJECT / "var" / "telegram.key"
    """TELEGRAM_KEY_FILE: the key that turns a chat into a pseudonym; made at the first start, keep it."""
    telegram_webhook: str | None = None
    """TELEGRAM_WEBHOOK: the public https address that Telegram sends to; without it, messages are fetched."""
    telegram_port: int = 5006
    """TELEGRAM_PORT: where the webhook listens on TRELLIS_HOST, behind the proxy with the certificate."""
    web_page: str | None = None
    """TRELLIS_WEB_PAGE: the public address of the web page, which other channels offer."""
    web_key_file: Path = PROJECT / "var" / "web.key"
    """TRELLIS_WEB_KEY_FILE: the key that signs the pages' session tokens; made at the first start, keep it."""
    origins: tuple[str, ...] = ()
    """TRELLIS_ORIGINS: where people open the page, parted by blanks: "https://talk.example.org"."""
    embed_in: tuple[str, ...] = ()
    """TRELLIS_EMBED_IN: origins of other sites that may show the widget, parted by blanks."""
    behind_proxy: bool = False
    """TRELLIS_BEHIND_PROXY: 1 if a proxy of your own stands in front; callers are then told apart by what it names."""
    exit_url: str = "https://www.bbc.com/weather"
    """TRELLIS_EXIT_URL: where *leave this page* goes; an everyday page that fits the people you serve."""
    metrics: bool = False
    """TRELLIS_METRICS: 1 counts turns and errors, never words, at /metrics, which this machine alone can read."""
    metrics_token: str | None = field(default=None, repr=False)
    """TRELLIS_METRICS_TOKEN: with it, /metrics is read from anywhere by whoever brings it as a bearer token."""
    log: str = "plain"
    """TRELLIS_LOG: json writes each line of the log as an object, for programs that collect them."""
    history: Path | None = None
    """TRELLIS_HISTORY: a file that keeps typed lines for the arrow keys in `trellis chat`; none unless named."""
    debug: bool = False
    """TRELLIS_DEBUG: 1 shows a traceback when something unexpected fails. May show words a person wrote."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from `environment` (the process's own by default).

        Raises InvalidSetting with a one-line reason.
        """
        env = os.environ if environment is None else environment

        def get(name: str) -> str | None:
            return env.get(PREFIX + name, "").strip() or None

        root = Path(get("ROOT") or PROJECT).expanduser().resolve()

        def path(name: str, default: str) -> Path:
            return root / Path(get(name) or default).expanduser()

        def telegram(name: str) -> str | None:
            return env.get(f"TELEGRAM_{name}", "").strip() or None

        history = get("HISTORY")
        redis = _redis(get("REDIS"))
        if redis and not get("DATABASE_URL"):
            raise InvalidSetting(
                "TRELLIS_REDIS is for several processes, which share a PostgreSQL database: set TRELLIS_DATABASE_URL, too"
            )
        host = _host(get("HOST") or "127.0.0.1")
        origins = _origins("ORIGINS", get("ORIGINS") or "")
        if host not in LOOPBACK and not origins:
            raise InvalidSetting(
                f"TRELLIS_HOST is {host!r}, which others can reach; say where people open the page, such as"
                " TRELLIS_ORIGINS=https://talk.example.org"
            )
        return cls(
            root=root,
            models=path("MODELS", "models"),
            database=path("DATABASE", "var/trellis.db"),
            database_url=_postgres(get("DATABASE_URL")),
            redis=redis,
            key_file=path("KEY_FILE", str(path("DATABASE", "var/trellis.db").with_suffix(".key"))),
            exports=path("EXPORTS", str(path("DATABASE", "var/trellis.db").parent / "exports")),
            retention_days=_days(get("RETENTION_DAYS") or "730"),
            actions=get("ACTIONS") or "actions",
            host=host,
            port=_port(get("PORT") or "5005"),
            token_file=path("TOKEN_FILE", "var/serve.token"),
            telegram_token=telegram("TOKEN"),
            telegram_api=_address("TELEGRAM_API", telegram("API") or "https://api.telegram.org"),
            telegram_key_file=root / Path(telegram("KEY_FILE") or "var/telegram.key").expanduser(),
            telegram_webhook=_public("TELEGRAM_WEBHOOK", telegram("WEBHOOK")),
            telegram_port=_port(telegram("PORT") or "5006", "TELEGRAM_PORT"),
            web_page=_public("TRELLIS_WEB_PAGE", get("WEB_PAGE")),
            web_key_file=path("WEB_KEY_FILE", "var/web.key"),
            origins=origins,
            embed_in=_origins("EMBED_IN", get("EMBED_IN") or ""),
            behind_proxy=get("BEHIND_PROXY") in ("1", "true", "yes"),
            exit_url=_web_address("EXIT_URL", get("EXIT_URL") or cls.exit_url),
            metrics=get("METRICS") in ("1", "true", "yes") or get("METRICS_TOKEN") is not None,
            metrics_token=_secret("METRICS_TOKEN", get("METRICS_TOKEN")),
            log=_one_of("LOG", get("LOG") or "plain", ("plain", "json")),
            history=Path(history).expanduser() if history else None,
            debug=get("DEBUG") in ("1", "true", "yes"),
        )

    @property
    def database_name(self) -> str:
        """The database as an error may name it: the file, or the address without its password."""
        return address_name(self.database_url) if self.database_url else str(self.database)

    @property
    def config(self) -> Path:
        """Rasa's pipeline and policies."""
        return self.root / "config.yml"

    @property
    def domain(self) -> Path:
        """Rasa's domain: one file or a folder of that name without the ending."""
        folder = self.root / "domain"
        return folder if folder.is_dir() else self.root / "domain.yml"

    @property
    def data(self) -> Path:
        """Training data: NLU, stories, rules."""
        return self.root / "data"


def address_name(address: str) -> str:
    """Give an address without name and password, as an error may name it."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


def prepare_process(*, threads: bool = True, quiet: bool = True) -> None:
    """Set the variables that libraries read while they load; values that are set already win.

    `quiet`: hold Rasa's log at errors (at DEBUG it writes what people say).
    `threads`: keep numeric libraries to one thread each. A turn is far too small to gain from more, and the spinning
    workers of OpenMP and OpenBLAS take the processor from the other conversations.
    """
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")  # nothing leaves the host
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # the line editor would ask the terminal where its cursor is, and complain in the chat where that is not answered
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
    if quiet:
        os.environ["LOG_LEVEL"] = os.environ["LOG_LEVEL_LIBRARIES"] = "ERROR"
    if threads:
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
            os.environ.setdefault(name, "1")


def _port(text: str, name: str = "TRELLIS_PORT") -> int:
    if text.isdigit() and int(text) < 65536:
        return int(text)
    raise InvalidSetting(f"{name} is {text!r}; give a number from 0 to 65535")


def _address(name: str, text: str) -> str:
    """Check an address; without encryption only this machine may be meant, the token is part of each request."""
    parts = urlsplit(text)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return text
    raise InvalidSetting(f"{name} is {text!r}; give an address that begins with https://")


def _public(name: str, text: str | None) -> str | None:
    return _address(name, text) if text else None


def _days(text: str) -> int:
    if text.isdigit() and int(text) < 100_000:
        return int(text)
    raise InvalidSetting(f"TRELLIS_RETENTION_DAYS is {text!r}; give a number of days, or 0 to keep everybody")


def _postgres(text: str | None) -> str | None:
    if text is None or text.startswith(("postgresql://", "postgresql+psycopg2://")):
        return text
    raise InvalidSetting(
        "TRELLIS_DATABASE_URL begins with postgresql://; for a SQLite file set TRELLIS_DATABASE"
    )


def _secret(name: str, text: str | None) -> str | None:
    if text is None or (
        len(text) >= SECRET and text.isascii() and not any(letter.isspace() for letter in text)
    ):
        return text
    raise InvalidSetting(f"TRELLIS_{name} is too easy to guess; give at least {SECRET} letters and digits")


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text in known:
        return text
    raise InvalidSetting(f"TRELLIS_{name} is {text!r}; give {' or '.join(known)}")


def _redis(text: str | None) -> str | None:
    if text is None or text.startswith(("redis://", "rediss://", "unix://")):
        return text
    raise InvalidSetting("TRELLIS_REDIS begins with redis://, rediss:// or unix://")


def _host(text: str) -> str:
    if text == "localhost":
        return text
    try:
        return str(ip_address(text))
    except ValueError:
        raise InvalidSetting(f"TRELLIS_HOST is {text!r}; give an IP address, such as 127.0.0.1") from None


def _origins(name: str, text: str) -> tuple[str, ...]:
    found = tuple(word.rstrip("/").lower() for word in text.split())
    for origin in found:  # they become part of a content security policy, so nothing else may stand in them
        if not ORIGIN.fullmatch(origin):
            raise InvalidSetting(
                f"TRELLIS_{name} holds {origin!r}; give addresses such as https://talk.example.org"
            )
    return found


def _web_address(name: str, text: str) -> str:
    if urlsplit(text).scheme == "https" and urlsplit(text).hostname:
        return text
    raise InvalidSetting(f"TRELLIS_{name} is {text!r}; give an address that begins with https://")
