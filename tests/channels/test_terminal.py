"""How a turn looks in a terminal, and which line means a button."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.channels.terminal import Pressed, Typed, plain_lines, read_line, show
from bot.runtime.turn import Reply, Turn, nothing_understood

OFTEN = {"title": "Often", "payload": "/often"}
RARELY = {"title": "Rarely", "payload": "/rarely"}
SKIP = {"title": "Skip", "payload": "/skip"}


def turn(*replies: Reply) -> Turn:
    return Turn("", replies, nothing_understood(""), {})


ASKED = turn(Reply("How often?", (OFTEN, RARELY)), Reply("Or leave it.", (SKIP,)))  # type: ignore[arg-type]
SCALE = turn(Reply("From 0 to 10, how sure are you?", (SKIP,)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("1", Pressed("/often")),
        ("2", Pressed("/rarely")),
        (" 3 ", Pressed("/skip")),
        ("#3", Pressed("/skip")),
        ("often", Pressed("/often")),
        ("Rarely", Pressed("/rarely")),
        ("0", Typed("0")),
        ("4", Typed("4")),
        ("2 days a week", Typed("2 days a week")),
        ("٢", Typed("٢")),
        ("/often", Typed("/often")),
        ("", Typed("")),
    ],
)
def test_a_number_or_the_words_of_a_button_press_it_and_the_rest_is_text(
    line: str, meant: Typed | Pressed
) -> None:
    assert read_line(line, ASKED) == meant


def test_on_a_scale_a_bare_number_is_the_answer() -> None:
    assert read_line("1", SCALE) == Typed("1")
    assert read_line("#1", SCALE) == Pressed("/skip")
    assert read_line("skip", SCALE) == Pressed("/skip")


def test_before_the_first_turn_everything_is_text() -> None:
    assert read_line("1", None) == Typed("1")


def test_in_a_pipe_a_turn_is_plain_lines_numbered_throughout() -> None:
    assert plain_lines(ASKED) == ["How often?", "1  Often", "2  Rarely", "", "Or leave it.", "3  Skip", ""]
    assert plain_lines(SCALE)[1] == "#1  Skip"
    assert plain_lines(turn(Reply("", image="a.png"))) == ["[image: a.png]", ""]


def test_a_pipe_gets_no_markup_and_no_wrapping() -> None:
    out = io.StringIO()
    show(turn(Reply("[bold]" + "word " * 40)), Console(file=out, width=40))
    assert out.getvalue() == "[bold]" + "word " * 40 + "\n\n"


def test_a_screen_gets_bubbles_no_wider_than_it_is() -> None:
    out = io.StringIO()
    show(ASKED, Console(file=out, width=60, force_terminal=True, color_system=None))
    show(turn(Reply("word " * 40)), Console(file=out, width=60, force_terminal=True, color_system=None))
    lines = out.getvalue().splitlines()
    assert "╭" in lines[0] and max(map(len, lines)) <= 60
    assert "  2  Rarely" in lines
