"""Reading a prompt: who and what is in it, where, when, in which weather and colours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from webtv.studio.theatre import phrases
from webtv.studio.theatre.artwork import CLIMBED, KEYWORD, OWN
from webtv.studio.theatre.language import has_together, stem, words, written_together
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.phrases import Move, Scale
from webtv.studio.theatre.traits import BEASTS, WORN

_MOST_FIGURES = 6
_TITLE_LETTERS = 90
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

_PLURAL = re.compile(r"^(?:mice|geese|wolves|sheep|men|women)$|[^s'u]s$", re.IGNORECASE)
_UNCOUNTED = frozenset({"leafy-green", "houses", "spaghetti", "books", "glasses", "cloud", "star"})

_POSSESSIVE = re.compile(r"\b\w+(?:['\u2019]s|s['\u2019])\s+(?=\w)")
_OLD = re.compile(
    r"\b(?:old|elderly|retired|aged|seventies|eighties|nineties|white-haired|grey-haired)\b",
    re.IGNORECASE,
)
_TELLING = frozenset({"supervillain", "mage", "cook", "farmer", "superhero", "man-mechanic"})
_AGED = {"woman": "old-woman", "girl": "old-woman", "man": "old-man", "boy": "old-man"}
_ADDRESSED = re.compile(
    r"\b(?:Mrs|Miss|Ms|Lady|Señora|Madame|Frau|Signora|Mr|Señor|Herr|Monsieur)\b"
)


@dataclass(frozen=True)
class Figure:
    """Somebody or something on the stage: its picture, how many, in which colour, doing what."""

    icon: str
    name: str
    count: int = 1
    colours: tuple[str, ...] = ()
    worn: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    hero: bool = False


@dataclass(frozen=True)
class Reading:
    """All that the theatre understands of a prompt. `title` is its beat as it was written."""

    figures: tuple[Figure, ...] = ()
    place: str | None = None
    places: tuple[str, ...] = ()
    hour: str | None = None
    weather: frozenset[str] = frozenset()
    colours: tuple[str, ...] = ()
    scale: Scale = "full"
    move: tuple[Move, int] = ("dolly", 1)
    motion: int = 5
    title: str = ""
    unseen: bool = False


@dataclass
class _Notes:
    """What is gathered while reading."""

    figures: list[Figure] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    hour: str | None = None
    weather: set[str] = field(default_factory=set)
    colours: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    count: int = 1
    hues: list[str] = field(default_factory=list)
    nouns: int = 0


def read(prompt: str, library: Library) -> Reading:
    """What `prompt` says. Languages are told apart by their words; English is always read too."""
    parts = phrases.segments(prompt)
    languages = library.languages(" ".join(p for p in parts if not phrases.is_camera(p)))
    notes = _Notes()
    name = ""
    beats: list[str] = []
    for number, part in enumerate(parts):
        text = phrases.told(part) if number <= 1 else part
        if phrases.is_camera(part) and (number > 0 or text == part):
            continue
        if phrases.is_style(part) and not (number == 0 and text != part):
            notes.colours += [k for k in _keys(text, languages, library) if k.startswith("hue:")]
            _light(text, languages, library, notes)
            continue
        following = parts[number + 1] if number + 1 < len(parts) else ""
        if _is_name(text, languages) and re.match(r"(?:an?|the|una?|une?|eine?)\s", following):
            name = text
            continue
        if phrases.is_worn(text):
            _wear(text, languages, library, notes)
            continue
        if len(beats) < 2 and len(text) > 2:
            beats.append(text)
        before = len(notes.figures)
        hues = [key for key in _keys(text, languages, library) if key.startswith("hue:")]
        if number > 0 and hues and all(":" in key for key in _keys(text, languages, library)):
            notes.colours += hues
        _tell(text, languages, library, notes, strong=number < 3)
        if name and len(notes.figures) > before:
            hero = replace(notes.figures[before], name=name, hero=True)
            notes.figures[before:] = [replace(hero, icon=_cast(hero.icon, name, text, library))]
            name = ""
    title = (name or (beats[0] if beats else "")).strip(" ,.;")
    return Reading(
        figures=tuple(notes.figures[:_MOST_FIGURES]),
        place=notes.places[0] if notes.places else None,
        places=tuple(dict.fromkeys(notes.places)),
        hour=notes.hour,
        weather=frozenset(notes.weather),
        colours=tuple(key.partition(":")[2] for key in dict.fromkeys(notes.colours)),
        scale=phrases.scale(prompt),
        move=phrases.move(prompt),
        motion=phrases.motion(prompt),
        title=title if len(title) <= _TITLE_LETTERS else title[:_TITLE_LETTERS].rsplit(" ", 1)[0],
        unseen=not notes.figures and not notes.places,
    )


def _cast(icon: str, name: str, look: str, library: Library) -> str:
    """The picture of somebody with a name: years and titles count, and so does a telling name."""
    addressed = _ADDRESSED.search(name)
    if addressed and icon not in BEASTS:
        icon = "man" if addressed[0] in ("Mr", "Señor", "Herr", "Monsieur") else "woman"
    if _OLD.search(look):
        icon = _AGED.get(icon, icon)
    for word in words(name):
        for grade, key in library.keys(stem(word, "en"), "en"):
            if icon in ("man", "woman", "person") and grade == OWN and key in _TELLING:
                return key
    return icon


def _is_name(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a segment is nothing but somebody's name."""
    found = text.split()
    return (
        0 < len(found) <= 4
        and languages[0] != "de"
        and all(
            word[0].isupper() or word[0].isdigit() or word in ("the", "von", "de") for word in found
        )
    )


def _tell(
    text: str, languages: tuple[str, ...], library: Library, notes: _Notes, *, strong: bool
) -> None:
    """Read one segment: figures in their order, with what stands before and after them."""
    notes.count, notes.hues = 1, []
    first = len(notes.figures)
    for grade, key, word, after_noun in _sightings(text, languages, library):
        kind, _, value = key.partition(":")
        if not value:
            _enter(key, grade, word, notes)
        elif kind == "act" and (after_noun or first == len(notes.figures) or grade == OWN):
            if first < len(notes.figures):
                who = notes.figures[first]
                notes.figures[first] = replace(who, acts=(*who.acts, value))
            elif notes.figures:
                notes.figures[0] = replace(notes.figures[0], acts=(*notes.figures[0].acts, value))
            else:
                notes.acts.append(value)
        elif kind == "place":
            if strong or not notes.places:
                notes.places.append(value)
        elif kind == "hour":
            notes.hour = notes.hour or value
        elif kind == "sky":
            notes.weather.add(value)
        elif kind == "many":
            notes.count = max(notes.count, int(value))
        elif kind == "hue":
            notes.hues.append(value)
    if notes.acts and len(notes.figures) > first:
        who = notes.figures[first]
        notes.figures[first] = replace(who, acts=(*notes.acts, *who.acts))
        notes.acts = []


def _enter(key: str, grade: int, word: str, notes: _Notes) -> None:
    icons = key.split("+")
    for spelled in icons:
        icon, _, own = spelled.partition("*")
        if icon in WORN and any(f.hero or f.acts for f in notes.figures):
            continue
        known = next((i for i, f in enumerate(notes.figures) if f.icon == icon), None)
        colours = tuple(notes.hues[-1:]) or ((own,) if own else ())
        if known is not None and len(icons) == 1:
            old = notes.figures[known]
            notes.figures[known] = replace(old, colours=old.colours or colours)
            continue
        count = notes.count if len(icons) == 1 else 1
        if count == 1 and len(icons) == 1 and _PLURAL.search(word) and icon not in _UNCOUNTED:
            count = 3 if known is None and not notes.figures else 2
        figure = Figure(icon, word.casefold(), count, colours)
        notes.figures.append(figure)
    notes.count, notes.hues = 1, []


def _wear(text: str, languages: tuple[str, ...], library: Library, notes: _Notes) -> None:
    """What the one named last wears: garments and their colours."""
    if not notes.figures:
        return
    hues, garments = [], []
    for key in _keys(text, languages, library):
        if key.startswith("hue:"):
            hues.append(key[4:])
        elif key in WORN:
            garments.append(key)
    garments += [word.casefold() for word in words(text) if word.casefold() in WORN]
    hero = notes.figures[-1]
    notes.figures[-1] = replace(hero, worn=(*hero.worn, *garments, *(f"hue:{h}" for h in hues)))


def _light(text: str, languages: tuple[str, ...], library: Library, notes: _Notes) -> None:
    """Hour and weather may be told by the style as well ("moonlight", "rain-soaked neon")."""
    for key in _keys(text, languages, library):
        kind, _, value = key.partition(":")
        if kind == "hour" and value != "day" and notes.hour is None:
            notes.hour = value
        elif kind == "sky" and value in ("rain", "snow", "fog"):
            notes.weather.add(value)


def _keys(text: str, languages: tuple[str, ...], library: Library) -> list[str]:
    return [key for _, key, _, _ in _sightings(text, languages, library)]


def _sightings(
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
