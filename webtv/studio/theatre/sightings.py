"""What is known by sight in a text: keys of pictures, places, deeds and hours, word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from webtv.studio.theatre.artwork import CLIMBED, KEYWORD, NAME, OWN
from webtv.studio.theatre.language import (
    has_together,
    is_deed,
    is_plural,
    words,
    written_together,
)
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.names import is_called
from webtv.studio.theatre.traits import ALIVE, BEASTS, HEADS

_ON = frozenset(
    "on upon onto atop sur auf su sul sulla sui sobre en em no na nos nas на op på".split()
)
"""Words after which may come what somebody sits upon."""

_DONNING = frozenset(
    "put puts putting pull pulls pulling try tries trying strap straps strapping switch switches "
    "switching turn turns turning button buttons buttoning slip slips slipping".split()
)
"""Words with which "on" says that something is put on, and nobody sits on it."""

_IN = frozenset("in inside into within".split())
_UNDER = frozenset("under beneath underneath".split())
_ASIDE = frozenset(
    "beside near behind with from by at along across before through over above against".split()
)
"""English words after which comes what is nearby, and no seat."""

_HANGING = frozenset("hanging dangling hung".split())

_BODY = frozenset("head back nose shoulder shoulders ears".split())
"""Parts of a body upon which something may sit."""

_WITHOUT = frozenset("no without sin sans ohne kein keine keinen senza sem без".split())
"""Words after which comes what is not there."""

_AFTER = frozenset("after tras después après nach dopo depois após после".split())
"""Words after which comes weather that is over."""

_DETERMINERS = frozenset("a an the one two three four five his her its their of".split())

_JOINING = frozenset("of in on at to by for and with from under over near".split())

_PREDICATE = re.compile(
    r"\b(?:is|was|are|were|becomes?|became) (?:an?|the|his|her|their)(?: \w+)?$", re.IGNORECASE
)
"""Before a word that says what somebody is, who was named: "an octopus is the librarian"."""

_SAME_PLURAL = frozenset({"sheep", "deer"})
_ONE = re.compile(
    r"\b(?:an?|one|this|that|last|first|each|every|another)(?: \w+){0,2}$", re.IGNORECASE
)

_POSSESSIVE = re.compile(r"\b(?:(?:an?|the)\s+)?\w+(?:['\u2019]s|s['\u2019])\s+(?=\w)")
_PART_OF = re.compile(
    r"(\w+)(?:['\u2019]s|s['\u2019])\s+(?:\w+\s+)?(?:paws?|nose|foot|feet|hands?|ears?|tail|back|heads?|trunk|"
    r"hoof|mane|chin|lips|beak|claws?|horns?|necks?|faces?|fur|legs?|fingers?|belly|tongue|"
    r"shoulders?|arms?|eyes?|hair|whiskers|mouth|snout|knees?|side|flank|lap)\b"
)
"""A part of somebody, of whom the whole is shown."""


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
    tokens = words(_POSSESSIVE.sub(_owned(library), _PART_OF.sub(r"\1", text)))
    at, after_noun = 0, False
    while at < len(tokens):
        relation = _relation(tokens, at, lang)
        if relation:
            yield OWN, relation, tokens[at], after_noun
        if library.is_frequent(tokens[at], languages):
            at, after_noun = at + 1, False
            continue
        if at and is_called(tokens[at - 1], tokens[at]):
            at, after_noun = at + 1, True
            continue
        if at and tokens[at - 1].casefold() in _WITHOUT:
            at, after_noun = at + 1, False
            continue
        verb = lang == "en" and _is_verb(tokens, at)
        length, found = 0, None
        for tongue in languages:
            length, keys = library.lookup(tokens[at:], tongue, exact_only=tongue != lang)
            spoken = " ".join(tokens[at : at + length])
            after = at + length
            follows = tokens[after] if after < len(tokens) else ""
            if _relation(tokens, after, lang):
                follows = ""  # "a nest inside a hat" is no house
            if lang == "en" and follows and _is_verb(tokens, after):
                follows = ""
            if verb and length == 1:
                keys = [key for key in keys if key[1].startswith("act:")]
            if tongue != lang:  # a foreign word that only looks like an English one
                keys = [key for key in keys if key[0] <= NAME]
            doing = lang == "en" and length == 1 and _is_doing(tokens, at, after_noun)
            if lang == "en" and not after_noun and _has_article(tokens, at):  # "a fly", "the swing"
                keys = [key for key in keys if not key[1].startswith("act:")] or keys
            found = _choose(
                keys, spoken, tongue, after_noun, follows, library, first=at == 0, doing=doing
            )
            if found is not None:
                break
        if found is None or found[1].startswith("skip:"):
            if lang == "en" and tokens[at].islower() and re.search(r"[^s]s$", tokens[at]):
                yield OWN, "skip:count", tokens[at], after_noun  # "two hands" are no two cups
            at, after_noun = at + (length if found else 1), False
            continue
        over = found[1].startswith("sky:") and not _AFTER.isdisjoint(
            token.casefold() for token in tokens[max(0, at - 3) : at]
        )
        said = " ".join(tokens[max(0, at - 4) : at])
        over = over or (lang == "en" and found[1] in HEADS and bool(_PREDICATE.search(said)))
        if lang == "en" and tokens[at].casefold() in _SAME_PLURAL and not _ONE.search(said):
            yield OWN, "many:3", tokens[at], after_noun
        if not over:
            yield found[0], found[1], " ".join(tokens[at : at + length]), after_noun
        after_noun = is_picture(found[1]) or found[1].startswith("sky:")
        at += length
        if lang == "en" and at < len(tokens) and _is_calling(found[1], tokens[at], library):
            at += 1


def _owned(library: Library) -> Callable[[re.Match[str]], str]:
    """What remains of an owner: "ship" of "a ship's wheel", which is no other; else nothing."""

    def left(found: re.Match[str]) -> str:
        owner = re.split(r"\s+", found[0].strip())[-1].partition("'")[0].partition("\u2019")[0]
        thing = re.match(r"\w+", found.string[found.end() :])
        named = thing is not None and library.keys(f"{owner} {thing[0]}".casefold(), "en!")
        return f" {owner} " if named else " "

    return left


def _relation(tokens: list[str], at: int, lang: str) -> str:
    """How what comes next stands to what came last: on it, in it, under it; "" for no such word."""
    word = tokens[at].casefold() if at < len(tokens) else ""
    if lang != "en":
        return "on:it" if word in _ON else ""
    after = {token.casefold() for token in tokens[at + 1 : at + 3]}
    if word in _ON:
        if at and tokens[at - 1].casefold() in _DONNING:
            return ""
        return "worn:it" if _BODY & after else "on:it"
    if word == "from" and at and tokens[at - 1].casefold() in _HANGING:
        return "below:it"
    kinds = (("in:it", _IN), ("under:it", _UNDER), ("by:it", _ASIDE))
    return next((kind for kind, known in kinds if word in known), "")


def _is_verb(tokens: list[str], at: int) -> bool:
    """Whether an English word is a verb for certain: "a scarecrow guards the field" has one
    scarecrow, so that what ends in s is no plural.
    """
    before = [token.casefold() for token in tokens[max(0, at - 3) : at]]
    return (
        tokens[at].endswith("s")
        and not tokens[at].endswith(("ss", "us", "is"))
        and at + 1 < len(tokens)
        and any(token in ("a", "an") for token in before[:-1])
        and before[-1] not in _JOINING
        and not before[-1].endswith("ing")  # "a girl feeding ducks"
    )


def _has_article(tokens: list[str], at: int) -> bool:
    """Whether an English word, or the one before it, stands after an article or the like."""
    return any(token.casefold() in _DETERMINERS for token in tokens[max(0, at - 2) : at])


def _is_doing(tokens: list[str], at: int, after_noun: bool) -> bool:
    """Whether an English word says what somebody does: "painting a door", not "an old painting"."""
    word = tokens[at].casefold()
    named = _has_article(tokens, at) and not after_noun
    return (
        word.endswith("ing")
        and is_deed(word)
        and at + 1 < len(tokens)
        and not (named or _relation(tokens, at + 1, "en"))
    )


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
        after_noun = is_picture(keys[0][1])
        at += length


_WITH_ANIMALS = frozenset(
    "farmer keeper trainer breeder rider lover owner seller catcher hunter walker whisperer tamer "
    "handler watcher herder fancier lady man woman girl boy vet driver child".split()
)
"""Who has to do with animals, and is none: a dog walker, a chicken farmer."""


def _is_calling(icon: str, follows: str, library: Library) -> bool:
    """Whether an English word is a creature's calling: of a cat detective, a robot gardener."""
    creature = icon in BEASTS or icon in ("robot", "alien") or (icon in ALIVE and icon not in HEADS)
    if not creature or follows.casefold() in _WITH_ANIMALS or not follows.isalpha():
        return False
    found = library.lookup([follows], "en")[1]
    return bool(found) and found[0][1] in HEADS - BEASTS


def is_picture(key: str) -> bool:
    """Whether a key is that of something to be seen."""
    return ":" not in key or key.startswith(("first:", "else:", "idea:"))


def _may_join(follows: str) -> bool:
    """Whether an English word may be a noun that what stands before it belongs to: "coffee cup"
    is a cup, "a key taped", "a lamp bending" are a key and a lamp.
    """
    deed = follows.endswith("ing") or (follows.endswith("ed") and len(follows) > _SHORT)
    return follows.islower() and follows not in _PARTICLES and not deed


_PARTICLES = frozenset("down up out off round around away back apart past open wide still".split())

_SHORT = 5
"""Letters of nouns that end as deeds do: bed, seed, weed."""


def _choose(
    keys: list[tuple[int, str]],
    spoken: str,
    lang: str,
    after_noun: bool,
    follows: str,
    library: Library,
    *,
    first: bool,
    doing: bool,
) -> tuple[int, str] | None:
    """The key that is meant: a deed after a noun, else a noun; names of people are none."""
    if not keys:
        return None
    plain = spoken.casefold()
    if spoken[0].isupper() and lang not in ("de",) and keys[0][0] != OWN:
        if " " not in spoken and keys[0][0] >= KEYWORD and not first:
            return None
    acts = [key for key in keys if key[1].startswith("act:")]
    nouns = [key for key in keys if is_picture(key[1])]
    if acts and (after_noun or doing or not nouns or acts[0][0] < nouns[0][0]):
        return acts[0]
    if doing and (is_picture(keys[0][1]) or (after_noun and keys[0][1].startswith("place:"))):
        return None  # "painting a door", "rings crossing on water"
    if lang == "en" and keys[0][0] == CLIMBED and after_noun and plain.endswith("s"):
        return None  # "a lady blinks": a verb, though there is a herb of that name
    best = keys[0]
    if nouns and nouns[0][0] == best[0] and not best[1].startswith("hue:"):
        best = nouns[0]
    if lang == "en" and is_picture(best[1]) and _may_join(follows) and not is_plural(plain):
        joined = library.lookup([follows], "en")[1]
        acting = any(key.startswith("act:") for _, key in joined)
        if (
            joined
            and not acting
            and joined[0][0] < CLIMBED
            and not _is_calling(best[1], follows, library)
        ):
            if is_picture(joined[0][1]) or joined[0][1].startswith("place:"):
                return None  # "stone village", "coffee cup": the last word is the thing
    return best
