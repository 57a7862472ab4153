"""Programmes and entries for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry
from webtv.model.programme import FilmedShot, Programme, programme_id
from webtv.store.library import Library

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def make_programme(number: int = 0, channel: str = "llamas") -> Programme:
    """A programme planned `number` minutes after noon."""
    planned = NOON + timedelta(minutes=number)
    id_ = programme_id(channel, planned, "x")
    return Programme(
        id=id_,
        channel=channel,
        title=f"Dawn {number}",
        shots=(FilmedShot(prompt="a llama walks", start_s=0, duration_s=8),),
        file=f"{id_}-dawn.mp4",
        sha256="0" * 64,
        size_bytes=1,
        frames=192,
        fps=24,
        width=1024,
        height=576,
        created_at=planned,
    )


def shelve(library: Library, programme: Programme) -> Programme:
    """Put a programme into a library, its media file an empty stand-in."""
    write_atomic(library.media(programme), b"x")
    sidecar = library.sidecar(programme.channel, programme.id)
    write_atomic(sidecar, programme.model_dump_json())
    return programme


def make_entry(ended_at: datetime, title: str = "Dawn", channel: str = "llamas") -> AsRunEntry:
    """A slate of 8 s."""
    return AsRunEntry(
        channel=channel,
        kind="slate",
        title=title,
        started_at=ended_at - timedelta(seconds=8),
        ended_at=ended_at,
        aired_s=8,
        planned_s=8,
    )


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden files too."""
    return sorted(p.name for p in folder.iterdir())
