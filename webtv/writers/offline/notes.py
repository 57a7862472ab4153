"""Tells what an English operator notes for the writer from what is to be filmed.

"Close attention to reflections", "Screen for a bookshop", "Runs 07:00-19:00" and "Max 8 shots" name
things, and none of them is a picture.
"""

from __future__ import annotations

import re

from webtv.writers.offline import wordlists
from webtv.writers.offline.text import chunks

_I = re.IGNORECASE

_BEGINS = re.compile(
    r"^(?:(?:and|also|please|mainly|mostly|just|with)\s+)*(?:"
    r"(?:(?:very|extra|close|careful|special|particular|great|loving|lots of|plenty of)\s+)*"
    r"(?:attention|emphasis|focus|stress|accent|a focus|an emphasis|an eye)\s+(?:to|on|upon|for)"
    r"|(?:focus|focusing|concentrate|lean)\s+(?:in)?(?:on|to)(?=\s)"
    r"|(?:vary|alternate|rotate|balance|mix(?: up| in)?|keep|avoid|prefer|favou?r|promote|encourage"
    r"|convey|evoke|maintain|ensure|limit|stick to|aim for|go for|think|consider|remember"
    r"|minimi[sz]e|maximi[sz]e|emphasi[sz]e|highlight|use)(?= \w)"
    r"|(?:tell|film|keep|play|shoot|draw) (?:it|them|everything|all)\b(?! \w+ to\b)"
    r"|(?:screen|screens|loop|loops|backdrop|wallpaper|ambience|display|slideshow|visuals?|content"
    r"|material|background)\s+(?:for|to|in front of)"
    r"|(?:\w+\s+)?(?:meets|crossed with)\s+[A-Z]"
    r"|(?:opening|service|visiting|business|office|broadcast|showing)\s+(?:hours|times?)\b"
    r"|(?:visitors|customers|passers-by|parents|viewers|patients|residents)\s+(?:sit|watch|stay|pass"
    r"|walk|will|can|should|might|may|want|need)\b"
    r"|(?:the )?year\s+\d{3,4}$"
    r"|(?:runs?|airs|broadcasts?|open|closed)\s+(?:from|until|till|on|daily|every|between|\d)"
    r"|(?:max|min|maximum|minimum|at (?:most|least)|no more than|up to)\.?\s+\d"
    r"|(?:ages?|aged|rated|suitable|appropriate|safe)\s+(?:for|\d|from|under|over)"
    r"|(?:tone|mood|style|pace|voice|humou?r|narration|dialogue|lighting|music|sound|camera)\s+"
    r"(?:is|are|should|must|like|of)\b"
    r"|written\s+(?:by|for|in)\b|in\s+the\s+(?:spirit|style|manner|vein|tradition)\s+of"
    r")",
    _I,
)
"""How a note begins."""

_MEETS = re.compile(
    r"^(?:think )?(?:[A-Z]\S*|of|the|and|in|a|on|to)(?: (?:[A-Z]\S*|of|the|and|in|a|on|to))* "
    r"meets (?:[A-Z]\S*|of|the|and|in|a|on|to)(?: (?:[A-Z]\S*|of|the|and|in|a|on|to))+$"
)
"""Two titles, and no persons: "Detectorists meets Match of the Day"."""

_FILMED = re.compile(
    r"\b(?:(?:slow|long|wide|static|quick|patient) (?:shots|takes)"
    r"|zooms?|close-ups?|(?:slow|camera|smooth) pans?|tracking shots?|doll(?:y|ies)"
    r"|time-?lapses?|drone shots?|(?:fast|quick|slow|jump) cuts|slow motion|slow-mo|wide shots?"
    r"|handheld)\b",
    _I,
)
"""Words of the camera, in a phrase without a verb."""

_NOT = re.compile(r"\b(?:no|not|never|without|avoid)\b|n't\b", _I)
"""What a note forbids is kept."""

_ENDS = re.compile(
    r"^(?!an? |the ).*\b(?:energy|vibes?|aesthetics?|feel|feeling|mood|atmosphere|tone|humou?r"
    r"|pacing|charm|look"
    r"|for (?:all ages|the whole family|(?:young |small |little )?(?:children|kids|families|adults"
    r"|toddlers|teens|grown-ups|viewers|listeners|beginners)(?: (?:aged|of|from|under|over|and)\b"
    r".*)?))!?$",
    _I,
)
"""How a phrase without a verb ends that says how, or for whom, all is made."""

_MADE = re.compile(
    r"\b(?:(?:shots?|clips?|scenes?|episodes?|programmes?|videos?|takes?|loops?|segments?)\b.{0,40}"
    r"\b(?:must|should|shall|need(?:s)? to|can be|to be|at (?:least|most)|under|over|max(?:imum)?"
    r"|no (?:longer|more))"
    r"|(?:at (?:least|most)|under|max(?:imum)?|no more than|half|most|all)\s+"
    r"(?:\w+ ){0,2}(?:of )?(?:the )?(?:shots?|clips?|episodes?|videos?|takes|seconds))\b",
    _I,
)
"""What is ordered of shots and episodes."""

_TIMES = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)?\s?(?:-|–|to|till|until|and)\s?\d{1,2}\b", _I
)
_RANGE = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)?\s?[-–]\s?\d{1,2}(?:[:.]\d\d)?\b", _I)
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?)\b.*\b\d{1,2}(?:[:.]\d\d|\s?(?:am|pm))", _I
)
_OFFERED = re.compile(
    r"^(?:\w+\s+){0,2}(?:times?|hours|tournament|sale|booking|tickets?|entry|admission|open)\b", _I
)
"""A schedule: two times of day, a weekday with its hour, and what is on then."""

_ADJECTIVES = frozenset(
    "dry fast slow quick deadpan witty warm weird dark gritty absurd surreal realistic cinematic "
    "whimsical wholesome subtle understated sarcastic ironic epic moody minimal minimalist "
    "colourful colorful bright light playful tender quirky bleak spooky snappy punchy loopable "
    "seamless poetic bittersweet hopeful earnest sincere irreverent edgy nostalgic retro magical "
    "theatrical honest simple natural friendly upbeat melancholic melancholy serious silly funny "
    "gentle calm cosy cozy hyped-up laid-back short repetitive happy sad expensive cheap elegant "
    "luxurious soothing relaxing energetic dramatic educational informative inspiring".split()
)
_COMPOUND = re.compile(
    r"^[a-z]+-(?:driven|paced|burn|key|stakes|led|based|heavy|free|hearted|style)$", _I
)
_VERY = frozenset("very never always and but not too a bit mostly quite rather ever".split())


def is_note(sentence: str) -> bool:
    """Whether an English sentence tells the writer how, when or for whom all is made."""
    said = sentence.strip(" .!")
    verbless = not wordlists.is_clause(said, "en")
    return bool(
        _BEGINS.match(said)
        or _MEETS.match(said)
        or _MADE.search(said)
        or (verbless and _ENDS.match(said))
        or (verbless and _FILMED.search(said) and not _NOT.search(said))
        or (verbless and _RANGE.search(said))
        or (_OFFERED.match(said) and (_TIMES.search(said) or _DATED.search(said)))
        or _is_manner(said)
    )


def _is_manner(said: str) -> bool:
    """Whether all of a sentence is adjectives: "Dialogue-driven, dry, fast"."""
    words = [word.lower() for item in chunks(said) for word in item.split()]
    known = [word in _ADJECTIVES or bool(_COMPOUND.match(word)) for word in words]
    every = all(each or word in _VERY for each, word in zip(known, words, strict=True))
    return len(words) > 1 and any(known) and every
