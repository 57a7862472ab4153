"""What is written on paper: an intertitle where nothing can be shown, the theatre's own note."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from pathlib import Path

import numpy as np

from webtv.media.graphics.faces import INTER, faces
from webtv.media.graphics.lettering import balanced, breadth, from_right
from webtv.studio.theatre import paper
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import Cutout, Sprite, hexed, mix, rgb

NOTE = "paper theatre"
_INTER = INTER[1]
_LATIN = "Georgia, 'DejaVu Serif', 'Noto Serif', Inter, serif"


def sign(text: str, height: int, palette: Palette) -> Sprite | None:
    """A sheet with `text` that hangs from two strings; None if no font here has its letters."""
    others = faces(text)
    family = ", ".join([*(f"'{face.family}'" for face in others), _LATIN])
    fonts = [_INTER, *(face.path for face in others)]
    size = 64
    wider = 1.25 if others else 1
    lines = balanced(text, 26 / wider)[:4] or [text]
    box_w = round(max(560, max(breadth(line) for line in lines) * (37 * wider) + 150))
    box_h = len(lines) * 84 + 120
    ink = hexed(mix(rgb(palette.second), (30.0, 24.0, 40.0), 0.7))
    letters = "".join(
        f'<text x="{box_w / 2}" y="{146 + 84 * k}" font-size="{size}" text-anchor="middle" '
        f'font-family="{family}" fill="{ink}">{escape(_sided(line))}</text>'
        for k, line in enumerate(lines)
    )
    probe, boxes = (
        _lettered(drawn, box_w, box_h + 40, 0.3, fonts)
        for drawn in (letters, "" if text.isascii() else _unknown(letters))
    )
    if int((probe[..., 3] > 60).sum()) < 12 * len(text.strip()) or np.array_equal(probe, boxes):
        return None
    card = (
        f'<path d="M110 -400V50M{box_w - 110} -400V50" stroke="#6b5846" stroke-width="5"/>'
        f'<rect x="10" y="44" width="{box_w - 20}" height="{box_h - 10}" rx="10" fill="#f6ecd6"/>'
        f'<rect x="28" y="62" width="{box_w - 56}" height="{box_h - 46}" rx="6" fill="none" '
        f'stroke="{ink}" stroke-opacity=".55" stroke-width="3"/>{letters}'
    )
    scale = height / 1000 * min(1.0, 1300 / box_w)
    image = _lettered(card, box_w, box_h + 50, scale, fonts, up=400)
    hung = paper.cut_out(image, 1.0, light=(255, 252, 246), seed=3, blank=True)
    return Sprite(hung.image, hung.foot, (box_h + 10) * scale)


def _sided(line: str) -> str:
    """A line, marked as one that is read from the right if it begins so: resvg begins all left."""
    return f"\u200f{line}\u200f" if from_right(line) else line


def _unknown(letters: str) -> str:
    """The same with letters that no font has, which are drawn as boxes."""
    return re.sub(r"[^\x00-\x7f]", "\U0010fffd", letters)


@lru_cache(maxsize=4)
def note(height: int) -> Sprite:
    """The words "paper theatre" on a slip, for the corner; it stands on its right lower end."""
    inner = (
        '<rect x="0" y="0" width="212" height="40" rx="5" fill="#f6ecd6" opacity=".82"/><text'
        ' x="106" y="28" font-size="25" text-anchor="middle" font-family="Inter"'
        f' fill="#4a3c34">{NOTE}</text>'
    )
    scale = height / 1000 * 0.8
    image = _lettered(inner, 212, 40, scale, [_INTER])
    return Sprite(paper.coded(image), (image.shape[1], image.shape[0]), image.shape[0])


def _lettered(
    inner: str, wide: float, high: float, scale: float, fonts: list[Path], up: float = 0.0
) -> Cutout:
    return paper.draw(
        inner,
        max(4, round(wide * scale)),
        max(4, round((high + up) * scale)),
        f"0 {-up} {wide} {high + up}",
        fonts,
    )
