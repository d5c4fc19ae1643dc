"""Read messages with a stock Rasa model: one JSON object a line in, Rasa's own reading a line out.

Owns nothing of Trellis and imports nothing of it: it runs in the environment of requirements/baseline.txt.

    python scripts/baseline/read.py models/nlu.tar.gz < messages.jsonl > readings.jsonl
"""

from __future__ import annotations

import asyncio
import json
import os
import sys

from rasa.core.agent import Agent


async def main(model: str) -> None:
    """Read every line; what Rasa logs, on standard output of all places, goes to standard error."""
    readings = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    agent = Agent.load(model)
    for line in sys.stdin:
        reading = await agent.parse_message(json.loads(line)["text"])
        print(json.dumps({"intent": reading["intent"], "entities": reading["entities"]}), file=readings, flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
