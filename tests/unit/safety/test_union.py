"""Rules and classifier joined: either may raise, neither may silence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.safety.classifier import LABELS, Guess
from bot.safety.union import LEARNED, joined
from bot.safety.verdict import KINDS, Finding, Verdict, rank

guesses = st.builds(Guess, st.sampled_from(LABELS[1:]), st.floats(0, 1))
raised = st.builds(
    lambda verdict, kind: Verdict(verdict, kind, "self", "a_rule", 0.7, (Finding(kind, verdict, "self"),)),
    st.sampled_from(["ask", "act"]),
    st.sampled_from(KINDS),
)


@given(raised, guesses)
def test_the_classifier_never_lowers_what_a_rule_found(ruled: Verdict, guess: Guess) -> None:
    both = joined(ruled, guess)
    assert rank(both.verdict) >= rank(ruled.verdict)
    assert set(ruled.kinds) <= set(both.kinds)


@given(guesses)
def test_the_classifier_raises_alone(guess: Guess) -> None:
    both = joined(Verdict(), guess)
    assert both.verdict == guess.verdict
    assert both.reason == (LEARNED if both.raised else None)


def test_danger_to_others_is_asked_about_and_never_acted_on_by_the_classifier_alone() -> None:
    assert joined(Verdict(), Guess("others", 0.999)).verdict == "ask"
    assert joined(Verdict(), Guess("others", 0.999)).about == "other"


def test_an_ask_about_their_own_life_that_both_are_sure_of_is_an_act() -> None:
    ruled = Verdict("ask", "self_harm", "self", "a_rule", 0.7, (Finding("self_harm", "ask", "self"),))
    both = joined(ruled, Guess("self_harm", 0.995))
    assert both.verdict == "act" and both.findings == (Finding("self_harm", "act", "self"),)
    assert joined(ruled, Guess("partner", 0.995)).verdict == "ask"


def test_what_was_denied_needs_a_surer_classifier() -> None:
    denied = Verdict(denied=True)
    assert joined(denied, Guess("self_harm", 0.9)) == denied
    assert joined(denied, Guess("self_harm", 0.98)) == denied
    assert joined(denied, Guess("self_harm", 0.995)).raised


def test_the_classifier_never_acts_against_a_denial_nor_where_the_words_are_about_a_thing() -> None:
    assert joined(Verdict(denied=True), Guess("self_harm", 0.999)).verdict == "ask"
    assert joined(Verdict(explained=("self_harm",)), Guess("self_harm", 0.999)).verdict == "ask"
    assert joined(Verdict(explained=("self_harm",)), Guess("others", 0.99)).verdict == "none"
    assert joined(Verdict(explained=("self_harm",)), Guess("partner", 0.9)).verdict == "ask"
    assert joined(Verdict(explained=("partner",)), Guess("partner", 0.9)).verdict == "none"


def test_a_raised_guess_keeps_what_the_rules_have_seen_beside_it() -> None:
    both = joined(Verdict(denied=True, cue=True), Guess("partner", 0.999))
    assert (both.denied, both.explained, both.cue) == (True, (), True)
    assert not joined(Verdict(explained=("self_harm",)), Guess("self_harm", 0.999)).cue


def test_a_mild_guess_about_the_partner_is_a_cue() -> None:
    assert joined(Verdict(), Guess("partner", 0.5)).cue
    assert not joined(Verdict(), Guess("self_harm", 0.5)).cue
    assert joined(Verdict(cue=True), Guess()).cue
