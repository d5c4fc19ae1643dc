"""Custom actions, run in this process instead of behind an HTTP server.

Owns: the endpoint Rasa believes to be an action server, and a result check that does not compile its JSON schema
anew for every action. Must not: know any single action; they are found in the package by name.

Rasa's ``RemoteAction._validate_action_result`` calls ``jsonschema.validate``, which checks the schema itself against
its meta-schema each time: 38 of the 45 ms of a turn with one custom action. ``cache_result_check`` compiles once.

Example::

    endpoint = InProcessActions("actions")
    await endpoint.request(json={"next_action": "action_show_picture", "tracker": {...}})
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.utils.endpoints import ClientResponseError, EndpointConfig
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from bot.runtime.errors import ActionsBroken


class InProcessActions(EndpointConfig):  # type: ignore[misc]
    """An action endpoint that calls rasa_sdk's executor directly; nothing is serialised on the way."""

    def __init__(self, package: str) -> None:
        """Import every module of `package` and register the actions in it.

        Raises ActionsBroken if the package cannot be imported.
        """
        super().__init__()
        self._executor = ActionExecutor()
        try:
            self._executor.register_package(package)
        except SystemExit as stop:  # what the SDK does when an import fails
            raise ActionsBroken(package, str(stop.__context__)) from stop
        except Exception as error:
            raise ActionsBroken(package, f"{type(error).__name__}: {error}") from error
        cache_result_check()

    @property
    def names(self) -> frozenset[str]:
        """The names of all registered actions."""
        return frozenset(self._executor.actions)

    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = None,
        compress: bool = False,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Run the action that `kwargs["json"]` calls for, and return its events and responses.

        Raises ClientResponseError, as an action server would answer: 400 when the action rejects its execution,
        404 when there is no such action. An action's own exceptions pass through.
        """
        try:
            result: dict[str, Any] | None = await self._executor.run(kwargs["json"])
        except ActionExecutionRejection as rejection:
            body = json.dumps({"action_name": rejection.action_name, "error": rejection.message})
            raise ClientResponseError(400, rejection.message, body) from rejection
        except ActionNotFoundException as error:
            raise ClientResponseError(404, str(error), "{}") from error
        return result


def cache_result_check() -> None:
    """Make Rasa check the results of actions with a schema that is compiled once per process."""
    if getattr(RemoteAction._validate_action_result, "compiled", False):
        return
    check: Callable[[Any], None] = _compile(RemoteAction.action_response_format_spec())

    def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        check(result)
        return True

    _validate_action_result.compiled = True  # type: ignore[attr-defined]
    RemoteAction._validate_action_result = _validate_action_result


def _compile(schema: dict[str, Any]) -> Callable[[Any], None]:
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    check: Callable[[Any], None] = validator(schema).validate
    return check
