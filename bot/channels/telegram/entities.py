"""Markdown as Telegram wants it: plain text, and spans that say what is bold where.

Owns: the reading of the little Markdown that replies use (bold, italic, code, links, bullets, headings), and the
count of places in UTF-16 units. Must not: change any other character: a person's own words stand in replies, too.

Telegram's own Markdown mode refuses a whole message for one stray asterisk; spans cannot break.

Example::

    render("A **bold** step")  # Rendered('A bold step', (Span('bold', 2, 6),))
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

INLINE = MarkdownIt("zero").enable(["emphasis", "backticks", "link"])
"""No escapes and no HTML: a backslash or an angle bracket that somebody wrote stays what it is."""
KINDS = {"strong": "bold", "em": "italic", "link": "text_link"}
BULLET = re.compile(r"^([ \t]*)[-*+][ \t]+(?=\S)", re.MULTILINE)
HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Span:
    """What a stretch of text is; `start` and `end` count characters of the text."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True)
class Rendered:
    """A text and its spans, none of them empty or with a blank at its edges."""

    text: str
    spans: tuple[Span, ...] = ()

    def entities(self) -> list[dict[str, Any]]:
        """Give the spans as the Bot API takes them, in UTF-16 units."""
        return [
            {
                "type": span.kind,
                "offset": units(self.text[: span.start]),
                "length": units(self.text[span.start : span.end]),
                **({"url": span.url} if span.url else {}),
            }
            for span in self.spans
        ]

    def part(self, start: int, end: int) -> Rendered:
        """Cut out the characters from `start` to `end`, with what is left of each span, blanks at the edges gone."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        moved = (
            Span(span.kind, max(span.start - start, 0), min(span.end - start, len(text)), span.url)
            for span in self.spans
        )
        return Rendered(text, _tidy(text, moved))


def units(text: str) -> int:
    """Count UTF-16 code units, which is what Telegram counts."""
    return len(text) + sum(ord(char) > 0xFFFF for char in text)


def render(markdown: str) -> Rendered:
    """Turn the Markdown of a reply into text and spans."""
    source = LONE_SURROGATE.sub("\ufffd", markdown).strip()
    source = HEADING.sub(lambda found: f"**{found[1].replace('**', '')}**", source)
    source = BULLET.sub("\\1\u2022 ", source)
    text = ""
    spans: list[Span] = []
    for piece, kinds in _pieces(INLINE.parseInline(source)[0].children or []):
        once = dict.fromkeys(kinds)  # bold inside bold is bold
        spans += [Span(kind, len(text), len(text) + len(piece), url) for kind, url in once]
        text += piece
    whole = Rendered(text, tuple(_joined(spans)))
    return whole.part(0, len(text))


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    """Walk through the text, and say with each piece what it is at once."""
    open_now: list[tuple[str, str | None]] = []
    for token in tokens:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if token.markup.startswith("_"):  # in people's words an underscore is one
            yield token.markup, _telegrams(open_now)
        elif token.type.endswith("_open"):
            open_now.append((KINDS[name], str(token.attrs["href"]) if "href" in token.attrs else None))
        elif token.type.endswith("_close"):
            kind, url = open_now.pop()
            if kind == "text_link" and not _is_web(url):
                yield f" ({url})", _telegrams(open_now)
        elif token.type == "code_inline":
            yield token.content, [("code", None)]  # Telegram allows nothing inside or around code
        else:
            yield (
                token.content,
                [(kind, url) for kind, url in open_now if kind != "text_link" or _is_web(url)],
            )


def _telegrams(kinds: list[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """Leave out links that Telegram does not know."""
    return [(kind, url) for kind, url in kinds if kind != "text_link" or _is_web(url)]


def _is_web(url: str | None) -> bool:
    return url is not None and url.startswith(("https://", "http://"))


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Join pieces of the same kind that follow each other."""
    waiting: dict[tuple[str, str | None], Span] = {}
    for span in spans:
        before = waiting.get((span.kind, span.url))
        if before and before.end == span.start:
            waiting[span.kind, span.url] = Span(span.kind, before.start, span.end, span.url)
            continue
        if before:
            yield before
        waiting[span.kind, span.url] = span
    yield from waiting.values()


def _tidy(text: str, spans: Iterator[Span]) -> tuple[Span, ...]:
    """Drop what is empty, take blanks off the edges of the rest, and put them in order."""
    kept = []
    for span in spans:
        inside = text[span.start : max(span.start, span.end)]
        start = span.start + len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if end > start:
            kept.append(Span(span.kind, start, end, span.url))
    return tuple(sorted(kept, key=lambda span: (span.start, -span.end, span.kind)))
