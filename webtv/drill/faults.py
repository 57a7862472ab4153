"""Every fault there is, in the order in which they are rehearsed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from webtv.drill.air import AIR, CLOCK
from webtv.drill.fault import Fault
from webtv.drill.files import FILES
from webtv.drill.machine import MACHINE
from webtv.drill.making import MAKING
from webtv.errors import ConfigError

_AIR_FIRST = (*AIR[:2], FILES[0], *AIR[2:])
FAULTS: Sequence[Fault] = (*_AIR_FIRST, *MAKING, FILES[1], CLOCK, MACHINE)
"""First those of the air alone; then production is at work, and stays so."""


def chosen_faults(names: Collection[str]) -> list[Fault]:
    """The faults of these names; all where none is named. Raises `ConfigError` for others."""
    known = {fault.name for fault in FAULTS}
    wrong = [name for name in names if name not in known]
    if wrong:
        listed = ", ".join(fault.name for fault in FAULTS)
        raise ConfigError(f"--only {', '.join(wrong)}: must be of {listed}")
    return [fault for fault in FAULTS if not names or fault.name in names]
