"""Whether a text is short, easy to read, asks where it is meant to ask, and differs from its variants.

Owns length, reading grade, question marks and likeness. Must not judge the words themselves (wording).

    list(length(content))     # [Problem(..., "C6 text has 71 words, and a bubble holds 60", "split or cut it")]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Final

from bot.content import reading
from bot.content.checks import shown
from bot.content.errors import Problem
from bot.content.loader import Content
from bot.content.models import Item, Sign

WORDS: Final = 60
GRADE: Final = 8.0
# The formula divides by words and sentences: below a dozen words, one long word decides, so shorter texts are let be.
GRADED_FROM: Final = 12
ALIKE: Final = 0.75  # share of words in the same order; honest rewordings of ours stay below 0.6
ASKING: Final = ("question", "questions", "safety_question")
MAY_ASK: Final = ("try_this", "smaller", "draft", "say", "title", "safety_answers")
SINGLE_FIELDS: Final = ("text", "again", "try_this", "smaller", "draft")


def length(content: Content) -> Iterator[Problem]:
    """No bubble over 60 words. Closes: a wall of text on a phone."""
    for entry, name, text in shown.everything(content):
        count = len(reading.words(text))
        if count > WORDS:
            message = f"{entry.id} {name} has {count} words, and a bubble holds {WORDS}"
            yield content.problem(entry, message, "cut it, or make two items of it", name)


def reading_grade(content: Content) -> Iterator[Problem]:
    """Flesch-Kincaid grade 8 or lower, on texts of 12 words or more. Closes: words that shut people out."""
    for entry, name, text in shown.everything(content):
        if len(reading.words(text)) < GRADED_FROM:
            continue
        grade = reading.grade(text)
        if grade > GRADE:
            longest = max(reading.words(text), key=reading.syllables)
            hint = f"shorter sentences, plainer words than '{longest.strip('.,;:?')}'"
            yield content.problem(
                entry, f"{entry.id} {name} reads at grade {grade:.1f}, and 8 is the most", hint, name
            )


def questions_where_they_belong(content: Content) -> Iterator[Problem]:
    """One question where one is asked, none elsewhere. Closes: two questions at once, and a reflection that asks.

    In an item it is only a warning: a rhetorical question can be right, if the flow asks nothing after it.
    """
    for entry, name, text in shown.everything(content):
        marks = re.sub(r'"[^"]*"', "", text).count("?")
        field = name.partition("[")[0]
        if field in ASKING and marks != 1:
            yield content.problem(
                entry, f"{entry.id} {name} has {marks} question marks", "ask one thing", name
            )
        elif marks and field not in ASKING and field not in MAY_ASK:
            hint = "statements here; the flow asks its own question after it"
            problem = content.problem(entry, f"{entry.id} {name} asks a question", hint, name)
            yield replace(problem, level="warning") if isinstance(entry, Item) else problem


def variants_differ(content: Content) -> Iterator[Problem]:
    """Variants are not near-identical. Closes: 'again' that only swaps a word, so that a person feels unheard."""
    for item in content.items:
        yield from alike(
            content, item, [(name, getattr(item, name)) for name in SINGLE_FIELDS if getattr(item, name)]
        )
    for sign in content.signs:
        entries = [
            (name, text) for name, text in shown.of_sign(sign) if "[" in name and "answers" not in name
        ]
        yield from alike(content, sign, entries)


def alike(content: Content, entry: Item | Sign, texts: list[tuple[str, str]]) -> Iterator[Problem]:
    """Yield a problem for each text that is too like an earlier one of the same entry."""
    split = [(name, plain(text).split()) for name, text in texts]
    for index, (name, words) in enumerate(split):
        for earlier, others in split[:index]:
            matcher = SequenceMatcher(None, words, others, autojunk=False)
            if (
                matcher.real_quick_ratio() > ALIKE
                and matcher.quick_ratio() > ALIKE
                and matcher.ratio() > ALIKE
            ):
                message = f"{entry.id} {name} is nearly the same as {earlier}"
                yield content.problem(entry, message, "find other words, or remove one", name)


def nothing_said_twice(content: Content) -> Iterator[Problem]:
    """No two entries share a sentence. Closes: the same words for two different signs in one session."""
    first: dict[str, tuple[shown.Entry, str]] = {}
    for entry, name, text in shown.everything(content):
        if "safety_answers" in name:
            continue
        key = plain(text)
        if key in first and (first[key][0] is not entry or first[key][1] != name):
            other, where = first[key]
            message = f"{entry.id} {name} says the same as {other.id} {where}"
            yield content.problem(entry, message, "give each its own words", name)
        first.setdefault(key, (entry, name))


def plain(text: str) -> str:
    """Return the text's words alone, in lower case."""
    return " ".join(re.findall(r"[a-z0-9']+", text.lower().replace("’", "'")))
