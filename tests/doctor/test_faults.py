"""Every fault that is planted in a machine is named with its cure."""

from __future__ import annotations

import os
import resource
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.doctor.machines import CHANNEL, Machine, faults, ill
from tests.ports import free_port
from tests.rawserver import RawServer, head
from tests.store.values import make_entry
from webtv.config.settings import Settings
from webtv.doctor import look
from webtv.doctor import machine as hardware
from webtv.doctor.clock import look_at_clock
from webtv.doctor.finding import Finding
from webtv.doctor.machine import look_at_machine, memory_gb
from webtv.preflight import only_station
from webtv.store.asrun import AsRunLog

NOW = datetime.now(UTC)


def program(machine: Machine, script: str) -> str:
    path = machine.folder / "ffmpeg"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_nothing_planted(machine: Machine) -> None:
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="studio")
    assert (code, faults(text)) == (0, []), text


def test_no_ffmpeg(machine: Machine) -> None:
    told = ill(machine, WEBTV_FFMPEG="/no/ffmpeg")
    assert told.startswith("ffmpeg: WEBTV_FFMPEG is /no/ffmpeg, which is not a program")
    assert "unset it to use the ffmpeg that comes with the station" in told


def test_an_ffmpeg_that_does_not_run(machine: Machine) -> None:
    told = ill(machine, WEBTV_FFMPEG=program(machine, "exit 127"))
    assert "does not run" in told
    assert told.endswith(": set WEBTV_FFMPEG to another")


LISTS = "case $2 in -encoders) echo libx264 aac;; -filters) echo ass loudnorm;; esac"


def test_an_old_ffmpeg(machine: Machine) -> None:
    old = program(machine, f"echo 'ffmpeg version 4.4.2-0ubuntu Copyright (c)'; {LISTS}")
    told = ill(machine, WEBTV_FFMPEG=old)
    assert told.startswith("ffmpeg: ffmpeg version 4.4.2-0ubuntu is older than 5.1: unset WEBTV_")


def test_another_ffmpeg_is_worth_knowing(machine: Machine) -> None:
    other = program(machine, f"echo 'ffmpeg version 6.1.1 Copyright (c)'; {LISTS}")
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="studio", WEBTV_FFMPEG=other)
    assert code == 0
    assert "note  ffmpeg: ffmpeg version 6.1.1, which the station was not tested with" in text


def test_an_ffmpeg_without_what_is_needed(machine: Machine) -> None:
    told = ill(machine, WEBTV_FFMPEG=program(machine, "echo ffmpeg version 9.0 Copyright"))
    assert "has no encoders libx264, aac" in told
    assert told.endswith("unset WEBTV_FFMPEG to use the one that comes with the station")


def test_no_node(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither on PATH nor in the wheel."""
    (machine.folder / "bin").mkdir()
    (machine.folder / "bin" / "node").write_text("#!/bin/sh\necho v12.22.9\n")
    (machine.folder / "bin" / "node").chmod(0o755)
    monkeypatch.setattr("webtv.rtmp.node.files", lambda _: [])
    told = ill(machine)
    assert "node: the RTMP server needs Node.js 18 or newer and the one on PATH is" in told
    assert "pip install '.[node]'" in told


def test_node_modules_are_missing(machine: Machine) -> None:
    told = ill(machine, WEBTV_NODE_MODULES=str(machine.folder / "none"))
    assert told.startswith("parts: node-media-server is not in")
    assert "npm ci" in told


def test_a_port_is_taken(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        told = ill(machine, WEBTV_WEB_PORT=str(port))
    assert told.startswith(f"ports: port {port} for the web page cannot be used")
    assert "choose another with WEBTV_WEB_PORT=" in told


def test_a_station_that_runs_has_its_ports(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, only_station(machine.folder / "var"):
        port = str(server.getsockname()[1])
        code, text = machine.doctor(WEBTV_SPACES_ENGINE="studio", WEBTV_WEB_PORT=port)
    assert code == 0
    assert "ok    ports: a station runs and holds them" in text


@pytest.mark.parametrize(
    ("free", "kind", "told"),
    [
        (2_000_000_000, "note", "disk: nearly full: 2.0 GB free for"),
        (1_000_000, "fault", "folders: only 1 MB free on the disk of"),
    ],
)
def test_a_disk_that_is_nearly_full(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, free: int, kind: str, told: str
) -> None:
    room = SimpleNamespace(total=10**12, used=10**12 - free, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: room)
    (settings.channels_dir / "foxes.yaml").write_text(CHANNEL)
    (found,) = [each for each in look.look(settings) if str(each).startswith(told)]
    assert found.kind == kind
    assert "WEBTV_HOME" in found.cure


def test_a_disk_without_room_for_files(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = {"f_frsize": 4096, "f_blocks": 10**9, "f_bfree": 10**9, "f_bavail": 10**9}
    full = SimpleNamespace(f_files=1000, f_favail=7, **blocks)
    monkeypatch.setattr(os, "statvfs", lambda _path: full)
    told = [str(each) for each in look_at_machine(settings) if each.kind == "fault"]
    assert told == [
        f"disk: room for 7 more files only on the disk of {settings.home}: "
        "delete small files there, or set WEBTV_HOME to another disk"
    ]


def test_a_home_that_cannot_be_written(machine: Machine) -> None:
    (machine.folder / "file").touch()
    told = ill(machine, WEBTV_HOME=str(machine.folder / "file" / "home"))
    assert told.startswith("folders: cannot make")
    assert told.endswith("set WEBTV_HOME to another folder")


def test_a_home_that_no_disk_can_have(machine: Machine) -> None:
    told = ill(machine, WEBTV_HOME=str(machine.folder / ("x" * 300) / "home"))
    assert told.startswith("folders: cannot make")


def clock(asrun: Path, *addresses: str, now: datetime = NOW) -> Finding:
    (only,) = look_at_clock(asrun, addresses, now=now)
    return only


def test_a_clock_that_is_far_off(tmp_path: Path) -> None:
    """By what a server says, by the age of the program, and by what has aired."""
    date = f"{NOW - timedelta(hours=3):%a, %d %b %Y %H:%M:%S} GMT"
    with RawServer(lambda _: [head(f"Date: {date}", "Content-Length: 0")]) as server:
        told = clock(tmp_path, server.url)
    assert told.kind == "fault"
    assert told.told.startswith(("3:00:0", "2:59:5"))
    assert "ahead of 127.0.0.1" in told.told
    assert "timedatectl set-ntp true" in told.cure
    early = clock(tmp_path, now=datetime(2001, 1, 1, tzinfo=UTC))
    assert (early.kind, early.told) == (
        "fault",
        "2001-01-01 is before this program was installed",
    )
    AsRunLog(tmp_path).append(make_entry(NOW + timedelta(days=400)))
    late = clock(tmp_path)
    assert late.kind == "fault"
    assert "something aired on" in late.told


def test_a_clock_that_servers_agree_with(tmp_path: Path) -> None:
    date = f"{NOW:%a, %d %b %Y %H:%M:%S} GMT"
    with RawServer(lambda _: [head(f"Date: {date}", "Content-Length: 0")]) as server:
        assert clock(tmp_path, server.url, "http://127.0.0.1:1/").kind in ("good", "note")


@pytest.mark.parametrize("lines", [(), ("Date: yesterday",)])
def test_a_server_that_does_not_say_what_time_it_is(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with RawServer(lambda _: [head(*lines, "Content-Length: 0")]) as server:
        assert clock(tmp_path, server.url).kind in ("good", "note")


def test_a_channel_file_is_broken(machine: Machine) -> None:
    told = ill(machine, f"{CHANNEL}programme: {{shots: 99}}\n")
    assert "foxes.yaml:5:13: programme.shots: must be at most 24 (got 99)" in told
    assert "`webtv check` says when it is right" in told


FAR = f"{CHANNEL}destinations: [{{id: far, url: 'rtmp://127.0.0.1:PORT/app', key: KEY}}]\n"


def test_an_rtmp_server_is_away(machine: Machine) -> None:
    port = str(free_port())
    told = ill(machine, FAR.replace("PORT", port).replace("KEY", "sesame123"))
    assert told.startswith(
        f"foxes: far: the RTMP server at 127.0.0.1:{port} cannot be reached (connection refused)"
    )
    assert told.endswith("start it, correct its address, or open the way through the firewall")
    assert "sesame123" not in told


def test_an_rtmp_server_is_there(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        channel = FAR.replace("PORT", str(server.getsockname()[1])).replace("KEY", "sesame123")
        code, text = machine.doctor(channel, WEBTV_SPACES_ENGINE="studio")
    assert (code, faults(text)) == (0, [])
    assert "takes connections" in text


def test_the_key_of_a_destination_is_missing(machine: Machine) -> None:
    told = ill(machine, FAR.replace("PORT", "1935").replace("KEY", "'${FAR_STREAM_KEY}'"))
    assert "environment variable FAR_STREAM_KEY is not set" in told
    assert told.endswith(": set FAR_STREAM_KEY in .env")


def test_a_space_is_away(machine: Machine) -> None:
    place = f"http://127.0.0.1:{free_port()}"
    channel = CHANNEL.replace(
        "pipeline: {profile: zeroscope}",
        f"pipeline: {{video: {{space: zeroscope-v2, source: '{place}'}}}}",
    )
    told = ill(machine, channel)
    assert told.startswith(f"zeroscope-v2 at {place}: ")
    assert told.endswith("correct its `source` in foxes, or give that stage `fallbacks`")


def test_weights_are_missing(machine: Machine) -> None:
    """All of them; `test_doctor.py` has what else may be wrong with models."""
    machine.plant_driver("NVIDIA L4, 580.95.05, 23034")
    machine.plant_torch()
    code, text = machine.doctor()
    assert code == 1
    assert "FILM: its weights are not here: webtv spaces fetch film" in faults(text)


@pytest.mark.parametrize(("gb", "kind"), [(1.0, "fault"), (2.0, "note"), (8.0, "good")])
def test_too_little_memory(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, gb: float, kind: str
) -> None:
    monkeypatch.setattr(hardware, "memory_gb", lambda: gb)
    (found,) = [each for each in look_at_machine(settings) if each.subject == "memory"]
    assert found.kind == kind
    assert ("webtv up --no-production" in found.cure) == (kind != "good")


def test_memory_is_what_a_container_may_have(tmp_path: Path) -> None:
    (tmp_path / "memory.max").write_text("1000000000\n")
    assert memory_gb(tmp_path / "memory.max") == 1.0
    (tmp_path / "memory.max").write_text("max\n")
    assert memory_gb(tmp_path / "memory.max") == memory_gb(tmp_path / "none")


def test_too_few_open_files(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (512, 512))  # a hard one is not taken back
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="studio")
    assert code == 1
    assert faults(text) == [
        "open files: a process may hold 512 open, of 4096 that viewers may need: raise the hard "
        "limit: `ulimit -Hn 65536`, or LimitNOFILE= of the systemd unit"
    ]


def test_keys_that_others_can_read_are_worth_knowing(machine: Machine) -> None:
    (machine.folder / ".env").write_text("HF_TOKEN=sesame\n")
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="studio")
    assert code == 0
    assert "note  keys: .env, which may hold keys, can be read by other users: chmod 600" in text
    assert "sesame" not in text
