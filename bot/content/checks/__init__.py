"""What must hold of the content beyond its shape. Each check is a small function that yields problems.

Owns the list of checks. Must not read files or the clock: the content and the day come from the caller.

    problems = check(load(), date(2026, 11, 24))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from bot.content.checks import helplines, safety, structure, texts, wording
from bot.content.errors import Problem
from bot.content.loader import Content

Check = Callable[[Content], Iterable[Problem]]

CHECKS: Final[tuple[Check, ...]] = (
    structure.all_there,
    structure.kinds_follow_ids,
    structure.sources,
    structure.links_lead_somewhere,
    structure.reachable,
    structure.aliases,
    structure.aliases_found,
    structure.step_fields,
    structure.signs_complete,
    safety.partner_contact,
    safety.private_items_stay_private,
    safety.mistreatment,
    safety.asks,
    safety.safety_questions,
    safety.therapy_never_alone,
    safety.absent_strengths,
    wording.labels_and_commands,
    wording.forms,
    texts.length,
    texts.reading_grade,
    texts.questions_where_they_belong,
    texts.variants_differ,
    texts.nothing_said_twice,
    helplines.complete,
)


def check(content: Content, today: date) -> list[Problem]:
    """Return every problem, in order of file and line. Stale helplines are warnings, all else errors."""
    problems = [problem for run in CHECKS for problem in run(content)]
    problems += helplines.stale(content, today)
    return sorted(set(problems))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that make the check fail."""
    return [problem for problem in problems if problem.level == "error"]
