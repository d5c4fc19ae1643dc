"""What is put off at the start is really not needed, is named as Rasa names it, and works when it is asked for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import rasa

from bot.runtime import lean

ROOT = Path(rasa.__file__).parent
CHECKOUT = Path(__file__).parents[3]
USED_BY = {
    "sklearn.model_selection": "utils/tensorflow/model_data.py",
    "boto3.dynamodb.conditions": "core/tracker_store.py",
    "pymongo.collection": "core/tracker_store.py",
    "apscheduler.schedulers.asyncio": "core/jobs.py",
    "rasa.utils.plotting": "nlu/test.py",
    **{f"rasa.core.channels.{name}": "core/channels/__init__.py" for name in lean.CHANNELS},
}


def taken(file: str, module: str) -> set[str]:
    """Name what a file takes from a module when it is imported."""
    body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    return {
        alias.name
        for node in body
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=CHECKOUT, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.parametrize("module", lean.PUT_OFF)
def test_rasa_takes_exactly_the_listed_names(module: str) -> None:
    assert taken(USED_BY[module], module) == set(lean.PUT_OFF[module])


def test_rasa_has_no_other_channel_than_those_put_off_and_rest() -> None:
    channels = {
        node.module.rpartition(".")[2]
        for node in ast.parse((ROOT / "core/channels/__init__.py").read_text()).body
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("rasa.core.channels.")
    }
    assert channels == {*lean.CHANNELS, "rest", "channel"}


def test_channels_are_listed_under_rasas_own_names() -> None:
    lists = (
        "from bot.runtime import slim, lean; from contextlib import nullcontext; slim.install()\n"
        "with {}: import rasa.core.channels\n"
        "print(list(rasa.core.channels.BUILTIN_CHANNELS))"
    )
    assert run(lists.format("lean.imports()")) == run(lists.format("nullcontext()"))


def test_loading_a_bot_leaves_out_what_is_put_off(models: Path, tmp_path: Path) -> None:
    project = Path(__file__).parent / "fixtures" / "project"
    code = (
        "import asyncio, sys; from pathlib import Path\n"
        "from bot.runtime.bot import Bot; from bot.settings import Settings\n"
        f"s = Settings(root=Path({str(project)!r}), models=Path({str(models)!r}),"
        f" database=Path({str(tmp_path / 'x.db')!r}), actions='tiny_actions')\n"
        "bot = asyncio.run(Bot.load(s.models, s))\n"
        "heavy = ('sklearn', 'apscheduler', 'boto3', 'pymongo', 'matplotlib', 'aiogram', 'slack_sdk', 'questionary')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_what_was_put_off_is_the_real_thing_when_it_is_used() -> None:
    code = (
        "from bot.runtime import slim, lean; slim.install()\n"
        "with lean.imports(): import rasa.core.channels, rasa.core.tracker_store, rasa.nlu.test\n"
        "from rasa.core.channels.telegram import TelegramInput\n"
        "made = rasa.core.channels.BUILTIN_CHANNELS['telegram'].from_credentials(\n"
        "    {'access_token': 'x', 'verify': 'y', 'webhook_url': 'z'})\n"
        "key = rasa.core.tracker_store.Key('sender_id').eq('c')\n"
        "plot = rasa.nlu.test.plot_utils.plot_confusion_matrix\n"
        "print(type(made) is TelegramInput, type(key).__module__, plot.__module__)"
    )
    assert run(code) == "True boto3.dynamodb.conditions rasa.utils.plotting"


def test_a_name_that_is_not_listed_is_looked_up_in_the_real_module() -> None:
    code = (
        "from bot.runtime import slim, lean; slim.install()\n"
        "with lean.imports():\n"
        "    from pymongo.collection import ReturnDocument\n"
        "print(ReturnDocument.__module__)"
    )
    assert run(code) == "pymongo.collection"


def test_modules_that_are_loaded_already_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    import rasa.core.channels.telegram as real

    with lean.imports():
        assert sys.modules["rasa.core.channels.telegram"] is real
    assert sys.modules["rasa.core.channels.telegram"] is real
