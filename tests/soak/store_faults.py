"""One machine makes programmes, another airs them, and the store between them fails in every way.

    python -m tests.soak.store_faults --seconds 30

Each fault lasts so many seconds, with as many of health after it. A viewer asks the machine that
airs for HLS twice a second. Ends with exit code 1 if an answer is no 200, if the slate airs after
the first programme, or if what was made during a fault is not here once the store works again.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.playout.station import Station
from tests.rtmp.server import until
from tests.s3 import KEY, Bucket, Faults, s3_server
from webtv.model.programme import Programme
from webtv.store.hls import read_media_playlist
from webtv.store.playlists import list_playlists
from webtv.store.production_lock import production_lock

CHANNEL = "show"

FAULTS = {
    "2 s slower": Faults(delay_s=2.0),
    "503 to all": Faults(status=503, code="SlowDown"),
    "key refused": Faults(status=403, code="InvalidAccessKeyId"),
    "bucket gone": Faults(status=404, code="NoSuchBucket"),
    "unreachable": Faults(away=True),
    "answers break off": Faults(cut=True),
    "bytes change": Faults(wrong=True),
    "mirror killed": Faults(),
}
STEP_S = 8.0
AHEAD = 3


class Viewer(threading.Thread):
    """Asks for the list twice a second and for each segment once."""

    def __init__(self, base: str) -> None:
        super().__init__(daemon=True)
        self.base = base
        self.answers = 0
        self.bad: list[str] = []
        self.enough = threading.Event()

    def run(self) -> None:
        """Watch."""
        seen: set[str] = set()
        with httpx.Client(timeout=10) as client:
            while not self.enough.wait(0.5):
                for segment in read_media_playlist(self._get(client, "live.m3u8")).segments:
                    if segment.name not in seen:
                        seen.add(segment.name)
                        self._get(client, segment.name)

    def _get(self, client: httpx.Client, name: str) -> str:
        self.answers += 1
        try:
            answer = client.get(f"{self.base}/{name}")
        except httpx.HTTPError as error:
            self.bad.append(f"{name}: {error!r}")
            return ""
        if answer.status_code != 200:
            self.bad.append(f"{name}: {answer.status_code}")
        return answer.text if name.endswith("m3u8") else ""


class Maker(threading.Thread):
    """Stands for production: always some playlists ahead of what the as-run log says."""

    def __init__(self, station: Station) -> None:
        super().__init__(daemon=True)
        self.station = station
        self.made: list[Programme] = []
        self.enough = threading.Event()

    def run(self) -> None:
        """Make programmes."""
        with production_lock(self.station.home):
            while not self.enough.wait(1.0):
                taken = max((e.playlist or 0 for e in self.station.asrun(CHANNEL)), default=0)
                while len(self.made) < taken + AHEAD:
                    number = len(self.made) + 1
                    self.made.append(self.station.programme(CHANNEL, number, seconds=STEP_S))


def machine(home: Path, bucket: Bucket) -> tuple[Station, Callable[[], None]]:
    """A machine, and what starts its mirror."""
    station = Station(home)
    station.channel(CHANNEL)
    store = {
        "WEBTV_STORE": f"s3://{bucket.name}/one",
        "AWS_ACCESS_KEY_ID": "SESAME-id",
        "AWS_SECRET_ACCESS_KEY": KEY,
        "AWS_ENDPOINT_URL": bucket.url,
    }
    return station, lambda: station.start("mirror", **store)


@contextmanager
def stations(folder: Path, bucket: Bucket) -> Iterator[tuple[Maker, Station, Callable[[], None]]]:
    """Both machines at work, once the second has aired something."""
    there, start_there = machine(folder / "maker", bucket)
    here, start_here = machine(folder / "air", bucket)
    maker = Maker(there)
    try:
        maker.start()
        start_there()
        for part in ("rtmp", "playout", "web"):
            here.start(part)
        start_here()
        until(
            lambda: any(e.kind != "slate" for e in here.asrun(CHANNEL)),
            within_s=180,
            what="a programme of the other machine has aired",
        )
        yield maker, here, start_here
    finally:
        maker.enough.set()
        here.stop()
        there.stop()
        maker.join()


def main() -> None:
    """Run by hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=30)
    chosen = options.parse_args()
    wrong = 0
    with (
        tempfile.TemporaryDirectory() as folder,
        s3_server() as server,
        Bucket(server) as bucket,
    ):
        bucket.make()
        with stations(Path(folder), bucket) as (maker, here, start_mirror):
            viewer = Viewer(f"http://127.0.0.1:{here.web_port}/hls/{CHANNEL}")
            viewer.start()
            aired = len(here.asrun(CHANNEL))
            for name, faults in FAULTS.items():
                bucket.faults = faults
                if name == "mirror killed":
                    here.kill("mirror")
                time.sleep(chosen.seconds)
                bucket.faults = Faults()
                wanted = {programme.id for programme in maker.made}
                if name == "mirror killed":
                    start_mirror()
                healed = time.monotonic()
                try:
                    until(lambda: wanted <= listed(here), within_s=90, what="all is here")  # noqa: B023
                    back = f"all here after {time.monotonic() - healed:.1f} s"
                except AssertionError:
                    back = "NOT all here after 90 s"
                    wrong += 1
                time.sleep(max(0.0, chosen.seconds - (time.monotonic() - healed)))
                entries = here.asrun(CHANNEL)[aired:]
                aired += len(entries)
                slates = [e for e in entries if e.kind == "slate"]
                reruns = [e for e in entries if e.kind == "rerun"]
                wrong += len(slates)
                print(
                    f"{name:18} {len(entries):3} aired, {len(reruns)} reruns, "
                    f"{len(slates)} slates; "
                    f"{viewer.answers} answers, {len(viewer.bad)} no 200; {back}",
                    flush=True,
                )
            viewer.enough.set()
            viewer.join()
        log = (Path(folder) / "air" / "logs" / "mirror.log").read_text()
        print(said(log))
        wrong += len(viewer.bad) + (KEY in log)
    print("\n".join(viewer.bad[:10]))
    sys.exit(1 if wrong else 0)


def listed(station: Station) -> set[str]:
    """The programmes of the playlists here."""
    return {p.programme for p in list_playlists(station.home / "playlists" / CHANNEL)}


def said(log: str) -> str:
    """How often the mirror said that the store is lost and back."""
    lost, back = log.count("cannot be followed"), log.count("is followed again")
    return f"the mirror said {lost} times that the store is lost, {back} times that it is back"


if __name__ == "__main__":
    main()
