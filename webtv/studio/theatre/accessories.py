"""What is worn on a head: hats, spectacles, scarves, where each picture has its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from webtv.studio.theatre import paper
from webtv.studio.theatre.paper import Cutout
from webtv.studio.theatre.traits import FACES

Garments = Sequence[tuple[str, str]]
"""Garments and their colours, "" for none said."""

_PERSON = (0.5, 0.56, 0.5, 0.12, 0.5, 0.98, 0.9)
_WORN: dict[str, tuple[str, int, float, float]] = {
    "hat": ("paper-hat", 2, 1.5, 0.8),
    "bonnet": ("paper-hat", 2, 1.5, 0.8),
    "womans-hat": ("paper-hat", 2, 1.5, 0.8),
    "top-hat": ("top-hat", 2, 1.0, 0.86),
    "crown": ("crown", 2, 0.85, 0.8),
    "cap": ("paper-cap", 2, 0.95, 0.78),
    "nightcap": ("paper-cap", 2, 0.95, 0.78),
    "billed-cap": ("billed-cap", 2, 1.05, 0.74),
    "graduation-cap": ("graduation-cap", 2, 1.2, 0.7),
    "military-helmet": ("military-helmet", 2, 1.1, 0.7),
    "rescue-workers-helmet": ("rescue-workers-helmet", 2, 1.1, 0.7),
    "glasses": ("paper-glasses", 0, 0.8, 0.5),
    "goggles": ("paper-glasses", 0, 0.8, 0.5),
    "sunglasses": ("sunglasses", 0, 0.85, 0.5),
    "scarf": ("paper-scarf", 4, 0.95, 0.3),
    "shawl": ("paper-scarf", 4, 1.1, 0.3),
    "collar": ("paper-scarf", 4, 0.6, 0.3),
    "bandana": ("paper-scarf", 4, 0.9, 0.3),
    "necktie": ("necktie", 4, 0.35, 0.1),
}
"""Each garment's picture, the point of a head it is set on (an index into FACES), its width in
heads, and how far down its own height that point is."""

ACCESSORIES = frozenset(_WORN)


def dressed(
    image: Cutout, icon: str, worn: Garments, picture: Callable[[str, int], Cutout]
) -> Cutout:
    """A trimmed picture with what it wears; `picture` draws an icon at a height.

    A creature whose head has no known place goes bare; the result may be taller than it was.
    """
    face = FACES.get(icon)
    if face is None:
        return image
    return _dressed(image, face, worn, picture)


def hatted(head: Cutout, worn: Garments, picture: Callable[[str, int], Cutout]) -> Cutout:
    """The same for the head of a puppet with a body, whose neck is covered elsewhere."""
    return _dressed(head, _PERSON, [w for w in worn if _WORN.get(w[0], ("", 4))[1] != 4], picture)


def _dressed(
    image: Cutout,
    face: tuple[float, ...],
    worn: Garments,
    picture: Callable[[str, int], Cutout],
) -> Cutout:
    for garment, hue in worn:
        if garment not in _WORN:
            continue
        icon, point, share, hold = _WORN[garment]
        height, width = image.shape[:2]
        wide = max(6, round(face[6] * width * share))
        thing = picture(icon, wide)
        thing = paper.fit(thing, max(4, round(thing.shape[0] * wide / thing.shape[1])))
        if hue:
            thing = paper.repaint(thing, hue)
        x = round(face[point] * width - thing.shape[1] / 2)
        y = round(face[point + 1] * height - thing.shape[0] * hold)
        up, left = max(0, -y), max(0, -x, x + thing.shape[1] - width)
        wider = cv2.copyMakeBorder(image, up, 0, left, left, cv2.BORDER_CONSTANT)
        image = np.asarray(wider, np.uint8)
        area = image[y + up : y + up + thing.shape[0], x + left : x + left + thing.shape[1]]
        face = _moved(face, (width, height), image.shape, left, up)
        paper.over(area, thing[: area.shape[0], : area.shape[1]])
    return image


def _moved(
    face: tuple[float, ...], was: tuple[int, int], shape: tuple[int, ...], left: int, up: int
) -> tuple[float, ...]:
    """A face's points after its picture has got a margin."""
    width, height = was
    points = [
        (value * width + left) / shape[1] if at % 2 == 0 else (value * height + up) / shape[0]
        for at, value in enumerate(face[:6])
    ]
    return (*points, face[6] * width / shape[1])
