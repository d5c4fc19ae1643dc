"""The moment in an answer: a day, a time, an occasion or a place, in the words it was typed in.

Owns what counts as a moment. Must not judge the rest of the message.

    find("idk like saturday arvo?").text                   # "saturday arvo"
    find("after dinner maybe, once the kids sleep").text   # "after dinner maybe, once the kids sleep"
    find("it is not up to me")                             # None
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)(?=\s+(?:morn|eve|night|arvo|after|at\b|pm|am|\d))"
    r"|weekends?|weekdays?|week|month|tomorrow|tonight|today|tmrw|tmr|2moro|days?)"
)
_PART = r"(?:mornings?|arvos?|afternoons?|evenings?|eves?|nights?|nites?|noon|midday|midnight|lunch ?times?|lunch(?: break)?(?! (?:with|w|together|out)\b)|dawn|dusk|bed ?times?|tea ?time|dinner ?time)"
_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)?(?:\s*(?:am|pm|a\.m\.|p\.m\.|o'?clock|ish))?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CLOCK = rf"(?:(?:from )?{_HOUR}\s*(?:-|–|to|till?|until)\s*{_HOUR}\b(?! (?:minutes?|hours?|times|lengths|pages|out of))|(?:at|around|about|by|from|till|until|@)\s+(?:about |around |like )?(?:half past |quarter (?:past|to) )?{_HOUR}\b(?! (?:minutes?|hours?|times|lengths|pages))(?:ish| o'?clock)?|\d{{1,2}}(?:[:.]\d\d)?\s*(?:am|pm|o'?clock|ish)\b|{_HOUR} o'?clock|half (?:past )?{_HOUR}\b)"
_WHICH = r"(?:(?:on|in|at|by|over|during|for|every|each|this|next|coming|the|my|a|one|two|three|any|some|most|early|late|later|first thing|last thing|same|that|second|other)\s+)"
_NAMED = rf"(?:(?:(?:at|by|towards?) )?(?:the )?(?:end|start|beginning|middle) of )?{_WHICH}*(?:{_DAY}|{_PART})(?![\w'])"
_OFTEN = r"(?:once|twice|three times|one time|two times) (?:a|per|every|each) (?:day|week|month|fortnight|evening|morning)|daily|weekly"
_MEALS = r"(?:breakfast|lunch|dinner|supper|tea|coffee|school|work|church|practice|class|training|yoga|choir|bed|bath|shift|dark)"
_PLACE = (
    r"(?:on|in|at|by|over|from|outside|near|under)\s+(?:(?:the|my|our|a|her|his|their|an)\s+)?(?:(?:way|walk|drive|ride)(?: (?:home|back))?(?: (?:to|from)(?: the| my)? \w+)?"
    r"|bus|train|tram|tube|metro|car|bath|shower|kitchen|bedroom|garden|balcony|park|gym|pool|library|shop|office|canteen|sofa|couch|desk|window|table"
    r"|home|work|school|church|bed|break|lunch break|coffee|breakfast|lunch|dinner|supper|tea)(?: (?:table|counter|window|door|steps?|bench|sofa|chair|floor|stop|station|shop|hall|room|wall|gate))?(?![\w'])"
)
_STOPS = r"(?=\s*(?:[.!?;\n]|,?\s+(?:but|so|n my|and (?:i|he|she|they|my)|because|cos|i'?ll|i will|i'?d|i would|i could|i can|i want|i do|to be|just)\b|,\s*(?:i|he|she|they)\b|$))"
_STOPS_AT_COMMA = _STOPS.removesuffix("$))") + r",\s|$))"
_OCCASION = (
    rf"(?:(?:right |straight |just |shortly )?(?:after|before|during|between)\s+(?:(?:the|my|our|his|her)\s+)?"
    rf"(?:{_MEALS}|(?:i|we|he|she|they|everyone|it)\s[^.,!?;\n]{{2,50}}?"
    + _STOPS
    + r"|\w+ing(?: \w+)?|(?!i\b)\w+)(?![\w'])"
    r"(?:\s+(?:is|are|goes|go|has|have|comes|come|leaves|leave|get|gets)\b[^.,!?;\n]*?" + _STOPS + r")?"
    r"|(?:when(?:ever)?|once|while|as soon as|every time|each time|the (?:moment|minute))\s+(?:(?!when)[^.,!?;\n]){2,70}?"
    + _STOPS_AT_COMMA
    + r"|if\s+(?:(?!when)[^.,!?;\n]){2,70}?"
    + _STOPS
    + r"|first thing|last thing|straight away|right now|now and then)"
)
_UNIT = rf"(?:{_OFTEN}|{_NAMED}|{_CLOCK}|{_PLACE}|{_OCCASION})"
_GLUE = r"(?:\s*,\s*|\s+)(?:(?:and|or|maybe|perhaps|like|about|probably|around)\s+)?"
_MOMENT = re.compile(rf"(?<![\w'])(?:{_UNIT})(?:{_GLUE}{_UNIT})*", re.I)
_ONLY_PLACE = re.compile(_PLACE, re.I)
_NO_MOMENT = re.compile(
    r"^(?:the |my |a |one |some |any |most |that |same )*(?:days?|weeks?|months?|nights?|evenings?|mornings?)$"
    r"|^(?:when|if|once|while) (?:(?:it|that|this)(?: is|'s)?|you\b.*|(?:is it|do|does|should|would|could|can|what|i spose|i think|the time is right)\b.*)$"
    r"|^(?:before|after|during|between) (?:that|this|it|all|you|them|him|her|us|me|i|he|she|they)$",
    re.I,
)
_ROUGH = re.compile(
    r"\b(?:any ?time|when(?:ever)? (?:it (?:comes|happens|fits|suits)|i (?:can|want|like|feel like it|have time|get (?:the )?(?:chance|time)|remember))"
    r"|sometime|some time|soon|one of these days|some day|in (?:a|one|two|the) (?:quiet |calm |spare |free )?(?:moment|minute|hour)|spare time|in peace)\b",
    re.I,
)

MOST_LEFT_OVER = 8
"""Characters beside a moment that are filling: "tuesday mostly"."""
_DATED = re.compile(r"\b(?:tomorrow|tmrw|tmr|tonight|today|\d{1,2}(?::\d\d)?|o'?clock|weekend)\b", re.I)
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|r|ur)?(?:days?)?\b", re.I)


@dataclass(frozen=True)
class Span:
    """A stretch of a message."""

    text: str
    start: int
    end: int

    @property
    def is_place(self) -> bool:
        """Tell whether it only says where: "in the garden"."""
        return bool(_ONLY_PLACE.fullmatch(self.text))

    @property
    def place(self) -> str:
        """Give the place that it begins with: "in the kitchen" of "in the kitchen after dinner"."""
        found = _ONLY_PLACE.match(self.text)
        return found[0] if found else ""

    @property
    def is_dated(self) -> bool:
        """Tell whether it names a day or an hour: "friday night", and not only "the evening"."""
        return bool(_WEEKDAY.search(self.text) or _DATED.search(self.text))


def find(text: str) -> Span | None:
    """Return the first moment in a message; a rough one ("whenever i can") only where there is no other."""
    for match in _MOMENT.finditer(text):
        said = match[0].strip(" ,")
        if not _NO_MOMENT.match(said):
            return Span(said, match.start(), match.start() + len(match[0].rstrip(" ,")))
    rough = _ROUGH.search(text)
    return Span(rough[0], rough.start(), rough.end()) if rough else None


def only(text: str) -> str:
    """Give a message that is nothing but a moment with a day or an hour; empty for any other.

    >>> only("friday night, when she is out"), only("friday is hard for me")
    ('friday night, when she is out', '')
    """
    said = text.strip(" .!")
    found = find(said)
    return said if found and found.is_dated and len(said) - len(found.text) <= MOST_LEFT_OVER else ""


def weekday(text: str) -> str:
    """Give the day of the week that a message names, as its first three letters; empty where it names none.

    >>> weekday("on Wednesdays at 8"), weekday("tonight")
    ('wed', '')
    """
    found = _WEEKDAY.search(text)
    return found[1].lower() if found else ""
