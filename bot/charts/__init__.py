"""The picture and its course, drawn: SVG for the page, PNG for messengers, blocks for the terminal, rows for a table.

Owns how a chart looks. Must not know where its values come from, and never adds them up: there is no score. All of it
is pure; `png` takes some 100 ms, so servers ask `bot.charts.render.Renderer` for it.

    >>> chart = Picture((Mark("Putting yourself last", "leans", "often"),))
    >>> svg(chart).startswith("<svg"), rows(chart)[1]
    (True, ('Where it leans on you', 'Putting yourself last', 'often', ''))
"""

from __future__ import annotations

from bot.charts.blocks import blocks
from bot.charts.chart import Chart, Course, Lane, Mark, Picture, Point, chart_from
from bot.charts.png import png
from bot.charts.svg import data_uri, svg
from bot.charts.words import describe, rows, title

__all__ = [
    "Chart",
    "Course",
    "Lane",
    "Mark",
    "Picture",
    "Point",
    "blocks",
    "chart_from",
    "data_uri",
    "describe",
    "png",
    "rows",
    "svg",
    "title",
]
