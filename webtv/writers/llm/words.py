"""What gives away a text that is no story: fillers, refusals, orders, talk about film-making."""

from __future__ import annotations

import re

_BLANK = re.compile(
    r"(?:string|str|text|title|logline|prompt|music|camera|line|n/?a|none|null|\W*)\Z",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"\blorem ipsum\b|\bdolor sit amet\b|\[[^\]\d][^\]]{2,80}\]"
    r"|\b(?:TBD|TODO)\b|\bto be determined\b"
    r"|\b(?:prompt|text|description)\b.{0,30}\bgoes here\b|\binsert \w+ here\b|\bsame as above\b",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\bas an? (?:AI|artificial intelligence|language model)\b|\blanguage model\b"
    r"|\bI (?:cannot|can't|am unable to|won't) (?:fulfil|help with|assist|create|generate|comply)"
    r"|\bprovide (?:me with )?more (?:details|information)\b|人工智能助手",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"https?://|\bwww\.|\b[\w.+-]+@[\w-]+\.\w{2,}|\b[\w-]+\.(?:com|net|org|io)\b|</?[a-z][^>]*>"
    r"|\bQR codes?\b"
    r"|\b(?:ignore|disregard|forget) (?:all |any |the )*(?:previous|prior|above|rules|instructions)"
    r"|\bignore the (?:channel|theme)|\bsystem prompt\b|\bAPI[ _-]?keys?\b|\bdeveloper mode\b"
    r"|\bfrom now on,? you\b",
    re.IGNORECASE,
)
_META = re.compile(
    r"\b(?:create|make|generate|produce) an? (?:video|film|clip|scene|episode)\b"
    r"|\b(?:next|first|last|final) shot should\b|\bcall to action\b|\bthe audience\b"
    r"|\bviewers (?:can|will|should)\b|\bwrap up the episode\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:no|not|never|nobody|no one|nothing|none|neither|without|\w+n['\u2019]t)\b", re.IGNORECASE
)
_NEGATED = re.compile(
    r"(?:^|[,;.]\s*)(?:and |but )?(?:no|without(?: any| an?)?)\s+([\w' -]{2,60}?)\s*(?=[,;.]|$)",
    re.IGNORECASE,
)
HOW = frozenset(
    "shot shots wide medium close up closeup extreme very establishing macro low high angle camera "
    "pan pans panning tilt tilts zoom zooms dolly crane tracking orbit orbits static handheld rack "
    "focus lens depth field shallow bokeh film grain flare anamorphic cinematic footage video "
    "masterpiece best quality ultra detailed hyperdetailed detail resolution hd hdr uhd fps mm "
    "professional stunning breathtaking epic dramatic visuals photorealistic realistic octane "
    "render trending award winning composition golden ratio rule thirds sharp smooth movement "
    "lighting then and the a an of with in on at to slow slowly fast left right down out".split()
)
"""How things are filmed, which says nothing of what is seen."""

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_SEEN = 3
_MANY = 8
"""Words from which on a text shows whether it turns in circles."""


def unfit(text: str) -> str:
    """Why a text of a programme can be none of its words; "" if it can."""
    if text.strip() and _BLANK.match(text.strip()):
        return f"{text.strip()!r} is a filler"
    for pattern, why in (
        (_FILLER, "is a filler"),
        (_REFUSED, "is no part of a programme"),
        (_ORDER, "is an address, code or an order to somebody"),
    ):
        if found := pattern.search(text):
            return f"{found[0]!r} {why}"
    return ""


def unseen(prompt: str) -> str:
    """Why a prompt shows nothing; "" if it shows something."""
    words = [word.casefold() for word in _WORD.findall(prompt)]
    if found := _META.search(prompt):
        return f"{found[0]!r} talks about the film: say what is seen"
    if found := _NEGATION.search(prompt):
        return f"{found[0]!r}: say what is seen, never what is not"
    if len({*words} - HOW) < _FEWEST_SEEN:
        return "it says how it is filmed and not what is seen"
    if len(words) >= _MANY and len(set(words)) < 0.5 * len(words):
        return "it says the same words again and again"
    if len(words) >= _MANY and sum(not _sounds(word) for word in words) > len(words) / 4:
        return "it is not made of words"
    return ""


def without_negations(prompt: str) -> tuple[str, str]:
    """A prompt without clauses such as "no people", and what they want not to be seen."""
    unwanted = ", ".join(found.strip() for found in _NEGATED.findall(prompt))
    bare = _NEGATED.sub("", prompt).strip(" ,;") if unwanted else prompt
    return (bare, unwanted) if bare else (prompt, "")


def _sounds(word: str) -> bool:
    return len(word) < 3 or not word.isascii() or bool(re.search("[aeiouy]", word))
