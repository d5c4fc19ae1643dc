"""Whether a text labels, commands, praises, or guesses a gender; and whether short texts have the form they need.

Owns the banned wording and the forms. Must not judge length or reading grade (texts).

    list(labels_and_commands(content))     # [Problem(..., "'you should' gives an order", "offer it: ...")]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.content.checks import shown
from bot.content.errors import Problem
from bot.content.loader import Content

LABELS: Final = (
    r"codependents?|toxic|narcissist\w*|addicts?|addicted|abusers?|abusive|victims?|needy|clingy|manipulative|crazy|weak"
    r"|damaged|broken|sick|an? enabler|enabling (?:him|her|them)"
)
VERY: Final = r"(?:(?:so|too|very|just|really|clearly|simply|being|an?|such an?) )*"
# "when you have to choose" describes, "you have to choose" commands
NEED_TO: Final = (
    r"(?<!do )(?<!did )(?<!would )(?<!when )(?<!what )(?<!if )(?<!that )(?<!as )(?<!where )(?<!things )"
    r"\byou (?:really |just |simply )?(?:have to|need to|had better|'d better)\b"
)
PRAISE: Final = (
    r"\b(?:great|good|nice) (?:job|work)\b|\bwell done\b|\bproud of you\b|(?:^|[.] )good for you\b"
    r"|\bamazing\b|\bawesome\b|\bfantastic\b"
)
# pattern, what is wrong with it, what to write instead
BANNED: Final[tuple[tuple[str, str, str], ...]] = (
    (
        rf"\b(?:you are|you're|you were|you sound|you seem) {VERY}(?:{LABELS})\b",
        "labels the person",
        "say what happens",
    ),
    (
        rf"\b(?:your partner|they|the other person) (?:is|are|'re|was|were|sounds?|seems?) {VERY}(?:{LABELS})\b",
        "labels the partner",
        "say what happens, not what somebody is",
    ),
    (
        r"\byou (?:really |just |simply )?(?:must|should|shouldn't|ought|oughtn't)\b",
        "gives an order",
        "offer it: 'you could'",
    ),
    (
        NEED_TO,
        "gives an order",
        "offer it: 'some people find it helps to'",
    ),
    (
        r"\b(?:just|simply) (?:leave|stop|say no|ignore|tell)\b",
        "makes light of it",
        "name the small step instead",
    ),
    (
        r"\b(?:leave|dump|break up with|walk out on) (?:them|him|her|your partner)\b",
        "tells to leave",
        "never advise it",
    ),
    (
        r"\b(?:is|are|was|were|be|not|all|really) your (?:own )?fault\b",
        "talks of fault",
        "'you did not cause it'",
    ),
    (r"\byour own fault\b|\bto blame\b|\bblame yourself\b", "talks of blame", "'you did not cause it'"),
    (
        PRAISE,
        "praises",
        "name what they did: 'you kept your Thursdays'",
    ),
    (
        r"\bi (?:know|understand) (?:exactly|just|fully)\b|\bi know how you feel\b|\bi feel (?:sad|sorry|happy|for you)\b",
        "claims a feeling that a program does not have",
        "give back what was said",
    ),
    (r"\bobviously\b|\bof course you\b|\beveryone knows\b", "talks down", "leave it out"),
    (r"!", "has an exclamation mark", "end with a full stop"),
    (r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]|(?<!\w)[:;]-?[)(DP](?!\w)", "has an emoji", "leave it out"),
    (
        r"\b(?:he|she|him|her|his|hers|himself|herself|husbands?|wife|wives|boyfriends?|girlfriends?|hubby|guys?|ladies)\b",
        "guesses a gender",
        "'your partner', 'they', 'the other person'",
    ),
)
PATTERNS: Final = tuple((re.compile(pattern, re.IGNORECASE), fault, hint) for pattern, fault, hint in BANNED)
BUTTON_LENGTH: Final = 24  # longer titles are cut on a phone with two buttons a row
OFFER_WORDS: Final = 14


def labels_and_commands(content: Content) -> Iterator[Problem]:
    """No label, order, verdict, praise or guessed gender. Closes: being told 'you are codependent' at midnight."""
    for entry, name, text in shown.everything(content):
        for pattern, fault, hint in PATTERNS:
            found = pattern.search(text)
            if found:
                yield content.problem(entry, f"{entry.id} {name}: '{found.group()}' {fault}", hint, name)


def forms(content: Content) -> Iterator[Problem]:
    """Short texts fit the sentences they are put into. Closes: 'This may fit because You said so.'."""
    for item in content.items:
        if item.offer and (not item.offer[0].islower() or item.offer.endswith(".")):
            yield content.problem(
                item, f"{item.id} offer", "lower case, no full stop: it stands in a list", "offer"
            )
        if item.offer and len(item.offer.split()) > OFFER_WORDS:
            yield content.problem(item, f"{item.id} offer is long", f"{OFFER_WORDS} words at most", "offer")
        if item.draft and not re.match(
            r"(?:when|if|after|before|on)\b.*\bi(?:'ll| will)\b", item.draft, re.IGNORECASE
        ):
            yield content.problem(item, f"{item.id} draft is no plan", "'When ..., I will ...'", "draft")
    for sign in content.signs:
        for name, text in (
            ("button", sign.button),
            *((f"safety_answers[{i}]", a.title) for i, a in enumerate(sign.safety_answers)),
        ):
            if len(text) > BUTTON_LENGTH:
                message = f"{sign.id} {name}: {len(text)} characters"
                yield content.problem(sign, message, f"{BUTTON_LENGTH} at most", name)
        if not 2 <= len(sign.label.split()) <= 6:
            yield content.problem(sign, f"{sign.id} label", "two to six words", "label")
        if not re.match(r"(?:\w+ ){0,2}[a-z]+ing\b", sign.back) or sign.back.endswith("."):
            hint = "lower case, an '-ing' word at the start, no full stop: 'checking before you choose'"
            yield content.problem(sign, f"{sign.id} back", hint, "back")
        if not sign.because[0].islower() or sign.because.endswith(".") or sign.because.startswith("because"):
            hint = "ends 'This may fit because ...': lower case, no full stop"
            yield content.problem(sign, f"{sign.id} because", hint, "because")
