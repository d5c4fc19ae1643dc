"""What the person does with a message: greets, tells, asks, answers, steers.

Owns recognition with trained weights; numpy only at run time. It must not know what an intent leads to.
How: a choice among all intents from the fine-tuned encoder's own head, its sentence vector and n-grams, blended. What may
well be outside the subject is taken as outside; where the choice is a guess, the message is not understood.

    IntentRecogniser.load(folder).read("show me my picture").name      # "show_picture"
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language import weights
from bot.language.examples import Example
from bot.language.logistic import Floats, Logistic, fit, learn_ngrams
from bot.language.ngrams import Ngrams
from bot.language.reader import Reader, blend, shared
from bot.language.signs import VECTOR_SCALE, Pair

NOT_UNDERSTOOD = "nlu_fallback"
FILE = "intents"
OUTSIDE = "out_of_scope"
MEANING_SHARE, WORDS_SHARE, HEAD_SHARE = 0.3, 0.3, 0.4
MEANING_C, WORDS_C = 1.0, 10.0
LEAST_CONFIDENCE = 0.30
"""Below it the choice among some 39 intents is a guess."""
LEAST_OUTSIDE = 0.20
"""From this probability on a message is outside the subject: measured messages are refused rightly in .98 and wrongly in .01."""
MOST_EXAMPLES = 1_200
"""Of one intent; tellings are so many that more of them change nothing and take half of the training."""
FEWEST = 2
"""An intent with fewer examples cannot be learned."""


@dataclass(frozen=True)
class Guess:
    """The intent of a message, and the ranking behind it: (name, confidence), best first."""

    name: str
    confidence: float
    ranking: tuple[tuple[str, float], ...]


class NoIntents(ValueError):
    """The training data names fewer than two intents."""


class IntentRecogniser:
    """Reads messages with a trained model."""

    def __init__(
        self,
        labels: tuple[str, ...],
        pair: Pair,
        ngrams: Ngrams,
        reader: Reader | None = None,
    ) -> None:
        self.labels = labels
        self._pair = pair
        self._ngrams = ngrams
        self._reader = reader or shared()

    def read(self, text: str) -> Guess:
        """Return the best intent: out_of_scope where that may well be, nlu_fallback where the choice is a guess."""
        if not text.strip():
            return Guess(NOT_UNDERSTOOD, 1.0, ())
        own = self._pair.scores(self._reader.vectors([text]), [self._ngrams.row(text)])
        shares = (MEANING_SHARE, WORDS_SHARE, HEAD_SHARE)
        scores = blend((*own, self._reader.intents([text], self.labels)), shares)[0]
        order = [int(at) for at in np.argsort(-scores)[:10]]
        outside = self.labels.index(OUTSIDE) if OUTSIDE in self.labels else None
        if outside is not None and scores[outside] >= LEAST_OUTSIDE:
            order = [outside, *(at for at in order if at != outside)]
        ranking = tuple((self.labels[at], round(float(scores[at]), 4)) for at in order)
        surest = float(scores.max())
        if surest < LEAST_CONFIDENCE:
            confidence = round(1.0 - surest, 4)
            return Guess(NOT_UNDERSTOOD, confidence, ((NOT_UNDERSTOOD, confidence), *ranking))
        return Guess(*ranking[0], ranking)

    def save(self, folder: Path) -> None:
        """Write the weights to a folder."""
        arrays: dict[str, weights.Array] = {
            "idf": self._ngrams.idf,
            "meaning_weights": self._pair.meaning.weights.astype(np.float16),
            "meaning_bias": self._pair.meaning.bias,
            "words_weights": self._pair.words.weights.astype(np.float16),
            "words_bias": self._pair.words.bias,
        }
        weights.save(folder, FILE, arrays, {"labels": list(self.labels)})

    @classmethod
    def load(cls, folder: Path, reader: Reader | None = None) -> IntentRecogniser:
        """Read the weights back; raises DamagedWeights where they are missing or do not fit."""
        arrays, facts = weights.load(folder, FILE)
        try:
            meaning = Logistic(
                arrays["meaning_weights"].astype(np.float32), arrays["meaning_bias"], "softmax"
            )
            words = Logistic(arrays["words_weights"].astype(np.float32), arrays["words_bias"], "softmax")
            return cls(tuple(facts["labels"]), Pair(meaning, words), Ngrams(arrays["idf"]), reader)
        except (KeyError, TypeError) as error:
            raise weights.DamagedWeights(
                f"the trained file {FILE} is damaged: run `trellis train --force`"
            ) from error


def train(examples: Sequence[Example], reader: Reader) -> IntentRecogniser:
    """Learn from examples; needs scipy. Raises NoIntents where there is nothing to choose among."""
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        if example.learn and example.text.strip() and example.intent:
            by_intent.setdefault(example.intent, []).append(example)
    labels = tuple(sorted(name for name, found in by_intent.items() if len(found) >= FEWEST))
    if len(labels) < 2:
        raise NoIntents("the examples name fewer than two intents: see data/nlu")
    usable = [e for name in labels for e in _drawn(by_intent[name])]
    texts = [e.text for e in usable]
    targets = np.eye(len(labels), dtype=np.float32)[[labels.index(e.intent) for e in usable]]
    balance = _balance([e.intent for e in usable])
    ngrams, worded = learn_ngrams(texts)
    meaning = reader.vectors(texts) * VECTOR_SCALE
    pair = Pair(
        fit(meaning, targets, inverse_l2=MEANING_C, kind="softmax", row_weights=balance),
        fit(worded, targets, inverse_l2=WORDS_C, kind="softmax", row_weights=balance),
    )
    return IntentRecogniser(labels, pair, ngrams, reader)


def _drawn(examples: Sequence[Example]) -> Sequence[Example]:
    """Return at most MOST_EXAMPLES, the same ones every time and no stretch of a file."""
    return sorted(examples, key=lambda e: zlib.crc32(e.text.encode()))[:MOST_EXAMPLES]


def _balance(intents: Sequence[str]) -> Floats:
    """Weigh rows by the inverse root of their intent's size, so that large intents do not swallow small ones."""
    counts = Counter(intents)
    mean = sum(counts.values()) / len(counts)
    return np.asarray([(mean / counts[name]) ** 0.5 for name in intents], dtype=np.float32)
