"""A station without its other halves: channel files, status files and a real HLS stream."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import imageio_ffmpeg
import pytest

from tests.ports import free_port
from tests.slack import slack
from webtv.config.settings import Settings
from webtv.model.programme import Programme
from webtv.model.status import (
    OnAir,
    PlayoutStatus,
    ProbeResult,
    ProbeStatus,
    ProductionStatus,
    ShotLine,
)
from webtv.store.status import write_status

NODE_MODULES = Path(__file__).parents[2] / "node_modules"
CHANNEL = """\
title: {title}
theme: Lighthouses and the sea around them, from the first light to the last.
description: The sea, all day long.
"""


def wait_until(
    condition: Callable[[], object], *, timeout_s: float = 40, what: str = "condition"
) -> None:
    """Poll `condition` until it holds; a deadline, later on a busy machine, is a failure."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > timeout_s * slack():
            pytest.fail(f"{what}: not within {timeout_s} s")
        time.sleep(0.1)


def on_air(kind: str = "programme", *, age_s: float = 0, length_s: float = 3600) -> OnAir:
    """A programme of two shots; the second begins after 3 s."""
    started_at = datetime.now(UTC) - timedelta(seconds=age_s)
    return OnAir.model_validate(
        {
            "kind": kind,
            "programme": "20261123T010203-abcdef",
            "title": "The Keeper's <b>Last</b> Light",
            "logline": "A storm comes in & the lamp must burn.",
            "started_at": started_at,
            "ends_at": started_at + timedelta(seconds=length_s),
            "shots": (
                ShotLine(start_s=0, prompt="Slow pan: a lighthouse at dusk, waves roll in"),
                ShotLine(start_s=3, prompt="Close: the lamp turns, rain on the glass"),
            ),
        }
    )


class Broadcast:
    """A live HLS stream made by ffmpeg in real time, as playout writes it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, pictures: str = "testsrc2=size=512x288:rate=24") -> None:
        """Begin a new playlist, with numbers and timestamps from zero."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{time.time_ns():x}-%05d.ts"
        self.process = subprocess.Popen(
            [
                imageio_ffmpeg.get_ffmpeg_exe(),
                *("-v", "error", "-nostdin"),
                *("-re", "-f", "lavfi", "-i", pictures),
                *("-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"),
                *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
                *("-g", "24", "-b:v", "600k", "-threads", "1"),
                *("-c:a", "aac", "-b:a", "96k"),
                *("-f", "hls", "-hls_time", "1", "-hls_list_size", "6"),
                *("-hls_flags", "delete_segments+program_date_time+temp_file"),
                *("-hls_segment_filename", str(self.folder / name)),
                str(self.folder / "live.m3u8"),
            ]
        )

    def stop(self) -> None:
        """Break off at once; the playlist stays as it is, without an end."""
        if self.process:
            self.process.kill()
            self.process.wait(10)
            self.process = None


class Station:
    """Folders, files and a web server process of its own."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(
            _env_file=None,
            home=home / "var",
            channels_dir=home / "channels",
            playlists_dir=home / "playlists",
            node_modules=NODE_MODULES,
            web_port=free_port(),
        )
        self.settings.channels_dir.mkdir(parents=True)
        self.url = f"http://127.0.0.1:{self.settings.web_port}"
        self.playout: dict[str, PlayoutStatus] = {}
        self.production: dict[str, ProductionStatus] = {}
        self.probes: dict[str, ProbeStatus] = {}
        self.broadcasts: dict[str, Broadcast] = {}
        self.process: subprocess.Popen[bytes] | None = None
        self._closed = threading.Event()
        self._writing = threading.Lock()
        self._thread = threading.Thread(target=self._keep_fresh, daemon=True)
        self._thread.start()

    def add_channel(self, id: str, title: str, **fields: object) -> None:
        """Write a channel file, with `fields` beside the usual ones."""
        more = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
        path = self.settings.channels_dir / f"{id}.yaml"
        path.write_text(CHANNEL.format(title=json.dumps(title, ensure_ascii=False)) + more, "utf-8")

    def broadcast(self, id: str) -> Broadcast:
        return self.broadcasts.setdefault(id, Broadcast(self.settings.hls_dir / id))

    def air(
        self,
        id: str,
        item: OnAir | None,
        *,
        next: str = "",
        following: Programme | None = None,
        **values: object,
    ) -> None:
        """Say as playout does what is on air, and what is next: a title, or a programme."""
        now = datetime.now(UTC)
        title = following.title if following else next
        known: dict[str, object] = {
            "channel": id,
            "written_at": now,
            "on_air": item,
            "next": {
                "kind": "programme",
                "programme": following.id if following else None,
                "title": title,
                "starts_at": item.ends_at if item else now,
            }
            if title
            else None,
        }
        self.playout[id] = PlayoutStatus.model_validate(known | values)
        write_status(self.settings.status_dir, self.playout[id])

    def produce(self, id: str, **values: object) -> None:
        """Say as production does what is being made."""
        known: dict[str, object] = {"channel": id, "title": id, "written_at": datetime.now(UTC)}
        self.production[id] = ProductionStatus.model_validate(known | values)
        write_status(self.settings.status_dir, self.production[id])

    def probe(self, id: str, *results: ProbeResult) -> None:
        """Say as the probe does what viewers see."""
        status = ProbeStatus(channel=id, written_at=datetime.now(UTC), results=results)
        self.probes[id] = status
        write_status(self.settings.status_dir, status)

    def start(self, *, files: int | None = None, **variables: str) -> None:
        """Start the web server, which may open `files` files, and wait until it answers."""
        env = {
            "WEBTV_HOME": str(self.settings.home),
            "WEBTV_CHANNELS_DIR": str(self.settings.channels_dir),
            "WEBTV_NODE_MODULES": str(NODE_MODULES),
            "WEBTV_WEB_PORT": str(self.settings.web_port),
            **variables,
        }
        limit = ["prlimit", f"--nofile={files}:{files}"] if files else []
        self.process = subprocess.Popen(
            [*limit, sys.executable, "-m", "webtv", "web"],
            env={**os.environ, **env},
            cwd=self.settings.home.parent,
        )
        wait_until(self.answers, timeout_s=60, what="the web server answers")

    def answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200
        return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Stop the web server; gives its exit code."""
        assert self.process is not None
        self.process.send_signal(how)
        try:
            return self.process.wait(8 * slack())
        finally:
            self.process.kill()
            self.process.wait()
            self.process = None

    def clear(self) -> None:
        """Take every channel away, and all that is said of it."""
        with self._writing:
            for said in (self.playout, self.production, self.probes):
                said.clear()
            shutil.rmtree(self.settings.status_dir, ignore_errors=True)
        for broadcast in self.broadcasts.values():
            broadcast.stop()
        self.broadcasts.clear()
        shutil.rmtree(self.settings.hls_dir, ignore_errors=True)
        for path in self.settings.channels_dir.iterdir():
            path.unlink()

    def close(self) -> None:
        self._closed.set()
        self._thread.join(5)
        for broadcast in self.broadcasts.values():
            broadcast.stop()
        if self.process:
            self.process.kill()
            self.process.wait()

    def _keep_fresh(self) -> None:
        while not self._closed.wait(2):
            fresh = {"written_at": datetime.now(UTC)}
            # A test of a full disk in the same process bounds the files of all its threads.
            with self._writing, contextlib.suppress(OSError):
                for on_air in list(self.playout.values()):
                    write_status(self.settings.status_dir, on_air.model_copy(update=fresh))
                for making in list(self.production.values()):
                    write_status(self.settings.status_dir, making.model_copy(update=fresh))
                for probed in list(self.probes.values()):
                    write_status(self.settings.status_dir, probed.model_copy(update=fresh))
