"""`trellis rasa ...`: Rasa's own command line, run with the stand-ins for TensorFlow.

Owns: nothing but the hand-over. Must not: change what Rasa's commands mean.

Example::

    $ trellis rasa data validate --fail-on-warnings
"""

from __future__ import annotations

import click

from bot.settings import prepare_process


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def rasa(arguments: tuple[str, ...]) -> None:
    """Run Rasa's own command line with ARGUMENTS, without TensorFlow."""
    from bot.runtime import slim
    from bot.runtime.quiet import hush_deprecations

    prepare_process(threads=False, quiet=False)
    hush_deprecations()
    slim.run_rasa(arguments)
