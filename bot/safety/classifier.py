"""The trained ear beside the rules: how likely a message tells of harm that no rule has words for.

Owns reading a message with trained weights (numpy only) and from which probability on it asks or acts. Must not silence a
rule: ``union.py`` joins the two. How: the sentence vector the recognisers share and n-grams, each a choice among three
kinds of harm and none, as a product of experts; the odds of harm are calibrated on messages not learned from.

Example: ``HarmClassifier.load(folder).read("they'd all be better off without me").kind == "self_harm"``
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language import weights
from bot.language.clauses import split
from bot.language.logistic import Floats, Logistic
from bot.language.ngrams import Ngrams
from bot.language.reader import Reader, shared
from bot.language.signs import Pair

FILE = "harm"
LABELS = ("none", "self_harm", "partner", "others")
ASK_FROM = 0.85
"""Calibrated probability of harm from which one gentle question is asked."""
ASK_OWN_LIFE_FROM = 0.8
"""The same for the person's own life, where a question too few costs most (docs/safety.md has the curve)."""
HINT_FROM = 0.4
"""From here on it is noted as a hint: only several of them, over several turns, lead to a question."""
ACT_FROM = 0.995
"""The classifier alone acts only where it errs hardly ever (docs/safety.md has the figures)."""
FEWEST_WORDS = 3
"""Shorter messages are answers; what is grave in so few words is a rule's to know."""
LONG = 30
"""Words from which clauses are read by themselves, too: there one clause hardly moves the whole. A clause torn out of a
short message says less than the message, and was the source of most needless questions."""
CLAUSE_MARGIN = 1.0
"""Log-odds by which one clause must speak more clearly than a whole message: long posts have many clauses."""


@dataclass(frozen=True)
class Guess:
    """What the classifier takes a message for: the likeliest kind of harm, and how likely any harm is (calibrated)."""

    kind: str = "none"
    confidence: float = 0.0

    @property
    def verdict(self) -> str:
        """Give act, ask or none by the calibrated thresholds; danger to others is only ever asked about."""
        if self.confidence >= ACT_FROM and self.kind != "others":
            return "act"
        return "ask" if self.confidence >= (ASK_OWN_LIFE_FROM if self.kind == "self_harm" else ASK_FROM) else "none"

    @property
    def hint(self) -> bool:
        """Tell whether it may be a mild sign of a partner's control."""
        return self.kind == "partner" and self.confidence >= HINT_FROM


class HarmClassifier:
    """Reads messages with a trained model."""

    def __init__(self, pair: Pair, ngrams: Ngrams, slope: float, offset: float, reader: Reader | None = None) -> None:
        self._pair = pair
        self._ngrams = ngrams
        self._slope = slope
        self._offset = offset
        self._reader = reader or shared()

    def read(self, text: str, clauses: bool = False) -> Guess:
        """Judge one message; with ``clauses`` also each clause of a long one, which costs vectors unless they were read."""
        length = len(text.split())
        if length < FEWEST_WORDS:
            return Guess()
        parts = [c.text for c in split(text)] if clauses and length >= LONG else []
        texts = [text, *(p for p in parts if len(parts) > 1 and len(p.split()) > FEWEST_WORDS)]
        logits = log_scores(self._pair, self._ngrams, self._reader.vectors(texts), texts)
        odds = harm_odds(logits)
        odds[1:] -= CLAUSE_MARGIN
        at = int(odds.argmax())
        confidence = 1 / (1 + np.exp(-(self._slope * float(odds[at]) + self._offset)))
        return Guess(LABELS[1 + int(logits[at, 1:].argmax())], round(float(confidence), 4))

    def save(self, folder: Path) -> None:
        """Write the weights to a folder."""
        arrays: dict[str, weights.Array] = {
            "idf": self._ngrams.idf,
            "meaning_weights": self._pair.meaning.weights.astype(np.float16),
            "meaning_bias": self._pair.meaning.bias,
            "words_weights": self._pair.words.weights.astype(np.float16),
            "words_bias": self._pair.words.bias,
        }
        weights.save(folder, FILE, arrays, {"labels": list(LABELS), "slope": self._slope, "offset": self._offset})

    @classmethod
    def load(cls, folder: Path, reader: Reader | None = None) -> HarmClassifier:
        """Read the weights back; raises DamagedWeights where they are missing or do not fit."""
        arrays, facts = weights.load(folder, FILE)
        try:
            if tuple(facts["labels"]) != LABELS:
                raise KeyError("labels")
            meaning = Logistic(arrays["meaning_weights"].astype(np.float32), arrays["meaning_bias"], "softmax")
            words = Logistic(arrays["words_weights"].astype(np.float32), arrays["words_bias"], "softmax")
            pair = Pair(meaning, words)
            return cls(pair, Ngrams(arrays["idf"]), float(facts["slope"]), float(facts["offset"]), reader)
        except (KeyError, TypeError) as error:
            raise weights.DamagedWeights(f"the trained file {FILE} is damaged: run `trellis train --force`") from error


def log_scores(pair: Pair, ngrams: Ngrams, vectors: Floats, texts: Sequence[str]) -> Floats:
    """Return log-probabilities of the two experts multiplied, shape (texts, labels); rows are not normalised."""
    meant, worded = pair.scores(vectors, [ngrams.row(text) for text in texts])
    return np.asarray(np.log(np.clip(meant, 1e-5, 1)) + np.log(np.clip(worded, 1e-5, 1)), dtype=np.float32)


def harm_odds(logits: Floats) -> Floats:
    """Return the log-odds of any harm against none, shape (texts,)."""
    return np.asarray(np.logaddexp.reduce(logits[:, 1:], axis=1) - logits[:, 0], dtype=np.float32)


