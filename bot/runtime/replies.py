"""A turn that is stored already, for a process that died, or another one that answered, before it could be sent.

Owns: finding it among the stored events. Must not: take a turn.

Example::

    replies_after(await bot.said(sender, 60), "telegram-812345")  # (Reply(text='How often?', ...),)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.charts import chart_from, data_uri
from bot.runtime.turn import Reply, ShownButton, Turn, nothing_understood, state_of, understood


def replies_after(events: Sequence[Mapping[str, Any]], mark: str) -> tuple[Reply, ...] | None:
    """Return what was said to the message with this mark, None if it is not among the events."""
    for place, event in enumerate(events):
        if (event.get("metadata") or {}).get("mark") == mark:
            first = place if event.get("event") == "bot" else place + 1  # said aside, without a turn
            return tuple(_replies(events[first:]))
    return None


def turn_after(events: Sequence[Mapping[str, Any]], mark: str, slots: Mapping[str, Any]) -> Turn | None:
    """Return the turn of the message with this mark, None if it is not among the events; `slots` are as they are now."""
    replies = replies_after(events, mark)
    if replies is None:
        return None
    event = next(event for event in events if (event.get("metadata") or {}).get("mark") == mark)
    metadata, parsed = event["metadata"], event.get("parse_data")
    text = str(metadata.get("shown") or "")
    return Turn(
        text=text,
        replies=replies,
        understood=understood(parsed, text) if parsed else nothing_understood(text),
        state=state_of(slots),
        too_long=bool(metadata.get("too_long")),
        slots=slots,
    )


def _replies(events: Sequence[Mapping[str, Any]]) -> list[Reply]:
    found: list[Reply] = []
    for place, event in enumerate(events):
        data, metadata = event.get("data") or {}, event.get("metadata") or {}
        if event.get("event") != "bot" or (place and "mark" in metadata):  # the next message begins
            break
        chart = chart_from(metadata["chart"]) if metadata.get("chart") else None
        reply = Reply(
            text=(event.get("text") or "").strip(),
            buttons=tuple(_button(button) for button in data.get("buttons") or ()),
            image=data.get("image") or (data_uri(chart) if chart else None),
            items=tuple(metadata.get("items") or ()),
            chart=chart,
            utterance=metadata.get("utter_action"),
            copy=bool(metadata.get("copy")),
        )
        if reply.text or reply.buttons or reply.image:
            found.append(reply)
    return found


def _button(button: Mapping[str, Any]) -> ShownButton:
    title = str(button.get("title") or "")
    return {"title": title, "payload": str(button.get("payload") or title)}
