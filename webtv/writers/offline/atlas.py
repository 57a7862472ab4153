"""Reads worlds from their files: moments and tales, in English with pictures, else lines alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal["do", "see", "turn", "rest"]


@dataclass(frozen=True, slots=True)
class Moment:
    """One picture of a world, and what is said of it."""

    world: str
    kind: Kind
    picture: str
    """English. Of a `do`, what somebody does, in -ing; else what is seen."""

    line: str = ""
    """A sentence in the language of the viewers; "" where there is none."""

    title: str = ""
    """Of a `turn`: the title of a programme in which it happens."""

    teaser: str = ""
    """Of a `turn`: what a logline may tell of it."""

    tags: frozenset[str] = frozenset()
    """When and where it does not fit: the README has them."""


@dataclass(frozen=True, slots=True)
class World:
    """A world with its moments, and worlds that one may wander into from there."""

    name: str
    near: tuple[str, ...]
    words: tuple[str, ...]
    """Words by which it is known; with a star at its end, their beginning."""

    tags: frozenset[str]
    """What a theme is that plays here: hot, country, coast; or it is indoors, exotic ..."""

    moments: tuple[Moment, ...]

    def of(self, kind: Kind) -> tuple[Moment, ...]:
        """Its moments of one kind."""
        return tuple(moment for moment in self.moments if moment.kind == kind)


def read_worlds(text: str, *, pictures: bool) -> dict[str, World]:
    """The worlds of a file, with `pictures` those of an English one; `ValueError` for a bad row."""
    worlds: dict[str, World] = {}
    for block in re.split(r"\n\s*\n", text.strip()):
        rows = [row.strip() for row in block.splitlines() if row.strip()]
        name, _, near = rows[0].removeprefix("@").partition(":")
        name, tags = _tagged(name)
        words, moments = "", []
        for row in rows[1:]:
            if row.startswith("?"):
                words = row[1:]
                continue
            moments.append(_moment(name, row, pictures))
        worlds[name] = World(name, tuple(near.split()), tuple(words.split()), tags, tuple(moments))
    return worlds


def _moment(world: str, row: str, pictures: bool) -> Moment:
    head, _, rest = row.partition(":")
    head, tags = _tagged(head)
    cells = [cell.strip() for cell in rest.split(" | ")]
    cells = cells if pictures else ["", *cells]
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    if head not in kinds or len(cells) != (4 if head == "turn" else 2):
        raise ValueError(f"world {world}: {row[:60]!r} is no moment")
    picture, line, title, teaser = (*cells, "", "")[:4]
    return Moment(world, kinds[head], picture, line, title, teaser, tags)


def _tagged(head: str) -> tuple[str, frozenset[str]]:
    """A name and the tags that stand in parentheses behind it."""
    name, _, tags = head.partition("(")
    return name.strip(), frozenset(tags.rstrip(") ").split())


def told_in(world: World, told: World | None) -> World:
    """The pictures of a world with the words and lines of another language, as many as it has."""
    if told is None:
        silent = (replace(each, line="", title="", teaser="") for each in world.moments)
        return replace(world, words=(), moments=tuple(silent))
    pairs = (zip(world.of(kind), told.of(kind), strict=False) for kind in get_args(Kind))
    moments = (
        replace(said, picture=seen.picture, tags=seen.tags) for pair in pairs for seen, said in pair
    )
    return replace(world, words=told.words, moments=tuple(moments))
