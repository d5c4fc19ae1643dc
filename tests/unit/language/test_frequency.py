"""Answers in one's own words give how often, and under what condition."""

from __future__ import annotations

import pytest

from bot.language.frequency import MAX_ANSWER_WORDS, condition, frequency

ANSWERS = {
    "most days": ("often", None),
    "most tuesdays": ("often", None),
    "more than rarely": ("sometimes", None),
    "every single time": ("often", None),
    "constantly lol": ("often", None),
    "all the time when we're with his family": ("often", "when we're with his family"),
    "a lot, esp. when im tired": ("often", "when i'm tired"),
    "twice a week": ("often", None),
    "that's me": ("often", None),
    "yes definitely": ("often", None),
    "sometimes, with his mother": ("sometimes", "with his mother"),
    "now and then": ("sometimes", None),
    "not always": ("sometimes", None),
    "once a month maybe": ("sometimes", None),
    "mostly when his mum visits": ("sometimes", "when his mum visits"),
    "only when he has been drinking": ("sometimes", "when he has been drinking"),
    "when he has been drinking": ("sometimes", "when he has been drinking"),
    "no, only when he drinks": ("sometimes", "when he drinks"),
    "just around her friends": ("sometimes", "around her friends"),
    "depends on his mood": ("sometimes", "depending on his mood"),
    "every time his mum is here": ("sometimes", "every time his mum is here"),
    "if she's in a bad mood i do": ("sometimes", "if she's in a bad mood"),
    "at weekends": ("sometimes", "at weekends"),
    "hardly ever tbh": ("rarely", None),
    "almost never": ("rarely", None),
    "not often": ("rarely", None),
    "about twice a year": ("rarely", None),
    "never really": ("never", None),
    "not really": ("never", None),
    "no": ("never", None),
    "nope never": ("never", None),
    "not me": ("never", None),
    "i used to, not any more": ("never", None),
    "that doesnt happen": ("never", None),
}


@pytest.mark.parametrize(("said", "read"), ANSWERS.items())
def test_reads_how_often_and_when(said: str, read: tuple[str, str | None]) -> None:
    found = frequency(said)
    assert found is not None
    assert (found.often, found.condition) == read


@pytest.mark.parametrize(
    "said",
    [
        "",
        "the weather is nice",
        "i love him",
        "i dont know",
        "no idea",
        "no one knows",
        "not sure",
        "less than before",
        "its not that i never do it",
        "when we got married i stopped seeing my friends and that was it for me",
    ],
)
def test_gives_nothing_where_nothing_is_said(said: str) -> None:
    assert frequency(said) is None


def test_a_long_story_that_starts_with_when_is_no_answer() -> None:
    assert frequency("when " + "they and we talked about it " * MAX_ANSWER_WORDS) is None


def test_a_condition_loses_its_limiting_word_and_its_tail() -> None:
    assert condition("only when she's stressed tbh") == "when she's stressed"
    assert condition("no idea") is None
