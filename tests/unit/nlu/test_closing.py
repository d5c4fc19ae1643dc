"""A question or a command at the end of a telling leads; anything else leaves the intent as it was."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.closing import ClosingSentence
from bot.nlu.intents import CLOSING, RANKING

CASES = [
    ("share_sign", "is that codependency?", "ask_topic", 0.8, "ask_topic"),
    ("share_sign", "is that codependency?", "ask_topic", 0.2, "share_sign"),
    ("share_sign", "just tell me how to stop it", "ask_steps", 0.6, "ask_steps"),
    ("share_sign", "that is what i wonder about", "ask_topic", 0.9, "share_sign"),
    ("share_story", "go back", "go_back", 0.9, "go_back"),
    ("share_story", "then i went back home to him and we sat there", "go_back", 0.9, "share_story"),
    ("disclose_harm", "what can i do?", "ask_steps", 0.9, "disclose_harm"),
    ("share_sign", "he left me there", "share_story", 0.9, "share_sign"),
]


@pytest.mark.parametrize(("intent", "sentence", "alone", "confidence", "expected"), CASES)
def test_the_last_sentence_leads_where_it_surely_asks(
    intent: str, sentence: str, alone: str, confidence: float, expected: str
) -> None:
    message = Message(
        {
            "text": f"it is hard. {sentence}",
            INTENT: {"name": intent, "confidence": 0.9},
            RANKING: [{"name": intent, "confidence": 0.9}],
            CLOSING: {"text": sentence, "intent": alone, "confidence": confidence},
        }
    )
    ClosingSentence().process([message])
    assert message.get(INTENT)["name"] == expected
    assert message.get(RANKING)[-1]["name"] == intent
