"""Finds the words that a pattern cannot match without, so that a rule is only tried where one of them stands.

Owns the speed of the screen: a message of ordinary talk tries almost no rule. Must stay exact: a cue set that
misses a possible match would silence a rule, so every doubt widens it.

Example: ``cues_of(r"(?:kill|hang) myself") == {"myself"}``
"""

from __future__ import annotations

import hashlib
import json
import re
import sre_constants as op
import sre_parse
from pathlib import Path
from typing import Any

_Item = tuple[Any, Any]
"""A piece of a parsed pattern, as Python's own parser gives it: an opcode and its value."""
_Items = list[_Item]

MOST = 4000
"""Texts written out for one stretch of a pattern; a stretch with more gives no cue."""
_COMMON = frozenset(
    re.findall(
        "[a-z]+",
        "i the a an to of me my is am are was were be been being it he she they not do does did you in on "
        "and or with for at from that this we us our his her their him them but as by so",
    )
)
_FREQUENT = frozenset(
    re.findall(
        "[a-z]+",
        "want wants wanted feel feels have has had can could will would get gets got go going what when if "
        "all up out "
        "just really like know think make makes made one no never ever about more how why who should might "
        "may take tell told said "
        "say says let because day time over back off there here still even also only always things thing way "
        "good life",
    )
)


_found: dict[str, frozenset[str]] = {}
"""What was found of each pattern. Finding all of it takes half a second, so a trained model keeps it."""
FILE = "cues.json"


def cues_of(pattern: str) -> frozenset[str]:
    """Give words of which every match of the pattern holds at least one; an empty set where none can be
    named."""
    cues = _found.get(pattern)
    if cues is None:
        cues = _found[pattern] = _of(list(iter(sre_parse.parse(pattern).data)))
    return cues


def keep(folder: Path) -> None:
    """Write down what was found so far."""
    found = {pattern: sorted(cues) for pattern, cues in _found.items()}
    (folder / FILE).write_text(json.dumps({"by": _maker(), "cues": found}), encoding="utf-8")


def recall(folder: Path) -> None:
    """Take up what was written down there; where another version wrote it, or nothing did, it is found anew."""
    try:
        kept = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(kept, dict) and kept.get("by") == _maker():
        _found.update({pattern: frozenset(cues) for pattern, cues in kept["cues"].items()})


def _maker() -> str:
    """Name this version of the module: what an earlier one found could miss a match."""
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _of(items: _Items) -> frozenset[str]:
    """Give the cues of a sequence that starts and ends with whole words."""
    branches = _branches(items)
    if branches:
        found: set[str] = set()
        for branch in branches:
            cues = _of(branch)
            if not cues:
                return frozenset()
            found |= cues
        return frozenset(found)
    return min(_stretches(items), key=_cost, default=frozenset())


def _branches(items: _Items) -> list[_Items]:
    """Give the alternatives of a group; the parser moves a common beginning out of them, which is undone
    here."""
    if len(items) == 1 and items[0][0] is op.SUBPATTERN:
        return _branches(list(items[0][1][-1]))
    if items and items[-1][0] is op.BRANCH and all(kind in (op.LITERAL, op.IN) for kind, _ in items[:-1]):
        return [[*items[:-1], *branch] for branch in items[-1][1][1]]
    return []


def _stretches(items: _Items) -> list[frozenset[str]]:
    """Cut a sequence at spaces and at parts that cannot be written out; give the cues of each stretch of
    whole words."""
    found: list[frozenset[str]] = []
    texts = {""}
    starts_word = True

    def close(ends_word: bool) -> None:
        cues = {_rarest(t if starts_word else t.partition(" ")[2], ends_word) for t in texts}
        if "" not in cues:
            found.append(frozenset(cues))

    for item in items:
        options = _written(item)
        if options is not None and len(texts) * len(options) <= MOST:
            texts = {t + o for t in texts for o in options}
            if all(t.endswith(" ") for t in texts):
                close(True)
                texts, starts_word = {""}, True
            continue
        fresh = starts_word if texts == {""} else all(t.endswith(" ") for t in texts)
        close(_edge(item, 0))
        if fresh and item[0] in (op.SUBPATTERN, op.BRANCH):
            inner = _of([item])
            if inner:
                found.append(inner)
        texts, starts_word = {""}, _edge(item, -1) or (fresh and _optional(item))
    close(True)
    return found


def _optional(item: _Item) -> bool:
    return item[0] in (op.MAX_REPEAT, op.MIN_REPEAT) and _edge(item, -1)


def _edge(item: _Item, end: int) -> bool:
    """Say whether everything that an item can match begins (0) or ends (-1) with a space."""
    kind, value = item
    if kind is op.LITERAL:
        return bool(value == ord(" "))
    if kind is op.SUBPATTERN:
        return _edges(list(value[-1]), end)
    if kind is op.BRANCH:
        return all(_edges(list(branch), end) for branch in value[1])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        return _edges(list(value[2]), end)
    return False


def _edges(items: _Items, end: int) -> bool:
    return bool(items) and _edge(items[end], end)


def _written(item: _Item) -> set[str] | None:
    """Write out what one item can match; None for an open part (anything, or something optional that holds
    a space)."""
    kind, value = item
    if kind is op.LITERAL:
        return {chr(value)}
    if kind is op.IN:
        letters: set[str] = set()
        for what, which in value:
            if what is not op.LITERAL:
                return None
            letters.add(chr(which))
        return letters
    if kind is op.SUBPATTERN:
        return _sequence(list(value[-1]))
    if kind is op.BRANCH:
        texts: set[str] = set()
        for branch in value[1]:
            some = _sequence(list(branch))
            if some is None or len(texts) + len(some) > MOST:
                return None
            texts |= some
        return texts
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        low, high, inner = value
        texts_once = _sequence(list(inner))
        if (
            texts_once is None
            or (low, high) != (0, 1)
            or (texts_once != {" "} and any(" " in t for t in texts_once))
        ):
            return None
        return texts_once | {""}
    return None if kind is op.ANY else {""} if kind in (op.AT, op.ASSERT, op.ASSERT_NOT) else None


def _sequence(items: _Items) -> set[str] | None:
    texts = {""}
    for item in items:
        options = _written(item)
        if options is None or len(texts) * len(options) > MOST:
            return None
        texts = {t + o for t in texts for o in options}
    return texts


def _rarest(text: str, ends_word: bool) -> str:
    words = text.split()
    if not ends_word and not text.endswith(" "):
        words = words[:-1]
    return min(words, key=lambda w: (_rank(w), -len(w)), default="")


def _rank(word: str) -> int:
    return 2 if word in _COMMON else 1 if word in _FREQUENT else 0


def _cost(cues: frozenset[str]) -> tuple[int, int]:
    return max(_rank(w) for w in cues), len(cues)
