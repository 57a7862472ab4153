"""A channel with a past and a future: films in the library, as-run entries, a rundown."""

from __future__ import annotations

import hashlib
import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import imageio_ffmpeg

from tests.slack import slack
from tests.web.station import Station, wait_until
from webtv.files import write_atomic
from webtv.model.asrun import AsRunEntry, Kind
from webtv.model.programme import FilmedShot, Generation, Programme, programme_id
from webtv.model.score import score_of
from webtv.model.status import OnAir
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

LENGTH_S = 8
RATE = 24


@cache
def film(folder: Path, hue: int) -> Path:
    """Eight seconds with moving pictures and sound, made once per folder and hue."""
    path = folder / f"film-{hue}.mp4"
    subprocess.run(
        [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin"),
            *("-f", "lavfi", "-i", f"testsrc2=size=512x288:rate={RATE},hue=h={hue}"),
            *("-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
            *("-t", str(LENGTH_S), "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1"),
            *("-pix_fmt", "yuv420p", "-g", "48", "-c:a", "aac", "-movflags", "+faststart"),
            str(path),
        ],
        check=True,
        timeout=60 * slack(),
    )
    return path


class History:
    """Writes as production and playout do what one channel of a station makes and airs."""

    def __init__(self, station: Station, channel: str) -> None:
        self.settings = station.settings
        self.channel = channel
        self.library = Library(station.settings.library_dir)
        self.log = AsRunLog(station.settings.asrun_dir)

    def make(self, title: str, logline: str = "", *, hue: int = 0, **changes: Any) -> Programme:
        """Put a programme into the library; its film is real."""
        planned = datetime.now(UTC) - timedelta(hours=4)
        ident = programme_id(self.channel, planned, title)
        source = film(self.settings.home.parent, hue)
        values: dict[str, Any] = {
            "id": ident,
            "channel": self.channel,
            "title": title,
            "logline": logline,
            "theme": "Lighthouses and the sea around them.",
            "shots": tuple(
                FilmedShot(
                    prompt=f"{title}, shot {number}: a lighthouse at dusk, waves roll in",
                    line=f"What is told in shot {number}." if number == 1 else "",
                    camera="slow pan to the left",
                    start_s=(number - 1) * 4,
                    duration_s=4,
                    generations=(
                        Generation(
                            stage="video",
                            backend="zeroscope-v2 at local",
                            seed=1000 + number,
                            seconds_taken=12.5,
                            licence="CC-BY-NC-4.0",
                        ),
                    ),
                    score=score_of({"motion": 0.8, "sharp": 0.9}),
                )
                for number in (1, 2)
            ),
            "music": "slow pads, distant bells",
            "narration": "The lamp must burn.",
            "writer": "template",
            "file": f"{ident}.mp4",
            "sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
            "size_bytes": source.stat().st_size,
            "frames": LENGTH_S * RATE,
            "fps": RATE,
            "width": 512,
            "height": 288,
            "created_at": planned,
            "score": score_of({"motion": 0.8, "sharp": 0.9, "new": 0.5}),
            "seconds_taken": 95.0,
        }
        programme = Programme.model_validate(values | changes)
        media = self.library.media(programme)
        media.parent.mkdir(parents=True, exist_ok=True)
        os.link(source, media)
        write_atomic(self.library.sidecar(self.channel, programme.id), programme.model_dump_json())
        return programme

    def aired(
        self,
        programme: Programme | None,
        started_at: datetime,
        *,
        kind: Kind = "programme",
        length_s: float = LENGTH_S,
        title: str = "",
    ) -> AsRunEntry:
        """Write down that something aired."""
        entry = AsRunEntry(
            channel=self.channel,
            kind=kind,
            programme=programme.id if programme else None,
            title=title or (programme.title if programme else self.channel),
            started_at=started_at,
            ended_at=started_at + timedelta(seconds=length_s),
            aired_s=length_s,
            planned_s=length_s,
        )
        self.log.append(entry)
        return entry

    def list(self, number: int, programme: Programme) -> None:
        """Write a playlist of the rundown."""
        write_playlist(
            self.settings.playlists_dir / self.channel,
            number=number,
            programme=programme.id,
            media=self.library.media(programme),
            title=programme.title,
        )


@dataclass(frozen=True, slots=True)
class Told:
    """A station, and what its channel `lights` has shown, shows and will show."""

    station: Station
    history: History
    past: Programme
    now: Programme
    next: Programme
    later: Programme


def tell(station: Station) -> Told:
    """Give a running station the channels `lights`, with three days of past, and `k-2`."""
    station.add_channel("lights", "Lichter & Gezeiten", number=7, language="de")
    station.add_channel("k-2", 'Küche, "Söhne" <& Töchter>', number=12)
    history = History(station, "lights")
    past = history.make("The Keeper's <b>Last</b> Light", "A storm comes in & the lamp must burn.")
    now = history.make("Ebbe", "Das Meer geht.", hue=90)
    following = history.make("Flut", "Das Meer kommt, größer als je.", hue=180)
    later = history.make("Nacht", hue=270)
    ident = history.make("Lichter & Gezeiten", kind="ident")
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(seconds=4)
    for hours in range(70, 0, -1):
        at = began - timedelta(hours=hours)
        history.aired(past, at, kind="programme" if hours == 70 else "rerun")
        history.aired(ident, at + timedelta(seconds=LENGTH_S), kind="filler")
    history.aired(past, began - timedelta(seconds=LENGTH_S), kind="rerun")
    for number, programme in enumerate((now, following, ident, later, past), start=41):
        history.list(number, programme)
    on_air = OnAir(
        kind="programme",
        programme=now.id,
        title=now.title,
        logline=now.logline,
        started_at=began,
        ends_at=began + timedelta(hours=1),
    )
    station.air("lights", on_air, following=following, playlist=41, cued=42)
    wait_until(lambda: channel_of(station, "lights"), what="the channel is on the board")
    return Told(station, history, past, now, following, later)


def channel_of(station: Station, channel: str) -> Any:
    """What the API says of a channel that is on air; None before."""
    answer = httpx.get(f"{station.url}/api/channels/{channel}", timeout=10).json()
    return answer if answer.get("on_air") else None
