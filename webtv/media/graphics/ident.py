"""Idents and trails: what a channel shows of itself between programmes, as a clip without sound.

Paper hills and a paper disc in the channel's colours; on an ident they rise and the channel's name
follows, on a trail they stand, and a card names the programme that comes next.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from webtv.media.graphics.backdrop import small_size
from webtv.media.graphics.clip import draw_clip
from webtv.media.graphics.colours import RGB, Colours
from webtv.media.graphics.layout import Layout
from webtv.media.graphics.lettering import breadth, printable, wrap
from webtv.media.sound.chord import seed_of
from webtv.model.house import HouseFormat

REVISION = 2
"""Raised when idents or trails change: what was made before is made again."""

_RISE_S = 1.4
_RISEN_S, _SHOWN_S = 2.2, 1.5  # when all has risen on an ident, and its card is there on a trail
_STEPS_A_SECOND = 24
_MOST_LINES = 3
_DRIFT = 36.0  # units that the nearest hills move in all


@dataclass(frozen=True, slots=True)
class Words:
    """What is written, in `language`. `kicker` is a word before the title, such as "Next"."""

    title: str
    kicker: str = ""
    line: str = ""
    number: str = ""
    language: str = ""


def make_ident(
    ffmpeg_path: Path,
    house: HouseFormat,
    words: Words,
    colours: Colours,
    *,
    name: str,
    rises: bool,
    seconds: float,
    out: Path,
    stop: threading.Event | None = None,
) -> Path:
    """Draw an ident, or a trail if nothing `rises`, of `seconds` to `out`, an MP4 file.

    The shape of the hills follows from `name`. Raises `MediaError`.
    """
    frames = max(1, round(seconds * house.rate))
    return draw_clip(
        ffmpeg_path,
        house,
        _sky(colours, small_size(house), frames),
        ident_script(house, words, colours, name=name, rises=rises, seconds=seconds),
        preset="ultrafast",
        settled_s=_RISEN_S if rises else _SHOWN_S,
        what=repr(words.title),
        out=out,
        stop=stop,
    )


def ident_script(
    house: HouseFormat, words: Words, colours: Colours, *, name: str, rises: bool, seconds: float
) -> str:
    """The ASS script of an ident or a trail."""
    stage = _Stage(Layout(house, words.language), colours, name, rises, seconds)
    written = stage.ident(words) if rises else stage.trail(words)
    return stage.layout.script([*stage.scenery(words.number), *written])


class _Stage:
    """Places paper on a picture, from the back to the front."""

    def __init__(
        self, layout: Layout, colours: Colours, name: str, rises: bool, seconds: float
    ) -> None:
        self.layout = layout
        self._colours = colours
        self._rises = rises
        self._seconds = seconds
        self._rng = np.random.default_rng(seed_of(name))
        self._wide, self._tall = layout.width / layout.unit, layout.height / layout.unit

    def scenery(self, number: str) -> Iterator[str]:
        """Disc, number and hills."""
        x = self._wide * (0.5 if self._rises else 0.82)
        y = self._tall * (0.36 if self._rises else 0.3)
        radius = min(self._wide, self._tall) * (0.2 if self._rises else 0.16)
        below = self._tall * 0.75
        yield from self._paper(0, _circle(radius), self._colours.disc, (x, y), below, 0.0)
        if number:
            size = radius * 0.95
            letters = rf"\an5\fnInter SemiBold\fs{{size}}\1c{_bgr(self._colours.ink)}"
            yield from self._moving(
                1, letters.format(size=f"{self.layout.px(size):.1f}"), number, (x, y), below, 0.0
            )
        for depth, colour in enumerate(self._colours.hills):
            top = self._tall * (0.62 + 0.12 * depth)
            shape = self._ridge(depth)
            where = (-60.0, top)
            yield from self._paper(2 + depth, shape, colour, where, self._tall * 0.6, 0.15 * depth)

    def ident(self, words: Words) -> Iterator[str]:
        """The channel's name on a strip of paper."""
        size = 64 if len(words.title) <= 18 else 48 if len(words.title) <= 32 else 36
        lines = wrap(printable(words.title), size=size, room=self._wide * 0.78)
        small = self._small(words.line)
        yield from self._card(lines, size, small, self._tall * 0.72, start_s=1.0)

    def trail(self, words: Words) -> Iterator[str]:
        """The next programme's name on a card."""
        title = printable(words.title)
        size = 60 if len(title) <= 34 else 46 if len(title) <= 60 else 36
        lines = wrap(title, size=size, room=self._wide * 0.74)
        small = self._small(words.line)
        kicker = printable(words.kicker)
        yield from self._card(lines, size, small, self._tall * 0.58, start_s=0.25, kicker=kicker)

    def _small(self, line: str) -> list[str]:
        """A line below a title; nothing rather than a part of it."""
        lines = wrap(printable(line), size=23, room=self._wide * 0.76)
        return lines if len(lines) <= _MOST_LINES else []

    def _card(
        self,
        lines: list[str],
        size: float,
        small: list[str],
        middle: float,
        *,
        start_s: float,
        kicker: str = "",
    ) -> Iterator[str]:
        """Cream paper with ink on it, which slides in."""
        px, ink = self.layout.px, _bgr(self._colours.ink)
        widest = max((breadth(line) * size for line in lines), default=0.0)
        below = max((breadth(line) * 23 for line in small), default=0.0)
        wide = min(self._wide * 0.88, max(widest, below) * 0.56 + 110)
        above = 34.0 if kicker else 0.0
        high, low = self.layout.tall(lines, size * 1.12), self.layout.tall(small, 34)
        tall = 44 + above + high + (low + 8 if small else 0)
        left, top = (self._wide - wide) / 2, middle - tall / 2
        fade = rf"\fad({_ms(0.3)},0)"
        shadow = rf"\an7\pos({px(left + 6):.1f},{px(top + 8):.1f})\1c&H000000&\1a&H90&{fade}"
        paper = rf"\an7\pos({px(left):.1f},{px(top):.1f})\1c{_bgr(self._colours.paper)}{fade}"
        box = _drawn(_torn(wide, tall, self._rng), self.layout.unit)
        yield self._event(6, start_s, shadow + rf"\blur{px(5):.1f}\p1", box)
        yield self._event(7, start_s, paper + r"\p1", box)
        written = partial(self.layout.letters, font="Inter SemiBold")
        y, x = top + 22, self._wide / 2
        if kicker:
            tags = rf"\an8\pos({px(x):.1f},{px(y):.1f})\fnInter SemiBold\fs{px(24):.1f}"
            warm = _bgr(_darker(self._colours.disc))
            spaced = rf"\fsp{px(3):.1f}\1c{warm}{fade}"
            yield self._event(8, start_s, tags + spaced, written([kicker], size=24))
            y += above
        letters = rf"\fnInter SemiBold\fs{px(size):.1f}\1c{ink}\fad({_ms(0.5)},0)"
        place = rf"\an8\pos({px(x):.1f},{px(y):.1f})"
        yield self._event(8, start_s + 0.15, place + letters, written(lines, size=size))
        y += high + 8
        if small:
            place = rf"\an8\pos({px(x):.1f},{px(y):.1f})"
            letters = rf"\fnInter\fs{px(23):.1f}\1c{ink}\1a&H30&\fad({_ms(0.6)},0)"
            text = self.layout.letters(small, "Inter", 23)
            yield self._event(8, start_s + 0.5, place + letters, text)

    def _paper(
        self,
        layer: int,
        shape: list[tuple[float, float]],
        colour: RGB,
        where: tuple[float, float],
        below: float,
        later_s: float,
    ) -> Iterator[str]:
        """A cut-out with its shadow and a pale edge."""
        unit, px = self.layout.unit, self.layout.px
        drawn = _drawn(shape, unit)
        shade = rf"\an7\1c&H000000&\1a&HA0&\blur{px(6):.1f}\p1"
        edge = rf"\3c{_bgr(self._colours.paper)}\3a&H50&\bord{px(1.2):.1f}"
        x, y = where
        yield from self._moving(layer, shade, drawn, (x + 3, y - 6), below, later_s)
        yield from self._moving(
            layer, rf"\an7\1c{_bgr(colour)}{edge}\p1", drawn, where, below, later_s
        )

    def _moving(
        self,
        layer: int,
        tags: str,
        text: str,
        where: tuple[float, float],
        below: float,
        later_s: float,
    ) -> Iterator[str]:
        """Something that rises to its place, soon and then slowly, and drifts on from there."""
        x, y = where
        px, drift = self.layout.px, _DRIFT * max(0, layer - 1) / 3
        begin_s = 0.0
        if self._rises:
            steps = round(_RISE_S * _STEPS_A_SECOND)
            for step in range(steps):
                at = 1 - (1 - step / steps) ** 3
                place = rf"\pos({px(x):.1f},{px(y + below * (1 - at)):.1f})"
                start = later_s + step / _STEPS_A_SECOND
                yield self._event(layer, start, place + tags, text, end_s=start + 1 / 24)
            begin_s = later_s + _RISE_S
        move = rf"\move({px(x):.1f},{px(y):.1f},{px(x - drift):.1f},{px(y):.1f})"
        yield self._event(layer, begin_s, move + tags, text)

    def _ridge(self, depth: int) -> list[tuple[float, float]]:
        """The outline of a range of hills, wider than the picture."""
        wide = self._wide + 140
        x = np.linspace(0, wide, 48)
        waves = sum(
            self._rng.uniform(12, 30)
            / number
            * np.sin(x / wide * 2 * np.pi * number * (1.1 + 0.4 * depth) + self._rng.uniform(0, 7))
            for number in (1, 2, 3)
        )
        line = [(float(a), float(b)) for a, b in zip(x, np.asarray(waves), strict=True)]
        return [*line, (wide, self._tall), (0.0, self._tall)]

    def _event(
        self, layer: int, start_s: float, tags: str, text: str, *, end_s: float | None = None
    ) -> str:
        return self.layout.event(layer, end_s or self._seconds, "Text", tags, text, start_s=start_s)


def _sky(colours: Colours, size: tuple[int, int], frames: int) -> NDArray[np.uint16]:
    """Small pictures of the sky, with a slow light behind the disc."""
    width, height = size
    above, below = (np.array(colour, np.float32) for colour in colours.sky)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    down = (y / height)[None, :, :, None]
    turn = np.linspace(0, np.pi, frames, dtype=np.float32)[:, None, None]
    near = ((x / width - 0.5 - 0.04 * np.sin(turn)) / 0.42) ** 2 + ((y / height - 0.4) / 0.5) ** 2
    glow = (0.16 + 0.08 * np.sin(turn)) * np.exp(-near)
    picture = above + (below - above) * down**1.3
    picture = picture + glow[..., None] * np.array(colours.disc, np.float32)
    deep: NDArray[np.uint16] = (np.clip(picture, 0, 1) * 65535).astype("<u2")
    return deep


def _circle(radius: float) -> list[tuple[float, float]]:
    turn = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    return [(float(radius * np.cos(t)), float(radius * np.sin(t))) for t in turn]


def _torn(wide: float, tall: float, rng: np.random.Generator) -> list[tuple[float, float]]:
    """A sheet whose edges were cut by hand."""
    across, up = np.linspace(0, wide, 9), np.linspace(0, tall, 4)
    even = [
        *((x, 0.0) for x in across),
        *((wide, y) for y in up[1:]),
        *((x, tall) for x in across[::-1][1:]),
        *((0.0, y) for y in up[::-1][1:-1]),
    ]
    shaky = rng.uniform(-1.6, 1.6, (len(even), 2))
    return [(float(x + dx), float(y + dy)) for (x, y), (dx, dy) in zip(even, shaky, strict=True)]


def _drawn(shape: list[tuple[float, float]], unit: float) -> str:
    """An outline as an ASS drawing."""
    points = [f"{x * unit:.1f} {y * unit:.1f}" for x, y in shape]
    return f"m {points[0]} l {' '.join(points[1:])}"


def _bgr(colour: RGB) -> str:
    red, green, blue = (round(part * 255) for part in colour)
    return f"&H{blue:02X}{green:02X}{red:02X}&"


def _darker(colour: RGB) -> RGB:
    red, green, blue = (part * 0.62 for part in colour)
    return red, green, blue


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
