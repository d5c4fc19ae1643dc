"""Training of the sign recogniser from marked examples.

Owns what is learned from a marked span, and how thresholds and calibration are found. It must not read files and is
never imported when serving (it needs scipy).

    recogniser = train(examples, embedder, tuned)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.embedding import Embedder
from bot.language.examples import Example, Span
from bot.language.logistic import Floats, Logistic, fit, ngram_matrix
from bot.language.ngrams import Ngrams
from bot.language.polarity import PRESENT
from bot.language.signs import (
    EMBEDDING_SCALE,
    Pair,
    Scale,
    SignModel,
    SignRecogniser,
    texts_to_read,
)
from bot.language.subject import WHO
from bot.language.tuned import TunedReader, held_out

MEANING_C, WORDS_C = 0.3, 10.0
POSITIVE_WEIGHT = 3.0
"""A label that is there counts three times: there are 20 signs, and most are absent from any message."""
OTHER_WEIGHT = 3.0
"""The same for signs of partners and others, which are rare."""
UNLABELLED_INTENTS = frozenset({"disclose_harm"})
"""Messages that may tell of mistreatment without a mark: left out, rather than learned as "no sign"."""
MOST_SUBJECTS = 3_000
"""Clauses that teach whose a sign is; more of the person's own change nothing and cost half a minute."""
FALSE_POSITIVES, FALSE_DENIALS = 0.007, 0.03
"""Share of own messages without a sign in which one may be found present, or denied; strangers' messages show about twice
as many, because they are less like the ones learned from."""
FEWEST_CALIBRATED = 10
"""Finds that the curve needs; a small project calibrates on all scores."""
CALIBRATED_FROM = 0.05
"""Lower scores are nearly all "no"; with them in, the curve bends to their side and real finds get too little confidence."""
SHRINK = 60
"""A sign's own threshold counts as much as the common one where it has this many examples."""


class NoSigns(ValueError):
    """The training data marks no sign at all."""


@dataclass(frozen=True)
class TrainingRow:
    """A text to learn from, and whether its message is one of those measured on."""

    text: str
    target: Floats
    apart: bool


def train(examples: Sequence[Example], embedder: Embedder, tuned: TunedReader) -> SignRecogniser:
    """Learn from marked examples; messages of other intents teach what is no sign.

    Thresholds and calibration are measured on the messages that neither the fine-tuning nor a first fit has seen; then
    all are learned.
    """
    usable = [e for e in examples if e.text.strip() and e.intent not in UNLABELLED_INTENTS]
    signs = signs_of(usable)
    if not signs:
        raise NoSigns("no example marks a sign: see data/nlu/signs")
    rows = [row for e in usable for row in rows_of(e, signs)]
    apart = [e for e in usable if held_out(e.text)] or usable
    ngrams = Ngrams.fit([r.text for r in rows])
    subject = _subject(usable, embedder, ngrams)

    seen = [r for r in rows if not r.apart] or rows
    first = SignModel(signs, _fit(seen, ngrams), subject, ngrams)
    readings = []
    for example in apart:
        clauses, texts = texts_to_read(example.text)
        readings.append(first.read(clauses, texts, tuned.signs(texts, signs)))
    present, denied = _gold(apart, signs)
    plain = (present + denied).sum(axis=1) == 0
    return SignRecogniser(
        SignModel(signs, _fit(rows, ngrams), subject, ngrams),
        _scale(np.stack([r.present for r in readings]), present, plain, FALSE_POSITIVES),
        _scale(np.stack([r.denied for r in readings]), denied, plain, FALSE_DENIALS),
        embedder,
        tuned,
    )


def signs_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the ids of all marked signs, in the order in which every output stands."""
    return tuple(sorted({s.sign for e in examples for s in e.spans}))


def rows_of(example: Example, signs: tuple[str, ...]) -> list[TrainingRow]:
    """Make the rows of one message: the whole, and each marked clause that is not nearly the whole."""
    apart = held_out(example.text)
    rows = [TrainingRow(example.text, _target(example.spans, signs), apart)]
    for span in example.spans:
        words = example.words(span)
        if len(example.spans) > 1 or len(words) < 0.9 * len(example.text):
            rows.append(TrainingRow(words, _target([span], signs), apart))
    return rows


def _target(spans: Sequence[Span], signs: tuple[str, ...]) -> Floats:
    target = np.zeros(2 * len(signs) + 1, dtype=np.float32)
    for span in spans:
        target[signs.index(span.sign) + (0 if span.polarity in PRESENT else len(signs))] = 1
        target[-1] = 1
    return target


def _fit(rows: Sequence[TrainingRow], ngrams: Ngrams) -> Logistic:
    targets = np.stack([r.target for r in rows])
    weigh = np.where(targets > 0, POSITIVE_WEIGHT, 1.0).astype(np.float32)
    weigh[:, -1] = 1.0  # "any" is there in every second row
    features = ngram_matrix(ngrams, [r.text for r in rows])
    return fit(features, targets, inverse_l2=WORDS_C, kind="sigmoid", row_weights=weigh)


def _subject(examples: Sequence[Example], embedder: Embedder, ngrams: Ngrams) -> Pair:
    """Learn whose sign it is from the marked clauses: all of partners and others, and a fixed draw of the person's own."""
    marked = [(e.words(s), s.who) for e in examples for s in e.spans]
    marked.sort(key=lambda clause: (clause[1] == "self", zlib.crc32(clause[0].encode())))
    marked = marked[:MOST_SUBJECTS]
    texts = [words for words, _ in marked]
    owners = [WHO.index(who) for _, who in marked]
    targets = np.eye(len(WHO), dtype=np.float32)[owners]
    weigh = np.where(np.array(owners) > 0, OTHER_WEIGHT, 1.0).astype(np.float32)
    return Pair(
        fit(embedder.embed_all(texts) * EMBEDDING_SCALE, targets, inverse_l2=MEANING_C, kind="softmax", row_weights=weigh),
        fit(ngram_matrix(ngrams, texts), targets, inverse_l2=WORDS_C, kind="softmax", row_weights=weigh),
    )


def _gold(examples: Sequence[Example], signs: tuple[str, ...]) -> tuple[Floats, Floats]:
    targets = np.stack([_target(e.spans, signs) for e in examples])
    return targets[:, : len(signs)], targets[:, len(signs) : 2 * len(signs)]


def _scale(scores: Floats, gold: Floats, plain: npt.NDArray[np.bool_], cap: float) -> Scale:
    """Calibrate by one logistic curve over all signs, then choose thresholds.

    scores, gold: shape (messages, signs). plain: messages in which nothing may be found. cap: in what share of them one is.
    """
    likely = scores >= CALIBRATED_FROM
    if gold[likely].sum() < FEWEST_CALIBRATED:
        likely = np.ones_like(likely)
    clipped = np.clip(scores[likely], 1e-5, 1 - 1e-5)
    odds = np.log(clipped / (1 - clipped)).reshape(-1, 1).astype(np.float32)
    curve = fit(odds, gold[likely].reshape(-1, 1), inverse_l2=100.0, kind="sigmoid")
    slope, offset = float(curve.weights[0, 0]), float(curve.bias[0])
    confident = Scale(slope, offset, np.zeros(gold.shape[1], dtype=np.float32)).confidence(scores)
    grid = np.arange(0.1, 0.91, 0.02)
    common = _best(confident, gold, plain, grid, cap)
    thresholds = []
    for sign in range(gold.shape[1]):
        own = _best(confident[:, [sign]], gold[:, [sign]], plain, grid, cap)
        share = gold[:, sign].sum() / (gold[:, sign].sum() + SHRINK)
        thresholds.append(max(share * own + (1 - share) * common, common - 0.1))
    return Scale(slope, offset, np.asarray(thresholds, dtype=np.float32))


def _best(
    confident: Floats, gold: Floats, plain: npt.NDArray[np.bool_], grid: npt.NDArray[np.float64], cap: float
) -> float:
    """Return the threshold with the best F1 among those that find little where nothing is."""
    best, chosen = -1.0, float(grid[-1])
    for threshold in grid:
        found = confident >= threshold
        if plain.any() and found[plain].any(axis=1).mean() > cap:
            continue
        hits = float((found & (gold > 0)).sum())
        f1 = 2 * hits / max(float(found.sum() + gold.sum()), 1.0)
        if f1 > best:
            best, chosen = f1, float(threshold)
    return chosen
