"""A person can name a country in many ways, and small words are not countries."""

from __future__ import annotations

import pytest

from bot.content import library

NAMED = {
    "i'm in canada": "CA",
    "Canada": "CA",
    "uk": "GB",
    "i live in the U.K.": "GB",
    "england, near leeds": "GB",
    "northern ireland": "GB",
    "ireland": "IE",
    "from the republic of ireland": "IE",
    "the states": "US",
    "i'm in the us": "US",
    "USA": "US",
    "us": "US",
    "in america": "US",
    "new mexico": "US",
    "mexico": "MX",
    "sydney, new south wales": "AU",
    "wales": "GB",
    "deutschland": "DE",
    "ich wohne in Deutschland": "DE",
    "aotearoa": "NZ",
    "nz": "NZ",
    "south africa": "ZA",
    "india": "IN",
    "i'm in turkey": "TR",
    "i moved from poland, i live in france now": "FR",
}
NOT_NAMED = [
    "no",
    "it",
    "de",
    "in",
    "he hates us both",
    "can you help us",
    "that would be the end of us",
    "there is a lot of love in us",
    "they live near us",
    "we had turkey for dinner",
    "",
    "my partner is in the kitchen",
]
assert NAMED and NOT_NAMED


@pytest.mark.parametrize("text", NAMED)
def test_a_named_country_is_heard(text: str) -> None:
    assert library().country(text) == NAMED[text]


@pytest.mark.parametrize("text", NOT_NAMED)
def test_small_words_are_no_country(text: str) -> None:
    assert library().country(text) is None
