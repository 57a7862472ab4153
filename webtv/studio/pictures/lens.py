"""What the lens does to a finished picture: zoom and roll."""

from __future__ import annotations

import cv2

from webtv.studio.pictures.camera import View
from webtv.studio.pictures.canvas import Picture


def through_lens(picture: Picture, view: View) -> Picture:
    """`picture` magnified and rolled about its middle."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), view.roll * 57.29578, view.zoom)
    out: Picture = cv2.warpAffine(
        picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
    )
    return out
