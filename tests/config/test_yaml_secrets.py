"""Variables of a channel file: what they may be, where they may stand, and that none is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.parsing import GOOD, lines, parse
from webtv.config.contracts import load_contracts
from webtv.config.destination import RtmpDestination
from webtv.config.variables import objection
from webtv.config.yaml import read_channel

SECRET = "live_5up3r_s3cret"


def test_secrets_come_from_the_environment() -> None:
    text = GOOD + "destinations:\n  - {id: twitch, url: 'rtmp://h/app/${RTMP_KEY}'}\n"
    channel, problems = parse(text, dict.fromkeys(("RTMP_KEY", "WRITER_KEY"), SECRET))
    assert problems == []
    assert channel is not None
    (made,) = channel.destinations
    assert isinstance(made, RtmpDestination)
    assert made.url.get_secret_value() == f"rtmp://h/app/{SECRET}"
    assert SECRET not in repr(channel)
    assert SECRET not in channel.model_dump_json()


def test_secrets_come_from_dotenv_too_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("A_WRITER_KEY=from-file\nB_WRITER_KEY='from-file'\nEMPTY\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("B_WRITER_KEY", "from-environment")
    path = tmp_path / "llamas.yaml"
    path.write_text(GOOD + "writer: {api_key: '${A_WRITER_KEY}, ${B_WRITER_KEY}'}\n")
    channel, problems = read_channel(path, contracts=load_contracts())
    assert problems == []
    assert channel is not None
    assert channel.writer.api_key is not None
    assert channel.writer.api_key.get_secret_value() == "from-file, from-environment"
    (tmp_path / ".env").write_bytes(b"\xff")
    path.write_text(GOOD + "writer: {api_key: '${B_WRITER_KEY}'}\n")
    assert read_channel(path, contracts=load_contracts())[1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "description: ${A_WRITER_KEY}",
            "3:1: description: ${A_WRITER_KEY} has no place here: variables are for",
        ),
        (
            "writer: {base_url: 'http://evil/${A_WRITER_KEY}'}",
            "3:10: writer.base_url: ${A_WRITER_KEY} has no place",
        ),
        ("title2: ${A_WRITER_KEY}", "3:1: title2: ${A_WRITER_KEY} has no place here"),
        (
            "destinations: [{id: a, url: 'rtmp://evil/app/${HF_TOKEN}'}]",
            "3:24: destinations.0.url: ${HF_TOKEN} is not meant for this field: the name must have",
        ),
        (
            "writer: {api_key: '${OPENAI_API_KEY}'}",
            "3:10: writer.api_key: ${OPENAI_API_KEY} is not meant for this field: the",
        ),
    ],
)
def test_a_variable_goes_into_secrets_alone_and_only_one_that_is_meant(
    text: str, expected: str
) -> None:
    env = dict.fromkeys(("A_WRITER_KEY", "HF_TOKEN", "OPENAI_API_KEY"), SECRET)
    found = lines(GOOD + text + "\n", env)
    assert found[0].startswith(expected)
    assert SECRET not in "\n".join(found)


@pytest.mark.parametrize("name", ["TWITCH_KEY", "MY_RTMP_URL", "SRT_PASSPHRASE", "STREAM_KEY"])
def test_a_variable_whose_name_speaks_of_streams_is_for_destinations(name: str) -> None:
    assert objection(("destinations", 0, "key"), name) == ""
    assert "the name must have the word WRITER" in objection(("writer", "api_key"), name)


@pytest.mark.parametrize(
    "name",
    "HOME ANY_TOKEN FAL_KEY REDIS_URL YOUTUBE_API_KEY TWITCH_CLIENT_SECRET WEBTV_STREAM_KEY "
    "MY_WRITER_KEY STREAMS_KEY TWITCH_KEY_OLD twitch_key KEY".split(),
)
def test_no_other_variable_is_for_destinations(name: str) -> None:
    for field in ("url", "key", "passphrase", "streamid"):
        assert "such as MY_STREAM_KEY" in objection(("destinations", 0, field), name)


@pytest.mark.parametrize(
    "text",
    [
        "language: ${RTMP_KEY}\n",
        "title: ${RTMP_KEY}${RTMP_KEY}${RTMP_KEY}${RTMP_KEY}\n",
        "writer: {temperature: '${RTMP_KEY}', base_url: ['${KEY}'], api_key: ['${WRITER_KEY}']}\n",
        "programme: ${RTMP_KEY}\n",
        "pipeline: {video: {space: zeroscope-v2, params: {num_frames: '${RTMP_KEY}'}}}\n",
        "pipeline: {video: {space: '${RTMP_KEY}'}}\n",
        "destinations: rtmp://live.example.org/app/" + SECRET + "\n",
        "destinations:\n  - rtmp://live.example.org/app/" + SECRET + "\n",
        "destinations:\n  - {id: '${RTMP_KEY}!', url: 'ftp://${RTMP_KEY}'}\n",
        "destinations:\n  - {id: a, link: 'rtmp://h/app/" + SECRET + "'}\n",
        "destinations:\n  - url: rtmp://h/a/" + SECRET + "\n    url: rtmp://h/b/" + SECRET + "\n",
        "writer: rtmp://h/app/" + SECRET + "\n",
    ],
)
def test_no_message_repeats_a_secret(text: str) -> None:
    good = "" if text.startswith("title") else "title: Llamas\n"
    found = "\n".join(
        lines(
            good + "theme: llamas in the high Andes\n" + text,
            dict.fromkeys(("RTMP_KEY", "WRITER_KEY"), SECRET),
        )
    )
    assert found
    assert SECRET not in found
