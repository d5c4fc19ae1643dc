"""``trellis content``: check, show and list what can be said.

Owns the command line of the content. Must not hold rules (bot.content.checks) or texts.

    trellis content check        # "73 items (62 from the article), 20 signs, ... all well"
"""

from __future__ import annotations

import textwrap
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NoReturn

import click

from bot.content import render
from bot.content.checks import check, errors
from bot.content.checks.shown import of_item, of_sign
from bot.content.errors import ContentError
from bot.content.library import Library
from bot.content.loader import DATA, Content, load
from bot.content.models import Item, Sign

WIDTH = 100
folder_option = click.option(
    "--data",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=DATA,
    help="Another data folder.",
)


@click.group()
def content() -> None:
    """Look at, and check, everything that Trellis can say."""


@content.command("check")
@folder_option
def check_command(folder: Path) -> None:
    """Check all content. Prints one line for each mistake; exit status 1 if there is any."""
    loaded = load_or_leave(folder)
    problems = check(loaded, date.today())
    for problem in problems:
        click.echo(str(problem))
    wrong = errors(problems)
    if wrong:
        raise click.exceptions.Exit(1)
    click.echo(summary(loaded))


@content.command("show")
@click.argument("id")
@folder_option
def show_command(id: str, folder: Path) -> None:
    """Show one item or sign with all its texts and its source."""
    library = Library(load_or_leave(folder))
    everything: list[Item | Sign] = [*library.items, *library.signs]
    entries = [entry for entry in everything if entry.id.lower() == id.lower()]
    if not entries:
        near = library.find(id)
        hint = f"; did you mean {', '.join(near)}?" if near else "; 'trellis content list' names them all"
        leave(f"there is no item or sign '{id}'{hint}")
    for entry in entries:
        for line in describe(entry, library):
            click.echo(line)


@content.command("list")
@click.option("--kind", help="Only one kind: definition, sign, step, ...")
@folder_option
def list_command(kind: str | None, folder: Path) -> None:
    """List ids and titles."""
    library = Library(load_or_leave(folder))
    kinds = list(dict.fromkeys(item.kind for item in library.items))
    if kind is not None and kind not in kinds:
        leave(f"there is no kind '{kind}'; one of: {', '.join(kinds)}", 2)
    for item in library.items:
        if kind in (None, item.kind):
            mark = "" if item.origin == "article" else "  (not from the article)"
            click.echo(f"{item.id:<4} {item.kind:<15} {item.title}{mark}")
    if kind is None:
        for sign in library.signs:
            click.echo(f"{sign.id:<24} {sign.side:<16} {sign.label}")


def describe(entry: Item | Sign, library: Library) -> list[str]:
    """Return an entry's texts, field by field, wrapped for a terminal."""
    if isinstance(entry, Item):
        lines = [f"{entry.id} · {entry.kind} · {render.source_line(entry)}"]
        if entry.partner_contact:
            lines.append(f"  partner_contact: {entry.partner_contact}")
        texts = [*of_item(entry), ("aliases", "; ".join(entry.aliases))]
    else:
        link = library.link(entry.id)
        offered = ", ".join((*link.steps, *link.blocks, *link.strategies)) or "nothing"
        lines = [f"{entry.id} · {entry.side} · {', '.join(entry.items)} · offers {offered}"]
        texts = list(of_sign(entry))
    for name, text in texts:
        lines += textwrap.wrap(f"{name}: {text}", WIDTH, initial_indent="  ", subsequent_indent="    ")
    return lines


def summary(loaded: Content) -> str:
    """Return the one line that says all is well."""
    article = Counter(item.origin for item in loaded.items)["article"]
    countries = len({line.country for line in loaded.helplines} - {"INT"})
    return (
        f"{len(loaded.items)} items ({article} from the article), {len(loaded.signs)} signs, "
        f"{len(loaded.links)} links, {len(loaded.helplines)} helplines for {countries} countries: all well"
    )


def load_or_leave(folder: Path) -> Content:
    """Return the content, or print every mistake and leave with status 1."""
    try:
        return load(folder)
    except ContentError as error:
        for problem in error.problems:
            click.echo(str(problem))
        raise click.exceptions.Exit(1) from None


def leave(message: str, status: int = 1) -> NoReturn:
    """Print one line to standard error and leave."""
    click.echo(message, err=True)
    raise click.exceptions.Exit(status)
