"""The safety rules as data: what a rule and a context are, and how they are read from ``data/*.yml``.

Owns the schema, the term macros (``{husband}`` in a pattern) and the checks at load. Must not look at a
person's message; ``screen.py`` does. Example: ``load_rules().rule("sh_suicidal").verdict == "act"``
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.safety.cues import cues_of
from bot.safety.letters import Spelling
from bot.safety.nodes import DataError, Node, read
from bot.safety.verdict import ABOUT, ACTORS, CUE, EFFECTS, KINDS, VERDICTS

DATA = Path(__file__).parent / "data"
RULE_FILES = ("self_harm.yml", "hints.yml", "partner.yml", "control.yml", "home.yml", "others.yml", "plain.yml")
RULED = ("act", "ask", CUE, "none")
SCOPES = ("match", "sentence", "message")
DIRECTIONS = ("before", "after", "both")
SUBJECTS = ("self", "actor")
_MACRO = re.compile(r"\{([a-z_]+)\}")
_GAP = re.compile(r"\{gap([1-8])\}")
_WORD = re.compile(r"(?<![a-z\\?])[a-z']{3,}(?![a-z])")
_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d+,\}")

Pattern = re.Pattern[str]


@dataclass(frozen=True)
class Window:
    """Where to look around a match: how far, on which side, and which words end the look."""

    scope: str
    direction: str
    max_words: int
    terminated_by: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """One thing worth noticing.

    ``needs`` are patterns that must stand in the rule's scope too. ``unless`` are pseudo-triggers that
    share words with the match ("shoot myself in the foot"), ``unless_near`` ones that only have to stand in
    the scope ("at chess"). An ask rule with ``adds`` becomes an act together with another one about the
    same person.
    """

    id: str
    kind: str
    verdict: str
    about: str | None
    subject: str
    cues: frozenset[str]
    pattern: Pattern
    needs: tuple[Pattern, ...]
    unless: Pattern | None
    unless_near: Pattern | None
    adds: bool
    window: Window
    actors: Mapping[str, str]
    effects: Mapping[str, str]
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """Words that change what a match means: negation, past, quotation, fiction, idiom."""

    id: str
    effect: str
    kinds: frozenset[str]
    rules: frozenset[str]
    pattern: Pattern
    unless: Pattern | None
    window: Window
    must: tuple[str, ...]
    must_not: tuple[str, ...]


@dataclass(frozen=True)
class Person:
    """A group of words for people: its class (an actor) and, where the word tells it, he or she."""

    actor: str
    pronoun: str
    words: frozenset[str]


@dataclass(frozen=True)
class RuleBook:
    """Everything that ``data/`` holds."""

    rules: tuple[Rule, ...]
    contexts: tuple[Context, ...]
    people: tuple[Person, ...]
    spelling: Spelling
    lexicon: frozenset[str]

    def rule(self, rule_id: str) -> Rule:
        """Find a rule by its id."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


class _Terms:
    """Named word lists, usable in patterns, cues and terminators."""

    def __init__(self, node: Node) -> None:
        self.words: dict[str, tuple[str, ...]] = {}
        for name, value in node.mapping().items():
            self.words[name] = tuple(w for item in value.strings() for w in self.expand(item, value))

    def expand(self, item: str, node: Node) -> tuple[str, ...]:
        """Turn ``{name}`` into the words of that list; leave anything else as it is."""
        found = _MACRO.fullmatch(item)
        if not found:
            return (item,)
        return self._list(found[1], node)

    def _list(self, name: str, node: Node) -> tuple[str, ...]:
        if name not in self.words:
            raise node.wrong(f"no word list '{name}'; known: {', '.join(self.words)}")
        return self.words[name]

    def pattern(self, source: str, node: Node) -> str:
        """Write a pattern out; refuse the open-ended repeats that make matching slow."""
        if _UNBOUNDED.search(source):
            raise node.wrong("a pattern may not repeat without a bound (* or +); say {0,3} or {gap3}")
        text = _GAP.sub(lambda m: "(?:[a-z0-9']+ ){0," + m[1] + "}", source)
        return _MACRO.sub(lambda m: "(?:" + "|".join(self._list(m[1], node)) + ")", text)

    def compile(self, nodes: list[Node]) -> Pattern:
        """Make one pattern of several, each bound to whole words."""
        parts = [self.pattern(node.string(), node) for node in nodes]
        try:
            return re.compile(r"(?<!\S)(?:" + "|".join(parts) + r")(?!\S)")
        except re.error:
            for node, part in zip(nodes, parts, strict=True):
                _try(part, node)
            raise

    def split(self, node: Node) -> frozenset[str]:
        """Read a list of words and word lists."""
        return frozenset(w for item in node.strings() for w in self.expand(item, node))


def _try(part: str, node: Node) -> None:
    try:
        re.compile(part)
    except re.error as error:
        raise node.wrong(f"not a pattern: {error}") from None


_WINDOW_KEYS = ("scope", "direction", "max_words", "terminated_by")
_SPELLING_KEYS = ("words", "phrases", "critical", "fuzzy", "units")
_EXAMPLE_KEYS = ("must", "must_not")
_RULE_KEYS = (
    "id",
    "kind",
    "verdict",
    "about",
    "subject",
    "patterns",
    "needs",
    "unless",
    "unless_near",
    "adds",
    *_WINDOW_KEYS,
    "actors",
    "effects",
    "examples",
)
_CONTEXT_KEYS = ("id", "effect", "kinds", "rules", "patterns", "unless", *_WINDOW_KEYS, "examples")


def load_rules(folder: Path = DATA) -> RuleBook:
    """Read and check all safety data; a DataError names file and line."""
    base = read(folder / "terms.yml").mapping(("words", "people"), ("words", "people"))
    terms = _Terms(base["words"])
    people = tuple(_person(node, terms) for node in base["people"].sequence())
    pseudo = read(folder / "pseudo.yml").mapping(("defaults", "contexts"), ("defaults", "contexts"))
    defaults = _defaults(pseudo["defaults"])
    rules: list[Rule] = []
    places: dict[str, str] = {}
    for name in RULE_FILES:
        for node in read(folder / name).mapping(("rules",), ("rules",))["rules"].sequence():
            rule = _rule(node, terms, defaults)
            if rule.id in places:
                raise node.wrong(f"rule '{rule.id}' is already in {places[rule.id]}")
            places[rule.id] = f"{node.file}:{node.line}"
            rules.append(rule)
    if not rules:
        raise DataError("no rules: nothing would be noticed")
    contexts = tuple(_context(node, terms, places) for node in pseudo["contexts"].sequence())
    spelling = _spelling(read(folder / "spelling.yml"))
    lexicon = frozenset(w for words in terms.words.values() for w in words) | {
        w for r in rules for w in r.cues
    }
    lexicon |= {w for r in rules for w in _WORD.findall(r.pattern.pattern)}
    return RuleBook(tuple(rules), contexts, people, spelling, lexicon)


def _defaults(node: Node) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for kind, value in node.mapping(KINDS, KINDS).items():
        parts = value.mapping(("actors", "effects"), ("actors", "effects"))
        found[kind] = {
            "actors": _table(parts["actors"], ACTORS),
            "effects": _table(parts["effects"], EFFECTS),
        }
    return found


def _table(node: Node, keys: tuple[str, ...]) -> dict[str, str]:
    return {k: v.string((*VERDICTS, CUE, "keep")) for k, v in node.mapping(keys).items()}


def _window(parts: dict[str, Node], terms: _Terms, scope: str, direction: str) -> Window:
    return Window(
        scope=parts["scope"].string(SCOPES) if "scope" in parts else scope,
        direction=parts["direction"].string(DIRECTIONS) if "direction" in parts else direction,
        max_words=parts["max_words"].number() if "max_words" in parts else 200,
        terminated_by=terms.split(parts["terminated_by"]) if "terminated_by" in parts else frozenset(),
    )


def _examples(parts: dict[str, Node], node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if "examples" not in parts:
        raise node.wrong("key 'examples' is missing")
    found = parts["examples"].mapping(_EXAMPLE_KEYS, _EXAMPLE_KEYS)
    must, must_not = (tuple(n.string() for n in found[k].sequence()) for k in _EXAMPLE_KEYS)
    if not must:
        raise parts["examples"].wrong("at least one 'must' example is wanted")
    return must, must_not


def _rule(node: Node, terms: _Terms, defaults: dict[str, dict[str, dict[str, str]]]) -> Rule:
    parts = node.mapping(_RULE_KEYS, ("id", "kind", "verdict", "subject", "patterns", "examples"))
    kind = parts["kind"].string(KINDS)
    must, must_not = _examples(parts, node)
    actors = dict(defaults[kind]["actors"])
    if "actors" in parts:
        actors |= _table(parts["actors"], ACTORS)
    effects = dict(defaults[kind]["effects"])
    if "effects" in parts:
        effects |= _table(parts["effects"], EFFECTS)
    pattern = terms.compile(parts["patterns"].sequence())  # first: it refuses what is no pattern
    return Rule(
        id=parts["id"].string(),
        kind=kind,
        verdict=parts["verdict"].string(RULED),
        about=parts["about"].string(ABOUT) if "about" in parts else None,
        subject=parts["subject"].string(SUBJECTS),
        cues=_cues(parts["patterns"], terms),
        pattern=pattern,
        needs=tuple(terms.compile([n]) for n in parts["needs"].sequence()) if "needs" in parts else (),
        unless=terms.compile(parts["unless"].sequence()) if "unless" in parts else None,
        unless_near=terms.compile(parts["unless_near"].sequence()) if "unless_near" in parts else None,
        adds="adds" in parts and parts["adds"].string(("true", "false")) == "true",
        window=_window(parts, terms, "sentence", "both"),
        actors=actors,
        effects=effects,
        must=must,
        must_not=must_not,
    )


def _cues(node: Node, terms: _Terms) -> frozenset[str]:
    found: set[str] = set()
    for source in node.sequence():
        cues = cues_of(terms.pattern(source.string(), source))
        if not cues:
            raise source.wrong(
                "no word here must always be there; such a pattern would be tried on every sentence"
            )
        found |= cues
    return frozenset(found)


def _context(node: Node, terms: _Terms, rule_ids: Mapping[str, str]) -> Context:
    parts = node.mapping(_CONTEXT_KEYS, ("id", "effect", "patterns", "examples"))
    must, must_not = _examples(parts, node)
    return Context(
        id=parts["id"].string(),
        effect=parts["effect"].string(EFFECTS),
        kinds=frozenset(parts["kinds"].strings(KINDS) if "kinds" in parts else KINDS),
        rules=frozenset(parts["rules"].strings(rule_ids) if "rules" in parts else ()),
        pattern=terms.compile(parts["patterns"].sequence()),
        unless=terms.compile(parts["unless"].sequence()) if "unless" in parts else None,
        window=_window(parts, terms, "sentence", "before"),
        must=must,
        must_not=must_not,
    )


def _person(node: Node, terms: _Terms) -> Person:
    parts = node.mapping(("actor", "pronoun", "words"), ("actor", "words"))
    return Person(
        parts["actor"].string(ACTORS),
        parts["pronoun"].string(("he", "she", "any")) if "pronoun" in parts else "any",
        terms.split(parts["words"]),
    )


def _spelling(node: Node) -> Spelling:
    parts = node.mapping(_SPELLING_KEYS, _SPELLING_KEYS)
    return Spelling(
        words={k: tuple(v.string().split()) for k, v in parts["words"].mapping().items()},
        phrases={tuple(k.split()): tuple(v.string().split()) for k, v in parts["phrases"].mapping().items()},
        critical=frozenset(parts["critical"].strings()),
        fuzzy=frozenset(parts["fuzzy"].strings()),
        units=frozenset(parts["units"].strings()),
    )
