"""Whose sign it is: the person's own, the partner's, or somebody else's.

Owns the certain cases by wording (a sister, a friend, a colleague as subject). It must not settle the rest: for
"he can't decide without me" the recogniser has learned examples, and combines them with what is found here.

    about_other("my sister always covers for her husband")   # True
    about_other("my sister says i do too much for him")      # False
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.language.spelling import mend

Who = Literal["self", "partner", "other"]
WHO: tuple[Who, ...] = ("self", "partner", "other")

_OTHERS = (
    r"(?:(?:best |good |close |old |little |big |older |younger |step|half[ -]?|grand|work |school |ex |twin )*"
    r"(?:sisters?|bro(?:ther)?s?|sis|mum|mom|mam|mother|dad|father|parents?|folks|nan|gran(?:dma|ny|dad)?|grandmother|aunt(?:ie|y)?|"
    r"uncle|cousins?|niece|nephew|friends?|mates?|bestie|bff|flatmate|roommate|housemate|neighbou?rs?|colleagues?|co-?workers?|boss|"
    r"manager|daughter|son|kids?|client|patient|teacher|pal|buddy|landlady|in-?laws?|friend's|mate's|sister's|brother's)(?:[ -]in[ -]law)?)"
)
_OTHER_SUBJECT = re.compile(
    rf"^(?:(?:and|but|so|because|like|well|it's|its|also|honestly|actually|apparently|asking for|asking about|this is about|"
    rf"i have|i've got|i know|i know of|i think|i feel like|i worry that|i'm worried that|i see how|watching|worried about)\s+)*"
    rf"(?:my|our|a|one of my|the|this|some|his|her|another|an old|a good|two of my)\s+(?:\w+['’]s\s+)?{_OTHERS}\b(?!\s+(?:and (?:i|me)|say|says|said|"
    rf"think|thinks|thought|tell|tells|told|ask|asks|asked|are|have|keep|noticed?|notices|visits?|is (?:my|the|here|ill|not|coming)|"
    rf"were|all|joke|jokes))|"
    rf"^(?:a (?:woman|man|girl|guy|bloke|lady|couple|person|someone) i (?:know|work with|met)|someone i know|this (?:woman|guy|girl|man|bloke) "
    rf"(?:at|from|i|in)|the (?:woman|man|girl|guy|couple) (?:next door|upstairs|downstairs|at)|people (?:i know|at work)|"
    rf"(?:a |the )?characters?\b)|\b(?:a |my )friend of mine\b(?! (?:says|said|told|thinks))",
    re.IGNORECASE,
)
_SELF_ELSEWHERE = re.compile(r"\b(?:i|i'm|i've|i'd|i'll|me|myself|mine|we|us|we're)\b", re.IGNORECASE)
_PARTNER = re.compile(
    r"\bmy (?:own )?(?:partner|husband|wife|boyfriend|girlfriend|bf|gf|hubby|missus|fianc[eé]e?|ex|other half|spouse|man|woman|fella|bloke)\b",
    re.IGNORECASE,
)
_THIRD_SUBJECT = re.compile(
    r"^(?:(?:and|but|so|because|now|then|when|even)\s+)*(?:he|she|they|he's|she's|they're|her|his|their)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^.*?\b(?:my|our|a|the|this)\b", re.IGNORECASE)
_OWN_SUBJECT = re.compile(
    r"^\W*(?:(?:and|but|so|then|now|well|yes|no|because|cos|when|if|still|also|sometimes|always|never|just|again)\s+)*"
    r"(?:i|i'm|im|i've|ive|i'd|i'll)\b",
    re.IGNORECASE,
)


def about_partner(clause: str) -> bool:
    """Say whether the partner is the subject of a clause and the person does nothing in it.

    >>> about_partner("my wife decides the colour of my shirts"), about_partner("he says i never decide")
    (True, False)
    """
    said = mend(clause).strip()
    if re.search(r"\b(?:i|i'm|i've|i'd|i'll|we)\b", said, re.I):
        return False
    named = _PARTNER.search(said)
    return bool(_THIRD_SUBJECT.match(said)) or (named is not None and named.start() <= len("and then "))


_UNDONE = re.compile(
    r"\b(?:never|nothing|not|hardly|barely|rarely|seldom|doesn't|don't|didn't|won't|wouldn't|can't be bothered|refuses?)\b", re.I
)
_GIVES_UP = re.compile(r"\b(?:his|her|their) own|\b(?:him|her|them)sel(?:f|ves)\b|\bfor me\b", re.I)


def leaves_undone(clause: str) -> bool:
    """Say whether a clause tells what the partner does not do, which says something of the person who goes without.

    >>> leaves_undone("he never says thanks"), leaves_undone("she gives up everything for me")
    (True, False)
    >>> leaves_undone("she never does anything for herself")
    False
    """
    said = mend(clause)
    return about_partner(said) and bool(_UNDONE.search(said)) and not _GIVES_UP.search(said)


_PERCEIVES = re.compile(
    r"^\W*(?:(?:and|but|so|well|also)\s+)*(?:i|i'm|i'd)\s+(?:(?:can|could|just|really|always|often|sometimes|also|do)\s+)*"
    r"(?:tell|see|saw|think|know|knew|feel like|hear|heard|notice|noticed|guess|believe|suspect|wonder|watch|reckon|worry that|hate (?:how|that)"
    r"|like (?:how|that)|love (?:how|that)|wish)\b.*\b(?:he|she|they)\b",
    re.IGNORECASE,
)
"""The person only looks on: "i can tell she is scared i'll go"."""
_UNSAID = re.compile(
    r"^\W*(?:(?:and|but|so|then|just|always|still|really|dead|proper|bit|a bit|constantly|totally)\s+)*"
    r"(?:scared|afraid|terrified|petrified|worried|anxious|nervous|frightened|paranoid|convinced|sure|sick of|tired of|gave up|given up"
    r"|forgot(?:ten)?|lost|haven't|havent|can't|cant|cannot|don't|dont|won't|didn't|never)\b(?! (?:he|she|they)\b)",
    re.I,
)


_SELF_WORD = re.compile(r"\b(?:i|i'\w+|me|myself|we|we'\w+|us)\b", re.I)


def about_self(clause: str) -> bool:
    """Say whether the person themselves is the subject of a clause, and not only looks on.

    >>> about_self("and i keep ringing her boss"), about_self("my sister rings his boss")
    (True, False)
    >>> about_self("scared my girlfriend will leave me")    # the "i am" is left out
    True
    >>> about_self("i can tell she is scared i will go")
    False
    """
    said = mend(clause)
    return bool((_OWN_SUBJECT.search(said) and not _PERCEIVES.search(said)) or _UNSAID.search(said))


def names_self(clause: str) -> bool:
    """Say whether a clause has the person in it at all, such as in "everything is on me"; "my sister" is not the person.

    >>> names_self("hes tired and everything is on me"), names_self("my sister does it all")
    (True, False)
    """
    return bool(_SELF_WORD.search(mend(clause)))


_FOR_ANOTHER = re.compile(
    rf"\b(?:for|about|it'?s|it is|that'?s|mean|meant)\s+(?:a|my|the|one of my)\s+{_OTHERS}\b(?!['’])", re.IGNORECASE
)


def for_another(text: str) -> bool:
    """Say whether a message puts right that it is somebody else it was about.

    >>> for_another("no, i asked for my sister"), for_another("i do it for him")
    (True, False)
    """
    return bool(_FOR_ANOTHER.search(mend(text)))


_ONESELF = re.compile(
    r"\b(?:there(?:'s| is| was)|i (?:have|made up)) (?:no|the|that) (?:friend|mate|sister|brother|colleague)\b"
    r"|\b(?:it'?s|it is|that'?s|this is|i mean|talking|was) (?:actually |really |all |just )*(?:about )?(?:me|myself)\b(?! (?:who|that))",
    re.IGNORECASE,
)


def about_oneself(text: str) -> bool:
    """Say whether a message owns up that the friend it was about is the person themselves.

    >>> about_oneself("there is no friend, it's me"), about_oneself("it is about my friend")
    (True, False)
    """
    return bool(_ONESELF.search(mend(text)))


def about_other(clause: str, before: Sequence[str] = ()) -> bool:
    """Say whether a clause is certainly about somebody outside the relationship.

    before: the clauses before it in the message; a "she" points back to a friend named there.
    """
    said = mend(clause).strip()
    match = _OTHER_SUBJECT.search(said)
    if match:
        return _SELF_ELSEWHERE.search(said[match.end() :]) is None
    if (
        _THIRD_SUBJECT.search(said)
        and _SELF_ELSEWHERE.search(said) is None
        and "my" not in said.lower().split()
    ):
        for earlier in reversed([mend(b).strip() for b in before]):
            if _PARTNER.search(earlier):
                return False
            if _OTHER_SUBJECT.search(earlier):
                return True
    return False
