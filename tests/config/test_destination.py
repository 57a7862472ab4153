"""Destinations as operators write them: terse when right, named fields when wrong."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from webtv.check import check_channels
from webtv.config.channel import Channel
from webtv.config.destination import FileDestination, RtmpDestination, SrtDestination
from webtv.config.platform import PLATFORMS
from webtv.config.settings import Settings
from webtv.config.yaml import parse_channel
from webtv.playout.destinations.address import configured_route

START = "title: Llamas\ntheme: three llamas on a train\n"


def _parse(destination: str, *, before: str = "") -> tuple[Channel | None, list[str]]:
    text = f"{START}{before}destinations:\n  - {{id: far, {destination}}}\n"
    channel, problems = parse_channel(
        Path("llamas.yaml"), text, contracts={}, env={"RTMP_KEY": "tops3cret"}
    )
    # Without contracts the default pipeline has problems of its own.
    return channel, [str(p) for p in problems if "pipeline" not in p.field]


@pytest.mark.parametrize(
    "written",
    [
        "preset: twitch, key: '${RTMP_KEY}'",
        "preset: youtube, key: '${RTMP_KEY}', encode: {fps: 30}",
        "preset: kick, url: 'rtmps://x.example:443/app', key: '${RTMP_KEY}'",
        "url: 'rtmp://host/app/${RTMP_KEY}'",
        "url: 'rtmp://host/app', key: 'a?b=c&d#e'",
        "url: 'srt://host:9000'",
        "url: 'srt://[::1]:9000', passphrase: 'long enough', streamid: '#!::r=x', latency_ms: 400",
        "kind: file",
        "folder: tapes, minutes: 30, keep_hours: 48, keep_gb: 100",
        "folder: /mnt/tapes",
        "url: 'rtmp://host/app/${RTMP_KEY}', session_h: 24",
    ],
)
def test_these_are_enough(written: str) -> None:
    assert _parse(written)[1] == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("preset: twitch", "4:5: destinations.0.key: is required: the stream key, as ${NAME}"),
        (
            "preset: kick, key: '${RTMP_KEY}'",
            "destinations.0.url: is required: kick shows you yours",
        ),
        ("url: 'rtmp://host/app'", "destinations.0.key: is required"),
        ("url: 'http://host/app/x'", "destinations.0.url: must be rtmp://HOST/APP/KEY or"),
        ("url: 'rtmp://h:99999/app/k'", "destinations.0.url: must have a port from 1 to 65535"),
        ("url: 'rtmp://u:p@h/app/k'", "destinations.0.url: must not hold a user name or password"),
        ("url: 'srt://host:9000?streamid=x'", "destinations.0.url: must be srt://HOST:PORT; pass"),
        ("url: 'srt://h:9', passphrase: short", "passphrase: must be 10 to 64 characters"),
        ("url: 'srt://h:9', folder: x", "destinations.0.folder: is for kind file only"),
        ("url: 'rtmp://h/a/k', latency_ms: 40", "latency_ms: is for kind srt only"),
        ("kind: file, key: '${RTMP_KEY}'", "destinations.0.key: is for kind rtmp only"),
        ("folder: ../../etc", "folder: must lie below HOME/recordings, or be an absolute path"),
        ("preset: twitch, key: k, encode: {video_kbps: 9000}", "must be at most 6000 for Twitch"),
        ("preset: twitch, key: k, encode: {fps: 29}", "destinations.0.encode.fps: must be 24, 25"),
        ("kind: foo", "4:15: destinations.0.kind: must be 'rtmp', 'srt' or 'file'"),
        ("kind: [rtmp]", "4:15: destinations.0.kind: must be 'rtmp', 'srt' or 'file'"),
        ("kind: file, url: 'rtmp://h/a/k'", "0.url: is not for kind file; give a folder"),
        ("preset: nope, url: 'rtmp://h/a/k'", "preset: must be 'twitch', 'youtube' or 'kick'"),
        ("kind: file, nosuch: 1", "4:27: destinations.0.nosuch: is not a field here; see"),
        ("url: 'srt://h:9', key: k", "destinations.0.key: is for kind rtmp only"),
    ],
)
def test_what_is_wrong_is_said_of_its_field(written: str, said: str) -> None:
    channel, problems = _parse(written)
    assert channel is None
    assert len(problems) == 1
    assert said in problems[0]
    assert "tops3cret" not in problems[0]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = "folder: ../x, minutes: 0, keep_gb: 9, latency_ms: 40, encode: {fps: 29, odd: 1}"
    assert [problem.partition("destinations.0.")[2] for problem in _parse(wrong)[1]] == [
        "folder: must lie below HOME/recordings, or be an absolute path",
        "minutes: must be at least 0.05",
        "latency_ms: is for kind srt only",
        "encode.fps: must be 24, 25, 30, 50 or 60",
        "encode.odd: is not a field here; see docs/configuration.md",
    ]
    channel, problems = parse_channel(
        Path("llamas.yaml"), f"{START}destinations: [5]\n", contracts=None, env={}
    )
    assert channel is None
    assert [str(p) for p in problems] == [
        "llamas.yaml:3:16: destinations.0: must be a group of fields"
    ]


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("preset: twitch, key: k", RtmpDestination),
        ("preset: twitch, key: k, kind: rtmp", RtmpDestination),
        ("url: 'srt://host:9000', key: '', preset: null", SrtDestination),
        ("keep_gb: 4", FileDestination),
        ("kind: file, url: '', key: ''", FileDestination),
    ],
)
def test_a_destination_is_of_the_kind_that_its_fields_show(written: str, made: type) -> None:
    text = f"{START}destinations:\n  - {{id: far, {written}}}\n"
    whole, _ = parse_channel(Path("llamas.yaml"), text, contracts=None, env={})
    assert whole is not None
    assert [type(each) for each in whole.destinations] == [made]
    assert Channel.model_validate(whole.model_dump()).destinations == whole.destinations


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_row_is_all_that_a_platform_takes(name: str) -> None:
    """Its preset is known, its own address is used, or asked for where it has none."""
    key = "preset: " + name + ", key: k"
    problems = _parse(key)[1]
    if PLATFORMS[name].ingest:
        assert problems == []
        made = RtmpDestination(id="far", preset=name, key=SecretStr("k"))
        assert configured_route(made).shown.startswith("rtmps://")
        assert made.platform is PLATFORMS[name]
    else:
        assert len(problems) == 1
        assert f"is required: {name} shows you yours" in problems[0]


def test_a_copied_house_format_has_to_keep_the_limits_too() -> None:
    _, problems = _parse("preset: twitch, key: k", before="house: {video_kbps: 7000}\n")
    assert problems == [
        "llamas.yaml:3:9: house.video_kbps: must be at most 6000 for Twitch, "
        "or give destination far an encode of its own"
    ]
    own = "preset: twitch, key: k, encode: {video_kbps: 6000, fps: 30}"
    assert _parse(own, before="house: {video_kbps: 7000}\n")[1] == []


def test_advice_is_told_and_is_no_error(tmp_path: Path) -> None:
    folder = tmp_path / "channels"
    folder.mkdir()
    destinations = "destinations:\n  - {id: far, preset: twitch, key: k}\n"
    (folder / "llamas.yaml").write_text(f"{START}house: {{video_kbps: 3000}}\n{destinations}")
    lines, errors = check_channels(Settings(home=tmp_path, channels_dir=folder))
    assert errors == []
    assert [line.partition("yaml:")[2] for line in lines[1:]] == [
        "3:1: house.fps: Twitch advises 25, 30, 50, 60 (it is 24) (advice)",
        "3:1: house.cbr: Twitch advises a constant bitrate (advice)",
    ]
    fit = f"{START}house: {{fps: 25, cbr: true, video_kbps: 4000}}\n{destinations}"
    (folder / "llamas.yaml").write_text(fit)
    assert check_channels(Settings(home=tmp_path, channels_dir=folder)) == (["llamas: Llamas"], [])
