"""What Trellis does in one turn: bubbles, the new state, and what runs next.

Owns the shape of a reply and a small builder for it. Must not know Rasa.

    >>> draft = Draft(Talk())
    >>> draft.utter("utter_smalltalk_thanks", act="smalltalk")
    >>> draft.done(flow="smalltalk").bubbles[0].response
    'utter_smalltalk_thanks'
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.charts import Chart
from bot.flows.talk import Talk
from bot.flows.variants import pick

Act = Literal["reflect", "affirm", "ask", "offer", "inform", "advise", "refer", "plan", "smalltalk", "close"]
"""What a bubble does, in the terms of motivational interviewing; measured by the simulator."""


@dataclass(frozen=True)
class Button:
    """A choice: `title` is read, `payload` is sent back when pressed."""

    title: str
    payload: str


@dataclass(frozen=True)
class Bubble:
    """One bubble: literal content `text`, or the name of an utterance in the domain with its `values`."""

    text: str | None = None
    response: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    buttons: tuple[Button, ...] = ()
    items: tuple[str, ...] = ()
    act: Act = "inform"
    chart: Chart | None = None
    """What is drawn beside the text; each channel draws it as it can."""
    copy: bool = False
    """A copy of all that is kept goes with the bubble; each channel hands it over as it can."""


@dataclass(frozen=True)
class Turn:
    """The outcome of a flow."""

    bubbles: tuple[Bubble, ...]
    talk: Talk
    follow: str | None = None
    """Name of the form or action that runs next, if the rules should not decide."""
    leave: bool = False
    """True when a running form ends here."""


class Draft:
    """Collects the bubbles of one turn and remembers the wordings it has used."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.bubbles: list[Bubble] = []
        self.left = False

    def pick(self, variants: Sequence[str]) -> str:
        """Choose a wording that was not used in this session, if there is one."""
        chosen = pick(variants, self.talk.said)
        self.talk = self.talk.having(said=f"{self.talk.said}\n{chosen}")
        return chosen

    def say(
        self, text: str, act: Act = "inform", items: Sequence[str] = (), buttons: Sequence[Button] = ()
    ) -> None:
        """Add a bubble of literal text: content, or the person's own words."""
        self.talk = self.talk.having(said=f"{self.talk.said}\n{text}")
        self.bubbles.append(Bubble(text=text, act=act, items=tuple(items), buttons=tuple(buttons)))

    def utter(
        self,
        response: str,
        act: Act = "inform",
        buttons: Sequence[Button] = (),
        items: Sequence[str] = (),
        **values: str,
    ) -> None:
        """Add a bubble of glue: an utterance of the domain with its values."""
        self.bubbles.append(
            Bubble(response=response, values=values, act=act, buttons=tuple(buttons), items=tuple(items))
        )

    def draw(self, chart: Chart | None) -> None:
        """Draw a chart beside the latest bubble."""
        self.bubbles[-1] = replace(self.bubbles[-1], chart=chart)

    def hand_over(self) -> None:
        """Send a copy of all that is kept along with the latest bubble."""
        self.bubbles[-1] = replace(self.bubbles[-1], copy=True)

    def add(self, bubbles: Sequence[Bubble]) -> None:
        """Add bubbles that another flow made."""
        self.bubbles.extend(bubbles)

    def leave_form(self) -> None:
        """End a running form with this turn, so that the flow may ask a question of its own."""
        self.left = self.left or self.talk.running is not None
        self.talk = self.talk.having(running=None)

    def done(self, follow: str | None = None, **changes: Any) -> Turn:
        """Close the turn; `changes` are fields of Talk. Remembers which items were told."""
        told = tuple(dict.fromkeys(i for b in self.bubbles for i in b.items))
        if told and "items" not in changes:
            changes["items"] = told
        if told:
            changes.setdefault("shown", tuple(dict.fromkeys((*self.talk.shown, *told))))
        return Turn(tuple(self.bubbles), self.talk.having(**changes), follow=follow, leave=self.left)
