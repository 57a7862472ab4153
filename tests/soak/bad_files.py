"""Everything a playlist and the file it names can be, besides good."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.clips import encode
from tests.playout.station import HOUSE
from tests.rtmp.server import until
from tests.soak.faults import Fault, Told
from tests.soak.stage import CHANNEL, Stage

_WITHIN_S = 60.0
_LISTED_S = 1.0


def _wrong_codec(path: Path) -> None:
    encode(
        *("-f", "lavfi", "-i", f"testsrc2=s={HOUSE.width}x{HOUSE.height}:r=24:d=8"),
        *("-f", "lavfi", "-i", "sine=r=48000:d=8", "-c:v", "mpeg4", "-c:a", "mp3", str(path)),
    )


def _wrong_size(path: Path) -> None:
    encode(
        *("-f", "lavfi", "-i", "testsrc2=s=320x240:r=24:d=8", "-f", "lavfi", "-i"),
        *("sine=r=48000:d=8", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "48"),
        *("-c:a", "aac", "-ac", "2", str(path)),
    )


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _no_film(path: Path) -> None:
    path.write_bytes(b"not a film")


def _truncated(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _unreadable(path: Path) -> None:
    path.unlink()
    path.mkdir()  # its mode would not stop a test that runs as root


def _looping(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def _spoiled(spoil: Callable[[Path], None]) -> Callable[[Stage], Told]:
    """A programme whose media file is spoiled before anybody lists it."""

    def do(stage: Stage) -> Told:
        station = stage.station
        stage.numbers += 1
        made = station.programme(CHANNEL, stage.numbers, listed=False)
        media = station.library.media(made)
        spoil(media)
        station.playlist(CHANNEL, stage.numbers, made.id, media)
        return _passed(stage)

    return do


def _playlist(text: bytes | None) -> Callable[[Stage], Told]:
    """A good programme with this in place of its playlist; None: the list goes once it is seen."""

    def do(stage: Stage) -> Told:
        station = stage.station
        stage.numbers += 1
        made = station.programme(CHANNEL, stage.numbers, listed=False)
        folder = station.home / "playlists" / CHANNEL
        listed = folder / f"{stage.numbers:08d}-{made.id}.ffconcat"
        if text is None:
            station.playlist(CHANNEL, stage.numbers, made.id, station.library.media(made))
            time.sleep(_LISTED_S)
            listed.unlink()
            time.sleep(20)
            return Told()
        listed.write_bytes(text)
        return _passed(stage)

    return do


def _odd_path(stage: Stage) -> Told:
    """A path with everything in it that has a meaning somewhere."""
    station = stage.station
    stage.numbers += 1
    made = station.programme(CHANNEL, stage.numbers, listed=False)
    folder = station.home / 'it\'s "odd" & $HOME; 100% \\ 🎬 #1'
    folder.mkdir(exist_ok=True)
    media = folder / "what's on.mp4"
    media.hardlink_to(station.library.media(made))  # the library misses none of its films
    station.playlist(CHANNEL, stage.numbers, made.id, media)
    aired = until(
        lambda: any(e.programme == made.id and e.aired_s > 1 for e in station.asrun(CHANNEL)),
        within_s=_WITHIN_S,
        what="it airs",
    )
    return Told(f"aired within {aired:.0f} s")


def _replaced(replace: Callable[[Path], None]) -> Callable[[Stage], Told]:
    """A programme of 24 s whose file becomes another when it has just begun."""

    def do(stage: Stage) -> Told:
        station = stage.station
        stage.numbers += 1
        made = station.programme(CHANNEL, stage.numbers, seconds=24)

        def on_air() -> bool:
            now = station.on_air(CHANNEL)
            return now is not None and now.programme == made.id

        until(on_air, within_s=_WITHIN_S, what="it is on air")
        replace(station.library.media(made))
        time.sleep(24)
        last = [e for e in station.asrun(CHANNEL) if e.programme == made.id]
        return Told(f"{last[-1].outcome} after {last[-1].aired_s:.1f} s" if last else "on air")

    return do


def _renamed_over(path: Path) -> None:
    other = path.with_suffix(".other")
    other.write_bytes(b"not a film at all")
    other.replace(path)


def _cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 3)


def _scribbled_over(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(b"\x5a" * (size - size // 3))


def _passed(stage: Stage) -> Told:
    """Wait until the playlist was passed over, or left when it ended too early; say why."""

    def why() -> str:
        number = f"{stage.numbers:08d}-"
        for line in stage.station.log().splitlines():
            if "skipped" in line and number in line:
                return line.partition('"error": "')[2].partition('"')[0]
        for entry in stage.station.asrun(CHANNEL):
            if entry.playlist == stage.numbers and entry.outcome == "failed":
                return f"left after {entry.aired_s:.1f} s: {entry.detail}"
        return ""

    until(lambda: bool(why()), within_s=_WITHIN_S, what="the playlist is passed over with a line")
    return Told(why()[:80])


BAD_FILES = tuple(
    Fault(name, do, watch_s=6.0)
    for name, do in (
        ("clip missing", _spoiled(Path.unlink)),
        ("clip truncated", _spoiled(_truncated)),
        ("clip of zero bytes", _spoiled(_empty)),
        ("clip is no film", _spoiled(_no_film)),
        ("clip in another codec", _spoiled(_wrong_codec)),
        ("clip of another size", _spoiled(_wrong_size)),
        ("clip is a folder", _spoiled(_unreadable)),
        ("clip is a link to itself", _spoiled(_looping)),
        ("clip renamed over on air", _replaced(_renamed_over)),
        ("clip cut off on air", _replaced(_cut_off)),
        ("clip scribbled over on air", _replaced(_scribbled_over)),
        ("path with quotes and emoji", _odd_path),
        ("playlist empty", _playlist(b"")),
        ("playlist is garbage", _playlist(bytes(range(256)) * 16)),
        ("playlist names nothing", _playlist(b"ffconcat version 1.0\nfile 'nothing.mp4'\n")),
        ("playlist vanishes", _playlist(None)),
    )
)
