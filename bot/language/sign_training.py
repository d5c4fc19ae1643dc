"""Training of the sign recogniser from marked examples.

Owns what is learned from a marked span, and how thresholds and calibration are found. It must not read files and is
never imported when serving (it needs scipy).

    recogniser = train(examples, embedder)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.embedding import Embedder, Vectors
from bot.language.examples import Example, Span
from bot.language.logistic import Floats, Kind, Logistic, fit, ngram_matrix
from bot.language.ngrams import Ngrams
from bot.language.polarity import PRESENT
from bot.language.signs import (
    EMBEDDING_SCALE,
    Pair,
    Reading,
    Scale,
    SignModel,
    SignRecogniser,
    texts_to_embed,
)
from bot.language.subject import WHO

FOLDS = 3
MEANING_C, WORDS_C = 0.3, 10.0
POSITIVE_WEIGHT = 3.0
"""A label that is there counts three times: there are 20 signs, and most are absent from any message."""
OTHER_WEIGHT = 3.0
"""The same for signs of partners and others, which are rare."""
UNLABELLED_INTENTS = frozenset({"disclose_harm"})
"""Messages that may tell of mistreatment without a mark: left out, rather than learned as "no sign"."""
MOST_CALIBRATED = 1_500
"""Messages read for thresholds; more do not move them and cost seconds."""
FALSE_POSITIVES, FALSE_DENIALS = 0.01, 0.02
"""Share of own messages without a sign in which one may be found present, or denied; strangers' messages show about eight
times as many, because they are less like the ones learned from."""
FEWEST_CALIBRATED = 10
"""Finds that the curve needs; a small project calibrates on all scores."""
CALIBRATED_FROM = 0.05
"""Lower scores are nearly all "no"; with them in, the curve bends to their side and real finds get too little confidence."""
SHRINK = 60
"""A sign's own threshold counts as much as the common one where it has this many examples."""


class NoSigns(ValueError):
    """The training data marks no sign at all."""


@dataclass(frozen=True)
class _Row:
    """A text to learn from and which message it came from."""

    text: str
    target: Floats
    group: int


def train(examples: Sequence[Example], embedder: Embedder) -> SignRecogniser:
    """Learn from marked examples; messages of other intents teach what is no sign."""
    usable = [e for e in examples if e.text.strip() and e.intent not in UNLABELLED_INTENTS]
    signs = tuple(sorted({s.sign for e in usable for s in e.spans}))
    if not signs:
        raise NoSigns("no example marks a sign: see data/nlu/signs_*.yml")
    rows = [row for e in usable for row in _rows(e, signs)]
    sample = _sample(usable)
    cut = [texts_to_embed(e.text) for e in sample]
    vectors = _vectors(embedder, [*(r.text for r in rows), *(t for _, texts in cut for t in texts)])
    ngrams = Ngrams.fit([r.text for r in rows])
    subject = _subject(usable, vectors, ngrams)

    folds = np.array([r.group % FOLDS for r in rows])
    readings: dict[int, Reading] = {}
    for fold in range(FOLDS):
        kept = [r for r, f in zip(rows, folds, strict=True) if f != fold]
        model = SignModel(signs, _fit(kept, vectors, ngrams), subject, ngrams)
        for index, (example, (clauses, texts)) in enumerate(zip(sample, cut, strict=True)):
            if _group(example) % FOLDS == fold:
                readings[index] = model.read(example.text, clauses, np.stack([vectors[t] for t in texts]))
    ordered = [readings[i] for i in range(len(sample))]
    present, denied = _gold(sample, signs)
    return SignRecogniser(
        SignModel(signs, _fit(rows, vectors, ngrams), subject, ngrams),
        _scale(np.stack([r.present for r in ordered]), present, (present + denied).sum(axis=1) == 0, FALSE_POSITIVES),
        _scale(np.stack([r.denied for r in ordered]), denied, denied.sum(axis=1) == 0, FALSE_DENIALS),
        embedder,
    )


def _group(example: Example) -> int:
    return zlib.crc32(example.text.encode())


def _sample(examples: Sequence[Example]) -> list[Example]:
    """Choose messages for calibration: a fixed draw by hash, so that training twice gives the same model."""
    ordered = sorted(examples, key=lambda e: zlib.crc32(b"draw" + e.text.encode()))
    return ordered[:MOST_CALIBRATED]


def _rows(example: Example, signs: tuple[str, ...]) -> list[_Row]:
    """Make the rows of one message: the whole, and each marked clause that is not nearly the whole."""
    group = _group(example)
    rows = [_Row(example.text, _target(example.spans, signs), group)]
    for span in example.spans:
        words = example.words(span)
        if len(example.spans) > 1 or len(words) < 0.9 * len(example.text):
            rows.append(_Row(words, _target([span], signs), group))
    return rows


def _target(spans: Sequence[Span], signs: tuple[str, ...]) -> Floats:
    target = np.zeros(2 * len(signs) + 1, dtype=np.float32)
    for span in spans:
        target[signs.index(span.sign) + (0 if span.polarity in PRESENT else len(signs))] = 1
        target[-1] = 1
    return target


def _vectors(embedder: Embedder, texts: Sequence[str]) -> dict[str, Vectors]:
    distinct = sorted(set(texts))
    return dict(zip(distinct, embedder.embed_all(distinct), strict=True))


def _fit(rows: Sequence[_Row], vectors: dict[str, Vectors], ngrams: Ngrams) -> Pair:
    targets = np.stack([r.target for r in rows])
    weigh = np.where(targets > 0, POSITIVE_WEIGHT, 1.0).astype(np.float32)
    weigh[:, -1] = 1.0  # "any" is there in every second row
    return _pair([r.text for r in rows], targets, weigh, vectors, ngrams, "sigmoid")


def _subject(examples: Sequence[Example], vectors: dict[str, Vectors], ngrams: Ngrams) -> Pair:
    """Learn whose sign it is from the marked clauses."""
    texts, owners = [], []
    for example in examples:
        for span in example.spans:
            # the whole message's vector is there where the clause is nearly the whole
            words = example.words(span)
            texts.append(words if words in vectors else example.text)
            owners.append(WHO.index(span.who))
    targets = np.eye(len(WHO), dtype=np.float32)[owners]
    weigh = np.where(np.array(owners) > 0, OTHER_WEIGHT, 1.0).astype(np.float32)
    return _pair(texts, targets, weigh, vectors, ngrams, "softmax")


def _pair(
    texts: Sequence[str], targets: Floats, weigh: Floats, vectors: dict[str, Vectors], ngrams: Ngrams, kind: Kind
) -> Pair:
    meaning = np.stack([vectors[t] for t in texts]) * EMBEDDING_SCALE
    fitted: list[Logistic] = [
        fit(meaning, targets, inverse_l2=MEANING_C, kind=kind, row_weights=weigh),
        fit(ngram_matrix(ngrams, texts), targets, inverse_l2=WORDS_C, kind=kind, row_weights=weigh),
    ]
    return Pair(*fitted)


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
