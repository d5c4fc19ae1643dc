"""The bot that every channel and tool talks to: a message in, a turn out.

Owns: loading model, actions and store into one process; one turn at a time per conversation; the rule that typed text
is always text and that only offered buttons can be pressed. Must not: know what any intent or flow means.

Example::

    bot = await Bot.load(settings.models, settings)
    turn = await bot.send("c1", "i can't pick a shirt without asking")
    turn = await bot.send("c1", turn.buttons[0]["payload"], pressed=True)
    await bot.close()
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot import journal
from bot.journal import Journal, Overtaken
from bot.journal.export import Export, export_of
from bot.journal.inbox import Kept
from bot.journal.journal import message_key
from bot.runtime import lean, slim
from bot.runtime.database import reason_of
from bot.runtime.errors import DamagedModel, RuntimeProblem, StoreUnusable
from bot.runtime.fingerprint import newest_model
from bot.runtime.intake import LIMIT, SLASH, clean, find_button, moved, readable, titled
from bot.runtime.locks import Locks, NoLocks, SharedLocks
from bot.runtime.quiet import hush_logs, hush_warnings, log
from bot.runtime.reminders import UTTERANCE
from bot.runtime.replies import turn_after
from bot.runtime.turn import (
    ShownButton,
    Turn,
    Understood,
    nothing_understood,
    state_of,
    understood,
)
from bot.runtime.watch import Nobody, Watcher, watched
from bot.settings import Settings, prepare_process

OPENING = '/greet{"came": "yes"}'
"""The payload with which a conversation is opened or come back to: the rule for it says hello."""
T = TypeVar("T")
ANEW = 6
"""How often a turn is worked out when another process goes on with its conversation in between."""
ERROR_UTTERANCE = "utter_error"
TRIES = 3
"""A message in whose turn the process died as often is not tried again."""
LOOK_BACK = 200
"""What was said last, in which the turn of a message that comes again is looked for."""
REMEMBERED = 2_000
"""Conversations whose offered buttons are held in memory; others are read from the store again."""


@dataclass
class _Seat:
    """What is held of a conversation between two turns."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    offered: tuple[ShownButton, ...] | None = None
    last: int | None = None
    """The newest event when these buttons were offered; another process may have gone on since."""


class Bot:
    """Rasa with this project's model, actions and store, in this process."""

    def __init__(self, processor: Any, settings: Settings, locks: Locks | None = None) -> None:
        """Use `Bot.load`."""
        self._processor = processor
        self._locks = locks or NoLocks()
        self._settings = settings
        self._seats: OrderedDict[str, _Seat] = OrderedDict()
        self._warming: asyncio.Task[None] | None = None
        self.watcher: Watcher = Nobody()
        self._begun: set[str] = set()
        """The kept messages that this process has begun; dying with them counts as a try."""
        self._in_hand: dict[str, dict[str, Any]] = {}
        """What those who wait for an answer have sent, by its key."""

    @classmethod
    async def load(cls, model_dir: Path, settings: Settings) -> Bot:
        """Load the newest model in `model_dir` (or that file), the actions and the store.

        Raises RuntimeProblem with a one-line reason: no model, a damaged one, broken actions, an unwritable database,
        a Redis that cannot be reached.
        """
        prepare()
        model = newest_model(model_dir)
        if str(settings.root) not in sys.path:
            sys.path.insert(0, str(settings.root))
        with lean.imports():
            from rasa.core.lock_store import InMemoryLockStore

            from bot.runtime import economies
            from bot.runtime.actions import InProcessActions
            from bot.runtime.processor import Processor
            from bot.runtime.responses import Variants
            from bot.runtime.store import open_store

        economies.apply()
        locks: Locks = SharedLocks(settings.redis) if settings.redis else NoLocks()
        await locks.prove()
        store = open_store(settings)
        actions = InProcessActions(settings.actions)
        nlg = Variants()
        try:
            with lean.imports():  # loading a model imports what its graph names
                processor = Processor(str(model), store, InMemoryLockStore(), nlg, actions)
        except Exception as error:
            store.close()
            raise DamagedModel(model, _root(error)) from error
        store.domain = processor.domain
        nlg.responses = processor.domain.responses
        return cls(processor, settings, locks)

    @watched
    async def send(
        self, conversation: str, text: str, pressed: bool = False, mark: str | None = None
    ) -> Turn:
        """Take one message of a conversation and return the turn; a process killed in the middle of it has not heard it.

        `text` is what the person typed or, if `pressed`, the payload of a button they were offered in the last turn.
        `mark` is stored with the message: a channel that may get a message twice finds by it that it was answered.
        Raises StoreUnusable if the turn could not be stored; nothing of it is then answered.
        """
        take = self._press if pressed else self._read
        async with self._seated(conversation):
            return await self._anew(conversation, lambda: take(conversation, text, mark))

    @watched
    async def answer(self, conversation: str, text: str, mark: str, pressed: bool = False) -> Turn:
        """Take one message as `send` does, but keep it first and answer it once.

        What an earlier process left unanswered comes first. A mark that came before is not taken again: its turn is
        given as it is stored. Raises StoreUnusable: it is then not answered, and may be sent again.
        """
        message = {"words": text, "pressed": pressed, "mark": mark}
        key = message_key(conversation, mark)
        with self._storing(conversation):
            if self.journal.keep(conversation, mark, message):
                self._begun.add(key)
        self._in_hand[key] = message
        try:
            return await self._answer_up_to(conversation, mark)
        finally:
            self._in_hand.pop(key, None)

    async def answered(self, conversation: str, mark: str) -> Turn | None:
        """Give the turn of a message that came before, taking it now if it waits; None if it never came.

        Raises StoreUnusable.
        """
        with self._storing(conversation):
            if not self.journal.has_come(conversation, mark):
                return None
        return await self._answer_up_to(conversation, mark)

    async def resume(self, age: float = 0.0) -> int:
        """Answer what was kept `age` seconds ago or earlier and is not answered; give how many messages that were.

        They were left by a process that was killed, or could not be stored. Raises StoreUnusable.
        """
        with self._storing(""):
            people = self.journal.waiting_people(age)
        count = 0
        for conversation in people:
            async with self._seated(conversation):
                count += await self._anew(conversation, partial(self._answer_waiting, conversation))
        return count

    @watched
    async def open(self, conversation: str, mark: str | None = None) -> Turn:
        """Open the conversation, or greet a person who comes back. Raises StoreUnusable."""
        async with self._seated(conversation):
            return await self._anew(conversation, lambda: self._run_payload(conversation, OPENING, "", mark))

    @watched
    async def command(self, conversation: str, payload: str, mark: str | None = None) -> Turn:
        """Take a command of a channel's own menu, such as "/go_back", and return the turn. Raises StoreUnusable.

        The payload comes from the channel's code and never from a person.
        """
        title = payload.removeprefix(SLASH)
        async with self._seated(conversation):
            return await self._anew(conversation, lambda: self._run_payload(conversation, payload, title, mark))

    async def said(self, conversation: str, limit: int) -> list[dict[str, Any]]:
        """Return the last `limit` events of what person and bot said, oldest first. Raises StoreUnusable."""
        async with self._seated(conversation):
            return self.journal.said(conversation, limit)

    async def slots(self, conversation: str) -> dict[str, Any]:
        """Return what is remembered of a conversation, empty if nothing is stored. Raises StoreUnusable."""
        async with self._seated(conversation):
            tracker = await self._processor.tracker_store.read(conversation)
            return dict(tracker.current_slot_values()) if tracker else {}

    async def export(self, conversation: str) -> list[dict[str, Any]]:
        """Return every stored event of a conversation, oldest first. Raises StoreUnusable."""
        async with self._seated(conversation):
            return self.journal.events(conversation)

    async def erase(self, conversation: str) -> int:
        """Delete everything of a conversation for good, after the turn that may be running; give how many rows went.

        Raises StoreUnusable.
        """
        async with self._seated(conversation) as seat:
            self._processor.tracker_store.forget(conversation)
            gone = await asyncio.to_thread(self.journal.erase, conversation)
            seat.offered = ()
            return gone

    async def copy(self, conversation: str) -> Export:
        """Give everything that is kept of a person, as one readable HTML page and as JSON. Raises StoreUnusable."""
        async with self._seated(conversation):
            return export_of(self.journal, conversation)

    async def prove_stored(self) -> None:
        """Begin a write in the database and leave it. Raises StoreUnusable where a turn could not be stored now."""
        try:
            await asyncio.to_thread(self.journal.prove_writable)
        except (sqlite3.Error, _sqlalchemy_error()) as error:
            raise StoreUnusable(self._settings.database_name, reason_of(error)) from None

    @property
    def reminder_texts(self) -> list[str]:
        """What a reminder says, in all its wordings; none of them tells what the talk is about."""
        return [str(variant["text"]) for variant in self._processor.domain.responses.get(UTTERANCE, ())]

    @property
    def journal(self) -> Journal:
        """What is kept of people: what was written, export, erasure."""
        kept: Journal = self._processor.tracker_store.journal
        return kept

    async def note_said(self, conversation: str, text: str) -> None:
        """Keep what was sent to a person outside a turn, such as a reminder; nothing that is open changes."""
        from rasa.shared.core.events import BotUttered

        async with self._seated(conversation):
            said = BotUttered(text, metadata={"reminder": True}).as_dict()

            async def append() -> None:
                last = self.journal.last_id(conversation)
                if last is not None:
                    self.journal.append(conversation, [said], last)

            self._processor.tracker_store.forget(conversation)
            await self._anew(conversation, append)

    async def parse(self, text: str) -> Understood:
        """Show what is understood of `text`, without a conversation and without storing anything."""
        parsed = await self._parse(clean(text))
        return understood(parsed, text)

    async def offered(self, conversation: str) -> tuple[ShownButton, ...]:
        """List the buttons that can be pressed now. Raises StoreUnusable."""
        seat = self._seat(conversation)
        with self._storing(conversation):
            last = self.journal.last_id(conversation)
            if seat.offered is None or seat.last != last:
                tracker = await self._processor.tracker_store.read(conversation)
                seat.offered, seat.last = _buttons_on_screen(tracker) if tracker else (), last
        return seat.offered

    def warm_up(self) -> None:
        """Load what the first message needs (half a second) in the background; messages wait until it is there."""
        if self._warming is None:
            self._warming = asyncio.create_task(asyncio.to_thread(self._parse_once))

    async def close(self) -> None:
        """Let go of the database."""
        if self._warming:
            await self._warming
        await self._locks.close()
        self._processor.tracker_store.close()

    @property
    def intents(self) -> list[str]:
        """The intents that the model knows."""
        return list(self._processor.domain.intents)

    async def _answer_up_to(self, conversation: str, mark: str) -> Turn:
        """Answer what waits, this message last, and give its turn; each is one step of its own in the database."""
        key = message_key(conversation, mark)

        async def reach() -> Turn:
            for kept in self.journal.waiting(conversation):
                turn = await self._answer_kept(kept)
                if kept.mark == key and turn is not None:
                    return turn
            return await self._stored_turn(conversation, mark)

        async with self._seated(conversation):
            return await self._anew(conversation, reach)

    async def _answer_waiting(self, conversation: str) -> int:
        """Answer everything of a person that waits; give how much that was."""
        turns = [await self._answer_kept(kept) for kept in self.journal.waiting(conversation)]
        return sum(turn is not None for turn in turns)

    async def _anew(self, conversation: str, take: Callable[[], Awaitable[T]]) -> T:
        """Do `take`, and again as long as another process gets in between: nothing of it was stored then."""
        for _ in range(ANEW):
            try:
                return await take()
            except Overtaken:
                self._processor.tracker_store.forget(conversation)
                self._seat(conversation).offered = None
        raise StoreUnusable(self._settings.database_name, "others write this conversation all the time")

    async def _answer_kept(self, kept: Kept) -> Turn | None:
        """Take a message that was kept; whatever is wrong with it, the ones after it must get their turn.

        None where its words were not to be kept: whoever sent it has them, and sends it again.
        """
        content = self._in_hand.get(kept.mark) or kept.content
        if content is None:
            return None
        if kept.mark not in self._begun:
            self.journal.try_again(kept)
            self._begun.add(kept.mark)
        take = self._press if content["pressed"] else self._read
        try:
            if kept.tries >= TRIES:
                raise RuntimeProblem(f"a message ended the program {TRIES} times and is put aside")
            turn = await take(kept.sender_id, content["words"], content["mark"])
        except (StoreUnusable, Overtaken, sqlite3.Error, _sqlalchemy_error()):
            raise
        except Exception as error:  # noqa: BLE001 - the person must get an answer
            log.error("a turn failed: %s", error if isinstance(error, RuntimeProblem) else type(error).__name__)
            self._processor.tracker_store.forget(kept.sender_id)
            turn = await self._answer_aside(kept.sender_id, content["words"], ERROR_UTTERANCE, content["mark"])
        self._begun.discard(kept.mark)
        return turn

    async def _stored_turn(self, conversation: str, mark: str) -> Turn:
        """Give a turn that was stored before; without replies where it cannot be found, erased where all is gone."""
        events = self.journal.said(conversation, LOOK_BACK)
        tracker = await self._processor.tracker_store.read(conversation)
        slots = dict(tracker.current_slot_values()) if tracker else {}
        return turn_after(events, mark, slots) or Turn("", (), nothing_understood(""), {}, erased=not events)

    async def _read(self, conversation: str, text: str, mark: str | None) -> Turn:
        text = clean(text).strip()
        if not text or not readable(text)[0]:
            return await self._answer_aside(conversation, text, "utter_empty", mark)
        parsed = await self._parse(text)
        if len(text) > LIMIT and understood(parsed, text)["safety"]["verdict"] == "none":
            return await self._answer_too_long(conversation, text, parsed, mark)
        named = titled(text, await self.offered(conversation))
        if named and understood(parsed, text)["safety"]["verdict"] == "none":
            return await self._press(conversation, named["payload"], mark)
        return await self._run(conversation, text, parsed, shown=text, mark=mark)

    async def _press(self, conversation: str, payload: str, mark: str | None) -> Turn:
        button = find_button(payload, await self.offered(conversation))
        if button is None:
            return await self._answer_aside(conversation, "", "utter_button_gone", mark)
        title = button["title"]
        if not payload.startswith(SLASH):  # a button may stand for words
            return await self._run(conversation, payload, await self._parse(payload), shown=title, mark=mark)
        return await self._run_payload(conversation, payload, title, mark)

    async def _run_payload(self, conversation: str, payload: str, title: str, mark: str | None) -> Turn:
        return await self._run(conversation, payload, self._unpack(payload), shown=title, mark=mark)

    async def _run(
        self, conversation: str, text: str, parsed: dict[str, Any], shown: str, mark: str | None
    ) -> Turn:
        """Let Rasa handle a message that is already parsed, so that its text is never taken for a command."""
        from rasa.core.channels.channel import UserMessage

        from bot.runtime.processor import Collector

        channel = Collector()
        message = UserMessage(
            text,
            channel,
            conversation,
            parse_data=parsed,
            input_channel=channel.name(),
            metadata=_marked(mark, shown),
        )
        tracker = await self._processor.take(message)
        return self._turn(conversation, shown, channel, tracker, understood(parsed, shown))

    async def _answer_aside(
        self, conversation: str, text: str, utterance: str, mark: str | None = None
    ) -> Turn:
        """Answer without a turn of the dialogue: what was open stays open, and its buttons stay."""
        from bot.runtime.processor import Collector

        channel = Collector()
        offered = await self.offered(conversation)
        tracker = await self._processor.get_tracker(conversation)
        await self._processor.say(utterance, tracker, channel, offered, _marked(mark, text))
        await self._processor.save_tracker(tracker)
        return self._turn(conversation, text, channel, tracker, nothing_understood(text))

    async def _answer_too_long(
        self, conversation: str, text: str, parsed: dict[str, Any], mark: str | None
    ) -> Turn:
        """Keep the whole message, and ask for its heart; the dialogue does not act on what it cannot grasp."""
        from rasa.core.channels.channel import UserMessage

        from bot.runtime.processor import Collector

        channel = Collector()
        offered = await self.offered(conversation)
        metadata = {"too_long": True, **(_marked(mark, text) or {})}
        message = UserMessage(text, channel, conversation, parse_data=parsed, metadata=metadata)
        tracker = await self._processor.log_message(message, should_save_tracker=False)
        await self._processor.say("utter_too_long", tracker, channel, offered)
        await self._processor.save_tracker(tracker)
        return self._turn(conversation, text, channel, tracker, understood(parsed, text), too_long=True)

    def _turn(
        self,
        conversation: str,
        text: str,
        channel: Any,
        tracker: Any,
        reading: Understood,
        too_long: bool = False,
    ) -> Turn:
        self._processor.nlg.forget(conversation)
        turn = Turn(
            text=text,
            replies=tuple(channel.replies),
            understood=reading,
            state=state_of(tracker.current_slot_values()),
            too_long=too_long,
            erased=channel.erased,
            failures=tuple(channel.failures),
            slots=tracker.current_slot_values(),
        )
        seat = self._seat(conversation)
        seat.offered, seat.last = turn.buttons, tracker.last
        return turn

    def _parse_once(self) -> None:
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.trackers import DialogueStateTracker

        message = UserMessage("i keep quiet so that he will not leave me")
        self._processor._parse_message_with_graph(message, DialogueStateTracker.from_events("", []))

    async def _parse(self, text: str) -> dict[str, Any]:
        """Run the NLU on `text`; the places of entities count characters of `text`."""
        from rasa.core.channels.channel import UserMessage

        if self._warming:
            await self._warming
            self._warming = None
        words, offset = readable(text)
        if not words:
            return dict(nothing_understood(text)) | {"entities": [], "text": text}
        parsed: dict[str, Any] = await self._processor.parse_message(UserMessage(words))
        return {**parsed, "text": text, "entities": moved(parsed["entities"], offset)}

    def _unpack(self, payload: str) -> dict[str, Any]:
        """Read intent and entities from a payload. Buttons hold our own words, so nothing else needs to run."""
        from rasa.shared.core.training_data.story_reader.yaml_story_reader import (
            YAMLStoryReader,
        )
        from rasa.shared.nlu.training_data.message import Message

        message = YAMLStoryReader.unpack_regex_message(
            Message({"text": payload}), self._processor.domain, "button"
        )
        parsed = message.as_dict(only_output_properties=True)
        if not (parsed.get("intent") or {}).get("name"):
            raise RuntimeProblem(f"a button has a payload that means nothing: {payload.partition('{')[0]}")
        # Without places: what a button refers to is no sign that was found in somebody's words.
        entities = [
            {k: v for k, v in e.items() if k not in ("start", "end")} for e in parsed.get("entities", [])
        ]
        return {**parsed, "entities": entities, "safety": {"verdict": "none", "kind": None}}

    @asynccontextmanager
    async def _seated(self, conversation: str) -> AsyncIterator[_Seat]:
        """Hold a conversation for one turn; a failing database is told as StoreUnusable."""
        seat = self._seat(conversation)
        async with seat.lock, self._locks.hold(conversation):
            journal.use(self.journal)
            with self._storing(conversation):
                yield seat

    @contextmanager
    def _storing(self, conversation: str) -> Iterator[None]:
        """Tell a failing database as StoreUnusable; what is held of the conversation is then read anew."""
        try:
            yield
        except (sqlite3.Error, _sqlalchemy_error()) as error:
            self._seat(conversation).offered = None
            raise StoreUnusable(self._settings.database_name, reason_of(error)) from None

    def _seat(self, conversation: str) -> _Seat:
        seat = self._seats.setdefault(conversation, _Seat())
        self._seats.move_to_end(conversation)
        while len(self._seats) > REMEMBERED:
            oldest = next(iter(self._seats))
            if self._seats[oldest].lock.locked():
                break
            del self._seats[oldest]
        return seat


def _marked(mark: str | None, shown: str) -> dict[str, Any] | None:
    """Give what is stored beside a message with a mark: the mark, and what the person saw themselves say."""
    return {"mark": mark, "shown": shown} if mark else None


def _root(error: BaseException) -> str:
    """Name the error at the bottom; Rasa wraps what a component raises."""
    while error.__cause__:
        error = error.__cause__
    return type(error).__name__


def prepare() -> None:
    """Make this process ready to import Rasa: quiet, one thread each, without TensorFlow. Safe to call again."""
    prepare_process()
    hush_warnings()
    slim.install()
    hush_logs()


def _buttons_on_screen(tracker: Any) -> tuple[ShownButton, ...]:
    """Collect the buttons of everything said since the person's last message."""
    from rasa.shared.core.events import BotUttered, UserUttered

    from bot.runtime.processor import _button

    found: list[ShownButton] = []
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            found[:0] = [_button(button) for button in event.data.get("buttons") or ()]
    return tuple(found)


def _sqlalchemy_error() -> type[Exception]:
    from sqlalchemy.exc import SQLAlchemyError

    error: type[Exception] = SQLAlchemyError
    return error
