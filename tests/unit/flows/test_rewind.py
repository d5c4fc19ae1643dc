"""Going back restores where the talk was."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.flows.rewind import rewind

Event = dict[str, Any]


def user(intent: str = "affirm") -> Event:
    return {"event": "user", "parse_data": {"intent": {"name": intent}}}


def slot(name: str, value: Any) -> Event:
    return {"event": "slot", "name": name, "value": value}


def loop(name: str | None) -> Event:
    return {"event": "active_loop", "name": name}


START = [{"event": "session_started"}, user("greet"), slot("welcomed", True), slot("question", "opening")]


def told(step: int) -> list[Event]:
    return [user("share_sign"), slot("question", f"q{step}"), slot("misses", step)]


def test_one_back_gives_the_slots_before_the_last_message_was_answered() -> None:
    place = rewind([*START, *told(1), *told(2), user("go_back")])
    assert place is not None
    assert place.slots["question"] == "q1"


def test_back_twice_goes_two_steps() -> None:
    events = [*START, *told(1), *told(2), user("go_back"), slot("question", "q1"), user("go_back")]
    place = rewind(events)
    assert place is not None and place.slots["question"] == "opening"


def test_the_form_that_ran_comes_back() -> None:
    events = [
        *START,
        loop("walk_form"),
        user("answer_frequency"),
        loop(None),
        slot("question", "walk_more"),
        user("go_back"),
    ]
    place = rewind(events)
    assert place is not None and place.loop == "walk_form"


def test_there_is_nothing_before_the_first_message() -> None:
    assert rewind([{"event": "session_started"}, user("go_back")]) is None
    assert rewind([*START, user("go_back")]) is None


def test_a_new_session_cannot_be_gone_back_beyond() -> None:
    assert rewind([*START, *told(1), {"event": "session_started"}, user("go_back")]) is None


@given(st.integers(1, 12), st.data())
def test_any_number_of_backs_gives_exactly_the_place_so_many_steps_ago(
    steps: int, data: st.DataObject
) -> None:
    backs = data.draw(st.integers(1, steps))
    events = [*START, *(e for n in range(1, steps + 1) for e in told(n))]
    for n in range(1, backs + 1):
        events.append(user("go_back"))
        place = rewind(events)
        wanted = f"q{steps - n}" if steps > n else "opening"
        assert place is not None and place.slots["question"] == wanted
        events += [slot(k, v) for k, v in place.slots.items()]
