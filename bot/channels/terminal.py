"""The terminal: how a turn looks on a screen or in a pipe, and which button a typed line means.

Owns: bubbles, numbered choices, and the reading of "2" or "#2" as the second one. Must not: decide what is said, or
send anything to the bot; `bot.cli.chat` does.

Example::

    read_line("2", turn)       # Pressed('/answer_frequency{"often": "sometimes"}')
    read_line("2 days", turn)  # Typed('2 days')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.charts import blocks
from bot.runtime.turn import Reply, ShownButton, Turn

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 76
"""Columns of a bubble at most: longer lines are hard to read."""
SCALE = re.compile(r"\b0\b.{0,40}\b10\b", re.DOTALL)
"""A question on a scale: a number is then the answer and not the number of a button."""


@dataclass(frozen=True)
class Typed:
    """A line of text."""

    text: str


@dataclass(frozen=True)
class Pressed:
    """A button chosen by its number or its words."""

    payload: str


def read_line(line: str, turn: Turn | None) -> Typed | Pressed:
    """Tell whether a typed line means one of the buttons on screen.

    A bare number is a button, unless the question is on a scale from 0 to 10; "#2" always is. The exact words of a
    button are that button. Anything else is text.
    """
    buttons = turn.buttons if turn else ()
    words = line.strip()
    number = words.removeprefix("#")
    is_number = number.isascii() and number.isdigit() and 1 <= int(number) <= len(buttons)
    if is_number and (words.startswith("#") or not (turn and is_scale(turn))):
        return Pressed(buttons[int(number) - 1]["payload"])
    for button in buttons:
        if words.casefold() == button["title"].casefold():
            return Pressed(button["payload"])
    return Typed(line)


def is_scale(turn: Turn) -> bool:
    """Tell whether the last bubble asks for a number from 0 to 10."""
    return bool(turn.replies and SCALE.search(turn.replies[-1].text))


def show(turn: Turn, console: Console) -> None:
    """Print the bubbles of a turn and its numbered choices; plain lines where there is no screen."""
    if console.is_terminal:
        _show_on_screen(turn, console)
    else:
        for line in plain_lines(turn):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def plain_lines(turn: Turn) -> list[str]:
    """Give a turn as lines of text, an empty line after each bubble."""
    lines: list[str] = []
    for reply in turn.replies:
        lines += [
            *([reply.text] if reply.text else []),
            *picture_lines(reply),
        ]
        lines += [_choice(number, button, turn) for number, button in _numbered(turn, reply.buttons)]
        lines.append("")
    return lines


def picture_lines(reply: Reply) -> list[str]:
    """Draw what a bubble shows as lines of text; an image that is no chart of ours is only named."""
    if reply.chart:
        return ["", *blocks(reply.chart).splitlines()]
    return [f"[image: {reply.image}]"] if reply.image else []


def _show_on_screen(turn: Turn, console: Console) -> None:
    from rich import box
    from rich.panel import Panel
    from rich.text import Text

    width = min(WIDTH, console.width - 2)
    for reply in turn.replies:
        body = Text(reply.text)
        for line in picture_lines(reply):
            body.append(f"\n{line}", style="dim")
        console.print(
            Panel.fit(body, box=box.ROUNDED, border_style="green", padding=(0, 1), width=_fit(body, width))
        )
        for number, button in _numbered(turn, reply.buttons):
            console.print(Text(f"  {_choice(number, button, turn)}", style="cyan"))


def _fit(body: object, width: int) -> int:
    longest = max((len(line) for line in str(body).splitlines()), default=0)
    return min(width, longest + 4)


def _numbered(turn: Turn, buttons: tuple[ShownButton, ...]) -> list[tuple[int, ShownButton]]:
    """Number the buttons of one bubble on from those of the bubbles before it."""
    everywhere = list(turn.buttons)
    return [(everywhere.index(button) + 1, button) for button in buttons]


def _choice(number: int, button: ShownButton, turn: Turn) -> str:
    mark = f"#{number}" if is_scale(turn) else str(number)
    return f"{mark}  {button['title']}"
