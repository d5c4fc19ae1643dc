"""`make telegram-demo`: Trellis on Telegram without Telegram, in this terminal.

Owns: the Bot API server of this machine, the real channel and model on a database of their own, and a screen for one
person. Must not: reach any network.

Type as you would in the app; a number presses that button. Other things to try:

    /edit WORDS     change your last message
    /photo WORDS    send a picture with words under it
    /voice          send a voice message
    /old N          press the N-th button of the first message that had some
    /offline N      let the next N calls fail
    /quit           leave

With `--play` a short conversation is played instead.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.commands import MENU
from bot.runtime.bot import Bot
from bot.settings import Settings
from tests.support.telegram_server import TOKEN, Fault, Message, Person, TelegramServer

PLAY = (
    "/start",
    "i keep ringing his work to say he's ill when he drinks, and i can't pick a shirt without asking him",
    "1",
    "what's the difference to just being kind?",
    "/photo this is the note he left me",
    "/picture",
    "/edit i mean i can't decide anything",
    "/stop",
    "/delete",
    "2",
)
BOLD, DIM, CYAN, PLAIN = "\033[1m", "\033[2m", "\033[36m", "\033[0m"


class Screen:
    """What the person sees, printed as it comes."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.shown = 0
        self.toasts = 0
        self.first: tuple[int, list[str]] | None = None
        """The first message that had buttons, and what they send back."""

    def live(self) -> list[tuple[Message, str, str]]:
        """List the buttons of the newest keyboard, with what each sends back."""
        for message in reversed(self.person.heard):
            buttons = [button for row in message.rows for button in row]
            if buttons:
                return [(message, button["text"], button.get("callback_data", "")) for button in buttons]
        return []

    def show(self) -> None:
        for message in self.person.messages[self.shown :]:
            if not message.by_bot:
                continue
            if message.photo:
                print("    [picture]")
            if message.document:
                print(f"    [file, {len(message.document)} bytes]")
            for line in _styled(message).splitlines():
                print(f"    {line}")
            for place, label in enumerate(message.labels, 1):
                print(f"      {CYAN}[{place}] {label}{PLAIN}")
            if message.rows and self.first is None:
                self.first = (
                    message.id,
                    [b["callback_data"] for row in message.rows for b in row if "callback_data" in b],
                )
            print()
        self.shown = len(self.person.messages)
        for toast in filter(None, self.person.toasts[self.toasts :]):
            print(f"    {DIM}({toast}){PLAIN}\n")
        self.toasts = len(self.person.toasts)


def _styled(message: Message) -> str:
    marks = []
    wide = message.text.encode("utf-16-le")
    for entity in message.entities:
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        marks += [(start, BOLD), (end, PLAIN)]
    styled, at = "", 0
    for place, mark in sorted(marks):
        styled += wide[at:place].decode("utf-16-le") + mark
        at = place
    return styled + wide[at:].decode("utf-16-le")


def act(line: str, server: TelegramServer, screen: Screen) -> None:
    """Do what a typed line says, as the app would."""
    person = screen.person
    word, _, rest = line.partition(" ")
    live = screen.live()
    if line.isdigit() and 1 <= int(line) <= len(live):
        message, _, data = live[int(line) - 1]
        person.presses_data(message.id, data)
    elif word == "/edit":
        person.edits(rest or "...")
    elif word == "/photo":
        person.sends(photo=[{"file_id": "p"}], **({"caption": rest} if rest else {}))
    elif word == "/voice":
        person.sends(voice={"file_id": "v", "duration": 2})
    elif word == "/offline":
        server.fail("*", *[Fault(status=502)] * int(rest or 1))
    elif word == "/old" and screen.first:
        person.presses_data(screen.first[0], screen.first[1][int(rest or 1) - 1])
    else:
        person.writes(line)


async def main(play: bool) -> None:
    """Run the demonstration until the person leaves or the play is over."""
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as server:
            settings = Settings.from_environment(
                {
                    "TRELLIS_DATABASE": f"{folder}/demo.db",
                    "TELEGRAM_KEY_FILE": f"{folder}/demo.key",
                    "TELEGRAM_TOKEN": TOKEN,
                    "TELEGRAM_API": server.address,
                }
            )
            bot = await Bot.load(Path(settings.models), settings)
            bot.warm_up()
            channel = TelegramChannel(bot, settings)
            await channel.start()
            await server.until(lambda: bool(server.commands))
            print(
                f"\n{DIM}Bot API of this machine: {server.address}. Menu: {' '.join('/' + name for name in MENU)}{PLAIN}\n"
            )
            try:
                await _talk(server, channel, play)
            finally:
                await channel.stop()
                await bot.close()


async def _talk(server: TelegramServer, channel: TelegramChannel, play: bool) -> None:
    screen = Screen(server.person("You"))
    lines = iter(PLAY)
    while True:
        if play:
            line = next(lines, "/quit")
        else:
            try:
                line = (await asyncio.to_thread(input, "> ")).strip()
            except (EOFError, KeyboardInterrupt):
                return
        if line == "/quit":
            return
        if not line:
            continue
        if play:
            print(f"> {line}\n")
        begun = time.monotonic()
        act(line, server, screen)
        await server.until(lambda: not server.unconfirmed)
        await channel.idle()
        screen.show()
        if play:
            print(f"    {DIM}{(time.monotonic() - begun) * 1000:.0f} ms{PLAIN}\n")


if __name__ == "__main__":
    asyncio.run(main("--play" in sys.argv[1:] or not sys.stdin.isatty()))
