"""Something that speaks against a valid channel."""

from __future__ import annotations

from dataclasses import dataclass

from webtv.config.problem import Where


@dataclass(frozen=True, slots=True)
class Objection:
    """Something about one field. `hard` if it cannot work, else it will look or sound bad."""

    where: Where
    text: str
    hard: bool = False
