"""The theatre's own clips are staged again; any other clip is footage."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.studio.artwork import artwork
from webtv.studio import jobs, raster
from webtv.studio.raster import luma
from webtv.studio.tag import tag_of
from webtv.studio.video import read, write

PROMPT = "Wide shot of a fox and a red balloon in the forest, pan right"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("clip") / "first.mp4"
    jobs.draw(path, prompt=PROMPT, seed=3, frames=24, artwork=artwork())
    return path


def sharpness(path: Path) -> float:
    grey = luma(read(path).frames[3]).astype(float)
    return float(np.abs(np.diff(grey, axis=1)).mean())


def test_a_clip_says_what_it_shows(clip: Path) -> None:
    tag = tag_of(clip)
    assert tag is not None
    assert (tag.prompt, tag.seed, tag.frames, tag.fps) == (PROMPT, 3, 24, 8.0)
    assert len(tag.times(parts=4)) == 93


def test_enlarged_is_the_same_scene_drawn_finer(clip: Path, tmp_path: Path) -> None:
    large, foreign, enlarged = (tmp_path / name for name in ("large.mp4", "plain.mp4", "big.mp4"))
    jobs.enlarge(large, prompt=PROMPT, source=clip, strength=0.7, artwork=artwork())
    footage = read(large)
    assert len(footage.frames) == 24
    assert footage.fps == 8
    first, again = read(clip).frames[9], raster.shrink(footage.frames[9], 576, 320)
    assert float(np.abs(first.astype(int) - again).mean()) < 8
    write(foreign, read(clip).frames, fps=8)  # the same pictures without a tag
    assert tag_of(foreign) is None
    jobs.enlarge(enlarged, prompt=PROMPT, source=foreign, strength=0.7, artwork=artwork())
    assert read(enlarged).frames[0].shape == footage.frames[0].shape == (576, 1024, 3)


def test_between_two_frames_are_poses_not_blends(clip: Path, tmp_path: Path) -> None:
    smooth = tmp_path / "smooth.mp4"
    jobs.smooth(smooth, source=clip, doublings=2, fps=24, artwork=artwork())
    footage = read(smooth)
    assert len(footage.frames) == 93
    assert footage.fps == 24
    assert footage.frames[0].shape == (512, 922, 3)
    between, first = (luma(footage.frames[n]).astype(float) for n in (2, 0))
    assert abs(np.abs(np.diff(between)).mean() - np.abs(np.diff(first)).mean()) < 0.6


@pytest.mark.parametrize("edit", ["negative", "cut"])
def test_an_edited_clip_is_footage_even_if_it_kept_its_tag(
    edit: str, clip: Path, tmp_path: Path
) -> None:
    frames = read(clip).frames
    changed = [255 - frame for frame in frames] if edit == "negative" else frames[:10]
    with av.open(str(clip)) as container:
        comment = container.metadata["comment"]
    edited, out = tmp_path / "edited.mp4", tmp_path / "out.mp4"
    write(edited, changed, fps=8, comment=comment)
    jobs.smooth(out, source=edited, doublings=1, fps=8, artwork=artwork())
    made = read(out).frames
    assert len(made) == (len(changed) - 1) * 2 + 1
    assert float(np.abs(raster.shrink(made[0], 576, 320).astype(int) - changed[0]).mean()) < 6


def test_no_tag_is_believed_that_cannot_be_read(clip: Path, tmp_path: Path) -> None:
    frames = read(clip).frames[:2]
    for comment in ("", "{}", '{"paper_theatre": 7}', '{"paper_theatre": {"prompt": "x"}}'):
        path = tmp_path / "odd.mp4"
        write(path, frames, fps=8, comment=comment)
        assert tag_of(path) is None
    path.write_bytes(b"no video")
    assert tag_of(path) is None
