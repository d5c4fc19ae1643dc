"""Plays conversations that are written down as YAML against the trained bot, and says where they go another way.

Owns the format of `tests/conversations/*.yml`, the playing of a conversation and the promises that hold in every turn.
Must not know what any flow means. Every key is named in ALLOWED; an unknown one is an error.

Example::

    conversations:
      - name: A hello is answered with what Trellis is
        turns:
          - person: hi
            expect: {says: [not a person], buttons: [Ask me questions]}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import yaml

ALLOWED: dict[str, tuple[str, ...]] = {
    "file": ("conversations", "beginnings"),
    "conversation": ("name", "after", "turns", "known_bug"),
    "turn": ("person", "press", "payload", "comes_back_after", "times", "if_question", "expect"),
    "expect": (
        "says", "never", "items", "never_items", "buttons", "never_buttons", "flow", "safety", "signs",
        "no_signs", "plan", "question", "asking", "intent", "again",
    ),
    "sign": ("polarity", "often"),
}  # fmt: skip
LISTS = ("says", "never", "items", "never_items", "buttons", "never_buttons", "no_signs")

# What no bubble may ever hold (voice.md): labels, commands, blame, cheering.
NEVER_SAID = re.compile(
    r"you (?:must|should|have to|need to)\b|your fault|you are (?:\w+ )?codependent|[!]", re.I
)
NEW_SESSION = 0.5
"""Days; domain.yml has the minutes."""
MOST_WORDS = 60
MOST_BUTTONS = 4


class Wrong(ValueError):
    """A conversation file is not written as the format asks; the message names file, place and what is allowed."""


class Failed(AssertionError):
    """A conversation went another way; the message holds the whole conversation."""


class Talker(Protocol):
    """What the runner needs of the bot; tests/conftest.py wraps it."""

    def send(self, conversation: str, text: str, pressed: bool = False) -> Any:
        """Send one message and give the turn."""

    def come_back(self, conversation: str, days: float) -> Any:
        """Let days go by, start the process anew, open the conversation and give the turn."""

    def slots(self, conversation: str) -> Mapping[str, Any]:
        """Give the slots after the latest turn."""

    def withheld(self, slots: Mapping[str, Any], items: Sequence[str]) -> Sequence[str]:
        """Give those of `items` that the safety state keeps back."""


@dataclass(frozen=True)
class Step:
    """One message of the person and what is expected of the answer."""

    kind: str
    text: str
    expect: Mapping[str, Any] = field(default_factory=dict)
    if_question: str | None = None
    """The turn is only played while this question is open: a reading may be sure, or be checked first."""


@dataclass(frozen=True)
class Conversation:
    """A conversation by its name, which is a sentence saying what is expected."""

    file: str
    name: str
    steps: tuple[Step, ...]
    known_bug: str = ""


def load(folder: Path) -> list[Conversation]:
    """Read every conversation in `folder`; raises Wrong with the file and the place of a mistake."""
    files = {path: _read(path) for path in sorted(folder.glob("*.yml"))}
    beginnings = {
        name: _steps(f"{path.name}: beginning {name!r}", turns)
        for path, content in files.items()
        for name, turns in (content.get("beginnings") or {}).items()
    }
    found: list[Conversation] = []
    for path, content in files.items():
        entries = content.get("conversations") or []
        found += [_conversation(path.name, entry, beginnings) for entry in entries]
    names = [c.name for c in found]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise Wrong(f"two conversations have the name {twice[0]!r}; each needs its own")
    return found


def play(conversation: Conversation, talker: Talker, id: str) -> None:
    """Play a conversation; raises Failed, with all that was said, at the first turn that is not as expected."""
    log: list[str] = [f"{conversation.file}: {conversation.name}"]
    said: set[str] = set()
    buttons: list[Mapping[str, str]] = []
    for step in conversation.steps:
        if step.if_question and open_question(talker.slots(id)) != step.if_question:
            continue
        if step.kind == "comes_back_after" and float(step.text) >= NEW_SESSION:
            said.clear()  # nothing is said twice in a session; this is another one
        turn, problems = _send(step, buttons, talker, id, log)
        if turn is not None:
            slots = talker.slots(id)
            _write(log, turn, slots)
            problems += _broken_promises(turn, slots, said, bool(step.expect.get("again")), talker)
            problems += _unmet(step.expect, turn, slots)
            said |= {reply["text"] for reply in turn["replies"]}
            buttons = [b for reply in turn["replies"] for b in reply["buttons"]]
        if problems:
            raise Failed("\n".join([*log, "", *(f"  ✗ {problem}" for problem in problems)]))


def _read(path: Path) -> dict[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise Wrong(f"{path.name} is not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise Wrong(f"{path.name} holds no conversations")
    _check_keys(content, "file", path.name)
    return content


def _conversation(file: str, entry: Any, beginnings: Mapping[str, tuple[Step, ...]]) -> Conversation:
    place = f"{file}: {entry.get('name', 'a conversation without a name') if isinstance(entry, dict) else entry!r}"
    _check_keys(entry, "conversation", place)
    name = entry.get("name")
    if not name or len(name.split()) < 4:
        raise Wrong(f"{place}: the name is a sentence that says what is expected")
    after = entry.get("after")
    if after and after not in beginnings:
        raise Wrong(f"{place}: there is no beginning {after!r}; there are {', '.join(sorted(beginnings))}")
    steps = (*(beginnings[after] if after else ()), *_steps(place, entry.get("turns")))
    return Conversation(file, name, steps, entry.get("known_bug") or "")


def _steps(place: str, turns: Any) -> tuple[Step, ...]:
    if not isinstance(turns, list) or not turns:
        raise Wrong(f"{place}: turns is a list of at least one turn")
    steps: list[Step] = []
    for number, turn in enumerate(turns, 1):
        here = f"{place}: turn {number}"
        _check_keys(turn, "turn", here)
        kinds = [k for k in ("person", "press", "payload", "comes_back_after") if k in turn]
        if len(kinds) != 1:
            raise Wrong(f"{here}: needs exactly one of person, press, payload, comes_back_after")
        expect = turn.get("expect") or {}
        _check_expect(expect, here)
        steps.append(
            Step(kinds[0], str(turn[kinds[0]]) * int(turn.get("times") or 1), expect, turn.get("if_question"))
        )
    return tuple(steps)


def _check_expect(expect: Any, place: str) -> None:
    _check_keys(expect, "expect", place)
    for key in LISTS:
        if not isinstance(expect.get(key, []), list):
            raise Wrong(f"{place}: {key} is a list")
    for sign, entry in (expect.get("signs") or {}).items():
        _check_keys(entry, "sign", f"{place}: {sign}")


def _check_keys(value: Any, kind: str, place: str) -> None:
    if not isinstance(value, dict):
        raise Wrong(
            f"{place}: a {kind} is written as keys and values; the keys are {', '.join(ALLOWED[kind])}"
        )
    for key in value:
        if key not in ALLOWED[kind]:
            raise Wrong(f"{place}: unknown key {key!r}; a {kind} may have {', '.join(ALLOWED[kind])}")


def _send(
    step: Step, buttons: Sequence[Mapping[str, str]], talker: Talker, id: str, log: list[str]
) -> tuple[Any, list[str]]:
    shown = step.text if len(step.text) < 200 else f"{step.text[:80]}… ({len(step.text)} characters)"
    if step.kind == "person":
        log.append(f"\n> {shown}")
        return talker.send(id, step.text).as_dict(), []
    log.append(f"\n> [{shown}]")
    if step.kind == "comes_back_after":  # so many days later; the process was ended and started in between
        return talker.come_back(id, float(step.text)).as_dict(), []
    if step.kind == "payload":
        return talker.send(id, step.text, pressed=True).as_dict(), []
    button = next((b for b in buttons if b["title"] == step.text), None)
    if button is None:
        return None, [f"no button {step.text!r}; offered: {', '.join(b['title'] for b in buttons) or 'none'}"]
    return talker.send(id, button["payload"], pressed=True).as_dict(), []


def _write(log: list[str], turn: Mapping[str, Any], slots: Mapping[str, Any]) -> None:
    heard = turn["understood"]
    signs = ", ".join(f"{s['id']} {s['polarity']} {s['who']}" for s in heard["signs"])
    state = turn["state"]
    log.append(
        f"    ({heard['intent']['name']} {heard['intent']['confidence'] or 0:.2f}; {signs or 'no sign'}; "
        f"{heard['safety']['verdict']}; flow {state['flow']}, {state['safety']}, question {open_question(slots)})"
    )
    for reply in turn["replies"]:
        log.append("  T " + reply["text"].replace("\n", "\n    "))
        if reply["buttons"]:
            log.append("    " + " ".join(f"[{b['title']}]" for b in reply["buttons"]))


def open_question(slots: Mapping[str, Any]) -> str | None:
    """Give what is asked now: the slot a form asks for, else the open question."""
    return slots.get("requested_slot") or slots.get("question")


def _broken_promises(
    turn: Mapping[str, Any], slots: Mapping[str, Any], said: set[str], again: bool, talker: Talker
) -> list[str]:
    """Check what holds in every turn of every conversation."""
    broken: list[str] = []
    if not turn["replies"]:
        broken.append("no answer at all")
    for reply in turn["replies"]:
        text = reply["text"]
        if text in said and not again:
            broken.append(f"said before in this conversation: {text!r}")
        if "•" not in text and len(text.split()) > MOST_WORDS:
            broken.append(f"more than {MOST_WORDS} words: {text!r}")
        if NEVER_SAID.search(re.sub(r"“[^”]*”", "", text)):
            broken.append(f"labels, commands or cheers: {text!r}")
        if len(reply["buttons"]) > MOST_BUTTONS:
            broken.append(f"more than {MOST_BUTTONS} buttons")
    items = [i for reply in turn["replies"] for i in reply["items"]]
    kept_back = f"is shown although the state {turn['state']['safety']} withholds it"
    return broken + [f"{item} {kept_back}" for item in talker.withheld(slots, items)]


def _unmet(expect: Mapping[str, Any], turn: Mapping[str, Any], slots: Mapping[str, Any]) -> list[str]:
    """Compare a turn with what is expected of it."""
    text = "\n".join(reply["text"] for reply in turn["replies"])
    titles = [b["title"] for reply in turn["replies"] for b in reply["buttons"]]
    items = [i for reply in turn["replies"] for i in reply["items"]]
    state = turn["state"]
    unmet = [f"no reply says {p!r}" for p in expect.get("says", []) if not re.search(p, text, re.I)]
    unmet += [f"a reply says {p!r}" for p in expect.get("never", []) if re.search(p, text, re.I)]
    unmet += [f"item {i} is not shown" for i in expect.get("items", []) if i not in items]
    unmet += [f"item {i} is shown" for i in expect.get("never_items", []) if i in items]
    unmet += [f"no button {t!r}" for t in expect.get("buttons", []) if t not in titles]
    unmet += [f"there is a button {t!r}" for t in expect.get("never_buttons", []) if t in titles]
    walk = slots.get("walk") or {}
    found = {
        "flow": state["flow"],
        "safety": state["safety"],
        "question": open_question(slots),
        "asking": (walk.get("queue") or [None])[0],
        "intent": turn["understood"]["intent"]["name"],
    }
    for key, value in found.items():
        if key in expect:
            wanted = expect[key] if isinstance(expect[key], list) else [expect[key]]
            if value not in wanted:
                unmet.append(f"{key} is {value}, not {' or '.join(str(w) for w in wanted)}")
    for sign, wanted in (expect.get("signs") or {}).items():
        have = state["signs"].get(sign)
        if have is None:
            unmet.append(f"sign {sign} is not in the picture")
        else:
            unmet += [f"{sign}: {k} is {have[k]}, not {v}" for k, v in wanted.items() if have[k] != v]
    unmet += [f"sign {s} is in the picture" for s in expect.get("no_signs", []) if s in state["signs"]]
    if "plan" in expect:
        unmet += _unmet_plan(expect["plan"], state["plan"])
    return unmet


def _unmet_plan(wanted: Mapping[str, Any] | None, plan: Mapping[str, Any] | None) -> list[str]:
    if wanted is None:
        return ["there is a plan"] if plan else []
    if plan is None:
        return ["there is no plan"]
    return [f"plan: {k} is {plan.get(k)!r}, not {v!r}" for k, v in wanted.items() if plan.get(k) != v]
