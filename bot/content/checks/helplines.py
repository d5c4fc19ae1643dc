"""Whether a person in danger gets a line that exists.

Owns what each country needs and how old a check may be. Must not call or look anything up.

    list(stale(content, date(2027, 8, 1)))     # [Problem(..., "988 ... was checked 250 days ago", ..., "warning")]
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.content.errors import Problem
from bot.content.loader import Content
from bot.content.models import HelplineKind

COUNTRIES: Final = ("US", "CA", "GB", "IE", "AU", "NZ", "IN", "ZA", "DE", "INT")
NEEDED: Final[tuple[HelplineKind, ...]] = ("crisis", "partner", "emergency")
OLDEST: Final = 180
FILE: Final = "bot/content/data/helplines.yml"


def complete(content: Content) -> Iterator[Problem]:
    """Each country has crisis, partner and emergency lines that can be reached. Closes: a referral to nowhere."""
    for country in (*COUNTRIES, *dict.fromkeys(line.country for line in content.helplines)):
        kinds = {line.kind for line in content.helplines if line.country == country}
        for kind in NEEDED:
            if kind not in kinds and not (kind != "emergency" and "both" in kinds):
                yield Problem(
                    FILE, 0, f"{country} has no {kind} line", "add one, with source and day checked"
                )
    known = {country.code for country in content.countries}
    for line in content.helplines:
        if line.country not in known and line.country != "INT":
            hint = "add it under countries, with the names people use"
            yield content.problem(line, f"nobody can name the country {line.country}", hint, "country")
        if not (line.number or line.text or line.chat) and not line.note:
            yield content.problem(
                line, f"{line.name} cannot be reached", "add number, text or chat, or a note"
            )
        for name in ("url", "source", "chat"):
            address = getattr(line, name)
            if address and not address.startswith(("https://", "http://")):
                yield content.problem(
                    line, f"{line.name} {name}: '{address}'", "a web address, https://...", name
                )


def stale(content: Content, today: date) -> Iterator[Problem]:
    """A line not checked for 180 days is a warning; a day to come is an error. Closes: a number long gone."""
    for line in content.helplines:
        age = (today - line.checked).days
        if age > OLDEST:
            hint = f"look at {line.url}, then set checked to that day"
            problem = content.problem(line, f"{line.name} was last checked {age} days ago", hint, "checked")
            yield dataclasses.replace(problem, level="warning")
        elif age < 0:
            yield content.problem(
                line, f"{line.name} was checked in the future", "correct the year", "checked"
            )
