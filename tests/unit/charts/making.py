"""Charts to test with: a picture with every kind of entry, and a course of nine days."""

from __future__ import annotations

from datetime import date, timedelta

from bot.charts import Course, Lane, Mark, Picture, Point
from bot.charts.chart import Side

DAY = date(2026, 6, 1)

PICTURE = Picture(
    (
        Mark("Putting yourself last", "leans", "often", "", "“i skip my own walks so that …”"),
        Mark(
            "Checking before you choose",
            "leans",
            "sometimes",
            "with his mother",
            "“cant pick a shirt without asking”",
        ),
        Mark("Covering for them", "leans", None, "", "“i keep ringing his work …”"),
        Mark("Worth that hangs on them", "leans", "rarely"),
        Mark("Interests of your own", "holds", "often", "", "“still see my mates on thursdays tho”"),
        Mark("Talking openly, hard things too", "holds", "sometimes", "perhaps"),
    ),
    date(2026, 11, 24),
)


def lane(label: str, side: Side, often: str, days: int = 21) -> Lane:
    return Lane(
        label, side, tuple(Point(DAY + timedelta(days=days * n), o) for n, o in enumerate(often.split()))
    )


COURSE = Course(
    (
        lane(
            "Putting yourself last",
            "leans",
            "often often sometimes often sometimes sometimes rarely sometimes never",
        ),
        lane("Checking before you choose", "leans", "often sometimes sometimes", 84),
        lane("Interests of your own", "holds", "rarely sometimes often", 80),
        lane("Talking openly, hard things too", "holds", "sometimes", 80),
    )
)
