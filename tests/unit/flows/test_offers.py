"""How ideas are listed, and worded for the sign they follow from."""

from __future__ import annotations

from bot.content.library import Library
from bot.flows import offers, transition
from bot.flows.turn import Draft
from tests.unit.flows.making import say, talk_with


def test_what_fits_a_sign_closely_comes_first_and_in_words_that_fit(lib: Library) -> None:
    talk = talk_with("fear_of_abandonment", focus="fear_of_abandonment", checked=("asked",))
    turn = transition.offer(talk, say("ideas", "ask_steps"), lib)
    assert turn.talk.offered == ("T1", "K4", "T2") and "before you look" in turn.bubbles[0].values["lines"]
    chosen = transition.choose(turn.talk, say("the second one", "choose_item"), lib)
    assert "put the phone down" in (chosen.bubbles[1].text or "")


def test_with_worry_the_body_comes_before_a_list_of_needs(lib: Library) -> None:
    fits = transition.fitting(talk_with("anxiety"), lib)
    assert fits.index("K4") < fits.index("T4")


def test_every_fit_is_one_of_its_link_and_short(lib: Library) -> None:
    for link in lib.links:
        for fit in link.fits:
            assert fit.item in (*link.steps, *link.blocks)
            assert all(0 < len(text.split()) <= 60 for text in (fit.offer, fit.try_this, fit.smaller))


def test_the_list_comes_again_as_it_was(lib: Library) -> None:
    draft = Draft(talk_with("loss_of_self", offered=("K2", "T2")))
    assert offers.put_again(draft, lib) and draft.talk.offered == ("K2", "T2")
    assert not offers.put_again(Draft(talk_with("loss_of_self")), lib)
