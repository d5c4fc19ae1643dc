"""The labelled messages: their schema, and that nothing is measured on what was learned."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.safety.classifier import LABELS
from bot.safety.examples import load_examples
from bot.safety.nodes import DataError

EXAMPLES = load_examples()


def _written(folder: Path, text: str) -> Path:
    (folder / "some.yml").write_text(text, encoding="utf-8")
    return folder


def test_there_are_enough_of_each_kind_to_learn_from_and_some_kept_apart() -> None:
    counts = Counter((e.label, e.learn) for e in EXAMPLES)
    assert min(counts[label, True] for label in ("self_harm", "partner", "none")) >= 250
    assert all(counts[label, False] >= 10 for label in LABELS)


def test_no_message_of_the_verdict_table_is_learned() -> None:
    table = yaml.safe_load(
        (Path(__file__).parents[2] / "safety" / "verdicts.yml").read_text(encoding="utf-8")
    )
    measured = {text.lower() for group in table["groups"] for text in group["texts"]}
    assert [e.text for e in EXAMPLES if e.learn and e.text.lower() in measured] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("groups: []", "no messages"),
        ("groups:\n  - {class: a, kind: none, texts: [x], sort: b}", "unknown key 'sort'"),
        ("groups:\n  - {class: a, kind: partner, texts: [x]}", "'verdict' is missing"),
        ("groups:\n  - {class: a, kind: none, texts: [x, x]}", "there twice"),
        ("groups:\n  - {class: a, kind: sorrow, texts: [x]}", "'sorrow' is not known"),
    ],
)
def test_broken_data_are_refused_with_their_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DataError, match=says):
        load_examples(_written(tmp_path, text))


def test_the_partners_own_danger_and_everybody_elses_are_others(tmp_path: Path) -> None:
    group = "groups:\n  - {class: a, kind: self_harm, verdict: ask, about: partner, texts: [x]}"
    assert load_examples(_written(tmp_path, group))[0].label == "others"
