"""Small words by language, and the words of a text that are none: they say what it is about."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")

STOPS = frozenset(
    "and or but nor so yet if then than as while when where who whom whose which what why how "
    "because although though until since after before during about for to without like unlike "
    "is are was were be been being am has have had do does did will would can could may might "
    "must shall should not never always often sometimes usually mostly only just also too "
    "very still even ever again already almost there here now i you he she it they we me him "
    "them us himself herself itself themselves someone something nobody nothing everyone "
    "everything let lets please more most less least much such per via don't doesn't isn't "
    "aren't won't can't it's that's there's they're together slowly quietly gently softly "
    "away back home once twice late early maybe perhaps anywhere everywhere somewhere".split()
)

_DETERMINERS = frozenset(
    "a an the this that these those my our your their its his her some many several few every "
    "each both all one two three four five six seven eight nine ten dozen dozens hundreds "
    "another no".split()
)

_PREPOSITIONS = frozenset(
    "in on at across over under along through near beside between above below beneath behind "
    "inside around among beyond into onto toward towards past atop against within outside "
    "underneath down up off from".split()
)

_BINDERS = frozenset({"of", "with", "called", "full", "made"})

_META = frozenset(
    "channel channels programme programmes program programs show shows story stories tale tales "
    "episode episodes series film films video videos movie movies theme themes viewer viewers "
    "audience scene scenes shot shots television tv station stream broadcast picture pictures "
    "image images thing things kind kinds sort sorts way ways lot lots idea ideas adventure "
    "adventures life lives mood feeling theme style footage portrait portraits".split()
)


def content_words(text: str) -> frozenset[str]:
    """The lower-case words of a text that say what it is about."""
    functional = STOPS | _DETERMINERS | _BINDERS | _PREPOSITIONS | _META
    found = (word.lower() for word in _WORD.findall(text.replace("\u2019", "'")))
    return frozenset(word for word in found if word not in functional and len(word) > 2)
