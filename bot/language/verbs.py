"""Verbs in their base form that small steps begin with: what "I will ..." can stand before.

Owns the list. A verb that is missing costs little: the plan is then written in labelled lines.

    begins_with_verb("walk to the pool")    # True
    begins_with_verb("coffee with mika")    # False
"""

from __future__ import annotations

import re

VERBS = frozenset(
    "accept add agree answer apply arrange ask avoid bake be begin book borrow breathe bring browse build buy call cancel care"
    " carry catch check choose clean clear close collect come commit complete cook count cover cry cut cycle dance decide delay"
    " delete dig do draft draw dress drink drive drop eat email end enjoy exercise explain explore face feed feel fetch fill find finish fix"
    " focus follow forgive garden get give go greet grab hang have hear help hide hike hold hug ignore imagine invite join jog"
    " journal jot keep kneel knit know lay lean learn leave let lie light list listen lock look make meditate meet mend mention"
    " message move name not notice nap offer open order organise organize pack paint pause pay phone photograph pick plan plant play"
    " practise practice pray prepare put read record relax remember repeat reply rest return ride ring run save say schedule see"
    " sell send set sew share shower shut sign sing sit skip sleep slow smile snooze speak spend stand start stay step stick stop stretch"
    " stroll study swim switch take talk tell text thank think throw tidy touch treat try turn type unplug use visit volunteer"
    " wait wake walk wash watch water wear whisper work write yoga".split()
) - {"yoga"}
_LIGHT = re.compile(
    r"^(?:(?:just|only|simply|quietly|slowly|really|actually|maybe|always|never|not)\s+)+", re.I
)


def begins_with_verb(words: str) -> bool:
    """Tell whether words begin with a verb in its base form."""
    said = re.match(r"[a-z']+", _LIGHT.sub("", words.strip()), re.I)
    return said is not None and said[0].lower() in VERBS
