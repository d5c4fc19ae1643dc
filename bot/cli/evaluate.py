"""`trellis evaluate`: how well the trained model understands the test messages.

Owns: the messages (ordinary Rasa NLU files under tests/nlu/messages, never trained on), the tables and the floors.
Must not: change anything.

Example::

    $ trellis evaluate
    $ trellis evaluate --misses  # lists the messages that were read wrongly
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import load_bot, with_problems
from bot.cli.scores import Tally, below
from bot.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from bot.runtime.turn import Understood

PRESENT = ("affirmed", "hedged")
FLOORS = {"intent accuracy": 0.70, "sign F1": 0.50, "denied kept apart": 0.70, "no sign invented": 0.80}
"""A model below one of these is worse than the first one shipped; raise them as the model gets better."""


@dataclass(frozen=True)
class Example:
    """A message and what it means; signs as (id, present) for those about the writer."""

    text: str
    intent: str
    signs: frozenset[tuple[str, bool]]


@click.command()
@click.option("--misses", is_flag=True, help="List the messages that were read wrongly.")
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@with_problems
def evaluate(folder: Path | None, misses: bool) -> None:
    """Measure intents and signs on the messages in FOLDER (tests/nlu/messages); exit status 1 below a floor."""
    from rich.console import Console

    settings = Settings.from_environment()
    place = folder or settings.root / "tests" / "nlu" / "messages"
    if not place.exists():
        raise click.ClickException(f"there are no test messages in {place}")
    examples, readings = asyncio.run(_read_all(settings, place))
    if not examples:
        raise click.ClickException(f"there are no test messages in {place}")
    console = Console(highlight=False)
    if misses:
        _list_misses(console, examples, readings)
    measured = _report(console, examples, readings)
    too_low = below(measured, FLOORS)
    if too_low:
        raise click.ClickException("; ".join(too_low))


async def _read_all(settings: Settings, place: Path) -> tuple[list[Example], list[Understood]]:
    bot = await load_bot(settings)
    try:
        examples = load_examples(place)
        return examples, [await bot.parse(example.text) for example in examples]
    finally:
        await bot.close()


def load_examples(place: Path) -> list[Example]:
    """Read Rasa NLU files."""
    from rasa.shared.nlu.training_data.loading import load_data

    return [_example(message.as_dict()) for message in load_data(str(place)).intent_examples]


def _example(message: dict[str, Any]) -> Example:
    signs = frozenset(
        (entity["value"], (entity.get("role") or "affirmed") in PRESENT)
        for entity in message.get("entities") or []
        if entity["entity"] == "sign" and (entity.get("group") or "self") == "self"
    )
    return Example(message["text"], message["intent"], signs)


def found(reading: Understood, present: bool = True) -> set[str]:
    """Name the signs about the writer that were read as present (or, if not `present`, as denied or past)."""
    return {s["id"] for s in reading["signs"] if s["who"] == "self" and (s["polarity"] in PRESENT) is present}


def measure(
    examples: Iterable[Example], readings: Iterable[Understood]
) -> tuple[Tally, Tally, dict[str, float]]:
    """Count intents, signs that are present, and the four figures that have a floor."""
    intents, signs = Tally(), Tally()
    denied = denied_as_present = without = invented = 0
    for example, reading in zip(examples, readings, strict=True):
        intents.add({example.intent}, {reading["intent"]["name"] or "none"})
        if example.intent == "disclose_harm":
            continue  # what is said of signs there matters less than that safety goes first
        here = found(reading)
        real = {sign for sign, present in example.signs if present}
        signs.add(real, here)
        not_there = {sign for sign, present in example.signs if not present} - real
        denied += len(not_there)
        denied_as_present += len(not_there & here)
        if not example.signs:
            without += 1
            invented += bool(here)
    return (
        intents,
        signs,
        {
            "intent accuracy": intents.total.recall,
            "sign F1": signs.total.f1,
            "denied kept apart": 1 - denied_as_present / denied if denied else 1.0,
            "no sign invented": 1 - invented / without if without else 1.0,
        },
    )


def _report(console: Console, examples: list[Example], readings: list[Understood]) -> dict[str, float]:
    intents, signs, measured = measure(examples, readings)
    _table(console, "Intents", intents)
    _table(console, "Signs present (affirmed or hedged, about the writer)", signs)
    console.print(f"{len(examples)} messages")
    for name, value in measured.items():
        console.print(f"{name:<18} {value:.2f}  (floor {FLOORS[name]:.2f})")
    return measured


def _table(console: Console, title: str, tally: Tally) -> None:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    table.add_column("name")
    for column in ("messages", "precision", "recall", "F1"):
        table.add_column(column, justify="right")
    for name, count in [*sorted(tally.by_name.items()), ("all", tally.total)]:
        table.add_row(
            name, str(count.real), f"{count.precision:.2f}", f"{count.recall:.2f}", f"{count.f1:.2f}"
        )
    console.print(table)


def _list_misses(console: Console, examples: list[Example], readings: list[Understood]) -> None:
    for example, reading in zip(examples, readings, strict=True):
        real = {sign for sign, present in example.signs if present}
        here = found(reading)
        read = reading["intent"]["name"]
        if example.intent == read and real == here:
            continue
        reason = [f"{example.intent} read as {read}"] if example.intent != read else []
        reason += [f"missed {s}" for s in sorted(real - here)] + [
            f"invented {s}" for s in sorted(here - real)
        ]
        console.print(f"{example.text}\n    {', '.join(reason)}", markup=False)
