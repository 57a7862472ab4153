"""What a puppet does by itself: swim, fly, roll, breathe."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.studio.theatre.figures import Figure
from webtv.studio.theatre.traits import ALIVE, HEADS, ROLLING, STILL, VEHICLES, WINGED, height


@dataclass(frozen=True)
class Framing:
    """What the place offers: see `scenery.Place`."""

    floor: float
    water: float | None
    counter: float | None
    aloft: bool


def deed_of(figure: Figure, where: str, frame: Framing) -> str:
    """The deed of a figure where it stands."""
    icon = figure.icon
    acts = figure.acts
    if icon in STILL:
        return "house"
    if where == "hang":
        return "ring" if "ring" in acts else "hang"
    if where == "float":
        return "leap" if icon in ALIVE and icon not in WINGED and height(icon) > 0.6 else "sail"
    if where == "swim" or (frame.aloft and where in ("ground", "table") and icon not in HEADS):
        return "swim" if where == "swim" else "float"
    if icon in ROLLING:
        return "roll"
    if where == "air":
        return (
            "fly"
            if height(icon) >= 0.2 and not acts
            else acts[0]
            if acts and acts[0] in ("fly", "dance", "look")
            else "float"
        )
    if where in ("table", "sky"):
        return "thing"
    if not acts:
        return "look" if icon in HEADS or (height(icon) >= 0.16 and icon in ALIVE) else "thing"
    chosen = next((a for a in acts if a not in ("look",)), acts[0])
    if chosen in ("sail", "swim") and icon not in VEHICLES:
        return "look" if chosen == "sail" else "swim"
    if chosen == "ring" and icon in HEADS:
        return "cook"
    if chosen in ("cook", "sing", "ring", "give", "eat") and icon not in HEADS:
        return "look" if icon in ALIVE else "thing"
    return chosen if chosen != "fly" or icon not in ALIVE else "walk"
