"""The `trellis` command: what subcommands there are, and how errors end.

Owns: the table of subcommands (each is imported only when it is called, so that ``trellis --help`` is instant) and
the promise that an error is one line with exit status 2 for wrong use and 1 for failure, never a traceback.
Must not: know anything about Rasa or the conversation.

Example::

    $ trellis parse < messages.jsonl
"""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass

import click

from bot.settings import InvalidSetting, Settings


@dataclass(frozen=True)
class Entry:
    """Where a subcommand lives and the line `--help` shows for it."""

    target: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "chat": Entry("bot.cli.chat:chat", "Talk to Trellis here in the terminal."),
    "train": Entry("bot.cli.train:train", "Train the model if anything it is made from has changed."),
    "parse": Entry("bot.cli.parse:parse", "Show what Trellis understands in each message of a JSONL stream."),
    "serve": Entry("bot.cli.serve:serve", "Open the page, the widget and the scripts' endpoint."),
    "evaluate": Entry("bot.cli.evaluate:evaluate", "Measure the understanding on the test messages."),
    "content": Entry("bot.cli.content:content", "Check, list and read the content that Trellis can say."),
    "data": Entry("bot.cli.data:data", "Export or erase what is kept of a person; change the key."),
    "doctor": Entry("bot.cli.doctor:doctor", "Check that everything needed is in place."),
    "rasa": Entry("bot.cli.rasa:rasa", "Rasa's own command line, without TensorFlow."),
}


class LazyGroup(click.Group):
    """A group that imports a subcommand when it is called and not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the subcommands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the subcommand `cmd_name`, None if there is none."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, name = entry.target.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Trellis: a guided reflection on leaning on each other, in your own words.

    Nothing leaves this machine.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with `arguments` (the process's own by default) and return its exit status."""
    try:
        cli.main(
            args=None if arguments is None else list(arguments), prog_name="trellis", standalone_mode=False
        )
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "trellis"
        return _complain(f"{_one_line(error.format_message())} See: {where} --help", 2)
    except click.ClickException as error:
        return _complain(_one_line(error.format_message()), error.exit_code)
    except InvalidSetting as error:
        return _complain(str(error), 2)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except BrokenPipeError:
        # The reader of our output is gone; keep Python from complaining again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last resort: a person must not meet a traceback
        if _debugging():
            traceback.print_exc()
        return _complain(f"something unexpected went wrong ({_kind(error)}); TRELLIS_DEBUG=1 shows where", 1)
    return 0


def _complain(message: str, status: int) -> int:
    click.echo(f"trellis: {message}", err=True)
    return status


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _kind(error: Exception) -> str:
    """Name an error without its text, which may hold words a person wrote; the system's own reasons are harmless."""
    if isinstance(error, OSError) and error.strerror:
        return f"{type(error).__name__}: {error.strerror}"
    return type(error).__name__


def _debugging() -> bool:
    try:
        return Settings.from_environment().debug
    except InvalidSetting:
        return False


if __name__ == "__main__":
    main()
