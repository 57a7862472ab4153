"""Machines of one station: each with a HOME of its own, and one store between them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.store.values import make_programme
from webtv.config.settings import Settings
from webtv.files import write_atomic
from webtv.mirror.service import Mirror
from webtv.model.asrun import AsRunEntry
from webtv.model.programme import Programme
from webtv.objects.store import ObjectStore
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import list_playlists, write_playlist
from webtv.store.production_lock import production_lock

REEF = "reef"

Machines = Callable[..., "Machine"]


@dataclass
class Machine:
    """One HOME, and the mirror that works in it."""

    settings: Settings
    store: ObjectStore

    def __post_init__(self) -> None:
        self.settings.channels_dir.mkdir(parents=True, exist_ok=True)
        (self.settings.channels_dir / f"{REEF}.yaml").write_text("title: Reef\n")
        self.library = Library(self.settings.library_dir)
        self.asrun = AsRunLog(self.settings.asrun_dir)
        self.mirror = self.started()

    def started(self) -> Mirror:
        """A mirror that has just started and knows nothing."""
        return Mirror(self.settings, self.store)

    def make(self, number: int, *, seconds: float = 8.0, content: bytes = b"") -> Programme:
        """Have a programme made here."""
        content = content or f"film {number}".encode() * 1000
        made = make_programme(number, REEF).model_copy(
            update={
                "sha256": hashlib.sha256(content).hexdigest(),
                "size_bytes": len(content),
                "frames": int(seconds * 24),
            }
        )
        write_atomic(self.library.media(made), content)
        write_atomic(self.library.sidecar(REEF, made.id), made.model_dump_json())
        return made

    def schedule(self, number: int, programme: Programme) -> None:
        """Put a programme on the rundown."""
        write_playlist(
            self.settings.playlists_dir / REEF,
            number=number,
            programme=programme.id,
            media=self.library.media(programme),
            title=programme.title,
        )

    def unlist(self, number: int) -> None:
        for playlist in list_playlists(self.settings.playlists_dir / REEF):
            if playlist.number == number:
                playlist.path.unlink()

    def air(self, number: int, programme: Programme, *, at: datetime | None = None) -> AsRunEntry:
        """Have a playlist aired here, just now."""
        ended_at = at or datetime.now(UTC)
        entry = AsRunEntry(
            channel=REEF,
            kind="programme",
            programme=programme.id,
            title=programme.title,
            playlist=number,
            started_at=ended_at - timedelta(seconds=8),
            ended_at=ended_at,
            aired_s=8,
            planned_s=8,
        )
        self.asrun.append(entry)
        return entry

    @contextmanager
    def producing(self) -> Iterator[None]:
        """Production works here."""
        with ExitStack() as stack:
            stack.enter_context(production_lock(self.settings.home))
            yield

    async def produced(self) -> None:
        """One turn of the mirror while production works here."""
        with self.producing():
            await self.mirror.programmes()

    async def followed(self) -> None:
        """Two turns while none does: what another machine changed is here then."""
        await self.mirror._marks.look()
        await self.mirror.programmes()

    async def aired(self) -> None:
        await self.mirror._marks.look()
        await self.mirror.air()

    @property
    def rundown(self) -> list[tuple[int, str]]:
        """The playlists here whose films are here, as playout sees them."""
        listed = list_playlists(self.settings.playlists_dir / REEF)
        for playlist in listed:
            programme = self.library.get(REEF, playlist.programme)
            assert programme is not None, f"{playlist.name} refers to what is not here"
            media = self.library.media(programme)
            assert hashlib.sha256(media.read_bytes()).hexdigest() == programme.sha256
            assert f"file '{media}'" in playlist.path.read_text()
        return [(playlist.number, playlist.programme) for playlist in listed]

    def names(self, folder: Path) -> list[str]:
        """The names of all files below a folder."""
        return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
