"""Rasa's message processor, with nothing swallowed.

Owns: one turn through Rasa (log the message, fill slots, predict and run actions, save) and what happens when an
action fails: Rasa only logs it and falls silent, here the person gets a kind line and the failure is counted.
Must not: change which action is predicted, or when a session begins.

Example::

    tracker = await processor.take(UserMessage("hi", collector, "c1"))
"""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action, ActionExecutionRejection
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker

from bot.charts import chart_from, data_uri
from bot.runtime.quiet import log
from bot.runtime.turn import Reply, ShownButton

ERASE = "erase"
"""The slot with which an action asks that everything of the person be deleted."""
ERROR_UTTERANCE = "utter_error"
FALLBACK_LINES = {
    ERROR_UTTERANCE: "Something went wrong on my side just now. What you wrote is kept. Could we try that again?",
    "utter_too_long": "That is a lot at once, and I may miss what matters. Could you tell me the heart of it in a few "
    "sentences?",
    "utter_empty": "Take your time. I am here when you want to write something.",
    "utter_button_gone": "That choice is from an earlier moment. You can pick one that is here now, or just write.",
}
"""Said only when domain.yml does not have the utterance."""


class Collector(OutputChannel):  # type: ignore[misc]
    """Keeps the replies of one turn."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.failures: list[str] = []
        self.erased = False

    @classmethod
    def name(cls) -> str:
        """Name the channel as variants in the domain may do."""
        return "trellis"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keep one bubble."""
        text = (message.get("text") or "").strip()
        chart = chart_from(message["chart"]) if message.get("chart") else None
        if text or message.get("buttons") or message.get("image") or chart:
            self.replies.append(
                Reply(
                    text=text,
                    buttons=tuple(_button(button) for button in message.get("buttons") or ()),
                    image=message.get("image") or (data_uri(chart) if chart else None),
                    chart=chart,
                    copy=bool(message.get("copy")),
                    items=tuple(message.get("items") or ()),
                    utterance=message.get("utter_action"),
                )
            )


def _button(button: dict[str, Any]) -> ShownButton:
    title = str(button.get("title") or "")
    return {"title": title, "payload": str(button.get("payload") or title)}


class Watched(Action):  # type: ignore[misc]
    """An action whose failure is told instead of swallowed."""

    def __init__(self, action: Action) -> None:
        self._action = action

    def name(self) -> str:
        """Return the wrapped action's name."""
        return str(self._action.name())

    def event_for_successful_execution(self, prediction: PolicyPrediction) -> ActionExecuted:
        """Return the wrapped action's event."""
        return self._action.event_for_successful_execution(prediction)

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Run the action; if it fails, note where (never with which words) and apologise."""
        try:
            events: list[Event] = await self._action.run(output_channel, nlg, tracker, domain)
            return events
        except ActionExecutionRejection:
            raise
        except Exception as error:  # noqa: BLE001 - whatever an action does wrong, the person must get an answer
            failure = f"{self.name()}: {type(error).__name__} at {_place(error)}"
            log.error("%s", failure)
            if isinstance(output_channel, Collector):
                output_channel.failures.append(failure)
            return [await glue(ERROR_UTTERANCE, nlg, tracker, output_channel)]


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"


async def glue(
    name: str,
    nlg: NaturalLanguageGenerator,
    tracker: DialogueStateTracker,
    channel: OutputChannel,
    buttons: tuple[ShownButton, ...] = (),
    metadata: dict[str, Any] | None = None,
) -> BotUttered:
    """Make the event for one of the runtime's own utterances, with `buttons` offered again."""
    draft = await nlg.generate(name, tracker, channel.name()) or {"text": FALLBACK_LINES[name]}
    data = {"buttons": [dict(button) for button in buttons] or draft.get("buttons")}
    known = {"utter_action": name, "variant": draft.get("variant")}
    return BotUttered(draft["text"], data, {**known, **(metadata or {})})


class Processor(MessageProcessor):  # type: ignore[misc]
    """Rasa's processor, which also hands back the tracker and tells of failures."""

    async def take(self, message: UserMessage) -> DialogueStateTracker:
        """Handle one message and return the stored tracker; the replies are in the message's channel.

        The same steps as ``handle_message``, without the anonymisation hook of Rasa Pro.
        """
        tracker = await self.log_message(message, should_save_tracker=False)
        tracker = await self.run_action_extract_slots(message.output_channel, tracker)
        await self._run_prediction_loop(message.output_channel, tracker)
        await self._end_well(message.output_channel, tracker)
        if tracker.get_slot(ERASE):
            # Asked for in the talk: nothing of this turn is stored, and all that was is deleted.
            self.tracker_store.forget(tracker.sender_id)
            await asyncio.to_thread(self.tracker_store.journal.erase, tracker.sender_id)
            message.output_channel.erased = True
            return self.tracker_store.init_tracker(tracker.sender_id)
        await self.save_tracker(tracker)
        return tracker

    async def _update_tracker_session(
        self,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Begin a session where one is due; a form that broke off goes on in it, which Rasa would drop."""
        form = tracker.active_loop_name
        await super()._update_tracker_session(tracker, output_channel, metadata)
        if form and not tracker.active_loop_name:
            tracker.update(ActiveLoop(form), self.domain)

    async def _end_well(self, channel: OutputChannel, tracker: DialogueStateTracker) -> None:
        """See to it that the person got an answer and that the next message will be heard."""
        if tracker.is_paused() or not isinstance(channel, Collector):
            return
        if tracker.latest_action_name != ACTION_LISTEN_NAME:
            # The circuit breaker tripped. Rasa would count these actions into every turn to come and stay silent.
            channel.failures.append(f"too many actions, the last one {tracker.latest_action_name}")
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME), self.domain)
        if not channel.replies:
            channel.failures.append("no reply")
            await self.say(ERROR_UTTERANCE, tracker, channel)

    async def say(
        self,
        name: str,
        tracker: DialogueStateTracker,
        channel: OutputChannel,
        buttons: tuple[ShownButton, ...] = (),
        metadata: dict[str, Any] | None = None,
    ) -> None:
        """Say one of the runtime's own utterances without a turn of the dialogue policies."""
        event = await glue(name, self.nlg, tracker, channel, buttons, metadata)
        tracker.update(event, self.domain)
        await self._send_bot_messages([event], tracker, channel)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        more: bool = await super()._run_action(Watched(action), tracker, output_channel, nlg, prediction)
        return more
