"""What the person does with a message: greets, tells, asks, answers, steers.

Owns recognition with trained weights; numpy only at run time. It must not know what an intent leads to.
How: a choice among all intents from the fine-tuned encoder, the sentence vector and n-grams, blended; a message unlike
everything that was learned is not understood, whatever the choice says.

    IntentRecogniser.load(folder).read("show me my picture").name      # "show_picture"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language import weights
from bot.language.embedding import Embedder, Vectors, shared
from bot.language.examples import Example
from bot.language.logistic import Floats, Logistic, fit, ngram_matrix
from bot.language.ngrams import Ngrams
from bot.language.signs import EMBEDDING_SCALE, Pair
from bot.language.tuned import TunedReader, blend
from bot.language.tuned import shared as shared_reader

NOT_UNDERSTOOD = "nlu_fallback"
FILE = "intents"
MEANING_SHARE, WORDS_SHARE, TUNED_SHARE = 0.4, 0.3, 0.3
MEANING_C, WORDS_C = 1.0, 10.0
LEAST_LIKENESS = 0.40
"""Cosine to the nearest training example; below it a message was the best-told stranger (facts: AUROC .96)."""
LEAST_CONFIDENCE = 0.30
"""Below it the choice among some 39 intents is a guess."""
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
        known: Vectors,
        embedder: Embedder | None = None,
        tuned: TunedReader | None = None,
    ) -> None:
        """known: unit vectors of the training examples, shape (examples, 384)."""
        self.labels = labels
        self._pair = pair
        self._ngrams = ngrams
        self._known = known
        self._embedder = embedder or shared()
        self._tuned = tuned or shared_reader()

    def read(self, text: str) -> Guess:
        """Return the best intent; nlu_fallback where the message is unlike all examples or the choice is a guess."""
        if not text.strip():
            return Guess(NOT_UNDERSTOOD, 1.0, ())
        vectors = self._embedder.embed_all([text])
        own = self._pair.scores(vectors, [self._ngrams.row(text)])
        shares = (MEANING_SHARE, WORDS_SHARE, TUNED_SHARE)
        scores = blend((*own, self._tuned.intents([text], self.labels)), shares)[0]
        order = np.argsort(-scores)[:10]
        ranking = tuple((self.labels[i], round(float(scores[i]), 4)) for i in order)
        likeness = float((self._known @ vectors[0].astype(self._known.dtype)).max())
        if likeness < LEAST_LIKENESS or ranking[0][1] < LEAST_CONFIDENCE:
            confidence = round(1.0 - max(ranking[0][1], 0.0), 4)
            return Guess(NOT_UNDERSTOOD, confidence, ((NOT_UNDERSTOOD, confidence), *ranking))
        return Guess(*ranking[0], ranking)

    def save(self, folder: Path) -> None:
        """Write the weights to a folder."""
        arrays: dict[str, weights.Array] = {
            "idf": self._ngrams.idf,
            "known": self._known.astype(np.float16),
            "meaning_weights": self._pair.meaning.weights.astype(np.float16),
            "meaning_bias": self._pair.meaning.bias,
            "words_weights": self._pair.words.weights.astype(np.float16),
            "words_bias": self._pair.words.bias,
        }
        weights.save(folder, FILE, arrays, {"labels": list(self.labels)})

    @classmethod
    def load(
        cls, folder: Path, embedder: Embedder | None = None, tuned: TunedReader | None = None
    ) -> IntentRecogniser:
        """Read the weights back; raises DamagedWeights where they are missing or do not fit."""
        arrays, facts = weights.load(folder, FILE)
        try:
            meaning = Logistic(
                arrays["meaning_weights"].astype(np.float32), arrays["meaning_bias"], "softmax"
            )
            words = Logistic(arrays["words_weights"].astype(np.float32), arrays["words_bias"], "softmax")
            known = arrays["known"].astype(np.float32)
            return cls(
                tuple(facts["labels"]), Pair(meaning, words), Ngrams(arrays["idf"]), known, embedder, tuned
            )
        except (KeyError, TypeError) as error:
            raise weights.DamagedWeights(
                f"the trained file {FILE} is damaged: run `trellis train --force`"
            ) from error


def train(examples: Sequence[Example], embedder: Embedder) -> IntentRecogniser:
    """Learn from examples; needs scipy. Raises NoIntents where there is nothing to choose among."""
    usable = [e for e in examples if e.text.strip() and e.intent]
    counts: dict[str, int] = {}
    for example in usable:
        counts[example.intent] = counts.get(example.intent, 0) + 1
    labels = tuple(sorted(name for name, count in counts.items() if count >= FEWEST))
    if len(labels) < 2:
        raise NoIntents("the examples name fewer than two intents: see data/nlu")
    usable = [e for e in usable if e.intent in labels]
    texts = [e.text for e in usable]
    targets = np.eye(len(labels), dtype=np.float32)[[labels.index(e.intent) for e in usable]]
    balance = _balance([e.intent for e in usable], counts)
    vectors = embedder.embed_all(texts)
    ngrams = Ngrams.fit(texts)
    pair = Pair(
        fit(vectors * EMBEDDING_SCALE, targets, inverse_l2=MEANING_C, kind="softmax", row_weights=balance),
        fit(ngram_matrix(ngrams, texts), targets, inverse_l2=WORDS_C, kind="softmax", row_weights=balance),
    )
    return IntentRecogniser(labels, pair, ngrams, vectors, embedder)


def _balance(intents: Sequence[str], counts: dict[str, int]) -> Floats:
    """Weigh rows by the inverse root of their intent's size, so that large intents do not swallow small ones."""
    mean = sum(counts.values()) / len(counts)
    return np.asarray([(mean / counts[name]) ** 0.5 for name in intents], dtype=np.float32)
