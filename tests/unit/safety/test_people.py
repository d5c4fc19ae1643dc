"""Who acts in a sentence."""

from __future__ import annotations

import pytest

from bot.safety.people import People
from bot.safety.rules import load_rules
from bot.safety.text import Normaliser

BOOK = load_rules()
NORMALISER = Normaliser(BOOK.spelling, BOOK.lexicon)
CASES = [
    ("he VERB me", "partner"),
    ("my husband VERB me", "partner"),
    ("my ex VERB me", "ex"),
    ("my ex husband VERB me", "ex"),
    ("my dog VERB me", "animal"),
    ("my dad was drunk and he VERB me", "family"),
    ("i told my mum that he VERB me", "partner"),
    ("my boyfriend met my dad and he VERB me", "partner"),
    ("it VERB me", "thing"),
    ("the news VERB me", "thing"),
    ("VERB me", "unknown"),
    ("my boss VERB me", "other"),
    ("my sister's husband VERB me", "other"),
    ("my business partner VERB me", "other"),
    ("my man VERB me", "partner"),
    ("some man VERB me", "other"),
    ("people who VERB me", "general"),
    ("i went home and she VERB me", "partner"),
    ("he is a good man and VERB me", "partner"),
    ("she is really a kind woman, VERB me", "partner"),
]
assert CASES


@pytest.mark.parametrize(("text", "actor"), CASES)
def test_the_actor_is_found(text: str, actor: str) -> None:
    sentences = NORMALISER.sentences(text)
    people = People(BOOK.people)
    at = next(i for i, s in enumerate(sentences) if "verb" in s.tokens)
    word = sentences[at].tokens.index("verb")
    assert people.actor(sentences, people.cast(sentences), at, word, "me") == actor


@pytest.mark.parametrize(("whose", "actor"), [("", "self"), ("my", "self"), ("me", "unknown")])
def test_i_cannot_be_who_did_it_to_me(whose: str, actor: str) -> None:
    sentences = NORMALISER.sentences("i verb")
    people = People(BOOK.people)
    assert people.actor(sentences, people.cast(sentences), 0, 1, whose) == actor
