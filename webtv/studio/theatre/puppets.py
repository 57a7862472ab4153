"""Making puppets: pictures cut from paper, heads given a body, sleeves and shoes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.accessories import ACCESSORIES, dressed, hatted
from webtv.studio.theatre.kept import Made, kept
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.palette import Palette
from webtv.studio.theatre.paper import Cutout, Sprite, hexed, mix, rgb
from webtv.studio.theatre.reading import Figure
from webtv.studio.theatre.traits import BEASTS, BUSTS, HEADS, SKINS

_HEAD = 0.47
_ARM = 0.30
_TONES = (("light", "#f7dcc0"), ("medium-light", "#e6bd95"), ("medium", "#c08f66"))
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
        replace(figure, acts=(), on=None, how="on"),
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
        key = _digest(figure.name if figure.hero else figure.icon) + number
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
        image, shoulders = _assemble(head, height, cloth, skin, figure, bust)
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


def _assemble(
    head: Cutout, height: int, cloth: str, skin: str, figure: Figure, bust: bool
) -> tuple[Cutout, tuple[tuple[float, float], ...]]:
    """Head, gown and shoes on one picture; and where its shoulders are."""
    wide = max(head.shape[1], int(height * 0.52))
    middle, neck = wide / 2, head.shape[0] - height * (0.02 if bust else 0.045)
    top = head.shape[1] * 0.36 if bust else height * 0.125
    hem = height * 0.235
    low = height * 0.955
    dark = hexed(mix(rgb(cloth), (20.0, 16.0, 40.0), 0.22))
    light = hexed(mix(rgb(cloth), (255.0, 248.0, 230.0), 0.35))
    gown = (
        f"M{middle - top:.1f} {neck:.1f}C{middle - top * 1.25:.1f} {neck + height * 0.16:.1f}"
        f" {middle - hem:.1f} {low - height * 0.2:.1f} {middle - hem:.1f} {low:.1f}Q{middle:.1f}"
        f" {low + height * 0.035:.1f} {middle + hem:.1f} {low:.1f}C{middle + hem:.1f}"
        f" {low - height * 0.2:.1f} {middle + top * 1.25:.1f} {neck + height * 0.16:.1f}"
        f" {middle + top:.1f} {neck:.1f}Q{middle:.1f} {neck - height * 0.03:.1f} {middle - top:.1f}"
        f" {neck:.1f}Z"
    )
    shoes = "".join(
        f'<ellipse cx="{middle + s * height * 0.1:.1f}" cy="{low + height * 0.022:.1f}" '
        f'rx="{height * 0.075:.1f}" ry="{height * 0.026:.1f}" fill="#4a3a34"/>'
        for s in (-1, 1)
    )
    trim = (
        f'<path d="M{middle - hem:.1f} {low - height * 0.05:.1f}Q{middle:.1f}'
        f' {low - height * 0.012:.1f} {middle + hem:.1f} {low - height * 0.05:.1f}" fill="none"'
        f' stroke="{light}" stroke-width="{height * 0.018:.1f}"/>'
    )
    parts = (
        f'{shoes}<path d="{gown}"'
        f' fill="{cloth}"/>{_pattern(figure, gown, middle, neck, low, height, light, dark)}{trim}'
    )
    body = paper.draw(parts, wide, height, f"0 0 {wide} {height}")
    left = (wide - head.shape[1]) // 2
    area = np.ascontiguousarray(body[: head.shape[0], left : left + head.shape[1]])
    paper.over(area, head)
    body[: head.shape[0], left : left + head.shape[1]] = area
    reach = max(top * 0.92, height * 0.115)
    shoulder = neck + height * 0.05
    return body, ((middle - reach, shoulder), (middle + reach, shoulder))


def _pattern(
    figure: Figure,
    gown: str,
    middle: float,
    neck: float,
    low: float,
    height: float,
    light: str,
    dark: str,
) -> str:
    """What clothes say: an apron, stripes, a scarf, or buttons."""
    worn = {garment for garment, _hue in figure.worn}
    if "apron" in worn or figure.icon in ("cook", "old-woman"):
        return (
            f'<path d="M{middle - height * 0.09:.1f}'
            f" {neck + height * 0.1:.1f}h{height * 0.18:.1f}l{height * 0.05:.1f}"
            f" {low - neck - height * 0.19:.1f}q{-height * 0.14:.1f} {height * 0.04:.1f}"
            f' {-height * 0.28:.1f} 0z" fill="#f6eedd"/>'
            + "".join(
                f'<circle cx="{middle + dx * height:.1f}" cy="{neck + dy * height:.1f}"'
                f' r="{height * 0.016:.1f}" fill="#d9788a"/>'
                for dx, dy in ((-0.06, 0.2), (0.05, 0.17), (0.0, 0.27), (-0.08, 0.34), (0.07, 0.32))
            )
        )
    scarf = ""
    if worn & {"scarf", "necktie", "collar", "bandana", "shawl"}:
        tone = next((hue for garment, hue in figure.worn if hue and garment in ACCESSORIES), "")
        tone = tone or "#c8402f"
        scarf = (
            f'<path d="M{middle - height * 0.13:.1f} {neck - height * 0.01:.1f}q{height * 0.13:.1f}'
            f" {height * 0.06:.1f} {height * 0.26:.1f} 0v{height * 0.05:.1f}q{-height * 0.13:.1f}"
            f" {height * 0.06:.1f} {-height * 0.26:.1f} 0zM{middle + height * 0.04:.1f}"
            f" {neck + height * 0.05:.1f}h{height * 0.07:.1f}l{height * 0.03:.1f}"
            f' {height * 0.19:.1f}h{-height * 0.08:.1f}z" fill="{tone}"/>'
        )
    if worn & {"pyjamas", "pajamas", "kimono", "poncho"}:
        lines = "".join(
            f'<path d="M{middle - height * 0.24:.1f}'
            f' {neck + k * height * 0.085:.1f}h{height * 0.48:.1f}" stroke="{light}"'
            f' stroke-width="{height * 0.02:.1f}"/>'
            for k in range(1, 7)
        )
        return (
            f'<clipPath id="gown"><path d="{gown}"/></clipPath><g'
            f' clip-path="url(#gown)">{lines}</g>{scarf}'
        )
    buttons = "".join(
        f'<circle cx="{middle:.1f}" cy="{neck + (0.11 + 0.09 * k) * height:.1f}"'
        f' r="{height * 0.014:.1f}" fill="{light}"/>'
        for k in range(4)
    )
    return (
        f'<path d="M{middle:.1f} {neck:.1f}V{low:.1f}" stroke="{dark}"'
        f' stroke-width="{height * 0.008:.1f}"/>{buttons}{scarf}'
    )


def _arm(length: int, cloth: str, skin: str) -> Cutout:
    """A sleeve with a hand, hanging down."""
    wide = length * 0.36
    dark = hexed(mix(rgb(cloth), (20.0, 16.0, 40.0), 0.14))
    inner = (
        f'<circle cx="{wide / 2:.1f}" cy="{length * 0.86:.1f}" r="{wide * 0.33:.1f}"'
        f' fill="{skin}"/><path d="M{wide * 0.18:.1f} {wide * 0.4:.1f}a{wide * 0.32:.1f}'
        f" {wide * 0.32:.1f} 0 0 1 {wide * 0.64:.1f} 0l{wide * 0.1:.1f}"
        f' {length * 0.64:.1f}h{-wide * 0.84:.1f}z" fill="{dark}"/>'
    )
    return paper.draw(inner, max(4, int(wide)), length, f"0 0 {wide:.1f} {length}")


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
