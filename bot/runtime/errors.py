"""What can go wrong before or while the bot runs, each with the one line a person gets to read.

Owns: the exception types that the command line and the channels turn into a message. Must not: hold a person's
words; every text here names files, commands and reasons only.

Example::

    raise NoModel(Path("models"))  # there is no trained model in models; run: trellis train
"""

from __future__ import annotations

from pathlib import Path


class RuntimeProblem(Exception):
    """A failure whose text is meant to be read: one line, what is wrong and what to do."""


class NoModel(RuntimeProblem):
    """No model has been trained yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"there is no trained model in {folder}; run: trellis train")


class DamagedModel(RuntimeProblem):
    """The model file cannot be read or does not fit the code."""

    def __init__(self, model: Path, reason: str) -> None:
        super().__init__(f"the model {model.name} cannot be loaded ({reason}); run: trellis train --force")


class ActionsBroken(RuntimeProblem):
    """The package with the custom actions cannot be imported."""

    def __init__(self, package: str, reason: str) -> None:
        super().__init__(f"the actions in the package {package!r} cannot be loaded ({reason})")


class StoreUnusable(RuntimeProblem):
    """The database cannot be opened, read or written."""

    def __init__(self, database: Path | str, reason: str) -> None:
        super().__init__(
            f"the database {database} cannot be used ({reason}); make its folder writable or set TRELLIS_DATABASE"
        )


class RedisUnusable(RuntimeProblem):
    """The Redis that several processes share cannot be reached."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"Redis at {address} cannot be reached ({reason}); start it, or mend TRELLIS_REDIS")


class TrainingFailed(RuntimeProblem):
    """Rasa could not train on the project's files."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"training failed: {reason}")
