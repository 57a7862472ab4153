"""A station with something of everything, and an empty place."""

from __future__ import annotations

import gzip
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.backup.stations import CHANNEL, KEY, Place
from tests.store.values import make_entry
from webtv.files import write_atomic
from webtv.model.control import ControlState
from webtv.store.asrun import AsRunLog
from webtv.store.bans import Bans, write_bans
from webtv.store.control import write_control
from webtv.store.library import Library
from webtv.store.playlists import write_playlist

SECRETS = ("rtmp.secret", "control.token", "spaces.secret", "takeover/reef.key")
CACHES = ("hls/reef/seg-1.m4s", "status/playout/reef.json", "logs/web.log", "slate/s.mp4",
          "spaces/results/a.mp4", "inbox/reef/done/old.mp4", "recordings/reef/r.ts")  # fmt: skip


@pytest.fixture(autouse=True)
def niceness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep that of this process: it cannot be taken back."""
    monkeypatch.setattr(os, "nice", lambda _by: 0)


@pytest.fixture
def old(tmp_path: Path) -> Place:
    """A station with something of everything."""
    place = Place(tmp_path / "old")
    place.write("channels/reef.yaml", CHANNEL)
    place.write("channels/broken.yaml", f"key: [{KEY}")
    place.write("var/channels/reef.yaml", CHANNEL)
    settings = place.settings
    programme = place.programme()
    write_playlist(
        settings.playlists_dir / "reef",
        number=7,
        programme=programme.id,
        media=Library(settings.library_dir).media(programme),
        title=programme.title,
    )
    write_control(settings.control_dir, "reef", ControlState().pull("20260301T120000-abcdef"))
    write_bans(settings.bans_file, Bans(seeds=(7,)))
    AsRunLog(settings.asrun_dir).append(make_entry(datetime.now(UTC), channel="reef"))
    packed = settings.asrun_dir / "reef" / "2026-01-01.jsonl.gz"
    write_atomic(packed, gzip.compress(b"{}\n"))
    place.write("var/assets/reef/olga.png", b"a picture")
    place.write("var/inbox/reef/film.mp4", b"a film of somebody's")
    place.write("var/takeover/reef.title", "Council\n")
    place.write("var/contracts/mine.yaml", "title: mine\n")
    for name in (*SECRETS, *CACHES):
        place.write(f"var/{name}", f"{KEY} {name}")
    place.write(".env", f"FAR_STREAM_KEY={KEY}\n")
    return place


@pytest.fixture
def new(tmp_path: Path) -> Place:
    (tmp_path / "new").mkdir()
    return Place(tmp_path / "new")
