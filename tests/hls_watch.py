"""Follows a channel's HLS as a player does, and judges all it gets by the rules.

By hand: `python -m tests.hls_watch http://127.0.0.1:8080/hls/llamas/index.m3u8 --seconds 60`
"""

from __future__ import annotations

import argparse
import re
import sys
import time

import httpx

from tests.hls_media import Media, read_media
from tests.hls_rules import (
    Listed,
    Playlist,
    check_answer,
    check_captions,
    check_master,
    check_media,
    check_reload,
    read_playlist,
)


class Watch:
    """Follows a channel for a while as a player does, and judges all it gets."""

    def __init__(self, client: httpx.Client, folder: str) -> None:
        self.client = client
        self.folder = folder.rstrip("/")
        self.faults: list[str] = []
        self.loads = 0
        self.segments = 0
        self._before: dict[str, Playlist] = {}
        self._last: dict[str, tuple[Listed, Media]] = {}

    def get(self, uri: str) -> httpx.Response:
        answer = self.client.get(f"{self.folder}/{uri}")
        self.faults += check_answer(answer, uri)
        return answer

    def load(self, name: str, *, media: bool = True) -> Playlist:
        """One load of a playlist, and of the segments that are new in it."""
        playlist = read_playlist(self.get(name).text)
        self.loads += 1
        self.faults += [f"{name}: {fault}" for fault in playlist.faults]
        before = self._before.get(name)
        if before is not None:
            self.faults += [f"{name}: {fault}" for fault in check_reload(before, playlist)]
        self._before[name] = playlist
        if media:
            self._fetch(name, playlist)
        return playlist

    def _fetch(self, name: str, playlist: Playlist) -> None:
        known = self._last.get(name)
        new = [s for s in playlist.segments if known is None or s.number > known[0].number]
        for segment in new:
            if segment.gap:
                self._last.pop(name, None)
                continue
            self.segments += 1
            answer = self.get(segment.uri)
            if segment.uri.endswith(".vtt"):
                self.faults += check_captions(answer.text, duration_s=segment.duration_s)
                continue
            init = self.get(segment.init).content if segment.init else b""
            found = read_media(answer.content, init=init)
            known = self._last.get(name)
            listed, media = ([known[0]], [known[1]]) if known else ([], [])
            faults = check_media([*listed, segment], [*media, found])
            self.faults += [fault for fault in faults if segment.uri in fault]
            self._last[name] = segment, found


def main() -> int:
    """Follow a channel; exit code 1 if there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="the address of index.m3u8")
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    folder, _, master = chosen.url.rpartition("/")
    ends = time.monotonic() + chosen.seconds
    with httpx.Client(timeout=10) as client:
        watch = Watch(client, folder)
        text = watch.get(master).text
        watch.faults += check_master(text)
        names = re.findall(r"[\w-]+\.m3u8", text)
        while True:
            for name in names:
                watch.load(name)
            if time.monotonic() > ends:
                break
            time.sleep(2)
    for fault in watch.faults:
        sys.stdout.write(f"{fault}\n")
    sys.stdout.write(
        f"{watch.loads} loads, {watch.segments} segments, {len(watch.faults)} faults\n"
    )
    return 1 if watch.faults else 0


if __name__ == "__main__":
    sys.exit(main())
