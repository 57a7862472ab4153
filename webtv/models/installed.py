"""Whether the extra `models` is installed: looked up, for importing torch takes seconds."""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = "pip install 'webtv[spaces,models]'"
"""The command that cures a lack."""


def lacking_packages() -> list[str]:
    """The packages that models need and that are not here."""
    return [name for name in ("torch", "diffusers", "transformers") if find_spec(name) is None]
