"""What is left out or done once in training gives the same model, and is taken back afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.runtime import slim

slim.install()

from rasa.engine.caching import LocalTrainingCache
from rasa.engine.training import graph_trainer
from rasa.engine.training.hooks import TrainingHook
from rasa.shared.exceptions import RasaException
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.training_data import loading, training_data
from rasa.shared.nlu.training_data.entities_parser import get_validated_dict
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.schemas.data_schema import rasa_nlu_data_schema
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils import validation

from bot.runtime.training_economies import applied

DATA = """version: "3.1"
nlu:
- intent: share_sign
  examples: |
    - [i used to worry]{"entity": "sign", "value": "anxiety", "role": "past"}
"""


def test_it_is_taken_back_also_after_a_failure() -> None:
    def places() -> tuple[Any, ...]:
        sanitize = vars(TrainingData)["sanitize_examples"]
        return validation.validate_training_data, loading.load_data, TrainingHook.on_before_node, training_data.copy, sanitize

    before = places()
    with applied():
        assert validation.validate_training_data is not before[0]
    with pytest.raises(ZeroDivisionError), applied():
        raise ZeroDivisionError
    assert places() == before


@pytest.mark.parametrize(
    "mark", ['"entity": "sign", "role": "past"', '"value": "x"', '"entity": 3', '"entity": "s", "role": []']
)
def test_marks_are_judged_as_rasa_judges_them(mark: str) -> None:
    def judged() -> tuple[str, Any]:
        try:
            return "read", get_validated_dict(mark)
        except RasaException as error:
            return type(error).__name__, str(error)

    theirs = judged()
    with applied():
        assert judged() == theirs


def test_another_schema_is_still_checked() -> None:
    with applied(), pytest.raises(RasaException):
        validation.validate_training_data({"rasa_nlu_data": 3}, rasa_nlu_data_schema())


def test_a_file_is_read_once_and_what_is_done_to_the_data_stays_out_of_the_next(tmp_path: Path) -> None:
    file = tmp_path / "nlu.yml"
    file.write_text(DATA, encoding="utf-8")
    with applied():
        first = training_data_from_paths([str(file)], "en")
        first.training_examples[0].set("text", "changed")
        file.unlink()
        second = training_data_from_paths([str(file)], "en")
    assert [m.get("text") for m in second.training_examples] == ["i used to worry"]


def test_messages_are_merged_as_rasa_merges_them() -> None:
    def merged() -> list[dict[str, Any]]:
        spaced = Message({"text": "hi", "intent": " greet "})
        first = TrainingData([spaced, Message({"text": "hi", "intent": "greet"}), Message({"text": "bye", "intent": "bye"})])
        both = first.merge(TrainingData([Message({"text": "hi", "intent": "greet"}), Message({"action_name": "utter_hi"})]))
        both.training_examples[0].set("text", "changed")
        assert spaced.get("text") == "hi"
        return [message.as_dict() for message in both.training_examples]

    theirs = merged()
    with applied():
        assert merged() == theirs
    assert len(theirs) == 3


def test_rasa_keeps_nothing_in_its_cache_where_its_size_is_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The hooks may be left out as long as they only fill the cache, and only a forced training may do without it."""
    monkeypatch.setenv("RASA_MAX_CACHE_SIZE", "0")
    monkeypatch.setenv("RASA_CACHE_DIRECTORY", str(tmp_path))
    cache = LocalTrainingCache()
    cache.cache_output("key", 1, "output", None)  # type: ignore[arg-type]
    assert cache.get_cached_output_fingerprint("key") is None
    source = Path(str(graph_trainer.__file__)).read_text(encoding="utf-8")
    assert source.count("if force_retraining") == 1 and source.count("TrainingHook(") == 1
