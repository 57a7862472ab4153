"""Fits a shot's words to the family that films them: order, length, nothing that models draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from webtv.model.programme import Shot
from webtv.prompts.clip_tokens import count_tokens
from webtv.prompts.profile import Profile, profile_of

_BRANDS = (
    r"(?-i:Canon|Nikon|Sony|Fujifilm|Leica|Hasselblad|Panavision|Kodak|ARRI|Arriflex|GoPro|DJI)"
    r"(?:\s+(?:EOS|Alexa|Alpha|Portra|Ektachrome|Hero|Mavic)\b)?(?:\s+(?=\w*\d)\w+)*"
)
_TRAPS = (
    _BRANDS,
    r"IMAX|Dolby Vision|DSLR|RAW photo|Unreal Engine(?: \d)?|Octane render|artstation",
    r"(?:4|8|16)k|(?:ultra[- ]?)?(?:UHD|HDR|HD)|(?:1080|720)p|\d{2,3}\s?(?:mm|fps)",
    r"drones?(?: (?:shot|view|footage)s?)?|camera crews?|film crews?",
    r"trending on \w+|award[- ]winning|split[- ]?screens?|montage|jump cuts?",
    r"title cards?|subtitles?|captions?|logos?|watermarks?",
)
_TRAP = re.compile(
    r"(?:\b(?:shot|filmed|captured|taken|seen|in|on|with|by|from|an?|the)\s+)*"
    rf"\b(?:{'|'.join(_TRAPS)})(?![\w-])(?:\s+(?:of|resolution|quality|style|film)\b)?",
    re.IGNORECASE,
)
"""Words about cameras, formats and lettering. Models draw them: a camera, letters, a drone."""

_AERIAL = re.compile(r"\b(?:an? )?(?:aerial )?drone (?:shot|view|footage)s?\b", re.IGNORECASE)

_PACE = (
    (2, "very slow, almost still movement"),
    (4, "slow, gentle movement"),
    (6, "steady movement"),
    (8, "lively movement"),
    (10, "fast, energetic movement"),
)
"""What motion 1-10 is in words, by the highest number of each."""

_USUAL_CAMERA = "camera pans slowly left"
"""A camera move of the usual length."""


def fit(shot: Shot, profile: str, *, say_motion: bool = True, still: bool = False) -> str:
    """The shot's prompt as this family reads it best, within its limits.

    The camera move goes where the family wants it: `[movement]: [scene]. [details].`, or at the
    end. `say_motion` puts the motion into words; leave it out where the backend has a control of
    its own for that. A `still` picture has neither. What is too long loses its last details first,
    never style, pace or camera.
    """
    family = profile_of(profile)
    bare = _without(_without(shot.prompt, shot.camera), shot.style)
    scene = _sentence(clean(bare) or shot.prompt)
    moving = family.camera != "none" and not still
    camera = clean(shot.camera) if moving else ""
    pace = pace_of(shot.motion) if moving and say_motion else ""
    if pace and pace.casefold() in scene.casefold():
        pace = ""
    style = _kept_style(shot.style, family)
    return _longest(scene, lambda part: _joined(part, style, pace, camera, family), family)


def room(profile: str, style: str, *, moving: bool = True) -> int | None:
    """Tokens of CLIP that are left for a scene beside style, pace and camera; None: no limit."""
    family = profile_of(profile)
    if family.tokens is None:
        return None
    beside = [_kept_style(style, family)]
    if moving and family.camera != "none":
        beside += [_PACE[0][1], _USUAL_CAMERA]
    return family.tokens - sum(count_tokens(f", {part}") for part in beside if part)


def fit_negative(shot: Shot, profile: str) -> str:
    """What must not be seen, or heard, as this family is told it; "" if it must not be told."""
    family = profile_of(profile)
    if not family.takes_negative:
        return ""
    parts = [part.strip() for part in f"{family.negative}, {shot.negative}".split(",")]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def fit_text(text: str, profile: str) -> str:
    """Words without a picture, such as music and sound effects, within the family's limits."""
    family = profile_of(profile)
    return _longest(" ".join(text.split()), lambda part: part, family)


def fits(prompt: str, profile: str) -> bool:
    """Whether a family reads the whole of a prompt."""
    return _within(prompt, profile_of(profile))


def pace_of(motion: int) -> str:
    """Motion 1 (almost still) to 10 (very fast), in words."""
    return next(words for most, words in _PACE if motion <= most)


def clean(text: str) -> str:
    """`text` on one line, without words that models draw instead of obeying."""
    text = _AERIAL.sub("high wide shot", " ".join(text.split()))
    text = re.sub(r"\s+([,.;:])", r"\1", _TRAP.sub("", text))
    text = re.sub(r"(?:[,;:]\s*)+(?=[,.;:])", "", text)
    return re.sub(r"\s{2,}", " ", text).strip(" ,;:")


def _without(prompt: str, said: str) -> str:
    """A prompt without its camera move or style, which is said elsewhere."""
    if not said:
        return prompt
    bare = re.sub(rf"[,.;]?\s*{re.escape(said)}(?!\w)[.,;:]?\s*", ", ", prompt, flags=re.IGNORECASE)
    return bare.strip(" ,;:") or prompt


def _kept_style(style: str, family: Profile) -> str:
    """As much of a style as leaves the scene half of the room."""
    half = replace(
        family,
        tokens=family.tokens and family.tokens // 2,
        letters=family.letters and family.letters // 2,
        most_words=family.most_words and family.most_words // 2,
    )
    return _longest(clean(style), lambda part: part, half)


def _joined(scene: str, style: str, pace: str, camera: str, family: Profile) -> str:
    if family.camera == "first" and camera:
        said = [scene, style, pace]
        return f"{_sentence(camera)}: " + " ".join(
            f"{_sentence(s.rstrip('. '))}." for s in said if s
        )
    said = [part.rstrip(". ") for part in (scene, style, pace, camera) if part]
    if ". " in scene:
        return " ".join(f"{_sentence(part)}." for part in said)
    return ", ".join(said)


def _longest(text: str, dress: Callable[[str], str], family: Profile) -> str:
    """`text` with as many of its parts as the family reads, then dressed."""
    if _within(dress(text), family):
        return dress(text)
    kept = _ends_of(text)
    best = next((end for end in kept if _within(dress(_cut(text, end)), family)), 0)
    if not best:
        # A script without blanks has no words to cut between.
        ends = range(len(text) - 1, 0, -1)
        best = next((end for end in ends if _within(dress(_cut(text, end)), family)), 0)
    return dress(_cut(text, best))


def _ends_of(text: str) -> list[int]:
    """Where a text may end, last first: after a clause; if that is too much, after a word."""
    clauses = [found.start() for found in re.finditer(r"[,.;:](?=\s)", text)]
    words = [found.start() for found in re.finditer(r"\s", text)]
    first = clauses[0] if clauses else len(text)
    return [*reversed(clauses), *(end for end in reversed(words) if end < first)]


def _cut(text: str, end: int) -> str:
    """The beginning of a text, without words that promise more."""
    return re.sub(
        r"(?:[\s,;:]+(?:a|an|and|as|in|of|on|or|such|the|to|with))*[\s,;:]*$", "", text[:end]
    )


def _within(prompt: str, family: Profile) -> bool:
    if family.letters is not None and len(prompt) > family.letters:
        return False
    if family.tokens is not None and count_tokens(prompt) > family.tokens:
        return False
    return family.most_words is None or len(prompt.split()) <= family.most_words


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
