"""A person's own clause turned round so that it can be given back: "i keep ringing his work" -> "you keep ...".

Owns the change of person and the refusal. It must not add meaning, and when in doubt it returns None: what comes
out here is shown to people, so a wrong mirror is worse than none. It knows nothing about signs or replies.

    mirror("but im always the one who says sorry lol")   # "you're always the one who says sorry"
    mirror("it's all my fault")                          # None: Trellis never says whose fault it is
"""

from __future__ import annotations

import re

from bot.language.spelling import mend, plain

MAX_WORDS = 22
MIN_WORDS = 3

_LEADING = re.compile(
    r"^(?:(?:hi|hiya|hello|hey|yo|bro|dude|mate(?=,)|lmao|omg|good (?:morning|evening)|and|but|also|because|cause|'cause|so|well|plus|or|then|like|anyway|yeah|yes|yep|ok|okay|honestly|basically|"
    r"actually|tbh|ngl|lol|haha+|hmm+|um+|uh+|ugh|oh|though|to be honest|i mean|i guess|i swear|i suppose|you know|"
    r"thing is|the thing is|i'm afraid(?= (?:(?:that (?:is|isn't)|that's|you|not|i (?:can't|don't|didn't|have to|must))\b))|(?:what|all) i (?:would say|mean|meant|can say|wanted to say) is(?: that)?|no(?=[, ]+(?:i|i'm|it|it's|its|he|he's|she|she's|they|we|my)\b))\b[\s,.:;-]*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,.;:!-]+(?:lol|lmao|tbh|ngl|haha+|hehe+|though|either|too|as well|i guess|i suppose|to be honest|honestly|"
    r"or something|or whatever|you know|and stuff|really|so|but|and|because|like|if that makes sense|does that make sense"
    r"))+[\s.,;:!-]*$",
    re.IGNORECASE,
)
_KEEP_TRAILING = re.compile(
    r"\b(?:not|do|did|does|don't|didn't|like|feel|think|me|is)\s+(?:really|so|too|either|like)\s*$", re.I
)
_EMOJI = re.compile(
    "[\u2190-\u2bff\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]+|(?<!\\w)[:;]-?[()DPp/](?!\\w)|<3"
)
_EDGES = " \t\n,.;:!-–—…*_~"
_QUOTES = re.compile(r"[\"“”«»„]|(?<!\w)'(?!(?:cause|em|til|bout)\b)|(?<=\w)'(?=\s)(?<!s')")
_ODD = re.compile(r"[\[\](){}<>@#|\\^=+]|https?:|www\.")

_SWEARING_ASIDE = re.compile(
    r"\b(?:fucking|f\*+ing|freaking|bloody|damn|goddamn|effing|fkn|friggin)\s+", re.IGNORECASE
)
_REFUSED = re.compile(
    r"\b(?:fuck\w*|shit\w*|bitch\w*|cunt\w*|whore|slut\w*|bastard|asshole|arsehole|dick|retard\w*|wanker|twat|"
    # Trellis names nobody's fault and gives no label, not even an echoed one
    r"(?:my|our) (?:own )?(?:fault|bad)|to blame|deserve[ds]? (?:it|this|that|to be)|(?:ask(?:ed|ing)?) for it|codepend\w*|"
    r"co-depend\w*|narcissis\w*|toxic|"
    # never an echo that reads as an order
    r"should\w*|must|ought|better (?:leave|go|stop|end)|(?:have|need|got) to (?:leave|go|end|divorce|break|move|stop|get out)|"
    # the safety screen answers these, not a mirror
    r"kill\w*|die|dying|dead|suicid\w*|end (?:it|my life|things) (?:all|now)|(?:hurt|cut|harm|hate|loathe|despise|hating|can't stand|cannot stand) myself|"
    # a harsh word about oneself, however softened: "maybe i'm stupid to write this"
    r"(?:i'm|i am|i was|me) (?:\w+ ){0,3}?(?:stupid|dumb|thick|pathetic|ridiculous|an idiot|idiotic|a fool|foolish|mad|crazy) (?:to|for) (?:\w+ )?(?:be |keep )?"
    r"(?:writ|tell|say|ask|talk|typ|bother|complain|moan|feel|think)\w*|"
    r"(?:it's|it is|it was|problem is|problem was) (?:just |all )?me(?=[,.]|$)|"
    r"my (?:god|gosh)|omg|wtf)\b",
    re.IGNORECASE,
)
_SECOND_PERSON = re.compile(
    r"\b(?:you|your|yours|yourself|yourselves|u|ur|ya|y'all|you're|you've|you'd|you'll)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(
    r"\b(?:i|me|my|mine|myself|i'm|i've|i'd|i'll|we|us|our|ours|ourselves|we're|we've|we'd|we'll)\b", re.I
)
_DANGLING = re.compile(
    r"^(?:that|which|who|whom|whose|to|than|of|with|without|for|from|about|by|into|at|rather|instead|except|while|"
    r"until|unless|whether|since|although|as|nor)\b",
    re.IGNORECASE,
)
# a subordinate clause may stand where its main clause follows: "when he drinks i cover for him"
_OPENER = re.compile(
    r"^(?:when|whenever|if|after|before|once|every time|any time|as soon as|as long as|even when|even if)\b",
    re.IGNORECASE,
)
_STANDALONE_OPENER = re.compile(r"\b(?:i|he|she|they|we|it)\b.*\b(?:i|he|she|they|we|it|i'm|i'll|i'd|he'll|she'll|they'll|i've|"
                                r"he's|she's|it's|my|i am)\b", re.IGNORECASE)  # fmt: skip
_QUESTION = re.compile(
    r"^(?:am i|was i|do|did|does|can i|could|would|will|is|are|why|how (?:do|can|am|did|would|to|come)|"
    r"(?:what|when|where|who) (?:do|did|am|can|would|is|are|if)|have i|has)\b",
    re.IGNORECASE,
)

# "never asks me how i am": somebody else's verb without its subject
_HEADLESS = re.compile(
    r"^(?:(?:never|always|just|still|only|hardly|even|often|sometimes|once|ever|not) )*"
    r"(?!was|has|is|does|always|yes|sometimes|things|this|his|its|ours|kids|friends|perhaps|days|nights|weekends|less|guess|besides|unless|"
    r"across|loss|stress|afterwards|christmas|mornings|evenings|makes me sad)[a-z]+(?<!s)s (?:me|my|i|at me|to me|it|that|what|how)\b",
    re.IGNORECASE,
)

# "you know what i", "nothing, we are fine mostly", "it is not a leaning that ...": unfinished, no telling, or said of our words
_NO_TELLING = re.compile(
    r"\b(?:(?:what|how|when|where|why|that|and|if|or|but|because)\s+i|how|why|and|to|the|a|if|or|but|my|because)\s*$|^(?:nothing|never|none|no one|nobody)\s*,|^(?:please|pls)\b"
    r"|\b(?:leaning|your (?:question|list|bot|program)|this (?:bot|program|app|chat))\b",
    re.IGNORECASE,
)

_SAID_BASE = (
    "ask|say|see|keep|feel|need|want|have|get|give|go|do|make|let|put|pay|cover|lie|hide|check|wait|worry|cry|miss|love|hate|"
    "wish|know|think|cook|clean|plan|sort|drop|cancel|end|pretend|apologise|apologize|meet|run|play|paint|sing|decide|choose|"
    "buy|take|tell|talk|try|stay|sit|spend|panic|text|call|ring|dread|agree|eat|sleep|live|work|stop|can't|don't|haven't|"
    "couldn't|can"
)
# "still see my mates": a bare verb in its base form can only be the speaker's ("he" would be "sees")
_ELIDED_SURE = re.compile(
    rf"^(?:(?:still|never|always|just|hardly|barely|usually|often|sometimes|only|also) (?:{_SAID_BASE.replace('|can', '')})|"
    r"don't|dont|haven't|keep|feel|wish|hate|love|miss|need|want|worry|end up|have (?:no|to|nobody|a)|cover|lie)\b(?!')",
    re.IGNORECASE,
)
# "lost my way", "took my phone": the subject is missing, and only "myself" says whose it is
_PAST_START = re.compile(
    r"^(?:(?:never|always|just|once|even|probably|finally|nearly|almost) )*(?:used to|lost|got|had|gave|spent|stopped|felt|told|took|"
    r"went|left|kept|made|was|been|put|let|did|said|came|found|hid|paid|lied|cried|asked|tried|wanted|needed|thought|knew|grew|"
    r"ended|started|called|drop|dropped|cancelled|covered|moved|lived|married|not|no|fine|happy|sad|alone|lonely|scared|afraid|"
    r"gone|probably)\b(?! (?:one|body|body else|matter|friend|friends|man|woman|a day|once|everyone|all))",
    re.IGNORECASE,
)
# "can't decide without asking him": either could be the subject, unless the partner is the object and the speaker is not
_ELIDED_OPEN = re.compile(r"^(?:can't|cannot|couldn't|can)\b(?!\s+(?:he|she|they|you)\b)", re.IGNORECASE)
_PARTNER_OBJECT = re.compile(r"\b(?:him|them|her|he|she|he's|she's|they)\b", re.IGNORECASE)
_SELF_OBJECT = re.compile(r"\b(?:i|me|my|i'm)\b", re.IGNORECASE)

_ADVERBS = "always|never|just|still|only|really|so|already|once|also|honestly|kind of|even|often|usually|sometimes|hardly|actually"
_WAS_AFTER_I = re.compile(rf"\bi((?:\s+(?:{_ADVERBS}))*\s+)was(n't)?\b", re.IGNORECASE)
_WAS_BEFORE_I = re.compile(r"\bwas(n't)?(\s+i)\b", re.IGNORECASE)
_WAS_JOINED = re.compile(r"\b(and|but|or|then)(\s+)was(n't)?\b", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"\b(i|he|she|they|we|it|that|this|who|everyone|nobody|i'm|i've|i'd|i'll|he's|she's|they're|it's)\b", re.I
)
_CLOCK_AM = re.compile(
    r"(\d\s*|o'clock |in the |(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) )$", re.I
)

_BLAME = (
    "worthless|useless|stupid|pathetic|ugly|fat|disgusting|dumb|lazy|crazy|insane|weak|boring|nothing|nobody|"
    "(?:a |an |such a |such an |the |just a |a total |a complete |a huge )?(?:failure|idiot|fool|loser|burden|mess|doormat|"
    "coward|freak|joke|disappointment|problem|monster|bad person|bad partner|bad wife|bad husband)|broken|unlovable|unworthy|"
    "hopeless|selfish|horrible|terrible|awful|bad|needy|clingy|difficult|unwanted|inferior|unattractive|incapable|a waste|"
    "too much|too sensitive|too needy|hard to love|(?:not|never) (?:\\w+ )?(?:enough|worth|worthy|lovable|good|special|important)"
)
_ALREADY_FRAMED = re.compile(
    r"\b(?:feel\w*|felt|think\w*|thought|believe\w*|believing|says?|said|tells?|told|makes?|made|as if|like|afraid|scared|"
    r"worr\w+|convinced|wonder\w*|thinks|calls?|called|sure|fear\w*|because|treats?|pretend\w*|if|unless|until)\b",
    re.IGNORECASE,
)
_HARSH_IS = re.compile(
    rf"\b(you're|you are|you were)((?:\s+(?:so|just|really|completely|always|basically|totally|simply|clearly|probably|"
    rf"only|honestly))*\s+(?:{_BLAME}))\b",
    re.IGNORECASE,
)
_HARSH_CLAUSE = re.compile(
    r"\b(you (?:always |just |only |never )?(?:can't (?:ever )?(?:do|get) anything right|(?:mess|screw) everything up|"
    r"ruin everything|get everything wrong|don't matter|don't count|don't deserve \w+|have nothing to (?:offer|give)|"
    r"am not worth \w+)|(?:no one|noone|nobody) (?:else )?(?:would|could|will|else would)(?: ever)? (?:want|love|have|like|take) you|"
    r"your (?:needs|feelings|opinions?|wants|own needs) (?:don't|doesn't|do not|never) (?:really )?(?:matter|count))\b",
    re.IGNORECASE,
)
_NEGATED_BLAME = re.compile(r"^\s+(?:not|never)\b", re.IGNORECASE)

_LOWER_FIRST = frozenset(
    "half all both when whenever if every my the he she they it nothing everything even once sometimes after before most being having still "
    "never always at in on all our his her their this there what where any as some only not being lately nobody everyone we "
    "now back each last no had it's he'd she'd they'd there's he's she's they're that's that these those with for from one "
    "people things anything something someone somebody until since though but and so maybe perhaps usually often most more "
    "every both neither between without another next these today tonight yesterday because everybody whatever"
    "i'm i'd i've i'll i we're we've".split()
)
_KIN = "mum|mam|mom|dad|mates?|husband|wife|sister|brother|kids|head|nan|bf|gf|boyfriend|girlfriend|missus|own|life"

# "so anxious about us i can't eat": turned, the two would run into one another
_RUNS_TOGETHER = re.compile(
    r"\b(?:about|for|with|on|to|of|at|from|without|than|like|around) (?:me|us) (?:i|we)\b", re.IGNORECASE
)
_MODAL_START = re.compile(
    r"^(?:(?:just|still|really|even|always) )*(?:can't|cannot|couldn't|won't|wouldn't|doesn't|didn't|hasn't|isn't|wasn't|will|"
    r"would|could|has|is|does|did)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=\w\w)[.!]+\s+(?=\w)|\n+")
_STUMBLES = re.compile(
    r"\bthe two of you you\b|\byou you you\b|^you (?:don't know|think|guess|know|do|don't|agree)(?: so| not)?$",
    re.IGNORECASE,
)

_PERSON = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are", "i'm": "you're",
    "i've": "you've", "i'd": "you'd", "i'll": "you'll", "our": "your", "ours": "yours", "ourselves": "yourselves",
    "meself": "yourself",
}  # fmt: skip
_PLURAL = {"we": "", "us": "", "we're": " are", "we've": " have", "we'll": " will", "we'd": " would"}
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")
_PARTICIPLE = re.compile(r"^\s+(?:been|gone|had|done|better|\w+ed)\b", re.IGNORECASE)


def mirror(span: str) -> str | None:
    """Return the person's own clause in the second person, or None where that would be wrong, unsafe or hollow.

    span: the words as typed. The result starts in lower case (unless with a name) and has no closing punctuation,
    so it can stand in the middle of a sentence: "So " + mirror(...) + "."
    """
    if "?" in span or _QUOTES.search(plain(span)):
        return None
    text = _clean(_SENTENCE_END.split(span.strip(), maxsplit=1)[0])
    if text is None or _ODD.search(text) or _REFUSED.search(text) or _SECOND_PERSON.search(text):
        return None
    if not text.isascii() and sum(c.isascii() for c in text) < 0.9 * len(text):
        return None
    words = text.split()
    if len(words) > MAX_WORDS or any(p.search(text) for p in (_QUESTION, _DANGLING, _HEADLESS, _NO_TELLING)):
        return None
    text = _with_subject(text)
    if (
        not _FIRST_PERSON.search(text)
        or len(text.replace("'m", " m").replace("'ve", " v").split()) < MIN_WORDS
    ):
        return None
    if _PAST_START.search(text) or _MODAL_START.search(text):
        return None
    if _RUNS_TOGETHER.search(text) and not _OPENER.search(text):
        return None
    if _OPENER.search(text) and not _STANDALONE_OPENER.search(text):
        return None
    turned = _soften(_turn(text))
    return None if _STUMBLES.search(turned) else turned


def second_person(phrase: str) -> str:
    """Turn a phrase that needs no check of its own, such as a condition: "when i'm tired" -> "when you're tired"."""
    return _turn(mend(phrase))


def _clean(span: str) -> str | None:
    """Mend spelling and take away what only held the clause to its neighbours."""
    text = mend(_EMOJI.sub(" ", span))
    text = re.sub(r"\s+", " ", text).strip(_EDGES)
    if text.isupper() and len(text) > 4:
        text = text.lower()
    text = re.sub(r"(?:,\s*)?\byou know\b,?\s*(?!what|how|that|when|who|him|her)", " ", text).strip(_EDGES)
    text = re.sub(r",?\s*\bi (?:guess|suppose|reckon|swear)\b(?! (?:that|what|who|how))\s*(?=[,.;!?]|$)", "", text, flags=re.I).strip(_EDGES)
    text = re.sub(r"^i don't know(?:,\s+|\s+(?=(?:i|he|she|they|it)\b(?! (?:is|are|will|does|do)\b)))", "", text, flags=re.IGNORECASE)
    text = _LEADING.sub("", text).strip(_EDGES)
    for _ in range(2):
        if not _KEEP_TRAILING.search(text):
            text = _TRAILING.sub("", text).strip(_EDGES)
    text = _SWEARING_ASIDE.sub("", text)
    text = re.sub(r"\bme[ -]time\b", "time for myself", text, flags=re.IGNORECASE)
    text = re.sub(r"\b(feel|be|being|felt) (like )?me\b", r"\1 \2myself", text, flags=re.IGNORECASE)
    return re.sub(r"\s+", " ", text) or None


def _with_subject(text: str) -> str:
    """Put the dropped "i" back where no other subject is possible."""
    if _PAST_START.search(text) and re.search(r"\bmyself\b", text, re.IGNORECASE):
        return f"i {text[0].lower()}{text[1:]}"
    if re.match(r"not (?:even )?sure\b", text, re.IGNORECASE):
        return f"i'm {text[0].lower()}{text[1:]}"
    if re.match(r"am\b(?! i\b)", text, re.IGNORECASE):
        return "i " + text[0].lower() + text[1:]
    sure = _ELIDED_SURE.search(text) is not None
    guessed = _ELIDED_OPEN.search(text) and _PARTNER_OBJECT.search(text) and not _SELF_OBJECT.search(text)
    return f"i {text[0].lower()}{text[1:]}" if sure or guessed else text


def _turn(text: str) -> str:
    """Change first person to second, verbs with it."""
    text = re.sub(
        r"(^|\b(?:when|because|that|if|since) )(my (?:own )?[\w-]+) and i\b(?!')",
        r"\1i and \2",
        text,
        flags=re.IGNORECASE,
    )
    text = re.sub(r"(^|,\s*)me,? i\b", r"\1i", text, flags=re.IGNORECASE)
    text = re.sub(rf"\bme (?=(?:{_KIN})\b)", "my ", text, flags=re.IGNORECASE)
    text = _WAS_AFTER_I.sub(lambda m: f"i{m[1]}were{m[2] or ''}", text)
    text = _WAS_BEFORE_I.sub(lambda m: f"were{m[1] or ''}{m[2]}", text)
    text = _WAS_JOINED.sub(lambda m: _joined_was(m, text), text)
    said_plural = False
    out: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        out.append(text[end : match.start()])
        end = match.end()
        word, lower = match[0], match[0].lower()
        if lower == "am" and _CLOCK_AM.search(text[: match.start()]):
            out.append(word)
        elif lower in _PERSON:
            out.append(_PERSON[lower])
        elif lower in _PLURAL:
            out.append(_plural(lower, text[: match.start()], text[match.end() :], said_plural))
            said_plural = True
        else:
            out.append(word)
    turned = "".join(out) + text[end:]
    first = turned.split(" ", 1)[0]
    return (
        turned[0].lower() + turned[1:]
        if first.lower() in _LOWER_FIRST or first.lower().startswith("you")
        else turned
    )


def _joined_was(match: re.Match[str], text: str) -> str:
    """ "i came home and was crying": the subject is the last one named."""
    before = _SUBJECTS.findall(text[: match.start()])
    verb = (
        "were"
        if before and before[-1].lower().startswith("i") and not before[-1].lower().startswith("it")
        else "was"
    )
    return f"{match[1]}{match[2]}{verb}{match[3] or ''}"


def _plural(word: str, before: str, after: str, said: bool) -> str:
    """ "we" is "the two of you" once, then "you"; "we both" is "you both", "of us" is "of you"."""
    ending = _PLURAL[word]
    if word == "we'd" and _PARTICIPLE.search(after):
        ending = " had"
    short = said or re.search(r"\bof\s*$", before, re.I) or re.match(r"\s+(?:both|all|two)\b", after, re.I)
    return f"you{ending}" if short else f"the two of you{ending}"


def _soften(text: str) -> str:
    """Give a hard judgement about oneself back as a feeling, never as a fact."""
    for pattern in (_HARSH_IS, _HARSH_CLAUSE):
        match = pattern.search(text)
        if match and not _ALREADY_FRAMED.search(text[: match.start()].replace("because", "", 1)):
            feel = "felt" if "you were" in match[0] else "feel"
            text = f"{text[: match.start()]}you {feel} {text[match.start() :]}"
    # "when he ignores you you feel": a comma keeps the two apart
    if _OPENER.search(text):
        text = re.sub(r"\byou you\b", "you, you", text)
    return text
