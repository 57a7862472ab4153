"""Who rides in what, and what a hand holds."""

from __future__ import annotations

from webtv.studio.theatre.blocking import Actor
from webtv.studio.theatre.deeds import Framing
from webtv.studio.theatre.figures import Figure
from webtv.studio.theatre.traits import ALIVE, HEADS, HELD, ROLLING, VEHICLES, height, stance


def rides(lead: Actor, figure: Figure) -> bool:
    """Whether the lead rides on a figure."""
    rider = lead.figure.icon in HEADS or lead.figure.icon in ALIVE
    if not rider or figure.icon not in VEHICLES:
        return False
    moving = set(lead.figure.acts) & {"sail", "fly", "run", "roll", "walk"}
    if figure.icon in ("bicycle", "canoe"):
        return "look" not in lead.figure.acts  # who waits for it is not on it
    return bool(moving) and figure.icon != "horse" and not lead.held


def mount(
    lead: Actor, figure: Figure, actors: list[Actor], duration: float, frame: Framing
) -> None:
    """Seat the lead in a vehicle that is drawn before it."""
    lead.tall = min(lead.tall, 0.86)  # both are seen in a close shot too
    big = height(figure.icon) > 1.1
    tall = min(0.56, lead.tall * (1.15 if big else 0.95))
    lead.tall *= 0.62 if big else 0.74
    where = stance(figure.icon)
    y = lead.y
    if frame.aloft or (where == "float" and frame.water is not None):
        y = (frame.water or 0.7) + 0.03
    elif frame.counter is None:
        y = frame.floor
    act = "roll" if figure.icon in ROLLING else "sail"
    lift = {"locomotive": 0.42, "bicycle": 0.6, "balloon": 0.1}.get(figure.icon, 0.46)
    shift = 0.22 if figure.icon == "locomotive" else 0.0
    facing = (
        -1 if figure.icon == "locomotive" or figure.icon == "teacup-without-handle" else lead.facing
    )
    travel = (lead.travel and abs(lead.travel) * facing) or 0.07 * duration * facing
    vehicle = Actor(figure, lead.x, y, tall, act, facing, lead.phase, travel, before=True)
    lead.x += shift * tall * -facing
    lead.y = y - tall * lift
    lead.act, lead.travel, lead.facing, lead.before = act, travel, facing, True
    vehicle.before = figure.icon != "bicycle"  # its rider is not behind its frame
    if figure.icon == "sailboat":  # before the mast, not behind the sail
        lead.x, lead.y, vehicle.before = lead.x - 0.3 * tall * facing, y - tall * 0.12, False
        lead.tall *= 0.75
    lead.held.clear()
    actors.append(vehicle)


def holds(lead: Actor, figure: Figure) -> bool:
    """Whether the lead holds a figure in its hand."""
    return (
        lead.figure.icon in HEADS
        and figure.icon in HELD
        and len(lead.held) < 2
        and figure.count == 1
        and lead.figure.count == 1
    )
