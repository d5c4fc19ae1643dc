"""Which variant of an utterance is said, and how its placeholders are filled.

Owns: the choice among the texts that domain.yml lists under one utterance. Must not: write sentences.

The first variant not yet used in this session is taken; when all were used, the one used longest ago. A variant that
needs a value nobody has is passed over while another can be filled. What was said is read from the tracker, so the
choice survives a restart; what was said in the turn that is still running is remembered here, because Rasa adds the
utterances of an action to the tracker only when the action is over.

Example::

    nlg = Variants(domain.responses)
    await nlg.generate("utter_named", tracker, "terminal", name="Ada")  # {"text": "For Ada, one.", "variant": "3f0c..."}
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator, ResponseVariationFilter
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.runtime.quiet import log

VARIANT = "variant"
"""The key under which an utterance carries the mark of its variant, into the BotUttered event's metadata."""
PLACEHOLDER = re.compile(r"{([A-Za-z_][A-Za-z0-9_]*)}")
ACROSS = re.compile(r"utter_(?:return_|recap_|ask_returning)")
"""Said once a visit at most: for these the visit before counts, too."""
LINES = re.compile(r"\b(?:(?:those|these|the|help|support) lines?|numbers)\b", re.IGNORECASE)
"""What a bubble does not name once the person said no to it."""
GUARD = "danger"
"""The slot that holds the safety state."""
FILLED = ("text", "image", "custom", "buttons", "attachment", "quick_replies")

Variant = dict[str, Any]


class Variants(NaturalLanguageGenerator):  # type: ignore[misc]
    """Fill utterances from the domain, never the same variant twice in a session while another is left."""

    def __init__(
        self,
        responses: Mapping[str, list[Variant]] | None = None,
        domain: Domain | None = None,
        endpoint_config: EndpointConfig | None = None,
    ) -> None:
        """Take the utterances, or the domain that has them, as Rasa hands it over for an entry in endpoints.yml."""
        self.responses: Mapping[str, list[Variant]] = responses or (domain.responses if domain else {})
        self._said: dict[str, tuple[str, list[tuple[str, str]]]] = {}

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """Return the utterance's next variant with its placeholders filled, None if the domain does not have it.

        `kwargs` win over slots. The returned dict has the variant's keys and "variant", a short mark of the choice.
        """
        slots = tracker.current_slot_values()
        known = {**slots, **kwargs}
        variants = _without_lines(self._suitable(utter_action, output_channel, slots), slots)
        if not variants:
            return None
        fillable = [v for v in variants if all(known.get(name) is not None for name in _placeholders(v))]
        if not fillable:
            missing = sorted({n for v in variants for n in _placeholders(v) if known.get(n) is None})
            log.warning("%s lacks a value for %s", utter_action, ", ".join(missing))
        chosen = _least_used(fillable or variants, self._used(utter_action, tracker))
        mark = mark_of(chosen)
        self._remember(tracker, utter_action, mark)
        return {**_filled(chosen, known), VARIANT: mark}

    def _suitable(self, utter_action: str, output_channel: str, slots: dict[str, Any]) -> list[Variant]:
        if utter_action not in self.responses:
            return []
        chooser = ResponseVariationFilter(self.responses)
        found: list[Variant] = chooser.responses_for_utter_action(utter_action, output_channel, slots)
        return found

    def _used(self, utter_action: str, tracker: DialogueStateTracker) -> list[str]:
        """List the marks of this utterance's variants in the order they were said in this session."""
        used = list(_used_in_session(utter_action, tracker))[::-1]
        turn, said = self._said.get(tracker.sender_id, ("", []))
        if turn == _turn_of(tracker):
            used += [mark for name, mark in said if name == utter_action]
        return used

    def _remember(self, tracker: DialogueStateTracker, utter_action: str, mark: str) -> None:
        turn, said = self._said.get(tracker.sender_id, ("", []))
        if turn != _turn_of(tracker):
            said = []
        self._said[tracker.sender_id] = (_turn_of(tracker), [*said, (utter_action, mark)])

    def forget(self, conversation: str) -> None:
        """Drop what is remembered of the running turn once it is in the tracker."""
        self._said.pop(conversation, None)


def _without_lines(variants: list[Variant], slots: Mapping[str, Any]) -> list[Variant]:
    """Leave out the variants that name help lines where the person said no to them, as long as another is left."""
    if not (slots.get(GUARD) or {}).get("no_lines"):
        return variants
    return [v for v in variants if not LINES.search(v.get("text") or "")] or variants


def mark_of(variant: Variant) -> str:
    """Give a short mark of a variant that stays the same when the list around it changes."""
    content = json.dumps({key: variant.get(key) for key in FILLED}, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def _used_in_session(utter_action: str, tracker: DialogueStateTracker) -> Iterator[str]:
    """Yield the marks said since the session began, latest first."""
    for event in reversed(tracker.events):
        if isinstance(event, SessionStarted) and not ACROSS.match(utter_action):
            return
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            yield event.metadata.get(VARIANT, "")


def _turn_of(tracker: DialogueStateTracker) -> str:
    message: UserUttered | None = tracker.latest_message
    return str(message.message_id) if message and message.message_id else ""


def _least_used(variants: list[Variant], used: list[str]) -> Variant:
    """Take the first unused variant; if there is none, the one whose last use lies furthest back."""
    last = {mark: place for place, mark in enumerate(used)}
    return min(variants, key=lambda variant: last.get(mark_of(variant), -1))


def _placeholders(variant: Variant) -> set[str]:
    names: set[str] = set()
    for key in FILLED:
        if key in variant:
            names.update(PLACEHOLDER.findall(json.dumps(variant[key], default=str)) if key != "text" else [])
    names.update(PLACEHOLDER.findall(variant.get("text") or ""))
    return names


def _filled(variant: Variant, known: Mapping[str, Any]) -> dict[str, Any]:
    filled = copy.deepcopy(variant)
    for key in FILLED:
        if key in filled:
            filled[key] = _fill(filled[key], known)
    return filled


def _fill(value: Any, known: Mapping[str, Any]) -> Any:
    """Fill placeholders in every string of `value`; a value that is missing becomes an empty string."""
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda match: _text(known.get(match[1])), value)
    if isinstance(value, list):
        return [_fill(item, known) for item in value]
    if isinstance(value, dict):
        return {key: _fill(item, known) for key, item in value.items()}
    return value


def _text(value: Any) -> str:
    return "" if value is None else str(value)
