from __future__ import annotations

import os
from pathlib import Path

import pytest

from webtv.web.signal import measure_signal

NOW = 1_800_000_000.0


def write_playlist(folder: Path, *segments: str, age_s: float = 1) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:2", "#EXT-X-MEDIA-SEQUENCE:41"]
    for name in segments:
        lines += ["#EXTINF:2.000000,", name]
        (folder / name).write_bytes(b"G" * 188)
        os.utime(folder / name, (NOW - age_s, NOW - age_s))
    (folder / "live.m3u8").write_text("\n".join(lines) + "\n")


def test_a_channel_with_a_new_segment_is_live(tmp_path: Path) -> None:
    write_playlist(tmp_path, "1.ts", "2.ts", age_s=3)
    signal = measure_signal(tmp_path, now=NOW)
    assert signal.live
    assert signal.edge == "2.ts"
    assert signal.age_s == pytest.approx(3)


def test_a_playlist_rewritten_without_progress_is_not_live(tmp_path: Path) -> None:
    write_playlist(tmp_path, "1.ts", age_s=40)
    (tmp_path / "live.m3u8").touch()
    signal = measure_signal(tmp_path, now=NOW)
    assert signal.fault == "no new segment for 40 s"
    assert not signal.live


def test_faults_are_told_apart(tmp_path: Path) -> None:
    assert measure_signal(tmp_path, now=NOW).fault == "no HLS playlist yet"
    write_playlist(tmp_path)
    assert measure_signal(tmp_path, now=NOW).fault == "the HLS playlist lists no segment"
    write_playlist(tmp_path, "1.ts")
    (tmp_path / "1.ts").unlink()
    assert measure_signal(tmp_path, now=NOW).fault == "segment 1.ts is missing"
    (tmp_path / "1.ts").touch()
    assert measure_signal(tmp_path, now=NOW).fault == "segment 1.ts is empty"


def test_a_playlist_cannot_point_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.ts").write_bytes(b"secret")
    folder = tmp_path / "hls"
    folder.mkdir()
    (folder / "live.m3u8").write_text("#EXTM3U\n#EXTINF:2,\n../secret.ts\n")
    assert measure_signal(folder, now=NOW).path != tmp_path / "secret.ts"
    assert not measure_signal(folder, now=NOW).live
