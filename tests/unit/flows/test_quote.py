"""A person's own words, given back unchanged."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.flows.quote import listed, quote, sentence
from tests.unit.flows.making import some_words, words


@given(some_words, st.integers(1, 20))
def test_a_quotation_holds_only_the_first_words_unchanged(text: str, limit: int) -> None:
    quoted = quote(text, limit)
    inner = quoted[1:-1].removesuffix(" …")
    given = text.replace("“", "'").replace("”", "'").split()
    if not " ".join(given[:limit]).strip(".,;: "):  # full stops alone are no words
        assert quoted == ""
        return
    assert quoted[0] == "“" and quoted[-1] == "”"
    assert len(inner.split()) <= limit
    assert " ".join(given[:limit]).rstrip(".,;:").startswith(inner)
    assert quoted.endswith("…”") == (len(given) > limit) or given[:limit][-1].endswith("…")


@given(words)
def test_quotation_marks_inside_never_end_a_quotation_early(text: str) -> None:
    assert quote(text).count("”") in (0, 1)


def test_no_words_give_no_quotation_marks() -> None:
    assert quote("  ") == ""
    assert quote(" ... ") == ""


@given(st.lists(st.sampled_from(("a walk", "a call", "a rest")), max_size=5))
def test_a_list_names_every_thing_once(things: list[str]) -> None:
    text = listed(things)
    assert sum(text.count(t) for t in set(things)) == len(things)
    assert text.count(" and ") == (1 if len(things) > 1 else 0)


def test_a_list_reads_as_a_sentence_does() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], last="or") == "a or b"
    assert listed(["a"]) == "a"
    assert listed([]) == ""


@given(some_words)
def test_a_sentence_ends_with_one_full_stop(text: str) -> None:
    made = sentence(text)
    assert made == "" or (made.endswith(".") and not made.endswith(".."))
