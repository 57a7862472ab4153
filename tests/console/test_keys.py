"""Keys in channel files: the console shows none to editors, and loses none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.console.files import KEY, WITH_KEYS, document
from webtv.console.themes.masks import hidden, put_back
from webtv.console.themes.permitted import EDITORS, locked_changes
from webtv.errors import ConfigError

BEFORE = """\
title: Sea
theme: waves
writer: {kind: template}
safety: {hold: true}
destinations: [{id: friend, url: "rtmp://192.0.2.7/app", key: "${FRIEND_STREAM_KEY}"}]
"""


@pytest.mark.parametrize(
    ("new", "fields"),
    [
        (BEFORE, []),
        (
            BEFORE.replace("waves", "wind") + "tone: dry\ncast: [{name: Jo, look: an old crab}]\n",
            [],
        ),
        (BEFORE.replace("192.0.2.7", "evil.example"), ["destinations"]),
        (BEFORE.replace("hold: true", "hold: false"), ["safety"]),
        (BEFORE.replace("hold: true", "hold: 1"), ["safety"]),
        (BEFORE.replace("safety: {hold: true}\n", ""), ["safety"]),
        (BEFORE.replace("template", "auto"), ["writer"]),
        (BEFORE + "pipeline: {video: {space: film, source: 'http://10.0.0.1/'}}\n", ["pipeline"]),
        (BEFORE + "budget: {money: 9}\n", ["budget"]),
        (BEFORE + "bug: {enabled: false}\n", ["bug"]),
        (BEFORE + "qc: {black_s: null}\n", ["qc"]),
        (BEFORE + "unheard_of: 1\n", ["unheard_of"]),
        (
            "<<: {safety: {hold: false}}\n" + BEFORE.replace("safety: {hold: true}\n", ""),
            ["safety"],
        ),
        (BEFORE.replace("theme: waves", "theme: &t waves") + "hls: {container: *t}\n", ["hls"]),
    ],
)
def test_what_editors_may_change(new: str, fields: list[str]) -> None:
    found = locked_changes(document(BEFORE), document(new))
    assert [problem.field for problem in found] == fields
    assert locked_changes(None, document("title: a\ntheme: waves\n")) == []
    assert [p.field for p in locked_changes(None, document("budget: {money: 1}\n"))] == ["budget"]


def test_editors_fields_are_fields() -> None:
    from webtv.config.channel import Channel

    assert Channel.model_fields.keys() >= EDITORS
    assert not EDITORS & {
        "destinations",
        "pipeline",
        "writer",
        "safety",
        "budget",
        "footage",
        "bug",
    }


def test_keys_are_hidden_and_put_back() -> None:
    path = Path("channels/sea.yaml")
    shown = hidden(path, WITH_KEYS)
    assert KEY not in shown
    assert put_back(path, WITH_KEYS, shown) == WITH_KEYS
    edited = shown.replace("waves on the shore", "wind over the dunes").replace(
        "title: Sea", "title: Sea\ntone: dry"
    )
    back = put_back(path, WITH_KEYS, edited)
    assert "wind over the dunes" in back
    assert back.count(KEY) == WITH_KEYS.count(KEY)
    assert locked_changes(document(WITH_KEYS), document(back)) == []
    # What somebody else puts there instead is no key of the file.
    moved = shown.replace("id: friend", "id: mallory")
    assert locked_changes(document(WITH_KEYS), document(put_back(path, WITH_KEYS, moved)))


@pytest.mark.parametrize(
    "steal",
    [
        ("theme: waves on the shore", "theme: &k SHOWN"),
        ("title: Sea", "title: Sea\nstyle: &k SHOWN"),
    ],
)
def test_no_alias_carries_a_key_to_where_it_is_seen(steal: tuple[str, str]) -> None:
    path = Path("channels/sea.yaml")
    original = WITH_KEYS.replace(f"key: {KEY}", f"key: &k {KEY}")
    shown = hidden(path, original)
    masked = re.search(r'key: &k ("[^"]+")', shown)
    assert masked is not None
    edited = shown.replace(masked[0], "key: *k").replace(
        steal[0], steal[1].replace("SHOWN", masked[1])
    )
    with pytest.raises(ConfigError):
        put_back(path, original, edited)
