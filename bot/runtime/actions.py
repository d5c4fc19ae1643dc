"""Custom actions, run in this process instead of behind an HTTP server.

Owns: the endpoint Rasa believes to be an action server. Must not: know any single action; they are found in the
package by name.

Example::

    endpoint = InProcessActions("actions")
    await endpoint.request(json={"next_action": "action_show_picture", "tracker": {...}})
"""

from __future__ import annotations

import json
from typing import Any

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
