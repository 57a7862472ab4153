"""What a programme is about is named, comes back, and is another one each time."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.writers.offline.made import MINA, channel, write
from webtv.model.programme import Plan
from webtv.writers.offline.duets import duets_in
from webtv.writers.offline.joining import uncapital
from webtv.writers.offline.people import person_in
from webtv.writers.offline.things import object_of
from webtv.writers.writer import Recent

BEATS = {
    "en": (
        "a baker opens the shutters",
        "two cats sleep on the roof",
        "a postman brings a parcel",
        "the bells ring over the square",
    ),
    "es": (
        "un panadero saca el pan del horno",
        "los gatos duermen en los tejados",
        "el cartero trae una carta",
        "las campanas suenan",
    ),
    "de": (
        "der Bäcker backt Brot",
        "zwei Katzen schlafen auf dem Dach",
        "die Postbotin bringt ein Paket",
        "die Glocken läuten",
    ),
    "zh": ("老人在河边喝茶", "妇人在石阶上洗衣", "两只猫睡在屋顶上", "孩子们在桥上放风筝"),
}  # fmt: skip
PLACES = {"en": "A village", "es": "Un pueblo", "de": "Ein Dorf", "zh": "江南的小镇"}


def programmes(theme: str, number: int, **more: object) -> list[Plan]:
    recent: tuple[Recent, ...] = ()
    made = []
    for seed in range(number):
        made.append(write(channel(theme, shots=16, **more), seed, recent))
        recent = (Recent.of(made[-1]), *recent)
    return made


@pytest.mark.parametrize("language", BEATS)
def test_each_beat_leads_in_turn_and_is_told_at_once(language: str) -> None:
    beats, stop = BEATS[language], "。" if language == "zh" else ". "
    sentences = [beat[:1].upper() + beat[1:] for beat in (PLACES[language], *beats)]
    led: list[str] = []
    lately: list[str] = []
    for plan in programmes(f"{stop.join(sentences)}{stop}", 8, language=language):
        seen = [shot.prompt.casefold() for shot in plan.shots]
        subject = next(beat for each in seen[:2] for beat in beats if beat.casefold() in each)
        assert sum(not shot.line for shot in plan.shots) <= 0.4 * len(seen)
        begun = " ".join(shot.line for shot in plan.shots[:2]).casefold()
        told = " ".join(lately[-6:]).casefold()
        assert subject.casefold() in (begun + told)
        again = lately[-1].casefold() if lately else ""
        assert not (subject.casefold() in begun and subject.casefold() in again)
        lately.append(" ".join(shot.line for shot in plan.shots))
        led.append(subject)
    assert set(led) == set(beats)


def test_loglines_are_one_thought() -> None:
    theme = "A kitchen. A cook fries onions in the kitchen. A pan sings on the stove. A cat naps."
    plans = programmes(theme, 6)
    lasts = {duet.lines[-1] for duet in duets_in("en")}  # of these, both sentences are told
    single = [p for p in plans if lasts.isdisjoint(shot.line for shot in p.shots)]
    told = [plan.logline for plan in plans]
    assert not [p.logline for p in single if re.search(r"\w\w\. \w", p.logline)]
    assert not [line for line in told if len(line) > 91]
    assert not [line for line in told if "something else is going on" in line]
    for one, other in pairwise(told):
        ways = ("a small story goes with it", "that is not all", "While")
        assert not any(way in one and way in other for way in ways)


def test_visuals_are_their_own_things_alone_and_never_the_same_twice_running() -> None:
    things = ("liquid chrome", "laser grids", "ink in water", "fractal tunnels")
    theme = f"Abstract visuals for a club. {', '.join(things)}. No people."
    plans = programmes(theme, 4, tone="wild")
    for plan in plans:
        seen = [[t for t in things if t in shot.prompt.casefold()] for shot in plan.shots]
        assert all(seen)
        assert all(one[0] != other[0] for one, other in pairwise(seen))
        assert seen[0] == seen[-1]
    assert {plan.title.casefold() for plan in plans} == set(things)


def test_the_hero_has_one_guest_in_each_programme() -> None:
    theme = "A keeper talks. One guest per episode: a seal, a pirate, a small cloud."
    guests = []
    for plan in programmes(theme, 6, cast=(MINA,)):
        known = ("a seal", "a pirate", "a small cloud")
        guest = next(each for each in known if f"Mina and {each}" in plan.logline)
        assert not any(each in plan.logline for each in known if each != guest)
        assert any("Mina" in shot.prompt and guest in shot.prompt for shot in plan.shots)
        guests.append(guest)
    assert len(set(guests[:3])) == len(set(guests[3:])) == 3


@pytest.mark.parametrize(
    ("text", "language", "small"),
    [
        ("A baker opens", "en", "a baker opens"),
        ("Mrs Tregenza rings", "en", "Mrs Tregenza rings"),
        ("Unit 7 wakes", "en", "Unit 7 wakes"),
        ("Los gatos duermen", "es", "los gatos duermen"),
        ("Der Bäcker backt", "de", "der Bäcker backt"),
        ("Brot ist warm", "de", "Brot ist warm"),
        ("Ayşe dokunur", "tr", "Ayşe dokunur"),
    ],
)
def test_names_stay_capital_amid_a_sentence(text: str, language: str, small: str) -> None:
    assert uncapital(text, language) == small


@pytest.mark.parametrize(
    ("deed", "thing"),
    [
        ("kneading dough for tagliatelle", "dough"),
        ("pouring olive oil", "olive oil"),
        ("looking up at clouds", ""),
        ("working slowly", ""),
    ],
)
def test_what_a_deed_is_done_to(deed: str, thing: str) -> None:
    assert object_of(deed) == thing


def test_persons_of_other_languages_have_an_english_name() -> None:
    assert person_in("Una abuela riega los geranios", "es") == "a grandmother"
    assert person_in("Der Bäcker backt Brot", "de") == "a baker"
    assert person_in("漁師が網を直す", "ja") == "a fisherman"
    assert person_in("Un taxi viejo recorre la ciudad", "es") == ""
