"""The verdict table and every rule's own examples."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from bot.safety.rules import Context, Rule
from bot.safety.screen import Screen
from bot.safety.verdict import ABOUT, KINDS, VERDICTS

SCREEN = Screen.load()
GROUPS = yaml.safe_load((Path(__file__).parent / "verdicts.yml").read_text(encoding="utf-8"))["groups"]
CASES = [
    pytest.param(group["class"], text, group["verdict"], group["kind"], group["about"], id=f"{number}-{at}")
    for number, group in enumerate(GROUPS)
    for at, text in enumerate(group["texts"])
]
assert len(CASES) >= 260


def test_the_table_is_well_formed() -> None:
    for group in GROUPS:
        assert set(group) == {"class", "verdict", "kind", "about", "texts"}
        assert group["verdict"] in VERDICTS
        assert group["kind"] in (*KINDS, None)
        assert group["about"] in ABOUT
    texts = Counter(text for group in GROUPS for text in group["texts"])
    assert [text for text, times in texts.items() if times > 1] == []


@pytest.mark.parametrize(("group", "text", "verdict", "kind", "about"), CASES)
def test_a_message_gets_its_verdict(
    group: str, text: str, verdict: str, kind: str | None, about: str
) -> None:
    found = SCREEN.screen(text)
    assert found.verdict == verdict, f"{group}: {found.reason}"
    if verdict == "none":
        assert found.kind is None
        return
    assert found.about == about, f"{group}: {found.reason}"
    if kind is not None:
        assert found.kind == kind, f"{group}: {found.reason}"


@pytest.mark.parametrize("rule", SCREEN.book.rules, ids=lambda r: r.id)
def test_a_rule_finds_what_it_must_and_leaves_what_it_must_not(rule: Rule) -> None:
    for text in rule.must:
        assert any(h.rule == rule.id and h.verdict == rule.verdict for h in SCREEN.hits(text)), text
    for text in rule.must_not:
        assert not any(h.rule == rule.id and (h.explains or h.verdict != "none") for h in SCREEN.hits(text)), text


@pytest.mark.parametrize("context", SCREEN.book.contexts, ids=lambda c: c.id)
def test_a_context_holds_where_it_must_and_nowhere_else(context: Context) -> None:
    for text in context.must:
        assert any(context.id in h.contexts for h in SCREEN.hits(text)), text
    for text in context.must_not:
        assert not any(context.id in h.contexts for h in SCREEN.hits(text)), text


PRESENT = ["i want to die", "i want to kill myself", "he hit me", "i am scared of him"]
AROUND = [
    "{}",
    "I'm not kidding, {}",
    "i can't sleep and {}",
    "{} lately",
    "hello. {}. what now",
    "never mind the rest, {}",
    "sorry if this is not the right place but {}",
    "i don't know how to say this: {}",
    "he never listens, {}",
    "we watched a film and later {}",
    "/greet {}",
    '/ask_topic{{"x": "{}"}}',
    "{} " + "and so on and so on " * 20,
]


@pytest.mark.parametrize("statement", PRESENT)
@pytest.mark.parametrize("around", AROUND)
def test_nothing_around_an_explicit_statement_silences_it(statement: str, around: str) -> None:
    assert SCREEN.screen(around.format(statement)).verdict == "act"


@pytest.mark.parametrize(
    "dress",
    [
        str.upper,
        str.title,
        lambda t: t.replace(" ", "  "),
        lambda t: t + "!!!",
        lambda t: t.replace("i", "\u0456"),
    ],
)
@pytest.mark.parametrize("statement", PRESENT)
def test_how_it_is_typed_does_not_matter(statement: str, dress) -> None:  # type: ignore[no-untyped-def]
    assert SCREEN.screen(dress(statement)).verdict == "act"
