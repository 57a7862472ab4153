"""Tales of a channel's own hero, things and place."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from tests.writers.offline.made import channel, slots_in
from webtv.writers.avoid import avoided
from webtv.writers.offline.atlas import read_worlds
from webtv.writers.offline.kinds import (
    is_borne,
    is_firm,
    is_solid,
    place_in_english,
    with_article,
)
from webtv.writers.offline.owntales import own_worlds
from webtv.writers.offline.slots import Slots

FOLDER = files("webtv.writers.offline.phrases").joinpath("own")
CODES = sorted(each.name[:2] for each in FOLDER.iterdir() if each.name.endswith(".txt"))


@pytest.mark.parametrize("code", CODES)
def test_every_language_tells_all_own_tales(code: str) -> None:
    text = FOLDER.joinpath(f"{code}.txt").read_text("utf-8")
    told, seen = read_worlds(text, pictures=code == "en"), own_worlds("en")
    assert list(told) == list(seen)
    for name, world in told.items():
        kinds = [[moment.kind for moment in tale.moments] for tale in world.tales]
        assert kinds == [[m.kind for m in tale.moments] for tale in seen[name].tales]
        for tale in world.tales:
            said = [*(moment.line for moment in tale.moments), tale.turn.title, tale.turn.teaser]
            assert all(said), tale.turn.title
            assert max(map(len, said)) <= 80, max(said, key=len)
    lines = [moment.line for world in told.values() for moment in world.every]
    titles = [tale.turn.title for world in told.values() for tale in world.tales]
    assert len({*lines}) == len(lines)
    assert len({*titles}) == len(titles)


def test_there_are_own_tales_enough() -> None:
    number = {name: len(world.tales) for name, world in own_worlds("en").items()}
    assert number["own_hero"] >= 24
    assert min(number["own_thing"], number["own_place"]) >= 16


@pytest.mark.parametrize("code", CODES)
def test_slots_stand_where_any_words_can(code: str) -> None:
    for world in own_worlds(code).values():
        for tale in world.tales:
            for line in (*(m.line for m in tale.moments), tale.turn.title, tale.turn.teaser):
                for slot in re.finditer(r"{(\w+)}", line):
                    assert slot[1] in ("hero", "Thing"), line
                    if slot[1] == "hero":
                        assert slot.start() == 0, line
                        assert code not in ("ar", "he", "el") or line == tale.turn.title, line
                    else:
                        assert slot.start() == 0, line
                        assert line[slot.end() :][:1] in tuple(".。।"), line


def test_pictures_are_short_and_have_no_lettering() -> None:
    for world in own_worlds("en").values():
        for moment in world.every:
            assert 4 <= len(moment.picture.split()) <= 12, moment.picture
            assert not avoided(moment.picture, ("text", "sign", "letters", "words"), language="en")


@pytest.mark.parametrize(
    ("theme", "language", "thing"),
    [
        ("Palm trees, a wall clock", "en", "Palm trees|a wall clock"),
        ("Sie findet in der Erde eine Münze.", "de", "eine Münze"),
        ("Sie findet in der Erde einen Ring.", "de", ""),
        ("Er sitzt mit dem Ring auf einem Stuhl.", "de", ""),
        ("Cuentan cómo crecen los tomates.", "es", "los tomates"),
        ("Memory, silence and longing", "en", ""),
        ("Rode boei, mist, oude haven, een visser", "nl", "Rode boei"),
        ("Röd boj, dimma, gammal hamn, en fiskare", "sv", "Röd boj"),
        ("빨간 부표, 안개, 오래된 항구, 어부", "ko", "빨간 부표"),
        ("लाल नाव, कोहरा, पुराना बंदरगाह, एक मछुआरा", "hi", "लाल नाव"),
        ("Phao đỏ, sương mù, khách sạn cũ, đồng hồ treo tường", "vi", "Phao đỏ|đồng hồ treo tường"),
        ("بویهٔ قرمز، اسکلهٔ قدیمی، قایق چوبی، ماهیگیر", "fa", "بویهٔ قرمز|قایق چوبی"),
        ("מצוף אדום, ערפל, נמל ישן, שעון קיר", "he", "מצוף אדום|שעון קיר"),
        ("A teacher and two pupils", "en", ""),
    ],
)
def test_a_thing_is_told_in_its_base_form_or_not_at_all(
    theme: str, language: str, thing: str
) -> None:
    if language not in CODES:
        pytest.skip("told in no such language")
    assert slots_in(channel(theme, language=language)).thing in thing.split("|")


def test_what_opens_with_weather_is_no_place() -> None:
    theme = "angin laut, dermaga tua, perahu kayu, lampu minyak"
    assert slots_in(channel(theme, language="id")).place == "dermaga tua"


def test_most_pictures_of_a_tale_show_something_of_the_channel() -> None:
    for world in own_worlds("en").values():
        for tale in world.tales:
            seen = [m for m in tale.moments if m.kind == "do" or "{" in m.picture]
            assert len(seen) >= 3, tale.turn.title


@pytest.mark.parametrize(
    ("thing", "language", "borne", "solid"),
    [
        ("an old kettle", "en", True, False),
        ("a cup with a handle", "en", True, False),
        ("empty deckchairs", "en", True, True),
        ("a red lighthouse", "en", False, True),
        ("un peuplier", "fr", False, False),
        ("eine Uhr", "de", True, False),
        ("a frobnicator", "en", False, False),
    ],
)
def test_what_a_thing_is(thing: str, language: str, borne: bool, solid: bool) -> None:
    assert (is_borne(thing, language), is_solid(thing, language)) == (borne, solid)


def test_a_line_has_the_bare_name_of_its_hero() -> None:
    slots = Slots(hero="Lenka, friend", name="Lenka")
    assert slots.put("{hero} beside a door", "en") == "Lenka, friend beside a door"
    assert slots.put("{hero} waits.", "en", said=True) == "Lenka waits."


def test_a_thing_of_a_list_has_its_article_in_pictures() -> None:
    slots = Slots(thing="kettle", place="the attic")
    assert slots.put("{thing} beside a dog", "en") == "a kettle beside a dog"
    assert slots.put("{Thing}. Nothing happened.", "en") == "Kettle. Nothing happened."
    assert Slots(thing="two cups").put("{thing}", "en") == "two cups"
    assert Slots(thing="wet concrete").put("{thing}", "en") == "wet concrete"


def test_nothing_is_set_down_on_water() -> None:
    assert not is_firm("the ocean at noon")
    assert not is_firm("大海")
    assert is_firm("a harbour")


@pytest.mark.parametrize(
    ("theme", "language", "place"),
    [
        ("बनारस के घाटों पर सुबह नाविक नाव खोलता है।", "hi", "घाटों"),
        ("Wir reparieren Räder in der Hinterhofwerkstatt.", "de", "Hinterhofwerkstatt"),
    ],
)
def test_a_place_is_found_in_any_script_and_in_compounds(
    theme: str, language: str, place: str
) -> None:
    assert slots_in(channel(theme, language=language)).place == place


def test_no_clause_is_a_place_where_no_verbs_are_known() -> None:
    theme = "Ένα μικρό νησί του Αιγαίου τον χειμώνα. Οι γάτες περιμένουν, η θάλασσα φουσκώνει."
    assert slots_in(channel(theme, language="el")).place == "νησί"


@pytest.mark.parametrize(
    ("language", "given", "place"),
    [
        ("en", "in the narrow stairwell", "the narrow stairwell"),
        ("fr", "sur le trottoir", "le trottoir"),
        ("sv", "på en parkbänk", "en parkbänk"),
        ("en", "the town below the hill", "the town below the hill"),
    ],
)
def test_a_place_has_no_preposition_of_its_own(language: str, given: str, place: str) -> None:
    assert slots_in(channel("Somebody waits.", language=language), given).place == place


@pytest.mark.parametrize(
    ("theme", "language", "shown"),
    [
        ("Sie findet in der Erde eine Münze.", "de", "a coin"),
        ("Il répare une radio.", "fr", "a radio"),
        ("Palm trees, a wall clock", "en", ""),
    ],
)
def test_pictures_name_a_thing_in_english(theme: str, language: str, shown: str) -> None:
    slots = slots_in(channel(theme, language=language))
    assert slots.shown == shown
    if shown:
        assert slots.put("{thing} beside a dog", language) == f"{shown} beside a dog"
        assert slots.put("{Thing}.", language, said=True) != f"{shown}."


def test_a_place_of_another_language_is_seen_in_english() -> None:
    made = channel("Unter der Brücke lebt ein Troll. Niemand hat Kleingeld.", language="de")
    assert slots_in(made).place == "a bridge"


@pytest.mark.parametrize(
    ("place", "language", "shown"),
    [
        ("lasu", "pl", "a forest"),  # in whatever case
        ("feira", "pt", "a market"),
        ("mahalle", "tr", ""),  # no village alone
        ("the harbour", "en", ""),
    ],
)
def test_a_place_of_one_word_is_what_its_world_is(place: str, language: str, shown: str) -> None:
    assert place_in_english(place, language) == shown


@pytest.mark.parametrize(
    ("thing", "shown"),
    [
        ("team bus", "a team bus"),
        ("orange umbrella", "an orange umbrella"),
        ("palm trees", "palm trees"),
        ("the old tram", "the old tram"),
        ("rust", "rust"),
    ],
)
def test_pictures_name_a_thing_with_its_article(thing: str, shown: str) -> None:
    assert with_article(thing, "en") == shown
