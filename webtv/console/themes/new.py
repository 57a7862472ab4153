"""A new channel from three answers: its name, what it is about, how it looks."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from textwrap import indent

_LONGEST_ID = 36


def id_for(title: str, is_free: Callable[[str], bool]) -> str:
    """An id for a channel of that name which nobody has: `Café Éclair` is `cafe-eclair`."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:_LONGEST_ID].strip("-") or "channel"
    number, ident = 1, stem
    while not is_free(ident):
        number += 1
        ident = f"{stem}-{number}"
    return ident


def channel_text(title: str, theme: str, style: str) -> str:
    """The text of a channel file with these answers."""
    lines = [f"title: {_quoted(title)}", *_block("theme", theme)]
    if style.strip():
        lines.append(f"style: {_quoted(style)}")
    return "\n".join(lines) + "\n"


def _block(name: str, text: str) -> list[str]:
    """A text in as many lines as it was written in, where YAML takes it so."""
    lines = [line.strip() for line in text.strip().splitlines()]
    plain = "\n".join(lines)
    if not plain.replace("\n", "").isprintable():
        return [f"{name}: {_quoted(text)}"]
    return [f"{name}: |-", indent(plain, "  ")]


def _quoted(text: str) -> str:
    """A text on one line, in double quotes: JSON is YAML."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
