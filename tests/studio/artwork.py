"""The index of the artwork, for tests: made once by scripts/setup, or here."""

from __future__ import annotations

from pathlib import Path

from webtv.studio.theatre.artwork import find

NODE_MODULES = Path(__file__).parents[2] / "node_modules"


def artwork() -> Path:
    """Where the index is."""
    return find(NODE_MODULES, NODE_MODULES)
