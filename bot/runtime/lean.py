"""Import Rasa for serving without what this bot never calls: foreign channels, cloud stores, plotting.

Owns: placeholders that stand in ``sys.modules`` while Rasa's modules are imported, and are gone afterwards. They cut
about 40 % of the start (scikit-learn's model selection alone is 20 %) and 60 MB. Must not: break what it leaves out;
whoever calls a placeholder gets the real thing, imported at that moment.

Different from ``bot.runtime.slim``: that one replaces what cannot be imported at all, for good and for every command;
this one only puts off, and only when the bot is served. ``tests/unit/runtime/test_lean.py`` fails when Rasa takes
another name from one of these modules.

Example::

    with lean.imports():
        from rasa.core.processor import MessageProcessor
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

CHANNELS = {
    "socketio": ("SocketIOInput", "socketio"),
    "botframework": ("BotFrameworkInput", "botframework"),
    "callback": ("CallbackInput", "callback"),
    "console": ("CmdlineInput", "cmdline"),
    "facebook": ("FacebookInput", "facebook"),
    "mattermost": ("MattermostInput", "mattermost"),
    "rasa_chat": ("RasaChatInput", "rasa"),
    "rocketchat": ("RocketChatInput", "rocketchat"),
    "slack": ("SlackInput", "slack"),
    "telegram": ("TelegramInput", "telegram"),
    "twilio": ("TwilioInput", "twilio"),
    "twilio_voice": ("TwilioVoiceInput", "twilio_voice"),
    "webexteams": ("WebexTeamsInput", "webexteams"),
    "hangouts": ("HangoutsInput", "hangouts"),
}
"""Module of a foreign channel -> its class, and the name Rasa lists it under."""

PUT_OFF: dict[str, dict[str, str]] = {
    # only splits training data of TensorFlow models; pulls in scipy.stats and scipy.optimize
    "sklearn.model_selection": {"train_test_split": ""},
    # DynamoDB and MongoDB; the store here is SQLite
    "boto3.dynamodb.conditions": {"Key": ""},
    "pymongo.collection": {"Collection": ""},
    # Rasa's own reminders die with the process; ours are in the journal. Pulls in pkg_resources and setuptools
    "apscheduler.schedulers.asyncio": {"AsyncIOScheduler": ""},
    # confusion matrices and histograms; used through its module, so it holds no names
    "rasa.utils.plotting": {},
    **{f"rasa.core.channels.{module}": {cls: name} for module, (cls, name) in CHANNELS.items()},
}
"""Module -> the names Rasa takes from it (with what ``name()`` returns, for channels)."""


class Later:
    """A class or function that is imported when it is used for the first time."""

    def __init__(self, module: str, attribute: str, name: str = "") -> None:
        self.__dict__.update(_module=module, _attribute=attribute, _name=name)

    def name(self) -> str:
        """Return the name under which Rasa lists a channel."""
        return str(self.__dict__["_name"])

    def _real(self) -> Any:
        return getattr(import_module(self.__dict__["_module"]), self.__dict__["_attribute"])

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Use the real thing."""
        return self._real()(*args, **kwargs)

    def __getattr__(self, attribute: str) -> Any:
        """Look the attribute up on the real thing."""
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return getattr(self._real(), attribute)


class LaterModule(ModuleType):
    """A module that is imported when one of its names is used for the first time."""

    def __getattr__(self, attribute: str) -> Any:
        """Look the name up in the real module."""
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        if sys.modules.get(self.__name__) is self:
            # Still inside ``imports``: what asks now is an import statement for a name that is not listed.
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), attribute)


@contextmanager
def imports() -> Iterator[None]:
    """Put the placeholders in place while the body imports Rasa; modules that are loaded already stay."""
    placed = {name: _placeholder(name) for name in PUT_OFF if name not in sys.modules}
    sys.modules.update(placed)
    try:
        yield
    finally:
        for name, module in placed.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _placeholder(name: str) -> ModuleType:
    module = LaterModule(name, "Put off by bot.runtime.lean.")
    for attribute, listed in PUT_OFF[name].items():
        setattr(module, attribute, Later(name, attribute, listed))
    return module
