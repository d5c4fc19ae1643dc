"""What is said to Trellis itself in the middle of a question: a complaint, a refusal, a wish to change or to leave.

Owns these four readings, by wording. They must be certain: what is taken for an aside is lost as an answer, so a
doubtful message is none of them.

    complains("that's not what i said")        # True
    complains("he says you're not listening")  # False
    refuses("i don't want a plan")             # True
    revises("can we change it?")               # True
    leaves("sorry, i'd better go")             # True
"""

from __future__ import annotations

import re

from bot.language.spelling import mend

MOST_WORDS = 20
"""A longer message tells something, whatever else it says on the way."""
FEW_WORDS = 9

_NOT = r"(?:do not|don't|did not|didn't|never|are not|aren't|not)"
_IT = r"(?:it|this|that|them|these|those|any of (?:it|this|that|them|these|those))"
_NEVER_SAID = r"i (?:(?:did not|didn't|do not|don't) (?:actually |even )?(?:say|mean)|never (?:actually |even )?(?:said|meant)) (?:that|yes|no|it|so)\b"
_COMPLAINT = re.compile(
    r"(?:^|[,.;!?…]\s*|\b(?:but|no|and|ok|sorry|hey|stop|look)\s+)(?:"
    rf"you(?:'re| are)? (?:{_NOT}|keep|already|just) (?:really |even )?(?:listen|hear|understand|get(?:ting)? (?:it|me|that|this)|answer"
    r"|asking|ask(?:ed)?|saying|said|repeating)\w*"
    rf"|(?:that|this|it)(?:'s| is| was)(?: just| really)? not what i (?:said|say|meant|mean|asked|told)"
    rf"|{_NEVER_SAID}"
    r"|i (?:already|just) (?:told|answered|said (?:that|so|it|yes|no))|i did say (?:yes|no|so|that)|i was (?:just |only )?asking|i asked (?:you|a question|something)"
    r"|stop (?:asking|saying|repeating)\b|you asked (?:me )?(?:that|this)\b"
    rf"|i {_NOT} (?:want|like|get|understand) (?:the |that |this |your )?(?:question|often)"
    r"|you (?:make|made) it sound (?:as if|as though|like)\b|i(?:'m| am) (?:just )?(?:being|getting) (?:blamed|judged|accused)\b(?! by (?!you)| when| at)|i feel (?:blamed|judged|accused)\b(?! by (?!you)| when| at)"
    r"|you(?:'re| are) (?:blaming|judging|accusing) me"
    r"|did you (?:lose|forget|miss) (?:that|this|it|what i)\b|you (?:lost|forgot|missed) (?:that|this|it|what i)\b"
    r"|i (?:do not|don't) want to be (?:a (?:pattern|case|type|label)|put in a box)\b"
    r"|wrong (?:question|answer)\b|you (?:write|wrote|got|understood|understand) (?:it |that |me )?wrong|(?:that|this)(?:'s| is) not the (?:thing|when|step|plan)"
    r"|you(?:'re| are) (?:dodging|not very good)|i (?:just |already )?said (?:i|that|it|the)\b)"
    r"|^\W*(?:(?:wow|ouch|ok|okay|hey|lol|well)[ ,.!]+)*that(?:'s| is) (?:mean|unkind|harsh|rude|unfair)\b"
    r"|\b(?:weird|odd|strange|stupid|silly|dumb|daft|bad|annoying) question\b"
    r"|\b(?:makes|made) no sense\b|\b(?:doesn't|does not|didn't) make (?:any )?sense\b",
    re.I,
)
_SOMEBODY_ELSE_SAYS = re.compile(
    r"\b(?:he|she|they|who|mum|mom|dad|everyone|people) (?:always |just )?(?:say|said|tell|told|shout)\w*\b",
    re.I,
)
_TAKEN_BACK = re.compile(rf"\b{_NEVER_SAID}|\bnot what i (?:said|meant|say|mean)\b", re.I)
_NO_PLAN = re.compile(
    r"\bno plan\b|\b(?:do not|don't|didn't) (?:want|need|like)(?: to (?:make|have|write|do))?(?: a| any| the| this)? ?plans?\b"
    r"|\b(?:leave|drop|forget|skip|cancel|scrap|stop) (?:the |this |that |with the )?plan\b",
    re.I,
)
_REFUSAL = re.compile(
    rf"\bi (?:do not|don't) think i (?:should|want|will)\b|\bi(?:'d| would) rather not\b|\bi (?:already )?(?:said|told you) no\b"
    rf"|\bi (?:do not|don't) want (?:to (?:do )?)?{_IT}\b|\b(?:not|none of) (?:{_IT}|that one|this one)(?:$|[,.;!?])"
    rf"|\bi(?:'m| am) not (?:doing|going to do) {_IT}\b|\b(?:changed my mind|never ?mind|forget (?:it|that|this))\b"
    r"|\bnot (?:for me|my thing)\b",
    re.I,
)
_DECLINED = re.compile(
    r"\b(?:not|don't|do not|no(?: more)?|without|stop (?:with )?|enough|i said no to)(?: \w+)? ?(?:really |even )?"
    r"(?:want(?:ing)? |need(?:ing)? |like |after |looking for |interested in |ask(?:ed|ing)? for )?(?:to (?:do|answer|hear|have) )?"
    r"(?:a |an |any |the |your |more |those |these |some )*(?:quiz|questions?|tips|steps|ideas|advice|suggestions|plans?|exercises?)\b",
    re.I,
)
_REVISION = re.compile(
    r"\b(?:change|edit|redo|rewrite|reword|adjust|alter|fix|correct) (?:it|that|this|(?:the|my|our) (?:plan|step|time|day|when|sentence|words?))\b"
    r"|\b(?:start|do|make|write|begin) (?:the plan |my plan |it |that )(?:again|over|differently|smaller|easier|another way)\b"
    r"|\b(?:a )?(?:different|other|another) (?:time|day|moment|sentence)\b.*\b(?:please|instead|better)\b"
    r"|\b(?:this|that|it)(?:'s| is) not my plan\b|\bwrite (?:it )?again\b"
    r"|\b(?:make|can it be) (?:it |the plan )?(?:smaller|easier)\b|\bsomething (?:is|'s) wrong with (?:the|my) plan\b",
    re.I,
)
_LEAVING = re.compile(
    r"^(?:(?:ok|okay|sorry|thanks|thank you|anyway|right|well|look|hm+|ugh|no|so|but)[ ,.]+)*"
    r"(?:i(?:'d| had)? (?:better|should|must|have to|need to|got to|'ve got to) (?:go|stop|leave|run|log off)\b(?! (?:to|for|with|and|out|by|back|on|in|there|home))"
    r"|i'?ve got to go|have to go|got to go|he'?s (?:here|home|back) now|that(?: will|'ll) be all\b|that(?:'s| is) all for|that(?:'s| is) enough(?: for (?:today|now))?|i'm done\b)",
    re.I,
)


_DENIES = re.compile(
    r"^\W*(?:\w+\?+ )?(?:oh |god |lol |well )?(?:no|nah|nope|not really|not at all)\b[,. ]*(?:lol)?(?:$|(?:not at all|not me|not that"
    r"|(?:i(?:'m| am) |it(?:'s| is) |that(?:'s| is) )?not (?:\w+ ?){1,4}$))",
    re.I,
)
_TURNED_ROUND = re.compile(
    r"\b(?:(?:the )?wrong way (?:round|around)|backwards|the other way (?:round|around))\b|^\W*(?:no+|nah)?\W*(?:it's |that's |quite )?(?:the )?(?:very )?opposite\b"
    r"|\byou keep (?:getting|reading|saying) (?:that|it|this|me)?\b.{0,12}\b(?:wrong|backwards)|\bthat(?:'s| is) not (?:it|that) at all\b|\bthat isn't it(?: at all)?\b",
    re.I,
)
_RUSHED = re.compile(
    r"\byou(?:'re| are) (?:rushing|pushing|hurrying|pressing|going (?:too|so|very) (?:fast|quick))|\b(?:this|that|it)(?:'s| is| was)(?: again| all| just)?"
    r" (?:a (?:bit|little)|too|very|so) (?:quick|fast|much at once)\b|\btoo (?:fast|quick) for me\b|\bgive me (?:a |some |one )?(?:minute|moment|second|sec|time)\b"
    r"|\b(?:one|just a|wait a) (?:moment|minute|second)\W*(?:please)?\W*$|\b(?:please |can (?:you|we) |could (?:you|we) )slow(?: it)? down\b|\bnot so fast\b",
    re.I,
)
_OBJECTS = re.compile(r"^\W*(?:(?:um+|well|but|oh|sorry|hm+)[ ,.]+)*(?:no+|nah|nope|not|wrong|actually)\b|\b(?:not|isn't|wasn't|n't)\b", re.I)
_NOT_YET = re.compile(
    r"^\W*(?:(?:um+|well|ok|hm+|thanks?|thank you|please|maybe)[ ,.]+)*(?:not (?:yet|now|just (?:now|yet)|right now|today|really)|no\b|nah\b|nope\b|later\b|wait\b|first i\b|i (?:want|would like|need) to (?:say|tell|talk)\b)",
    re.I,
)
_BYE = re.compile(
    r"(?:^|[.,;!?]\s*)(?:ok |so |well |and )?(?:bye(?: bye)?|goodbye|good night|good bye|see you)\W*$", re.I
)


def complains(text: str) -> bool:
    """Tell whether a message complains about how Trellis listens or asks.

    >>> complains("rarely i guess?? that was a weird question")
    True
    """
    said = mend(text)
    return _short(said, MOST_WORDS) and bool(_COMPLAINT.search(said)) and not _SOMEBODY_ELSE_SAYS.search(said)


def only_no(text: str) -> bool:
    """Tell whether an answer is a no and nothing else.

    >>> only_no("nope."), only_no("not really"), only_no("no i am fine")
    (True, False, False)
    """
    return bool(re.fullmatch(r"\W*(?:no+|nah+|nope|nay)\W*", mend(text), re.I))


def denies_first(text: str) -> bool:
    """Tell whether an answer begins by denying what was just said of the person: "nah, not on edge. they are sweet".

    >>> denies_first("worries? nah im not worried"), denies_first("no idea, i just freeze"), denies_first("no, not at all")
    (True, False, True)
    """
    first = re.split(r"[.!]\s+|\s+(?:but|ok so)\s+", mend(text), maxsplit=1)[0]
    return _short(first, FEW_WORDS) and bool(_DENIES.match(first))


def begins_with_no(text: str) -> bool:
    """Tell whether a message begins with a no, whatever follows: "no hes lovely"."""
    return bool(re.match(r"^\W*(?:(?:er+m?|um+|well|oh|god|lol|hm+)\W+)*(?:no+|nah|nope|not)\b(?! (?:idea|clue|one|wonder))", mend(text), re.I))


def rushed(text: str) -> bool:
    """Tell whether a message says that it goes too fast.

    >>> rushed("you are rushing me"), rushed("that was a bit quick for me"), rushed("he is quick to anger")
    (True, True, False)
    """
    return _short(text, MOST_WORDS) and bool(_RUSHED.search(mend(text)))


def turned_round(text: str) -> bool:
    """Tell whether a message says that it was read the wrong way round.

    >>> turned_round("no!! opposite. i want it"), turned_round("you have that the wrong way round"), turned_round("no")
    (True, True, False)
    """
    return bool(_TURNED_ROUND.search(mend(text)))


def objects(text: str) -> bool:
    """Tell whether a message says that it was not read right, by its words.

    >>> objects("no, that's my sister"), objects("it has been like that for years")
    (True, False)
    """
    return bool(_OBJECTS.search(mend(text))) or turned_round(text) or complains(text)


def not_yet(text: str) -> bool:
    """Tell whether an answer puts an offer off, or turns it down, before it tells something else."""
    return bool(_NOT_YET.match(mend(text)))


def takes_back(text: str) -> bool:
    """Tell whether a complaint says that something was never said: "i didnt say yes"."""
    return complains(text) and bool(_TAKEN_BACK.search(mend(text)))


def refuses(text: str) -> bool:
    """Tell whether a message turns down the step that is being planned."""
    said = mend(text)
    return _short(said, MOST_WORDS) and bool(_NO_PLAN.search(said) or _REFUSAL.search(said))


def refuses_plan(text: str) -> bool:
    """Tell whether a message turns a plan down in so many words: surer than `refuses`."""
    return _short(text, MOST_WORDS) and bool(_NO_PLAN.search(mend(text)))


def declines(text: str) -> bool:
    """Tell whether a message wants no questions, ideas or plan.

    >>> declines("ugh no, I don't want a quiz. I just want to know what you think")
    True
    """
    return bool(_DECLINED.search(mend(text)))


def revises(text: str) -> bool:
    """Tell whether a message asks to change a plan."""
    return _short(text, MOST_WORDS) and bool(_REVISION.search(mend(text)))


def leaves(text: str) -> bool:
    """Tell whether a person has to go, or says goodbye at the end."""
    said = mend(text)
    parts = re.split(r"(?<=[.!?])\s+", said)
    return bool(_BYE.search(said)) or any(_short(part, FEW_WORDS) and _LEAVING.search(part) for part in parts[-2:])


def _short(text: str, most: int) -> bool:
    return len(text.split()) <= most
