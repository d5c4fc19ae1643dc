"""The evaluation as one HTML page: figures, tables, and the confusion matrix as a picture. No script, nothing fetched.

Owns the page. Must not: measure anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from bot.cli.scores import Tally

CELL, LEFT, TOP = 18, 170, 150
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c2b2a;background:#fff}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #dde5e4}"
    "td:first-child,th:first-child{text-align:left}svg{max-width:100%;height:auto}"
    "@media(prefers-color-scheme:dark){body{color:#e4eeec;background:#14201f}td,th{border-color:#334}}"
)


def page(
    intents: Tally,
    signs: Tally,
    figures: Mapping[str, float],
    pairs: Mapping[tuple[str, str], int],
    stock: Mapping[str, float] | None = None,
) -> str:
    """Return the page. pairs: how often (right intent, intent read) came up. stock: the baseline's figures."""
    rows = "<tr><th><th>Trellis<th>stock Rasa</tr>" if stock else ""
    for name, value in figures.items():
        beside = f"<td>{stock[name]:.3f}</td>" if stock else ""
        rows += f"<tr><td>{escape(name)}</td><td>{value:.3f}</td>{beside}</tr>"
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>How well Trellis understands</title>"
        f"<style>{_STYLE}</style><h1>How well Trellis understands</h1><table>{rows}</table>"
        f"<h2>Which intent was read as which</h2>{matrix(pairs)}"
        f"<h2>Signs</h2>{_table(signs)}<h2>Intents</h2>{_table(intents)}</html>\n"
    )


def matrix(pairs: Mapping[tuple[str, str], int]) -> str:
    """Draw the confusion matrix as SVG: a row for what is right, a column for what was read, darker for more."""
    names = sorted({name for pair in pairs for name in pair})
    totals = {right: sum(n for (r, _), n in pairs.items() if r == right) for right in names}
    width, height = LEFT + CELL * len(names), TOP + CELL * len(names)
    parts = [f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" aria-label="Confusion matrix of intents">']
    for at, name in enumerate(names):
        x, y = LEFT + at * CELL + CELL - 5, TOP + at * CELL + CELL - 5
        text = f'font-size="11" fill="currentColor">{escape(name)}</text>'
        parts.append(f'<text x="{LEFT - 6}" y="{y}" text-anchor="end" {text}')
        parts.append(f'<text transform="translate({x} {TOP - 6}) rotate(-60)" {text}')
    for (right, read), count in sorted(pairs.items()):
        x, y = LEFT + names.index(read) * CELL, TOP + names.index(right) * CELL
        colour = "#1f7a6d" if right == read else "#b3402a"
        shade = max(0.15, count / totals[right])
        parts.append(
            f'<rect x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}" fill="{colour}" fill-opacity="{shade:.2f}">'
            f"<title>{escape(right)} read as {escape(read)}: {count}</title></rect>"
        )
    return "".join(parts) + "</svg>"


def _table(tally: Tally) -> str:
    head = "<tr><th>name<th>messages<th>precision<th>recall<th>F1</tr>"
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{c.real}</td><td>{c.precision:.2f}</td><td>{c.recall:.2f}</td><td>{c.f1:.2f}</td></tr>"
        for name, c in [*sorted(tally.by_name.items()), ("all", tally.total)]
    )
    return f"<table>{head}{rows}</table>"
