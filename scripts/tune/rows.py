"""Write what fine-tuning learns from: every message and every marked clause of data/nlu, one JSON object a line.

Owns the way from Rasa's training data to rows. Runs in the ordinary environment; `fit.py` needs torch and another one.

    python -m scripts.tune.rows .cache/tune/rows.jsonl
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rasa.shared.nlu.training_data.loading import load_data

from bot.language.sign_training import UNLABELLED_INTENTS, open_outputs, rows_of, signs_of
from bot.nlu.training_data import examples_of


def main(target: Path) -> None:
    """Write the rows; messages kept for measuring are marked `apart`."""
    examples = [e for e in examples_of(load_data("data/nlu")) if e.text.strip()]
    signs = signs_of(examples)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"signs": signs, "intents": sorted({e.intent for e in examples})}) + "\n")
        for example in examples:
            for place, row in enumerate(rows_of(example, signs)):
                record = {
                    "text": row.text,
                    "target": [int(value) for value in row.target],
                    "open": open_outputs(row.target, signs),
                    "intent": example.intent if place == 0 else None,
                    "signs_known": example.intent not in UNLABELLED_INTENTS,
                    "learn": example.learn,
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
