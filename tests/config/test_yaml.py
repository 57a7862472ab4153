"""Every error of a channel file, at its exact place, all at once, without secrets."""

from __future__ import annotations

from pathlib import Path

import pytest
from psutil import Process

from webtv.config.channel import Channel
from webtv.config.contract import load_contracts
from webtv.config.destination import RtmpDestination
from webtv.config.problem import Problem
from webtv.config.yaml import MAX_BYTES, MOST_PROBLEMS, parse_channel, read_channel

GOOD = "title: Llamas\ntheme: llamas in the high Andes at dawn\n"
SECRET = "live_5up3r_s3cret"


def parse(text: str, env: dict[str, str] | None = None) -> tuple[Channel | None, list[Problem]]:
    return parse_channel(
        Path("channels/llamas.yaml"), text, contracts=load_contracts(), env=env or {}
    )


def lines(text: str, env: dict[str, str] | None = None) -> list[str]:
    channel, problems = parse(text, env)
    assert channel is None
    return [str(p).removeprefix("channels/llamas.yaml:") for p in problems]


def test_a_short_file_is_a_whole_channel() -> None:
    channel, problems = parse(GOOD)
    assert problems == []
    assert channel is not None
    assert list(channel.pipeline.stages()) == [
        *("video", "upscale", "interpolate", "music"),
        "narration",
    ]
    assert channel.writer.kind == "auto"
    assert channel.bug.enabled


def test_block_texts_lose_their_last_line_break() -> None:
    channel, _ = parse("title: Llamas\ntheme: >\n  llamas in the\n  high Andes\n")
    assert channel is not None
    assert channel.theme == "llamas in the high Andes"


def test_a_stage_can_be_left_out() -> None:
    channel, _ = parse(GOOD + "pipeline:\n  upscale: null\n  music:\n")
    assert channel is not None
    assert list(channel.pipeline.stages()) == ["video", "interpolate", "narration"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: must be fields such as `title:` (got nothing)"),
        ("# only a comment\n", "1:1: must be fields such as `title:` (got nothing)"),
        ("- a\n- b\n", "1:1: must be fields such as `title:` (got a list)"),
        ("hello\n", "1:1: must be fields such as `title:` (got a text)"),
        ("title: Llamas\n", "1:1: theme: is required"),
        (GOOD + "colour: red\n", "3:1: colour: is not a field here; see docs/configuration.md"),
        (GOOD + "7: x\n", "3:1: 7: is not a field here; see docs/configuration.md"),
        (GOOD + "bug: {text: [a]}\n", "3:7: bug.text: must be a text (got a list)"),
        (GOOD + "programme: 6\n", "3:1: programme: must be a group of fields (got 6)"),
        (GOOD + "writer:\n", "3:1: writer: must be a group of fields (got nothing)"),
        (GOOD + "avoid: war\n", "3:1: avoid: must be a list (got 'war')"),
        (GOOD + "avoid:\n  - war\n  - ''\n", "5:5: avoid.1: must have at least 1 characters"),
        (GOOD + "language: english\n", "3:1: language: must be a language code such as en or"),
        (
            GOOD + "programme:\n  shots: 99\n",
            "4:3: programme.shots: must be at most 24 (got 99)",
        ),
        (
            GOOD + "programme:\n  shot_s: fast\n",
            "4:3: programme.shot_s: must be a number (got 'fast')",
        ),
        (GOOD + "programme: {shots: 2.5}\n", "3:13: programme.shots: must be a whole number"),
        (GOOD + "house: {width: 1023}\n", "3:9: house.width: must be a multiple of 2"),
        (
            GOOD + "house: {fps: 23}\n",
            "3:9: house.fps: must be 23.976, 24, 25, 29.97, 30, 50 or 60",
        ),
        (GOOD + "production: {fresh_per_hour: .nan}\n", "3:14: production.fresh_per_hour: must be"),
        (GOOD + "titles: {enabled: maybe}\n", "3:10: titles.enabled: must be true or false"),
        (
            GOOD + "destinations:\n  - id: twitch\n    url: http://example.org/x\n",
            "5:5: destinations.0.url: must be rtmp://HOST/APP/KEY or rtmps://HOST/APP/KEY",
        ),
        (
            GOOD + "destinations:\n  - id: hls\n    url: rtmp://h/app/k\n",
            "3:1: destinations: id hls is taken; each destination needs its own",
        ),
        (
            GOOD + "pipeline:\n  video:\n    space: film\n",
            "5:5: pipeline.video.space: must be a backend for video: cogvideox-image, cogvideox",
        ),
        (
            GOOD + "pipeline: {video: {space: zeroscope-v2, source: 'http://[x'}}\n",
            "3:41: pipeline.video.source: must be an address with a host, and a port from 1 to",
        ),
        (
            GOOD + "pipeline: {video: {space: zeroscope-v2, pool: ['http://h:99999']}}\n",
            "3:48: pipeline.video.pool.0: must be an address with a host, and a port from 1 to",
        ),
        (
            GOOD + "writer: {base_url: 'http://[::1'}\n",
            "3:10: writer.base_url: must be an address with a host, and a port from 1 to 65535",
        ),
        (
            GOOD + "writer: {base_url: localhost:11434/v1}\n",
            "3:10: writer.base_url: must be an address that begins with http:// or https://",
        ),
        (
            GOOD + "destinations: [{id: a, url: rtmp://h/app/k, probe_url: 'http://[x'}]\n",
            "3:45: destinations.0.probe_url: must be an address with a host, and a port from 1",
        ),
        (
            GOOD + "announcements: [{cron: '* * * * * *', title: News}]\n",
            "3:18: announcements.0.cron: must be a cron expression of five fields such as",
        ),
        (
            GOOD + "pipeline: {image: {space: flux-schnell}}\n",
            "3:12: pipeline.image.source: must be public, a Space id or a URL: `webtv spaces` does",
        ),
        (
            GOOD + "pipeline: {music: {space: musicgen, source: loc al}}\n",
            "3:37: pipeline.music.source: must be local, public, OWNER/NAME or a URL",
        ),
        (
            GOOD
            + "pipeline:\n  video:\n    space: zeroscope-v2\n    params:\n      num_frames: 4\n",
            "7:7: pipeline.video.params.num_frames: must be at least 24 (got 4)",
        ),
        (
            GOOD + "pipeline: {video: {space: zeroscope-v2, params: {frames: 24}}}\n",
            "3:50: pipeline.video.params.frames: zeroscope-v2 has no such parameter; it has",
        ),
        (
            GOOD + "pipeline: {video: {space: zeroscope-v2, params: {num_frames: [24]}}}\n",
            "3:50: pipeline.video.params.num_frames: must be a text, a number, true, false or null",
        ),
    ],
)
def test_wrong_values(text: str, expected: str) -> None:
    (line,) = lines(text)
    assert line.startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: T\n\ttheme: x\n", "2:1: not valid YAML: found character '\\t'"),
        (GOOD + "style: 'open\n", "4:1: not valid YAML: found unexpected end of stream"),
        (GOOD + "style: *nobody\n", "3:8: not valid YAML: found undefined alias 'nobody'"),
        (GOOD + "title: Again\n", "3:1: not valid YAML: the key title is there twice"),
        (GOOD + "---\ntitle: Two\n", "3:1: not valid YAML: but found another document"),
        ("title: a\x00b\n", "1:9: not valid YAML: special characters are not allowed"),
        ("title: !!float\n", "1:8: is not what its tag !!float says"),
        ("title: !!set 0\n", "1:8: must be written without the tag !!set"),
        ("title: !!omap 0\n", "1:8: must be written without the tag !!omap"),
        ("title: !!python/name:os.system\n", "1:8: must be written without the tag !!python/name"),
        ("title: !!binary aGk=\n", "1:8: must be written without the tag !!binary"),
        ("title: &a {<<: *a}\n", "1:16: an alias must not stand inside of what it names"),
        ("title: &a [*a]\n", "1:12: an alias must not stand inside of what it names"),
        ("title: {<<: 3}\n", "1:13: << must be a group of fields, or a list of groups"),
        ("? [a]\n: b\n", "1:3: a field's name must be a text"),
        ("a: &a x\n*a : b\n", "2:1: a field's name must be written out, without an alias"),
        ('title: "a\\x1b[2J"\n', "1:8: must be text without control characters (got U+001B)"),
        ('title: "a\\0"\n', "1:8: must be text without control characters (got U+0000)"),
        ('title: "\\ud800"\n', "1:8: must be text without control characters (got U+D800)"),
        ('"a\\x9b": b\n', "1:1: must be text without control characters (got U+009B)"),
        ("title: " + "[" * 60_000, "1:27: must have at most 10000 values, 20 levels deep"),
        ("title: " + "[" * 500, "1:27: must have at most 10000 values, 20 levels deep"),
        ("title: " + "[" * 30 + "]" * 30, "1:27: must have at most 10000 values"),
    ],
)
def test_not_yaml(text: str, expected: str) -> None:
    assert lines(text)[0].startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("timezone: Berlin\n", "3:1: timezone: must be a time zone such as Europe/Berlin"),
        ("timezone: Europe\n", "3:1: timezone: must be a time zone such as Europe/Berlin"),
        ("timezone: ../../etc/passwd\n", "3:1: timezone: must be a time zone such as"),
        ("title2: " + "9" * 5000 + "\n", "3:1: title2: is not a field here"),
        ("style: " + "9" * 600 + "1\n", "3:1: style: must have at most 600 characters"),
        ("programme: {shots: " + "9" * 5000 + "}\n", "3:13: programme.shots: must be a whole"),
        ("programme: {shots: 0x" + "F" * 9000 + "}\n", "3:13: programme.shots: must be a whole"),
        ("programme: {shot_s: 1e999}\n", "3:13: programme.shot_s: must be a number"),
        ("bug: {text: 2026-11-28T20:15:00+25:00}\nx: 1\n", "4:1: x: is not a field here"),
    ],
)
def test_values_that_python_chokes_on(text: str, expected: str) -> None:
    (line,) = lines(GOOD + text)
    assert line.startswith(expected)


def test_a_comment_may_stand_anywhere() -> None:
    channel, problems = parse(
        "title: New\ntheme: # what it is about\n  A quiet garden with a cat\n\nstyle: x\n"
    )
    assert problems == []
    assert channel is not None
    assert channel.theme == "A quiet garden with a cat"


def test_scalars_are_those_of_yaml_1_2() -> None:
    channel, problems = parse(
        GOOD + "style: 2026-11-28\ntone: yes\nprogramme: {shots: 0o10, shot_s: 3.}\n"
        "bug: {enabled: !!bool false, text: !!str 8}\nbudget: {tokens: 0x10, money: ~}\n"
    )
    assert problems == []
    assert channel is not None
    assert (channel.style, channel.tone) == ("2026-11-28", "yes")
    assert (channel.programme.shots, channel.programme.shot_s) == (8, 3.0)
    assert (channel.bug.enabled, channel.bug.text) == (False, "8")
    assert (channel.budget.tokens, channel.budget.money) == (16, None)


def test_an_alias_bomb_is_refused_quickly() -> None:
    bomb = GOOD + "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f"{name}: &{name} [" + ", ".join([f"*{before}"] * 9) + "]\n"
    assert lines(bomb) == ["7:12: must have at most 10000 values, 20 levels deep"]


def test_merged_and_aliased_values_are_found() -> None:
    text = GOOD + "programme: &p\n  shots: 99\n"
    assert lines(text + "production: *p\n")[0].startswith("4:3: programme.shots: must be at most")
    merged = lines(GOOD + "programme: {<<: {shots: 99}}\n")
    assert merged == ["3:1: programme.shots: must be at most 24 (got 99)"]


def test_all_errors_are_reported_at_once_in_order() -> None:
    found = lines(
        "title: ''\n"
        "theme: ab\n"
        "programme:\n"
        "  shots: 0\n"
        "  shot_s: 99\n"
        "pipeline:\n"
        "  video: {space: nothing}\n"
        "  upscale:\n"
        "    space: zeroscope-xl\n"
        "    params: {denoise_strength: 5, foo: 1}\n"
        "extra: 1\n"
        "writer: {api_key: '${NOT_SET_KEY}'}\n"
    )
    assert [line.split(": ")[1] for line in found] == [
        "title",
        "theme",
        "programme.shots",
        "programme.shot_s",
        "pipeline.video.space",
        "pipeline.upscale.params.denoise_strength",
        "pipeline.upscale.params.foo",
        "extra",
        "writer.api_key",
    ]
    assert found[-1] == "12:10: writer.api_key: environment variable NOT_SET_KEY is not set"


def test_thousands_of_errors_are_told_in_short() -> None:
    said = lines(GOOD + "".join(f"k{number}: 1\n" for number in range(7000)))
    assert len(said) == MOST_PROBLEMS + 1
    assert said[-1] == "103:1: 6900 more problems from here on"
    assert len(lines("title: " + "${NOBODY}" * 7000 + "\ntheme: a\n")) < 5  # one place, one error


def test_secrets_come_from_the_environment() -> None:
    text = GOOD + "destinations:\n  - {id: twitch, url: 'rtmp://h/app/${KEY}'}\n"
    channel, problems = parse(text, {"KEY": SECRET})
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
    (tmp_path / ".env").write_text("A_KEY=from-file\nB_KEY='from-file'\nEMPTY\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("B_KEY", "from-environment")
    path = tmp_path / "llamas.yaml"
    path.write_text(GOOD + "writer: {api_key: '${A_KEY}, ${B_KEY}'}\n")
    channel, problems = read_channel(path, contracts=load_contracts())
    assert problems == []
    assert channel is not None
    assert channel.writer.api_key is not None
    assert channel.writer.api_key.get_secret_value() == "from-file, from-environment"
    (tmp_path / ".env").write_bytes(b"\xff")
    path.write_text(GOOD + "writer: {api_key: '${B_KEY}'}\n")
    assert read_channel(path, contracts=load_contracts())[1] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "description: ${A_KEY}",
            "3:1: description: ${A_KEY} has no place here: variables are for",
        ),
        (
            "writer: {base_url: 'http://evil/${A_KEY}'}",
            "3:10: writer.base_url: ${A_KEY} has no place",
        ),
        ("title2: ${A_KEY}", "3:1: title2: ${A_KEY} has no place here"),
        (
            "destinations: [{id: a, url: 'rtmp://evil/app/${HF_TOKEN}'}]",
            "3:24: destinations.0.url: ${HF_TOKEN} is not for channels: it belongs to the station",
        ),
        (
            "writer: {api_key: '${OPENAI_API_KEY}'}",
            "3:10: writer.api_key: ${OPENAI_API_KEY} is not for channels: it belongs",
        ),
        (
            "destinations: [{id: a, preset: twitch, key: '${HOME}'}]",
            "3:40: destinations.0.key: ${HOME} is not for channels: the name of a variable",
        ),
    ],
)
def test_a_variable_goes_into_secrets_alone_and_only_one_that_is_meant(
    text: str, expected: str
) -> None:
    env = dict.fromkeys(("A_KEY", "HF_TOKEN", "OPENAI_API_KEY", "HOME"), SECRET)
    found = lines(GOOD + text + "\n", env)
    assert found[0].startswith(expected)
    assert SECRET not in "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "language: ${KEY}\n",
        "title: ${KEY}${KEY}${KEY}${KEY}\n",
        "writer: {temperature: '${KEY}', base_url: ['${KEY}'], api_key: ['${KEY}']}\n",
        "programme: ${KEY}\n",
        "pipeline: {video: {space: zeroscope-v2, params: {num_frames: '${KEY}'}}}\n",
        "pipeline: {video: {space: '${KEY}'}}\n",
        "destinations: rtmp://live.example.org/app/" + SECRET + "\n",
        "destinations:\n  - rtmp://live.example.org/app/" + SECRET + "\n",
        "destinations:\n  - {id: '${KEY}!', url: 'ftp://${KEY}'}\n",
        "destinations:\n  - {id: a, link: 'rtmp://h/app/" + SECRET + "'}\n",
        "destinations:\n  - url: rtmp://h/a/" + SECRET + "\n    url: rtmp://h/b/" + SECRET + "\n",
        "writer: rtmp://h/app/" + SECRET + "\n",
    ],
)
def test_no_message_repeats_a_secret(text: str) -> None:
    good = "" if text.startswith("title") else "title: Llamas\n"
    found = "\n".join(lines(good + "theme: llamas in the high Andes\n" + text, {"KEY": SECRET}))
    assert found
    assert SECRET not in found


def test_the_file_name_is_the_id() -> None:
    _, problems = parse_channel(Path("My Channel.yaml"), GOOD, contracts=load_contracts(), env={})
    assert [str(p) for p in problems] == [
        "My Channel.yaml:1:1: the file name must be lower-case letters, digits and hyphens"
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbf" + GOOD.encode(), None),
        (GOOD.replace("\n", "\r\n").encode(), None),
        (GOOD.encode() + b"style: caf\xe9\n", "3:11: must be UTF-8 text"),
        (bytes(range(256)), "2:118: must be UTF-8 text"),
        (bytes(64), "1:1: not valid YAML: special characters are not allowed (character 0)"),
        (b"#" * (MAX_BYTES + 1), "1:1: must be at most 64 KiB"),
    ],
)
def test_bytes_on_disk(tmp_path: Path, data: bytes, expected: str | None) -> None:
    path = tmp_path / "llamas.yaml"
    path.write_bytes(data)
    channel, problems = read_channel(path, contracts=load_contracts(), env={})
    if expected is None:
        assert channel is not None
        assert problems == []
    else:
        assert channel is None
        assert [str(p) for p in problems] == [f"{path}:{expected}"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    _, problems = read_channel(tmp_path / "llamas.yaml", contracts={}, env={})
    assert problems[0].message == "cannot be read: No such file or directory"
    (tmp_path / "folder.yaml").mkdir()
    descriptors = Process().num_fds()
    _, problems = read_channel(tmp_path / "folder.yaml", contracts={}, env={})
    assert problems[0].message == "cannot be read: Is a directory"
    assert Process().num_fds() == descriptors


def test_places_are_shown_relative_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "channels").mkdir()
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "channels" / "llamas.yaml"
    path.write_text("title: x\n")
    _, problems = read_channel(path, contracts=load_contracts(), env={})
    assert str(problems[0]) == "channels/llamas.yaml:1:1: theme: is required"


@pytest.mark.parametrize(
    ("more", "space"),
    [
        ("", "kokoro"),
        ("narration: off", None),
        ("narration:", None),
        ("narration: {duck_db: 6}", "kokoro"),
        ("pipeline: {narration: off}", None),
        ("pipeline: {narration: null}", None),
        ("pipeline: {music: null}", "kokoro"),
        ("language: es", None),
        ("language: es\npipeline: {narration: {space: kokoro, source: public}}", "kokoro"),
    ],
)
def test_english_is_narrated_unless_the_file_says_otherwise(more: str, space: str | None) -> None:
    text = f"title: Reef\ntheme: Life on a coral reef from dawn to night.\n{more}\n"
    channel, problems = parse_channel(Path("reef.yaml"), text, contracts=load_contracts())
    assert channel is not None, problems
    spoken = channel.pipeline.narration
    assert (spoken.space if spoken else None) == space
