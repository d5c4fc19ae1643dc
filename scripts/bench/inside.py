"""The processor time of a turn in a process that does nothing else: `python -m scripts.bench.inside DATABASE`.

Owns: loading the bot and talking to it as a channel would. Prints the milliseconds of each turn as JSON.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

from bot.cli.common import load_bot
from bot.settings import Settings
from scripts.bench.people import TALK, said


async def main(database: Path) -> None:
    """Talk three rounds; the first warms up."""
    bot = await load_bot(replace(Settings.from_environment(), database=database))
    spent = []
    for line in itertools.islice(said(TALK), 3 * len(TALK)):
        began = time.process_time()
        await bot.send("inside", line)
        spent.append(1000 * (time.process_time() - began))
    await bot.close()
    print(json.dumps(spent[len(TALK) :]))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
