"""Channel files without their keys."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.config.parsing import GOOD
from webtv.config.contracts import load_contracts
from webtv.config.keys import Keyless, hide_named, keys_in, without_keys
from webtv.config.yaml import parse_channel
from webtv.errors import ConfigError

PATH = Path("channels/reef.yaml")

PLANTED = (
    "live_123_Planted-1",
    "planted2rtmpkey",
    "planted3 with spaces",
    "planted4commented",
    "sk-planted5abcdefgh",
    "planted6password",
    "123456789017",
    "planted8-block",
    "planted9trailing",
)
FILE = f"""\
# - {{id: old, key: {PLANTED[3]}}}
title: Reef  # token={PLANTED[8]}
theme: >
  Fish # this is no comment
  in the sea.
writer: {{api_key: {PLANTED[4]}, base_url: "https://me:{PLANTED[5]}@llm.example/v1"}}
destinations:
  - {{id: twitch, preset: twitch, key: {PLANTED[0]}}}
  - id: own
    url: rtmp://host.example/app/{PLANTED[1]}
    probe_url: rtmp://host.example/app/public
  - {{id: api, url: "rtmp://h.example/app", key: &kept "{PLANTED[2]}"}}
  - {{id: again, url: "rtmp://h.example/app", key: *kept}}
  - {{id: fine, url: "rtmp://h.example/app", key: "${{MY_STREAM_KEY}}"}}
  - id: srt
    url: srt://h.example:9000
    passphrase: "{PLANTED[6]}"
    streamid: >-
      {PLANTED[7]}
    latency_ms: 100
house: {{fps: 30, cbr: true, video_kbps: 4500}}
"""


def cut() -> Keyless:
    return without_keys(PATH, FILE)


@pytest.mark.parametrize("key", PLANTED)
def test_no_key_is_left(key: str) -> None:
    assert key in FILE
    assert key.split()[0] not in cut().text


def test_every_key_is_known() -> None:
    found = keys_in(PATH, FILE)
    assert found >= set(PLANTED)


def test_what_is_no_key_stays() -> None:
    text = cut().text
    for words in ("Fish # this is no comment\n", "${MY_STREAM_KEY}", "app/public", "latency_ms"):
        assert words in text
    assert without_keys(PATH, GOOD) == Keyless(GOOD)


def test_the_file_holds_again_with_the_variables_it_names() -> None:
    found = cut()
    assert found.wanted == (
        "WRITER_REEF_KEY",
        "STREAM_REEF_TWITCH_KEY",
        "STREAM_REEF_OWN_URL",
        "STREAM_XREEF_XAPI_KEY",
        "STREAM_REEF_SRT_PASSPHRASE",
        "STREAM_REEF_SRT_STREAMID",
    )
    assert found.cut == ("writer.base_url",)
    env = dict.fromkeys(re.findall(r"\$\{(\w+)\}", found.text), "rtmp://h.example/app/new")
    channel, problems = parse_channel(PATH, found.text, contracts=load_contracts(), env=env)
    assert problems == []
    assert channel is not None
    assert channel.theme == "Fish # this is no comment in the sea."
    assert [each.id for each in channel.destinations] == [
        "twitch", "own", "api", "again", "fine", "srt",
    ]  # fmt: skip


def test_what_is_no_yaml_is_refused() -> None:
    """Nobody can tell where its keys are."""
    with pytest.raises(ConfigError, match=r"reef\.yaml:1"):
        without_keys(PATH, "key: [live_123")
    assert keys_in(PATH, "key: [live_123") == {"live_123"}


@pytest.mark.parametrize("field", ["stream_key", "Password", "my-token", "api_key"])
def test_a_key_under_a_wrong_name_goes_too(field: str) -> None:
    found = without_keys(PATH, f"{GOOD}{field}: planted-key-1\n")
    assert "planted-key-1" not in found.text
    assert found.cut == (field,)


@pytest.mark.parametrize("depth", range(4))
@pytest.mark.parametrize("key", ["planted key", 'pla"nted', "pla\\nted"])
def test_a_named_key_in_json_in_strings_of_json_is_hidden(key: str, depth: int) -> None:
    line = json.dumps({"passphrase": key, "after": "it"})
    for _ in range(depth):
        line = json.dumps({"said": line, "after": "it"})
    hidden = hide_named(line)
    assert "pla" not in hidden
    assert "nted" not in hidden
    assert hide_named(hidden) == hidden


def test_a_line_of_json_stays_one_without_what_was_named() -> None:
    line = {"event": "password=planted1", "many": ["streamid: planted2"], "token": "planted 3"}
    line["said"] = json.dumps({"passphrase": "planted 4", "frames": 192})
    left = json.loads(hide_named(json.dumps(line)))
    assert left == {
        "event": "password=***",
        "many": ["streamid: ***"],
        "token": "***",
        "said": '{"passphrase": "***", "frames": 192}',
    }


def test_a_line_that_was_cut_short_shows_no_key() -> None:
    assert hide_named('{"said": "{\\"passphrase\\": \\"planted ke') == (
        '{"said": "{\\"passphrase\\": \\"***\\"'
    )


def test_keys_in_comments_are_known_and_words_are_not() -> None:
    text = f"# once: key: planted-key-1\n# the key: none, or api_key: ${{WRITER_REEF_KEY}}\n{GOOD}"
    assert keys_in(PATH, text) == {"planted-key-1"}
