"""A whole year with the real bot on a clock of ours: weekly check-ins, absences, restarts, a move abroad; then the copy, and the end.

Reminders are sent by the real service; the person lives in London, moves to New York in May, is away in spring and in autumn,
and says in each week what the open question asks for. Each of their free answers holds a word that stands nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from justhtml import JustHTML

from bot.runtime.reminders import Reminders
from bot.settings import Settings
from tests.conftest import Talking
from tests.conversations.runner import open_question

ME = "someone-4711"
BEGIN = datetime(2027, 1, 3, 9, tzinfo=timezone.utc)
"""A Sunday."""
WEEKS = 52
SPRING, AUTUMN = range(10, 16), range(38, 42)
AWAY = {*SPRING, *AUTUMN}
MOVES = 18
MOST_TURNS = 12
PLAN = (
    "wednesday after dinner",
    "walk to the pool and swim",
    "he rings with some crisis",
    "i'm out till nine",
    "8",
)
OFTEN = ("Often", "Sometimes", "Rarely", "Sometimes")
WENT = ("Did it", "Partly", "Not yet")


class Year:
    """What happened."""

    def __init__(self, talking: Talking) -> None:
        self.talking = talking
        self.zone = "Europe/London"
        self.sent: list[tuple[datetime, str]] = []
        self.mine: list[str] = []
        self.theirs: list[str] = []
        self.seasons: list[str] = []
        self.checkins = 0
        self.lost = 0
        self.buttons: dict[str, str] = {}

    async def deliver(self, sender_id: str, text: str) -> bool:
        """Take a reminder, as a channel does."""
        self.sent.append((self.now(), self.zone))
        self.theirs.append(text)
        return True

    def now(self) -> datetime:
        return datetime.now(timezone.utc)

    def heard(self, turn: Any) -> None:
        self.theirs += [reply.text for reply in turn.replies]
        self.buttons = {button["title"]: button["payload"] for button in turn.buttons}

    def says(self, text: str) -> None:
        self.mine.append(text)
        self.heard(self.talking.send(ME, text))

    def presses(self, title: str) -> None:
        self.mine.append(title)
        self.heard(self.talking.send(ME, self.buttons[title], pressed=True))

    def picks(self, *titles: str) -> None:
        self.presses(next(title for title in titles if title in self.buttons))

    def slots(self) -> dict[str, Any]:
        return dict(self.talking.slots(ME))

    def sunday(self, week: int) -> None:
        """Let the week go by; the reminder may come, a little late, and only once."""
        service = Reminders(
            self.talking.bot.journal, self.talking.bot.reminder_texts, [self], self.talking.bot.note_said
        )
        ends = BEGIN + timedelta(weeks=week + 1)
        before = len(self.sent)
        due = self.talking.bot.journal.next_due()
        if due and due < ends:
            self.talking.clock.move_to(due.timestamp() + 40)
            self.talking.run(service.tick())
            self.talking.run(service.tick())
            self.lost += len(self.sent) != before + 1
        self.talking.clock.move_to(max(self.now(), ends - timedelta(hours=12)).timestamp() + 3_600)

    def comes(self, week: int) -> None:
        """Look in, in a process that began in between, and answer what is asked until it is enough."""
        self.heard(self.talking.come_back(ME, 0.01))
        for _ in range(MOST_TURNS):
            question = open_question(self.slots())
            word = f"zwetschge{week}"
            match question:
                case "returning":
                    self.picks("My plan", "Go on there")
                case "progress":
                    self.presses(WENT[week % 3])
                    self.checkins += 1
                case "make_smaller":
                    self.says(f"just put the bag of {word} by the door")
                case "obstacle":
                    self.says(f"her parents came by with {word}")
                case "bend":
                    self.picks(("Make it smaller", "Leave it for now")[week % 2])
                case "recheck":
                    self.presses(OFTEN[week % 4])
                case "season":
                    self.seasons.append(self.slots()["season"])
                    self.says(f"a long walk along the {word}")
                case "next_step":
                    self.picks("Enough for today")
                case _:
                    return
        raise AssertionError(f"week {week} did not come to an end: {question}")


@pytest.fixture(scope="module")
def year(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Year, Path]]:
    folder = tmp_path_factory.mktemp("year")
    talking = Talking(
        model,
        Settings.from_environment(
            {"TRELLIS_DATABASE": str(folder / "t.db"), "TRELLIS_KEY_FILE": str(folder / "t.key")}
        ),
    )
    lived = Year(talking)
    talking.clock.move_to(BEGIN.timestamp())
    lived.heard(talking.run(talking.bot.open(ME)))
    lived.presses("Ask me questions")
    for title in ("Often", "Sometimes", "Not me", "Often", "Rarely", "Not me"):
        lived.presses(title)
    lived.says("small steps please")
    lived.says("the second one")
    for words in PLAN:
        lived.says(words)
    lived.says("remind me sundays around 6, london time")
    for week in range(WEEKS):
        lived.sunday(week)
        if week in AWAY:
            continue
        lived.comes(week)
        if week == MOVES:
            lived.zone = "America/New_York"
            lived.says("remind me sundays at 6, new york time")
        reminder = talking.bot.journal.reminder(ME)
        if reminder and reminder.due is None:  # it has gone quiet while they were away
            lived.says("remind me")
    yield lived, folder
    talking.close()


def test_reminders_come_once_on_the_wished_day_within_the_wished_hour(year: tuple[Year, Path]) -> None:
    lived, _ = year
    days = [(moment.astimezone(ZoneInfo(zone)), zone) for moment, zone in lived.sent]
    assert all(day.weekday() == 6 and day.hour == 18 for day, _ in days), (
        "by the clock of the place, summer and winter"
    )
    assert len({day.date() for day, _ in days}) == len(days), "never twice"
    assert lived.lost == 0
    # of each absence two were sent; then it was quiet until, on the last day of a week, it was asked for again
    assert len(days) == WEEKS - (len(SPRING) - 2 + 1) - (len(AUTUMN) - 2 + 1)
    assert {zone for _, zone in days} == {"Europe/London", "America/New_York"}


def test_every_week_was_a_check_in_and_no_small_question_came_twice_in_a_row(year: tuple[Year, Path]) -> None:
    lived, _ = year
    assert lived.checkins == WEEKS - len(AWAY)
    assert len(lived.talking.bot.journal.past(ME).checkins) >= lived.checkins
    assert len(lived.seasons) > 8
    assert all(one != next_ for one, next_ in zip(lived.seasons, lived.seasons[1:]))


def test_nothing_of_theirs_can_be_read_in_the_files(year: tuple[Year, Path]) -> None:
    _, folder = year
    assert _on_disk(folder, "zwetschge", "walk to the pool", "her parents", "crisis") == 0
    assert _on_disk(folder, ME) > 0, "the id is plain; hosts give pseudonyms"


def test_the_copy_is_valid_and_holds_every_word_plan_and_check_in(year: tuple[Year, Path]) -> None:
    lived, _ = year
    copy = lived.talking.run(lived.talking.bot.copy(ME))
    JustHTML(copy.html, strict=True)
    shown = " ".join(unescape(copy.html.replace("<br>", " ")).split())
    kept = json.loads(copy.json)
    said = [message["text"] for message in kept["messages"]]
    assert len(lived.mine) > 200 and len(lived.theirs) > 400
    for text in (*lived.mine, *lived.theirs):
        assert text in said, text
        assert " ".join(text.split()) in shown, text
    past = lived.talking.bot.journal.past(ME)
    assert len(kept["plans"]) == len(past.plans) > 10 and len(kept["checkins"]) == len(past.checkins)
    assert len(kept["pictures"]) == len(past.snapshots) > 20
    assert len(kept["events"]) == len(lived.talking.bot.journal.events(ME))


def test_after_deleting_neither_words_nor_id_are_anywhere(
    year: tuple[Year, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    lived, folder = year
    lived.says("delete everything about me")
    lived.says("yes")
    assert _on_disk(folder, "zwetschge", "walk to the pool", ME) == 0
    assert lived.talking.bot.journal.conversations() == []
    out, errors = capfd.readouterr()
    assert ME not in out + errors and "zwetschge" not in out + errors


def _on_disk(folder: Path, *needles: str) -> int:
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return sum(stored.count(needle.encode()) for needle in needles)
