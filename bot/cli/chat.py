"""`trellis chat`: a conversation in the terminal, or one JSON object a turn for tools.

Owns: the loop around a line and a turn, and leaving it kindly. Must not: say anything of its own about the subject.

Example::

    $ printf 'hi\\n' | trellis chat
    $ printf 'hi\\n/button 1\\n' | trellis chat --json
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import click

from bot.cli.common import load_bot, with_problems
from bot.cli.data import write_copy
from bot.cli.parse import open_stream
from bot.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from bot.runtime.bot import Bot
    from bot.runtime.turn import Turn

BUTTON = re.compile(r"/button\s+(\d+)\s*")
GOODBYE = "Take good care of yourself."


class Lines(Protocol):
    """Where the person's lines come from; raises EOFError when there are no more."""

    async def __call__(self) -> str:
        """Return the next line."""


@click.command()
@click.option(
    "--json", "as_json", is_flag=True, help="Read one message a line and write one JSON object a turn."
)
@click.option("--conversation", metavar="ID", help="Go on with an earlier conversation.")
@with_problems
def chat(as_json: bool, conversation: str | None) -> None:
    """Talk to Trellis. Choose a button by its number or just write; Ctrl-C or an empty end of input leaves.

    With --json a line `/button N` presses the N-th button last offered, counted from 1.
    """
    settings = Settings.from_environment()
    name = check_name(conversation) if conversation is not None else secrets.token_hex(4)
    if as_json:
        sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        asyncio.run(_chat_json(settings, name))
        return
    from rich.console import Console

    console = Console(highlight=False)
    try:
        asyncio.run(_chat(settings, name, console))
    except (KeyboardInterrupt, EOFError):
        console.print()
    _say_goodbye(console, name)


def check_name(conversation: str) -> str:
    """Check an id given by hand. Raises click.UsageError."""
    if not 0 < len(conversation) <= 200 or not conversation.isprintable():
        raise click.UsageError("a conversation id has 1 to 200 printable characters")
    return conversation


async def _chat(settings: Settings, name: str, console: Console) -> None:
    on_screen = console.is_terminal and sys.stdin.isatty()
    if on_screen:
        with console.status("Trellis is getting ready"):
            bot = await load_bot(settings)
    else:
        bot = await load_bot(settings)
    try:
        await _hint_if_stale(settings)
        await _converse(bot, name, console, _prompting(settings) if on_screen else _reading())
    finally:
        await bot.close()


async def _converse(bot: Bot, name: str, console: Console, next_line: Lines) -> None:
    """Open the conversation and answer line after line, until there are no more."""
    from bot.channels.terminal import Pressed, read_line, show

    turn: Turn = await bot.open(name)
    show(turn, console)
    bot.warm_up()
    while True:
        try:
            line = await next_line()
        except EOFError:
            return
        meant = read_line(line, turn)
        if isinstance(meant, Pressed):
            turn = await bot.send(name, meant.payload, pressed=True)
        else:
            turn = await bot.send(name, meant.text)
        show(turn, console)
        for path in await _hand_over(bot, name, turn):
            console.print(f"Saved: {path}", markup=False, soft_wrap=True)


def _prompting(settings: Settings) -> Lines:
    """Prompt with line editing; lines typed before are kept in memory only, unless the person named a file."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    history: History = FileHistory(str(settings.history)) if settings.history else InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=history)

    async def next_line() -> str:
        return await session.prompt_async("> ")

    return next_line


def _reading() -> Lines:
    lines = open_stream(sys.stdin)

    async def next_line() -> str:
        line = lines.readline()
        if not line:
            raise EOFError
        return line.rstrip("\r\n")

    return next_line


async def _hint_if_stale(settings: Settings) -> None:
    from bot.runtime.fingerprint import is_fresh

    if not is_fresh(settings):
        click.echo("trellis: the model is older than what it is made from; trellis train renews it", err=True)


def _say_goodbye(console: Console, name: str) -> None:
    console.print(GOODBYE)
    if console.is_terminal:
        console.print(f"To go on another time: trellis chat --conversation {name}", style="dim")


async def _chat_json(settings: Settings, name: str) -> None:
    bot = await load_bot(settings)
    try:
        for line in _lines():
            turn = await _take(bot, name, line)
            click.echo(json.dumps(turn.as_dict(), ensure_ascii=False))
            for path in await _hand_over(bot, name, turn):
                click.echo(f"Saved: {path}", err=True)
    finally:
        await bot.close()


async def _hand_over(bot: Bot, name: str, turn: Turn) -> list[Path]:
    """Lay down the copy that a turn hands over; it goes with the conversation when that is deleted."""
    if not any(reply.copy for reply in turn.replies):
        return []
    return write_copy(await bot.copy(name), bot.journal.exports or Path(), name)


def _lines() -> Iterator[str]:
    stream = open_stream(sys.stdin)
    for line in stream:
        yield line.rstrip("\r\n")


async def _take(bot: Bot, name: str, line: str) -> Turn:
    """Send a line, or press the button that a line `/button N` means."""
    pressed = BUTTON.fullmatch(line)
    if not pressed:
        return await bot.send(name, line)
    buttons = await bot.offered(name)
    number = int(pressed[1])
    payload = buttons[number - 1]["payload"] if 1 <= number <= len(buttons) else ""
    return await bot.send(name, payload, pressed=True)
