"""Custom actions in this process: found, run, rejected, and failing as a server would."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest
from rasa.utils.endpoints import ClientResponseError
from rasa_sdk.interfaces import ActionExecutionRejection

from bot.runtime.actions import InProcessActions
from bot.runtime.errors import ActionsBroken

PROJECT = Path(__file__).parent / "fixtures" / "project"


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> InProcessActions:
    """The actions of the tiny project."""
    monkeypatch.syspath_prepend(str(PROJECT))
    return InProcessActions("tiny_actions")


def call(name: str) -> dict[str, Any]:
    tracker = {"sender_id": "c", "slots": {}, "latest_message": {"text": "hi"}, "events": []}
    return {"next_action": name, "tracker": tracker, "domain": {}}


def test_every_action_of_the_package_is_found(endpoint: InProcessActions) -> None:
    assert {"action_tell", "action_twice", "action_break", "action_note"} <= endpoint.names


def test_an_action_answers_with_events_and_responses(endpoint: InProcessActions) -> None:
    result = asyncio.run(endpoint.request(json=call("action_tell")))
    assert result is not None
    assert [event["event"] for event in result["events"]] == ["slot"]
    assert result["responses"][1]["items"] == ["D1", "D2"]


def test_an_unknown_action_is_not_found(endpoint: InProcessActions) -> None:
    with pytest.raises(ClientResponseError) as refusal:
        asyncio.run(endpoint.request(json=call("action_missing")))
    assert refusal.value.status == 404


def test_a_rejection_reaches_rasa_as_from_a_server(
    endpoint: InProcessActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def reject(*arguments: object) -> None:
        raise ActionExecutionRejection("action_tell")

    monkeypatch.setitem(endpoint._executor.actions, "action_tell", reject)
    with pytest.raises(ClientResponseError) as refusal:
        asyncio.run(endpoint.request(json=call("action_tell")))
    assert refusal.value.status == 400 and "action_tell" in refusal.value.text


def test_a_package_that_cannot_be_imported_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "broken_actions"
    folder.mkdir()
    (folder / "__init__.py").write_text("import a_module_that_does_not_exist\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ActionsBroken, match="a_module_that_does_not_exist"):
        InProcessActions("broken_actions")
    sys.modules.pop("broken_actions", None)
