"""Keep the library within its limit without ever taking a channel off air."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path

from webtv.model.programme import BETWEEN, Programme
from webtv.store.library import Library

KEPT_PER_CHANNEL = 2
"""Programmes a channel always keeps: with two of them, none airs twice in a row."""

_ABANDONED_S = 3600.0


def outdated(programmes: Iterable[Programme]) -> list[Programme]:
    """The idents and trails that another one has replaced, and trails of what is gone."""
    known = sorted(programmes, key=lambda p: (p.created_at, p.id))
    there = {p.id for p in known}
    newest = {(p.channel, p.kind, p.trails): p.id for p in known}
    between = [p for p in known if p.kind in BETWEEN]
    return [
        p
        for p in between
        if newest[p.channel, p.kind, p.trails] != p.id or (p.trails and p.trails not in there)
    ]


def prune(
    library: Library,
    *,
    limit_bytes: int,
    airings: Mapping[str, int],
    protected: Collection[str],
    retire: Callable[[Programme], None] = lambda programme: None,
    others: Collection[str] = (),
) -> list[Programme]:
    """Remove programmes until the library is below `limit_bytes`; returns what was removed.

    `airings` says how often each programme aired, by id. `protected` ids (on air, next, in a
    playlist) are never touched, nor is anything of the channels that are `others'`. `retire` is
    called with each that aired, before its film goes.
    """
    channels = sorted(p.name for p in library.folder.glob("*") if p.is_dir())
    programmes = [p for channel in channels for p in library.programmes(channel)]
    protected = {*protected, *(p.id for p in programmes if p.channel in others)}
    chosen = [p for p in outdated(programmes) if p.id not in protected]
    for programme in chosen:
        library.remove(programme)
    programmes = [p for p in programmes if p not in chosen]
    more = choose(programmes, limit_bytes=limit_bytes, airings=airings, protected=protected)
    for programme in more:
        if airings.get(programme.id):
            retire(programme)
        library.remove(programme)
    return [*chosen, *more]


def choose(
    programmes: Iterable[Programme],
    *,
    limit_bytes: int,
    airings: Mapping[str, int],
    protected: Collection[str],
) -> list[Programme]:
    """What to remove, in order: most aired first, then oldest; fresh ones only at the very last."""
    shelf = list(programmes)
    size = sum(p.size_bytes for p in shelf)
    filmed = [p for p in shelf if p.kind not in BETWEEN]
    left = Counter(p.channel for p in filmed)
    chosen = []
    for programme in sorted(filmed, key=lambda p: (-airings.get(p.id, 0), p.created_at, p.id)):
        if size <= limit_bytes:
            break
        if programme.id in protected or left[programme.channel] <= KEPT_PER_CHANNEL:
            continue
        chosen.append(programme)
        left[programme.channel] -= 1
        size -= programme.size_bytes
    return chosen


def sweep(library: Library, *, now_s: float) -> list[Path]:
    """Remove media without a sidecar and unfinished files older than an hour (`now_s`: epoch).

    They are what a crash between two steps leaves behind.
    """
    removed = []
    for path in sorted(library.folder.glob("*/*")):
        abandoned = path.name.startswith(".") or (
            path.suffix == ".mp4" and not path.with_suffix(".json").exists()
        )
        if abandoned and path.is_file() and now_s - path.stat().st_mtime > _ABANDONED_S:
            path.unlink(missing_ok=True)
            removed.append(path)
    return removed
