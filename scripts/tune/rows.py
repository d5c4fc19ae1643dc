"""Write what fine-tuning learns from, one JSON object a line: every message and marked clause of data/nlu, and every
message of harm.

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
from bot.safety.classifier import LABELS
from bot.safety.examples import load_examples

HARM_INTENTS = frozenset({"disclose_harm", "report_safe", "ask_helpline"})
"""Messages that may tell of harm, of which kind is not said."""


def main(target: Path) -> None:
    """Write the rows; messages kept for measuring are marked `apart`."""
    examples = [e for e in examples_of(load_data("data/nlu")) if e.text.strip()]
    signs = signs_of(examples)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8") as file:
        intents = sorted({e.intent for e in examples})
        file.write(json.dumps({"signs": signs, "intents": intents, "harms": LABELS}) + "\n")
        for example in examples:
            for place, row in enumerate(rows_of(example, signs)):
                record = {
                    "text": row.text,
                    "target": [int(value) for value in row.target],
                    "open": open_outputs(row.target, signs),
                    "intent": example.intent if place == 0 else None,
                    "signs_known": example.intent not in UNLABELLED_INTENTS,
                    "harm": 0 if place == 0 and example.intent not in HARM_INTENTS else None,
                    "learn": example.learn,
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
        for harm in load_examples():
            if harm.learn:
                record = {
                    "text": harm.text,
                    "target": [0] * (2 * len(signs) + 1),
                    "open": [],
                    "intent": None,
                    "signs_known": False,
                    "harm": LABELS.index(harm.label),
                    "learn": True,
                }
                file.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
