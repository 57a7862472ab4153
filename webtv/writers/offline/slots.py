"""What a channel lends the tales of its own: somebody, a thing and a place of its theme.

A thing is told as the theme writes it, so only phrases are taken that stand alone in their
language: with an article that is the same for subject and object ("eine Münze", never "einen
Ring"), or as an entry of a theme that is a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.atlas import World
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.kinds import (
    BEHIND,
    in_english,
    is_borne,
    is_firm,
    is_solid,
    place_in_english,
    with_article,
    without_tie,
)
from webtv.writers.offline.people import has_creatures, has_people, names_animals
from webtv.writers.offline.things import object_of, things_in
from webtv.writers.offline.turns import filmed_ago
from webtv.writers.offline.wording import capital
from webtv.writers.offline.wordsets import folded, is_dense
from webtv.writers.offline.worlds import worlds_in, worlds_tagged

_OPENS_BASE = ("es", "fr", "it", "pt", "de", "en", "ja")
"""Languages in whose sentences a thing is found in its base form."""

_NOUN_FIRST = ("ar", "fa", "he", "id", "vi")
"""Languages whose phrases begin with their noun: "angin laut" is wind, and no sea."""

_NOUN_LAST = ("ko", "tr")
"""Languages whose phrases end with their noun."""

_COMPOUND = ("de", "nl", "sv", "nb", "da", "fi", "hu")
"""Languages that write a workshop in a back yard as one word, which ends with its noun."""

_INFLECTED = frozenset("einen einem einer eines den dem des im am zum zur del al du au aux".split())
"""Words with which no base form begins."""

_ENTRIES = 4
"""Short pieces between commas from which one sentence is a list."""

_WORDS, _SIGNS = 4, 9
"""Words of a thing, and signs of scripts without blanks, at most."""

_LONG = 30
"""Characters of such a piece."""

_PLACE_WORDS = 9
"""Words of a beat that names the place, at most."""

_SURE = 2
"""Words in which nothing happens, also in a language of which no verbs are known."""

_PLACE_END, _FIRST_PART = 5, 3
"""Letters at least of a word of places with which a compound ends, and of what is before it."""

_NO_NOUNS = frozenset(
    "old new big small little other first last same blue red long down up out warm cold soft dark "
    "bright".split()
)
"""Words with which a phrase ends that was cut before its noun."""

_WEATHER = frozenset("rain fog wind snow silence night_sky autumn weather_report".split())
"""Worlds of which nothing can be carried about."""

_HEAD = re.compile(rf" (?:{'|'.join(sorted(BEHIND))})\b")
_COUNTED = re.compile(
    r"一[只个座间把盏辆棵艘本张条封台家匹朵块扇口](?:[^\s，。、]{1,6}的)?([^\s，。、的在和与]{1,6})"
)
_EVERY = re.compile(r"^(?:毎[日晩朝夜週年回]|[今昨明]日)")
"""Words that stand before a Japanese noun and say when."""

_COMMA = re.compile(r"[,，、;；،]")
_PARTS = re.compile(r"[\s,.;:!?।'’“”\"()]+")
_GROUP = re.compile(r"[&+,/]|\b(?:and|y|e|et|und|i|ve|и|و|the|los|las|les|die|gli|le)\b|と|和")
"""What is in the name of several, after which no verb is certain."""


@dataclass(frozen=True, slots=True)
class Slots:
    """What stands in the slots of a tale; "" for what the channel has not."""

    hero: str = ""
    """Somebody, as prompts name them."""

    name: str = ""
    """The bare name of one, with which a sentence may begin."""

    thing: str = ""
    place: str = ""

    shown: str = ""
    """The thing as pictures name it: in English, where they have a word for it."""

    lacks: frozenset[str] = frozenset()
    """The tags of tales for which the thing, or the place, is of another kind."""

    def put(self, text: str, language: str, *, said: bool = False) -> str:
        """A text with its slots filled, one that is `said` with the bare name of its hero.

        `{Thing}` begins a sentence.
        """
        known = {
            "hero": self.name if said else self.hero,
            "thing": self.shown or with_article(self.thing, language),
            "Thing": capital(self.thing, language),
            "place": self.place,
        }
        return re.sub(r"{(\w+)}", lambda slot: known[slot[1]], text)

    def fill(self, text: str, *, said: bool) -> bool:
        """Whether there is something for all slots of a text; one that is `said` needs a name."""
        known = {"hero": self.name if said else self.hero, "thing": self.thing, "Thing": self.thing}
        return all(known.get(slot, self.place) for slot in re.findall(r"{(\w+)}", text))


def slots_of(draft: Draft, own: Mapping[str, World], *, name: str, place: str) -> Slots:
    """The hero, a thing and the place of a programme, each the one of longest ago.

    `name` is one of the cast, `place` where the programme is, as far as is known; the words of the
    `own` worlds are those of places, and of what is no thing.
    """
    found = _Finder(draft, own)
    things = [*dict.fromkeys(found.things())]
    recent = draft.brief.recent
    language = draft.channel.language
    shown = {each: in_english(each, language) for each in things}
    thing = ""
    if things:
        thing = draft.longest_ago(things, lambda each: filmed_ago(shown[each] or each, recent))
    hero = name
    if not name and draft.persons:
        who = draft.longest_ago(draft.persons, lambda each: filmed_ago(each.name, recent))
        name, hero = who.name, who.seen
    hero = hero or found.somebody()
    named = name if not _GROUP.search(name.casefold()) else ""
    borne = is_borne(thing, language)
    said = without_tie(place or next(found.places(), ""), language)
    where = (not place and place_in_english(said, language)) or said
    firm = bool(where) and is_firm(where)
    kinds = {"borne": borne, "solid": is_solid(thing, language), "firm": firm}
    lacks = frozenset(tag for tag, fits in kinds.items() if not fits)
    return Slots(hero, named, thing, where, lacks=lacks, shown=shown.get(thing, ""))


class _Finder:
    """Finds things and places in a theme."""

    def __init__(self, draft: Draft, own: Mapping[str, World]) -> None:
        self._draft = draft
        self._code = draft.channel.language[:2]
        self._places = frozenset(map(folded, own["own_place"].words))
        self._none = frozenset(map(folded, own["own_thing"].words))
        beats = [b for b in draft.theme.beats if not (b.asks or b.spoken or b.portrait)]
        self._beats = [each for beat in beats for each in _entries(beat)]
        self._listed = all(self._is_entry(beat) for beat in self._beats)

    def somebody(self) -> str:
        """A person whom a list of things names: "lonely driver"."""
        entries = (beat.picture for beat in self._beats if self._is_entry(beat))
        return next((text for text in entries if has_people(text) and self._is_short(text)), "")

    def things(self) -> Iterator[str]:
        """The things of the theme in their base form, which can be drawn."""
        return filter(self._is_drawable, self._named())

    def places(self) -> Iterator[str]:
        """What the theme says of where it plays, the surest first, at last a word of it."""
        yield from self._signs_in(self._draft.theme.headed[0].text)
        reads = self._code == "en" or verbs.reads(self._code)
        sure = (b for b in self._beats if reads or b.listed or len(b.text.split()) <= _SURE)
        named = [beat.picture for beat in sure if self._draft.is_thing(beat)]
        short = [text for text in named if len(text.split()) <= _PLACE_WORDS]
        every = [thing for beat in self._beats for thing in things_in(beat.text, self._code)]
        yield from (text for text in (*short, *every) if self._is_place(text))
        theme = self._draft.channel.theme
        words = [word for word in _PARTS.split(theme) if word]
        said = [*map(" ".join, pairwise(words)), *words]
        the = "the " if self._code == "en" else ""
        known = (each for each in said if folded(each).replace(" ", "-") in self._places)
        yield from (f"{the}{each}" for each in known)
        ends = tuple(word for word in self._places if len(word) >= _PLACE_END)
        if self._code in _COMPOUND:  # a workshop in a yard, and no "Stempel"
            yield from (word for word in words if folded(word)[_FIRST_PART:].endswith(ends))
        yield from self._signs_in(theme)

    def _signs_in(self, text: str) -> list[str]:
        """The places of a text without blanks, in its order."""
        known = filter(is_dense, filter(text.__contains__, self._places))
        return sorted(known, key=lambda word: (text.find(word), -len(word)))

    def _named(self) -> Iterator[str]:
        for beat in self._beats:
            if self._is_entry(beat) and (self._listed or self._code in ("zh", "ja")):
                yield beat.text
            if self._code in _OPENS_BASE:
                yield from (_EVERY.sub("", thing) for thing in things_in(beat.text, self._code))
            if self._code == "en" and (beat.doing or beat.choice):
                yield object_of(beat.text)
            if self._code == "zh":
                yield from _COUNTED.findall(beat.text)

    def _is_entry(self, beat: Beat) -> bool:
        """Whether a beat is an entry of the theme itself, behind no sentence that inflects it."""
        return self._draft.is_thing(beat) and not (beat.head or beat.whole or beat.names)

    def _is_short(self, text: str) -> bool:
        return len(text) <= _SIGNS if is_dense(text) else len(text.split()) <= _WORDS

    def _is_place(self, text: str) -> bool:
        if self._code in _NOUN_FIRST and not self._none.isdisjoint(_words(text)[:1]):
            return False
        return self._is_one(text, self._places) and not has_people(text)

    def _is_one(self, text: str, words: frozenset[str]) -> bool:
        """Whether the noun of a phrase is one of some words; in most languages, any word of it."""
        if is_dense(text):
            return text.endswith(tuple(words))
        if self._code == "en":
            text = _HEAD.split(text, maxsplit=1)[0].split(" ")[-1]
        if self._code in _NOUN_LAST:
            text = text.split(" ")[-1]
        return not words.isdisjoint(_spelt(text))

    def _is_drawable(self, text: str) -> bool:
        """Whether a phrase names a thing that stands alone, no place, nobody and no notion."""
        words = _words(text)
        opens = _INFLECTED | wordlists.of(PREPOSITIONS, self._code)
        if not words or not self._is_short(text) or words[0] in opens:
            return False
        if self._is_one(text, self._places | self._none) or not self._none.isdisjoint(_spelt(text)):
            return False
        if has_people(text) or has_creatures(text):
            return False
        return not names_animals(text, self._code) and self._is_known(text)

    def _is_known(self, text: str) -> bool:
        """Whether the noun of a phrase is one of those of which worlds are made.

        In a language that has no worlds, an entry of a list is known unless it is no thing.
        """
        if not any(world.words for world in worlds_in(self._code).by_name.values()):
            return True
        head = _HEAD.split(text, maxsplit=1)[0] if self._code == "en" else text
        names = {n for known in worlds_in(self._code).matched(head) for n in known.names}
        concrete = bool(names - worlds_tagged("idea") - _WEATHER)
        if self._code != "en":
            return concrete or (self._listed and " " in text)
        return _words(head)[-1] in _nouns()


def _entries(beat: Beat) -> list[Beat]:
    """The entries of a beat that is a list, each as a beat; else the beat."""
    parts = [part.strip(" .。") for part in _COMMA.split(beat.text)]
    short = all(part and len(part.split()) <= _WORDS and len(part) <= _LONG for part in parts)
    if len(parts) < _ENTRIES or not short:
        return [beat]
    return [replace(beat, text=part, english="", whole=False) for part in parts]


def _words(text: str) -> list[str]:
    return [word for word in _PARTS.split(folded(text)) if word]


def _spelt(text: str) -> list[str]:
    """The words of a text, and each two that follow each other: "thành phố" is one of them."""
    words = _words(text)
    return [*words, *map("-".join, pairwise(words))]


@cache
def _nouns() -> frozenset[str]:
    """The nouns of all English pictures: the last words of their phrases."""
    links, opens = (wordlists.of(each, "en") for each in (wordlists.LINKS, wordlists.DETERMINERS))
    known: set[str] = set()
    for world in worlds_in("en").by_name.values():
        for moment in world.every:
            words = _words(moment.picture)
            opened = False
            for word, behind in zip(words, [*words[1:], "of"], strict=True):
                opened = opened or word in opens
                ends = behind in links or behind.endswith("ing")
                if opened and ends and word not in links | opens and not word.endswith("ing"):
                    known |= {word, f"{word}s", word.removesuffix("s")}
                opened = opened and not ends
    return frozenset(known) - _NO_NOUNS
