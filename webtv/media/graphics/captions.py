"""Text on screen as an ASS script: title, AI mark, slate, card.

ASS rather than drawtext, because libass shapes every script, reads it from its own side, and draws
soft shadows and fades at no cost while nothing changes.
Source: the ASS format and its override tags, https://aegisub.org/docs/latest/ass_tags/
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.media.graphics.layout import Layout, Placed
from webtv.media.graphics.lettering import from_right, printable, wrap
from webtv.model.house import HouseFormat

Corner = Literal["top-left", "top-right", "bottom-left", "bottom-right"]

_ALIGNMENT: dict[Corner, int] = {
    "bottom-left": 1,
    "bottom-right": 3,
    "top-left": 7,
    "top-right": 9,
}


_KICKER = 21
"""Size of the line above a title."""


@dataclass(frozen=True, slots=True)
class Captions:
    """What is written over a programme, in `language`, a BCP 47 tag. Empty text is not shown.

    The `credit` stands beside the kicker, or in its place where both are too long for one line, or
    where a title would where there is none.
    """

    title: str = ""
    kicker: str = ""
    language: str = ""
    credit: str = ""
    title_s: float = 4.0
    bug: str = ""
    bug_corner: Corner = "top-right"


def programme_script(captions: Captions, house: HouseFormat, *, seconds: float) -> str:
    """The ASS script of a programme of `seconds`: lower third, then the mark all along."""
    title, credit = printable(captions.title), printable(captions.credit)
    layout = Layout(house, captions.language, mirrored=from_right(title or credit))
    events = []
    shown_s = min(captions.title_s, seconds)
    if title:
        kicker = " \N{MIDDLE DOT} ".join(filter(None, (printable(captions.kicker), credit)))
        if credit and len(wrap(kicker, size=_KICKER, room=layout.room)) > 1:
            kicker = credit
        events += _lower_third(layout, title, kicker, shown_s)
    elif credit:
        events += _lower_third(layout, credit, "", shown_s)
    if printable(captions.bug):
        events.append(_bug(layout, printable(captions.bug), captions.bug_corner, seconds))
    return layout.script(events)


def slate_script(
    house: HouseFormat, *, title: str, subtitle: str, language: str, seconds: float
) -> str:
    """The ASS script of a slate: both lines still, in the middle."""
    layout = Layout(house, language)
    size = 66 if len(title) <= 22 else 48
    lines = wrap(printable(title), size=size, room=layout.room)
    middle_x, middle_y = house.width / 2, house.height / 2
    above = Placed(lines, "Inter SemiBold", size, 2, middle_x, middle_y - layout.px(2), seconds)
    events = [
        layout.soft(above),
        layout.crisp(above),
        layout.bar(middle_x - layout.px(28), middle_y + layout.px(14), 56, 3, seconds, fade=""),
    ]
    if printable(subtitle):
        small, below_y = [printable(subtitle)], middle_y + layout.px(32)
        below = Placed(small, "Inter", 25, 8, middle_x, below_y, seconds, r"\alpha&H30&")
        events.append(layout.crisp(below))
    return layout.script(events)


def card_script(
    house: HouseFormat, *, title: str, text: str, kicker: str, language: str, seconds: float
) -> str:
    """The ASS script of an announcement's card: all lines still, from the margin they begin at."""
    layout = Layout(house, language, mirrored=from_right(title))
    size = 54 if len(title) <= 30 else 42
    heading = wrap(printable(title), size=size, room=layout.room)
    body, small = _fitting(printable(text), layout)
    left = layout.margin_x + layout.px(18)
    headed = layout.tall(heading, size)
    tall = headed + (24 + layout.tall(body, small * 1.25) if body else 0)
    top = layout.height / 2 - layout.px(tall) / 2
    below = top + layout.px(headed + 24)
    large = Placed(heading, "Inter SemiBold", size, 7, left, top, seconds)
    events = [
        layout.soft(large),
        layout.crisp(large),
        layout.bar(layout.margin_x, top, 4, tall, seconds, fade=""),
    ]
    if printable(kicker):
        above = top - layout.px(8)
        name = printable(kicker)
        events.append(layout.crisp(Placed([name], "Inter", 21, 1, left, above, seconds)))
    for number, line in enumerate(body):
        y = below + layout.px(layout.tall(body[:number], small * 1.25))
        events.append(layout.crisp(Placed([line], "Inter", small, 7, left, y, seconds)))
    return layout.script(events)


def _fitting(text: str, layout: Layout) -> tuple[list[str], float]:
    """Lines of a card's text, and the largest size at which they leave room for its title."""
    for size in (32, 27, 23, 20, 17):
        lines = wrap(text, size=size, room=layout.room)
        if layout.tall(lines, size * 1.25) <= layout.height / layout.unit * 0.55:
            break
    return lines, size


def _lower_third(layout: Layout, title: str, kicker: str, seconds: float) -> list[str]:
    size = 40 if len(title) <= 30 else 34 if len(title) <= 56 else 28
    lines = wrap(title, size=size, room=layout.room)
    left, bottom = layout.margin_x, layout.height - layout.margin_y
    tall = layout.px(layout.tall(lines, size))
    text_left = left + layout.px(18)
    fade = r"\fad(500,700)"
    shade_w = layout.room / layout.unit * 0.8
    shade_h = tall / layout.unit + 60
    large = Placed(lines, "Inter SemiBold", size, 1, text_left, bottom, seconds, fade)
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
        small = Placed([kicker], "Inter", _KICKER, 1, text_left, bottom - tall, seconds, fade)
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
        layout.letters([text], "Inter", 17),
    )
