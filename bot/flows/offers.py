"""The ideas on the table, written as a list: each with the reason why it fits.

Owns how offered items are listed, and listed again. Must not choose them.
"""

from __future__ import annotations

from bot.content.library import Library
from bot.content.models import Item
from bot.flows import questions
from bot.flows.gate import allowed
from bot.flows.quote import quote
from bot.flows.talk import Talk
from bot.flows.turn import Draft

WORDS_IN_A_QUOTE = 8
WORDS_AT_ONCE = 40


def put(draft: Draft, items: tuple[str, ...], response: str, library: Library) -> None:
    """List items and ask which one has some pull."""
    draft.utter(response, act="advise", items=items, lines=lines(items, draft.talk, library))
    draft.talk = draft.talk.having(offered=items)
    questions.put(draft, "choose_item", library)


def put_again(draft: Draft, library: Library) -> bool:
    """List once more what was offered last, as far as it still may be; tell whether there was anything."""
    items = allowed(tuple(i for i in draft.talk.offered if i in library.item_ids), draft.talk, library)
    if items:
        put(draft, items, "utter_list_again", library)
    return bool(items)


def lines(items: tuple[str, ...], talk: Talk, library: Library) -> str:
    """Write the offers one a line, each with its reason; the same reason is not said twice, nor one too many."""
    written: list[str] = []
    reasons: set[str] = set()
    for id in items:
        reason = _because(id, talk, library)
        line = f"• {wording(library.item(id), talk, library).offer}"
        if reason not in reasons and len(" ".join([*written, line, reason]).split()) <= WORDS_AT_ONCE:
            line += reason
            reasons.add(reason)
        written.append(line)
    return "\n".join(written)


def signs_of(item: str, talk: Talk, library: Library) -> tuple[str, ...]:
    """Give the present signs that an item follows from, the one in the foreground first."""
    present = talk.present()
    signs = dict.fromkeys(s for s in (talk.focus, *present) if s in present)
    signs = dict.fromkeys(s for s in signs if talk.picture[s].often != "rarely") or signs
    links = {s: library.link(s) for s in signs}
    return tuple(s for s, link in links.items() if item in (*link.steps, *link.blocks, *link.strategies))


def wording(item: Item, talk: Talk, library: Library) -> Item:
    """Give the item in the words that fit the sign it follows from, if the links have any."""
    for sign in signs_of(item.id, talk, library):
        for fit in library.link(sign).fits:
            if fit.item == item.id:
                return fit.worded(item)
    return item


def _because(item: str, talk: Talk, library: Library) -> str:
    """Say which of their words an item follows from, shortly."""
    for sign in signs_of(item, talk, library)[:1]:
        words = quote(talk.picture[sign].telling, WORDS_IN_A_QUOTE)
        return f", because you said {words}" if words else f", because {library.sign(sign).because}"
    return ""
