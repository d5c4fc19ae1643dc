"""The talk as a page shows it: one exchange is what a person said and what came back.

Owns: the one shape in which both a fresh turn and the stored conversation reach a browser, so that a page that was
reloaded looks as it did before. Must not: read the store or decide what is said.

Example::

    from_events(events)[-1].as_dict()
    # {"id": "3f2a...", "person": "hi", "replies": [{"text": "Hello ...", "buttons": [...]}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.web.picture import course
from bot.charts import Chart, Course, chart_from
from bot.content.library import Library, library
from bot.content.render import source_line
from bot.runtime.turn import Turn

PICTURE = "utter_picture_"
"""Utterances that spell the picture out; a page draws it in their place."""


@dataclass(frozen=True)
class Exchange:
    """What a person said, None where the bot began, and the bubbles that followed."""

    mark: str
    person: str | None
    replies: tuple[dict[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the exchange as it is sent."""
        return {"id": self.mark, "person": self.person, "replies": list(self.replies)}


def from_turn(mark: str, turn: Turn) -> Exchange:
    """Give a turn that just happened."""
    replies = (
        bubble(
            reply.text,
            [dict(b) for b in reply.buttons],
            reply.items,
            reply.image,
            reply.utterance,
            reply.chart,
            reply.copy,
        )
        for reply in turn.replies
    )
    return Exchange(mark, turn.text or None, tuple(replies))


def from_events(events: Iterable[Mapping[str, Any]]) -> list[Exchange]:
    """Read stored events of the kinds user and bot, oldest first; what stands before the first message is kept, too."""
    found: list[Exchange] = []
    for event in events:
        metadata = event.get("metadata") or {}
        if event.get("event") == "user":
            shown = metadata.get("shown", event.get("text"))
            found.append(Exchange(_mark(event), shown or None, ()))
        elif event.get("event") == "bot":
            if not found or ("mark" in metadata and metadata["mark"] != found[-1].mark):
                found.append(Exchange(_mark(event), metadata.get("shown") or None, ()))
            last = found[-1]
            found[-1] = Exchange(last.mark, last.person, (*last.replies, _stored(event, metadata)))
    return found


def _mark(event: Mapping[str, Any]) -> str:
    mark = (event.get("metadata") or {}).get("mark")
    return str(mark) if mark else f"at-{event.get('timestamp')}"


def _stored(event: Mapping[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    data = event.get("data") or {}
    return bubble(
        event.get("text") or "",
        data.get("buttons") or [],
        metadata.get("items") or (),
        data.get("image"),
        metadata.get("utter_action"),
        chart_from(metadata["chart"]) if metadata.get("chart") else None,
        bool(metadata.get("copy")),
    )


def bubble(
    text: str,
    buttons: Sequence[Mapping[str, Any]],
    items: Sequence[str],
    image: str | None,
    utterance: str | None,
    chart: Chart | None = None,
    copy: bool = False,
) -> dict[str, Any]:
    """Give one bubble as it is sent; keys that would be empty are left out."""
    shown: dict[str, Any] = {"text": text}
    if buttons:
        shown["buttons"] = [{"title": str(b["title"]), "payload": str(b["payload"])} for b in buttons]
    if sources := sources_of(items, library()):
        shown["sources"] = sources
    if utterance and utterance.startswith(PICTURE) and not items:
        shown["draws"] = "picture"
    if isinstance(chart, Course):
        shown["course"] = course(chart)
    elif image and chart is None:  # the page draws charts itself, from their values
        shown["image"] = image
    if copy:
        shown["copy"] = True
    return shown


def sources_of(items: Sequence[str], content: Library) -> list[str]:
    """Say where the items of a bubble come from, each line once."""
    known = (content.item(i) for i in items if i in content.item_ids)
    return list(dict.fromkeys(source_line(item) for item in known))
