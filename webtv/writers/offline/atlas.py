"""Reads worlds from their files: moments and tales, in English with pictures, else lines alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """Of a `turn`: the title of a programme in which it happens, or that of its tale."""

    teaser: str = ""
    """Of a `turn`: what a logline may tell of it."""

    tags: frozenset[str] = frozenset()
    """When and where it does not fit: the README has them."""

    @property
    def timed(self) -> bool:
        """Whether it is of a tale whose pictures say themselves at which hour they are."""
        return "hours" in self.tags


@dataclass(frozen=True, slots=True)
class Tale:
    """A small story of a world: five moments that follow each other in this order.

    Three of `do` or `see` ask something, a `turn` answers it, a `rest` is what remains. All have
    the tags of the tale; its title and teaser are those of the turn.
    """

    moments: tuple[Moment, ...]

    @property
    def acted(self) -> bool:
        """Whether somebody does something in it."""
        return any(moment.kind == "do" for moment in self.moments)

    @property
    def turn(self) -> Moment:
        """What nobody expected."""
        return self.moments[3]

    @property
    def rest(self) -> Moment:
        """The image after which one can stop."""
        return self.moments[4]


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
    tales: tuple[Tale, ...] = ()

    @property
    def every(self) -> tuple[Moment, ...]:
        """Its moments, those of its tales too."""
        return (*self.moments, *(moment for tale in self.tales for moment in tale.moments))

    def of(self, kind: Kind) -> tuple[Moment, ...]:
        """Its moments of one kind."""
        return tuple(moment for moment in self.moments if moment.kind == kind)


def read_worlds(text: str, *, pictures: bool) -> dict[str, World]:
    """Read the worlds of a file, with `pictures` an English one; `ValueError` for a bad row."""
    text = text.replace("\u2019", "'")  # one apostrophe in a programme: themes are read so, too
    worlds: dict[str, World] = {}
    for block in re.split(r"\n\s*\n", text.strip()):
        rows = [row.strip() for row in block.splitlines() if row.strip()]
        name, _, near = rows[0].removeprefix("@").partition(":")
        name, tags = _tagged(name)
        words = ""
        moments: list[Moment] = []
        tales: list[list[str]] = []
        for row in rows[1:]:
            if row.startswith("?"):
                words = row[1:]
            elif row.startswith("tale"):
                tales.append([row])
            elif tales:
                tales[-1].append(row)
            else:
                moments.append(_moment(name, row, pictures))
        told = tuple(_tale(name, rows, pictures) for rows in tales)
        known = tuple(near.split()), tuple(words.split())
        worlds[name] = World(name, *known, tags, tuple(moments), told)
    return worlds


def _moment(world: str, row: str, pictures: bool, told: Sequence[str] = ()) -> Moment:
    """A moment of a row; in a tale, with the title and teaser that `told` has for a turn."""
    head, tags, cells = _cells(row)
    cells = cells if pictures else ["", *cells]
    kinds: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}
    cells += told if head == "turn" else ()
    if head not in kinds or len(cells) != (4 if head == "turn" else 2):
        raise ValueError(f"world {world}: {row[:60]!r} is no moment")
    picture, line, title, teaser = (*cells, "", "")[:4]
    return Moment(world, kinds[head], picture, line, title, teaser, tags)


def _tale(world: str, rows: Sequence[str], pictures: bool) -> Tale:
    """A tale of its rows: the first with title and teaser, the others as moments without tags."""
    head, tags, told = _cells(rows[0])
    moments = [_moment(world, row, pictures, told) for row in rows[1:]]
    shape = " ".join("do" if each.kind == "see" else each.kind for each in moments)
    tagged = any(each.tags for each in moments)
    if head != "tale" or len(told) != 2 or shape != "do do do turn rest" or tagged:
        raise ValueError(f"world {world}: {rows[0][:60]!r} and the rows after it are no tale")
    return Tale(tuple(replace(each, tags=tags) for each in moments))


def _cells(row: str) -> tuple[str, frozenset[str], list[str]]:
    """What a row is, its tags, and what stands between its bars."""
    head, _, rest = row.partition(":")
    return *_tagged(head), [cell.strip() for cell in rest.split(" | ")]


def _tagged(head: str) -> tuple[str, frozenset[str]]:
    """A name and the tags that stand in parentheses behind it."""
    name, _, tags = head.partition("(")
    return name.strip(), frozenset(tags.rstrip(") ").split())


def told_in(world: World, told: World | None) -> World:
    """Return a world's pictures with words and lines of another language, as many as it has.

    Without that, silent ones. `ValueError` if the rows of a tale are of other kinds.
    """
    if told is None:
        tales = tuple(Tale(_silent(tale.moments)) for tale in world.tales)
        return replace(world, words=(), moments=_silent(world.moments), tales=tales)
    pairs = (zip(world.of(kind), told.of(kind), strict=False) for kind in get_args(Kind))
    moments = tuple(_told(seen, said) for pair in pairs for seen, said in pair)
    tales = tuple(
        Tale(tuple(map(_told, seen.moments, said.moments)))
        for seen, said in zip(world.tales, told.tales, strict=False)
    )
    return replace(world, words=told.words, moments=moments, tales=tales)


def _silent(moments: Sequence[Moment]) -> tuple[Moment, ...]:
    return tuple(replace(each, line="", title="", teaser="") for each in moments)


def _told(seen: Moment, said: Moment) -> Moment:
    """A picture with what another language says of it; `ValueError` if they are not of a kind."""
    if seen.kind != said.kind:
        raise ValueError(f"world {said.world}: {said.line[:60]!r} is of no `{seen.kind}`")
    return replace(said, picture=seen.picture, tags=seen.tags)
