"""Films as people have them, shown as they are meant: all of them in one programme."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.clips import encode
from webtv.media.conform import conform
from webtv.media.cutting import cut
from webtv.media.display import GROUND
from webtv.media.graphics.captions import Captions
from webtv.media.graphics.label import Label
from webtv.model.house import HouseFormat

PATCHES = {"grey": ((40, 90), (128, 128, 128)), "red": ((140, 45), (192, 0, 0))}
PATCHES["skin"] = ((140, 135), (224, 176, 144))
DRAWN = (
    "color=0x808080:s=320x180:r=24,drawbox=110:0:210:90:0xC00000:fill,"
    "drawbox=110:90:210:90:0xE0B090:fill,format=gbrp"
)
LIGHT = (
    "scale=out_color_matrix=bt709:out_range=tv,format=yuv444p,setparams=color_primaries=bt709:"
    "color_trc=bt709:colorspace=bt709:range=tv,zscale=t=linear:npl=203,format=gbrpf32le"
)
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-crf", "8")
CIRCLE = "geq=lum='if(lte(hypot((X-W/2)*64/45,Y-H/2),H/3),235,60)':cb=128:cr=128"
SECONDS = 1.0


def graded(path: Path, transfer: str) -> Path:
    graded = f"{LIGHT},zscale=p=bt2020:t={transfer}:m=bt2020nc:r=tv:npl=203,format=yuv420p10le"
    params = f"log-level=error:colorprim=bt2020:transfer={transfer}:colormatrix=bt2020nc"
    source = ("-f", "lavfi", "-i", DRAWN, "-t", "1", "-vf", graded)
    encode(*source, *X265, "-x265-params", params, str(path))
    return path


def full_range(path: Path) -> Path:
    form = "scale=out_color_matrix=bt601:out_range=pc,format=yuvj444p"
    encode(
        "-f", "lavfi", "-i", DRAWN, "-t", "1", "-vf", form, "-c:v", "mjpeg", "-q:v", "1", str(path)
    )
    return path


def in_rgb(path: Path) -> Path:
    encode("-f", "lavfi", "-i", DRAWN, "-t", "1", "-c:v", "libx264rgb", "-crf", "4", str(path))
    return path


def anamorphic(path: Path) -> Path:
    source = f"color=black:s=360x288:r=25,format=yuv420p,{CIRCLE},setsar=64/45"
    encode("-f", "lavfi", "-i", source, "-t", "1", "-c:v", "mpeg2video", "-b:v", "4M", str(path))
    return path


def interlaced(path: Path) -> Path:
    """A bar that moves fast: its edges are combs in every whole picture."""
    source = "color=black:s=320x180:r=50,format=yuv420p,geq=lum='if(between(X-160*T,20,80),235,16)'"
    source += ":cb=128:cr=128,interlace"
    flags = ("-flags", "+ilme+ildct", "-c:v", "mpeg2video", "-b:v", "6M")
    encode("-f", "lavfi", "-i", source, "-t", "1", *flags, str(path))
    return path


def transparent(path: Path, codec: str, form: str) -> Path:
    drawn = "drawbox=x=100:y=50:w=120:h=80:c=yellow@1.0:t=fill:replace=1"
    source = f"color=black@0.0:s=320x180:r=24:d=1,format={form},{drawn}"
    quick = ("-deadline", "realtime", "-cpu-used", "8") if "vp9" in codec else ()
    encode("-f", "lavfi", "-i", source, "-c:v", codec, *quick, "-pix_fmt", form, str(path))
    return path


def with_cover(path: Path) -> Path:
    """The first track is one green picture that nobody marked as a cover."""
    cover = path.with_suffix(".jpg")
    encode("-f", "lavfi", "-i", "color=green:s=640x640", "-frames:v", "1", str(cover))
    film = ("-f", "lavfi", "-t", "1", "-i", DRAWN)
    codecs = ("-c:v:0", "mjpeg", "-c:v:1", "libx264", "-crf", "8")
    encode("-i", str(cover), *film, "-map", "0", "-map", "1", *codecs, str(path))
    return path


@dataclass(frozen=True)
class Shown:
    """A picture in the middle of each film of the programme, in RGB."""

    pictures: dict[str, NDArray[np.uint8]]

    def colour(self, name: str, place: tuple[int, int]) -> NDArray[np.float64]:
        x, y = place
        part = self.pictures[name][y - 4 : y + 4, x - 4 : x + 4].reshape(-1, 3)
        return np.asarray(part.mean(axis=0), np.float64)


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, ffmpeg: Path, house: HouseFormat) -> Shown:
    folder = tmp_path_factory.mktemp("odd")
    films = {
        "hlg": graded(folder / "hlg.mp4", "arib-std-b67"),
        "pq": graded(folder / "pq.mp4", "smpte2084"),
        "full range": full_range(folder / "full.avi"),
        "rgb": in_rgb(folder / "rgb.mkv"),
        "anamorphic": anamorphic(folder / "dvd.mpg"),
        "interlaced": interlaced(folder / "tv.ts"),
        "vp9 alpha": transparent(folder / "alpha.webm", "libvpx-vp9", "yuva420p"),
        "rle alpha": transparent(folder / "alpha.mov", "qtrle", "argb"),
        "cover": with_cover(folder / "cover.mkv"),
    }
    timing = cut([SECONDS] * len(films), house)
    conformed = conform(
        ffmpeg,
        house,
        clips=list(films.values()),
        timing=timing,
        music=None,
        captions=Captions(),
        label=Label("Odd films"),
        out=folder / "aired.mp4",
        work_dir=folder,
        recorded=range(len(films)),
    )
    middles = [
        start + length // 2 for start, length in zip(timing.entries, timing.lengths, strict=True)
    ]
    with av.open(str(conformed.path)) as container:
        frames = dict(enumerate(container.decode(video=0)))
    return Shown(
        {
            name: np.asarray(frames[middle].to_ndarray(format="rgb24"), np.uint8)
            for name, middle in zip(films, middles, strict=True)
        }
    )


@pytest.mark.parametrize("film", ["hlg", "pq", "full range", "rgb", "cover"])
def test_colours_are_as_they_were_drawn(shown: Shown, film: str) -> None:
    for name, (place, drawn) in PATCHES.items():
        seen = shown.colour(film, place)
        assert np.abs(seen - drawn).max() <= 8, (name, seen)


def test_a_phones_high_dynamic_range_looks_like_the_standard_one(shown: Shown) -> None:
    for name, (place, _) in PATCHES.items():
        assert np.abs(shown.colour("hlg", place) - shown.colour("rgb", place)).max() <= 5, name


def test_circles_are_round(shown: Shown) -> None:
    bright = shown.pictures["anamorphic"].mean(axis=2) > 150
    wide, tall = bright.any(axis=0).sum(), bright.any(axis=1).sum()
    assert wide == pytest.approx(tall, rel=0.03)


def test_nothing_is_combed(shown: Shown) -> None:
    luma = shown.pictures["interlaced"].astype(np.int16)[:, :, 1]
    # A comb is a line that differs from both neighbours, which are alike.
    middle, above, below = luma[1:-1], luma[:-2], luma[2:]
    comb = (
        (np.abs(middle - above) > 40) & (np.abs(middle - below) > 40) & (np.abs(above - below) < 20)
    )
    assert luma.max() > 150
    assert comb.mean() < 0.002


@pytest.mark.parametrize("film", ["vp9 alpha", "rle alpha"])
def test_holes_show_the_ground(shown: Shown, film: str) -> None:
    assert np.abs(shown.colour(film, (30, 30)) - GROUND).max() <= 6
    assert np.abs(shown.colour(film, (160, 90)) - (255, 255, 0)).max() <= 12
