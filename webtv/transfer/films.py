"""Takes programmes of another station into the library, each checked like one made here."""

from __future__ import annotations

from pathlib import Path

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import MediaError, RejectedError
from webtv.files import move_durable, read_regular, sha256_of, write_atomic
from webtv.ingest.admit import admit, limits
from webtv.model.programme import BETWEEN, Programme
from webtv.store.bans import read_bans
from webtv.store.library import MOST_BYTES, Library

LONGEST_S = 3600
"""A longer film is no programme; ingest makes none of more than some minutes."""


class Films:
    """The library of one channel, and what may come into it. `ffmpeg` makes the house reference."""

    def __init__(self, settings: Settings, ident: str, channel: Channel, *, ffmpeg: Path) -> None:
        self._library = Library(settings.library_dir)
        self._bans = read_bans(settings.bans_file)
        self._ident = ident
        self._channel = channel
        self._ffmpeg = ffmpeg

    def take(self, sidecar: Path) -> str:
        """Put a programme and its film, which lies beside its sidecar, into the library.

        Gives the reason why it is left out; empty if it is in. Raises `OSError`.
        """
        try:
            programme = Programme.model_validate_json(read_regular(sidecar, most_bytes=MOST_BYTES))
        except ValueError:
            return "its sidecar is damaged"
        film = sidecar.with_suffix(".mp4")
        fault = self._fault(programme, sidecar, film)
        if fault:
            return fault
        held = self._channel.safety.hold
        programme = programme.model_copy(
            update={
                "channel": self._ident,
                "file": film.name,
                # Whoever let it air there does not say what airs here.
                "approval": "waiting" if held else programme.approval,
            }
        )
        move_durable(film, self._library.media(programme))
        target = self._library.sidecar(self._ident, programme.id)
        write_atomic(target, programme.model_dump_json(indent=2))
        return ""

    def _fault(self, programme: Programme, sidecar: Path, film: Path) -> str:
        if programme.id != sidecar.stem or programme.kind in BETWEEN:
            return "its sidecar is of something else"
        if not film.is_file():
            return "its film is not there"
        if self._library.sidecar(self._ident, programme.id).exists():
            return "it is in the library already"
        if self._bans.covers(programme):
            return "it is banned here"
        if programme.approval == "waiting" and not self._channel.safety.hold:
            return "it waits for approval there"
        if (film.stat().st_size, sha256_of(film)) != (programme.size_bytes, programme.sha256):
            return "its film is another one than its sidecar tells of"
        if programme.duration_s > LONGEST_S:
            return f"it lasts longer than {LONGEST_S} s"
        shape = {name: getattr(programme, name) for name in ("width", "height", "fps")}
        try:
            house = self._channel.house.model_validate(self._channel.house.model_dump() | shape)
            admit(
                film,
                house,
                frames=programme.frames,
                ffmpeg=self._ffmpeg,
                thresholds=limits(programme.kind, self._channel.qc),
            )
        except (RejectedError, MediaError, ValueError) as error:
            return " ".join(str(error).split())
        return ""
