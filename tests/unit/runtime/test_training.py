"""Training happens when something changed, says why when it fails, and keeps the folder small."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.runtime.errors import NoModel, TrainingFailed
from bot.runtime.fingerprint import fingerprint_of, is_fresh, newest_model, note, trained_from
from bot.runtime.training import train
from bot.settings import Settings

PROJECT = Path(__file__).parent / "fixtures" / "project"


@pytest.fixture
def copy(tmp_path: Path) -> Settings:
    """A copy of the tiny project that a test may change, with a made-up model."""
    root = tmp_path / "project"
    shutil.copytree(PROJECT, root)
    settings = Settings(root=root, models=root / "models", actions="tiny_actions")
    settings.models.mkdir()
    (settings.models / "one.tar.gz").write_bytes(b"model")
    note(settings, settings.models / "one.tar.gz", fingerprint_of(settings))
    return settings


def test_a_noted_model_is_fresh_until_something_changes(copy: Settings) -> None:
    assert is_fresh(copy)
    (copy.root / "data" / "nlu.yml").open("a").write("\n")
    assert not is_fresh(copy)


@pytest.mark.parametrize("file", ["config.yml", "domain.yml", "data/rules.yml"])
def test_each_source_counts(copy: Settings, file: str) -> None:
    (copy.root / file).open("a").write("\n# changed\n")
    assert not is_fresh(copy)


def test_a_new_or_renamed_file_counts(copy: Settings) -> None:
    (copy.root / "data" / "rules.yml").rename(copy.root / "data" / "other.yml")
    assert not is_fresh(copy)


def test_what_the_actions_do_does_not_count(copy: Settings) -> None:
    (copy.root / "tiny_actions" / "tell.py").open("a").write("\n# changed\n")
    assert is_fresh(copy)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "not json", '{"model": "other.tar.gz", "bytes": 5, "fingerprint": "x"}']
)
def test_a_damaged_note_means_not_fresh(copy: Settings, text: str) -> None:
    (copy.models / "fingerprint.json").write_text(text)
    assert trained_from(copy) is None and not is_fresh(copy)


def test_a_model_of_another_size_than_noted_is_not_fresh(copy: Settings) -> None:
    (copy.models / "one.tar.gz").write_bytes(b"half")
    assert not is_fresh(copy)


def test_a_fresh_model_is_not_trained_again(copy: Settings) -> None:
    outcome = train(copy)
    assert (outcome.trained, outcome.model.name) == (False, "one.tar.gz")


def test_training_names_its_steps_notes_the_model_and_drops_old_ones(copy: Settings) -> None:
    for name in ("zero", "minus_one"):
        (copy.models / f"{name}.tar.gz").write_bytes(b"old")
    steps: list[str] = []
    outcome = train(copy, force=True, on_step=steps.append)
    assert outcome.trained and "RulePolicy" in steps
    assert is_fresh(copy) and newest_model(copy.models) == outcome.model
    assert len(list(copy.models.glob("*.tar.gz"))) == 2


def test_a_mistake_in_the_files_is_told_in_one_line(
    copy: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    (copy.root / "domain.yml").write_text("version: '3.1'\nintents: [greet\n")
    with pytest.raises(TrainingFailed, match="^training failed: .+") as failure:
        train(copy, force=True)
    assert "\n" not in str(failure.value)
    assert capfd.readouterr() == ("", "")


def test_a_missing_file_is_told_before_anything_starts(copy: Settings) -> None:
    (copy.root / "config.yml").unlink()
    with pytest.raises(TrainingFailed, match="config.yml is missing"):
        train(copy)


def test_an_empty_folder_has_no_model(tmp_path: Path) -> None:
    with pytest.raises(NoModel):
        newest_model(tmp_path)
