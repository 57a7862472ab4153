"""Honest uses of words that are rude elsewhere: what is left out of a text before it is judged."""

from __future__ import annotations

import re
from unicodedata import normalize

from webtv.safety.letters import visible
from webtv.safety.lists import honest_in_english, honest_phrases

_BIRDS = "great|blue|coal|marsh|willow|crested|bearded|sombre|varied|penduline|long-tailed"
_HONEST = re.compile(
    "|".join(
        (
            rf"\b(?:{_BIRDS})[ -]tits?\b|\btit[ -]for[ -]tat\b",
            r"\bspic[ -]and[ -]span\b|\bmaine coons?\b|\bpussy[ -]?(?:willows?|foot\w*)\b",
            r"\bcock[ -]a[ -](?:doodle\w*|hoop|leekie)\b|\bcock robin\b|\bblack[ -]?cocks?\b",
            r"\bcock(?:s|ed|ing)? (?:an?|one|the|its|his|her|their|my|your|our) (?:\w+ )?"
            r"(?:heads?|ears?|eyes?|eyebrows?|brows?|hats?|tails?)\b|\bcocks?[ -]crow\w*",
            r"\bcock (?:pheasants?|sparrows?|of the (?:walk|rock|north))\b|\bturkey cocks?\b",
            r"\bspotted dick\b|\bjackass penguins?\b|\b(?:summa |magna )?cum laude\b",
            r"\b(?:oil[ -]?seed rape|rape[ -]?seed)\b|\bpenis[ -]worms?\b|\bsex pistols\b",
            r"\bdick (?:van dyke|turpin|tracy|whittington|francis|clark|cheney|dale)\b",
            r"\b(?:moby|philip k\.?|tom,?|andy|uncle|dandy)[ -]dick\b",
        )
    )
)
"""Honest uses of words that are rude elsewhere."""

_ENGLISH = frozenset(
    "the of with and into from its is are at above beside behind down out over under".split()
)
"""Words of which an English text has one."""

_PIECE = re.compile(r"[^\W_]+")
_UNSPACED = ("ja", "zh")
"""Languages whose words stand without spaces between them."""


class Honest:
    """The honest phrases of English and of a channel's language."""

    def __init__(self, language: str) -> None:
        edge = "" if language[:2] in _UNSPACED else r"\b"
        own = (f"{edge}(?:{each}){edge}" for each in honest_phrases(language))
        self._own = re.compile("|".join(own) or r"(?!)")
        self._in_english = honest_in_english(language)

    def left_out_of(self, text: str) -> str:
        """Return `text` in small letters as it is seen, with "~" for each honest phrase."""
        # Before letters pass for others: a Turkish i without a dot is none with one.
        known = self._own.sub(" ~ ", normalize("NFKC", text.lower()))
        seen = _HONEST.sub(" ~ ", visible(known))
        if self._in_english and not _ENGLISH.isdisjoint(_PIECE.findall(seen)):
            seen = _PIECE.sub(lambda m: "~" if m[0] in self._in_english else m[0], seen)
        return seen
