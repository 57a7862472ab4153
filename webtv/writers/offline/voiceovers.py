"""Voice-overs: small stories that a narrator tells over pictures of a theme.

Each is of a milieu, a workshop or a club, and names nothing that is seen, so that the pictures may
be those of any theme of that milieu. `phrases/voiceovers` holds them, a file for each language; its
README says what holds of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from webtv.writers.offline.atlas import World
from webtv.writers.offline.phrases.regions import regional
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.worlds import Worlds

LINES = 6
"""Lines of a voice-over."""

HERO = "{hero}"
"""What stands in a line for the name of who leads."""

_HEAD = re.compile(r"tale(?: \(([\w ]+)\))?: ([^|]+) \| ([^|]+)")

_WORLDS = {
    "workshop": "workshop textile clay garage repair model_making paper building_site painting "
    "fashion retro_computing photography",
    "club": "football ballgame boardgame martial_arts boxing ice_rink winter_sports tennis "
    "table_tennis athletics exercise swimming racing rock_band orchestra jazz singing dance "
    "surfing bicycle",
    "care": "doctor rescue babies houseplants",
    "search": "detective museum fishing photography",
    "show": "stage festival circus wedding party cinema club radio aquarium",
    "outpost": "lighthouse polar energy",
    "counter": "shop market office hotel hairdresser post library coffee spa street_food sweets "
    "tea",
    "journey": "train bus boat flight road travel subway spaceship hiking",
    "quest": "pirates castle magic dragons heroes monsters mermaids aliens samurai western",
    "house": "household family_table village_square city_day city_night friendship cats dogs "
    "bedtime fireside play toys",
    "kitchen": "kitchen bakery dairy brewery vineyard",
    "lesson": "school music_lesson experiments language_lesson laboratory numbers study_desk",
    "nature": "garden forest river pond birds bees hedgerow woodland orchard fields flock farmyard "
    "sea underwater island mountain savanna jungle horses",
    "machine": "robots coding technology factory future_city video_game",
    "chronicle": "newspaper council history antiquity",
    "stillness": "silence longing time memory dreams night_sky shapes fog snow",
}
"""The worlds of each milieu, for themes that none of its words name."""

_OF_WORLDS = {name: frozenset(worlds.split()) for name, worlds in _WORLDS.items()}

VAGUE = frozenset({"house", "nature", "stillness"})
"""Milieus that can be around any other."""

_FOLDER = files("webtv.writers.offline.phrases").joinpath("voiceovers")


@dataclass(frozen=True, slots=True)
class Voiceover:
    """A story of a milieu, in lines that go over one picture each."""

    milieu: str
    title: str
    logline: str
    """A sentence that gives nothing of it away."""

    lines: tuple[str, ...]
    people: bool = False
    """Whether people are there."""

    comic: bool = False
    """Whether it is too silly for a calm channel."""

    @property
    def led(self) -> bool:
        """Whether the hero is in it."""
        return any(HERO in line for line in self.lines)

    @property
    def own(self) -> tuple[str, ...]:
        """Its lines without the hero, which are the same whoever that is."""
        return tuple(line for line in self.lines if HERO not in line)


@dataclass(frozen=True, slots=True)
class Milieu:
    """What is told where, and the words by which a theme is known to play there."""

    words: tuple[str, ...]
    """With a star at its end, the beginning of a word."""

    voiceovers: tuple[Voiceover, ...]


def read_voiceovers(text: str) -> dict[str, Milieu]:
    """Read the milieus of a file; `ValueError` for a bad row."""
    text = text.replace("\u2019", "'")  # one apostrophe in a programme: themes are read so, too
    found: dict[str, Milieu] = {}
    for block in re.split(r"\n\s*\n", text.strip()):
        name, words, *rows = (row.strip() for row in block.splitlines())
        if not (name.startswith("@ ") and words.startswith("? ")):
            raise ValueError(f"{name!r} and {words[:40]!r} begin no milieu")
        milieu, told = name.removeprefix("@ "), re.split(r"\n(?=tale)", "\n".join(rows))
        stories = tuple(_voiceover(milieu, story.split("\n")) for story in told)
        found[milieu] = Milieu(tuple(words.removeprefix("? ").split()), stories)
    return found


def _voiceover(milieu: str, rows: list[str]) -> Voiceover:
    head, lines = _HEAD.fullmatch(rows[0]), tuple(row.removeprefix("- ") for row in rows[1:])
    if not head or len(lines) != LINES or not all(row.startswith("- ") for row in rows[1:]):
        raise ValueError(f"{milieu}: {rows[0]!r} and the rows behind it are no voice-over")
    tags = (head[1] or "").split()
    return Voiceover(milieu, head[2], head[3], lines, "people" in tags, "comic" in tags)


@cache
def milieus_in(language: str) -> Mapping[str, Milieu]:
    """The milieus of a language, in its variety; none where it has no file."""
    file = _FOLDER.joinpath(f"{language[:2]}.txt")
    known = read_voiceovers(file.read_text("utf-8")) if file.is_file() else {}
    put = regional(language)
    if put is None:
        return known

    def said(told: Voiceover) -> Voiceover:
        lines = tuple(map(put, told.lines))
        return replace(told, title=put(told.title), logline=put(told.logline), lines=lines)

    return {
        name: Milieu((*each.words, *map(put, each.words)), tuple(map(said, each.voiceovers)))
        for name, each in known.items()
    }


@cache
def _worded(language: str) -> Worlds:
    """The milieus as worlds without moments, which are known by their words in the same way."""
    known = milieus_in(language).items()
    return Worlds({name: World(name, (), each.words, frozenset(), ()) for name, each in known})


def named_in(text: str, language: str, *, least: int = 1) -> tuple[str, ...]:
    """The milieus that a text names with so many words at least, vague ones behind the others.

    A hospital in a garden is a hospital.
    """
    said = Counter(name for each in _worded(language).matched(text) for name in each.names)
    known = sorted((name for name in said if said[name] >= least), key=lambda name: -said[name])
    return tuple(sorted(known, key=VAGUE.__contains__))


def of_worlds(worlds: Sequence[str], language: str) -> tuple[str, ...]:
    """The milieus of some worlds, for a theme that no word tells of."""
    found = (name for world in worlds for name, each in _OF_WORLDS.items() if world in each)
    return tuple(name for name in dict.fromkeys(found) if name in milieus_in(language))


def was_voiceover(told: Set[str], language: str) -> bool:
    """Return whether a programme of such lines, as `lines_told` has them, was a voice-over."""
    return not told.isdisjoint(_own_lines(language))


@cache
def _own_lines(language: str) -> frozenset[str]:
    """The lines of all voice-overs, whoever leads them, as `prompt_key` compares them."""
    every = (told for milieu in milieus_in(language).values() for told in milieu.voiceovers)
    return frozenset(prompt_key(line) for told in every for line in told.own)


@cache
def voiceover_languages() -> tuple[str, ...]:
    """The codes of the languages in which there are voice-overs, sorted."""
    return tuple(sorted(p.name[:-4] for p in _FOLDER.iterdir() if p.name.endswith(".txt")))
