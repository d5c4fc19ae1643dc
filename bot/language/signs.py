"""The signs a message tells, each with polarity, whose it is, the clause that tells it, and a calibrated confidence.

Owns recognition with trained weights; numpy only. It must not train (`sign_training` does) and knows nothing of Rasa.
How: 41 outputs (20 signs present, 20 denied, and whether the text tells any) from two readers: the fine-tuned encoder, and
what `trellis train` learns over n-grams. They are blended, each as the mean of the whole message and the best clause. "Present" is then multiplied by (1 - denied), and both by the root of "any": a message that
tells something is read more boldly than one that does not. docs/understanding.md says what each part is worth.

    recogniser = SignRecogniser.load(folder)
    recogniser.read("i keep ringing his work to say he's ill")[0].sign     # "enabling"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.language import weights
from bot.language.clauses import Clause, split
from bot.language.embedding import Embedder, Vectors, shared
from bot.language.logistic import Floats, Kind, Logistic, squash
from bot.language.ngrams import Ngrams, Row
from bot.language.polarity import Polarity, cues, name
from bot.language.subject import WHO, Who, about_other
from bot.language.tuned import TunedReader, blend
from bot.language.tuned import shared as shared_reader

EMBEDDING_SCALE = 3.2
"""Unit vectors are stretched by this, so that one regularisation strength suits them."""
WORDS_SHARE, TUNED_SHARE = 0.35, 0.65
"""How much each reader counts in the blend."""
ANY_POWER = 0.5
"""How strongly "tells any sign at all" weighs; it lifted F1 on own held-out messages from .50 to .56 at 2 % false positives."""
SUBJECT_SHARE = 0.5
"""The same for whose sign it is, where wording says more."""
MAX_SIGNS = 4
"""More than four signs in one message are more often guesses than finds."""
FILE = "signs"


@dataclass(frozen=True)
class FoundSign:
    """A sign read in a message."""

    sign: str
    polarity: Polarity
    who: Who
    start: int
    end: int
    confidence: float
    """Calibrated: of signs given with 0.8, about four in five are right."""


@dataclass(frozen=True)
class Scale:
    """Turns blended scores into probabilities and says from which one on a sign counts."""

    slope: float
    offset: float
    thresholds: Floats
    """Shape (signs,), in calibrated confidence."""

    def confidence(self, blended: Floats) -> Floats:
        """Return calibrated confidences of blended scores between 0 and 1."""
        clipped = np.clip(blended, 1e-5, 1 - 1e-5)
        return squash(
            np.asarray(self.slope * np.log(clipped / (1 - clipped)) + self.offset, dtype=np.float32),
            "sigmoid",
        )


@dataclass(frozen=True)
class Pair:
    """One question answered from meaning and from wording."""

    meaning: Logistic
    words: Logistic

    def scores(self, vectors: Vectors, rows: Sequence[Row]) -> tuple[Floats, Floats]:
        """Return the probabilities by meaning and by wording, one row a text each."""
        meant = self.meaning.scores(vectors * EMBEDDING_SCALE)
        worded = squash(np.stack([self.words.sparse_logits(row) for row in rows]), self.words.kind)
        return meant, worded


@dataclass(frozen=True)
class Reading:
    """The scores of one message before calibration."""

    clauses: tuple[Clause, ...]
    """At least one; a message that does not split is its own clause."""
    present: Floats
    """Shape (signs,), already multiplied by (1 - denied) and the root of any."""
    denied: Floats
    """Shape (signs,)."""
    clause_present: Floats
    """Shape (clauses, signs)."""
    clause_denied: Floats
    """Shape (clauses, signs)."""


@dataclass(frozen=True)
class SignModel:
    """The trained parts without thresholds."""

    signs: tuple[str, ...]
    words: Logistic
    """2 x signs + 1 outputs: present, denied, and any."""
    subject: Pair
    ngrams: Ngrams

    def read(self, clauses: Sequence[Clause], texts: Sequence[str], tuned: Floats) -> Reading:
        """Score a message from what `texts_to_read` gives of it; `tuned` holds the fine-tuned scores of those texts."""
        count = len(self.signs)
        rows = [self.ngrams.row(text) for text in texts]
        worded = squash(np.stack([self.words.sparse_logits(row) for row in rows]), self.words.kind)
        each = blend((worded, tuned), (WORDS_SHARE, TUNED_SHARE))
        parts = each[1:] if len(texts) > 1 else each
        blended = (each[0] + parts.max(axis=0)) / 2
        denied, tells = blended[count : 2 * count], blended[2 * count :] ** ANY_POWER
        return Reading(
            tuple(clauses) or (Clause(texts[0], 0, len(texts[0])),),
            blended[:count] * (1 - denied) * tells,
            denied * tells,
            parts[:, :count] * (1 - parts[:, count : 2 * count]),
            parts[:, count : 2 * count],
        )

    def whose(self, clause: str, vector: Vectors) -> Who:
        """Tell whose a clause's sign is; `vector` is the clause's, shape (384,)."""
        scores = self.subject.scores(vector[None], [self.ngrams.row(clause)])
        return WHO[int(blend(scores, (SUBJECT_SHARE, 1 - SUBJECT_SHARE))[0].argmax())]


def texts_to_read(text: str) -> tuple[list[Clause], list[str]]:
    """Return a message's clauses and the texts whose scores `SignModel.read` needs, in order."""
    clauses = split(text)
    return clauses, [text, *(c.text for c in clauses)] if len(clauses) > 1 else [text]


class SignRecogniser:
    """Reads messages with a trained model."""

    def __init__(
        self,
        model: SignModel,
        present: Scale,
        denied: Scale,
        embedder: Embedder | None = None,
        tuned: TunedReader | None = None,
    ) -> None:
        self.model = model
        self._present = present
        self._denied = denied
        self._embedder = embedder or shared()
        self._tuned = tuned or shared_reader()

    def read(self, text: str) -> list[FoundSign]:
        """Return the signs of a message, most certain first, at most four; an empty list where there are none."""
        if not text.strip():
            return []
        clauses, texts = texts_to_read(text)
        return self.find(self.model.read(clauses, texts, self._tuned.signs(texts, self.model.signs)))

    def find(self, reading: Reading) -> list[FoundSign]:
        """Decide from scores which signs are there, denied, or neither."""
        present = self._present.confidence(reading.present)
        denied = self._denied.confidence(reading.denied)
        found = []
        for index, sign in enumerate(self.model.signs):
            is_present = present[index] >= self._present.thresholds[index]
            is_denied = denied[index] >= self._denied.thresholds[index]
            if not is_present and not is_denied:
                continue
            # both can hold ("i used to ask her everything, and sometimes still do"): the more certain one stands
            refuse = bool(is_denied and (not is_present or denied[index] > present[index]))
            of_clauses = (reading.clause_denied if refuse else reading.clause_present)[:, index]
            best = int(of_clauses.argmax())
            clause = reading.clauses[best]
            found.append(
                FoundSign(
                    sign,
                    name(refuse, cues(clause.text)),
                    self._who(reading, best),
                    clause.start,
                    clause.end,
                    round(float(denied[index] if refuse else present[index]), 3),
                )
            )
        found.sort(key=lambda f: -f.confidence)
        return found[:MAX_SIGNS]

    def _who(self, reading: Reading, at: int) -> Who:
        clause, before = reading.clauses[at].text, [c.text for c in reading.clauses[:at]]
        return "other" if about_other(clause, before) else self.model.whose(clause, self._embedder.embed(clause))

    def save(self, folder: Path) -> None:
        """Write the weights to a folder (half precision: 40 outputs stay near 5 MB)."""
        model = self.model
        arrays: dict[str, weights.Array] = {"idf": model.ngrams.idf}
        learned = {
            "sign_words": model.words,
            "subject_meaning": model.subject.meaning,
            "subject_words": model.subject.words,
        }
        for key, fitted in learned.items():
            arrays[f"{key}_weights"] = fitted.weights.astype(np.float16)
            arrays[f"{key}_bias"] = fitted.bias
        scales = {"present": self._present, "denied": self._denied}
        for key, scale in scales.items():
            arrays[f"{key}_thresholds"] = scale.thresholds
        facts = {
            "signs": list(model.signs),
            **{k: {"slope": s.slope, "offset": s.offset} for k, s in scales.items()},
        }
        weights.save(folder, FILE, arrays, facts)

    @classmethod
    def load(
        cls, folder: Path, embedder: Embedder | None = None, tuned: TunedReader | None = None
    ) -> SignRecogniser:
        """Read the weights back; raises DamagedWeights where they are missing or do not fit."""
        arrays, facts = weights.load(folder, FILE)
        try:
            model = SignModel(
                tuple(facts["signs"]),
                _logistic(arrays, "sign_words", "sigmoid"),
                Pair(
                    _logistic(arrays, "subject_meaning", "softmax"),
                    _logistic(arrays, "subject_words", "softmax"),
                ),
                Ngrams(arrays["idf"]),
            )
            scales = [
                Scale(float(facts[k]["slope"]), float(facts[k]["offset"]), arrays[f"{k}_thresholds"])
                for k in ("present", "denied")
            ]
        except (KeyError, TypeError) as error:
            raise weights.DamagedWeights(
                f"the trained file {FILE} is damaged: run `trellis train --force`"
            ) from error
        return cls(model, scales[0], scales[1], embedder, tuned)


def _logistic(arrays: dict[str, weights.Array], key: str, kind: Kind) -> Logistic:
    return Logistic(arrays[f"{key}_weights"].astype(np.float32), arrays[f"{key}_bias"], kind)
