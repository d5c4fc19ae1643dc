"""What an answer to a safety question says: afraid or not, and whether help lines are wanted at all.

Owns judging short answers whose question is known; ``screen.py`` judges a message that stands alone. Must not decide what
follows. In doubt an answer counts as fear: "i'm not scared, he just gets mad" is no "no".

Example: ``fear("no, i'm not afraid of my wife") == "calm"`` and ``declines_lines("i dont want a helpline")``
"""

from __future__ import annotations

import re

_FEAR = re.compile(
    r"\b(ang(?:er|ry)|mad|furious|temper|shout\w*|scream\w*|afraid|scared|fright\w*|frighten\w*|trouble|kicks? off|lose it"
    r"|punish\w*|threat\w*|hurt|hits?|worse|pay for it|silent treatment|violent|regret it|consequences|hell to pay)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|no|isn'?t|aren'?t|ain'?t|nothing|don'?t|wouldn'?t|hardly)\s+(?:\w+\s+){0,2}?"
    r"(?:afraid|scared|fright\w*|fear\w*|trouble|ang(?:er|ry)|mad|hurt|violent|threat\w*)\b"
    r"|\bnothing (?:would|will|bad|much)?\s*happens?\b|\b(?:s?he|they)(?:'?d|'?s| would| is| will) be (?:fine|ok|okay)\b",
    re.IGNORECASE,
)
_LINES = r"(?:help\s?lines?|hot\s?lines?|numbers?|phone lines?|crisis lines?|counsellors?|counselors?|list)"
_DECLINES = re.compile(
    rf"\b(?:do ?n[o']?t|dont|don't|no|not|without|stop (?:giving|sending|pushing)(?: me)?|never)\b(?:\s+\w+){{0,5}}?\s+{_LINES}\b"
    rf"|\b{_LINES}\b\s+(?:is|are|were|was|does|do|did)(?:n[o']?t|\s+not|\s+no)\b.{{0,20}}\b(?:for me|help|want|need|use)",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:why not|is there (?:no|not)|do(?:n't| not) have|no (?:number|line) (?:for|in)|did ?n[o']?t (?:work|answer))\b",
    re.IGNORECASE,
)
"""A line is missing or did not help: that asks for another one."""


def fear(words: str) -> str | None:
    """Read an answer to "are you afraid of them?": afraid, calm, or None where it says neither."""
    rest, denials = _DENIED.subn("", words)
    if _FEAR.search(rest):
        return "afraid"
    return "calm" if denials else None


def declines_lines(words: str) -> bool:
    """Tell whether the person says that they do not want help lines or a counsellor's number."""
    return bool(_DECLINES.search(words)) and not _WANTS.search(words) and "?" not in words
