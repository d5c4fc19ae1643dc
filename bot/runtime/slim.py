"""Run Rasa 3.6 without TensorFlow.

Owns: the stand-ins for the few Rasa modules that import TensorFlow when they are imported, and the refusal of
TensorFlow itself. Importing TensorFlow costs 8 s and 450 MB at every start although no component of this project
uses it, so the project does not even install it (see ``[tool.uv]`` in pyproject.toml).

How: ``install()`` puts a finder in front of ``sys.meta_path``. For the modules in ``STAND_INS`` it serves an empty
module that holds only the class names the rest of Rasa imports from there; using such a class raises
``NeedsTensorFlow`` with a sentence that says what to change. Everything else in Rasa, ``rasa.utils.tensorflow``
included, stays the real thing. ``tests/unit/runtime/test_slim.py`` fails when a Rasa release moves one of these names.

Must not: import rasa when it is imported itself, change any Rasa module that works, or hide that something is
missing. Coming too late (after ``rasa.core`` or TensorFlow) is an error, never a silent half measure.

Example::

    from bot.runtime import slim

    slim.install()
    from rasa.core.agent import Agent  # 1.6 s instead of 5.5 s
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType
from typing import NoReturn

PLAIN = "plain"
"""A class that nothing asks about before it is built: an empty class is enough."""
CLASSIFIER, FEATURIZER, POLICY = "classifier", "featurizer", "policy"
"""A graph component: must be registered with Rasa's recipe, so that a config naming it gets a clear error."""

STAND_INS: dict[str, dict[str, str]] = {
    "rasa.utils.tensorflow.callback": {"RasaTrainingLogger": PLAIN, "RasaModelCheckpoint": PLAIN},
    "rasa.utils.tensorflow.data_generator": {
        "RasaDataGenerator": PLAIN,
        "RasaBatchDataGenerator": PLAIN,
    },
    "rasa.nlu.classifiers.diet_classifier": {"DIETClassifier": CLASSIFIER},
    "rasa.nlu.selectors.response_selector": {"ResponseSelector": CLASSIFIER},
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": {"ConveRTFeaturizer": FEATURIZER},
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": {"LanguageModelFeaturizer": FEATURIZER},
    "rasa.core.policies.ted_policy": {"TEDPolicy": POLICY},
    "rasa.core.policies.unexpected_intent_policy": {"UnexpecTEDIntentPolicy": POLICY},
}
"""Module -> the classes Rasa takes from it, and of which sort each one is."""

REFUSED = (
    "tensorflow",
    "tensorflow_hub",
    "tensorflow_text",
    "tensorflow_addons",
    "keras",
    "jax",
    "jaxlib",
    "tensorboard",
)
"""Packages that cannot be imported once the stand-ins are in (``import`` raises ImportError, as if absent)."""

TOO_LATE = ("rasa.core", "rasa.nlu", "rasa.engine", "rasa.utils.train_utils", *REFUSED)
"""If one of these is loaded already, real TensorFlow code may be in place: ``install`` refuses."""


class InstalledTooLate(RuntimeError):
    """``install`` was called after Rasa had been imported."""


class StandInFinder(MetaPathFinder):
    """Serve the modules of ``STAND_INS``; leave every other import alone."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return a spec for a stand-in module, None for anything else."""
        if fullname not in STAND_INS:
            return None
        return spec_from_loader(fullname, StandInLoader())


class StandInLoader(Loader):
    """Fill a stand-in module with classes that cannot be used."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Let Python create the module object."""

    def exec_module(self, module: ModuleType) -> None:
        """Add the module's classes."""
        module.__doc__ = "Stand-in by bot.runtime.slim: the real module needs TensorFlow."
        for name, sort in STAND_INS[module.__name__].items():
            setattr(module, name, _MAKERS[sort](name, module.__name__))


def install() -> None:
    """Put the stand-ins in place; calling it again does nothing.

    Raises InstalledTooLate if Rasa or TensorFlow has been imported before.
    """
    if is_installed():
        return
    present = [name for name in TOO_LATE if sys.modules.get(name) is not None]
    if present:
        raise InstalledTooLate(
            f"bot.runtime.slim.install() must run before {present[0]} is imported; "
            "call it first in the entry point or in conftest.py"
        )
    for name in REFUSED:
        # None in sys.modules makes `import name` raise ImportError; thinc and Rasa's extras cope with that.
        sys.modules[name] = None  # type: ignore[assignment]
    sys.meta_path.insert(0, StandInFinder())


def is_installed() -> bool:
    """Tell whether the stand-ins are in place."""
    return any(isinstance(finder, StandInFinder) for finder in sys.meta_path)


def run_rasa(arguments: Sequence[str]) -> None:
    """Run Rasa's own command line with `arguments` (as after ``rasa`` in a shell). It ends the process itself."""
    install()
    from rasa.__main__ import main

    sys.argv = ["rasa", *arguments]
    main()


def _refuse(name: str) -> NoReturn:
    from rasa.shared.exceptions import RasaException

    class NeedsTensorFlow(RasaException):
        """A part of Rasa was used that needs TensorFlow."""

    raise NeedsTensorFlow(
        f"{name} needs TensorFlow, which this project runs without (see bot/runtime/slim.py). "
        f"Take {name} out of config.yml; config.yml's comments name what is used instead."
    )


def _plain(name: str, module: str) -> type:
    def refuse(self: object, *args: object, **kwargs: object) -> None:
        _refuse(name)

    return type(name, (), {"__init__": refuse, "__module__": module, "__doc__": "Needs TensorFlow."})


def _component(name: str, module: str, bases: tuple[type, ...], kind: str) -> type:
    """Build a graph component that Rasa's recipe knows by name and that refuses to be configured or built."""
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        _refuse(name)

    body: dict[str, object] = {
        method: staticmethod(refuse)
        if method in ("get_default_config", "required_packages")
        else classmethod(refuse)
        for method in ("get_default_config", "required_packages", "required_components", "create", "load")
    }
    cls: type = type(name, bases, {**body, "__module__": module, "__doc__": "Needs TensorFlow."})
    register = DefaultV1Recipe.register(DefaultV1Recipe.ComponentType[kind], is_trainable=True)
    registered: type = register(cls)
    return registered


def _classifier(name: str, module: str) -> type:
    from rasa.engine.graph import GraphComponent
    from rasa.nlu.classifiers.classifier import IntentClassifier
    from rasa.nlu.extractors.extractor import EntityExtractorMixin

    return _component(
        name, module, (GraphComponent, IntentClassifier, EntityExtractorMixin), "INTENT_CLASSIFIER"
    )


def _featurizer(name: str, module: str) -> type:
    from rasa.engine.graph import GraphComponent
    from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer

    return _component(name, module, (DenseFeaturizer, GraphComponent), "MESSAGE_FEATURIZER")


def _policy(name: str, module: str) -> type:
    from rasa.core.policies.policy import Policy

    return _component(name, module, (Policy,), "POLICY_WITH_END_TO_END_SUPPORT")


_MAKERS: dict[str, Callable[[str, str], type]] = {
    PLAIN: _plain,
    CLASSIFIER: _classifier,
    FEATURIZER: _featurizer,
    POLICY: _policy,
}
