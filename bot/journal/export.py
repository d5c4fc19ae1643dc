"""Everything that is kept of a person, in a form they can read: one HTML page, and JSON for programs.

Owns both forms. Must not leave anything out: the raw events go into the JSON as they are stored.

    page = export_of(journal, "c1").html
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from html import escape
from typing import TYPE_CHECKING, Any

from bot.charts import Chart, Mark, Picture, rows, svg
from bot.charts.words import day_in_words
from bot.content.library import library
from bot.journal.course import course_of
from bot.journal.records import Reminder, Snapshot

if TYPE_CHECKING:
    from bot.journal.journal import Journal

FORMAT = "trellis-export-1"
WENT = {"done": "it happened", "partly": "partly", "not": "not this time", "unsafe": "it felt unsafe"}


@dataclass(frozen=True)
class Export:
    """A copy of all that is kept of a person."""

    html: str
    """A page that needs nothing beside itself."""
    json: str
    empty: bool
    """Nothing is kept of this person."""


def export_of(journal: Journal, sender_id: str) -> Export:
    """Make the copy."""
    value = journal.export(sender_id)
    empty = not (value["events"] or value["plans"] or value["pictures"])
    return Export(page(value), json.dumps(value, ensure_ascii=False, indent=2), empty)


def gathered(
    sender_id: str,
    events: Sequence[Mapping[str, Any]],
    entries: Sequence[tuple[float, str, Any]],
    wishes: Mapping[str, Any],
    reminder: Reminder | None,
) -> dict[str, Any]:
    """Put together what was stored as one JSON-ready value."""

    def of(kind: str) -> list[dict[str, Any]]:
        return [{"at": _iso(at), **value} for at, was, value in entries if was == kind]

    return {
        "format": FORMAT,
        "conversation": sender_id,
        "messages": messages(events),
        "pictures": of("picture"),
        "plans": of("plan"),
        "checkins": of("checkin"),
        "wishes": {**wishes, "reminder": reminder.rule.as_dict() if reminder else None},
        "events": list(events),
    }


def messages(events: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Give what was said, in order: who, when, and the words; a pressed button is given by its title."""
    titles: dict[str, str] = {}
    found: list[dict[str, str]] = []
    for event in events:
        if event.get("event") == "bot":
            titles |= {b["payload"]: b["title"] for b in (event.get("data") or {}).get("buttons") or ()}
        if event.get("event") not in ("user", "bot"):
            continue
        text = str(event.get("text") or "")
        who = "you" if event["event"] == "user" else "trellis"
        if who == "you" and text.startswith("/"):
            text = titles.get(text, "")
        if text:
            found.append({"at": _iso(float(event.get("timestamp") or 0)), "who": who, "text": text})
    return found


def page(value: Mapping[str, Any]) -> str:
    """Write the page."""
    parts = [
        _picture(value["pictures"]),
        _section("Your plans", _plans(value["plans"])),
        _section("How it went", _checkins(value["checkins"])),
        _section("What you asked me to keep to", _wishes(value["wishes"])),
        _section("All that was said", _talk(value["messages"])),
    ]
    body = "".join(parts) or "<p>Nothing is kept of you.</p>"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>What Trellis keeps of you</title><style>{STYLE}</style></head><body><main>"
        "<h1>What Trellis keeps of you</h1><p>This page holds everything. It needs no network and is nobody else's: keep it "
        "where only you can open it. “Delete everything” in the talk removes it all from the machine that runs Trellis."
        f"</p>{body}</main></body></html>\n"
    )


def _section(heading: str, content: str) -> str:
    return f"<section><h2>{escape(heading)}</h2>{content}</section>" if content else ""


def _picture(kept: Sequence[Mapping[str, Any]]) -> str:
    if not kept:
        return ""
    snapshots = [
        Snapshot(datetime.fromisoformat(entry["at"]), entry["signs"], tuple(entry["looked"]))
        for entry in kept
    ]
    now = now_of(snapshots[-1])
    drawn: list[Chart] = [now] if now.marks else []
    course = course_of(snapshots)
    drawn += [course] if course else []
    return "".join(
        _section(
            "Your picture" if isinstance(chart, Picture) else "Your picture over time", _figure(chart, n)
        )
        for n, chart in enumerate(drawn)
    )


def now_of(snapshot: Snapshot) -> Picture:
    """Give all present entries of a snapshot, with the words in full."""
    from bot.flows.talk import telling  # the flows look back at the journal, so this side waits

    marks = []
    for sign, entry in snapshot.picture.items():
        if entry.get("polarity") in ("affirmed", "hedged") and entry.get("often") != "never":
            known = library().sign(sign)
            told = telling(entry.get("words") or "")
            words = f"“{told}”" if told else ""
            side = "leans" if known.side == "codependency" else "holds"
            marks.append(Mark(known.label, side, entry.get("often"), entry.get("when") or "", words))  # type: ignore[arg-type]
    return Picture(tuple(marks), snapshot.at.date())


def _figure(chart: Chart, number: int) -> str:
    drawing = svg(chart)
    for name in ("chart-title", "chart-desc"):  # two drawings on one page
        drawing = drawing.replace(name, f"{name}-{number}")
    head, *body = rows(chart)
    cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in body)
    table = f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
    return f'<figure>{drawing}</figure><div class="wide">{table}</div>'


def _plans(plans: Sequence[Mapping[str, Any]]) -> str:
    items = "".join(f"<li><time>{_day(plan['at'])}</time><p>{_lines(_plan(plan))}</p></li>" for plan in plans)
    return f"<ol>{items}</ol>" if items else ""


def _plan(kept: Mapping[str, Any]) -> str:
    """Write a plan as it reads in the talk; one of another shape, from an older version, is listed."""
    from bot.flows.if_then import text  # the flows look back at the journal, so this side waits
    from bot.flows.talk import Plan

    values = {k: v for k, v in kept.items() if k != "at"}
    try:
        return text(Plan(**values))
    except TypeError:
        return "\n".join(f"{name}: {value}" for name, value in values.items())


def _checkins(checkins: Sequence[Mapping[str, Any]]) -> str:
    items = "".join(
        f"<li><time>{_day(one['at'])}</time><p>{escape(WENT.get(one['went'], one['went']))}"
        + "".join(f"<br>{_lines(one[name])}" for name in ("words", "obstacle") if one.get(name))
        + "</p></li>"
        for one in checkins
    )
    return f"<ol>{items}</ol>" if items else ""


def _wishes(wishes: Mapping[str, Any]) -> str:
    from bot.journal.schedule import Rule

    told = []
    if wishes.get("reminder"):
        told.append(f"Reminders: {Rule.from_dict(wishes['reminder']).in_words()}")
    if wishes.get("region"):
        told.append(f"Country for help lines: {wishes['region']}")
    if wishes.get("private"):
        told.append("Private mode: none of your words are kept")
    items = "".join(f"<li>{_lines(line)}</li>" for line in told)
    return f"<ul>{items}</ul>" if items else ""


def _talk(said: Sequence[Mapping[str, str]]) -> str:
    parts, day = [], ""
    for message in said:
        if message["at"][:10] != day:
            day = message["at"][:10]
            parts.append(f"<h3>{_day(message['at'])}</h3>")
        who = "You" if message["who"] == "you" else "Trellis"
        time = f'<time datetime="{message["at"]}">{message["at"][11:16]} UTC</time>'
        parts.append(
            f'<div class="{message["who"]}"><b>{who}</b> {time}<p>{_lines(message["text"])}</p></div>'
        )
    return "".join(parts)


def _lines(text: str) -> str:
    fine = "".join(c if c.isprintable() or c in "\n " else " " for c in text)
    return escape(fine).replace("\n", "<br>")


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")


def _day(at: str) -> str:
    return day_in_words(datetime.fromisoformat(at).date())


STYLE = (
    ":root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:1rem}"
    "main{max-width:42rem;margin:auto}figure{margin:0 0 1rem;max-width:26rem}svg{width:100%;height:auto}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}th,td{text-align:left;padding:.25rem .6rem .25rem 0;"
    "border-bottom:1px solid #8885}.you,.trellis{margin:.8rem 0}.you{padding-left:.8rem;border-left:3px solid #0d6a73}"
    "p{margin:.2rem 0}time{color:#777;font-size:.85rem}li{margin:.5rem 0}"
)
