"""Reading a prompt: who and what is in it, where, when, in which weather and colours."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from webtv.studio.theatre import phrases
from webtv.studio.theatre.artwork import OWN
from webtv.studio.theatre.figures import Figure, How, Reading
from webtv.studio.theatre.introduced import is_introduced
from webtv.studio.theatre.language import has_together, words
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.names import NAME_AT_END, cast, is_name
from webtv.studio.theatre.sightings import is_picture, keys, sightings
from webtv.studio.theatre.traits import WORN, stance

_OF_NIGHT = frozenset("star full-moon crescent-moon milky-way".split())
"""What is seen at night, when no hour is named."""

_OWNER = re.compile(r"(?<=\w)['\u2019]s\b")
_MOST_FIGURES = 6
_TITLE_LETTERS = 90
_PLURAL = re.compile(r"^(?:mice|geese|wolves|men|women)$|^(?!mrs$|ms$).*[^s'u]s$", re.IGNORECASE)
_UNCOUNTED = frozenset(
    "leafy-green houses spaghetti bubbles "
    "books glasses cloud star headphone jeans pants scissors".split()
)

_DETERMINED = re.compile(
    r"(?:and |y |et |und |e |и |och |en |i )?(?:an?|the|two|three|four|five|his|her|its|their|"
    r"some|many|"
    r"un[ae]?|el|la|los|las|le|les|des|der|die|das|ein|eine|il|lo|gli|um|uma|os|as|dos|deux|zwei|"
    r"due|duas|два|две|een|het|de)\s",
    re.IGNORECASE,
)
"""How a thing begins in languages with articles."""


@dataclass
class _Notes:
    """What is gathered while reading."""

    figures: list[Figure] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    styled: str | None = None
    hour: str | None = None
    weather: set[str] = field(default_factory=set)
    colours: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    count: int = 1
    hues: list[str] = field(default_factory=list)
    on: int | None = None
    how: How = "on"


def read(prompt: str, library: Library) -> Reading:
    """What `prompt` says. Languages are told apart by their words; English is always read too."""
    parts = phrases.segments(prompt)
    usual = _language(parts, library)
    notes = _Notes()
    name = ""
    beats: list[str] = []
    opening, unseen = True, False
    for number, part in enumerate(parts):
        text = phrases.told(part) if number <= 1 else part
        languages = library.languages(text, usual)
        if phrases.is_camera(part) and (number > 0 or text == part):
            continue
        if (
            phrases.is_style(part)
            and (beats or name or notes.figures)
            and not (number == 0 and text != part)
        ):
            notes.colours += [k for k in keys(text, languages, library) if k.startswith("hue:")]
            _light(text, languages, library, notes)
            continue
        following = parts[number + 1] if number + 1 < len(parts) else ""
        described = re.match(r"(?:an?|the|una?|une?|eine?)\s", following) is not None
        if described and is_name(text, languages):
            name = text
            continue
        if number <= 1 and is_introduced(text, following, languages, library):
            name = text
            continue
        ending = NAME_AT_END.match(text) if described and languages[0] != "de" else None
        if ending is not None:
            text, name = ending[1], ending[2]
        if phrases.is_worn(text):
            _wear(text, languages, library, notes)
            continue
        if len(beats) < 2 and len(text) > 2 and not (name and ending is None):
            beats.append(text)
        named = keys(text, languages, library)
        if number > 0 and not any(map(is_picture, named)):
            notes.colours += [key for key in named if key.startswith("hue:")]
        if beats == [text] and not named:
            unseen = True  # what has a name of its own is no sun of the style behind it
        if not (opening and not unseen) and not name and not _tells(text, languages, library):
            _set(text, languages, library, notes, strong=number < 3)
            continue
        looks = name if ending is None else ""
        before = len(notes.figures)
        _tell(text, languages, library, notes, strong=number < 3, named=bool(looks))
        opening = opening and not notes.figures and not notes.places
        if looks and len(notes.figures) > before:
            hero = replace(notes.figures[before], name=name, hero=True)
            notes.figures[before:] = [replace(hero, icon=cast(hero.icon, name, text, library))]
            name, opening = "", True
    if notes.hour is None and any(figure.icon in _OF_NIGHT for figure in notes.figures):
        notes.hour = "night"
    title = (name or (beats[0] if beats else "")).strip(" ,.;")
    if not notes.figures and _OWNER.search(prompt):  # "a mermaid's tail": at least the mermaid
        return replace(read(_OWNER.sub("", prompt), library), title=title)
    return Reading(
        figures=tuple(notes.figures[:_MOST_FIGURES]),
        place=notes.places[0] if notes.places else None,
        places=tuple(dict.fromkeys(notes.places)),
        styled=notes.styled,
        hour=notes.hour,
        weather=frozenset(notes.weather),
        colours=tuple(key.partition(":")[2] for key in dict.fromkeys(notes.colours)),
        scale=phrases.scale(prompt),
        angle=phrases.angle(prompt),
        move=phrases.move(prompt),
        motion=phrases.motion(prompt),
        title=title if len(title) <= _TITLE_LETTERS else title[:_TITLE_LETTERS].rsplit(" ", 1)[0],
        unseen=not notes.figures and not notes.places,
    )


def _language(parts: list[str], library: Library) -> str:
    """The language of a prompt: that of what is told, not of its style, which is often English."""
    told = [part for part in map(phrases.told, parts) if not phrases.is_camera(part)]
    scene = [part for part in told if not phrases.is_style(part)]
    return library.languages(" ".join(scene or told))[0]


def _tells(text: str, languages: tuple[str, ...], library: Library) -> bool:
    """Whether a later segment goes on with the story: it begins as a thing does ("a cat", "two
    owls") or has somebody do something. What else follows a beat is hour, weather and style.
    """
    found = [(grade, key) for grade, key, _, _ in sightings(text, languages, library)]
    things = [grade for grade, key in found if is_picture(key) and stance(key) != "sky"]
    if not things or found[0][1].startswith("sky:"):
        return False
    ideas = not has_together(text) and any(key.startswith("idea:") for _grade, key in found)
    if ideas or _DETERMINED.match(text):
        return True
    return OWN in things and any(key.startswith("act:") for _, key in found)


def _set(
    text: str, languages: tuple[str, ...], library: Library, notes: _Notes, *, strong: bool
) -> None:
    """Read hour, weather and place from a segment that tells no more than those; and deeds."""
    for key in keys(text, languages, library):
        kind, _, value = key.partition(":")
        if kind == "hour":
            notes.hour = notes.hour or value
        elif kind == "sky" or value == "paper-steam":
            notes.weather.add(value.removeprefix("paper-"))
        elif kind == "place" and value != "sky" and (strong or not notes.places):
            notes.places.append(value)
        elif kind == "act" and notes.figures and not notes.weather:
            who = notes.figures[0]
            notes.figures[0] = replace(who, acts=(*who.acts, value))


def _tell(
    text: str,
    languages: tuple[str, ...],
    library: Library,
    notes: _Notes,
    *,
    strong: bool,
    named: bool = False,
) -> None:
    """Read one segment: figures in their order, with what stands before and after them. One who
    is `named` is somebody else than those who look alike.
    """
    notes.count, notes.hues, notes.on = 1, [], None
    first = len(notes.figures)
    spare: tuple[str, int, str] | None = None
    for grade, key, word, after_noun in sightings(text, languages, library):
        kind, _, value = key.partition(":")
        if key == "paper-table" and notes.on is not None and notes.how == "on":
            notes.places.append("desk")
            notes.on = None
        elif not value:
            _enter(key, grade, word, notes, named=named and first == len(notes.figures))
        elif kind == "idea":
            _enter(value, grade, word, notes, named=False, idea=True)
        elif kind == "first":  # hands, a hole: a picture where they are what it is about
            if not notes.figures:
                _enter(value, grade, word, notes, named=False)
        elif kind == "else":  # smoke, dust, water: a picture where nothing else is
            spare = spare or (value, grade, word)
            if value == "paper-steam":
                notes.weather.add("steam")
        elif kind in ("on", "in", "under", "below"):
            notes.on = len(notes.figures) - 1 if len(notes.figures) > first else None
            notes.how = kind  # type: ignore[assignment]
        elif kind == "by":
            notes.on = None
        elif kind == "worn" and len(notes.figures) > first + 1:
            notes.figures[-1] = replace(notes.figures[-1], on=first, how="on")
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
        elif kind == "many" and not re.search(rf"\bnumber {word}", text, re.IGNORECASE):
            notes.count = max(notes.count, int(value))
        elif kind == "hue":
            notes.hues.append(value)
        elif key == "skip:count":
            notes.count = 1
    if spare is not None and not notes.figures:
        _enter(*spare, notes, named=False)
    if notes.acts and len(notes.figures) > first:
        who = notes.figures[first]
        notes.figures[first] = replace(who, acts=(*notes.acts, *who.acts))
        notes.acts = []


def _enter(
    key: str, grade: int, word: str, notes: _Notes, *, named: bool, idea: bool = False
) -> None:
    icons = key.split("+")
    for spelled in icons:
        icon, _, own = spelled.partition("*")
        if icon in WORN and any(f.hero or f.acts for f in notes.figures):
            continue
        known = next((i for i, f in enumerate(notes.figures) if f.icon == icon), None)
        colours = tuple(notes.hues[-1:]) or ((own,) if own else ())
        if known is not None and len(icons) == 1 and not named:
            old = notes.figures[known]
            count = max(old.count, notes.count)
            notes.figures[known] = replace(old, colours=old.colours or colours, count=count)
            notes.count = 1
            continue
        count = notes.count if len(icons) == 1 else 1
        if count == 1 and len(icons) == 1 and _PLURAL.search(word) and icon not in _UNCOUNTED:
            count = 3 if known is None and not notes.figures else 2
        if notes.on is not None:
            rider = notes.figures[notes.on]
            notes.figures[notes.on] = replace(rider, on=len(notes.figures), how=notes.how)
            notes.on = None
        figure = Figure(icon, word.casefold(), count, colours, idea=idea)
        notes.figures.append(figure)
    notes.count, notes.hues = 1, []


def _wear(text: str, languages: tuple[str, ...], library: Library, notes: _Notes) -> None:
    """What the one named last wears: garments and their colours."""
    if not notes.figures:
        return
    garments: list[tuple[str, str]] = []
    hue = ""
    for word in words(text):
        found = [word.casefold(), *keys(word, languages, library)]
        hue = next((key[4:] for key in found if key.startswith("hue:")), hue)
        garment = next((key for key in found if key in WORN and key != "t-shirt"), None)
        if garment is not None:
            garments.append((garment, hue))
            hue = ""
    if hue or not garments:
        garments.append(("dress", hue))
    hero = notes.figures[-1]
    notes.figures[-1] = replace(hero, worn=(*hero.worn, *garments))


def _light(text: str, languages: tuple[str, ...], library: Library, notes: _Notes) -> None:
    """Hour, weather and place may be told by the style as well ("moonlight", "rain-soaked neon",
    "cinematic city night").
    """
    for key in keys(text, languages, library):
        kind, _, value = key.partition(":")
        if kind == "hour" and value != "day" and notes.hour is None:
            notes.hour = value
        elif kind == "sky" and value in ("rain", "snow", "fog"):
            notes.weather.add(value)
        elif kind == "place" and value != "sky":
            notes.styled = notes.styled or value
