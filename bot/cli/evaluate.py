"""`trellis evaluate`: how well the trained model understands the test messages.

Owns: the messages (ordinary Rasa NLU files under tests/nlu/messages, never trained on), the tables and the floors.
Must not: change anything.

Example::

    $ trellis evaluate
    $ trellis evaluate --misses              # lists the messages that were read wrongly
    $ trellis evaluate --html reports/e.html # the same with the confusion matrix as a picture
    $ trellis evaluate --baseline            # beside what the stock `rasa init` pipeline makes of the same data
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.common import load_bot, with_problems
from bot.cli.report import page
from bot.cli.scores import Tally, below, calibration_error, quantile
from bot.language.opposites import opposites
from bot.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from bot.runtime.turn import Understood

PRESENT = ("affirmed", "hedged")
FLOORS = {
    "intent accuracy": 0.91,
    "intent macro F1": 0.92,
    "sign F1": 0.69,
    "denied kept apart": 0.94,
    "no sign invented": 0.96,
    "sign calibration": 0.94,
}
"""What a model must not fall below; raise them as the model gets better. Calibration is 1 - the expected error."""
CONFUSED = 12
"""Pairs listed."""


@dataclass(frozen=True)
class Example:
    """A message and what it means; signs as (id, present) for those about the writer."""

    text: str
    intent: str
    signs: frozenset[tuple[str, bool]]


@click.command()
@click.option("--misses", is_flag=True, help="List the messages that were read wrongly.")
@click.option("--html", type=click.Path(dir_okay=False, path_type=Path), help="Write a report with pictures to this file.")
@click.option("--baseline", is_flag=True, help="Train the stock `rasa init` pipeline too and compare (`make baseline` first).")
@click.option(
    "--share", type=click.FloatRange(0, 1, min_open=True), default=1.0, show_default=True,
    help="Give the stock pipeline this share of each intent's examples: all of them take it hours.",
)
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
@with_problems
def evaluate(folder: Path | None, misses: bool, html: Path | None, baseline: bool, share: float) -> None:
    """Measure intents and signs on the messages in FOLDER (tests/nlu/messages); exit status 1 below a floor."""
    from rich.console import Console

    settings = Settings.from_environment()
    place = folder or settings.root / "tests" / "nlu" / "messages"
    if not place.exists():
        raise click.ClickException(f"there are no test messages in {place}")
    examples, readings, took = asyncio.run(_read_all(settings, place))
    if not examples:
        raise click.ClickException(f"there are no test messages in {place}")
    console = Console(highlight=False)
    if misses:
        _list_misses(console, examples, readings)
    intents, signs, figures = measure(examples, readings)
    pairs = confusions(examples, readings)
    _table(console, "Intents", intents)
    _table(console, "Signs present (affirmed or hedged, about the writer)", signs)
    _list_figures(console, figures, pairs, took)
    stock: dict[str, float] = {}
    if baseline:
        from bot.cli.baseline import read_with_stock

        stock = measure(examples, read_with_stock(settings, [e.text for e in examples], share))[2]
        _compare(console, figures, stock, share)
    if html:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(page(intents, signs, figures, pairs, stock), encoding="utf-8")
        console.print(f"Written: {html}")
    too_low = below(figures, FLOORS)
    if too_low:
        raise click.ClickException("; ".join(too_low))


async def _read_all(settings: Settings, place: Path) -> tuple[list[Example], list[Understood], list[float]]:
    """Read every message with the model; also how many milliseconds each took."""
    bot = await load_bot(settings)
    try:
        examples, readings, took = load_examples(place), [], []
        for example in examples:
            started = time.perf_counter()
            readings.append(await bot.parse(example.text))
            took.append((time.perf_counter() - started) * 1000)
        return examples, readings, took
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


def judged(example: Example, reading: Understood) -> tuple[set[str], set[str], set[str]]:
    """Name the signs that are present, those that are denied or past, and those found that count.

    The other pole of what is denied is neither right nor wrong, so it does not count.
    """
    real = {sign for sign, present in example.signs if present}
    not_there = {sign for sign, present in example.signs if not present} - real
    uncounted = {other for sign in not_there for other in opposites(sign)} - real - not_there
    return real, not_there, found(reading) - uncounted


def measure(
    examples: Iterable[Example], readings: Iterable[Understood]
) -> tuple[Tally, Tally, dict[str, float]]:
    """Count intents, signs that are present, and the figures that have a floor."""
    intents, signs = Tally(), Tally()
    denied = denied_as_present = without = invented = 0
    finds: list[tuple[float, bool]] = []
    for example, reading in zip(examples, readings, strict=True):
        intents.add({example.intent}, {reading["intent"]["name"] or "none"})
        if example.intent == "disclose_harm":
            continue  # what is said of signs there matters less than that safety goes first
        real, not_there, here = judged(example, reading)
        signs.add(real, here)
        finds += [(s["confidence"], s["id"] in real) for s in reading["signs"] if s["id"] in here]
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
            "intent macro F1": intents.macro_f1,
            "sign F1": signs.total.f1,
            "denied kept apart": 1 - denied_as_present / denied if denied else 1.0,
            "no sign invented": 1 - invented / without if without else 1.0,
            "sign calibration": 1 - calibration_error(finds),
        },
    )


def confusions(examples: Iterable[Example], readings: Iterable[Understood]) -> Counter[tuple[str, str]]:
    """Count (right intent, intent read) over all messages, the right ones included."""
    return Counter((e.intent, r["intent"]["name"] or "none") for e, r in zip(examples, readings, strict=True))


def _list_figures(
    console: Console, figures: Mapping[str, float], pairs: Counter[tuple[str, str]], took: Sequence[float]
) -> None:
    console.print("Most confused")
    wrong = Counter({pair: n for pair, n in pairs.items() if pair[0] != pair[1]})
    for (right, read), count in wrong.most_common(CONFUSED):
        console.print(f"  {count:3} {right} read as {read}")
    console.print(f"{len(took)} messages, {quantile(took, 0.5):.0f} ms each (p50), {quantile(took, 0.99):.0f} ms (p99)")
    for name, value in figures.items():
        console.print(f"{name:<18} {value:.3f}  (floor {FLOORS[name]:.2f})")


def _compare(console: Console, figures: Mapping[str, float], stock: Mapping[str, float], share: float) -> None:
    data = "same training data" if share == 1 else f"trained on {share:.0%} of the examples"
    console.print(f"Trellis beside the stock pipeline of `rasa init`, {data}, same messages")
    for name, value in figures.items():
        console.print(f"{name:<18} {value:.3f}  (stock {stock[name]:.3f})")


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
        real, _, here = judged(example, reading)
        read = reading["intent"]["name"]
        if example.intent == read and real == here:
            continue
        reason = [f"{example.intent} read as {read}"] if example.intent != read else []
        reason += [f"missed {s}" for s in sorted(real - here)] + [
            f"invented {s}" for s in sorted(here - real)
        ]
        console.print(f"{example.text}\n    {', '.join(reason)}", markup=False)
