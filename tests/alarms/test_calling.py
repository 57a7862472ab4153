"""People are called by real HTTP, once and once more, whatever the services do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from webtv.alarms.send import without_keys
from webtv.alarms.service import Service, services_of
from webtv.alarms.watch import AlarmWatch, try_out
from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.model.status import (
    AlarmsStatus,
    DestinationStatus,
    OnAir,
    PlayoutStatus,
    ProbeStatus,
    ServerStatus,
)
from webtv.store.status import write_status

KEY = "t0psecretkey"


class Receiver:
    """An HTTP server that notes what it is sent, by path, and answers as it is told."""

    def __init__(self) -> None:
        self.got: dict[str, list[dict[str, str]]] = {}
        self.answers: dict[str, int] = {}
        self.release = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                name = self.path.strip("/").partition("/")[0]
                answer = receiver.answers.get(name, 200)
                if answer == 0:
                    receiver.release.wait(60)
                    return
                if answer == 200:
                    receiver.got.setdefault(name, []).append(json.loads(body))
                self.send_response(answer)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def url(self, name: str) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/{name}/{KEY}"

    def stop(self) -> None:
        self.release.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "sea.yaml").write_text("title: Sea\ntheme: Waves on the shore.\n")
    return Settings(
        _env_file=None,
        home=tmp_path / "var",
        channels_dir=tmp_path / "channels",
        production=False,
    )


def station(settings: Settings, state: str) -> None:
    """What the parts say now; `state` is that of the one destination."""
    now = datetime.now(UTC)
    friend = DestinationStatus.model_validate(
        {
            "id": "friend",
            "kind": "rtmp",
            "url": "rtmp://192.0.2.7/app",
            "state": state,
            "last_error": "rtmp://192.0.2.7/app/s3cretkey refused",
        }
    )
    on_air = OnAir(kind="programme", title="Sea", started_at=now, ends_at=now)
    playout = PlayoutStatus(channel="sea", written_at=now, on_air=on_air, destinations=(friend,))
    write_status(settings.status_dir, playout)
    write_status(settings.status_dir, ProbeStatus(channel="sea", written_at=now))
    server = ServerStatus(
        written_at=now,
        started_at=now,
        memory_bytes=1,
        memory_limit_bytes=100,
        memory_slope_bytes_per_h=0,
    )
    (settings.status_dir / "rtmp.json").write_text(server.model_dump_json())


class Clock:
    def __init__(self) -> None:
        self.at = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.at


async def test_a_call_when_it_begins_and_one_when_it_is_over(
    settings: Settings, receiver: Receiver
) -> None:
    clock = Clock()

    def begin() -> AlarmWatch:
        good = Service(1, receiver.url("good"), deadline_s=150)
        services = [good, Service(2, receiver.url("bad"), first_s=0, deadline_s=150)]
        watch = AlarmWatch(settings, services, now=clock)
        watch._board.lineup.read()
        return watch

    async def look(watch: AlarmWatch, seconds: float, state: str) -> None:
        clock.at += timedelta(seconds=seconds)
        station(settings, state)
        await watch.look()
        await watch.told()

    receiver.answers["bad"] = 500
    watch = begin()
    with capture_logs() as logs:
        await look(watch, 0, "retrying")
        await look(watch, 119, "retrying")
        assert receiver.got == {}
        await look(watch, 1, "retrying")
    (first,) = receiver.got["good"]
    assert first["title"] == "WebTV: 1 wrong"
    assert "sea: friend is retrying: rtmp://192.0.2.7/app/*** refused" in first["message"]
    assert first["type"] == "failure"
    lost = [line for line in logs if "service 2 (json) takes none" in line["event"]]
    assert len(lost) == 1
    assert "500" in lost[0]["error"]
    assert KEY not in str(logs)
    told = (settings.status_dir / "alarms.json").read_text()
    assert AlarmsStatus.model_validate_json(told).standing == 1
    assert KEY not in settings.alarms_file.read_text()

    # After a restart the one that was told hears nothing again; the other hears of it when it can.
    receiver.answers["bad"] = 200
    watch = begin()
    await look(watch, 5, "stalled")
    assert len(receiver.got["good"]) == 1
    assert [each["title"] for each in receiver.got["bad"]] == ["WebTV: 1 wrong"]

    # One that never answers is ended, and keeps nobody else waiting.
    receiver.answers["bad"] = 0
    watch._services[1]._deadline_s = 2
    await look(watch, 5, "sending")
    await look(watch, 61, "sending")
    assert [each["title"] for each in receiver.got["good"]] == ["WebTV: 1 wrong", "WebTV: 1 over"]
    assert receiver.got["good"][1]["type"] == "success"
    assert watch._services[1].outage.reason == "it did not answer within 2 s"


async def test_a_trial_says_what_is_wrong_with_each_address() -> None:
    (wrong,) = await try_out([Service(1, f"nonsense://{KEY}", deadline_s=150)])
    assert wrong.startswith("service 1 (nonsense): Apprise knows no service")
    assert KEY not in wrong


@pytest.mark.parametrize("urls", [KEY, f"://{KEY}", f"js on://{KEY}", f"ok://x {KEY}"])
def test_what_is_no_address_is_named_by_its_place(urls: str) -> None:
    with pytest.raises(ConfigError, match=r"WEBTV_ALARM_URLS: address [12] must begin") as told:
        services_of(urls)
    assert KEY not in str(told.value)


def test_what_apprise_says_is_told_without_keys() -> None:
    url = f"json://anna:pass%20word@hook.example.org/{KEY}?x-token=abcdef"
    said = f"no answer of hook.example.org for anna: pass word, {KEY}, abcdef"
    told = without_keys(said, url)
    assert "hook.example.org" in told
    assert not [key for key in ("pass word", KEY, "abcdef") if key in told]
    assert without_keys("gone: 1234567890", "discord://1234567890/token") == "gone: ***"
