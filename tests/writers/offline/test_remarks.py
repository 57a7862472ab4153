"""Phrases that would stand alone have a remark behind them, and no sentence is told again soon."""

from __future__ import annotations

import itertools
from importlib.resources import files

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.owntales import own_languages
from webtv.writers.offline.remarks import remarks_in
from webtv.writers.offline.turns import prompt_key

WORLD = frozenset("ar de en es fr it ja pl pt ru tr zh".split())
TAGS = frozenset("plain day night land".split())
FOLDER = files("webtv.writers.offline.phrases").joinpath("remarks")


@pytest.mark.parametrize("code", own_languages())
def test_every_language_of_own_tales_has_remarks_enough(code: str) -> None:
    known = remarks_in(code)
    assert len(known) >= (24 if code in WORLD else 12)
    assert len(known) == sum(
        bool(row) for row in FOLDER.joinpath(f"{code}.txt").read_text("utf-8").split("\n")
    )
    assert len({prompt_key(each.text) for each in known}) == len(known)
    for each in known:
        assert len(each.text) <= 62
        assert each.text[-1] in ".。।"
        assert "{" not in each.text
    by_day = [each for each in known if each.tags <= {"plain", "day"}]
    assert len([each for each in by_day if "plain" in each.tags]) >= 10


def test_remarks_have_known_tags() -> None:
    assert {tag for each in remarks_in("en") for tag in each.tags} == TAGS
    assert remarks_in("th") == ()


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
def test_a_bare_phrase_airs_once_in_six_programmes_at_most(language: str) -> None:
    plans = consecutive(channel(LISTS[language], language=language), 6)
    lines = [shot.line for plan in plans for shot in plan.shots]
    for phrase in PHRASES[language]:
        assert sum(line == f"{phrase}." for line in lines) <= 1, phrase
    remarks = {each.text for each in remarks_in(language)}
    told = [line for line in lines if any(line.endswith(each) for each in remarks)]
    assert any(line.startswith(PHRASES[language]) for line in told)


@pytest.mark.parametrize("language", LISTS)
def test_no_remark_comes_back_within_ten_programmes(language: str) -> None:
    plans = consecutive(channel(LISTS[language], language=language), 12)
    remarks = [each.text for each in remarks_in(language)]
    for each in remarks:
        had = [at for at, plan in enumerate(plans) if any(each in s.line for s in plan.shots)]
        assert all(later - at > 10 for at, later in itertools.pairwise(had)), each


def test_a_sentence_is_not_told_again_within_six_programmes_while_tales_are() -> None:
    sentences = (
        "Marta kneads the dough before dawn", "A cat sleeps in the flour store",
        "The first guests wait at the door", "A boy carries rolls across the square",
    )  # fmt: skip
    plans = consecutive(channel(f"A bakery in a village. {'. '.join(sentences)}."), 8)
    for sentence in sentences:
        had = [at for at, plan in enumerate(plans) if any(sentence in s.line for s in plan.shots)]
        assert had
        assert all(later - at > 5 for at, later in itertools.pairwise(had)), had
