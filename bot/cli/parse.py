"""`trellis parse`: what is understood in each message of a JSONL stream.

Owns: reading `{"text": ...}` lines and writing one object a line, in order, each as soon as it is read.
Must not: store anything; no conversation is involved.

Example::

    $ echo '{"text": "i cover for him"}' | trellis parse
    {"text": "i cover for him", "intent": {...}, "signs": [...], "safety": {"verdict": "none", "kind": null}}
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from typing import TextIO

import click

from bot.cli.common import load_bot, with_problems
from bot.settings import Settings


@click.command()
@with_problems
def parse() -> None:
    """Read JSON lines with a "text" each from standard input and write what is understood, one object a line."""
    stdin = open_stream(sys.stdin)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    asyncio.run(_parse_all(stdin))


async def _parse_all(stdin: TextIO) -> None:
    from dataclasses import replace
    from pathlib import Path
    from tempfile import TemporaryDirectory

    settings = Settings.from_environment()
    with TemporaryDirectory() as folder:
        # Nothing is stored, so an unwritable database is no reason to refuse.
        bot = await load_bot(replace(settings, database=Path(folder) / "unused.db"))
        try:
            for text in read_texts(stdin):
                click.echo(json.dumps(await bot.parse(text), ensure_ascii=False))
        finally:
            await bot.close()


def open_stream(stream: TextIO) -> TextIO:
    """Make a stream survive bytes that are not UTF-8: they become replacement characters."""
    stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[attr-defined]
    return stream


def read_texts(lines: TextIO) -> Iterator[str]:
    """Yield the text of every line; blank lines are passed over.

    Raises click.UsageError (exit status 2) at a line that is not an object with a "text".
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            text = json.loads(line)["text"]
        except (ValueError, TypeError, KeyError):
            text = None
        if not isinstance(text, str):
            raise click.UsageError(
                f'line {number} is not a JSON object with a "text", such as {{"text": "hi"}}.'
            )
        yield text
