"""`trellis doctor`: is everything in place, one line a check, each with what to do.

Owns: the list of checks and how they are shown. Must not: mend anything.

Example::

    $ trellis doctor
    ok    Python 3.10.13
    warn  model: older than what it is made from; run: trellis train
"""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import metadata
from pathlib import Path

import click

from bot.settings import PROJECT, Settings

OK, WARN, FAIL = "ok", "warn", "FAIL"
STALE_HELPLINE = timedelta(days=180)
ENOUGH_DISK = 1_000_000_000
"""Bytes: a training needs a few hundred megabytes for a moment."""
PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
OPTIONAL = frozenset({"pip", "setuptools"})


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    level: str
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        """Give the line that is printed."""
        return f"{self.level:<5} {self.text}" + (f"; {self.remedy}" if self.remedy else "")


@click.command()
def doctor() -> None:
    """Check that everything needed is in place; exit status 1 if something is missing."""
    settings = Settings.from_environment()
    findings = [run(settings) for run in CHECKS]
    for finding in findings:
        click.echo(str(finding))
    failed = sum(finding.level == FAIL for finding in findings)
    if failed:
        raise click.ClickException(
            f"{failed} of {len(findings)} checks failed; the lines marked FAIL say what to do"
        )


def python(settings: Settings) -> Finding:
    """Rasa runs on Python 3.10 only."""
    version = platform.python_version()
    if sys.version_info[:2] == (3, 10):
        return Finding(OK, f"Python {version}")
    return Finding(FAIL, f"Python {version}, but Rasa needs 3.10", "run: make chat")


def packages(settings: Settings) -> Finding:
    """Everything that requirements/run.txt pins is installed in that version."""
    wanted = pins(PROJECT / "requirements" / "run.txt")
    if not wanted:
        return Finding(WARN, "packages: requirements/run.txt is missing, so versions were not checked")
    wrong = [name for name, version in wanted.items() if installed(name) != version]
    if wrong:
        some = ", ".join(sorted(wrong)[:4]) + (" ..." if len(wrong) > 4 else "")
        return Finding(
            FAIL, f"packages: {len(wrong)} missing or in another version ({some})", "run: make chat"
        )
    return Finding(OK, f"packages: {len(wanted)} as pinned")


def pins(path: Path) -> dict[str, str]:
    """Read `name==version` lines; a line with a marker that does not hold here is passed over."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    found = [(PIN.match(line), line) for line in lines]
    return {
        match[1]: match[2] for match, line in found if match and match[1] not in OPTIONAL and _applies(line)
    }


def _applies(line: str) -> bool:
    from packaging.markers import Marker

    _, _, marker = line.rstrip("\\ ").partition(";")
    return not marker.strip() or Marker(marker.strip()).evaluate()


def installed(name: str) -> str | None:
    """Return the installed version of a package, None if it is absent."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def model(settings: Settings) -> Finding:
    """There is a model, and it was made from the files as they are now."""
    from bot.runtime.errors import RuntimeProblem
    from bot.runtime.fingerprint import is_fresh, newest_model

    try:
        newest = newest_model(settings.models)
    except RuntimeProblem:
        return Finding(FAIL, "model: none yet", "run: trellis train")
    import tarfile

    if not tarfile.is_tarfile(newest):
        return Finding(FAIL, f"model: {newest.name} is damaged", "run: trellis train --force")
    if not is_fresh(settings):
        return Finding(WARN, f"model: {newest.name} is older than what it is made from", "run: trellis train")
    return Finding(OK, f"model: {newest.name} is fresh")


def content(settings: Settings) -> Finding:
    """The content loads and passes its checks."""
    from bot.content import ContentError, library
    from bot.content.checks import check, errors

    try:
        loaded = library().content
        mistakes = len(errors(check(loaded, date.today())))
    except ContentError as error:
        mistakes = len(error.problems)
    except OSError as error:
        return Finding(FAIL, f"content: {error.strerror}", "restore bot/content/data")
    if mistakes:
        return Finding(FAIL, f"content: {mistakes} mistakes", "run: trellis content check")
    return Finding(OK, f"content: {len(loaded.items)} items")


def helplines(settings: Settings) -> Finding:
    """No help line was checked longer ago than 180 days."""
    from bot.content import ContentError, library

    try:
        lines = library().content.helplines
    except (ContentError, OSError):
        return Finding(FAIL, "help lines: cannot be read", "run: trellis content check")
    old = old_lines(((line.name, line.checked) for line in lines), date.today())
    if old:
        some = ", ".join(old[:3]) + (" ..." if len(old) > 3 else "")
        return Finding(
            WARN,
            f"help lines: {len(old)} were checked more than {STALE_HELPLINE.days} days ago ({some})",
            "confirm them and set their date in bot/content/data/helplines.yml",
        )
    return Finding(OK, f"help lines: {len(lines)}, all checked in the last {STALE_HELPLINE.days} days")


def old_lines(lines: Iterable[tuple[str, date]], today: date) -> list[str]:
    """Name the lines whose check lies more than 180 days back."""
    return [name for name, checked in lines if today - checked > STALE_HELPLINE]


def database(settings: Settings) -> Finding:
    """The database can be written."""
    from bot.runtime.database import prove_reachable, prove_writable
    from bot.runtime.errors import StoreUnusable

    try:
        if settings.database_url:
            prove_reachable(settings)
        else:
            prove_writable(settings.database)
    except StoreUnusable as problem:
        return Finding(FAIL, str(problem))
    return Finding(OK, f"database: {settings.database_name} can be written")


def redis(settings: Settings) -> Finding:
    """The Redis of several processes answers, if there is one."""
    if not settings.redis:
        return Finding(OK, "Redis: none, for one process; TRELLIS_REDIS names the one that several share")
    import asyncio

    from bot.runtime.errors import RedisUnusable
    from bot.runtime.locks import SharedLocks
    from bot.settings import address_name

    async def ask(address: str) -> None:
        locks = SharedLocks(address)
        try:
            await locks.prove()
        finally:
            await locks.close()

    try:
        asyncio.run(ask(settings.redis))
    except RedisUnusable as problem:
        return Finding(FAIL, str(problem))
    return Finding(OK, f"Redis: {address_name(settings.redis)} answers")


def key(settings: Settings) -> Finding:
    """The key that conversations are sealed with is there, and nobody else can read it."""
    import stat

    path = settings.key_file
    if not path.exists():
        return Finding(OK, "key: none yet; the first start makes one")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return Finding(WARN, f"key: {path} can be read by others", f"run: chmod 600 {path}")
    return Finding(OK, f"key: {path} is for its owner only; keep a copy of it apart from the database")


def disk(settings: Settings) -> Finding:
    """There is room for a training and for the conversations."""
    free = shutil.disk_usage(settings.root).free
    if free < ENOUGH_DISK:
        return Finding(WARN, f"disk: only {free / 1e9:.1f} GB free", "make room before the next training")
    return Finding(OK, f"disk: {free / 1e9:.0f} GB free")


def telegram(settings: Settings) -> Finding:
    """Telegram knows the token, if there is one."""
    if not settings.telegram_token:
        return Finding(OK, "Telegram: off; a token in TELEGRAM_TOKEN turns it on")
    from bot.channels.telegram.check import look

    found = look(settings)
    return Finding({"ok": OK, "warn": WARN}.get(found.level, FAIL), found.text, found.remedy)


CHECKS: tuple[Callable[[Settings], Finding], ...] = (
    python,
    packages,
    model,
    content,
    helplines,
    database,
    redis,
    key,
    disk,
    telegram,
)
