"""Tell an answer from an interruption while a form is asking.

Owns the list of intents that step out of a form. Must not answer them: rules do, and the form goes on afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.flows.heard import Heard
from bot.language import farewell, moment

# Said in so many words these always interrupt.
_ALWAYS = frozenset(
    "go_back repeat stop start_over ask_help ask_why disclose_harm report_safe request_export request_delete"
    " change_answer show_picture show_plan ask_helpline goodbye start_walk ask_privacy set_reminder ask_source thank greet".split()
)
# These interrupt when they are put as a question, or are sure and short.
_QUESTIONS = frozenset(
    "ask_topic ask_label ask_verdict ask_about_partner ask_about_trellis ask_steps ask_maintenance correct_reading".split()
)
_LEAD = "but |and |so |ok |wait |hang on |sorry "
_ASKING = re.compile(
    rf"\?\s*$|^\s*(?:{_LEAD})*"
    r"(?:what|whats|what's|why|how|who|where|is|isn't|isnt|are|am|do|does|did|can|could|will|would|should|explain|tell me)\b",
    re.I,
)
_OPENS_A_QUESTION = re.compile(
    rf"^\s*(?:{_LEAD}|hold on |hang on, |hold on, )*(?:what|why|how|who|is it|is that|am i|do you|does it|did you)\b",
    re.I,
)
_HELPLINES = re.compile(
    r"\b(?:help|lines?|hot ?lines?|numbers?|call|ring|talk|speak|someone|somebody|crisis|samaritans)\b", re.I
)
_REMINDS = re.compile(r"\b(?:remind\w*|notif\w+|ping|nudge|message me|write (?:to )?me|send me)\b", re.I)
_WIPES = re.compile(r"\b(?:delete|erase|wipe|clear|get rid of)\b", re.I)
_MEANT_FOR_TRELLIS: dict[str, Callable[[str], bool]] = {
    "goodbye": farewell.leaves,
    "stop": farewell.stops,
    "greet": farewell.greets,
    "ask_helpline": lambda text: bool(_HELPLINES.search(text)),
    "set_reminder": lambda text: bool(_REMINDS.search(text)),
    "request_delete": lambda text: bool(_WIPES.search(text)) or len(text.split()) <= SHORT,
}
"""These need words that can mean nothing else: "just tonight" is a moment, "stop checking" a wish."""
SURE = 0.7
CERTAIN = 0.85
"""For more than SHORT words: a sentence of the plan ("i'll ring you after") may sound like a goodbye."""
SURE_ENOUGH = 0.4
"""For what always interrupts: missing "back" costs more than asking the form's question again."""
_THANKING = re.compile(r"^\W*(?:thanks?|thank you|cheers|ta)\b", re.I)
BRIEF = 2
"""Words: "back", "why though" interrupt at any confidence."""
SHORT = 5
LONG = 14


def asks(text: str) -> bool:
    """Tell whether a message is put as a question.

    >>> asks("why does he do that")
    True
    """
    return bool(_ASKING.search(text))


def interrupts(heard: Heard) -> bool:
    """Tell whether a message leaves the form's question aside.

    >>> interrupts(Heard("what is codependency?", "ask_topic", 0.8))
    True
    >>> interrupts(Heard("when he stops drinking", "ask_topic", 0.3))
    False
    """
    if heard.verdict != "none":
        return True
    if heard.pressed:
        return heard.intent not in ("answer_frequency", "skip")
    if heard.intent in _ALWAYS:
        words = len(heard.text.split())
        if heard.intent in _MEANT_FOR_TRELLIS:
            return _MEANT_FOR_TRELLIS[heard.intent](heard.text)
        if heard.intent == "thank" and not _THANKING.search(heard.text):
            # "hi, thinking of you" is a sentence to say
            return words <= BRIEF and heard.confidence >= SURE_ENOUGH
        if words <= SHORT:
            return words <= BRIEF or asks(heard.text) or heard.confidence >= SURE_ENOUGH
        return words <= LONG and (asks(heard.text) or heard.confidence >= CERTAIN)
    if heard.intent in _QUESTIONS:
        return heard.confidence >= SURE and asks(heard.text)
    # "what if he just laughs at me?" is no answer, whatever else it was taken for; "tuesday?" may be one
    asked = heard.text.rstrip().endswith("?")
    if asked and moment.find(heard.text) and not _OPENS_A_QUESTION.search(heard.text):
        return False
    return asked and (
        heard.intent in ("out_of_scope", "nlu_fallback") or bool(_OPENS_A_QUESTION.search(heard.text))
    )
