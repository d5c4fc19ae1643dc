"""The figures are counted as they are meant."""

from __future__ import annotations

from pathlib import Path

from bot.cli.evaluate import FLOORS, Example, confusions, load_examples, measure
from bot.cli.report import page
from bot.cli.scores import Count, Tally, below, calibration_error, quantile
from bot.runtime.turn import SignFound, Understood


def sign(id: str, polarity: str = "affirmed", who: str = "self") -> SignFound:
    return {"id": id, "polarity": polarity, "who": who, "start": 0, "end": 1, "confidence": 1.0}


def reading(intent: str, *signs: SignFound) -> Understood:
    return {
        "text": "",
        "intent": {"name": intent, "confidence": 1.0},
        "signs": list(signs),
        "safety": {"verdict": "none", "kind": None},
    }


def example(intent: str, *signs: tuple[str, bool]) -> Example:
    return Example("", intent, frozenset(signs))


def test_a_count_knows_its_figures() -> None:
    count = Count(right=3, invented=1, missed=2)
    assert (count.precision, count.recall, count.real) == (0.75, 0.6, 5)
    assert round(count.f1, 4) == 0.6667
    assert (Count().precision, Count().recall, Count().f1) == (0, 0, 0)


def test_the_four_figures() -> None:
    examples = [
        example("share_sign", ("enabling", True)),
        example("share_sign", ("enabling", False)),
        example("share_sign", ("anxiety", False)),
        example("greet"),
        example("share_story"),
        example("disclose_harm", ("anxiety", True)),
    ]
    readings = [
        reading("share_sign", sign("enabling", "hedged"), sign("loneliness")),
        reading("share_sign", sign("enabling")),
        reading("share_sign", sign("anxiety", "denied")),
        reading("greet"),
        reading("share_sign", sign("anxiety"), sign("enabling", who="other")),
        reading("disclose_harm"),
    ]
    intents, signs, measured = measure(examples, readings)
    assert intents.total.recall == 5 / 6
    assert (signs.total.right, signs.total.invented, signs.total.missed) == (1, 3, 0)
    assert measured == {
        "intent accuracy": 5 / 6,
        "intent macro F1": (1 + 6 / 7 + 0 + 1) / 4,
        "sign F1": 2 / 5,
        "denied kept apart": 0.5,
        "no sign invented": 0.5,
        "sign calibration": 0.25,
    }
    assert set(measured) == set(FLOORS)


def test_the_other_pole_of_what_is_denied_is_not_counted() -> None:
    denied = example("share_sign", ("fear_of_abandonment", False))
    signs = measure([denied], [reading("share_sign", sign("secure_apart"))])[1]
    assert (signs.total.right, signs.total.invented, signs.total.missed) == (0, 0, 0)
    signs = measure([denied], [reading("share_sign", sign("fear_of_abandonment"))])[1]
    assert signs.total.invented == 1


def test_a_floor_that_is_not_reached_is_named() -> None:
    assert below({"a": 0.5, "b": 0.9}, {"a": 0.6, "b": 0.9}) == ["a is 0.50, under its floor of 0.60"]


def test_a_tally_counts_what_was_missed_and_invented() -> None:
    tally = Tally()
    tally.add({"a", "b"}, {"b", "c"})
    assert {n: (c.right, c.invented, c.missed) for n, c in tally.by_name.items()} == {
        "a": (0, 0, 1),
        "b": (1, 0, 0),
        "c": (0, 1, 0),
    }


def test_rasas_files_are_read_with_polarity_and_who(tmp_path: Path) -> None:
    (tmp_path / "messages.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: share_sign\n  examples: |\n'
        "    - [i cover for her](sign:enabling) and my mum "
        '[does too]{"entity": "sign", "value": "enabling", "role": "affirmed", "group": "other"}\n'
        '    - [i used to worry]{"entity": "sign", "value": "anxiety", "role": "past"}\n'
    )
    found = load_examples(tmp_path)
    assert [e.signs for e in found] == [frozenset({("enabling", True)}), frozenset({("anxiety", False)})]
    assert found[0].text == "i cover for her and my mum does too"


def test_calibration_is_the_gap_between_said_and_right() -> None:
    assert calibration_error([]) == 0
    assert calibration_error([(0.8, True)] * 4 + [(0.8, False)]) < 1e-9
    assert round(calibration_error([(0.9, False), (0.9, False), (0.3, True), (0.3, True)]), 6) == 0.8


def test_the_middle_and_the_slowest() -> None:
    values = [float(n) for n in range(100)]
    assert (quantile(values, 0.5), quantile(values, 0.99), quantile([7.0], 0.99)) == (50, 99, 7)


def test_the_page_shows_every_confusion_and_fetches_nothing() -> None:
    examples, readings = [example("greet"), example("stop")], [reading("greet"), reading("<skip>")]
    html = page(*measure(examples, readings), confusions(examples, readings))
    assert "stop read as &lt;skip&gt;: 1" in html and "greet read as greet: 1" in html
    assert "http" not in html and "<script" not in html and "<skip>" not in html


def test_the_page_shows_the_stock_figures_beside_ours() -> None:
    examples, readings = [example("greet")], [reading("greet")]
    intents, signs, figures = measure(examples, readings)
    html = page(intents, signs, figures, confusions(examples, readings), dict.fromkeys(figures, 0.25))
    assert "stock Rasa" in html and "<td>0.250</td>" in html
