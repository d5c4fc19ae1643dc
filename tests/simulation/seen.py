"""One turn as the simulator saw it: what was sent, where the talk was before and after, what came back.

Owns the shapes that checks read. Must not run anything or judge.

    Seen(said="hi", pressed=False, intent="greet", before=Place(), after=Place("opening"), shown=(Shown("Hello."),))
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where the talk stands."""

    question: str | None = None
    """The open question."""
    loop: str | None = None
    """The form that runs."""
    requested: str | None = None
    """The slot that the form asks for."""
    safety: str = "safe"
    noticed_safe: bool = False
    """They said yes to "would it be safe if they noticed?"."""
    flow: str | None = None
    wanted: str | None = None
    """What they asked for and get once a question in between is answered."""


@dataclass(frozen=True)
class Shown:
    """One bubble."""

    text: str
    act: str = "inform"
    items: tuple[str, ...] = ()
    buttons: tuple[tuple[str, str], ...] = ()
    """(title, payload) of each."""
    utterance: str | None = None
    """Name of the domain's utterance; None for content and a person's own words."""
    variant: str | None = None
    """The mark of the variant that the runtime chose."""


@dataclass(frozen=True)
class Seen:
    """One turn."""

    said: str
    pressed: bool
    intent: str
    before: Place
    after: Place
    shown: tuple[Shown, ...]
    failures: tuple[str, ...] = ()
    verdict: str = "none"
