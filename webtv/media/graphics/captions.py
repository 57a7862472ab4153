"""Text on screen as an ASS script: title, AI mark, slate, card.

ASS rather than drawtext, because libass shapes every script, falls back to the system's fonts
for letters Inter does not have, and draws soft shadows and fades at no cost while nothing changes.
Source: the ASS format and its override tags, https://aegisub.org/docs/latest/ass_tags/
"""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from webtv.model.house import HouseFormat

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]

_ALIGNMENT: dict[Corner, int] = {
    "bottom-left": 1,
    "bottom-right": 3,
    "top-left": 7,
    "top-right": 9,
}
_JOINER = "\u2060"  # invisible; keeps a backslash from being read as a tag
_ADVANCE = 0.52  # mean letter width of Inter SemiBold, per unit of ASS font size, on the safe side
_ACCENT = "&H4CB4FF&"  # warm amber, as BGR


@dataclass(frozen=True, slots=True)
class Captions:
    """What is written over a programme. Empty text is not shown."""

    title: str = ""
    kicker: str = ""
    title_s: float = 4.0
    bug: str = ""
    bug_corner: Corner = "top-right"


def fonts_folder() -> Path:
    """Where the station's own fonts are."""
    return Path(str(files("webtv.media") / "fonts"))


def programme_script(captions: Captions, house: HouseFormat, *, seconds: float) -> str:
    """The ASS script of a programme of `seconds`: lower third, then the mark all along."""
    layout = Layout(house)
    events = []
    title = printable(captions.title)
    if title:
        shown_s = min(captions.title_s, seconds)
        events += _lower_third(layout, title, printable(captions.kicker), shown_s)
    if printable(captions.bug):
        events.append(_bug(layout, printable(captions.bug), captions.bug_corner, seconds))
    return layout.script(events)


def slate_script(house: HouseFormat, *, title: str, subtitle: str, seconds: float) -> str:
    """The ASS script of a slate: both lines still, in the middle."""
    layout = Layout(house)
    size = 66 if len(title) <= 22 else 48
    lines = wrap(printable(title), size=size, room=layout.room)
    middle_x, middle_y = house.width / 2, house.height / 2
    text = _joined(lines)
    above = _Placed(text, "Inter SemiBold", size, 2, middle_x, middle_y - layout.px(2), seconds)
    events = [
        layout.soft(above),
        layout.crisp(above),
        layout.bar(middle_x - layout.px(28), middle_y + layout.px(14), 56, 3, seconds, fade=""),
    ]
    if printable(subtitle):
        small, below_y = escape(printable(subtitle)), middle_y + layout.px(32)
        below = _Placed(small, "Inter", 25, 8, middle_x, below_y, seconds, r"\alpha&H30&")
        events.append(layout.crisp(below))
    return layout.script(events)


def card_script(house: HouseFormat, *, title: str, text: str, kicker: str, seconds: float) -> str:
    """The ASS script of an announcement's card: all lines still, from the left margin."""
    layout = Layout(house)
    size = 54 if len(title) <= 30 else 42
    heading = wrap(printable(title), size=size, room=layout.room)
    body, small = _fitting(printable(text), layout)
    left = layout.margin_x + layout.px(18)
    tall = size * len(heading) + (24 + small * 1.25 * len(body) if body else 0)
    top = layout.height / 2 - layout.px(tall) / 2
    below = top + layout.px(size * len(heading) + 24)
    large = _Placed(_joined(heading), "Inter SemiBold", size, 7, left, top, seconds)
    events = [
        layout.soft(large),
        layout.crisp(large),
        layout.bar(layout.margin_x, top, 4, tall, seconds, fade=""),
    ]
    if printable(kicker):
        above = top - layout.px(8)
        name = escape(printable(kicker))
        events.append(layout.crisp(_Placed(name, "Inter", 21, 1, left, above, seconds)))
    for number, line in enumerate(body):
        y = below + layout.px(small * 1.25 * number)
        events.append(layout.crisp(_Placed(escape(line), "Inter", small, 7, left, y, seconds)))
    return layout.script(events)


def printable(text: str) -> str:
    """`text` on one line, without control characters, emoji and pictographs."""
    kept = (
        " " if char.isspace() or unicodedata.category(char) == "Cc" else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace()
        or (
            unicodedata.category(char) not in {"So", "Sk", "Cf", "Cs", "Co", "Cn"}
            and not "\ufe00" <= char <= "\ufe0f"
        )
    )
    return " ".join("".join(kept).split())


def escape(text: str) -> str:
    """`text` so that libass shows it as it is: braces and backslashes are no tags."""
    return text.replace("\\", "\\" + _JOINER).replace("{", r"\{").replace("}", r"\}")


def wrap(text: str, *, size: float, room: float) -> list[str]:
    """Lines of about equal length that fit into `room`, for letters of `size`."""
    columns = max(8, int(room / (size * _ADVANCE)))
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    if text and wide:
        columns = max(4, int(columns * len(text) / (len(text) + wide)))
    lines = textwrap.wrap(text, columns)
    if len(lines) > 1:
        even = -(-len(text) // len(lines)) + 2
        balanced = textwrap.wrap(text, min(columns, even))
        lines = balanced if len(balanced) == len(lines) else lines
    return lines


def _fitting(text: str, layout: Layout) -> tuple[list[str], float]:
    """Lines of a card's text, and the largest size at which they leave room for its title."""
    for size in (32, 27, 23, 20, 17):
        lines = wrap(text, size=size, room=layout.room)
        if size * 1.25 * len(lines) <= layout.height / layout.unit * 0.55:
            break
    return lines, size


def _joined(lines: list[str]) -> str:
    return r"\N".join(escape(line) for line in lines)


def _lower_third(layout: Layout, title: str, kicker: str, seconds: float) -> list[str]:
    size = 40 if len(title) <= 30 else 34 if len(title) <= 56 else 28
    lines = wrap(title, size=size, room=layout.room)
    text = _joined(lines)
    left, bottom = layout.margin_x, layout.height - layout.margin_y
    tall = layout.px(size) * len(lines)
    text_left = left + layout.px(18)
    fade = r"\fad(500,700)"
    shade_w = layout.room / layout.unit * 0.8
    shade_h = tall / layout.unit + 60
    large = _Placed(text, "Inter SemiBold", size, 1, text_left, bottom, seconds, fade)
    events = [
        layout.shade(bottom - tall - layout.px(40), shade_w, shade_h, seconds, fade),
        layout.bar(
            left,
            bottom - tall - (layout.px(26) if kicker else 0) + layout.px(3),
            4,
            tall / layout.unit + (26 if kicker else 0) - 6,
            seconds,
            fade,
        ),
        layout.soft(large),
        layout.crisp(large),
    ]
    if kicker:
        small = _Placed(escape(kicker), "Inter", 21, 1, text_left, bottom - tall, seconds, fade)
        events += [layout.soft(small), layout.crisp(small)]
    return events


def _bug(layout: Layout, text: str, corner: Corner, seconds: float) -> str:
    right = corner.endswith("right")
    bottom = corner.startswith("bottom")
    x = layout.width - layout.margin_x if right else layout.margin_x
    y = layout.height - layout.margin_y if bottom else layout.margin_y
    return layout.event(
        3,
        seconds,
        "Bug",
        rf"\an{_ALIGNMENT[corner]}\pos({x:.0f},{y:.0f})\fs{layout.px(17):.1f}\fsp{layout.px(0.4):.1f}",
        escape(text),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """Letters at a place, in pixels; `align` is the corner that stands there, as on a keypad."""

    text: str
    font: str
    size: float
    align: int
    x: float
    y: float
    seconds: float
    tags: str = ""


class Layout:
    """Sizes on one picture: everything is given for 576 lines and scaled to the shorter side."""

    def __init__(self, house: HouseFormat) -> None:
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

    def event(
        self, layer: int, end_s: float, style: str, tags: str, text: str, *, start_s: float = 0.0
    ) -> str:
        """One line of the script, shown from `start_s`, else the first frame, to `end_s`."""
        times = f"{_clock(start_s)},{_clock(end_s)}"
        return f"Dialogue: {layer},{times},{style},,0,0,0,,{{{tags}}}{text}"

    def crisp(self, placed: _Placed) -> str:
        """White letters."""
        return self._letters(3, placed, placed.y, "")

    def soft(self, placed: _Placed) -> str:
        """The blurred dark glow behind white letters."""
        glow = rf"\1c&H000000&\1a&H60&\blur{self.px(4):.1f}"
        return self._letters(2, placed, placed.y + self.px(1.5), glow)

    def _letters(self, layer: int, placed: _Placed, y: float, tags: str) -> str:
        where = rf"\an{placed.align}\pos({placed.x:.0f},{y:.0f})"
        letters = rf"\fn{placed.font}\fs{self.px(placed.size):.1f}"
        whole = where + letters + tags + placed.tags
        return self.event(layer, placed.seconds, "Text", whole, placed.text)

    def bar(
        self, x: float, y: float, width: float, height: float, seconds: float, fade: str
    ) -> str:
        """The amber line beside a title."""
        return self._box(x, y, width, height, seconds, rf"\1c{_ACCENT}{fade}", layer=3)

    def shade(self, y: float, width: float, height: float, seconds: float, fade: str) -> str:
        """A dark haze in the lower left, so that white letters stand on any picture."""
        tags = rf"\1c&H000000&\1a&H78&\blur{self.px(34):.0f}{fade}"
        return self._box(-self.px(60), y, width, height + 60, seconds, tags, layer=1)

    def _box(
        self, x: float, y: float, width: float, height: float, seconds: float, tags: str, layer: int
    ) -> str:
        w, h = self.px(width), self.px(height)
        shape = rf"{{\p1}}m 0 0 l {w:.0f} 0 {w:.0f} {h:.0f} 0 {h:.0f}{{\p0}}"
        return self.event(layer, seconds, "Text", rf"\an7\pos({x:.0f},{y:.0f}){tags}", shape)

    def script(self, events: list[str]) -> str:
        """The whole script."""
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
                "Style: Text,Inter,24,&H00FFFFFF,&H0,&H0,&H0,0,0,0,0,100,100,0,0,1,0,0,1,0,0,0,1",
                "Style: Bug,Inter,16,&H20FFFFFF,&H0,&H90000000,&HFF000000,0,0,0,0,100,100,0,0,3,"
                f"{box:.1f},0,9,0,0,0,1",
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
