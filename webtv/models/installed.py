"""Whether the extra `models` is installed: looked up, for importing torch takes seconds."""

from __future__ import annotations

from importlib.util import find_spec

INSTALL = (
    "run scripts/setup with WEBTV_SPACES_ENGINE=models, or start Docker Compose with --profile gpu"
)
"""What cures a lack."""

_PACKAGES = ("torch", "diffusers", "transformers", "accelerate", "ftfy")


def lacking_packages() -> list[str]:
    """The packages that models need and that are not here."""
    return [name for name in _PACKAGES if find_spec(name) is None]
