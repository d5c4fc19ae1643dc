"""Plays every conversation in this folder against the trained model, one test each."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conversations.runner import Conversation, Failed, Wrong, load, play

if TYPE_CHECKING:
    from tests.conftest import Talking

HERE = Path(__file__).parent
CONVERSATIONS = load(HERE)
HEAD = "conversations:\n  - name: A hello is answered kindly\n    turns:\n"


def _case(conversation: Conversation) -> object:
    marks = (
        [pytest.mark.xfail(reason=conversation.known_bug, raises=pytest.fail.Exception)]
        if conversation.known_bug
        else []
    )
    return pytest.param(conversation, id=f"{conversation.file[:-4]}: {conversation.name}", marks=marks)


@pytest.mark.parametrize("conversation", [_case(c) for c in CONVERSATIONS])
def test_conversation(conversation: Conversation, talker: Talking) -> None:
    try:
        play(conversation, talker, uuid.uuid4().hex)
    except Failed as failed:
        problem = str(failed)
    else:
        return
    pytest.fail(problem, pytrace=False)


def test_there_are_enough_conversations_and_every_flow_has_its_file() -> None:
    flows = set(
        "welcome reflection walk picture transition plan maintenance understanding checkin safety privacy navigation"
        " fallback interruptions bad_input".split()
    )
    assert flows <= {c.file[:-4] for c in CONVERSATIONS}
    assert len(CONVERSATIONS) >= 90


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            HEAD + "      - person: hi\n        expects: {}\n",
            "unknown key 'expects'; a turn may have person, press",
        ),
        (
            HEAD + "      - person: hi\n        expect: {say: [x]}\n",
            "unknown key 'say'; a expect may have says, never",
        ),
        (HEAD + "      - person: hi\n        expect: {says: x}\n", "says is a list"),
        (HEAD + "      - expect: {}\n", "needs exactly one of person, press, payload"),
        ("conversations:\n  - name: hi\n    turns: []\n", "the name is a sentence"),
        (
            HEAD.replace("turns", "after: nowhere\n    turns") + "      - person: hi\n",
            "no beginning 'nowhere'",
        ),
    ],
)
def test_a_mistake_in_a_file_is_named_with_what_is_allowed(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "x.yml").write_text(text, encoding="utf-8")
    with pytest.raises(Wrong, match="x.yml") as error:
        load(tmp_path)
    assert reason in str(error.value)
