"""The door that flows use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import library
from bot.content.checks.helplines import COUNTRIES
from bot.content.errors import ContentError
from bot.content.models import SIGN_IDS


def test_it_is_read_once() -> None:
    assert library() is library()


def test_items_signs_and_links_are_found_by_id() -> None:
    assert library().item("T3a").kind == "step"
    assert library().sign("enabling").items == ("S6",)
    assert library().link("enabling").ask == "drink_and_anger"


@pytest.mark.parametrize("look", ["item", "sign", "link"])
def test_an_unknown_id_is_named(look: str) -> None:
    with pytest.raises(KeyError, match="there is no .* 'nothing'"):
        getattr(library(), look)("nothing")


def test_an_item_knows_its_sign() -> None:
    sign = library().sign_of("H6")
    assert sign is not None and sign.id == "open_communication"
    assert library().sign_of("K2") is None


def test_kinds_come_in_the_order_of_the_files() -> None:
    assert [item.id for item in library().of_kind("step")] == ["T1", "T2", "T3a", "T3b", "T4"]


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("kind", ["crisis", "partner", "emergency"])
def test_every_country_has_lines_of_each_kind(country: str, kind: str) -> None:
    lines = library().helplines(country, kind)  # type: ignore[arg-type]
    assert lines and {line.country for line in lines} == {country}


@pytest.mark.parametrize("country", [None, "FR", "XX", ""])
def test_elsewhere_the_international_lines_answer(country: str | None) -> None:
    assert {line.country for line in library().helplines(country)} == {"INT"}


def test_a_line_for_both_answers_either_need() -> None:
    for kind in ("crisis", "partner"):
        names = [line.name for line in library().helplines("AU", kind)]
        assert "MensLine Australia" in names
    assert all(line.kind == "emergency" for line in library().helplines("AU", "emergency"))


def test_all_twenty_signs_have_words_and_links() -> None:
    assert {sign.id for sign in library().signs} == {link.sign for link in library().links} == set(SIGN_IDS)


def test_a_broken_folder_raises_every_time_it_is_asked_for(tree: Callable[..., Path]) -> None:
    folder = tree(closing=None)
    for _ in range(2):
        with pytest.raises(ContentError):
            library(folder)
