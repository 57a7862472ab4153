"""The camera before the stage: it shifts and enlarges the sheets, the near ones more."""

from __future__ import annotations

import math

from webtv.studio.theatre.phrases import Move

View = tuple[float, float, float]
"""How far it has moved right and down, in heights of the picture, and its enlargement."""


class Camera:
    """One movement over `duration` seconds, eased at both ends; it never quite stands still."""

    def __init__(
        self, move: tuple[Move, int], motion: int, duration: float, *, close: bool, phase: float
    ) -> None:
        self._kind, self._sign = move
        self._reach = (0.05 + 0.015 * motion) * (0.6 if close else 1.0)
        self.duration = duration
        self._phase = phase

    def at(self, time_s: float) -> View:
        """The view at a moment."""
        share = min(1.0, max(0.0, time_s / self.duration))
        way = (0.5 - 0.5 * math.cos(math.pi * share)) * 0.5 + share * 0.5 - 0.5
        turn = self._phase
        idle_x = 0.008 * math.sin(time_s * 0.7 + turn)
        idle_y = 0.005 * math.sin(time_s * 0.9 + 1 + turn)
        reach = self._reach * self._sign
        if self._kind == "pan":
            return reach * 2.0 * way + idle_x, idle_y, 1.06
        if self._kind == "crane":
            return idle_x, -reach * 0.9 * way, 1.06 + 0.02 * share
        if self._kind == "orbit":
            return reach * 1.8 * way, idle_y, 1.05 + 0.05 * math.sin(math.pi * share)
        if self._kind == "static":
            return idle_x, idle_y, 1.03 + 0.018 * share
        return idle_x, idle_y, 1.02 + self._reach * (0.5 + self._sign * way)
