"""The safety state of a person: what was raised, and what lowers it again. Pure functions over one frozen
value.

Owns the table below. Must not read text, keep words, or look at a clock. ``level`` is what the conversation
sees:

| level            | meaning                                       | what goes on                            |
|------------------|-----------------------------------------------|-----------------------------------------|
| `safe`           | nothing raised, or all of it lowered again    | everything                              |
| `watch`          | something was asked, or a crisis was lowered  | help in sight; partner items after yes  |
| `partner_unsafe` | a partner who harms or controls was told of   | nothing that involves the partner       |
| `crisis`         | the person may harm themselves                | the crisis talk, nothing with a partner |

| event                | from `safe`      | from `watch`     | from `partner_unsafe` | from `crisis`         |
|----------------------|------------------|------------------|-----------------------|-----------------------|
| ask, any kind        | `watch`          | `watch`, anew    | same                  | same                  |
| act, self-harm       | `crisis`         | `crisis`         | `crisis` [2]          | same                  |
| act, partner         | `partner_unsafe` | `partner_unsafe` | same                  | `crisis` [2]          |
| act, others          | `watch` [1]      | `watch` [1]      | same                  | same                  |
| "no"                 | `safe`           | `watch` [5]      | same                  | `watch` [3]           |
| "yes" to self-harm   | `crisis`         | `crisis`         | `crisis` [2]          | same                  |
| "yes" to the partner | `partner_unsafe` | `partner_unsafe` | same                  | `crisis` [2]          |
| unsure, rather not   | `watch`          | `watch`, anew    | same                  | same                  |
| "I'm safe now"       | `safe`           | `watch` [5]      | same                  | `watch` [3]           |
| the same, confirmed  | `safe`           | `safe`           | `watch`               | `watch` [3]           |
| "you misread me"     | `safe`           | `watch` [5]      | same, or `watch` [4]  | `watch` [3]           |

[1] about the partner (the person may harm them): `partner_unsafe`; joint exercises would endanger either of
the two. [2] both are kept; when the crisis is lowered, `partner_unsafe` comes back into sight. [3] or
`partner_unsafe` where that was told too. One denial after an act never leads to `safe`. [4] `watch` where
`partner_unsafe` rests on a reading of an unclear answer; an explicit statement or a pressed button is not taken back so.
[5] `safe` where nothing but an unclear answer to our own question had led to `watch`.

Mild signs of control are counted, one a message (`after_cue`): the third leads to `watch` and one gentle question.
CRISIS_DAYS away begin the count anew.

"Not sure" and "rather not say" never lower; in `safe` they lead to `watch`. "I'm safe now" without the
confirming question is no clear word yet: a crisis becomes `watch`, nothing else changes. Time: `watch`
becomes `safe` after WATCH_TURNS turns without a new finding; `crisis` becomes `watch` after CRISIS_DAYS
days away; `partner_unsafe` is never lowered by time. The word of one kind never lowers the other. The value
outlives session and process: keep ``as_dict()``, it holds no words.

Example: ``after_answer(after_verdict(SAFE, Verdict("act", "self_harm")), "no").level == "watch"``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from bot.safety.verdict import LEARNED, Finding, Verdict

LEVELS = ("safe", "watch", "partner_unsafe", "crisis")
ANSWERS = ("yes", "sometimes", "no", "unsure", "rather_not", "report_safe", "report_safe_confirmed")
WATCH_TURNS = 12
"""Turns without a finding after which watching ends. Chosen by us, to be reviewed by a clinician
(docs/safety.md)."""
CUES_ENOUGH = 3
"""Mild signs of control, each in a message of its own, that together lead to one gentle question. Chosen by us."""
CRISIS_DAYS = 7
"""Days without a message after which a crisis is watched instead. Chosen by us, to be reviewed by a
clinician."""


@dataclass(frozen=True)
class SafetyState:
    """Flags, a countdown and a count; everything else follows from them."""

    crisis: bool = False
    partner: bool = False
    watching: int = 0
    cues: int = 0
    """Messages with a mild sign of control so far; at CUES_ENOUGH the question was put, and it is not put again."""
    no_lines: bool = False
    """The person said that they do not want help lines: no word of them any more until a new statement."""
    inferred: bool = False
    """`partner` rests on how an answer was read, not on a statement: the person's correction takes it back."""
    ours: bool = False
    """`watch` came from an unclear answer to our own question and nothing else: a clear no ends it."""

    @property
    def level(self) -> str:
        """Give the one word that the ``safety`` slot carries; the graver flag wins."""
        if self.crisis:
            return "crisis"
        if self.partner:
            return "partner_unsafe"
        return "watch" if self.watching else "safe"

    def without_lines(self, declined: bool) -> SafetyState:
        """Give the state once the person has declined help lines, or asked for them after all."""
        return replace(self, no_lines=declined)

    def as_dict(self) -> dict[str, bool | int]:
        """Give what is stored: flags and numbers, no words."""
        return asdict(self)

    @classmethod
    def from_dict(cls, stored: Mapping[str, object]) -> SafetyState:
        """Read a stored state; broken parts are read on the careful side."""
        watching = stored.get("watching", 0)
        turns = min(watching, WATCH_TURNS) if isinstance(watching, int) and watching >= 0 else WATCH_TURNS
        cues = stored.get("cues", 0)
        counted = min(cues, CUES_ENOUGH) if isinstance(cues, int) and cues >= 0 else 0
        return cls(
            bool(stored.get("crisis")),
            bool(stored.get("partner")),
            int(turns),
            int(counted),
            bool(stored.get("no_lines")),
            stored.get("inferred") is True,
            stored.get("ours") is True,
        )

    @classmethod
    def of(cls, level: str | None) -> SafetyState:
        """Make a state of a level alone, for callers that keep only the slot. An unknown word is watched."""
        if level == "crisis":
            return cls(crisis=True, watching=WATCH_TURNS)
        if level == "partner_unsafe":
            return cls(partner=True, watching=WATCH_TURNS)
        return SAFE if level in {"safe", None} else cls(watching=WATCH_TURNS)


SAFE = SafetyState()


def after_verdict(state: SafetyState, verdict: Verdict) -> SafetyState:
    """Take in what the screen said about a message; never lowers."""
    if not verdict.raised:
        return state
    raised = replace(state, watching=WATCH_TURNS, ours=False)
    if verdict.verdict != "act":
        return raised
    for found in verdict.findings or (Finding(verdict.kind or "self_harm", verdict.verdict, verdict.about),):
        if found.verdict != "act":
            continue
        if found.kind == "self_harm":
            raised = replace(raised, crisis=True)
        elif _endangers(found):
            raised = _told(raised, clear=verdict.reason != LEARNED)
    return raised


def after_cue(state: SafetyState) -> tuple[SafetyState, bool]:
    """Count one more mild sign of control; True with it where they have just become enough to ask.

    They are enough once: whoever answered "just arguments" is not asked again because of small things. Where a partner
    was told of already, there is nothing left to ask.
    """
    if state.cues >= CUES_ENOUGH:
        return state, False
    counted = replace(state, cues=state.cues + 1)
    due = counted.cues == CUES_ENOUGH and not state.partner and not state.crisis
    return (replace(counted, watching=WATCH_TURNS, ours=False) if due else counted), due


def _endangers(found: Finding) -> bool:
    """Say whether a finding makes talk with the partner dangerous, for either of the two."""
    return found.about != "other" if found.kind == "partner" else found.about == "partner"


def after_correction(state: SafetyState, kind: str) -> SafetyState:
    """Take "you misread me": what rests on a reading goes back to being watched, what was stated stays."""
    if kind == "partner" and state.inferred:
        return replace(state, partner=False, inferred=False, watching=WATCH_TURNS)
    return _lowered(state, kind)


def _told(state: SafetyState, clear: bool) -> SafetyState:
    """Give the state in which a partner's harm was told of; once told clearly it is no longer a mere reading."""
    return replace(state, partner=True, inferred=not clear and (state.inferred or not state.partner))


def after_answer(state: SafetyState, answer: str, kind: str | None = None, clear: bool = True) -> SafetyState:
    """Take in the person's own answer to a safety question; ``clear`` where it needed no reading between the lines.

    ``answer`` is one of ANSWERS, ``kind`` says what was asked about (self_harm or partner). Without a kind
    "yes" raises a crisis (the careful reading) and a confirmed "I'm safe" lowers only what is on top.
    Raises ValueError for an unknown answer.
    """
    if answer not in ANSWERS:
        raise ValueError(f"unknown answer; allowed: {', '.join(ANSWERS)}")
    if answer in {"yes", "sometimes"}:
        raised = replace(state, watching=WATCH_TURNS, ours=False)
        return _told(raised, clear) if kind == "partner" else replace(raised, crisis=True)
    if answer in {"unsure", "rather_not"}:
        return replace(state, watching=WATCH_TURNS, ours=state.ours or state.level == "safe")
    if answer == "report_safe_confirmed":
        return _confirmed(state, kind)
    return _lowered(state, kind)


def _lowered(state: SafetyState, kind: str | None) -> SafetyState:
    """A denial or an unconfirmed "I'm safe": a crisis is watched from here, a partner stays as told."""
    if state.crisis and kind != "partner":
        return replace(state, crisis=False, watching=WATCH_TURNS)
    if state.ours and state.level == "watch":
        return replace(state, watching=0, ours=False)
    return state


def _confirmed(state: SafetyState, kind: str | None) -> SafetyState:
    """The person's clear word, asked back and confirmed: one step down."""
    if state.crisis and kind != "partner":
        return replace(state, crisis=False, watching=WATCH_TURNS)
    if state.partner and kind != "self_harm":
        return replace(state, partner=False, inferred=False, watching=WATCH_TURNS)
    if state.level == "watch":
        return replace(SAFE, cues=state.cues, no_lines=state.no_lines)
    return state


def after_turns(state: SafetyState, turns: int = 1, days: int = 0) -> SafetyState:
    """Let turns without a finding, and days between two messages, go by."""
    if turns < 0 or days < 0:
        raise ValueError("turns and days cannot be negative")
    if days >= CRISIS_DAYS:
        state = replace(state, cues=0, no_lines=False)
    if state.crisis:
        return replace(state, crisis=False, watching=WATCH_TURNS) if days >= CRISIS_DAYS else state
    if state.partner:
        return state
    return replace(state, watching=max(0, state.watching - turns))
