"""`trellis train`: train the model if anything it is made from has changed.

Owns: the progress on the screen. Must not: train; bot.runtime.training does.

Example::

    $ trellis train
    The model is fresh: nothing has changed since it was trained.
"""

from __future__ import annotations

import sys

import click

from bot.cli.common import with_problems
from bot.settings import Settings


@click.command()
@click.option("--force", is_flag=True, help="Train even if nothing has changed.")
@with_problems
def train(force: bool) -> None:
    """Train the model if the configuration, the domain, the data or the code behind them has changed."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from bot.runtime.fingerprint import is_fresh

    settings = Settings.from_environment()
    console = Console(file=sys.stderr)  # kept: training turns Rasa's own lines on stderr away
    if not force and is_fresh(settings):
        console.print("The model is fresh: nothing has changed since it was trained.")
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(pulse_style="green"),
        TimeElapsedColumn(),
    )
    steps: list[str] = []
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("Reading the examples, rules and stories", total=None)

        def on_step(name: str) -> None:
            steps.append(name)
            progress.update(task, description=f"Training {name}")
            if not console.is_terminal:
                console.print(f"Training {name}")

        from bot.runtime.training import train as train_model

        outcome = train_model(settings, force=force, on_step=on_step)
    console.print(f"Trained {outcome.model.name} in {outcome.seconds:.0f} s ({len(steps)} components).")
