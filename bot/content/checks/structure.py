"""Whether all that has to be there is there, and whether every reference leads somewhere.

Owns ids, kinds, sources, links, aliases. Must not judge wording (wording, texts) or safety (safety).

    list(links_lead_somewhere(content))     # [Problem(..., "enabling links T9, and there is no such item", ...)]
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.content.errors import Problem
from bot.content.finder import Finder
from bot.content.loader import Content
from bot.content.models import CODEPENDENCY_SIGNS, SECTIONS, SIGN_IDS, Item, Kind

# letter of an article item's id -> its kind, and the article's ids of that letter
KINDS: Final[dict[str, tuple[Kind, tuple[str, ...]]]] = {
    "D": ("definition", ("D1", "D2", "D3", "D4", "D5", "D6")),
    "C": ("characteristic", ("C1", "C2", "C3", "C4", "C5", "C6")),
    "I": ("impact", ("I1", "I2", "I3", "I4")),
    "N": ("nature", ("N1", "N2", "N3")),
    "B": ("benefit", ("B1", "B2", "B3", "B4", "B5")),
    "P": ("principle", ("P1", "P2", "P3", "P4")),
    "S": ("sign", ("S1", "S2", "S3", "S4", "S5", "S6")),
    "H": ("strength", ("H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8")),
    "Q": ("quality", ("Q1", "Q2", "Q3")),
    "T": ("step", ("T1", "T2", "T3a", "T3b", "T4")),
    "K": ("block", ("K1", "K2", "K3", "K4", "K5")),
    "M": ("strategy", ("M1", "M2", "M3", "M4")),
    "Z": ("closing", ("Z1", "Z2", "Z3")),
}
ARTICLE_IDS: Final = tuple(id for _, ids in KINDS.values() for id in ids)
ACTIONABLE: Final = ("step", "block", "strategy")
LINK_FIELDS: Final = {
    "strengths": "strength",
    "steps": "step",
    "blocks": "block",
    "strategies": "strategy",
    "absent_blocks": "block",
    "absent_strategies": "strategy",
}
MOST_ALIASES_NEEDED: Final = 6
FEWEST_ALIASES: Final = 3
FILE: Final = "bot/content/data"


def all_there(content: Content) -> Iterator[Problem]:
    """All 62 article items, 20 signs and 20 links exist. Closes: a deleted item that a flow still offers."""
    for what, wanted, got in (
        ("article item", ARTICLE_IDS, {item.id for item in content.items}),
        ("sign", SIGN_IDS, {sign.id for sign in content.signs}),
        ("link for sign", SIGN_IDS, {link.sign for link in content.links}),
    ):
        for id in wanted:
            if id not in got:
                yield Problem(FILE, 0, f"{what} '{id}' is missing", "put it back: ids never change")
    for item in content.items:
        if item.id not in ARTICLE_IDS and not item.id.startswith("E"):
            yield content.problem(
                item, f"'{item.id}' is no id of the article", "additions are E and a number", "id"
            )
    for sign in content.signs:
        if sign.id not in SIGN_IDS:
            yield content.problem(
                sign, f"'{sign.id}' is not one of the 20 signs", "signs are a closed list", "id"
            )


def kinds_follow_ids(content: Content) -> Iterator[Problem]:
    """An id's letter and its kind agree. Closes: a block listed as a step and offered before T1."""
    for item in content.items:
        if item.id in ARTICLE_IDS and item.kind != KINDS[item.id[0]][0]:
            wanted = KINDS[item.id[0]][0]
            yield content.problem(item, f"{item.id} is given as {item.kind}", f"kind: {wanted}", "kind")


def sources(content: Content) -> Iterator[Problem]:
    """Each item names a heading of the article, or says why it was added. Closes: a claim without a source."""
    for item in content.items:
        if item.origin == "editorial":
            if not item.reason:
                yield content.problem(
                    item, f"{item.id} is editorial without a reason", "add 'reason:'", "origin"
                )
            if item.section or item.part:
                hint = "an addition has no section: remove it"
                yield content.problem(item, f"{item.id} is editorial and names a section", hint, "section")
            if item.id in ARTICLE_IDS:
                hint = "additions are E and a number"
                yield content.problem(item, f"{item.id} is the article's, not editorial", hint, "origin")
        elif item.id not in ARTICLE_IDS:
            hint = "add 'origin: editorial' and 'reason:'"
            yield content.problem(item, f"{item.id} is an addition that claims to be the article's", hint)
        elif item.section not in SECTIONS:
            hint = "one of: " + "; ".join(SECTIONS)
            yield content.problem(item, f"{item.id}: no such section '{item.section}'", hint, "section")
        elif item.part is not None and item.part not in SECTIONS[item.section]:
            hint = "one of: " + ("; ".join(SECTIONS[item.section]) or "none, leave part out")
            yield content.problem(
                item, f"{item.id}: no such part '{item.part}' in that section", hint, "part"
            )


def links_lead_somewhere(content: Content) -> Iterator[Problem]:
    """Every id in a link or sign exists and is of the right kind. Closes: a crash when a step is offered."""
    kinds = {item.id: item.kind for item in content.items}
    for link in content.links:
        if link.sign not in SIGN_IDS:
            yield content.problem(link, f"there is no sign '{link.sign}'", "one of the 20 sign ids", "sign")
        for name, kind in LINK_FIELDS.items():
            for id in getattr(link, name):
                if id not in kinds:
                    yield content.problem(
                        link, f"{link.sign} links {id}, and there is no such item", "", name
                    )
                elif kinds[id] != kind:
                    hint = f"{name} takes items of kind {kind}"
                    yield content.problem(link, f"{link.sign} links {id}, which is a {kinds[id]}", hint, name)
    for sign in content.signs:
        for id in sign.items:
            if id not in kinds:
                yield content.problem(sign, f"{sign.id} names {id}, and there is no such item", "", "items")


def reachable(content: Content) -> Iterator[Problem]:
    """Every item can come up: by a link, a sign or a question. Closes: text that nobody ever reads."""
    reached = {id for link in content.links for name in LINK_FIELDS for id in getattr(link, name)}
    reached |= {id for sign in content.signs for id in sign.items}
    for item in content.items:
        if item.id not in reached and not item.aliases:
            yield content.problem(
                item, f"{item.id} can never come up", "add aliases, the ways people ask for it"
            )


def aliases(content: Content) -> Iterator[Problem]:
    """Enough ways of asking, in lower case, none claimed twice. Closes: a question answered by chance."""
    owner: dict[str, Item] = {}
    for item in content.items:
        needed = FEWEST_ALIASES if item.id[0] in "SHQTKM" else MOST_ALIASES_NEEDED
        if len(item.aliases) < needed:
            message = f"{item.id} has {len(item.aliases)} aliases, and needs {needed}"
            yield content.problem(item, message, "add ways people ask about it", "aliases")
        for index, alias in enumerate(item.aliases):
            at = f"aliases[{index}]"
            if alias != alias.lower() or "?" in alias:
                yield content.problem(item, f"alias '{alias}'", "lower case, no question mark", at)
            if alias in owner:
                hint = f"{owner[alias].id} has it too: give each its own"
                yield content.problem(item, f"alias '{alias}' is used twice", hint, at)
            owner.setdefault(alias, item)


def aliases_found(content: Content) -> Iterator[Problem]:
    """Every alias leads to its item. Closes: an alias of filler words only, or one that another item drowns."""
    finder = Finder((item.id, (*item.aliases, item.title)) for item in content.items)
    for item in content.items:
        for index, alias in enumerate(item.aliases):
            found = finder.find(alias)
            if item.id not in found:
                instead = f"it finds {', '.join(found)}" if found else "it holds only filler words"
                hint = f"{instead}: use a word that belongs to {item.id}"
                yield content.problem(
                    item, f"alias '{alias}' does not find {item.id}", hint, f"aliases[{index}]"
                )


def step_fields(content: Content) -> Iterator[Problem]:
    """Steps, blocks and strategies can be offered, tried, made smaller and planned. Closes: a plan of 'None'."""
    for item in content.items:
        if item.kind in ACTIONABLE:
            for name in ("offer", "try_this", "smaller", "draft"):
                if not getattr(item, name):
                    yield content.problem(
                        item, f"{item.id}: '{name}' is missing", f"every {item.kind} has one"
                    )
            if item.id in ("T3b", "K5") and not item.say:
                yield content.problem(item, f"{item.id}: 'say' is missing", "a sentence to rehearse")
        else:
            for name in ("offer", "try_this", "smaller", "draft", "say"):
                if getattr(item, name):
                    hint = "only steps, blocks and strategies have one"
                    yield content.problem(item, f"{item.id}: '{name}' is never used", hint, name)


def signs_complete(content: Content) -> Iterator[Problem]:
    """Each sign has its side, its items and enough variants. Closes: a sentence said twice in one evening."""
    for sign in content.signs:
        side = "codependency" if sign.id in CODEPENDENCY_SIGNS else "interdependence"
        if sign.side != side:
            yield content.problem(sign, f"{sign.id} is on the wrong side", f"side: {side}", "side")
        if not sign.items:
            yield content.problem(
                sign, f"{sign.id} stands for no item", "items: the article items it stands for", "items"
            )
        for name, fewest in (("questions", 2), ("reflections", 3), ("hedged", 2), ("denied", 2), ("past", 2)):
            given = len(getattr(sign, name))
            if given < fewest:
                message = f"{sign.id}: {given} {name}, and {fewest} are needed"
                yield content.problem(sign, message, "add variants, so that no sentence repeats", name)
