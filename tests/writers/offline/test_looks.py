"""Look and music of a channel."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from tests.writers.offline.made import MINA, channel, write
from webtv.writers.offline.looks import look_of


@pytest.mark.parametrize(
    ("more", "theme", "look"),
    [
        ({"language": "de"}, "Ein alter Zug fährt durch ein Tal.", r" look, .* palette$"),
        ({"tone": "for small children"}, "A pond.", r"(?:book|animation)"),
        ({"cast": (MINA,)}, "Mina runs a newspaper.", r"(?:book|animation)"),
        ({"style": "ink wash painting"}, "A pond.", r"^ink wash painting$"),
    ],
)
def test_a_channel_has_one_look_in_any_language(
    more: dict[str, Any], theme: str, look: str
) -> None:
    known = channel(theme, **more)
    found = {look_of(known, random.Random(seed)) for seed in range(5)}
    (kept,) = {re.sub(r", [^,]+ palette$", "", each) for each in found}
    assert all(re.search(look, each) for each in found), found
    assert all(kept in shot.prompt for shot in write(known).shots)


def test_a_theme_that_speaks_of_music_is_heard() -> None:
    theme = "Chill lo-fi beats to study to. A girl with headphones by a window."
    assert "lo-fi" in write(channel(theme)).music
    assert "techno" in write(channel("Visuals for a techno club. Laser grids, 132 bpm.")).music
