"""What a person says back to a safety question: yes, no, unsure; that it was misread, or that they would rather leave it.

Owns judging answers whose question is known; ``screen.py`` judges a message that stands alone. Must not decide what
follows. A message is read part by part. A clear no is one with nothing to the contrary after it; the asked word given
back as a question ("afraid? no") states nothing. In doubt an answer is no "no": "i'm not scared, he just gets mad".

Example: ``answer("afraid? god no. he just goes quiet", "partner") == "no"``
"""

from __future__ import annotations

import re
from itertools import dropwhile

from bot.language.spelling import mend
from bot.language.subject import about_other

YES, NO, SOMETIMES, UNSURE = "yes", "no", "sometimes", "unsure"

_FEAR = re.compile(
    r"\b(ang(?:er|ry)|mad|furious|temper|shout\w*|scream\w*|afraid|scared|scary|fright\w*|terrif\w*|trouble"
    r"|kicks? off|lose it"
    r"|punish\w*|threat\w*|hurt\w*|hits?|worse|pay for it|silent treatment|violent|regret it|consequences|hell to pay"
    r"|dangerous)\b"
)
_STATED = re.compile(r"\b(afraid|scared|scary|fright\w*|terrif\w*|unsafe|threat\w*|hurts?|hits?|violent|dangerous)\b")
"""Fear itself, or what is done to them; an angry partner alone may be a row."""
_DEATH = re.compile(
    r"\b(die|dying|dead|death|kill\w*|suicid\w*|end it|(?:end|ending) my life|wake up|not be here|not wanting to"
    r"|disappear\w*"
    r"|(?:hurt|harm|cut)\w* myself|pills|no point|point(?:less)? (?:of|in)|alive|live|over with|all to (?:stop|end"
    r"|be over)|better off|gone)\b"
)
_ABOUT = {"partner": _FEAR, "self": _DEATH}
_NEGATION = (
    r"\b(?:not|never|no(?: ?(?:one|body))?|isn'?t|aren'?t|ain'?t|nothing|don'?t|didn'?t|doesn'?t|hasn'?t|wouldn'?t"
    r"|hardly|without)"
    r"\s+(?:[\w']+\s+){0,4}?"
)
_DENIED = {
    "partner": re.compile(
        _NEGATION
        + r"(?:afraid|scared|scary|scares?|fright\w*|fear\w*|trouble|ang(?:er|ry)|mad|hurt\w*|hits?|violent|threat\w*|unsafe"
        r"|dangerous|abusive|cruel|nasty)\b"
        r"|\bnothing (?:would|will|bad|much)?\s*happens?\b|\b(?:s?he|they)(?:'?d|'?s| would| is| will) be (?:fine|ok|okay)\b"
    ),
    "self": re.compile(
        _NEGATION + r"(?:die|dying|dead|death|kill\w*|suicid\w*|end it|end(?:ing)? my life|disappear\w*"
        r"|(?:hurt|harm|cut)\w* myself)\b"
        r"|\bi(?:'m| am) (?:quite |perfectly |really )?safe\b"
    ),
}
_LOSING = re.compile(
    r"\b(?:afraid|scared|fright\w*|terrif\w*) (?:of |that |to )*"
    r"(?:losing|lose|being (?:alone|left)|(?:him|her|them) (?:leaving|going)"
    r"|(?:s?he|they)(?:'?ll| will|'d| would)? (?:\w+ )?(?:leaves?|go(?:es)?|walks? out)"
    r"|(?:s?he|they)(?:'?ll|'d| will| would| might| may| could) (?:lose|miss|fail|fall|get (?:ill|sick|sacked|fired)"
    r"|drink|die|cry|be"
    r" (?:sad|disappointed|upset|lonely|alone|late|ill)|forget|say no|not (?:cope|come|like|love|want|manage))"
    r"|disappoint\w*)\b"
)
"""Fear of losing or disappointing somebody, or of what may happen to them, is no fear of them."""
_PARTS = re.compile(
    r"(?<=[.,;!?])\s+|[.;!]+|\s+(?=(?:but|though|although|except|unless|only when)\b)|\s*[,\u2026]\s*|\n|(?:^"
    r"|\s)[-\u2013\u2014]+\s")
_LEAD = (
    r"(?:(?:o+h*|omg|my|dear|good|god|gosh|heavens?|lord|jesus|christ|wow|well|what|wait|hang on|sorry|um+|uh+|er+"
    r"|e+w+|ha(?:ha)*|lol|lmao"
    r"|ok(?:ay)?|look|honestly|seriously|actually|really|i mean|thank|for|sake|goodness|and|so|to be honest|tbh"
    r"|please|me|just)\b[ ,]*)*"
)
_NO = re.compile(
    rf"^{_LEAD}(?:neither(?: of (?:them|those|these|it|both|the two))?(?:,? (?:really|precisely|exactly|i think))?"
    rf"|none of (?:that|those|these|it|them)"
    rf"|(?:(?!say|said|or\b)\w+ ){{0,2}}no+(?: no+| god| way| never| not| thanks?| thank you)*"
    r"|nah+|nope|nay|never(?: ever)?|not at all"
    rf"|not (?:once|ever|me|him|her|them)|of course not|certainly not"
    r"|absolutely not|definitely not|(?:god|hell|heavens) no|no way|not in the (?:slightest|least)|far from it|yeah,? no+"
    r"|i(?:'m| am) (?:really )?not|i (?:really )?do(?:n't| not)|(?:s?he|they)(?:'s| is|'re| are) not like that"
    r"|nothing like that|(?:just|only) (?:the (?:odd|usual) )?(?:arguments?|arguing|argue|rows?|bickering|sulking)(?: really)?"
    r"|it(?:'s| is) not like that|not like that)"
    r"(?: (?:at all|really|ever|never|no|god|way|never ever|lol|haha|thanks|that|him|her|them|of|i(?:'m| am) not"
    r"|i don't|he doesn't|she doesn't))*$"
)
_YES = re.compile(
    rf"^{_LEAD}(?:ye+s+|yeah+|yea|yep|yup|ya|aye|sure|i am|i do|i have|definitely|very(?: much)?|often|always"
    rf"|all the time|absolutely|of course|he does|she does|they do)"
    r"(?: (?:i am|i do|very(?: much)?|often|always|all the time|he does|she does|they do|yes|yeah))*$"
)
_PARTLY = re.compile(
    r"\b(?:kind of|sort of|a bit|a little|sometimes|some days|at times|now and (?:then|again)|occasionally|once"
    r"|(?:only|just) (?:when|if|on|after|before)|in a way|i think so|probably)\b"
)
"""Yes, to a degree."""
_DOUBT = re.compile(
    r"\b(?:maybe|perhaps|possibly|not sure|don't know|depends|rarely|it's hard to say|not always"
    r"|a bit of both|not (?:yet|today|tonight|now|right now|at the moment|any ?more|if|when|unless))\b")
_HANGS = {
    "partner": re.compile(
        r"\b(?:as long as|so long as|if i|when i|because i|cause i|until i|i (?:keep|stay) (?:quiet|careful|out of)"
        r"|i(?:'m| am) careful"
        r"|i (?:behave|just do what|do what|know how to)|used to it|not any ?more|any ?more|deserve)\b"
    ),
    "self": re.compile(
        r"\b(?:can't (?:do|take|go on|cope|keep|bear|stand)|a plan|letters?|a note|coward|too (?:scared|afraid)"
        r"|couldn't do (?:that|it)"
        r"|(?:doesn't|don't) matter|done with|goodbyes?|giv(?:e|en|ing) up|the point|nothing (?:left|matters)"
        r"|sleep (?:for ?ever|and)|come back"
        r"|any ?more|my (?:kids|children|dog|cat|mum|mom))\b"
    ),
}
"""What a no may hang on, or leaves standing: such a no is no clear one."""
_MILD = re.compile(r"\b(?:why|thanks?|tired|worn out|sad|lonely|busy|fine|ok|okay|quiet|funny|nice|kind)\b")
"""What may follow a "no, but" without taking it back."""
_MISREAD = re.compile(
    r"\b(?:i (?:just |only )?mean[t]?\b|(?:i )?did(?:n't| not) mean\b|(?:you|u)(?:'ve| have)? (?:got|get|read|took"
    r"|understood|heard) (?:it |that |me |this )+"
    r"(?:all |completely |totally )?wrong|misunder\w+|misread\w*|(?:that(?:'s| is|was)|it(?:'s| is"
    r"| was)) not (?:at all )?what i (?:said|meant|mean)"
    r"|i was (?:just |only )?(?:talk|speak|jok|kidd)\w*|just a joke|i(?:'m| am) (?:just |only )?joking"
    r"|figure of speech|wrong end of the stick"
    r"|(?:nobody|no one|noone|s?he|they) (?:has |have |had )?(?:never |didn't |doesn't |hasn't |ever )*(?:hurts?"
    r"|hits?|touch\w*|harm\w*|threaten\w*) me)\b"
)
_MINIMISES = re.compile(
    r"\b(?:not|isn't|wasn't|don't|never|hardly)\b[^.;!?]{0,25}\b(?:abus\w+|violen\w+|(?:a |such a )?big (?:thing|deal)"
    r"|that bad|serious|a victim)\b"
    r"|\b(?:men|blokes|lads|guys|wom[ae]n|lesbians|gays?) (?:do not|don't|can't|cannot) (?:get|have|be)\b|\b(?:happens"
    r"|it's|is|was) (?:just )?(?:normal|nothing) (?:in|with|for|really)\b"
    r"|\b(?:only|just) (?:the )?once\b|\b(?:other people|others) have it worse\b|\bnot like (?:he|she|they) (?:hit|beat|hurt)",
)
_LEAVE = re.compile(
    r"(?:^|[.,;!?]\s*|\b(?:please|just|can we|could we|let's|let us|rather|want to|like to|we|ok|okay|no|and|but|now)\s+)"
    r"(?:leave (?:it|that|this)(?: (?:here|there|be|alone|now|for now|please))?(?=$|[.,;!?]| and| please| i\b| can\b)"
    r"|drop (?:it|that|this)\b)"
    r"|\b(?:(?:stop|quit|enough (?:of|with)|no more|give over) (?:asking|going on|pressing|pushing|with (?:that|this)"
    r"|that question|these questions|on about)"
    r"|(?:do not|don't|didn't|rather not|not (?:going|want(?:ing)?)) (?:want |like |wish |really |feel like )*(?:to )?"
    r"(?:(?:talk|talking|speak|discuss|think|go)(?: any ?more| more)?(?: about| into| there| of)? ?(?:it|that|this"
    r"|him|her|them|all that|any of (?:it|that|this))?|say|answer|be asked)"
    r"(?=$|[.,;!?]| any ?more| now\b| right now| please)"
    r"|(?:talk|speak) about something else|change the subject|none of your business|keep asking|asked (?:me )?(?:that"
    r"|this) (?:already|before|twice|three|again))"
)
_WHY = re.compile(
    r"\b(?:why (?:do|did|are|would|on earth|is|'d|you)\b.{0,30}\b(?:ask\w*|want to know|say that|question)"
    r"|what (?:makes|made) you (?:ask|think|say)"
    r"|where (?:does|did) that come from|why (?:that|this|the) question|how come you(?:'re| are)? ask\w*|why\W*$)"
)
_WISH = re.compile(
    r"\b(?:(?:can|could|may|shall|cannot|can't) (?:we|i|you)|let's|i(?:'d| would) (?:like|rather|love|prefer)"
    r"|i (?:just )?want(?:ed)? (?:to|my|the|some|an?)|back to|go on with"
    r"|what about (?:my|the)|is that (?:ok|okay|possible|all right|alright))\b"
)
_LINES = r"(?:help\s?lines?|hot\s?lines?|numbers?|phone lines?|crisis lines?|counsellors?|counselors?|list)"
_DECLINES = re.compile(
    rf"\b(?:do ?n[o']?t|dont|don't|no|not|without|stop (?:giving|sending|pushing)(?: me)?"
    rf"|never)\b(?:\s+\w+){{0,5}}?\s+{_LINES}\b"
    rf"|\b{_LINES}\b\s+(?:is|are|were|was|does|do|did)(?:n[o']?t|\s+not|\s+no)\b.{{0,20}}\b(?:for me|help|want|need|use)",
    re.IGNORECASE,
)
_NO_CALL = re.compile(
    r"\b(?:(?:do ?n[o']?t|dont|not|rather not|no) (?:\w+ ){0,3}?(?:call(?:ing)?|ring(?:ing)?|phon(?:e|ing)) "
    r"(?:any ?(?:one|body)|some ?(?:one|body)|them"
    r"|strangers|people)|(?:only|just|rather) (?:want to |wanna )?(?:talk|chat|write|speak) (?:to|with) you)\b",
    re.IGNORECASE,
)
"""No wish to ring anybody: the same as a no to lines, where it was said to them."""
_BY_HALVES = re.compile(
    r"\b(?:not|never|n't) (?:\w+ )?(afraid|scared|frightened|fear)"
    r"(?: \1\b|[ ,]+(?:as such|exactly|per se|all the time|the right word))"
    r"|\b(?:afraid|scared|frightened|fear)\b.{0,20}\b(?:(?:big|strong) word|more like)\b"
    r"|\bmore (?:like |just )?(?:braced|wary|careful|on guard|tense|on edge)\b",
    re.IGNORECASE,
)
"""A denial that takes half of itself back."""
_REFUSES = re.compile(
    r"\b(?:don'?t|do not|stop|no more|without|rather not|not)\s+(?:\w+\s+)?"
    r"(?:give|giving|show|showing|send|sending|offer|want|need|post)\b"
    r"(?:\s+(?:me|us|any|more|those|these|the|a|your|phone|to see))*\s+"
    r"(?:help\s?lines?|hot\s?lines?|(?:phone |crisis )?numbers|phone lines?)\b"
    r"|(?:^|[.,;!?]\s*)(?:please |and |but )*no (?:more )?(?:phone |crisis )?(?:numbers|help\s?lines?|hot\s?lines?|lines)\b",
    re.IGNORECASE,
)
"""Said beside something else it must be certain: "i don't need her number" refuses nothing."""
_LEAVES_OUT = re.compile(
    r"\b(?:(?:can|could|will|would) (?:you|we) (?:\w+ )?(?:stop|leave|skip|drop|not|do without))\b", re.IGNORECASE
)
"""A question that asks for no lines."""
_NAMES_LINES = re.compile(
    rf"\b(?:{_LINES}|lines?|numbers?|samaritans|lifeline|refuge|shelter"
    r"|(?:who|someone|somebody|anyone|anybody|where) (?:\w+ ){0,3}?(?:call|ring|phone|turn to|talk to|speak to|help)"
    r"|(?:call|ring|phone) (?:someone|somebody|anyone|who)|help(?:ers?)? (?:near|in|for)|get help"
    r"|real (?:person|human|people))\b",
    re.IGNORECASE,
)
_WANTS = re.compile(
    r"\b(?:why not|is there (?:no|not)|do(?:n't| not) have|no (?:number|line) (?:for|in)|did ?n[o']?t (?:work|answer))\b",
    re.IGNORECASE,
)
"""A line is missing or did not help: that asks for another one."""
_BUT = ("but ", "though ", "although ", "except", "unless", "when ", "if ", "only ")
_THEN = re.compile(
    rf"^({_LEAD}no+(?:pe)?) (?=(?:i|he|she|it|we|they|you|what|that|this|nothing|why|just|as|because|not|it's|that's"
    rf"|he's|she's|i'm)\b)")
"""A leading no and what is said after it, where no comma parts them: "no i am fine"."""
_PIECES = re.compile(r"(?<=[.,;!?])\s+|\n+")
_MEANS = re.compile(r"^(?:(?:i (?:just |only )?mean[t]?|it(?:'s| is) (?:just|only)|just|only|but|and)\b(?: that)?[ ,:]*)+", re.I)
FEW_WORDS = 4
"""A question of so few words gives the asked word back; a longer one asks something, unless it turns our question round."""
_TURNED = re.compile(
    r"^(?:(?:wait|what|so|no|sorry|ok(?:ay)?|oh|and|you mean|you(?:'re| are) asking|are you asking|asking)[ ,]+"
    r"(?:(?:me|if|whether)[ ,]+)*)*"
    r"(?:(?:do|did|am|was|have|would|if|whether) i\b|(?:has|have|does|did|do|is|are|was|would|will) (?:s?he|they|my \w+)\b)"
)
"""Our own question said from their side: "do i want to die?", "has he ever hit me?"."""
TURNED_WORDS = 10


def answer(words: str, about: str) -> str | None:
    """Read an answer to a yes/no question about harm: "yes", "sometimes", "no", "unsure", or None where it says none of these.

    >>> answer("no, but sometimes when he drinks", "partner")
    'unsure'
    """
    no = partly = yes = doubt = False
    for part in _parts(words):
        denied, rest = _denial(part, about)
        if _gives_back(part):
            continue
        if denied or _NO.match(rest.strip(" ?")):
            no = True
        elif _YES.match(rest.strip(" ?")):
            yes = True
        elif no and (_hangs(rest, about) or (part.startswith(_BUT) and not _MILD.search(part))):
            doubt = True
        elif no or len(part.split()) <= 2 * FEW_WORDS:  # in a longer part such a word belongs to a story
            partly = partly or bool(_PARTLY.search(rest) and not about_other(part))  # "my sister helps a bit"
            doubt = doubt or bool(_DOUBT.search(rest))
    if alarms(words, about):
        return UNSURE if no or not (yes or afraid(words)) else YES
    if no:
        return UNSURE if partly or yes or doubt else NO
    if yes:
        return YES
    return SOMETIMES if partly and not doubt else UNSURE if partly or doubt else None


def alarms(words: str, about: str) -> bool:
    """Tell whether words speak of the harm asked about without denying it; a partner's anger counts as a sign of fear."""
    named = _ABOUT.get(about)
    return named is not None and any(named.search(_denial(p, about)[1]) for p in _parts(words) if not _gives_back(p))


def afraid(words: str) -> bool:
    """Tell whether words state fear of the partner, or harm done, and not only anger."""
    return any(_STATED.search(_denial(p, "partner")[1]) for p in _parts(words) if not _gives_back(p))


def denies(words: str, about: str) -> bool:
    """Tell whether the asked harm itself is denied, by name: more than a bare no, and not by halves.

    >>> denies("i am not afraid of him", "partner"), denies("not afraid afraid. more like braced", "partner")
    (True, False)
    """
    if _BY_HALVES.search(_said(words)):
        return False
    return any(_denial(part, about)[0] for part in _parts(words)) and answer(words, about) == NO


def misread(words: str, about: str) -> bool:
    """Tell whether the person says that they were misunderstood; not where the same message tells of harm, or leaves it open."""
    grave = alarms(words, about) or any(_hangs(part, about) for part in _parts(words))
    return bool(_MISREAD.search(_said(words))) and not grave and answer(words, about) in (NO, None)


def beside(words: str, about: str) -> str:
    """Give what follows a no in the same message, in the words as typed; empty where little does.

    >>> beside("no no, not like that. i mean he's on his phone all evening", "self")
    "he's on his phone all evening"
    """
    pieces = dropwhile(lambda piece: answer(piece, about) == NO or denies(piece, about), _PIECES.split(words.strip()))
    rest = _MEANS.sub("", " ".join(pieces)).strip()
    return rest if len(rest.split()) >= FEW_WORDS and rest != words.strip() else ""


def minimises(words: str) -> bool:
    """Tell whether the person makes little of harm they told, or doubts that it counts: "it wasn't abuse or anything"."""
    return bool(_MINIMISES.search(_said(words)))


def leaves_it(words: str) -> bool:
    """Tell whether the person would rather not be asked, or talk, about it."""
    return bool(_LEAVE.search(_said(words)))


def asks_why(words: str) -> bool:
    """Tell whether the person asks why they were asked."""
    return bool(_WHY.search(_said(words)))


def wishes(words: str) -> bool:
    """Tell whether the person says what they would like to do instead."""
    return bool(_WISH.search(_said(words)))


def declines_lines(words: str) -> bool:
    """Tell whether the person says that they do not want help lines or a counsellor's number."""
    if _WANTS.search(words):
        return False
    if "?" in words and not _LEAVES_OUT.search(words):
        return False
    return bool(_DECLINES.search(words) or _NO_CALL.search(words) or (_LEAVES_OUT.search(words) and _NAMES_LINES.search(words)))


def refuses_lines(words: str) -> bool:
    """Tell whether the person turns help lines down outright, whatever else they say.

    >>> refuses_lines("he looks at my phone, please dont give me any numbers"), refuses_lines("i dont have his number")
    (True, False)
    """
    return "?" not in words and bool(_REFUSES.search(words))


def names_lines(words: str) -> bool:
    """Tell whether the person asks for help lines, or for people to talk to, in so many words."""
    return bool(_NAMES_LINES.search(words)) and not declines_lines(words)


def _said(words: str) -> str:
    return re.sub(r"([a-z])\1{2,}", r"\1", mend(words).lower())


def _parts(words: str) -> list[str]:
    said = _THEN.sub(r"\1, ", re.sub(r"\?+!*|!+\?+", "? ", _said(words)))
    return [part.strip(" .,;!") for part in _PARTS.split(said) if part and part.strip(" .,;!?")]


def _denial(part: str, about: str) -> tuple[bool, str]:
    """Give whether the part denies the harm asked about, and the part without the denial."""
    pattern = _DENIED.get(about)
    rest, count = pattern.subn(" ", part) if pattern else (part, 0)
    return bool(count), _LOSING.sub(" ", rest) if about == "partner" else rest


def _hangs(part: str, about: str) -> bool:
    """Tell whether a part says what a no depends on, or that the matter is not over with it."""
    return about in _HANGS and bool(_HANGS[about].search(part))


def _gives_back(part: str) -> bool:
    """Tell whether a part gives the asked word, or our question, back as a question: "afraid?", "am i afraid of him?"."""
    if not part.endswith("?") or _NO.match(part.strip(" ?")):
        return False
    return len(part.split()) <= (TURNED_WORDS if _TURNED.match(part) else FEW_WORDS)
