"""Every error of a channel file, at its exact place, all at once, without secrets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from psutil import Process

from tests.config.parsing import GOOD, lines, parse
from webtv.config.contracts import load_contracts
from webtv.config.yaml import MAX_BYTES, parse_channel, read_channel


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


def test_json_is_yaml_with_characters_in_two_halves() -> None:
    values = {"title": "🎬 Llamas", "theme": "llamas film 🦙 at dawn", "avoid": ["🎬"]}
    channel, problems = parse(json.dumps(values))
    assert not problems
    assert channel is not None
    assert (channel.title, channel.theme) == (values["title"], values["theme"])
    assert channel.avoid == ("🎬",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("number: true\n", "3:1: number: must be a whole number (got true)"),
        ("programme: {shot_s: false}\n", "3:13: programme.shot_s: must be a number (got false)"),
        ("house: {gop_s: true}\n", "3:9: house.gop_s: must be 1 or 2 (got true)"),
        ("house: {fps: true}\n", "3:9: house.fps: must be 23.976, 24, 25, 29.97, 30, 50 or 60"),
    ],
)
def test_true_and_false_are_no_numbers(text: str, expected: str) -> None:
    (line,) = lines(GOOD + text)
    assert line.startswith(expected)


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
        ('title: "\\udfac\\ud83c"\n', "1:8: must be text without control characters (got U+DFAC)"),
        ('"a\\x9b": b\n', "1:1: must be text without control characters (got U+009B)"),
        ("title: " + "[" * 60_000, "1:27: must have at most 10000 values, 20 levels deep"),
        ("title: " + "[" * 500, "1:27: must have at most 10000 values, 20 levels deep"),
        ("title: " + "[" * 30 + "]" * 30, "1:27: must have at most 10000 values"),
    ],
)
def test_not_yaml(text: str, expected: str) -> None:
    assert lines(text)[0].startswith(expected)


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
