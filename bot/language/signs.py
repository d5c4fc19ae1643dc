"""The signs a message tells, each with polarity, whose it is, the clause that tells it, and a calibrated confidence.

Owns recognition with trained weights; numpy only. It must not train (`sign_training` does) and knows nothing of Rasa.
How: 41 outputs (20 signs present, 20 denied, and whether the text tells any) from two readers: the fine-tuned encoder, and
what `trellis train` learns over n-grams. They are blended, each as the mean of the whole message and the best clause.
"Present" is then multiplied by (1 - denied), and both by the root of "any": a message that tells something is read more
boldly than one that does not. How far this score and what each reader makes of the whole message are to be trusted is
learned from measured messages: that is the confidence. docs/understanding.md says what each part is worth.

    recogniser = SignRecogniser.load(folder)
    recogniser.read("i keep ringing his work to say he's ill").signs[0].sign     # "enabling"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.language import weights
from bot.language.clauses import Clause, split
from bot.language.logistic import Floats, Kind, Logistic, squash
from bot.language.ngrams import Ngrams, Row
from bot.language.opposites import opposites
from bot.language.polarity import PRESENT, Polarity, cues, name
from bot.language.reader import Reader, blend, shared
from bot.language.stretches import stretches
from bot.language.subject import WHO, Who, about_other, about_partner, about_self, leaves_undone, names_self

VECTOR_SCALE = 3.2
"""Unit vectors are stretched by this, so that one regularisation strength suits them."""
WORDS_SHARE, READER_SHARE = 0.2, 0.8
"""How much each reader counts in the blend."""
ANY_POWER = 0.5
"""How strongly "tells any sign at all" weighs; it lifted F1 on own held-out messages from .50 to .56 at 2 % false positives."""
EVIDENCE = 5
"""Log-odds that a confidence is made of: the score, what each reader makes of it, and of its contrary."""
SURELY_NOT = 1e-4
"""Scores below say no more than this one."""
SUBJECT_SHARE = 0.25
"""How much the vector counts for whose sign it is; wording says more: .98 of own clauses are read as own, .95 at .75."""
OWN_DOING = frozenset(("decides_independently", "own_interests", "sense_of_self"))
"""Strengths that only the person's own doing shows: "my wife decides it all" tells of hers."""
LEFT_TO_DO = frozenset(("one_sided_sacrifice", "tolerates_mistreatment", "loneliness"))
"""Signs that what a partner leaves undone tells of the person: "he never says thanks"."""
AS_WELL = 0.5
"""A clause about the person that tells a sign at least this share as surely as the best one makes it theirs."""
MANY_CLAUSES, CLAUSE_WORDS, PLAINLY = 2, 5, 0.9
"""From so many clauses on, one of so many words that tells a sign so surely by itself is heard, whatever stands beside it."""
HEARD_ALONE = 0.65
"""The confidence of such a sign: of the test messages' 15, ten are right."""
MAX_SIGNS = 4
"""More than four signs in one message are more often guesses than finds."""
MOST_SIGNS = 6
"""The same for a long message."""
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
    """Turns the evidence for signs into probabilities and says from which one on a sign counts."""

    weights: Floats
    """Shape (EVIDENCE,): how much each log-odds of the evidence counts."""
    offset: Floats
    """Shape (signs,): how much a sign is to be trusted beside the others."""
    thresholds: Floats
    """Shape (signs,), in calibrated confidence."""

    def confidence(self, evidence: Floats) -> Floats:
        """Return calibrated confidences, shape (..., signs), of evidence, shape (..., signs, EVIDENCE)."""
        return squash(evidence @ self.weights + self.offset, "sigmoid")


@dataclass(frozen=True)
class Found:
    """What a message tells."""

    signs: tuple[FoundSign, ...]
    """Those that are sure enough, most certain first, at most four."""
    guess: FoundSign | None = None
    """Where there is none: the likeliest present sign of the person, worth asking about but not worth noting."""

    def moved(self, by: int) -> Found:
        """Give the same with offsets in the message that this is a stretch of."""
        signs = tuple(replace(s, start=s.start + by, end=s.end + by) for s in self.signs)
        guess = self.guess and replace(self.guess, start=self.guess.start + by, end=self.guess.end + by)
        return Found(signs, guess)


@dataclass(frozen=True)
class Pair:
    """One question answered from meaning and from wording."""

    meaning: Logistic
    words: Logistic

    def scores(self, vectors: Floats, rows: Sequence[Row]) -> tuple[Floats, Floats]:
        """Return the probabilities by meaning and by wording, one row a text each."""
        meant = self.meaning.scores(vectors * VECTOR_SCALE)
        worded = squash(np.stack([self.words.sparse_logits(row) for row in rows]), self.words.kind)
        return meant, worded


@dataclass(frozen=True)
class Reading:
    """The scores of one message before calibration."""

    clauses: tuple[Clause, ...]
    """At least one; a message that does not split is its own clause."""
    present: Floats
    """Shape (signs, EVIDENCE)."""
    denied: Floats
    """Shape (signs, EVIDENCE)."""
    clause_present: Floats
    """Shape (clauses, signs)."""
    clause_denied: Floats
    """Shape (clauses, signs)."""
    alone: Floats
    """Shape (clauses, signs, EVIDENCE): what each clause tells as a message of its own; none where there is one clause."""


@dataclass(frozen=True)
class SignModel:
    """The trained parts without thresholds."""

    signs: tuple[str, ...]
    words: Logistic
    """2 x signs + 1 outputs: present, denied, and any."""
    subject: Pair
    ngrams: Ngrams

    def read(self, clauses: Sequence[Clause], texts: Sequence[str], told: Floats) -> Reading:
        """Score a message from what `texts_to_read` gives of it; `told` holds the fine-tuned scores of those texts."""
        count = len(self.signs)
        rows = [self.ngrams.row(text) for text in texts]
        worded = squash(np.stack([self.words.sparse_logits(row) for row in rows]), self.words.kind)
        each = blend((worded, told), (WORDS_SHARE, READER_SHARE))
        parts = each[1:] if len(texts) > 1 else each
        blended = (each[0] + parts.max(axis=0)) / 2
        present, denied = blended[:count], blended[count : 2 * count]
        tells = blended[2 * count :] ** ANY_POWER
        told_so = np.stack([told[0, :count], worded[0, :count]], axis=1)
        told_not = np.stack([told[0, count : 2 * count], worded[0, count : 2 * count]], axis=1)
        alone = [_alone(*scores, count) for scores in zip(each[1:], told[1:], worded[1:], strict=True)]
        return Reading(
            tuple(clauses) or (Clause(texts[0], 0, len(texts[0])),),
            evidence(present * (1 - denied) * tells, told_so, told_not),
            evidence(denied * tells, told_not, told_so),
            parts[:, :count] * (1 - parts[:, count : 2 * count]),
            parts[:, count : 2 * count],
            np.stack(alone) if alone else np.zeros((0, count, EVIDENCE), dtype=np.float32),
        )

    def whose(self, clause: str, vector: Floats) -> Who:
        """Tell whose a clause's sign is; `vector` is the clause's, shape (384,)."""
        scores = self.subject.scores(vector[None], [self.ngrams.row(clause)])
        return WHO[int(blend(scores, (SUBJECT_SHARE, 1 - SUBJECT_SHARE))[0].argmax())]


def _merged(parts: Sequence[Found]) -> Found:
    """Return what all stretches tell: of a sign told twice the surest word stands, a guess only where nothing is sure."""
    best: dict[str, FoundSign] = {}
    for sign in sorted((s for part in parts for s in part.signs), key=lambda s: s.confidence):
        best[sign.sign] = sign
    if best:
        return Found(tuple(sorted(best.values(), key=lambda s: -s.confidence)[:MOST_SIGNS]))
    guesses = [part.guess for part in parts if part.guess]
    return Found((), max(guesses, key=lambda g: g.confidence, default=None))


def _alone(blended: Floats, told: Floats, worded: Floats, signs: int) -> Floats:
    """Return the evidence for presence, shape (signs, EVIDENCE), of a text that stands alone."""
    present, denied, tells = blended[:signs], blended[signs : 2 * signs], blended[2 * signs :] ** ANY_POWER
    both = np.stack([told, worded], axis=1)
    return evidence(present * (1 - denied) * tells, both[:signs], both[signs : 2 * signs])


def evidence(scores: Floats, told: Floats, contrary: Floats) -> Floats:
    """Return log-odds, shape (signs, EVIDENCE): the blended score, and what each reader makes of the whole message.

    told: shape (signs, 2), each reader's word for it; contrary: the same for its being turned round. A sign that the
    encoder never learned (NaN) takes the score instead of its word.
    """
    score = scores[:, None]
    beside = [np.where(np.isnan(word), instead, word) for word, instead in ((told, score), (contrary, 1 - score))]
    clipped = np.clip(np.concatenate([score, *beside], axis=1), SURELY_NOT, 1 - SURELY_NOT)
    return np.asarray(np.log(clipped / (1 - clipped)), dtype=np.float32)


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
        guess_from: float,
        reader: Reader | None = None,
    ) -> None:
        self.model = model
        self._present = present
        self._denied = denied
        self._guess_from = guess_from
        self._reader = reader or shared()

    def read(self, text: str) -> Found:
        """Return the signs of a message; none where there are none. A long one is read stretch by stretch."""
        if not text.strip():
            return Found(())
        parts = stretches(text)
        if len(parts) == 1:
            return self._read(text)
        return _merged([self._read(text[part.start : part.end], part.before).moved(part.start) for part in parts])

    def _read(self, text: str, before: Sequence[str] = ()) -> Found:
        clauses, texts = texts_to_read(text)
        return self.find(self.model.read(clauses, texts, self._reader.signs(texts, self.model.signs)), before)

    def find(self, reading: Reading, before: Sequence[str] = ()) -> Found:
        """Decide from scores which signs are there, denied, or neither; `before` are the clauses told before these.

        A sign that is denied only because its other pole is told is left out: it would say the same thing twice.
        """
        present = self._heard_alone(reading, self._present.confidence(reading.present))
        denied = self._denied.confidence(reading.denied)
        found = []
        for index in range(len(self.model.signs)):
            is_present = present[index] >= self._present.thresholds[index]
            is_denied = denied[index] >= self._denied.thresholds[index]
            if is_present or is_denied:
                # both can hold ("i used to ask her everything, and sometimes still do"): the more certain one stands
                refuse = bool(is_denied and (not is_present or denied[index] > present[index]))
                confidence = float(denied[index] if refuse else present[index])
                found.append(self._found(reading, index, refuse, confidence, before))
        if found:
            present_ones = {f.sign for f in found if f.polarity in PRESENT}
            told = [f for f in found if f.polarity in PRESENT or not opposites(f.sign) & present_ones]
            return Found(tuple(sorted(told, key=lambda f: -f.confidence)[:MAX_SIGNS]))
        likeliest = int(present.argmax())
        if present[likeliest] < self._guess_from:
            return Found(())
        guess = self._found(reading, likeliest, False, float(present[likeliest]), before)
        return Found((), guess if guess.who == "self" and guess.polarity in PRESENT else None)

    def _heard_alone(self, reading: Reading, present: Floats) -> Floats:
        """Return the confidences, raised where a clause tells a sign that the rest of the message drowns.

        Several signs in one message lower each other's score; what one clause says plainly counts as said.
        """
        long = [at for at, clause in enumerate(reading.clauses) if len(clause.text.split()) >= CLAUSE_WORDS]
        if len(reading.alone) < MANY_CLAUSES or not long:
            return present
        best = self._present.confidence(reading.alone[long]).max(axis=0)
        return np.where(best >= PLAINLY, np.maximum(present, HEARD_ALONE), present)

    def _found(self, reading: Reading, index: int, refuse: bool, confidence: float, before: Sequence[str]) -> FoundSign:
        of_clauses = (reading.clause_denied if refuse else reading.clause_present)[:, index]
        best = int(of_clauses.argmax())
        clause = reading.clauses[best]
        polarity = name(refuse, cues(clause.text))
        return FoundSign(
            self.model.signs[index],
            polarity,
            self._who(reading, of_clauses, self.model.signs[index], before),
            clause.start,
            clause.end,
            round(confidence, 3),
        )

    def _who(self, reading: Reading, of_clauses: Floats, sign: str, earlier: Sequence[str]) -> Who:
        """Tell whose a sign is; `of_clauses` is how surely each clause tells it, shape (clauses,)."""
        at = int(of_clauses.argmax())
        clause, before = reading.clauses[at].text, [*earlier, *(c.text for c in reading.clauses[:at])]
        if about_other(clause, before):
            return "other"
        if sign in OWN_DOING and about_partner(clause):
            return "partner"
        if about_self(clause) or (sign in LEFT_TO_DO and leaves_undone(clause)):
            return "self"
        who = self.model.whose(clause, self._reader.vectors([clause])[0])
        if who == "other" and names_self(clause):
            return "self"
        telling = np.flatnonzero(of_clauses >= AS_WELL * of_clauses[at])
        told_of_self = who == "partner" and any(about_self(reading.clauses[i].text) for i in telling)
        return "self" if told_of_self else who

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
            arrays[f"{key}_weights"] = scale.weights
            arrays[f"{key}_offset"] = scale.offset
            arrays[f"{key}_thresholds"] = scale.thresholds
        facts = {
            "signs": list(model.signs),
            "guess_from": self._guess_from,
        }
        weights.save(folder, FILE, arrays, facts)

    @classmethod
    def load(cls, folder: Path, reader: Reader | None = None) -> SignRecogniser:
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
                Scale(arrays[f"{k}_weights"], arrays[f"{k}_offset"], arrays[f"{k}_thresholds"])
                for k in ("present", "denied")
            ]
            guess_from = float(facts["guess_from"])
        except (KeyError, TypeError) as error:
            raise weights.DamagedWeights(
                f"the trained file {FILE} is damaged: run `trellis train --force`"
            ) from error
        return cls(model, scales[0], scales[1], guess_from, reader)


def _logistic(arrays: dict[str, weights.Array], key: str, kind: Kind) -> Logistic:
    return Logistic(arrays[f"{key}_weights"].astype(np.float32), arrays[f"{key}_bias"], kind)
