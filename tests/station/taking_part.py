"""What stands between a viewer's suggestion and its picture: the console, and HLS."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import httpx
import numpy.typing as npt

from tests.ports import free_port
from tests.station.running import Station, until
from webtv.config.settings import Settings
from webtv.console.office import Office


def approve(station: Station, ref: str) -> None:
    """Approve a suggestion at a console that runs beside the station."""
    var, port = station.folder / "var", free_port()
    office = Office(Settings(_env_file=None, home=var))
    office.users.add("anna", "correct horse battery", "admin")
    session = office.sessions.begin("anna", address="127.0.0.1", agent="test")
    found = office.sessions.find(session, touch=False)
    assert found is not None
    origin = f"http://localhost:{port}"
    env = {**station.env, "WEBTV_CONSOLE_PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", "webtv", "console"], env=env)
    try:
        until(
            lambda: httpx.get(f"{origin}/healthz", timeout=5).status_code == 200,
            within_s=30,
            what="the console answers",
        )
        answer = httpx.post(
            f"{origin}/console/channels/harbour/audience/{ref}/approve",
            data={"csrf": found.csrf},
            headers={"origin": origin},
            cookies={"webtv-console": session},
            timeout=20,
        )
        assert answer.status_code == 303, answer.text
    finally:
        process.terminate()
        process.wait(20)


def picture_of(folder: Path, programme: str) -> npt.NDArray[Any]:
    """Luma of a picture in HLS, 2 s after a programme began for the first time."""
    began = re.findall(
        rf'START-DATE="([^"]+)"[^\n]*X-PROGRAMME="{programme}",X-KIND="programme"',
        (folder / "live.m3u8").read_text(),
    )
    wanted_ms = datetime.fromisoformat(began[0]).timestamp() * 1000 + 2000
    segments = {int(path.stem.rpartition("-")[2]): path for path in folder.glob("*-*.ts")}
    start_ms = max(each for each in segments if each <= wanted_ms)
    with av.open(segments[start_ms]) as container:
        frames = [frame.to_ndarray(format="gray") for frame in container.decode(video=0)]
    return frames[min(int((wanted_ms - start_ms) * 24 / 1000), len(frames) - 1)]
