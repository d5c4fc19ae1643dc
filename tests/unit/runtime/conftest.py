"""Everything here runs Rasa, so the stand-ins for TensorFlow go in before any test module imports it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from bot.runtime import slim

slim.install()

from bot.runtime.bot import Bot
from bot.runtime.training import train
from bot.settings import Settings

PROJECT = Path(__file__).parent / "fixtures" / "project"
T = TypeVar("T")


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trained model of the tiny project: two seconds, once."""
    folder = tmp_path_factory.mktemp("models")
    train(Settings(root=PROJECT, models=folder, actions="tiny_actions"))
    return folder


@pytest.fixture
def settings(models: Path, tmp_path: Path) -> Settings:
    """The tiny project with a database of its own."""
    return Settings(
        root=PROJECT,
        models=models,
        database=tmp_path / "var" / "trellis.db",
        actions="tiny_actions",
        port=0,
        token_file=tmp_path / "serve.token",
    )


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Bot]:
    """Load the bot and close it again."""
    bot = await Bot.load(settings.models, settings)
    try:
        yield bot
    finally:
        await bot.close()


@pytest.fixture
def talk(settings: Settings) -> Callable[[Callable[[Bot], Coroutine[Any, Any, T]]], T]:
    """Run an async function with a loaded bot: `talk(lambda bot: bot.send("c", "hi"))`."""

    def run(conversation: Callable[[Bot], Coroutine[Any, Any, T]]) -> T:
        async def whole() -> T:
            async with running(settings) as bot:
                return await conversation(bot)

        return asyncio.run(whole())

    return run
