"""Verbs in their base form that small steps begin with: what "I will ..." can stand before.

Owns the list. A verb that is missing costs little: the plan is then written in labelled lines.

    begins_with_verb("walk to the pool")    # True
    begins_with_verb("coffee with mika")    # False
"""

from __future__ import annotations

import re

VERBS = frozenset(
    "accept add agree answer apply arrange ask attend avoid bake be begin book borrow breathe bring browse build buy"
    " call cancel care carry catch chat check choose clean clear climb close collect come commit complete cook count"
    " cover crochet cry cut cycle dance decide decline delay delete dig do donate doodle draft draw dress drink drive"
    " drop dust eat email empty end enjoy exercise explain explore face feed feel fetch fill find finish fix focus fold"
    " follow forgive frame garden get give go grab greet grow hang have head hear help hide hike hold hug hum ignore"
    " imagine invite iron jog join jot journal keep knead kneel knit know lay lean learn leave let lie lift light list"
    " listen load lock look make mark massage measure meditate meet mend mention message mix move mow mute name nap nip"
    " not notice offer open order organise organize own pack paddle paint pause pay peel pet phone photograph pick plan"
    " plant play plug polish pop post practice practise pray prepare pull push put raise reach read record reflect relax"
    " remember rent repair repeat reply research reserve rest restore return ride ring rinse row rub run save say"
    " schedule scroll see sell send set sew share shower shut sign sing sit sketch skip sleep slow smell smile snooze"
    " soak sort speak spend stack stand stare start stay step stick stitch stop stretch stroke stroll study subscribe"
    " surf sweep swim switch take talk tell text thank think throw tick tidy touch train travel treat try turn type"
    " unplug unwind use visit volunteer wait wake walk wander warm wash watch water wear weed whisper whistle wipe work"
    " wrap write".split()
)
_LIGHT = re.compile(
    r"^(?:(?:just|only|simply|quietly|slowly|really|actually|maybe|always|never|not)\s+)+", re.I
)


def begins_with_verb(words: str) -> bool:
    """Tell whether words begin with a verb in its base form."""
    said = re.match(r"[a-z']+", _LIGHT.sub("", words.strip()), re.I)
    return said is not None and said[0].lower() in VERBS
