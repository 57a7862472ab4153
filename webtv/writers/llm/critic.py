"""The critic: sends concrete problems back once, and keeps what is good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_LONGEST_PROBLEM = 600
"""Characters of one problem: it may quote what the model itself wrote."""


@dataclass(frozen=True, slots=True)
class Critique:
    """What is wrong: with a programme as a whole, and with single shots by their place from 0."""

    whole: Sequence[str] = ()
    shots: Mapping[int, str] = field(default_factory=dict)

    @property
    def problems(self) -> list[str]:
        """Everything, as sentences."""
        return [*self.whole, *(f"shot {place + 1}: {why}" for place, why in self.shots.items())]

    def __bool__(self) -> bool:
        return bool(self.whole or self.shots)


def again(problems: Sequence[str]) -> str:
    """What is said after an answer that has to be written anew."""
    return f"That will not do:\n{listed(problems)}\nWrite all of it again, as one JSON object."


def shots_again(critique: Critique) -> str:
    """What is said where only some shots have to be written anew."""
    numbers = [str(place + 1) for place in critique.shots]
    which = f"shot {numbers[0]}" if len(numbers) == 1 else f"shots {', '.join(numbers)}"
    return (
        f"These will not do:\n{listed(critique.problems)}\nThe others stay. Write only {which} "
        f'again, in this order, as {{"shots": [{{"prompt": str, "negative": str, "camera": str, '
        f'"motion": 1-10}}]}}'
    )


def listed(problems: Sequence[str]) -> str:
    """Problems, one a line."""
    return "\n".join(f"- {problem[:_LONGEST_PROBLEM]}" for problem in problems)
