"""Keeps playlists ahead of playout: the rundown, written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from webtv.model.house import HouseFormat
from webtv.model.programme import Programme
from webtv.model.rundown import ON_AIR, plan_ahead
from webtv.store.library import Library
from webtv.store.playlists import Playlist, list_playlists, write_playlist

KEPT = 200
"""Playlists that playout has taken, kept for reruns when production is dead."""

MOST_APART_LU = 1.0
"""A programme whose loudness is further from its channel's was made for another."""


@dataclass(frozen=True, slots=True)
class Air:
    """What playout has taken. Zero and None where it has not said."""

    taken: int = 0
    cued: int | None = None
    on_air: str | None = None

    @property
    def untouchable(self) -> int:
        """The highest playlist number that is on air, cued or past."""
        return max(self.taken, self.cued or 0)


@dataclass(frozen=True, slots=True)
class Between:
    """What airs between programmes: the channel's ident, after so many of them, and trails by the
    programme that each names.
    """

    ident: str | None = None
    every: int = 0
    trails: Mapping[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """All of it."""
        return {*self.trails.values(), *filter(None, [self.ident])}


_NOTHING = Between()


@dataclass(frozen=True, slots=True)
class Rundown:
    """What is to be done: playlists to write, in order, by programme id, and those to delete."""

    add: tuple[str, ...]
    delete: tuple[Playlist, ...]


def plan_rundown(
    playlists: Sequence[Playlist],
    programmes: Sequence[str],
    *,
    aired: Mapping[str, datetime],
    air: Air,
    depth: int,
    due: Sequence[str] = (),
    between: Between = _NOTHING,
    scores: Mapping[str, float] | None = None,
) -> Rundown:
    """What to write and delete, so that `depth` playlists are ahead of what playout has taken.

    `programmes` are the ids that may air, oldest first. A fresh programme takes the place of all
    reruns that stand ahead of it and are not cued, but not of one whose trail is. What is `due`,
    such as an announcement, goes before everything that is not cued, once, and is never a rerun.
    Each programme is led by its trail, where there is one, and idents stand `between` them. Of the
    playlists that were taken, the latest one per programme stays, `KEPT` of them at most. Of
    reruns, those with better `scores` come round a little sooner.
    """
    known = {*programmes, *due}
    ahead = [p for p in playlists if p.number > air.untouchable]
    planned = [p.programme for p in ahead if p.programme in known]
    cued = next((p.programme for p in playlists if p.number == air.cued), None)
    # What is on air or cued counts as aired, later than everything else.
    taken = {p: ON_AIR for p in (air.on_air, cued) if p is not None}
    aired = {**aired, **taken}
    last = cued or air.on_air
    promised = [p for p, trail in between.trails.items() if trail == last and p in known]
    if any(p not in aired and p not in planned for p in programmes):
        planned = [p for p in planned if p not in aired]
    first = list(dict.fromkeys([*(p for p in due if p not in aired), *promised]))
    planned = [*first, *(p for p in planned if p not in first)]
    add = plan_ahead(
        programmes, aired=aired, planned=planned, on_air=last, depth=depth, scores=scores
    )
    wanted = _with_between([*planned, *add], _since_ident(playlists, air, between), between, last)
    kept = 0
    while kept < min(len(ahead), len(wanted)) and ahead[kept].programme == wanted[kept]:
        kept += 1
    worn = _worn(playlists, {*programmes, *filter(None, [between.ident])}, air)
    return Rundown(tuple(wanted[kept:]), (*ahead[kept:], *worn))


def _since_ident(playlists: Sequence[Playlist], air: Air, between: Between) -> int:
    """How many programmes were taken or cued since the channel's ident; many if it never was."""
    since = 0
    for playlist in sorted(playlists, reverse=True):
        if playlist.number > air.untouchable:
            continue
        if playlist.programme == between.ident:
            return since
        since += playlist.programme not in between.ids
    return max(since, between.every)


def _with_between(
    programmes: Sequence[str], since: int, between: Between, last: str | None
) -> list[str]:
    """The programmes with what airs between them; `last` is on air or cued before them all."""
    wanted: list[str] = []
    for programme in programmes:
        trail = between.trails.get(programme)
        led = trail is not None and last == trail
        if between.ident and since >= between.every and not led:
            wanted.append(between.ident)
            since = 0
        if trail is not None and not led:
            wanted.append(trail)
        wanted.append(programme)
        since, last = since + 1, programme
    return wanted


def publish(
    folder: Path,
    library: Library,
    programmes: Sequence[Programme],
    *,
    aired: Mapping[str, datetime],
    air: Air,
    depth: int,
    due: Sequence[Programme] = (),
    between: Between = _NOTHING,
    shelved: Sequence[Programme] = (),
) -> Rundown:
    """Bring one channel's playlists up to date on disk. Numbers only ever grow.

    `shelved` are programmes among which those of `between` are.
    """
    playlists = list_playlists(folder)
    by_id = {programme.id: programme for programme in (*shelved, *programmes, *due)}
    rundown = plan_rundown(
        playlists,
        [p.id for p in programmes],
        aired=aired,
        air=air,
        depth=depth,
        due=[p.id for p in due],
        between=between,
        scores={p.id: p.score.value for p in programmes if p.score is not None},
    )
    number = max([p.number for p in playlists] + [air.untouchable])
    for programme_id in rundown.add:
        number += 1
        programme = by_id[programme_id]
        write_playlist(
            folder,
            number=number,
            programme=programme_id,
            media=library.media(programme),
            title=programme.title,
        )
    # Deleted last: between the two steps there is too much to play, never too little.
    for playlist in rundown.delete:
        playlist.path.unlink(missing_ok=True)
    return rundown


def airable(programmes: Sequence[Programme], house: HouseFormat) -> list[Programme]:
    """The programmes in a channel's house format, or all while none is.

    After a change of the format the old ones keep the channel on air until a new one is made.
    """
    return [p for p in programmes if _fits(p, house)] or list(programmes)


def _fits(programme: Programme, house: HouseFormat) -> bool:
    if not programme.is_in(house):
        return False
    lufs = programme.loudness_lufs
    return lufs is None or abs(lufs - house.loudness_lufs) <= MOST_APART_LU


def _worn(playlists: Sequence[Playlist], known: set[str], air: Air) -> list[Playlist]:
    """Taken playlists that nobody needs: older than another of the same programme, or too many."""
    kept: set[str] = set()
    worn = []
    for playlist in sorted(playlists, reverse=True):
        if playlist.number > air.taken or playlist.number == air.cued:
            continue
        if playlist.number == air.taken:
            kept.add(playlist.programme)
        elif playlist.programme in kept or playlist.programme not in known or len(kept) >= KEPT:
            worn.append(playlist)
        else:
            kept.add(playlist.programme)
    return worn
