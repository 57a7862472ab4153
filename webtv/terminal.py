"""Text that is safe to print on a terminal."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """`text` without characters that steer a terminal: titles come from language models."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)
