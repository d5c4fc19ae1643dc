"""Training of the sign recogniser from marked examples.

Owns what is learned from a marked span, and how thresholds and calibration are found. It must not read files and is
never imported when serving (it needs scipy).

    recogniser = train(examples, reader)
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.language.examples import Example, Span
from bot.language.logistic import Floats, Logistic, fit, learn_ngrams, ngram_matrix
from bot.language.ngrams import Ngrams
from bot.language.opposites import opposites
from bot.language.polarity import PRESENT
from bot.language.reader import Reader
from bot.language.signs import (
    EVIDENCE,
    VECTOR_SCALE,
    Pair,
    Scale,
    SignModel,
    SignRecogniser,
    texts_to_read,
)
from bot.language.subject import WHO

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

MEANING_C, WORDS_C = 0.3, 10.0
POSITIVE_WEIGHT = 3.0
"""A label that is there counts three times: there are 20 signs, and most are absent from any message."""
OTHER_WEIGHT = 3.0
"""The same for signs of partners and others, which are rare."""
TELLING = "share_story"
"""The intent of tellings without a sign."""
UNLABELLED_INTENTS = frozenset({"disclose_harm"})
"""Messages that may tell of mistreatment without a mark: left out, rather than learned as "no sign"."""
MOST_SUBJECTS = 3_000
"""Clauses that teach whose a sign is; more of the person's own change nothing and cost half a minute."""
FALSE_POSITIVES, FALSE_DENIALS = 0.02, 0.03
"""Share of the measured tellings without a sign in which one may be found present, or denied."""
FALSE_GUESSES = 0.12
"""The same for a guess, which only asks."""
GRID = np.arange(0.1, 0.91, 0.02)
"""Thresholds that are tried."""
FEWEST_CALIBRATED = 10
"""Finds that the curve needs; a small project calibrates on all scores."""
CALIBRATED_FROM = -3.0
"""In log-odds, .05. Lower scores are nearly all "no"; with them in, the curve bends to their side and real finds get too little confidence."""
CONTRARY_WEIGHT = 1.75
"""A sign that is told turned round counts so much more: to read a "no" as a "yes" is the worst misreading."""
OWN_OFFSET = 0.3
"""How freely a sign may be trusted more or less than the others; freer fits the few measured messages of each."""
SHRINK = 200
"""A sign's own threshold counts as much as the common one where so many measured messages have it; some twenty do."""
WORDS_TOLERANCE = 1e-3
"""A closer fit of the n-grams takes twice as long and finds no more."""


class NoSigns(ValueError):
    """The training data marks no sign at all."""


@dataclass(frozen=True)
class TrainingRow:
    """A text to learn from."""

    text: str
    target: Floats
    """Shape (2 x signs + 1,), 0 or 1: present, denied, any."""


def train(examples: Sequence[Example], reader: Reader) -> SignRecogniser:
    """Learn from marked examples; messages of other intents teach what is no sign.

    Thresholds and calibration are measured on the messages that nothing learns from, or on all where there are none.
    """
    usable = [e for e in examples if e.text.strip() and e.intent not in UNLABELLED_INTENTS]
    learned = [e for e in usable if e.learn]
    signs = signs_of(learned)
    if not signs:
        raise NoSigns("no example marks a sign: see data/nlu/signs")
    rows = [row for e in learned for row in rows_of(e, signs)]
    ngrams, worded = learn_ngrams([r.text for r in rows])
    model = SignModel(signs, _fit(worded, rows, signs), _subject(learned, reader, ngrams), ngrams)

    measured = [e for e in usable if not e.learn] or learned
    cut = [texts_to_read(e.text) for e in measured]
    reader.rows([text for _, texts in cut for text in texts])  # read side by side: half the time of one by one
    readings = [model.read(clauses, texts, reader.signs(texts, signs)) for clauses, texts in cut]
    present, denied = _gold(measured, signs)
    plain = np.asarray([not e.spans and e.intent == TELLING for e in measured])
    of_present = np.stack([r.present for r in readings])
    scale = _scale(of_present, present, denied, plain, FALSE_POSITIVES)
    return SignRecogniser(
        model,
        scale,
        _scale(np.stack([r.denied for r in readings]), denied, present, plain, FALSE_DENIALS),
        _best(scale.confidence(of_present), present, plain, GRID, FALSE_GUESSES),
        reader,
    )


def signs_of(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the ids of all marked signs, in the order in which every output stands."""
    return tuple(sorted({s.sign for e in examples for s in e.spans}))


def rows_of(example: Example, signs: tuple[str, ...]) -> list[TrainingRow]:
    """Make the rows of one message: the whole, and each marked clause that is not nearly the whole."""
    rows = [TrainingRow(example.text, _target(example.spans, signs))]
    for span in example.spans:
        words = example.words(span)
        if len(example.spans) > 1 or len(words) < 0.9 * len(example.text):
            rows.append(TrainingRow(words, _target([span], signs)))
    return rows


def open_outputs(target: Floats, signs: Sequence[str]) -> list[int]:
    """Return the outputs on which a text is no evidence: the other pole of a sign it marks, turned round."""
    count, found = len(signs), set()
    for at in np.flatnonzero(target[: 2 * count]):
        turned = count if at < count else 0
        found |= {turned + signs.index(other) for other in opposites(signs[at % count]) if other in signs}
    return sorted(at for at in found if not target[at])


def _target(spans: Sequence[Span], signs: tuple[str, ...]) -> Floats:
    target = np.zeros(2 * len(signs) + 1, dtype=np.float32)
    for span in spans:
        target[signs.index(span.sign) + (0 if span.polarity in PRESENT else len(signs))] = 1
        target[-1] = 1
    return target


def _fit(worded: csr_matrix, rows: Sequence[TrainingRow], signs: Sequence[str]) -> Logistic:
    targets = np.stack([r.target for r in rows])
    weigh = np.where(targets > 0, POSITIVE_WEIGHT, 1.0).astype(np.float32)
    weigh[:, -1] = 1.0  # "any" is there in every second row
    for at, row in enumerate(rows):
        weigh[at, open_outputs(row.target, signs)] = 0.0
    return fit(
        worded, targets, inverse_l2=WORDS_C, kind="sigmoid", row_weights=weigh, tolerance=WORDS_TOLERANCE
    )


def _subject(examples: Sequence[Example], reader: Reader, ngrams: Ngrams) -> Pair:
    """Learn whose sign it is from the marked clauses: all of partners and others, and a fixed draw of the person's own."""
    marked = [(e.words(s), s.who) for e in examples for s in e.spans]
    marked.sort(key=lambda clause: (clause[1] == "self", zlib.crc32(clause[0].encode())))
    marked = marked[:MOST_SUBJECTS]
    texts = [words for words, _ in marked]
    owners = [WHO.index(who) for _, who in marked]
    targets = np.eye(len(WHO), dtype=np.float32)[owners]
    weigh = np.where(np.array(owners) > 0, OTHER_WEIGHT, 1.0).astype(np.float32)
    return Pair(
        fit(reader.vectors(texts) * VECTOR_SCALE, targets, inverse_l2=MEANING_C, kind="softmax", row_weights=weigh),
        fit(ngram_matrix(ngrams, texts), targets, inverse_l2=WORDS_C, kind="softmax", row_weights=weigh),
    )


def _gold(examples: Sequence[Example], signs: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Return what is present and what is denied, shape (messages, signs): 1, 0, or NaN where a message says nothing."""
    targets = np.stack([_target(e.spans, signs) for e in examples])
    for row in targets:
        row[open_outputs(row, signs)] = np.nan
    return targets[:, : len(signs)], targets[:, len(signs) : 2 * len(signs)]


def _scale(
    evidence: Floats, gold: Floats, contrary: Floats, plain: npt.NDArray[np.bool_], cap: float
) -> Scale:
    """Learn by one logistic curve how far to trust the evidence and each sign, then choose thresholds.

    evidence: shape (messages, signs, EVIDENCE), the blended score first. gold: shape (messages, signs), as `_gold` gives it;
    contrary: the same for the sign turned round. plain: messages in which nothing may be found. cap: in what share of them one is.
    """
    known = ~np.isnan(gold)
    likely = (evidence[..., 0] >= CALIBRATED_FROM) & known
    if gold[likely].sum() < FEWEST_CALIBRATED:
        likely = known
    which = np.broadcast_to(OWN_OFFSET * np.eye(gold.shape[1], dtype=np.float32), (*gold.shape, gold.shape[1]))
    features = np.concatenate([evidence, which], axis=-1)
    weigh = np.where(contrary[likely] > 0, CONTRARY_WEIGHT, 1.0).astype(np.float32).reshape(-1, 1)
    curve = fit(features[likely], gold[likely].reshape(-1, 1), inverse_l2=1.0, kind="sigmoid", row_weights=weigh)
    weights, apart = curve.weights[:EVIDENCE, 0], curve.weights[EVIDENCE:, 0]
    offset = np.asarray(curve.bias[0] + OWN_OFFSET * apart, dtype=np.float32)
    confident = Scale(weights, offset, np.zeros(gold.shape[1], dtype=np.float32)).confidence(evidence)
    common = _best(confident, gold, plain, GRID, cap)
    thresholds = []
    for sign in range(gold.shape[1]):
        own = _best(confident[:, [sign]], gold[:, [sign]], plain, GRID, cap)
        many = np.nansum(gold[:, sign])
        share = many / (many + SHRINK)
        thresholds.append(max(share * own + (1 - share) * common, common - 0.1))
    return Scale(weights, offset, np.asarray(thresholds, dtype=np.float32))


def _best(
    confident: Floats, gold: Floats, plain: npt.NDArray[np.bool_], grid: npt.NDArray[np.float64], cap: float
) -> float:
    """Return the threshold with the best F1 among those that find little where nothing is."""
    best, chosen = -1.0, float(grid[-1])
    for threshold in grid:
        found = (confident >= threshold) & ~np.isnan(gold)
        if plain.any() and found[plain].any(axis=1).mean() > cap:
            continue
        hits = float((found & (gold > 0)).sum())
        f1 = 2 * hits / max(float(found.sum() + np.nansum(gold)), 1.0)
        if f1 > best:
            best, chosen = f1, float(threshold)
    return chosen
