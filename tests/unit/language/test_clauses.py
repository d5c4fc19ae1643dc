"""Messages split into clauses whose offsets point at the text as typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.clauses import MAX_CLAUSES, LazyParser, load_parser, split

SPLIT = {
    "my bf drinks and i keep ringing his work. still see my mates tho": [
        "my bf drinks",
        "i keep ringing his work",
        "still see my mates tho",
    ],
    "i do everything and he's never once asked, but at least i've got my friends": [
        "i do everything",
        "he's never once asked",
        "at least i've got my friends",
    ],
    "When he's late, I panic.": ["When he's late, I panic"],
    "I never say no because I'm scared she'll go": ["I never say no", "I'm scared she'll go"],
    "I gave up my choir, my job, and my flat for her": ["I gave up my choir, my job, and my flat for her"],
    "she never noticed... it hurts": ["she never noticed", "it hurts"],
    "ok": ["ok"],
    "": [],
    " .,! ": [],
}


@pytest.mark.parametrize(("message", "clauses"), SPLIT.items())
def test_splits_at_punctuation_and_joining_words(message: str, clauses: list[str]) -> None:
    assert [c.text for c in split(message)] == clauses


@given(st.text(alphabet=st.sampled_from("abi ,.;!?\n'’–and but because 😊"), max_size=200))
def test_offsets_always_point_at_the_words(message: str) -> None:
    clauses = split(message)
    for clause in clauses:
        assert message[clause.start : clause.end] == clause.text
        assert clause.text.strip() == clause.text != ""
    assert [c.start for c in clauses] == sorted(c.start for c in clauses)


def test_a_very_long_message_is_cut_off() -> None:
    assert len(split("i am tired. " * 500)) == MAX_CLAUSES


def test_the_parser_adds_cuts_before_verbs_with_their_own_subject() -> None:
    parser = load_parser()
    message = "I lie for him at work since my boss would throw him out."
    assert len(split(message, parser)) > len(split(message))
    assert all(message[c.start : c.end] == c.text for c in split(message, parser))


def test_the_lazy_parser_is_loaded_once() -> None:
    lazy = LazyParser()
    lazy.start()
    assert lazy.get() is load_parser()


def test_a_when_is_carried_to_its_main_clause_and_no_further() -> None:
    text = "when my mum was ill she drove me, but since then i do it all, if she rings i run, and her brother has a key"
    assert len(split(text)) >= 3
