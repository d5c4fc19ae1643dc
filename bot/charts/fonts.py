"""The font of the charts: how wide a line is, and where it breaks.

Owns the font files (Lato, with DejaVu for letters that Lato lacks). Must not draw.

    >>> wrap("keeping the peace at any price", 14, 90)
    ['keeping the', 'peace at any', 'price']
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Face = Literal["Lato-Regular", "Lato-Bold", "Lato-Italic"]
REGULAR: Face = "Lato-Regular"
BOLD: Face = "Lato-Bold"
ITALIC: Face = "Lato-Italic"
FACES: tuple[Face, ...] = (REGULAR, BOLD, ITALIC)
FAMILY = "Lato, 'Helvetica Neue', Helvetica, Arial, 'DejaVu Sans', sans-serif"
MEASURED_AT = 100
"""Pixels; widths grow with the size, so one measuring serves all."""
SPARE = 1.05
"""A page shows the chart in whatever font it has; the usual ones are at most this much wider."""


@cache
def files() -> tuple[str, ...]:
    """Give the paths of all font files."""
    lato, more = _folder("font_lato") / "files", _folder("matplotlib") / "mpl-data" / "fonts" / "ttf"
    return (*(str(lato / f"{face}.ttf") for face in FACES), str(more / "DejaVuSans.ttf"))


def _folder(package: str) -> Path:
    """Find a package without importing it: matplotlib would take half a second."""
    spec = find_spec(package)
    assert spec is not None, f"{package} is not installed"
    assert spec.origin is not None
    return Path(spec.origin).parent


def width(text: str, size: float, face: Face = REGULAR) -> float:
    """Give the width of a line in pixels at a font size in pixels, on the safe side."""
    return sum(_advance(char, face) for char in text) * size / MEASURED_AT * SPARE


@cache
def _advance(char: str, face: Face) -> float:
    return float(_font(face).getlength(char))


@cache
def _font(face: Face) -> FreeTypeFont:
    from PIL import ImageFont  # late: the first use costs 40 ms

    return ImageFont.truetype(files()[FACES.index(face)], MEASURED_AT)


def wrap(text: str, size: float, room: float, face: Face = REGULAR, most: int = 6) -> list[str]:
    """Break text into lines of at most `room` pixels; beyond `most` lines an ellipsis stands for the rest."""
    lines: list[str] = []
    line = ""
    for word in _short_enough(text.split(), size, room, face):
        longer = f"{line} {word}".strip()
        if width(longer, size, face) <= room:
            line = longer
            continue
        lines.append(line)
        line = word
    lines = [kept for kept in (*lines, line) if kept]
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(f"{last} …", size, face) > room:
        last = last[:-1].rstrip()
    return [*lines[: most - 1], f"{last} …"]


def _short_enough(words: list[str], size: float, room: float, face: Face) -> list[str]:
    """Cut words that are wider than a line."""
    found: list[str] = []
    for word in words:
        rest = word
        while width(rest, size, face) > room and len(rest) > 1:
            end = next(
                n for n in range(len(rest) - 1, 0, -1) if n == 1 or width(rest[:n], size, face) <= room
            )
            found.append(rest[:end])
            rest = rest[end:]
        found.append(rest)
    return found
