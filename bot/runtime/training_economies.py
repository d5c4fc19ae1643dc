"""Five things Rasa does again and again while it trains, done once or not at all.

Owns: the replacements, with what each costs and why the model is the same. They hold for one training and are taken
back after it. Must not: change what is learned; ``tests/unit/runtime/test_training_economies.py`` compares each with
the original, and fails where a release of Rasa no longer has it.

Measured on 13,600 messages, two thirds of them with marks: reading the files 23 s, twice; of that checking the schema
of each mark against the schema of schemas 14 s; fingerprints for a cache that is off 9 s. On 14,000 messages, on a
faster machine: putting the files' messages together, fourteen times, 12.5 s of CPU; now 3 s.

Example::

    with applied():
        model_training.train(...)
"""

from __future__ import annotations

import contextlib
import copy
import functools
import pickle
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, TypeVar

from rasa.engine.training.hooks import TrainingHook
from rasa.shared.nlu.constants import INTENT, RESPONSE
from rasa.shared.nlu.training_data import loading, training_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.schemas.data_schema import entity_dict_schema
from rasa.shared.utils import validation

from bot.runtime.economies import compiled

Copied = TypeVar("Copied")


@contextlib.contextmanager
def applied() -> Iterator[None]:
    """Put the replacements in place for the time of one training."""
    with (
        _replaced(validation, "validate_training_data", compiled_validation()),
        _replaced(loading, "load_data", functools.lru_cache(maxsize=None)(loading.load_data)),
        _replaced(TrainingHook, "on_before_node", _nothing_before),
        _replaced(TrainingHook, "on_after_node", _nothing_after),
        _replaced(training_data, "copy", SimpleNamespace(copy=copy.copy, deepcopy=_copy)),
        _replaced(training_data.TrainingData, "sanitize_examples", staticmethod(_sanitized)),
    ):
        yield


@contextlib.contextmanager
def _replaced(owner: Any, name: str, instead: Any) -> Iterator[None]:
    original = vars(owner)[name]  # as it stands there: getattr would turn a static method into a function
    setattr(owner, name, instead)
    try:
        yield
    finally:
        setattr(owner, name, original)


def compiled_validation() -> Any:
    """``jsonschema.validate`` checks the schema itself at every call, and every mark in the data is one."""
    original = validation.validate_training_data
    checker = compiled(entity_dict_schema())

    def validate_training_data(json_data: dict[str, Any], schema: dict[str, Any]) -> None:
        if schema != checker.schema or not checker.is_valid(json_data):
            original(json_data, schema)  # another schema, or a mistake: Rasa says which

    return validate_training_data


# Files are read for the domain and once more for the data: `load_data` gives the same object, which Rasa copies
# before it merges it.


def _nothing_before(self: TrainingHook, **_: Any) -> dict[str, Any]:
    """Rasa takes the fingerprint of every input for its cache, whose size we set to nothing."""
    return {}


def _nothing_after(self: TrainingHook, **_: Any) -> None:
    """The same for every output."""


def _copy(original: Copied) -> Copied:
    """Copy all that hangs on it, as ``copy.deepcopy`` does, without walking it in Python."""
    copied: Copied = pickle.loads(pickle.dumps(original, pickle.HIGHEST_PROTOCOL))  # noqa: S301  # written in this very line
    return copied


def _sanitized(examples: list[Message]) -> list[Message]:
    """Set only what changes: a message forgets its fingerprint when it is set, and takes it anew at every merge."""
    for example in examples:
        for name in (INTENT, RESPONSE):
            said = example.get(name)
            if said and said != said.strip():
                example.set(name, said.strip())
    return list(dict.fromkeys(examples))
