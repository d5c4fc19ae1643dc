"""`trellis data`: what is kept of a person, how they get a copy, how it goes away, and how the key is changed.

Owns: these commands. Must not: load the model; only the database is opened.

Example::

    $ trellis data export 7f3a90c1 > mine.json
    $ trellis data export 7f3a90c1 --to copies
    $ trellis data erase 7f3a90c1
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.common import with_problems
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.journal import Journal
    from bot.journal.export import Export


@click.group()
def data() -> None:
    """Export or erase what is kept of a person; copy the database; change the key that it is sealed with."""


@data.command()
@click.argument("conversation", metavar="ID")
@click.option("--html", "as_html", is_flag=True, help="Write the readable page instead of JSON.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write both forms into this folder.",
)
@with_problems
def export(conversation: str, as_html: bool, folder: Path | None) -> None:
    """Write everything that is kept of the conversation ID: as JSON, as a readable page, or both into a folder."""
    from bot.journal.export import export_of

    journal = _open()
    try:
        copy = export_of(journal, conversation)
    finally:
        journal.close()
    if copy.empty:
        raise click.ClickException(_unknown(conversation))
    if folder is None:
        click.echo(copy.html if as_html else copy.json)
        return
    for path in write_copy(copy, folder, conversation):
        click.echo(path)


@data.command()
@click.argument("conversation", metavar="ID")
@with_problems
def erase(conversation: str) -> None:
    """Delete everything of the conversation ID from the database, for good; a running server notices."""
    _forget_in_telegram(conversation)  # first: the journal cleans the file afterwards
    journal = _open()
    try:
        gone = journal.erase(conversation)
    finally:
        journal.close()
    if not gone:
        raise click.ClickException(_unknown(conversation))
    click.echo(f"Erased the conversation {conversation}: {gone} entries are gone for good.")


@data.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_problems
def backup(file: Path) -> None:
    """Copy the database into FILE, while the server runs; the key is not in it and is kept elsewhere."""
    from bot.runtime.database import back_up

    settings = Settings.from_environment()
    if settings.database_url:
        raise click.ClickException("the database is PostgreSQL: copy it with pg_dump")
    back_up(settings.database, file)
    click.echo(f"Copied {settings.database} to {file}. Without {settings.key_file.name} nobody reads it: keep that apart.")


def _forget_in_telegram(conversation: str) -> None:
    """Wipe what the Telegram channel holds of somebody: messages in hand, language, the address for reminders."""
    from bot.channels.telegram.ledger import Ledger
    from bot.channels.telegram.seal import PREFIX, Seal, load_key

    settings = Settings.from_environment()
    there = settings.database_url or (settings.database.exists() and settings.database)
    if conversation.startswith(PREFIX) and there and settings.telegram_key_file.exists():
        ledger = Ledger(there, Seal(load_key(settings.telegram_key_file)))
        try:
            ledger.forget(conversation)
        finally:
            ledger.close()


@data.command("rotate-key")
@with_problems
def rotate_key() -> None:
    """Seal everything with a new key and drop the old one. Stopped half-way, run it again: nothing is lost."""
    journal = _open()
    try:
        count = journal.rotate()
    finally:
        journal.close()
    click.echo(
        f"Sealed {count} entries with a new key in {Settings.from_environment().key_file}; the old key is gone."
    )


def write_copy(copy: Export, folder: Path, conversation: str) -> list[Path]:
    """Write both forms of a copy, for their owner's eyes only. Raises RuntimeProblem."""
    from bot.journal.journal import file_stem
    from bot.runtime.errors import RuntimeProblem

    written = []
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for ending, text in (("html", copy.html), ("json", copy.json)):
            path = folder / f"{file_stem(conversation)}.{ending}"
            path.unlink(missing_ok=True)  # a file left by someone else could have other rights
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
                file.write(text)
            written.append(path)
    except OSError as error:
        raise RuntimeProblem(f"the copy cannot be written to {folder} ({error.strerror})") from error
    return written


def _open() -> Journal:
    from bot.runtime.database import journal_of
    from bot.runtime.errors import StoreUnusable

    settings = Settings.from_environment()
    if not settings.database_url and not settings.database.exists():
        raise StoreUnusable(settings.database, "there is no such file")
    return journal_of(settings)


def _unknown(conversation: str) -> str:
    return f"nothing is stored of a conversation {conversation!r}"
