"""The whole station as its users meet it: one `webtv up`, then everything is done to it.

The tests of this module run in order on one running station.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psutil
import pytest

from tests.ports import free_ports
from tests.processes import words
from tests.received import measure, pull
from tests.slack import slack
from tests.station.running import CHANNEL, KEYS, Station, until
from tests.station.taking_part import approve, picture_of


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    folder = tmp_path_factory.mktemp("it's a station")
    (folder / "channels").mkdir()
    (folder / "channels" / "harbour.yaml").write_text(CHANNEL)
    names = ["WEB", "RTMP", "FLV", "SPACES", "CONTROL"]
    ports = dict(zip(names, free_ports(len(names)), strict=True))
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("WEBTV_", "OPENAI_", "HF_"))},
        **{f"WEBTV_{name}_PORT": str(port) for name, port in ports.items()},
        **KEYS,
        "WEBTV_HOME": str(folder / "var"),
        "WEBTV_CHANNELS_DIR": str(folder / "channels"),
        "WEBTV_PLAYLISTS_DIR": str(folder / "playlists"),
    }
    argv = [sys.executable, "-m", "webtv", "up"]
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(argv, env=env, stdout=log, stderr=log)
    made = Station(process, folder, ports, env)
    yield made
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def test_something_is_on_air_at_once(station: Station) -> None:
    until(lambda: station.channel()["on_air"], within_s=20, what="slate")


def test_the_first_programme_follows_by_itself(station: Station) -> None:
    until(
        lambda: station.channel()["on_air"]["kind"] in ("programme", "rerun"),
        within_s=120,
        what="first programme",
    )
    on_air = station.channel()["on_air"]
    assert on_air["title"]
    assert on_air["prompt"]


def test_ready_and_listed(station: Station) -> None:
    until(
        lambda: httpx.get(f"{station.web}/readyz", timeout=5).status_code == 200,
        within_s=30,
        what="/readyz",
    )
    listed = httpx.get(f"{station.web}/api/channels", timeout=5).json()
    assert [c["id"] for c in listed] == ["harbour"]
    kinds = {d["kind"] for d in listed[0]["destinations"]}
    assert kinds == {"rtmp", "hls"}


def test_the_probe_sees_what_viewers_see(station: Station) -> None:
    until(
        lambda: {p["destination"] for p in station.channel()["probes"]} == {"rtmp", "hls"},
        within_s=60,
        what="the probe has looked",
    )
    until(
        lambda: all(p["fault"] == "" for p in station.channel()["probes"]),
        within_s=60,
        what="the probe finds no fault",
    )
    told = httpx.get(f"{station.web}/metrics", timeout=5).text
    assert 'webtv_probe_success{channel="harbour",destination="rtmp"} 1.0' in told
    assert 'webtv_rtmp_viewers{stream="/live/harbour"}' in told


def test_every_process_has_the_keys_of_its_work_and_no_others(station: Station) -> None:
    owners = {"playout": {KEYS["AWAY_STREAM_KEY"]}, "produce": set(KEYS.values())}
    owners["produce"] -= {KEYS["AWAY_STREAM_KEY"], KEYS["SOMEBODYS_TOKEN"]}
    seen: set[str] = set()
    for child in psutil.Process(station.process.pid).children(recursive=True):
        try:
            line, environ = child.cmdline(), child.environ()
        except psutil.Error:
            continue  # a player that ended meanwhile
        command = line[-1] if line[1:3] == ["-m", "webtv"] else ""
        seen.add(command or Path(line[0]).name if line else "")
        found = {v for v in KEYS.values() if any(v in given for given in environ.values())}
        assert found == owners.get(command, set()), line
        assert not any(value in " ".join(line) for value in KEYS.values()), line
    assert {"playout", "web", "probe", "spaces", "produce", "node"} <= seen
    assert any("ffmpeg" in name for name in seen)


def test_what_a_viewer_suggests_airs_with_thanks(station: Station) -> None:
    """From a viewer's form, by the console, to a picture of HLS."""
    file = station.folder / "channels" / "harbour.yaml"
    busy = CHANNEL.replace("fresh_per_hour: 1,", "fresh_per_hour: 240,")
    file.write_text(f"{busy}audience: {{suggestions: true}}\n")
    address = f"{station.web}/audience/harbour"
    until(lambda: httpx.get(address).status_code == 200, within_s=20, what="viewers take part")
    form = {"text": "A penguin plays the trumpet on the quay.", "name": "Mira"}
    headers = {"accept": "application/json"}
    answer = httpx.post(f"{address}/suggestions", data=form, headers=headers, timeout=20)
    path = str(answer.raise_for_status().json()["page"])
    approve(station, path.rpartition("/")[2])

    def told() -> str:
        return httpx.get(f"{station.web}{path}", timeout=20).text

    until(lambda: "It aired at" in told(), within_s=240, what="it has aired", every_s=1)
    file.write_text(CHANNEL)
    assert re.search(r"</time>, \d+ minutes? (sooner|later) than foretold", told())
    (programme,) = set(re.findall(r"/programme/([\w-]+)", told()))
    page = httpx.get(f"{station.web}/programme/{programme}", timeout=20).text
    assert "Suggested by Mira" in page
    picture = picture_of(station.folder / "var" / "hls" / "harbour", programme)
    # White letters to the right of the channel's title, on the dark ground of the captions.
    assert 100 < int((picture[476:500, 150:345] > 190).sum()) < 1500


@pytest.fixture(scope="module")
def pulled(station: Station, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Twelve seconds as each kind of viewer receives them, at the same time."""
    urls = {
        "rtmp": f"rtmp://127.0.0.1:{station.ports['RTMP']}/live/harbour",
        "flv": f"http://127.0.0.1:{station.ports['FLV']}/live/harbour.flv",
        "hls": f"{station.web}/hls/harbour/live.m3u8",
    }
    folder = tmp_path_factory.mktemp("pulled")

    def one(way: str) -> Path:
        suffix = ".ts" if way == "hls" else ".flv"
        return pull(urls[way], seconds=12, into=folder / f"{way}{suffix}")

    with ThreadPoolExecutor(len(urls)) as threads:
        return dict(zip(urls, threads.map(one, urls), strict=True))


@pytest.mark.parametrize("way", ["rtmp", "hls", "flv"])
def test_what_viewers_receive_is_whole(pulled: dict[str, Path], way: str) -> None:
    received = measure(pulled[way])
    assert received.problems() == []
    assert (received.width, received.height) == (1024, 576)
    assert (received.video_codec, received.audio_codec) == ("h264", "aac")
    assert (received.sample_rate, received.channels) == (48000, 2)
    assert received.lufs == pytest.approx(-16, abs=3)


def test_every_playlist_plays_in_plain_ffmpeg(station: Station) -> None:
    from webtv.media.process.binary import find_ffmpeg

    playlists = sorted((station.folder / "playlists" / "harbour").glob("*.ffconcat"))
    assert playlists
    argv = [str(find_ffmpeg(None)), "-v", "error", "-f", "concat", "-safe", "0", "-i"]
    done = subprocess.run(
        [*argv, str(playlists[0]), "-f", "null", "-"],
        capture_output=True,
        text=True,
        timeout=60 * slack(),
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_backup_is_made_while_it_airs_and_put_back_elsewhere(
    station: Station, tmp_path: Path
) -> None:
    def webtv(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
        argv = [sys.executable, "-m", "webtv", *words]
        return subprocess.run(
            argv, env={**station.env, **env}, capture_output=True, text=True, timeout=60 * slack()
        )

    file = str(tmp_path / "station.tar")
    made = webtv("backup", file)
    assert made.returncode == 0, made.stderr
    assert all("without passwords" in line for line in made.stderr.splitlines())  # of the console
    refused = webtv("restore", "--replace", file)
    assert refused.returncode == 1
    assert "already runs" in refused.stderr
    elsewhere = {
        "WEBTV_HOME": str(tmp_path / "var"),
        "WEBTV_CHANNELS_DIR": str(tmp_path / "channels"),
        "WEBTV_PLAYLISTS_DIR": str(tmp_path / "playlists"),
    }
    assert webtv("restore", file, **elsewhere).returncode == 0
    assert (tmp_path / "channels" / "harbour.yaml").read_text() == CHANNEL
    listed = webtv("programmes", "list", "--json", **elsewhere)
    assert listed.stdout.splitlines()


def test_a_second_station_on_the_same_home_is_one_clear_sentence(station: Station) -> None:
    argv = [sys.executable, "-m", "webtv", "up"]
    done = subprocess.run(
        argv, env=station.env, capture_output=True, text=True, timeout=30 * slack()
    )
    assert done.returncode == 1
    assert "already runs" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_an_invalid_edit_is_reported_exactly_and_the_air_goes_on(station: Station) -> None:
    file = station.folder / "channels" / "harbour.yaml"
    file.write_text(CHANNEL.replace("shots: 2", "shots: 99"))
    until(
        lambda: "programme.shots" in (station.told()["config_error"] or ""),
        within_s=8,
        what="config_error",
    )
    error = station.told()["config_error"]
    assert "harbour.yaml:5:13: programme.shots: must be at most 24 (got 99)" in error
    assert station.channel()["on_air"]["kind"] != "slate"


def test_a_new_theme_shapes_the_next_programmes(station: Station) -> None:
    file = station.folder / "channels" / "harbour.yaml"
    theme = CHANNEL.split("theme: >")[0] + (
        "theme: >\n  A red balloon drifts over the desert, past camels and golden dunes.\n"
        "programme: {shots: 2, shot_s: 4}\n"
        "narration: off\nclock: {ident_every: 0, trails: false}\n"
        "production: {fresh_per_hour: 1, buffer_s: 8, first: 1}\n"
    )
    file.write_text(theme)
    until(lambda: not station.channel()["config_error"], within_s=8, what="good again")

    def speaks_of_it() -> bool:
        texts = (p.read_text() for p in (station.folder / "var" / "library").glob("harbour/*.json"))
        return any("balloon" in t or "camel" in t or "dune" in t for t in texts)

    until(speaks_of_it, within_s=120, what="a programme of the new theme")


def test_a_new_file_is_a_new_channel_and_a_removed_one_goes_off_air(station: Station) -> None:
    file = station.folder / "channels" / "reef.yaml"
    file.write_text(
        "title: Reef\ntheme: Turtles and parrotfish on a coral reef.\nprogramme: {shots: 1}\n"
        "narration: off\nhouse: {width: 256, height: 144}\n"
    )

    def listed() -> list[str]:
        channels = httpx.get(f"{station.web}/api/channels", timeout=5).json()
        return [c["id"] for c in channels if c["on_air"]]

    until(lambda: listed() == ["harbour", "reef"], within_s=15, what="reef on air")
    playlist = station.folder / "var" / "hls" / "reef" / "live.m3u8"
    until(playlist.exists, within_s=15, what="HLS of reef")
    file.unlink()
    until(lambda: listed() == ["harbour"], within_s=8, what="reef off air")
    until(lambda: not playlist.exists(), within_s=8, what="HLS of reef removed")


@pytest.mark.parametrize("command", ["web", "spaces", "produce", "rtmp", "playout", "probe"])
def test_a_killed_part_is_back_within_ten_seconds(station: Station, command: str) -> None:
    before = station.part(command)
    assert before is not None
    before.kill()

    def back() -> bool:
        now = station.part(command)
        return now is not None and now.pid != before.pid

    until(back, within_s=10, what=f"{command} back")
    if command == "web":
        until(lambda: station.channel(), within_s=10, what="API back")
    elif command in ("rtmp", "playout"):
        until(
            lambda: any(
                d["kind"] == "rtmp" and d["state"] == "sending"
                for d in station.channel()["destinations"]
            ),
            within_s=10,
            what="sending again",
        )


def test_after_ctrl_c_nothing_is_left(station: Station) -> None:
    everyone = psutil.Process(station.process.pid).children(recursive=True)
    assert len(everyone) >= 6
    station.process.send_signal(signal.SIGINT)
    assert station.process.wait(25 * slack()) == 0
    _, alive = psutil.wait_procs(everyone, timeout=3 * slack())
    assert [words(p) for p in alive] == []
    for port in station.ports.values():
        with socket.create_server(("127.0.0.1", port)):
            pass
