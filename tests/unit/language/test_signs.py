"""Signs are found with their clause, polarity and owner, and come back the same from disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.language.clauses import Clause
from bot.language.signs import (
    EVIDENCE,
    HEARD_ALONE,
    MAX_SIGNS,
    Found,
    FoundSign,
    Reading,
    Scale,
    SignRecogniser,
    _merged,
    evidence,
    texts_to_read,
)
from bot.language.weights import DamagedWeights

LABELS = 6


def _scale(threshold: float) -> Scale:
    only_the_score = np.eye(EVIDENCE, dtype=np.float32)[0]
    return Scale(only_the_score, np.zeros(LABELS, dtype=np.float32), np.full(LABELS, threshold, dtype=np.float32))


class _Model:
    signs = tuple("abcdef")

    def whose(self, clause: str, vector: object) -> str:
        return "self"


def _recogniser() -> SignRecogniser:
    return SignRecogniser(_Model(), _scale(0.4), _scale(0.4), 0.25)  # type: ignore[arg-type]


def _reading(
    present: dict[int, float],
    denied: dict[int, float],
    clauses: tuple[Clause, ...] = (Clause("i used to hide it", 4, 21),),
) -> Reading:
    scores = np.zeros((2, LABELS), dtype=np.float32)
    for row, found in enumerate((present, denied)):
        for index, score in found.items():
            scores[row, index] = score
    each = np.repeat(scores[:, None, :], len(clauses), axis=1)
    nothing = np.zeros((LABELS, 2), dtype=np.float32)
    present, denied = (evidence(row, nothing, nothing) for row in scores)
    alone = np.zeros((0, LABELS, present.shape[-1]), dtype=np.float32)
    return Reading(clauses, present, denied, each[0], each[1], alone)


def test_a_sign_that_a_clause_about_the_person_tells_nearly_as_well_is_theirs() -> None:
    class Partners(_Model):
        def whose(self, clause: str, vector: object) -> str:
            return "partner"

    clauses = (Clause("i do all of it", 0, 14), Clause("and he never even says thanks", 15, 44))
    recogniser = SignRecogniser(Partners(), _scale(0.4), _scale(0.4), 0.25)  # type: ignore[arg-type]
    reading = _reading({0: 0.9}, {}, clauses)
    reading.clause_present[:, 0] = 0.6, 0.9
    assert [found.who for found in recogniser.find(reading).signs] == ["self"]
    reading.clause_present[:, 0] = 0.2, 0.9
    assert [found.who for found in recogniser.find(reading).signs] == ["partner"]


def test_what_a_clause_tells_plainly_is_heard_beside_others() -> None:
    clauses = (Clause("i always cover for him at work", 0, 30), Clause("and it rained a lot", 31, 50))
    quiet = _reading({0: 0.1}, {}, clauses)
    plain = np.stack([np.full((LABELS, quiet.present.shape[-1]), -9.0, dtype=np.float32)] * 2)
    plain[0, 0] = 9.0
    recogniser = _recogniser()
    assert recogniser.find(quiet).signs == ()
    heard = recogniser.find(replace(quiet, alone=plain)).signs
    assert [found.confidence for found in heard] == [HEARD_ALONE]
    short = replace(quiet, clauses=(Clause("i cover", 0, 7), clauses[1]), alone=plain)
    assert recogniser.find(short).signs == ()


def test_finds_a_sign_and_its_clause(recogniser: SignRecogniser) -> None:
    message = "we had a row, and i hide his bottles from his boss again"
    found = recogniser.read(message).signs
    assert found[0].sign == "enabling"
    assert found[0].polarity == "affirmed"
    assert found[0].who == "self"
    assert message[found[0].start : found[0].end].startswith("i hide")
    assert 0 < found[0].confidence <= 1


def test_finds_nothing_where_nothing_is_said(recogniser: SignRecogniser) -> None:
    assert recogniser.read("") == Found(())
    assert recogniser.read("  \n ") == Found(())


def test_knows_a_friend_by_wording(recogniser: SignRecogniser) -> None:
    found = recogniser.read("my sister hides her husband's bottles from everyone").signs
    assert all(f.who == "other" for f in found)


def test_what_is_denied_is_not_present() -> None:
    found = _recogniser().find(_reading({}, {0: 0.8})).signs
    assert [(f.sign, f.polarity) for f in found] == [("a", "past")]


def test_the_more_certain_of_present_and_denied_stands() -> None:
    find = _recogniser().find
    assert find(_reading({0: 0.9}, {0: 0.5})).signs[0].polarity == "affirmed"
    assert find(_reading({0: 0.5}, {0: 0.9})).signs[0].polarity == "past"


def test_one_pole_told_is_not_said_again_as_the_other_denied() -> None:
    class Poles(_Model):
        signs = ("needs_partner_to_decide", "decides_independently", "c", "d", "e", "f")

    read = SignRecogniser(Poles(), _scale(0.4), _scale(0.4), 0.25)  # type: ignore[arg-type]
    assert [f.sign for f in read.find(_reading({0: 0.9}, {1: 0.8, 2: 0.7})).signs] == [
        "needs_partner_to_decide",
        "c",
    ]
    assert [f.sign for f in read.find(_reading({}, {1: 0.8})).signs] == ["decides_independently"]


def test_gives_the_most_certain_signs_first_and_not_too_many() -> None:
    found = _recogniser().find(_reading({i: 0.5 + i / 20 for i in range(LABELS)}, {})).signs
    assert len(found) == MAX_SIGNS
    assert [f.sign for f in found] == ["f", "e", "d", "c"]


def test_below_the_threshold_nothing_is_found() -> None:
    assert _recogniser().find(_reading({0: 0.39}, {1: 0.39})).signs == ()


def test_where_none_is_sure_the_likeliest_is_guessed() -> None:
    plain = (Clause("i hide it", 0, 9),)
    found = _recogniser().find(_reading({0: 0.3, 1: 0.35}, {}, plain))
    assert not found.signs and found.guess is not None and found.guess.sign == "b"
    assert _recogniser().find(_reading({0: 0.1}, {}, plain)).guess is None
    assert _recogniser().find(_reading({0: 0.35, 1: 0.9}, {}, plain)).guess is None


def test_what_is_weak_or_somebody_elses_is_not_guessed() -> None:
    denied = (Clause("i don't hide it", 0, 15),)
    assert _recogniser().find(_reading({0: 0.2}, {0: 0.39}, denied)).guess is None
    others = (Clause("my sister hides it", 0, 18),)
    assert _recogniser().find(_reading({0: 0.35}, {}, others)).guess is None


def test_a_message_of_one_clause_needs_one_vector() -> None:
    assert texts_to_read("i hide his bottles")[1] == ["i hide his bottles"]
    assert len(texts_to_read("i hide his bottles. he sleeps all day")[1]) == 3


def test_comes_back_the_same_from_disk(recogniser: SignRecogniser, tmp_path: Path) -> None:
    recogniser.save(tmp_path)
    again = SignRecogniser.load(tmp_path)
    for message in ("i ring his work and lie for him", "tuesdays are for my choir", "it rained"):
        before, after = recogniser.read(message).signs, again.read(message).signs
        assert [(f.sign, f.polarity, f.start, f.end) for f in before] == [
            (f.sign, f.polarity, f.start, f.end) for f in after
        ]


def test_a_damaged_file_is_refused(recogniser: SignRecogniser, tmp_path: Path) -> None:
    recogniser.save(tmp_path)
    (tmp_path / "signs.npz").write_bytes(b"PK")
    with pytest.raises(DamagedWeights, match="signs"):
        SignRecogniser.load(tmp_path)


def test_confidence_grows_with_the_score_and_with_what_the_readers_say() -> None:
    nothing, sure = np.full((2, 2), 0.01), np.full((2, 2), 0.99)
    scale = Scale(np.asarray([1.0, 0.5, 0.5, -0.2, -0.2], dtype=np.float32), np.zeros(2, dtype=np.float32), np.zeros(2, dtype=np.float32))
    low, high = np.asarray([0.0, 0.2], dtype=np.float32), np.asarray([0.8, 1.0], dtype=np.float32)
    readings = [
        evidence(low, nothing, sure),
        evidence(low, nothing, nothing),
        evidence(high, nothing, nothing),
        evidence(high, sure, nothing),
    ]
    confidences = np.stack([scale.confidence(reading) for reading in readings])
    assert (np.diff(confidences, axis=0) > 0).all()
    assert (confidences > 0).all() and (confidences < 1).all()


def test_a_sign_the_encoder_never_learned_is_judged_by_its_score() -> None:
    score = np.asarray([0.3], dtype=np.float32)
    unknown = np.asarray([[np.nan, 0.3]], dtype=np.float32)
    found = evidence(score, unknown, 1 - unknown)
    assert np.allclose(found, np.log(0.3 / 0.7) * np.asarray([1, 1, 1, -1, -1]), atol=1e-5)


def test_of_a_sign_told_in_two_stretches_the_surest_word_stands() -> None:
    once, again = FoundSign("enabling", "affirmed", "self", 0, 9, 0.7), FoundSign("enabling", "denied", "self", 40, 50, 0.9)
    other = FoundSign("anxiety", "affirmed", "self", 60, 70, 0.8)
    guess = FoundSign("loneliness", "affirmed", "self", 0, 5, 0.5)
    assert _merged([Found((once,)), Found((again, other)), Found((), guess)]) == Found((again, other))
    assert _merged([Found(()), Found((), guess)]) == Found((), guess)
    assert Found((once,)).moved(10).signs[0].end == 19
