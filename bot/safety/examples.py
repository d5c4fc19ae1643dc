"""Labelled messages of our own, from ``data/examples/*.yml``: what the classifier learns from and is measured on.

Owns their schema; a DataError names file and line. Must not learn. A class with ``learn: false`` is kept apart.

Example: ``[e for e in load_examples() if e.kind == "partner" and not e.learn]``
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.safety.nodes import DataError, Node, read
from bot.safety.rules import DATA
from bot.safety.verdict import ABOUT, KINDS

FOLDER = DATA / "examples"
NONE = "none"
_KEYS = ("class", "kind", "verdict", "about", "learn", "texts")


@dataclass(frozen=True)
class HarmExample:
    """One message with what the screen should make of it."""

    text: str
    group: str
    """The class of confusion it stands for."""
    kind: str
    """One of KINDS, or none."""
    verdict: str
    about: str
    learn: bool

    @property
    def label(self) -> str:
        """Give what the classifier calls it: the person's own danger by kind, everybody else's as others."""
        return "others" if self.about in {"other", "child"} or self.danger_to_partner else self.kind

    @property
    def danger_to_partner(self) -> bool:
        """Tell whether it is the partner's own life that is in danger."""
        return self.kind == "self_harm" and self.about == "partner"


def load_examples(folder: Path = FOLDER) -> tuple[HarmExample, ...]:
    """Read all messages; the same message twice, or no message at all, is an error."""
    found: dict[str, HarmExample] = {}
    for path in sorted(folder.glob("*.yml")):
        for node in read(path).mapping(("groups",), ("groups",))["groups"].sequence():
            for example, place in _group(node):
                if example.text in found:
                    raise place.wrong("this message is there twice")
                found[example.text] = example
    if not found:
        raise DataError(f"{folder.name}: no messages: nothing could be learned")
    return tuple(found.values())


def _group(node: Node) -> list[tuple[HarmExample, Node]]:
    parts = node.mapping(_KEYS, ("class", "kind", "texts"))
    kind = parts["kind"].string((*KINDS, NONE))
    if kind != NONE:
        node.mapping(_KEYS, ("verdict", "about"))
    verdict = parts["verdict"].string(("act", "ask")) if kind != NONE else NONE
    about = parts["about"].string(ABOUT) if kind != NONE else "self"
    learn = "learn" not in parts or parts["learn"].string(("true", "false")) == "true"
    group = parts["class"].string()
    return [
        (HarmExample(text.string(), group, kind, verdict, about, learn), text) for text in parts["texts"].sequence()
    ]
