"""A few marked examples, enough to learn two signs, and the recognisers trained on them once."""

from __future__ import annotations

import pytest

from bot.language import intents, sign_training
from bot.language.examples import Example, Span
from bot.language.intents import IntentRecogniser
from bot.language.polarity import Polarity
from bot.language.reader import shared
from bot.language.signs import SignRecogniser
from bot.language.subject import Who

COVERING = ["i ring his work and say he's ill", "i hide her bottles from the kids", "i pay his gambling debts again",
            "i lie to his boss about the drinking", "i tell everyone he's just tired when he's drunk",
            "i clean up after his binges", "i make excuses for her habit", "i lend him money so he can bet"]  # fmt: skip
NOT_COVERING = ["i don't lie for him when he drinks", "i stopped paying her debts", "i won't ring his work for him again",
                "i used to hide the bottles, not any more", "i let him face his boss himself", "i no longer make excuses for her"]  # fmt: skip
OWN = ["i still play in my band on mondays", "my garden is my own thing", "i go climbing with my club every week",
       "i kept up my painting after we met", "i swim on my own each morning", "my choir is just for me",
       "i read in my corner and love it", "tuesdays are my chess night"]  # fmt: skip
PLAIN = ["we had a row last night", "he is away on a trip", "it's just hard with him", "we met at a wedding", "she came home late",
         "we moved house in june", "he likes football", "her mother visits a lot"]  # fmt: skip
GREETINGS = ["hello", "hi there", "good morning", "hey", "hiya", "evening all"]
OTHERS = [
    "my sister hides her husband's bottles",
    "my friend pays her boyfriend's debts",
    "my cousin lies to his boss for him",
]


def told(text: str, sign: str, polarity: Polarity = "affirmed", who: Who = "self") -> Example:
    """Mark the whole text."""
    return Example(text, "share_sign", (Span(0, len(text), sign, polarity, who),))


def examples() -> list[Example]:
    """Give all of them."""
    return [
        *(told(t, "enabling") for t in COVERING),
        *(told(t, "enabling", "past" if "used" in t or "stopped" in t else "denied") for t in NOT_COVERING),
        *(told(t, "own_interests") for t in OWN),
        *(told(t, "enabling", who="other") for t in OTHERS),
        *(Example(t, "share_story") for t in PLAIN),
        *(Example(t, "greet") for t in GREETINGS),
    ]


@pytest.fixture(scope="session")
def recogniser() -> SignRecogniser:
    return sign_training.train(examples(), shared())


@pytest.fixture(scope="session")
def intent_recogniser() -> IntentRecogniser:
    return intents.train(examples(), shared())
