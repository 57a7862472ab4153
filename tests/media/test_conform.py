from __future__ import annotations

import threading
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.clips import encode, make_clip
from tests.media.conftest import AWKWARD
from webtv.errors import MediaError
from webtv.media.captions import Captions
from webtv.media.conform import Conformed, conform
from webtv.media.cutting import cut
from webtv.media.label import Label
from webtv.media.loudness import decode, measure
from webtv.media.probe import probe
from webtv.media.quality import Thresholds, check_media
from webtv.media.reference import encode_reference
from webtv.model.house import HouseFormat


def picture(path: Path, at_s: float) -> NDArray[np.uint8]:
    """The RGB picture shown at a time."""
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= at_s - 1e-3:
                return frame.to_ndarray(format="rgb24").astype(np.uint8)
    raise AssertionError(f"nothing at {at_s} s")


def test_misfits_come_out_in_house_format(
    conformed: Conformed, house: HouseFormat, ffmpeg: Path, tmp_path: Path
) -> None:
    info = probe(conformed.path)
    video, audio = info.video, info.audio
    assert video is not None
    assert audio is not None
    assert (video.codec, video.profile, video.pix_fmt) == ("h264", "High", "yuv420p")
    assert (video.width, video.height, video.frames) == (house.width, house.height, 576)
    assert (video.start_s, video.duration_s, video.constant_rate) == (0.0, 24.0, True)
    assert video.keyframes == tuple(range(0, 576, 48))
    assert (audio.codec, audio.profile, audio.sample_rate) == ("aac", "LC", 48000)
    assert (audio.channels, audio.start_s, audio.samples) == (2, 0.0, 24 * 48000)
    reference = encode_reference(ffmpeg, house, out=tmp_path / "reference.mp4")
    assert reference.video is not None
    assert video.extradata_sha256 == reference.video.extradata_sha256


def test_it_decodes_and_is_neither_black_frozen_nor_silent(conformed: Conformed) -> None:
    decoded = check_media(conformed.path, thresholds=Thresholds(), sound=True)
    assert decoded.frames == 576
    assert decoded.samples == 24 * 48000


def test_loudness_is_the_houses(conformed: Conformed, house: HouseFormat) -> None:
    loudness = measure(decode(conformed.path))
    assert loudness.integrated_lufs == pytest.approx(house.loudness_lufs, abs=0.5)
    assert loudness.first_lufs == pytest.approx(house.loudness_lufs, abs=0.4)
    assert loudness.last_lufs == pytest.approx(house.loudness_lufs, abs=0.4)
    assert loudness.true_peak_dbtp <= house.true_peak_dbtp


def test_it_says_that_machines_made_it(conformed: Conformed) -> None:
    with av.open(str(conformed.path)) as container:
        assert container.metadata["comment"] == "AI generated"
        assert container.metadata["title"] == AWKWARD


def test_colours_are_named_bt709(conformed: Conformed) -> None:
    with av.open(str(conformed.path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
        assert context.color_range == 1


def test_title_comes_and_goes_and_the_bug_stays(
    ffmpeg: Path, house: HouseFormat, tmp_path: Path
) -> None:
    grey = make_clip(tmp_path / "grey.mp4", source="color=c=gray", size=(320, 180), fps=24)
    out = tmp_path / "out.mp4"
    conform(
        ffmpeg,
        house,
        clips=[grey],
        timing=cut([8.0], house),
        music=None,
        captions=Captions(title="The Quiet Sea", title_s=3, bug="AI generated"),
        label=Label("The Quiet Sea"),
        out=out,
        work_dir=tmp_path,
    )
    title = (slice(140, 175), slice(15, 200))
    bug = (slice(5, 25), slice(240, 310))
    at_first, shown, gone = (picture(out, t).astype(int) for t in (0.0, 1.5, 5.0))
    assert np.ptp(shown[title]) > 100
    assert np.ptp(at_first[title]) < 40
    assert np.ptp(gone[title]) < 40
    for frame in (at_first, shown, gone):
        assert np.ptp(frame[bug]) > 60


def test_crossfade_stands_where_the_cut_says(
    ffmpeg: Path, house: HouseFormat, tmp_path: Path
) -> None:
    colours = ("red", "lime", "blue")
    clips = [
        make_clip(tmp_path / f"{c}.mp4", source=f"color=c={c}", size=(320, 180), fps=24)
        for c in colours
    ]
    for crossfade_s, name in ((0.5, "fade.mp4"), (0.0, "cut.mp4")):
        timing = cut([2.0, 4.0, 2.0], house, crossfade_s=crossfade_s)
        out = tmp_path / name
        conform(
            ffmpeg,
            house,
            clips=clips,
            timing=timing,
            music=None,
            captions=Captions(),
            label=Label("Colours"),
            out=out,
            work_dir=tmp_path,
        )
        assert probe(out).duration_s == 8.0
        for index, entry in enumerate(timing.entries[1:], start=1):
            before = picture(out, (entry - 2) / 24)[90, 160].astype(int)
            after = picture(out, (entry + timing.overlap + 1) / 24)[90, 160].astype(int)
            assert before.argmax() == index - 1
            assert after.argmax() == index
            if timing.overlap:
                middle = picture(out, (entry + timing.overlap / 2) / 24)[90, 160].astype(int)
                assert sorted(middle)[1] > 80


def test_a_portrait_clip_keeps_its_shape_on_a_filled_picture(
    ffmpeg: Path, house: HouseFormat, tmp_path: Path
) -> None:
    clip = make_clip(tmp_path / "tall.mp4", source="color=c=orange", size=(180, 320), fps=24)
    out = tmp_path / "out.mp4"
    conform(
        ffmpeg,
        house,
        clips=[clip],
        timing=cut([8.0], house),
        music=None,
        captions=Captions(),
        label=Label("Tall"),
        out=out,
        work_dir=tmp_path,
    )
    frame = picture(out, 1.0).astype(int)
    assert frame[90, 160].sum() > frame[90, 20].sum() > 60  # sharp middle, darker sides, no bars


def test_every_frame_of_a_clip_is_used_from_first_to_last(
    ffmpeg: Path, house: HouseFormat, tmp_path: Path
) -> None:
    """A clip that brightens evenly still does so when stretched, without steps or a stop."""
    clip = tmp_path / "ramp.mp4"
    source = "color=c=black:s=320x180:r=8,geq=lum='40+N*6':cb=128:cr=128"
    encode("-f", "lavfi", "-i", source, "-frames:v", "24", "-pix_fmt", "yuv420p", str(clip))
    out = tmp_path / "out.mp4"
    conform(
        ffmpeg,
        house,
        clips=[clip],
        timing=cut([8.0], house),
        music=None,
        captions=Captions(),
        label=Label("Ramp"),
        out=out,
        work_dir=tmp_path,
    )
    levels = []
    with av.open(str(out)) as container:
        for frame in container.decode(video=0):
            levels.append(frame.to_ndarray(format="gray")[90, 160].astype(int))
    steps = np.diff(levels)
    assert len(levels) == 192
    assert levels[-1] - levels[0] > 120
    assert steps.min() >= -2
    assert steps.max() <= 6


@pytest.mark.parametrize(("fps", "cbr"), [(25, False), (30, True)])
def test_other_house_formats(ffmpeg: Path, tmp_path: Path, fps: int, cbr: bool) -> None:
    house = HouseFormat.model_validate(
        {"width": 256, "height": 144, "fps": fps, "cbr": cbr, "video_kbps": 400}
    )
    clip = make_clip(tmp_path / "clip.mp4", seconds=4, size=(256, 144), fps=24)
    out = tmp_path / "out.mp4"
    timing = cut([4.0, 4.0], house, crossfade_s=0.5)
    conform(
        ffmpeg,
        house,
        clips=[clip, clip],
        timing=timing,
        music=None,
        captions=Captions(title="Rate"),
        label=Label("Rate"),
        out=out,
        work_dir=tmp_path,
    )
    info = probe(out)
    assert info.video is not None
    assert info.audio is not None
    assert (info.video.frames, info.video.duration_s) == (timing.frames, 8.0)
    assert info.video.keyframes == tuple(range(0, timing.frames, house.gop_frames))
    assert info.audio.samples == 8 * 48000
    if cbr:
        assert info.size_bytes * 8 / 8.0 / 1000 == pytest.approx(400 + 160, rel=0.12)


def test_a_clip_that_vanished_says_so(ffmpeg: Path, house: HouseFormat, tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp4 does not exist"):
        conform(
            ffmpeg,
            house,
            clips=[tmp_path / "gone.mp4"],
            timing=cut([8.0], house),
            music=None,
            captions=Captions(),
            label=Label("Gone"),
            out=tmp_path / "out.mp4",
            work_dir=tmp_path,
        )


def test_stop_ends_the_encode(
    ffmpeg: Path, house: HouseFormat, misfits: list[Path], tmp_path: Path
) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(MediaError, match="was stopped"):
        conform(
            ffmpeg,
            house,
            clips=misfits,
            timing=cut([10.0] * 6, house),
            music=None,
            captions=Captions(),
            label=Label("Stopped"),
            out=tmp_path / "out.mp4",
            work_dir=tmp_path,
            stop=stop,
        )
