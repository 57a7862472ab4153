"""Log lines: one JSON object each, with context, without secrets."""

from __future__ import annotations

import json
import logging
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import structlog

from webtv.log import configure_logging, redact

KEY = "live_5up3r_s3cret"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"rtmp://live.twitch.tv/app/{KEY}", "rtmp://live.twitch.tv/app/***"),
        (f"rtmps://a.rtmps.youtube.com/live2/{KEY}", "rtmps://a.rtmps.youtube.com/live2/***"),
        (f"rtmp://127.0.0.1:1935/live/llamas?sign={KEY}", "rtmp://127.0.0.1:1935/live/***"),
        (f"rtmp://h/app/instance/{KEY}", "rtmp://h/app/***"),
        (f"rtmp://user:{KEY}@h/app/{KEY}", "rtmp://***@h/app/***"),
        (f"http://h:8000/live/a.flv?sign={KEY}&x=1", "http://h:8000/live/a.flv?sign=***&x=1"),
        (f"https://h/a?x=1&token={KEY}", "https://h/a?x=1&token=***"),
        (f"srt://h:9000?streamid={KEY}", "srt://h:9000?streamid=***"),
        (f"https://user:{KEY}@h/v1", "https://***@h/v1"),
        (f"['-f', 'flv', 'rtmp://h/app/{KEY}']", "['-f', 'flv', 'rtmp://h/app/***']"),
        (
            f"[tcp @ 0x1] rtmp://h/app/{KEY}: Broken pipe",
            "[tcp @ 0x1] rtmp://h/app/***: Broken pipe",
        ),
        (f"two rtmp://h/a/{KEY} rtmp://h/b/{KEY}", "two rtmp://h/a/*** rtmp://h/b/***"),
        (f"Incorrect API key provided: sk-proj-{KEY}", "Incorrect API key provided: sk-***"),
        ("Authorization: Bearer hf_abcdefghijkl", "Authorization: Bearer ***"),
        ("token hf_abcdefghijkl", "token hf_***"),
        (f"secret key_{'a1' * 64}", "secret key_***"),
        ("no secret: key_frame_interval", "no secret: key_frame_interval"),
        ("rtmp://127.0.0.1:1935/live", "rtmp://127.0.0.1:1935/live"),
        ("http://127.0.0.1:8000/live/llamas.flv", "http://127.0.0.1:8000/live/llamas.flv"),
        (
            "/library/llamas/20260301T120000-abcdef.mp4",
            "/library/llamas/20260301T120000-abcdef.mp4",
        ),
        ("", ""),
    ],
)
def test_redaction(text: str, expected: str) -> None:
    assert redact(text) == expected
    assert redact(expected) == expected


def logged(folder: Path) -> list[dict[str, Any]]:
    text = (folder / "playout.log").read_text("utf-8")
    assert KEY not in text
    return [json.loads(line) for line in text.splitlines()]


def test_a_line_has_time_level_process_and_what_is_bound(tmp_path: Path) -> None:
    configure_logging("playout", folder=tmp_path / "logs")
    structlog.get_logger().bind(channel="llamas").info("take", programme="x", seconds=24.5)
    (line,) = logged(tmp_path / "logs")
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "take",
        "level": "info",
        "process": "playout",
        "channel": "llamas",
        "programme": "x",
        "seconds": 24.5,
    }


def test_secrets_are_hidden_wherever_they_hide(tmp_path: Path) -> None:
    configure_logging("playout", folder=tmp_path)
    url = f"rtmp://live.twitch.tv/app/{KEY}"
    log = structlog.get_logger()
    log.info(f'sending to "{url}"', argv=["ffmpeg", url], nested={"to": [{"url": url}]})
    log.warning("failed", error=ValueError(url), path=Path(f"x?sign={KEY}"), none=None, on=True)
    try:
        raise RuntimeError(f"cannot open {url}")
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("plain").exception("plain failed for %s", url)
    first, second, third, fourth = logged(tmp_path)
    assert first["event"] == 'sending to "rtmp://live.twitch.tv/app/***"'
    assert first["argv"] == ["ffmpeg", "rtmp://live.twitch.tv/app/***"]
    assert (second["none"], second["on"]) == (None, True)
    assert "cannot open rtmp://live.twitch.tv/app/***" in third["exception"]
    assert fourth["event"] == "plain failed for rtmp://live.twitch.tv/app/***"
    assert "cannot open" in fourth["exception"]
    assert fourth["process"] == "playout"


def test_levels(tmp_path: Path) -> None:
    configure_logging("playout", level="warning", folder=tmp_path)
    structlog.get_logger().info("not this")
    structlog.get_logger().warning("this")
    logging.getLogger("httpx").info("nor this")
    assert [line["event"] for line in logged(tmp_path)] == ["this"]


def test_stderr_is_json_unless_it_is_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("web")
    structlog.get_logger().info("hello")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert json.loads(captured.err)["event"] == "hello"


@pytest.mark.parametrize("steers", ["\x1b]52;c;x\x07", "\x9b31m", "\u202e", "\r", "\x00"])
@pytest.mark.parametrize("style", ["console", "json"])
def test_no_line_steers_the_terminal_it_is_shown_on(
    capsys: pytest.CaptureFixture[str], style: Any, steers: str
) -> None:
    configure_logging("web", style=style)
    log = structlog.get_logger()
    log.info(f"a {steers} title", title=f"A{steers}", more=[f"B{steers}", {f"k{steers}": steers}])
    try:
        raise RuntimeError(f"cannot open {steers}")
    except RuntimeError:
        log.exception("failed")
        logging.getLogger("plain").exception("plain failed for %s", steers)
    said = capsys.readouterr().err
    assert said.count("RuntimeError: cannot open") == 2
    assert not [c for c in said if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")]


def test_people_get_plain_lines_and_whole_tracebacks(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging("web", style="console")
    try:
        raise RuntimeError(f"cannot open rtmp://h/app/{KEY}")
    except RuntimeError:
        structlog.get_logger().exception("failed", channel="llamas")
    shown = capsys.readouterr().err
    assert "failed" in shown
    assert "channel=llamas" in shown
    assert "RuntimeError: cannot open rtmp://h/app/***" in shown
