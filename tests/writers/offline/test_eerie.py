"""What is told on channels that are to be feared, and nowhere else."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.worlds import worlds_in


@pytest.mark.parametrize("world", ["ghosts", "monsters", "detective"])
def test_there_are_eerie_tales_in_all_languages(world: str) -> None:
    english = worlds_in("en").by_name[world].tales
    assert sum("comic" not in tale.turn.tags for tale in english) >= 4
    for code in ("ar", "de", "es", "fr", "it", "ja", "pl", "pt", "ru", "tr", "zh"):
        assert len(worlds_in(code).by_name[world].tales) == len(english)


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("A house on the moor where nobody lives. Doors open by themselves.", "en"),
        ("Ein Haus am Moor, in dem niemand wohnt. Türen gehen von selbst auf.", "de"),
    ],
)
def test_a_channel_that_is_to_be_feared_tells_eerie_tales_alone(theme: str, language: str) -> None:
    known = [t for w in worlds_in(language).by_name.values() for t in w.tales]
    made = channel(theme, language=language, tone="eerie", shots=14)
    told = {shot.line for plan in consecutive(made, 4) for shot in plan.shots}
    found = [tale for tale in known if tale.turn.line in told]
    assert found
    assert all("eerie" in tale.turn.tags for tale in found)


def test_children_and_sleepers_are_told_nothing_eerie() -> None:
    eerie = {m.line for w in worlds_in("en").by_name.values() for m in w.every if "eerie" in m.tags}
    theme = "A monster lives under the bed. Ghosts sit in the cellar. A detective looks for both."
    for more in ({"tone": "for children"}, {"tone": "slow, calm"}):
        told = {s.line for p in consecutive(channel(theme, shots=14, **more), 6) for s in p.shots}
        assert eerie.isdisjoint(told)
