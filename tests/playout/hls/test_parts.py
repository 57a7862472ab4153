"""Parts of segments: cut while somebody asks, told in order, gone soon."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.hls_feed import START, HlsFeed, transport_argv
from webtv.playout.hls.folder import HlsFolder
from webtv.playout.hls.parts import Cut, PartFiles
from webtv.store.hls import LIVE, VTT, read_media_playlist, with_suffix
from webtv.store.parts import INDEX, TARGET_S, PartsIndex, ask, is_asked, read_index
from webtv.web.partlist import Edge


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of 22 s of a channel, of which somebody wants parts from the beginning."""
    folder = tmp_path_factory.mktemp("hls")
    ask(folder)
    feed = HlsFeed(folder, players=[(transport_argv(22, burst_s=60), START)])
    feed.start()
    feed.finish()
    return folder


def cues(*texts: str) -> list[list[str]]:
    """Begin, end and words of each cue; one that goes on in the next of `texts` is one."""
    told: list[list[str]] = []
    for text in texts:
        assert text.startswith("WEBVTT\nX-TIMESTAMP-MAP=")
        for begins, ends, words in re.findall(r"(\S+) --> (\S+).*\n(.+)", text):
            before = next((cue for cue in told if cue[1:] == [begins, words]), None)
            if before:
                before[1] = ends
            else:
                told.append([begins, ends, words])
    return sorted(told)


def test_the_parts_of_a_segment_are_the_segment(cut: Path) -> None:
    index = read_index(cut)
    assert index is not None
    listed = read_media_playlist((cut / LIVE).read_text())
    assert [s.number for s in index.segments] == [index.making.number - n for n in (3, 2, 1)]
    assert index.making.number == listed.sequence + len(listed.segments)
    for segment in index.segments:
        whole = listed.segments[segment.number - listed.sequence]
        assert abs((segment.at - whole.at).total_seconds()) < 0.003
        parts = segment.parts
        assert (
            b"".join((cut / p.name).read_bytes() for p in parts) == (cut / whole.name).read_bytes()
        )
        captions = [(cut / with_suffix(p.name, VTT)).read_text() for p in parts]
        assert cues(*captions) == cues((cut / with_suffix(whole.name, VTT)).read_text())
        assert sum(p.duration_s for p in parts) == pytest.approx(whole.duration_s, abs=0.001)
        assert [p.independent for p in parts] == [True] + [False] * (len(parts) - 1)
        assert all(p.duration_s == pytest.approx(0.5) for p in parts[:-1])
    assert index.steady
    names = [p.name for s in index.segments for p in s.parts]
    assert len(set(names)) == len(names) >= 20
    assert index.hint not in names


def test_nothing_is_cut_while_nobody_asks(tmp_path: Path) -> None:
    feed = HlsFeed(tmp_path, players=[(transport_argv(9, burst_s=60), START)])
    feed.start()
    feed.finish()
    assert read_index(tmp_path) is None
    assert list(tmp_path.glob("part-*")) == []
    assert not is_asked(tmp_path)
    ask(tmp_path)
    assert is_asked(tmp_path)
    long_ago = time.time() - 60
    os.utime(tmp_path / "parts.asked", (long_ago, long_ago))
    assert not is_asked(tmp_path)


def test_a_player_is_sent_only_what_it_lacks(cut: Path) -> None:
    index = read_index(cut)
    assert index is not None
    known = read_media_playlist((cut / LIVE).read_text())
    old, new = (
        f'#EXT-X-DATERANGE:ID="{n}",CLASS="a",START-DATE="{at}",PLANNED-DURATION=9.000,DURATION=9.0'
        for n, at in ((1, "2020-01-01T00:00:00Z"), (2, f"{known.segments[-1].at.isoformat()}"))
    )
    edge = Edge((1, 1), index, known, (old, new), ("7", "8"), time.time())
    assert edge.eligible
    assert edge.has(index.making.number - 1, None)
    assert not edge.has(index.making.number, 0)
    assert not edge.has(index.making.number, None)
    whole = edge.text()
    assert f"PART-TARGET={TARGET_S:.3f}" in whole
    assert whole.count("#EXTINF") == len(known.segments)
    assert whole.count("#EXT-X-PART:") == sum(len(s.parts) for s in index.segments)
    assert whole.endswith(f'#EXT-X-PRELOAD-HINT:TYPE=PART,URI="{index.hint}"\n')
    for place, line in enumerate(whole.splitlines()):
        if line.startswith("#EXT-X-PROGRAM-DATE-TIME"):  # parts come between date and length
            assert whole.splitlines()[place + 1].startswith(("#EXT-X-PART:", "#EXTINF"))
    assert old in whole
    longer = known.__class__(known.segments * 3, known.sequence - 2 * len(known.segments))
    edge = Edge((1, 1), index, longer, (old, new), ("7", "8"), time.time())
    update = edge.text("v2")
    skipped = len(longer.segments) - update.count("#EXTINF")
    assert f'#EXT-X-SKIP:SKIPPED-SEGMENTS={skipped},RECENTLY-REMOVED-DATERANGES="7\t8"' in update
    assert 24 <= sum(s.duration_s for s in longer.segments[skipped:]) < 30
    assert old not in update
    assert new in update
    assert old in edge.text("YES")
    assert not Edge((1, 1), index, known, (), (), time.time() - 4).eligible


def a_cut(place: int, *, segment: int = 1, last: bool = False) -> Cut:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Cut(b"x", "WEBVTT\n", 0.5, segment=segment, place=place, last=last, at=at, fresh=False)


def test_what_does_not_go_on_is_forgotten(tmp_path: Path) -> None:
    end = datetime(2026, 1, 1, 0, 0, 4, tzinfo=UTC)
    files = PartFiles(HlsFolder(tmp_path))
    files.add(a_cut(0), 7)
    files.add(a_cut(1, last=True), 7)
    index = read_index(tmp_path)
    assert index is not None
    assert len(index.making.parts) == 1  # the last one is told with its segment
    files.listed(7, 1, ends_at=end)
    index = read_index(tmp_path)
    assert index is not None
    assert [len(s.parts) for s in index.segments] == [2]
    assert index.making == index.making.model_copy(update={"number": 8, "at": end, "parts": ()})
    assert index.hint.endswith("-2-0.ts")

    files.add(a_cut(1, segment=2), 8)  # the first one was lost
    assert read_index(tmp_path) is None
    files.add(a_cut(0, segment=3), 8)
    files.listed(9, 3, ends_at=end)  # of another segment
    assert read_index(tmp_path) is None
    assert not (tmp_path / INDEX).exists()


def test_a_source_that_is_not_steady_has_no_low_latency(cut: Path) -> None:
    index = read_index(cut)
    assert index is not None

    def with_parts(*lengths_s: float, **changes: object) -> PartsIndex:
        parts = tuple(
            part.model_copy(update={"duration_s": length_s})
            for part, length_s in zip(index.segments[0].parts, lengths_s, strict=False)
        )
        segment = index.segments[0].model_copy(update={"parts": parts, **changes})
        return index.model_copy(update={"segments": (segment, *index.segments[1:])})

    assert with_parts(0.5, 0.5, 0.2).steady
    assert not with_parts(0.5, 0.2, 0.5).steady
    assert not with_parts(0.5, 0.5, 0.7).steady
    assert not with_parts(0.5, 0.5, fresh=True).steady
    assert not with_parts().steady
    assert not index.model_copy(update={"segments": ()}).steady
