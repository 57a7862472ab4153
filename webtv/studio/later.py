"""Functions by their names: who only asks for one need not load what it works with (45 MB)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Later:
    """A stand-in for a function of a module, which it imports where it is called: in a worker."""

    module: str
    name: str

    def __call__(self, *args: Any, **told: Any) -> None:
        """Import the module, and call."""
        getattr(import_module(self.module), self.name)(*args, **told)
