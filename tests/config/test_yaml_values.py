"""Every wrong value of a channel file is told at its exact place, all at once."""

from __future__ import annotations

import pytest

from tests.config.parsing import GOOD, lines
from webtv.config.yaml import MOST_PROBLEMS


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
        (
            GOOD + "cast: [{name: Ana, look: a hat, a coat}]\n",
            "3:33: cast.0.a coat: is not a field here; inside { } a value with a comma must be in ",
        ),
        (GOOD + "bug: {text: [a]}\n", "3:7: bug.text: must be a text (got a list)"),
        (GOOD + "programme: 6\n", "3:1: programme: must be a group of fields (got 6)"),
        (GOOD + "writer:\n", "3:1: writer: must be a group of fields (got nothing)"),
        (GOOD + "avoid: war\n", "3:1: avoid: must be a list (got 'war')"),
        (GOOD + "avoid:\n  - war\n  - ''\n", "5:5: avoid.1: must have at least 1 characters"),
        (GOOD + "language: english\n", "3:1: language: must be a language code such as en,"),
        (
            GOOD + "programme:\n  shots: 99\n",
            "4:3: programme.shots: must be at most 24 (got 99)",
        ),
        (
            GOOD + "programme:\n  shot_s: fast\n",
            "4:3: programme.shot_s: must be a number (got 'fast')",
        ),
        (GOOD + "programme: {shots: 2.5}\n", "3:13: programme.shots: must be a whole number"),
        (
            GOOD + "audience:\n  suggestions: true\n  longest: 9\n",
            "5:3: audience.longest: must be at least 20 (got 9)",
        ),
        (
            GOOD + "audience: {hearts: true, twitch: {channel: a b}}\n",
            "3:35: audience.twitch.channel: must be the name of a channel on Twitch: 2 to 25",
        ),
        (
            GOOD + "audience: {twitch: {channel: sea}}\n",
            "3:1: audience: twitch needs suggestions: true or hearts: true",
        ),
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
        ("timezone: Berlin\n", "3:1: timezone: must be a time zone such as Europe/Berlin"),
        ("timezone: Europe\n", "3:1: timezone: must be a time zone such as Europe/Berlin"),
        ("timezone: ../../etc/passwd\n", "3:1: timezone: must be a time zone such as"),
        ("title2: " + "9" * 5000 + "\n", "3:1: title2: is not a field here"),
        ("style: " + "9" * 600 + "1\n", "3:1: style: must have at most 600 characters"),
        ("programme: {shots: " + "9" * 5000 + "}\n", "3:13: programme.shots: must be a whole"),
        ("programme: {shots: 0x" + "F" * 9000 + "}\n", "3:13: programme.shots: must be a whole"),
        ("programme: {shot_s: 1e999}\n", "3:13: programme.shot_s: must be a number"),
        (
            "dayparts: [{cron: 0 9 * * *, theme: ' ab '}]\n",
            "3:30: dayparts.0.theme: must have at least 3 characters, or none (got ' ab ')",
        ),
        (
            "cast: [{name: R, look: red, image: " + "é" * 100 + "x" * 56 + "}]\n",
            "3:29: cast.0.image: must be the name of a file, without folders",
        ),
        (
            "cast: [{name: R, look: red, image: " + "中" * 100 + "}]\n",
            "3:29: cast.0.image: must be the name of a file, of at most 255 bytes",
        ),
        ("bug: {text: 2026-11-28T20:15:00+25:00}\nx: 1\n", "4:1: x: is not a field here"),
    ],
)
def test_values_that_python_chokes_on(text: str, expected: str) -> None:
    (line,) = lines(GOOD + text)
    assert line.startswith(expected)


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
        "writer: {api_key: '${WRITER_KEY}'}\n"
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
    assert found[-1] == "12:10: writer.api_key: environment variable WRITER_KEY is not set"


def test_thousands_of_errors_are_told_in_short() -> None:
    said = lines(GOOD + "".join(f"k{number}: 1\n" for number in range(7000)))
    assert len(said) == MOST_PROBLEMS + 1
    assert said[-1] == "103:1: 6900 more problems from here on"
    assert len(lines("title: " + "${NOBODY}" * 7000 + "\ntheme: a\n")) < 5  # one place, one error
