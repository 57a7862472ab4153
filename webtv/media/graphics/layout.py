"""Places and sizes on one picture, as lines of an ASS script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webtv.media.graphics.faces import leading, runs
from webtv.media.graphics.lettering import escape
from webtv.model.house import HouseFormat

_ACCENT = "&H4CB4FF&"  # warm amber, as BGR


@dataclass(frozen=True, slots=True)
class Placed:
    """Lines at a place, in pixels; `align` is the corner that stands there, as on a keypad."""

    lines: Sequence[str]
    font: str
    size: float
    align: int
    x: float
    y: float
    seconds: float
    tags: str = ""


class Layout:
    """Sizes on one picture: everything is given for 576 lines and scaled to the shorter side.

    `language` is that of the text, as a BCP 47 tag; empty if it is not known. `mirrored` has
    everything that is placed from the left, with corners 1 and 7, stand as far from the right.
    """

    def __init__(self, house: HouseFormat, language: str = "", *, mirrored: bool = False) -> None:
        self._language = language
        self._mirrored = mirrored
        self.width, self.height = house.width, house.height
        self.unit = min(house.width, house.height) / 576
        self.margin_x = house.width * 0.05
        self.margin_y = house.height * 0.06

    @property
    def room(self) -> float:
        """Width of a line of text between the margins, in units of 576 lines."""
        return (self.width - 2 * self.margin_x) / self.unit - 18

    def px(self, size: float) -> float:
        """`size` in pixels of this picture."""
        return size * self.unit

    def tall(self, lines: Sequence[str], size: float) -> float:
        """The height of `lines` in letters of `size`, both in units of 576 lines."""
        return sum(size * leading(line, self._language) for line in lines)

    def letters(self, lines: Sequence[str], font: str, size: float) -> str:
        """`lines` in `font`, Inter or Inter SemiBold, and in others where it lacks a script."""
        return r"\N".join(self._line(line, font, size) for line in lines)

    def _line(self, line: str, font: str, size: float) -> str:
        own = rf"\fn{font}\b0\fs{self.px(size):.1f}"
        bold = int(font.endswith("SemiBold"))
        return "".join(
            escape(part)
            if face is None
            else rf"{{\fn{face.family}\b{bold}\fsp0\fs{self.px(size * face.scale):.1f}}}"
            rf"{escape(part)}{{{own}}}"
            for face, part in runs(line, self._language)
        )

    def event(
        self, layer: int, end_s: float, style: str, tags: str, text: str, *, start_s: float = 0.0
    ) -> str:
        """One line of the script, shown from `start_s`, else the first frame, to `end_s`."""
        times = f"{_clock(start_s)},{_clock(end_s)}"
        return f"Dialogue: {layer},{times},{style},,0,0,0,,{{{tags}}}{text}"

    def crisp(self, placed: Placed) -> str:
        """White letters."""
        return self._letters(3, placed, placed.y, "")

    def soft(self, placed: Placed) -> str:
        """The blurred dark glow behind white letters."""
        glow = rf"\1c&H000000&\1a&H60&\blur{self.px(4):.1f}"
        return self._letters(2, placed, placed.y + self.px(1.5), glow)

    def _letters(self, layer: int, placed: Placed, y: float, tags: str) -> str:
        align, x = placed.align, placed.x
        if self._mirrored and align in {1, 7}:
            align, x = align + 2, self.width - x
        where = rf"\an{align}\pos({x:.0f},{y:.0f})"
        letters = rf"\fn{placed.font}\fs{self.px(placed.size):.1f}"
        whole = where + letters + tags + placed.tags
        text = self.letters(placed.lines, placed.font, placed.size)
        return self.event(layer, placed.seconds, "Text", whole, text)

    def bar(
        self, x: float, y: float, width: float, height: float, seconds: float, fade: str
    ) -> str:
        """The amber line beside a title."""
        return self._box(x, y, width, height, seconds, rf"\1c{_ACCENT}{fade}", layer=3)

    def shade(self, y: float, width: float, height: float, seconds: float, fade: str) -> str:
        """A dark haze in the lower corner, so that white letters stand on any picture."""
        tags = rf"\1c&H000000&\1a&H78&\blur{self.px(34):.0f}{fade}"
        return self._box(-self.px(60), y, width, height + 60, seconds, tags, layer=1)

    def _box(
        self, x: float, y: float, width: float, height: float, seconds: float, tags: str, layer: int
    ) -> str:
        w, h = self.px(width), self.px(height)
        if self._mirrored:
            x = self.width - x - w
        shape = rf"{{\p1}}m 0 0 l {w:.0f} 0 {w:.0f} {h:.0f} 0 {h:.0f}{{\p0}}"
        return self.event(layer, seconds, "Text", rf"\an7\pos({x:.0f},{y:.0f}){tags}", shape)

    def script(self, events: list[str]) -> str:
        """The whole script. Encoding -1 has libass read each line from the side it begins on."""
        box = self.px(5)
        return "\n".join(
            [
                "[Script Info]",
                "ScriptType: v4.00+",
                f"PlayResX: {self.width}",
                f"PlayResY: {self.height}",
                "WrapStyle: 2",
                "ScaledBorderAndShadow: yes",
                "YCbCr Matrix: TV.709",
                "",
                "[V4+ Styles]",
                "Format: Name,Fontname,Fontsize,PrimaryColour,SecondaryColour,OutlineColour,"
                "BackColour,Bold,Italic,Underline,StrikeOut,ScaleX,ScaleY,Spacing,Angle,"
                "BorderStyle,Outline,Shadow,Alignment,MarginL,MarginR,MarginV,Encoding",
                "Style: Text,Inter,24,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,0,0,1,0,0,0,-1",
                "Style: Bug,Inter,16,&H20FFFFFF,&H0,&H90000000,&HFF000000,0,0,0,0,100,100,0,0,3,"
                f"{box:.1f},0,9,0,0,0,-1",
                "",
                "[Events]",
                "Format: Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text",
                *events,
                "",
            ]
        )


def _clock(seconds: float) -> str:
    hundredths = round(seconds * 100)
    minutes, rest = divmod(hundredths, 6000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest // 100:02d}.{rest % 100:02d}"
