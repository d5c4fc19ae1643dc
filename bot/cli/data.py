"""`trellis data`: what is stored of a conversation, and how it goes away.

Owns: the export as JSON and the question before erasing. Must not: load the model; only the store is opened.

Example::

    $ trellis data export 7f3a90c1 > mine.json
    $ trellis data erase 7f3a90c1
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from bot.cli.common import with_problems
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.runtime.store import ConversationStore


@click.group()
def data() -> None:
    """Export or erase what is stored of a conversation."""


@data.command()
@click.argument("conversation", metavar="ID")
@with_problems
def export(conversation: str) -> None:
    """Write everything stored of the conversation ID as JSON."""
    store = _open()
    events = store.export(conversation)
    store.close()
    if not events:
        raise click.ClickException(_unknown(conversation))
    click.echo(json.dumps({"conversation": conversation, "events": events}, ensure_ascii=False, indent=2))


@data.command()
@click.argument("conversation", metavar="ID")
@with_problems
def erase(conversation: str) -> None:
    """Delete the conversation ID from the database, for good."""
    store = _open()
    gone = store.erase(conversation)
    store.close()
    if not gone:
        raise click.ClickException(_unknown(conversation))
    click.echo(f"Erased the conversation {conversation}: {gone} entries are gone for good.")


def _open() -> ConversationStore:
    from bot.runtime.bot import prepare
    from bot.runtime.errors import StoreUnusable

    settings = Settings.from_environment()
    if not settings.database.exists():
        raise StoreUnusable(settings.database, "there is no such file")
    prepare()
    from bot.runtime.store import open_store

    return open_store(settings.database)


def _unknown(conversation: str) -> str:
    return f"nothing is stored of a conversation {conversation!r}"
