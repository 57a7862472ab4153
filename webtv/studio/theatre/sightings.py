"""What is known by sight in a text: keys of pictures, places, deeds and hours, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from webtv.studio.theatre.artwork import CLIMBED, KEYWORD, OWN
from webtv.studio.theatre.language import has_together, stem, words, written_together
from webtv.studio.theatre.library import Library

_UNSEEN = frozenset(
    "shot view close scene light way side end kind sort bit lot part top bottom front back middle "
    "day time thing things place world life other one next last first each every all episode frame "
    "background foreground distance camera edge style look show film picture image video story "
    "stories channel hour season minute age set line point body round clear small big old new "
    "high low long short wide full slow fast soft warm cool dark bright quiet still half moment "
    "order case work air present present-day name number group mood form sound water glass paper "
    "hands hand hair strong ears eyes eye ear nose face bun chest person figure master service "
    "head foot feet leg arm tail mind will rest cast lead character narrow silver plait "
    "steps".split()
)
"""English words that WordNet or a keyword would draw, and that say nothing to be seen."""
_NEVER = frozenset({"long", "longer", "light", "lights", "still", "home", "times"})
"""Words that share a stem with one of the table, and say something else."""

_POSSESSIVE = re.compile(r"\b\w+(?:['\u2019]s|s['\u2019])\s+(?=\w)")


def keys(text: str, languages: tuple[str, ...], library: Library) -> list[str]:
    """The keys alone, in the order of the text."""
    return [key for _, key, _, _ in sightings(text, languages, library)]


def sightings(
    text: str, languages: tuple[str, ...], library: Library
) -> Iterator[tuple[int, str, str, bool]]:
    """Grade, key and word of all that is known in a text, and whether a noun stands before it."""
    lang = languages[0]
    if written_together(lang):
        yield from _sightings_together(text, lang, library)
        latin = re.sub(r"[^\x00-\u024f]+", " ", text)
        if not latin.strip():
            return
        text, languages, lang = latin, ("en",), "en"
    tokens = words(_POSSESSIVE.sub(" ", text))
    at, after_noun = 0, False
    while at < len(tokens):
        if library.is_frequent(tokens[at], languages):
            at, after_noun = at + 1, False
            continue
        length, found = 0, None
        for tongue in languages:
            length, keys = library.lookup(tokens[at:], tongue)
            spoken = " ".join(tokens[at : at + length])
            follows = tokens[at + length] if at + length < len(tokens) else ""
            found = _choose(keys, spoken, tongue, after_noun, follows, library)
            if found is not None:
                break
        if found is None:
            at, after_noun = at + 1, False
            continue
        yield found[0], found[1], " ".join(tokens[at : at + length]), after_noun
        after_noun = ":" not in found[1]
        at += length


def _sightings_together(
    text: str, lang: str, library: Library
) -> Iterator[tuple[int, str, str, bool]]:
    at, after_noun = 0, False
    while at < len(text):
        length, keys = library.within(text[at:], lang) if has_together(text[at]) else (0, [])
        if not keys:
            at += 1
            continue
        yield *keys[0], text[at : at + length], after_noun
        for extra in keys[1:3]:
            if extra[0] == OWN and ":" in extra[1]:
                yield *extra, text[at : at + length], True
        after_noun = ":" not in keys[0][1]
        at += length


def _choose(
    keys: list[tuple[int, str]],
    spoken: str,
    lang: str,
    after_noun: bool,
    follows: str,
    library: Library,
) -> tuple[int, str] | None:
    """The key that is meant: a deed after a noun, else a noun; names of people are none."""
    if not keys:
        return None
    plain = spoken.casefold()
    if lang == "en" and plain in _NEVER:
        return None
    if lang == "en" and keys[0][0] != OWN and (plain in _UNSEEN or stem(plain, "en") in _UNSEEN):
        return None
    if spoken[0].isupper() and lang not in ("de",) and keys[0][0] != OWN:
        if " " not in spoken and keys[0][0] >= KEYWORD:
            return None
    acts = [key for key in keys if key[1].startswith("act:")]
    nouns = [key for key in keys if ":" not in key[1]]
    gerund = lang == "en" and plain.endswith("ing")
    if acts and (after_noun or gerund or not nouns or acts[0][0] < nouns[0][0]):
        return acts[0]
    if gerund and keys[0][0] != OWN:
        return None
    best = nouns[0] if nouns and nouns[0][0] == keys[0][0] else keys[0]
    if lang == "en" and ":" not in best[1] and follows and follows.islower():
        joined = library.lookup([follows], "en")[1]
        acting = any(key.startswith("act:") for _, key in joined)
        if joined and not acting and joined[0][0] < CLIMBED:
            if ":" not in joined[0][1] or joined[0][1].startswith("place:"):
                return None  # "stone village", "coffee cup": the last word is the thing
    return best
