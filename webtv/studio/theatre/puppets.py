"""Making puppets: pictures cut from paper, heads given a body, sleeves and shoes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.accessories import ACCESSORIES, dressed, hatted
from webtv.studio.theatre.figures import Figure
from webtv.studio.theatre.kept import Made, kept
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import Cutout, Sprite, hexed, mix, rgb
from webtv.studio.theatre.traits import BEASTS, BUSTS, HEADS, SKINS

_HEAD = 0.47
_ARM = 0.30
_TONES = (("light", "#f7dcc0"), ("medium-light", "#e6bd95"), ("medium", "#c08f66"))
_DARK = ("medium-dark", "#8f5f3c")
_CLOTHS = ("#b8503f", "#3f6f8f", "#6a8a4e", "#8b5a86", "#c98a3a", "#4c6a94", "#a34f62", "#5b7f74")


@dataclass(frozen=True)
class Puppet:
    """A puppet's body, and its arm if it has any: drawn at the shoulders, either side."""

    body: Sprite
    arm: Sprite | None = None
    shoulders: tuple[tuple[float, float], ...] = ()

    def sized(self, ratio: float) -> Puppet:
        """The same puppet, larger or smaller."""
        if ratio == 1:
            return self
        arm = self.arm and paper.sized(self.arm, ratio)
        places = tuple((x * ratio, y * ratio) for x, y in self.shoulders)
        return Puppet(paper.sized(self.body, ratio), arm, places)


@lru_cache(maxsize=8)
def puppet(
    artwork: Path,
    folder: Path | None,
    palette: Palette,
    figure: Figure,
    height: int,
    edge: float,
    number: int,
    grounded: bool,
) -> Puppet:
    """The puppet of a figure, kept for the next pass over the shot and for the next shot."""

    def make() -> Made:
        made = Workshop(Library(artwork), palette).make(
            figure, height, edge=edge, number=number, grounded=grounded
        )
        sprites = [made.body, made.arm] if made.arm else [made.body]
        numbers = [value for sprite in sprites for value in (*sprite.foot, sprite.height)]
        numbers += [value for place in made.shoulders for value in place]
        return numbers, [sprite.image for sprite in sprites]

    key = (
        artwork,
        palette,
        replace(figure, acts=(), on=None, how="on", idea=False),
        height,
        edge,
        number,
        grounded,
    )
    told, images = kept(folder, key, make)
    sprites = [
        Sprite(image, (told[3 * n], told[3 * n + 1]), told[3 * n + 2])
        for n, image in enumerate(images)
    ]
    rest = told[3 * len(images) :]
    shoulders = tuple(zip(rest[::2], rest[1::2], strict=True))
    return Puppet(sprites[0], sprites[1] if len(sprites) > 1 else None, shoulders)


class Workshop:
    """Makes puppets in the light of one scene."""

    def __init__(self, library: Library, palette: Palette) -> None:
        self._library = library
        self._palette = palette

    def make(
        self, figure: Figure, height: int, *, edge: float, number: int = 0, grounded: bool = False
    ) -> Puppet:
        """The puppet of a figure, `height` pixels tall; `number` tells several of one apart."""
        known = figure.name.split()[-1] if figure.hero and figure.name else figure.icon
        key = _digest(known) + number  # Commander Ilse is Ilse
        if figure.icon in HEADS:
            return self._bodied(figure, height, edge, key, grounded=grounded)
        image = self.picture(_skinned(figure.icon, key, self._library), height)
        if figure.colours:
            image = paper.repaint(image, figure.colours[0])
        image = dressed(image, figure.icon, figure.worn, self.picture)
        return Puppet(
            paper.cut_out(image, edge, light=self._palette.light, seed=key % 97, grounded=grounded)
        )

    def picture(self, icon: str, height: int) -> Cutout:
        """A trimmed picture of that height, uncut."""
        accents = (self._palette.accent, self._palette.second)
        inner, size = self._library.art(icon, accents)
        side = max(24, int(height * 1.12))
        image = paper.trim(paper.draw(inner, side, side, f"0 0 {size} {size}"))
        wide = image.shape[1] / image.shape[0]
        return paper.fit(image, max(8, height if wide < 1.9 else int(height * 1.9 / wide)))

    def _bodied(
        self, figure: Figure, height: int, edge: float, key: int, *, grounded: bool
    ) -> Puppet:
        tone, skin = _TONES[key % len(_TONES)] if figure.hero else _TONES[0]
        if figure.colours and max(rgb(figure.colours[0])) < 150:  # "a tall black woman"
            tone, skin = _DARK
        head = self.picture(_skinned(figure.icon, key, self._library, tone), int(height * _HEAD))
        beast = figure.icon in BEASTS or figure.icon in ("robot", "alien")
        if figure.colours and beast:
            head = paper.repaint(head, figure.colours[0])
        clothes = [item for item in figure.worn if item[0] not in ACCESSORIES]
        worn = [hue for _garment, hue in clothes if hue]
        if clothes and figure.icon in BEASTS:
            beast = False
        bust = figure.icon in BUSTS
        if beast:
            coat = _common(head)
            skin = coat
        elif bust and not worn:
            coat = _common(head[int(head.shape[0] * 0.86) :])
        else:
            coat = worn[0] if worn else _CLOTHS[key % len(_CLOTHS)]
        cloth = worn[0] if worn and not beast else coat
        plain = head.shape[0]
        head = hatted(head, figure.worn, self.picture)
        height += head.shape[0] - plain
        image, shoulders = _assemble(head, height, cloth, figure, bust)
        body = paper.cut_out(
            image, edge, light=self._palette.light, seed=key % 97, grounded=grounded
        )
        margin = body.foot[1] - height
        arm = _arm(int(height * _ARM), cloth, skin)
        sleeve = paper.cut_out(arm, edge * 0.7, light=self._palette.light, seed=key % 97)
        hang = Sprite(
            sleeve.image, (sleeve.foot[0], sleeve.foot[1] - arm.shape[0] * 0.9), sleeve.height
        )
        middle = image.shape[1] / 2
        places = tuple((x - middle, y - height) for x, y in shoulders)
        assert margin >= 0
        return Puppet(body, hang, places)


def _skinned(icon: str, key: int, library: Library, tone: str = "light") -> str:
    if icon not in SKINS:
        return icon
    for name in (
        f"{icon}-{tone}-skin-tone",
        f"{icon.partition('-')[0]}-{tone}-skin-tone-{icon.partition('-')[2]}",
    ):
        if library.has(name):
            return name
    return icon


_APRON = (
    '<path d="M-.09 .1h.18l.05 {apron}q-.14 .04 -.28 0z" fill="#f6eedd"/><g fill="#d9788a"><circle'
    ' cx="-.06" cy=".2" r=".016"/><circle cx=".05" cy=".17" r=".016"/><circle cy=".27" r=".016"/>'
    '<circle cx="-.08" cy=".34" r=".016"/><circle cx=".07" cy=".32" r=".016"/></g>'
)
_SCARF = (
    '<path d="M-.13 -.01q.13 .06 .26 0v.05q-.13 .06 -.26 0zM.04 .05h.07l.03 .19h-.08z"'
    ' fill="{tone}"/>'
)
_STRIPES = (
    '<clipPath id="gown"><path d="{gown}"/></clipPath><path d="M-.24 .085h.48M-.24 .17h.48'
    'M-.24 .255h.48M-.24 .34h.48M-.24 .425h.48M-.24 .51h.48" stroke="{light}" stroke-width=".02"'
    ' clip-path="url(#gown)"/>'
)
_BUTTONS = (
    '<path d="M0 0V{low}" stroke="{dark}" stroke-width=".008"/><g fill="{light}"><circle cy=".11"'
    ' r=".014"/><circle cy=".2" r=".014"/><circle cy=".29" r=".014"/><circle cy=".38" r=".014"/>'
    "</g>"
)
"""Clothes as SVG: the unit is the height of the puppet, the origin the middle of its neck."""


def _assemble(
    head: Cutout, height: int, cloth: str, figure: Figure, bust: bool
) -> tuple[Cutout, tuple[tuple[float, float], ...]]:
    """Head, gown and shoes on one picture; and where its shoulders are."""
    wide = max(head.shape[1], int(height * 0.52))
    middle, neck = wide / 2, head.shape[0] - height * (0.02 if bust else 0.045)
    top = head.shape[1] / height * 0.36 if bust else 0.125
    low = 0.955 - neck / height
    light = hexed(mix(rgb(cloth), (255.0, 248.0, 230.0), 0.35))
    gown = (
        f"M{-top} 0C{-1.25 * top} .16 -.235 {low - 0.2} -.235 {low}Q0 {low + 0.035} .235 {low}"
        f"C.235 {low - 0.2} {1.25 * top} .16 {top} 0Q0 -.03 {-top} 0Z"
    )
    shoes = "".join(
        f'<ellipse cx="{x}" cy="{low + 0.022}" rx=".075" ry=".026" fill="#4a3a34"/>'
        for x in (-0.1, 0.1)
    )
    parts = (
        f'<g transform="translate({middle} {neck}) scale({height})">{shoes}<path d="{gown}"'
        f' fill="{cloth}"/>{_pattern(figure, gown, low, cloth, light)}<path d="M-.235 {low - 0.05}'
        f'Q0 {low - 0.012} .235 {low - 0.05}" fill="none" stroke="{light}" stroke-width=".018"/>'
        "</g>"
    )
    body = paper.draw(parts, wide, height, f"0 0 {wide} {height}")
    left = (wide - head.shape[1]) // 2
    area = np.ascontiguousarray(body[: head.shape[0], left : left + head.shape[1]])
    paper.over(area, head)
    body[: head.shape[0], left : left + head.shape[1]] = area
    reach, shoulder = max(top * 0.92, 0.115) * height, neck + height * 0.05
    return body, ((middle - reach, shoulder), (middle + reach, shoulder))


def _pattern(figure: Figure, gown: str, low: float, cloth: str, light: str) -> str:
    """What clothes say: an apron, stripes, a scarf, or buttons."""
    worn = {garment for garment, _hue in figure.worn}
    if "apron" in worn or figure.icon in ("cook", "old-woman"):
        return _APRON.format(apron=low - 0.19)
    scarf = ""
    if worn & {"scarf", "necktie", "collar", "bandana", "shawl"}:
        tone = next((hue for garment, hue in figure.worn if hue and garment in ACCESSORIES), "")
        scarf = _SCARF.format(tone=tone or "#c8402f")
    if worn & {"pyjamas", "pajamas", "kimono", "poncho"}:
        return _STRIPES.format(gown=gown, light=light) + scarf
    dark = hexed(mix(rgb(cloth), (20.0, 16.0, 40.0), 0.22))
    return _BUTTONS.format(low=low, dark=dark, light=light) + scarf


def _arm(length: int, cloth: str, skin: str) -> Cutout:
    """A sleeve with a hand, hanging down."""
    dark = hexed(mix(rgb(cloth), (20.0, 16.0, 40.0), 0.14))
    inner = (
        f'<circle cx=".18" cy=".86" r=".1188" fill="{skin}"/><path d="M.0648 .144a.1152 .1152 0 0'
        f' 1 .2304 0l.036 .64h-.3024z" fill="{dark}"/>'
    )
    return paper.draw(inner, max(4, int(length * 0.36)), length, "0 0 .36 1")


def _common(image: Cutout) -> str:
    """The most frequent bright colour of a picture."""
    solid = image[image[..., 3] > 220][:, :3]
    bright = solid[solid.max(axis=1) > 60] if len(solid) else solid
    if not len(bright):
        return "#8a7a6a"
    codes = (bright // 20).astype(np.int32) @ np.array([1, 16, 256])
    blue, green, red = bright[codes == np.bincount(codes).argmax()].mean(axis=0)
    return hexed((float(red), float(green), float(blue)))


def _digest(text: str) -> int:
    value = 7
    for char in text:
        value = (value * 131 + ord(char)) % 1_000_003
    return value
