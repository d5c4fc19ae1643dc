"""Turns content into the words of a bubble. Plain text; channels add their own formatting.

Owns sentences around an item's source and a helpline's details. Must not choose what to say.

    bubble(item)          # "Something you do because you like it ..."
    source_line(item)     # "That comes from the part of our source article called 'Building ...'."
"""

from __future__ import annotations

from typing import Final

from bot.content.models import Helpline, Item

ARTICLE: Final = "Codependent vs. Interdependent Relationships: Keys to Healthy Connections"


def bubble(item: Item, again: bool = False) -> str:
    """Return the item's text, or its other wording when it was already said."""
    return item.again if again else item.text


def source_line(item: Item) -> str:
    """Return one honest sentence on where an item comes from."""
    if item.origin == "editorial":
        return f"That is not from the article. We added it ourselves: {item.reason}"
    if item.section == "Introduction":
        return f"That comes from the opening of our source article, '{ARTICLE}'."
    if item.section == "Closing":
        return f"That comes from the last part of our source article, '{ARTICLE}'."
    return f"That comes from the part of our source article called '{item.part or item.section}'."


def step_lines(item: Item) -> tuple[str, ...]:
    """Return a step, block or strategy as bubbles: what it is, then one small thing to try."""
    return (item.text,) if item.try_this is None else (item.text, item.try_this)


def helpline_line(line: Helpline) -> str:
    """Return one line's details in a sentence or two, with every way to reach it."""
    ways = [f"call {line.number}"] if line.number else []
    ways += [line.text] if line.text else []
    ways += [f"chat at {line.chat}"] if line.chat else []
    if not ways:
        ways = [f"see {line.url}"]
    reach = ways[0] if len(ways) == 1 else ", ".join(ways[:-1]) + f", or {ways[-1]}"
    note = f" {line.note}" if line.note else ""
    return f"{line.name}: {reach}. Open: {line.hours}.{note}"


def helpline_block(lines: tuple[Helpline, ...]) -> str:
    """Return several lines, one under the other."""
    return "\n".join(helpline_line(line) for line in lines)
