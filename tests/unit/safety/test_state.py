"""The safety state as a machine: its table, and what can never happen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.state import (
    ANSWERS,
    CRISIS_DAYS,
    CUES_ENOUGH,
    LEVELS,
    SAFE,
    WATCH_TURNS,
    SafetyState,
    after_answer,
    after_correction,
    after_cue,
    after_turns,
    after_verdict,
)
from bot.safety.verdict import ABOUT, KINDS, Finding, Verdict

WATCH = SafetyState(watching=WATCH_TURNS)
PARTNER = SafetyState(partner=True, watching=WATCH_TURNS)
CRISIS = SafetyState(crisis=True, watching=WATCH_TURNS)
BOTH = SafetyState(crisis=True, partner=True, watching=WATCH_TURNS)
ACT_SELF = Verdict("act", "self_harm")
ACT_PARTNER = Verdict("act", "partner")

VERDICTS = [
    (SAFE, Verdict(), "safe"),
    (SAFE, Verdict(denied=True), "safe"),
    (SAFE, Verdict("ask", "self_harm"), "watch"),
    (SAFE, Verdict("ask", "partner"), "watch"),
    (SAFE, ACT_SELF, "crisis"),
    (SAFE, ACT_PARTNER, "partner_unsafe"),
    (SAFE, Verdict("act", "partner", about="child"), "partner_unsafe"),
    (SAFE, Verdict("act", "partner", about="other"), "watch"),
    (SAFE, Verdict("act", "others", about="partner"), "partner_unsafe"),
    (SAFE, Verdict("act", "others", about="other"), "watch"),
    (WATCH, ACT_SELF, "crisis"),
    (PARTNER, Verdict("ask", "self_harm"), "partner_unsafe"),
    (PARTNER, ACT_SELF, "crisis"),
    (CRISIS, ACT_PARTNER, "crisis"),
    (CRISIS, Verdict(), "crisis"),
]

STEPS = [
    (SAFE, "no", None, "safe"),
    (WATCH, "no", None, "watch"),
    (CRISIS, "no", None, "watch"),
    (CRISIS, "no", "self_harm", "watch"),
    (CRISIS, "no", "partner", "crisis"),
    (PARTNER, "no", None, "partner_unsafe"),
    (BOTH, "no", None, "partner_unsafe"),
    (SAFE, "yes", None, "crisis"),
    (SAFE, "sometimes", "self_harm", "crisis"),
    (SAFE, "yes", "partner", "partner_unsafe"),
    (SAFE, "unsure", None, "watch"),
    (SAFE, "rather_not", None, "watch"),
    (PARTNER, "rather_not", None, "partner_unsafe"),
    (CRISIS, "report_safe", None, "watch"),
    (PARTNER, "report_safe", None, "partner_unsafe"),
    (PARTNER, "report_safe_confirmed", None, "watch"),
    (PARTNER, "report_safe_confirmed", "self_harm", "partner_unsafe"),
    (CRISIS, "report_safe_confirmed", None, "watch"),
    (BOTH, "report_safe_confirmed", None, "partner_unsafe"),
    (BOTH, "report_safe_confirmed", "partner", "crisis"),
    (WATCH, "report_safe_confirmed", None, "safe"),
    (SAFE, "report_safe_confirmed", None, "safe"),
]


@pytest.mark.parametrize(("state", "verdict", "level"), VERDICTS)
def test_what_the_screen_says_leads_to(state: SafetyState, verdict: Verdict, level: str) -> None:
    assert after_verdict(state, verdict).level == level


@pytest.mark.parametrize(("state", "answer", "kind", "level"), STEPS)
def test_what_the_person_says_leads_to(state: SafetyState, answer: str, kind: str | None, level: str) -> None:
    assert after_answer(state, answer, kind).level == level


def test_both_kinds_in_one_message_are_both_kept() -> None:
    findings = (Finding("self_harm", "act", "self"), Finding("partner", "act", "self"))
    state = after_verdict(SAFE, Verdict("act", "self_harm", findings=findings))
    assert (state.crisis, state.partner) == (True, True)
    assert after_answer(state, "no", "self_harm").level == "partner_unsafe"


def test_watching_ends_after_quiet_turns_and_not_before() -> None:
    assert after_turns(WATCH, WATCH_TURNS - 1).level == "watch"
    assert after_turns(WATCH, WATCH_TURNS).level == "safe"


def test_a_new_finding_starts_the_watch_anew() -> None:
    tired = after_turns(WATCH, WATCH_TURNS - 1)
    assert after_turns(after_verdict(tired, Verdict("ask", "partner")), WATCH_TURNS - 1).level == "watch"


def test_time_lowers_a_crisis_to_watching_and_never_a_partner() -> None:
    assert after_turns(CRISIS, 500).level == "crisis"
    assert after_turns(CRISIS, 1, days=CRISIS_DAYS).level == "watch"
    assert after_turns(PARTNER, 500, days=3650).level == "partner_unsafe"


def test_wrong_use_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown answer"):
        after_answer(SAFE, "perhaps")
    with pytest.raises(ValueError, match="negative"):
        after_turns(SAFE, -1)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_alone_makes_a_state_of_that_level(level: str) -> None:
    assert SafetyState.of(level).level == level


def test_what_is_not_understood_is_read_on_the_careful_side() -> None:
    assert SafetyState.of("purple").level == "watch"
    assert SafetyState.of(None).level == "safe"
    assert SafetyState.from_dict({"watching": "many"}).level == "watch"
    assert SafetyState.from_dict({"watching": -3}).level == "watch"
    assert SafetyState.from_dict({}).level == "safe"


states = st.builds(
    SafetyState,
    st.booleans(),
    st.booleans(),
    st.integers(0, WATCH_TURNS),
    st.integers(0, CUES_ENOUGH),
    st.booleans(),
)
verdicts = st.builds(
    Verdict,
    st.sampled_from(["none", "ask", "act"]),
    st.sampled_from(KINDS),
    st.sampled_from(ABOUT),
    st.just("rule"),
)
kinds = st.sampled_from([None, "self_harm", "partner"])
answers = st.sampled_from(ANSWERS)


@given(states)
def test_a_stored_state_comes_back_unchanged(state: SafetyState) -> None:
    assert SafetyState.from_dict(state.as_dict()) == state


@given(states, verdicts)
def test_the_screen_never_lowers(state: SafetyState, verdict: Verdict) -> None:
    after = after_verdict(state, verdict)
    assert after.crisis >= state.crisis
    assert after.partner >= state.partner
    assert after.watching >= state.watching


@given(states, answers, kinds)
def test_only_a_confirmed_word_clears_a_partner(state: SafetyState, answer: str, kind: str | None) -> None:
    after = after_answer(state, answer, kind)
    if state.partner and not after.partner:
        assert answer == "report_safe_confirmed"
        assert kind != "self_harm"


@given(states, answers, kinds)
def test_no_single_answer_leads_from_crisis_or_partner_to_safe(
    state: SafetyState, answer: str, kind: str | None
) -> None:
    if state.level in {"crisis", "partner_unsafe"}:
        assert after_answer(state, answer, kind).level != "safe"


@given(states, st.lists(st.tuples(st.sampled_from(["no", "report_safe"]), kinds), max_size=8))
def test_denials_alone_never_lead_from_an_act_to_safe(
    state: SafetyState, said: list[tuple[str, str | None]]
) -> None:
    now = after_verdict(state, ACT_SELF)
    for answer, kind in said:
        now = after_answer(now, answer, kind)
        assert now.level != "safe"


@given(states, st.integers(0, 400), st.integers(0, 4000))
def test_time_never_raises_and_never_clears_a_partner(state: SafetyState, turns: int, days: int) -> None:
    after = after_turns(state, turns, days)
    assert after.partner == state.partner
    assert after.crisis <= state.crisis
    if state.level in {"crisis", "partner_unsafe"}:
        assert after.level != "safe"


steps = st.one_of(
    verdicts.map(lambda v: ("verdict", v, None)),
    st.tuples(st.just("answer"), answers, kinds),
    st.tuples(st.just("turns"), st.integers(0, 30), st.integers(0, 2)),
)


@given(st.lists(steps, max_size=30))
def test_a_partner_once_told_stays_until_a_confirmed_word(path: list[tuple[str, object, object]]) -> None:
    state = after_verdict(SAFE, ACT_PARTNER)
    for what, value, extra in path:
        if what == "verdict":
            assert isinstance(value, Verdict)
            state = after_verdict(state, value)
        elif what == "answer":
            assert isinstance(value, str)
            assert extra is None or isinstance(extra, str)
            state = after_answer(state, value, extra)
            if value == "report_safe_confirmed" and extra != "self_harm":
                return
        else:
            assert isinstance(value, int)
            assert isinstance(extra, int)
            state = after_turns(state, value, extra)
        assert state.partner
        assert state.level in {"partner_unsafe", "crisis"}


@given(states)
def test_mild_signs_ask_once_and_never_lower_or_act(state: SafetyState) -> None:
    asked = 0
    for _ in range(2 * CUES_ENOUGH):
        after, due = after_cue(state)
        asked += due
        assert (after.crisis, after.partner) == (state.crisis, state.partner)
        assert after.watching >= state.watching
        assert not due or after.level == "watch"
        state = after
    assert asked <= 1


def test_days_away_begin_the_count_of_mild_signs_anew() -> None:
    counted = after_cue(after_cue(SAFE)[0])[0]
    assert after_turns(counted, 1, days=CRISIS_DAYS) == SAFE
    assert after_turns(counted, 1).cues == 2


def test_what_rests_on_a_reading_is_taken_back_by_a_correction_and_what_was_stated_is_not() -> None:
    read = after_answer(WATCH, "sometimes", "partner", clear=False)
    assert (read.level, after_correction(read, "partner").level) == ("partner_unsafe", "watch")
    assert after_correction(after_answer(WATCH, "yes", "partner"), "partner").level == "partner_unsafe"
    assert after_correction(after_verdict(SAFE, ACT_PARTNER), "partner").level == "partner_unsafe"
    guessed = after_verdict(SAFE, Verdict("act", "partner", reason="learned"))
    assert (guessed.level, after_correction(guessed, "partner").level) == ("partner_unsafe", "watch")
    assert after_correction(after_verdict(guessed, ACT_PARTNER), "partner").level == "partner_unsafe"
    assert (
        after_correction(after_answer(PARTNER, "sometimes", "partner", clear=False), "partner").level
        == "partner_unsafe"
    )
    assert after_correction(CRISIS, "self_harm").level == "watch"
