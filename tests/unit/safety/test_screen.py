"""The screen: how several findings become one verdict."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from bot.safety.screen import Screen
from bot.safety.verdict import Finding, Verdict


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.load()


def test_loading_twice_gives_the_same_screen(screen: Screen) -> None:
    assert Screen.load() is screen


def test_a_verdict_cannot_be_changed(screen: Screen) -> None:
    with pytest.raises(FrozenInstanceError):
        screen.screen("hello").verdict = "act"  # type: ignore[misc]


def test_act_beats_ask_and_both_kinds_are_kept(screen: Screen) -> None:
    verdict = screen.screen("he goes through my phone and i want to die")
    assert (verdict.verdict, verdict.kind) == ("act", "self_harm")
    assert verdict.findings == (Finding("self_harm", "act", "self"), Finding("partner", "ask", "self"))
    assert verdict.kinds == ("self_harm", "partner")


def test_the_stronger_kind_comes_first(screen: Screen) -> None:
    verdict = screen.screen("he hit me and i just want to disappear")
    assert (verdict.verdict, verdict.kind, verdict.kinds) == ("act", "partner", ("partner", "self_harm"))


def test_two_different_hints_at_dying_make_an_act(screen: Screen) -> None:
    assert screen.screen("i just want to disappear").verdict == "ask"
    assert screen.screen("i just want to disappear. goodbye everyone").verdict == "act"


def test_the_same_hint_twice_stays_a_question(screen: Screen) -> None:
    assert screen.screen("i just want to disappear. i want to vanish").verdict == "ask"


def test_a_denial_is_told_apart_from_silence(screen: Screen) -> None:
    assert screen.screen("i'm not suicidal").denied
    assert not screen.screen("we had soup").denied
    assert not screen.screen("i'm not suicidal but i want to die").denied


def test_a_question_given_back_is_denied_only_where_a_question_mark_or_comma_and_a_clear_no_follow(screen: Screen) -> None:
    assert screen.screen("afraid of him? no. neither").denied
    assert screen.screen("afraid of him? yes").verdict == "act"
    assert screen.screen("i am afraid of him. no one knows").verdict == "act"


def test_a_death_that_is_plainly_an_animals_or_a_things_is_explained(screen: Screen) -> None:
    assert screen.screen("my old cat died on sunday").explained
    assert not screen.screen("my cat died and i want to die too").explained
    assert not screen.screen("we had soup").explained


def test_the_reason_is_a_rule_and_never_the_words(screen: Screen) -> None:
    verdict = screen.screen("i want to die")
    assert screen.book.rule(str(verdict.reason)).kind == "self_harm"
    assert 0 < verdict.confidence <= 1


@pytest.mark.parametrize(
    ("text", "kind", "kinds"),
    [("he hit me", "partner", ["partner"]), ("my dad hits me", None, ["others"]), ("hello", None, [])],
)
def test_the_message_property_knows_two_kinds_and_names_all(
    screen: Screen, text: str, kind: str | None, kinds: list[str]
) -> None:
    message = screen.screen(text).as_message(country="GB")
    assert (message["kind"], message["kinds"], message["country"]) == (kind, kinds, "GB")


def test_a_hand_made_verdict_names_its_kind() -> None:
    assert Verdict("ask", "partner").kinds == ("partner",)
    assert Verdict().kinds == ()


def test_an_explicit_sentence_is_found_wherever_it_stands_in_a_long_message(screen: Screen) -> None:
    filler = "we talked about the garden and the new kitchen and then we had dinner "
    for before in (0, 40, 130, 200):
        for joint in (" ", ". "):
            text = (filler + joint) * before + "i want to kill myself " + (joint + filler) * (200 - before)
            assert screen.screen(text[:20_000] if before < 200 else text).verdict == "act"
