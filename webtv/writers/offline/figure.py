"""Who and what a programme can show: a channel's cast, and the things its theme names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from webtv.config.channel import Channel
from webtv.writers.cast import described, on_screen
from webtv.writers.offline.grammar import PLACE_PREPOSITIONS, PLACED
from webtv.writers.offline.theme import Deed, Theme, head, place_of, read_theme


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody or something that shots are about."""

    phrase: str
    """As a prompt says it: everything that must look the same in every shot."""

    name: str
    """As a title says it: "Paco", "the red fishing boat", "seagulls"."""

    deeds: tuple[str, ...] = ()
    """What it does, as -ing phrases, some with a place."""

    places: tuple[str, ...] = ()
    """Where it is when it does them, with their prepositions."""

    in_cast: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a channel's theme offers. `figures` has at least one, the cast first."""

    figures: tuple[Figure, ...]
    places: tuple[str, ...]
    setting: str
    """What the theme begins with, if that does nothing itself, such as "a rainy city"; or ""."""


def stage_of(channel: Channel) -> Stage:
    """Reads a channel's theme, cast and places, leaving out what it avoids."""
    names = [member.name for member in channel.cast]
    theme = read_theme(channel.theme, language=channel.language, avoid=channel.avoid, names=names)
    things = [thing for thing in theme.things if not on_screen(channel.cast, thing)]
    # "Three llamas", where each of the cast is one: what they do, each of them does.
    groups = [thing for thing in things if _is_one_of(thing, channel)]
    things = [thing for thing in things if thing not in groups]
    cast = [
        _figure(
            described(member), member.name, _deeds_by(theme, [member.name, *groups]), in_cast=True
        )
        for member in channel.cast
    ]
    acting = {deed.by for deed in theme.deeds}
    setting = things[0] if things and things[0] not in acting and not channel.cast else ""
    others = [
        _figure(thing, definite(head(thing)), _deeds_by(theme, [thing]))
        for thing in things
        if thing != setting
    ]
    figures = (*cast, *others) or (_figure(setting, definite(head(setting)), ()),)
    own = tuple(located(place) for place in channel.places)
    return Stage(figures, own or theme.places, setting)


def definite(phrase: str) -> str:
    """A phrase as the second mention has it: "a fox" is "the fox" then."""
    return re.sub(
        r"^(?:an?|one)\s(?:(?:hundred|dozen|thousand|few)\s)?", "the ", phrase, flags=re.IGNORECASE
    )


def located(place: str) -> str:
    """A place with a preposition: "at a stone village" if it has none of its own."""
    words = place.strip().rstrip(".").split()
    if words[0].lower() in PLACE_PREPOSITIONS:
        return " ".join(words)
    kind = head(" ".join(words)).split()[-1].lower()
    where = next((word for word, kinds in PLACED.items() if kind.removesuffix("s") in kinds), "at")
    return f"{where} {' '.join(words)}"


def _is_one_of(thing: str, channel: Channel) -> bool:
    """Whether a thing is what the looks of most of the cast say: llamas, for a white llama."""
    kind = head(thing).split()[-1].lower().removesuffix("s")
    looks = [re.findall(r"\w+", member.look.lower()) for member in channel.cast]
    alike = [look for look in looks if kind in look or f"{kind}s" in look]
    return len(alike) * 2 > len(looks)


def _deeds_by(theme: Theme, actors: list[str]) -> tuple[Deed, ...]:
    def same(by: str | None) -> bool:
        return by is not None and any(re.search(rf"\b{re.escape(a)}\b", by) for a in actors)

    return tuple(deed for deed in theme.deeds if same(deed.by))


def _figure(phrase: str, name: str, deeds: tuple[Deed, ...], *, in_cast: bool = False) -> Figure:
    places = tuple(dict.fromkeys(place for deed in deeds if (place := place_of(deed.doing))))
    return Figure(phrase, name, tuple(deed.doing for deed in deeds), places, in_cast)
