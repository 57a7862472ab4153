"""The whole station as its owner starts it, on free ports, with its parts to be measured."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

from tests.clips import encode
from tests.ports import free_ports
from tests.processes import words
from tests.rtmp.server import ROOT
from webtv.store.secret import read_secret

_PORTS = ("WEB", "RTMP", "FLV", "SPACES", "CONTROL")
_STOP_S = 40.0


KEEP = "keep the station's files here (a new folder)"


def home_in(kept: Path | None, *, prefix: str, stack: ExitStack) -> Path:
    """The new folder `kept`, or one that is gone when `stack` closes."""
    if kept is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=prefix)))
    kept.mkdir(parents=True)
    return kept


@dataclass(frozen=True, slots=True)
class WholeStation:
    """A running `webtv up`."""

    home: Path
    ports: Mapping[str, int]
    process: subprocess.Popen[bytes]

    @classmethod
    def start(cls, folder: Path, channels: Mapping[str, str], **more: object) -> WholeStation:
        """Run it with these channel files; `more` is environment."""
        (folder / "channels").mkdir()
        for ident, text in channels.items():
            (folder / "channels" / f"{ident}.yaml").write_text(text)
        ports = dict(zip(_PORTS, free_ports(len(_PORTS)), strict=True))
        own = ("WEBTV_", "OPENAI_", "HF_")
        env = {
            **{name: value for name, value in os.environ.items() if not name.startswith(own)},
            **{f"WEBTV_{name}_PORT": str(port) for name, port in ports.items()},
            "WEBTV_HOME": str(folder / "var"),
            "WEBTV_CHANNELS_DIR": str(folder / "channels"),
            "WEBTV_PLAYLISTS_DIR": str(folder / "playlists"),
            "WEBTV_NODE_MODULES": str(ROOT / "node_modules"),
            **{name: str(value) for name, value in more.items()},
        }
        with (folder / "up.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "webtv", "up"], cwd=ROOT, env=env, stdout=log, stderr=log
            )
        return cls(folder / "var", ports, process)

    def stop(self) -> None:
        """Ctrl-C, and wait."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def rtmp(self, channel: str) -> str:
        """Where a channel is watched over RTMP."""
        return f"rtmp://127.0.0.1:{self.ports['RTMP']}/live/{channel}"

    def hls(self, channel: str) -> str:
        """Where a channel is watched over HLS."""
        return f"http://127.0.0.1:{self.ports['WEB']}/hls/{channel}/live.m3u8"

    def on_air(self, channel: str) -> str:
        """What kind of thing a channel shows; empty if nothing, or nobody answers."""
        try:
            answer = httpx.get(
                f"http://127.0.0.1:{self.ports['WEB']}/api/channels/{channel}", timeout=5
            ).json()
        except (httpx.HTTPError, ValueError):
            return ""
        return str((answer.get("on_air") or {}).get("kind", ""))

    def skip(self, channel: str) -> None:
        """Leave what is on air."""
        token = (self.home / "control.token").read_text().strip()
        httpx.post(
            f"http://127.0.0.1:{self.ports['CONTROL']}/channels/{channel}/skip",
            headers={"Authorization": f"Bearer {token}"},
            timeout=5,
        ).raise_for_status()

    def take_over(self, channel: str, *, seconds: float) -> None:
        """Put a feed on air, as an operator with OBS does; it ends by itself."""
        key = read_secret(self.home / "takeover" / f"{channel}.key")
        encode(
            *("-re", "-f", "lavfi", "-i", f"testsrc2=s=640x360:r=30:d={seconds}"),
            *("-re", "-f", "lavfi", "-i", f"sine=f=440:r=48000:d={seconds}"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "60"),
            *("-c:a", "aac", "-f", "flv"),
            f"rtmp://127.0.0.1:{self.ports['RTMP']}/takeover/{channel}?key={key}",
        )

    def parts(self) -> dict[str, psutil.Process]:
        """Every part's process by the word it was started with, and the supervisor's own."""
        found = {"up": psutil.Process(self.process.pid)}
        for child in found["up"].children():
            line = words(child)
            if any("server.mjs" in word for word in line):
                found["rtmp"] = child
            elif "webtv" in line:
                found[line[line.index("webtv") + 1]] = child
        return found
