"""Briefs for tests of writers."""

from __future__ import annotations

from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.config.programme import ProgrammeConfig
from webtv.writers.writer import Brief, Recent

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)

LLAMAS = """\
Three llamas run a small train across the high Andes. Paco, a tall white llama with a red scarf,
drives the blue locomotive. They stop at salt flats and beside a silent lake."""

OCTOPUSES = "Stories about octopuses building a city of glass under a purple ocean."


def brief(
    theme: str = LLAMAS,
    *,
    seed: int = 1,
    recent: tuple[Recent, ...] = (),
    language: str = "en",
    avoid: tuple[str, ...] = (),
    shots: int = 3,
    style: str = "storybook illustration, warm light",
) -> Brief:
    channel = Channel(
        title="Test channel",
        theme=theme,
        style=style,
        language=language,
        avoid=avoid,
        programme=ProgrammeConfig(shots=shots),
    )
    return Brief("test", channel, seed, NOON, recent)
