"""The screen: reads one message and says act, ask or none.

Owns matching and the way several findings become one verdict. Must not answer the person, keep state, or
log a word of what it reads. Everything in a message is read, in linear time: sentences are cut into
windows, patterns cannot repeat without a bound.

Example: ``Screen.load().screen("i'm not kidding, i want to die").verdict == "act"``
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.safety.people import Cast, People
from bot.safety.rules import Context, Rule, RuleBook, Window, load_rules
from bot.safety.text import Normaliser, Sentence
from bot.safety.verdict import CUE, Finding, Verdict, rank

MOST_MATCHES = 6
"""Matches of one rule looked at in one window; the strongest counts."""
FEAR = "fe_"
"""How the ids of the rules in home.yml begin."""
NEAR_SENTENCES, NEAR_WORDS = 6, 150
"""How far a window over the message reaches on either side; six ordinary sentences have some 90 words."""
_OBJECT = re.compile(r"(?<!\S)(me|my|us|our)(?!\S)")
Held = dict[tuple[str, str], bool]
"""Which contexts held around which words, for the time of one message: who repeats themselves is not read anew."""
_CONFIDENCE = {"act": 0.95, "ask": 0.7}
_ABOUT = {
    "self": "self",
    "general": "self",
    "unknown": "self",
    "partner": "partner",
    "ex": "other",
    "family": "other",
    "child": "child",
    "other": "other",
    "animal": "other",
    "thing": "self",
}


@dataclass(frozen=True)
class Hit:
    """One match of one rule: what it came to and why. ``contexts`` are ids, never words of the person."""

    rule: str
    kind: str
    verdict: str
    about: str
    actor: str
    contexts: tuple[str, ...]
    denied: bool = False
    adds: bool = False
    explains: bool = False
    place: tuple[int, int, int] = (0, 0, 0)
    """Sentence, first word, word after the last."""


class Screen:
    """Reads messages against a rule book."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self._normaliser = Normaliser(book.spelling, book.lexicon)
        self._people = People(book.people)
        by_cue: dict[str, list[int]] = {}
        for number, rule in enumerate(book.rules):
            for cue in rule.cues:
                by_cue.setdefault(cue, []).append(number)
        self._by_cue: Mapping[str, Sequence[int]] = by_cue
        self._contexts = {
            r.id: tuple(c for c in book.contexts if r.kind in c.kinds and (not c.rules or r.id in c.rules))
            for r in book.rules
        }

    @classmethod
    def load(cls) -> Screen:
        """Give the screen over the project's own rules; they are read once."""
        return _loaded()

    def screen(self, text: str) -> Verdict:
        """Read one message of any length."""
        return _verdict(self.hits(text))

    def hits(self, text: str) -> list[Hit]:
        """List every match with what it came to, also those that came to nothing; for tests and for
        ``trellis parse``."""
        sentences = self._normaliser.sentences(text)
        cast: Cast | None = None
        found: list[Hit] = []
        settled: set[int] = set()
        held: Held = {}
        for at, sentence in enumerate(sentences):
            numbers = {n for token in set(sentence.tokens) for n in self._by_cue.get(token, ())} - settled
            if not numbers:
                continue
            joined = sentence.text
            for number in sorted(numbers):
                rule = self.book.rules[number]
                for count, match in enumerate(rule.pattern.finditer(joined)):
                    if count == MOST_MATCHES:
                        break
                    if cast is None:
                        cast = self._people.cast(sentences)
                    hit = self._weigh(rule, sentences, cast, at, joined, match, held)
                    if hit is None:
                        continue
                    found.append(hit)
                    if hit.verdict == rule.verdict == "act":
                        settled.add(number)
                        break
        return found

    def _weigh(
        self,
        rule: Rule,
        sentences: Sequence[Sentence],
        cast: Cast,
        at: int,
        joined: str,
        match: re.Match[str],
        held: Held,
    ) -> Hit | None:
        """Say what a match comes to once actor and context are known; None where a pseudo-trigger explains
        it."""
        start = joined.count(" ", 0, match.start())
        end = start + match.group().count(" ") + 1
        sentence = sentences[at]
        if rule.unless and any(
            m.start() < match.end() and m.end() > match.start() for m in rule.unless.finditer(joined)
        ):
            return None
        if rule.needs or rule.unless_near:
            region = _region(rule.window, sentences, at, start, end, match, with_match=True)
            if rule.unless_near and rule.unless_near.search(region):
                return None
            if not all(p.search(region) for p in rule.needs):
                return None
        verdict, actor = rule.verdict, "self"
        if rule.subject == "actor" and not match.group().startswith(("i ", "all i ")):
            actor = self._people.actor(sentences, cast, at, start, _whose(match.group()))
            verdict = _table(rule.actors, actor, verdict)
        names, contexts = [], set()
        for context in self._contexts[rule.id]:
            if context.effect not in contexts and self._holds(context, sentences, at, start, end, match, held):
                names.append(context.id)
                contexts.add(context.effect)
        if any(sentence.quoted[start:end]) and not all(sentence.quoted):
            contexts.add("reported")
        if "recent" in contexts:
            contexts.discard("past")
        if "intensified" in contexts:
            contexts -= {"past", "negated"}
        denied = "negated" in contexts and verdict != "none"
        if denied and "wavering" in contexts:
            contexts.discard("negated")
            verdict, denied = min(verdict, "ask", key=rank), False
        for effect in contexts:
            verdict = min(verdict, _table(rule.effects, effect, verdict), key=rank)
        about = rule.about or (_ABOUT[actor] if rule.kind == "self_harm" else _victim(rule, actor))
        return Hit(
            rule.id,
            rule.kind,
            verdict,
            about,
            actor,
            tuple(names),
            denied and verdict == "none",
            rule.adds and verdict == rule.verdict,
            rule.verdict == "none",
            (at, start, end),
        )

    def _holds(
        self,
        context: Context,
        sentences: Sequence[Sentence],
        at: int,
        start: int,
        end: int,
        match: re.Match[str],
        held: Held,
    ) -> bool:
        region = _region(
            context.window, sentences, at, start, end, match, with_match=context.window.scope == "match"
        )
        key = (context.id, region)
        if key not in held:
            held[key] = bool(context.pattern.search(region)) and not (context.unless and context.unless.search(region))
        return held[key]


@lru_cache(maxsize=1)
def _loaded() -> Screen:
    return Screen(load_rules())


def _whose(matched: str) -> str:
    """Say whether what was done was done to "me" or to something of mine."""
    found = _OBJECT.search(matched)
    return "" if not found else "me" if found[1] in {"me", "us"} else "my"


def _table(table: Mapping[str, str], key: str, verdict: str) -> str:
    found = table.get(key, "keep")
    return verdict if found == "keep" else min(verdict, found, key=rank)


def _victim(rule: Rule, actor: str) -> str:
    return "other" if rule.kind == "partner" and actor in {"other", "family", "child"} else "self"


def _region(
    window: Window,
    sentences: Sequence[Sentence],
    at: int,
    start: int,
    end: int,
    match: re.Match[str],
    with_match: bool,
) -> str:
    """Give the words that a window covers around a match; the match itself only where asked."""
    if window.scope == "match":
        return match.group()
    tokens = sentences[at].tokens
    left: Sequence[str] = ()
    right: Sequence[str] = ()
    if window.direction in {"before", "both"}:
        left = _up_to_end(tokens[max(0, start - window.max_words) : start][::-1], window)[::-1]
        if window.scope == "message" and len(left) == start:
            earlier = [t for s in sentences[max(0, at - NEAR_SENTENCES) : at] for t in (*s.tokens, _mark(s))]
            left = (*earlier[-NEAR_WORDS:], *left)
    if window.direction in {"after", "both"}:
        right = _up_to_end(tokens[end : end + window.max_words], window)
        if window.scope == "message" and len(right) == len(tokens) - end:
            later = [t for s in sentences[at + 1 : at + 1 + NEAR_SENTENCES] for t in (*s.tokens, _mark(s))]
            right = (*right, _mark(sentences[at]), *later[:NEAR_WORDS])
    middle = [match.group()] if with_match else ["|"] if window.direction == "both" else []
    return " ".join([*left, *middle, *right])


def _mark(sentence: Sentence) -> str:
    return "?" if sentence.question else "."


def _up_to_end(tokens: Sequence[str], window: Window) -> Sequence[str]:
    """Give the tokens before the first that ends the window."""
    if window.terminated_by.isdisjoint(tokens):  # nearly always, and ten times as fast as the loop
        return tokens
    return tokens[: next(at for at, token in enumerate(tokens) if token in window.terminated_by)]


def _add_up(hits: Sequence[Hit]) -> bool:
    """Say whether two different rules found two different things; the same words read twice do not count."""
    for at, one in enumerate(hits[:MOST_MATCHES]):
        for two in hits[at + 1 :]:
            apart = (
                one.place[0] != two.place[0] or one.place[2] <= two.place[1] or two.place[2] <= one.place[1]
            )
            if one.rule != two.rule and apart:
                return True
    return False


def _verdict(hits: Sequence[Hit]) -> Verdict:
    """Make one verdict of all findings: act beats ask, two different asks about dying make an act."""
    raised = [h for h in hits if rank(h.verdict) > rank(CUE)]
    cue = any(h.verdict == CUE for h in hits)
    fear = any(h.rule.startswith(FEAR) and h.verdict != "none" for h in hits)
    if not raised:
        explained = tuple(sorted({h.kind for h in hits if h.explains}))
        return Verdict(denied=any(h.denied for h in hits), explained=explained, cue=cue, fear=fear)
    best: dict[str, Hit] = {}
    for hit in raised:
        if hit.kind not in best or rank(hit.verdict) > rank(best[hit.kind].verdict):
            best[hit.kind] = hit
    if (
        _add_up([h for h in raised if h.adds and h.about == "self"])
        and best.get("self_harm", raised[0]).verdict != "act"
    ):
        best["self_harm"] = replace(best["self_harm"], verdict="act")
    order = sorted(
        best.values(), key=lambda h: (-rank(h.verdict), ("self_harm", "partner", "others").index(h.kind))
    )
    top = order[0]
    return Verdict(
        top.verdict,
        top.kind,
        top.about,
        top.rule,
        _CONFIDENCE[top.verdict],
        tuple(Finding(h.kind, h.verdict, h.about) for h in order),
        cue=cue,
        fear=fear,
    )
