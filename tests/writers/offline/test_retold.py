"""No sentence of a theme is told again soon, and no bare phrase often."""

from __future__ import annotations

import itertools

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.worlds import worlds_in

LISTS = {
    "en": "buttons, keys, marbles, ticket stubs, seashells, a brass thimble, old postcards",
    "es": "Un mercado de barrio. Un puñado de aceitunas, jamones colgados, pan recién hecho.",
    "de": "Ein Buchenwald. Rehe am Waldrand, Pilze im Moos, Nebel zwischen den Stämmen.",
    "da": "En lille havn. Rødspætter på is, tjærede bræder, en stribet livrem.",
}
PHRASES = {
    "en": ("Ticket stubs", "A brass thimble", "Old postcards"),
    "es": ("Un puñado de aceitunas", "Jamones colgados", "Pan recién hecho"),
    "de": ("Rehe am Waldrand", "Pilze im Moos", "Nebel zwischen den Stämmen"),
    "da": ("Rødspætter på is", "Tjærede bræder", "En stribet livrem"),
}


@pytest.mark.parametrize("language", LISTS)
def test_a_bare_phrase_airs_in_every_second_programme_at_most(language: str) -> None:
    plans = consecutive(channel(LISTS[language], language=language), 6)
    lines = [shot.line for plan in plans for shot in plan.shots]
    for phrase in PHRASES[language]:
        assert sum(line == f"{phrase}." for line in lines) <= 3, phrase


def test_a_sentence_is_not_told_again_within_three_programmes_while_tales_are() -> None:
    sentences = (
        "Marta kneads the dough before dawn", "A cat sleeps in the flour store",
        "The first guests wait at the door", "A boy carries rolls across the square",
    )  # fmt: skip
    plans = consecutive(channel(f"A bakery in a village. {'. '.join(sentences)}."), 8)
    for sentence in sentences:
        had = [at for at, plan in enumerate(plans) if any(sentence in s.line for s in plan.shots)]
        assert had
        assert all(later - at > 2 for at, later in itertools.pairwise(had)), had


def test_what_will_happen_is_said_where_all_is_or_over_a_glimpse_of_it() -> None:
    theme = (
        "A night market. A cook fries noodles. A taxi waits at the cinema. A robot waters plants. "
        "A bear reads in the library. Rain falls on the neon."
    )
    tales = [tale for world in worlds_in("en").by_name.values() for tale in world.tales]
    told = {tale.turn.teaser: tale for tale in tales}
    found = 0
    for plan in consecutive(channel(theme, title="Neon"), 16):
        for shot in plan.shots:
            if tale := told.get(shot.line):
                found += 1
                own = [moment.picture for moment in tale.moments]
                assert "night market" in shot.prompt or any(p in shot.prompt for p in own)
    assert found


def test_no_name_of_a_place_stands_behind_the_end_of_a_tale() -> None:
    ends = {t.moments[-1].line for w in worlds_in("en").by_name.values() for t in w.tales}
    theme = "A baker kneads dough. A cat sleeps in the flour. A boy carries rolls to the square."
    made = channel(theme, shots=16, places=("a warm bakery", "a cobbled square"))
    told = [[shot.line for shot in plan.shots] for plan in consecutive(made, 6)]
    assert any(ends.intersection(lines) for lines in told)
    for lines in told:
        at = max((lines.index(line) for line in ends.intersection(lines)), default=len(lines) - 1)
        assert not {*lines[at:]} & {"A warm bakery.", "A cobbled square."}
