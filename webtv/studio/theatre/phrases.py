"""The language of film in a prompt: scale, camera, pace and style, and what to leave unread."""

from __future__ import annotations

import re
from typing import Literal, cast

from webtv.studio.theatre.traits import table

Scale = Literal["wide", "full", "medium", "close"]
Angle = Literal["", "low", "high"]
Move = Literal["pan", "dolly", "crane", "orbit", "static"]

_SHOT = re.compile(
    r"\b(?:(?:very|extreme|extremely|big|tight|intimate|wide|long|medium|full|high|low|slow|side|"
    r"establishing|closing|opening|final|panoramic|aerial|overhead|tracking|static|close|macro|"
    r"detail|cinematic|gentle|quiet|simple|two|crane|angle|point-of-view)[ -]+)*"
    r"(?:shot|view|close-?up|panorama)\b(?:\s+(?:from|at|through)\s+(?:a|an|the)?\s*"
    r"(?:low|high|side|bird's[- ]eye)?\s*(?:angle|side|above|below|behind)?)?(?:\s+(?:of|on))?",
    re.IGNORECASE,
)
_NAMED: dict[str, Scale] = {
    name: cast("Scale", scale) for scale, names in table("shots.tsv") for name in names.split(",")
}
"""Shots by the names that other languages have for them; they stand alone before a colon."""

_CLOSE = re.compile(
    r"close-?up|close shot|macro|tight|intimate|gros plan|detail (?:of|shot)|portrait of",
    re.IGNORECASE,
)
_MEDIUM = re.compile(r"medium (?:shot|close)|waist|low angle", re.IGNORECASE)
_WIDE = re.compile(
    r"very wide|extreme wide|establishing|panoram|aerial|bird's|far away|long shot|seen from far|"
    r"wide shot|high wide|small against",
    re.IGNORECASE,
)
_CAMERA = re.compile(
    r"\bcamera\b|\bdolly\b|\bzoom\b|\btracking shot\b|\bcrane shot\b|\bhandheld\b|\bpans?\b.*\b"
    r"(?:left|right)|\bmovement\b|\bmotion \d|\bstatic\b|\btilts?\b|\bslow motion\b|镜头",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"\b(?:style|styled|(?<!to )look|lighting(?! (?:an?|the|one|two)\b)|photography|"
    r"photographic|illustration|animation|animated|"
    r"palette|cinematic|cinematography|watercolou?r|anime|vhs|grain|render|rendered|aesthetic|"
    r"painting style|oil painting|documentary|reflections?|shadows|edges|tones?|detail|detailed|"
    r"lens|depth of field|bokeh|film stock|35mm|16mm|4k|8k|hdr|pixar|aardman|ghibli|colours?|"
    r"colors?|contrast|pastel|vibes?|volumetric|backlit|rim of light|miniature|stop-motion|felt|"
    r"light from|natural light|window light|lantern light|in (?:clear|soft|warm|golden|pale|low) "
    r"\w* ?light|framed by|dark shapes|half hidden|then revealed|coming slowly|seen from|"
    r"small against|half in shadow|outlined|slowly changing light|everything glistening|"
    r"fotograf[ií]a|luz|paredes|estilo|style de|lumière|stil|licht|stile|luce|estética|"
    r"cores|colores|couleurs|farben|colori|цвета|краски|background|filling the frame|from one side|"
    r"listening to something|a moment's rest|"
    r"waiting for what|looking back once|about to set off|slowly into the light|fondo|"
    r"arrière-plan|hintergrund|"
    r"sfondo|fundo|liseré|ombre et|ombra|sombra|licht und|lichtsaum|"
    r"światło|światła|tło|свет|света|фон|стиль|\u0131ş\u0131k|\u0131ş\u0131kla|arka plan|"
    r"achtergrond|"
    r"lamps glowing|looking out into the distance)\b|画风|风格|色调|画質|スタイル|画風|"
    r"背景|光边|暖光|半明半暗|光と影|光のふち|暖かい光|ضوء دافئ|ألوان|خلفية|الضوء والظل",
    re.IGNORECASE,
)
_UNWANTED = re.compile(
    r"^\W*(?:no|not|without|never|sin|sans|pas de|ohne|kein|keine|senza|sem|без|没有|不要)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[@#]\w[\w.]*|\S+@\S+")
_MOTION = re.compile(r"\bmotion\W{0,3}(\d+)", re.IGNORECASE)
_PACES = (
    (r"almost still|motionless|very slow|barely moving", 2),
    (r"slow|gentle|calm|quiet", 4),
    (r"energetic|fast|rapid|quick|dynamic|frantic|wild", 8),
    (r"lively|brisk", 7),
)
_COLLECTIVE = re.compile(
    r"\b(?:an? |the )?(?:family|flock|herd|group|crowd|team|swarm|school|shoal|gang|pack|caravan|"
    r"choir) of\b(?! cards)",
    re.IGNORECASE,
)
_CLOTHES = re.compile(
    r"\b(?:kleidung|kleding|strój|одежда|giysi|الملابس)\s*:|身穿|服装は", re.IGNORECASE
)
"""What somebody wears, as the offline writer says it in languages that bend words."""

_STOPS = re.compile(
    r"[,.;:!?()\n\uff0c。\uff1b\uff1a\uff01\uff1f、“”\"—\u2013\u060c\u061b\u061f\u06d4\u0964]+|\s-\s"
)
_SOUND_OR_FORM = re.compile(r"^\W*(?:wearing|dressed|clad|with an? \w+ (?:nose|tail|ears))\b")


def segments(prompt: str) -> list[str]:
    """The parts of a prompt between commas and full stops, addresses removed, negations dropped."""
    text = _COLLECTIVE.sub("several", _CLOTHES.sub(", wearing ", _ADDRESS.sub(" ", prompt)))
    parts = _STOPS.split(text)
    return [part.strip() for part in parts if part.strip() and not _UNWANTED.search(part)]


def told(segment: str) -> str:
    """A segment without the words that name its shot."""
    return "" if segment.casefold() in _NAMED else _SHOT.sub(" ", segment).strip()


def is_camera(segment: str) -> bool:
    """Whether a segment only says how the camera moves, or how fast."""
    return len(segment.split()) <= 7 and _CAMERA.search(segment) is not None


def is_style(segment: str) -> bool:
    """Whether a segment says how the picture should look, not what is in it."""
    return _STYLE.search(segment) is not None


def is_worn(segment: str) -> bool:
    """Whether a segment says what somebody wears."""
    return _SOUND_OR_FORM.search(segment) is not None


def scale(prompt: str) -> Scale:
    """How large the hero is seen."""
    for part in segments(prompt[:160])[:1]:
        if part.casefold() in _NAMED:
            return _NAMED[part.casefold()]
    for found, pattern in (("close", _CLOSE), ("wide", _WIDE), ("medium", _MEDIUM)):
        if pattern.search(prompt[:160]):
            return found  # type: ignore[return-value]
    return "full"


def angle(prompt: str) -> Angle:
    """Whether the camera looks up or down at the hero."""
    start = prompt[:60].casefold()
    if re.search(r"low[- ]angle|worm's", start):
        return "low"
    return "high" if re.search(r"high (?:wide|angle)|bird's|aerial|overhead", start) else ""


def move(prompt: str) -> tuple[Move, int]:
    """How the camera moves and which way: +1 right, up or in."""
    text = prompt.casefold()
    if re.search(r"\bstatic\b|camera still|locked[- ]off", text):
        return "static", 1
    if re.search(r"\borbit|\barc(?:s|ing)? around", text):
        return "orbit", -1 if "left" in text else 1
    if re.search(r"crane shot|\btilts?\b|\bjib\b|pedestal|rising", text):
        return "crane", -1 if re.search(r"\bdown\b|descend", text) else 1
    if re.search(r"\bpans?\b|tracking|track(?:s|ing)? |sideways|truck", text):
        return "pan", -1 if re.search(r"\bleft", text) else 1
    out = re.search(r"(?:dolly|zoom|pull)\w*(?: \w+)? (?:out|back|away)|pull(?:ing|s)? back", text)
    return "dolly", -1 if out else 1


def motion(prompt: str) -> int:
    """How much moves, 1 to 10."""
    number = _MOTION.search(prompt)
    if number:
        return min(10, max(1, int(number.group(1))))
    for words, level in _PACES:
        if re.search(rf"\b(?:{words})\b", prompt, re.IGNORECASE):
            return level
    return 5
