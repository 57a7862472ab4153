"""Ways to keep a channel on air, each as a running process: ours and three plain ffmpeg loops."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from tests.benchmarks.material import HOUSE, programmes
from tests.playout.station import Station
from tests.rtmp.server import listens, until, watchable
from webtv.media.process.binary import find_ffmpeg
from webtv.store.playlists import ffconcat
from webtv.store.secret import read_secret
from webtv.store.signature import signed_address

OURS = "webtv playout: RTMP + HLS"
CLASSIC = "classic loop, libx264: RTMP"
COPY = "plain copy: RTMP"
COPY_HLS = "plain copy: RTMP + HLS"

_LOOP = ("-re", "-stream_loop", "-1", "-f", "concat", "-safe", "0")
_ENCODE = ("-c:v", "libx264", "-preset", "veryfast", "-tune", "zerolatency", "-c:a", "aac")
_COPY = ("-c", "copy", "-flvflags", "no_duration_filesize")
_HLS = ("-c", "copy", "-f", "hls", "-hls_time", "4", "-hls_list_size", "450")


@contextmanager
def on_air(home: Path, *, classic: bool = True) -> Iterator[dict[str, psutil.Process]]:
    """All contestants by name, and the RTMP server they share, sending the same clips."""
    station = Station(home)
    made = programmes(station.library, "ours")
    for number, programme in enumerate(made, 1):
        station.playlist("ours", number, programme.id, station.library.media(programme))
    station.channel("ours", house=HOUSE)
    playlist = home / "loop.ffconcat"
    playlist.write_text(ffconcat([station.library.media(programme) for programme in made]))
    with ExitStack() as stack:
        stack.callback(station.stop)
        station.start("rtmp")
        until(lambda: listens(station.rtmp_port), within_s=20, what="the RTMP server listens")
        station.start("playout")
        running = {OURS: psutil.Process(station.processes["playout"].pid)}
        for name, argv in _loops(station, playlist).items():
            if classic or name != CLASSIC:
                running[name] = psutil.Process(stack.enter_context(_running(argv)).pid)
        for stream in ("ours", *(["classic"] if classic else []), "copy", "copyhls"):
            address = station.rtmp(stream)
            until(lambda a=address: watchable(a), within_s=40, what=f"{stream} is on air")  # type: ignore[misc]
        running["RTMP server, for all of them"] = psutil.Process(station.processes["rtmp"].pid)
        yield running


def _loops(station: Station, playlist: Path) -> dict[str, list[str]]:
    secret = read_secret(station.home / "rtmp.secret")
    base = f"rtmp://127.0.0.1:{station.rtmp_port}/live"
    folder = station.home / "copyhls"
    folder.mkdir()
    source = [str(find_ffmpeg(None)), "-v", "error", "-nostdin", *_LOOP, "-i", str(playlist)]

    def flv(stream: str) -> list[str]:
        return ["-f", "flv", signed_address(base, stream, secret=secret)]

    segments = [*_HLS, "-hls_flags", "delete_segments", str(folder / "live.m3u8")]
    return {
        CLASSIC: [*source, *_ENCODE, *flv("classic")],
        COPY: [*source, *_COPY, *flv("copy")],
        COPY_HLS: [*source, *_COPY, *flv("copyhls"), *segments],
    }


@contextmanager
def _running(argv: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(argv, stdin=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()
