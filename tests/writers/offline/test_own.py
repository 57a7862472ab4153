"""Tales of a channel's own hero, things and place."""

from __future__ import annotations

import random
import re
from importlib.resources import files
from itertools import pairwise

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import MINA, channel, write
from webtv.config.channel import Channel
from webtv.writers.avoid import avoided
from webtv.writers.offline.atlas import read_worlds
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.kinds import is_borne, is_firm, is_solid
from webtv.writers.offline.named import named_in
from webtv.writers.offline.owntales import is_own_title, own_worlds
from webtv.writers.offline.phrases.regions import variety
from webtv.writers.offline.slots import Slots, slots_of
from webtv.writers.writer import Brief, Recent

FOLDER = files("webtv.writers.offline.phrases").joinpath("own")
CODES = sorted(each.name[:2] for each in FOLDER.iterdir() if each.name.endswith(".txt"))
NEON = "synthwave, neon city, rain, lonely driver, palm trees, cassette tapes, sunset grid"


def slots_in(made: Channel) -> Slots:
    brief = Brief("any", made, 1, NOON, ())
    theme = read_theme(made.theme, language=made.language, cast=made.cast)
    draft = Draft(brief, theme, random.Random(1))
    return slots_of(draft, own_worlds(made.language), name="", doer="", place="")


def hour_of(made: Channel, programmes: int) -> list[Recent]:
    """The programmes of a channel, the newest first."""
    recent: list[Recent] = []
    for seed in range(programmes):
        recent.insert(0, Recent.of(write(made, seed, tuple(recent))))
    return recent


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


def test_a_theme_of_keywords_has_a_tale_in_every_programme() -> None:
    told = hour_of(channel(NEON, shots=11), 12)
    assert len({known.title for known in told}) == 12
    assert len({known.lines[-1] for known in told}) == 12  # no tale comes back while there are more


def test_the_cast_has_tales_of_its_own() -> None:
    made = channel("Mina mends what people bring. Every evening somebody knocks.", cast=(MINA,))
    told = hour_of(made, 4)
    lines = {m.line for m in own_worlds("en")["own_hero"].every}
    own = [known for known in told if not lines.isdisjoint(known.lines)]
    assert len(own) >= 2
    assert all(any("Mina" in prompt for prompt in known.prompts) for known in own)
    assert all(known.lines[-1] for known in own)


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("Mina lagar det som folk kommer med. Hon dricker mycket te.", "sv"),
        ("Mina reparerer det folk kommer med. Hun drikker mye te.", "no"),
        ("Mina, 사람들이 가져오는 물건을 고친다. 저녁마다 차를 마신다.", "ko"),
        ("Mina लोगों की चीज़ें ठीक करती है। हर शाम कोई आता है।", "hi"),
    ],
)
def test_a_language_without_phrases_tells_them_too(theme: str, language: str) -> None:
    told = hour_of(channel(theme, cast=(MINA,), language=language), 2)
    lines = {m.line for m in own_worlds(variety(language, theme))["own_hero"].every}
    assert any(not lines.isdisjoint(known.lines) for known in told)


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


@pytest.mark.parametrize(
    ("theme", "language", "name", "hero"),
    [
        ("Riñe a la gata Morcilla, que duerme.", "es", "Morcilla", "Morcilla, gata"),
        ("Der Kater Muck schläft auf der Kanne.", "de", "Muck", "Muck, Kater"),
        ("Oma Hilde und ihr Schrebergarten.", "de", "Oma Hilde", "Oma Hilde"),
        ("Dos locutores, Inés y Bruno, leen cartas.", "es", "Inés", "Inés, locutores"),
        ("Clocks are mended; his friend Lenka helps.", "en", "Lenka", "Lenka, friend"),
        ("Кот Васька спит на печи.", "ru", "", ""),
        ("Das Haus am See steht in Berlin.", "de", "", ""),
    ],
)
def test_who_is_named_beside_what_they_are_is_a_hero(
    theme: str, language: str, name: str, hero: str
) -> None:
    assert named_in(theme, language) == (name, hero)


def test_what_opens_with_weather_is_no_place() -> None:
    theme = "angin laut, dermaga tua, perahu kayu, lampu minyak"
    assert slots_in(channel(theme, language="id")).place == "dermaga tua"


@pytest.mark.parametrize(
    "theme",
    [
        "How to tie a bowline, how to coil a rope, how to tie a clove hitch, how to splice.",
        "Horror in a hotel: dread, an old lift, a brass bell, a wet carpet.",
        "A documentary about the harbour. A boat leaves at six. Nets hang on the quay.",
    ],
)
def test_sober_channels_are_told_of_light_and_rain_alone(theme: str) -> None:
    whimsical = {
        moment.line
        for world in own_worlds("en").values()
        for moment in world.every
        if "plain" not in moment.tags
    }
    for known in hour_of(channel(theme, shots=11), 4):
        assert whimsical.isdisjoint(known.lines), known.lines


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


def test_sober_channels_tell_sentences_of_the_theme_and_no_second_act() -> None:
    theme = "How to tie a bowline, how to coil a rope, how to tie a clove hitch, in the harbour."
    lines = {m.line for world in own_worlds("en").values() for m in world.every}
    for known in hour_of(channel(theme, shots=14), 4):
        assert len(lines.intersection(known.lines)) <= 5


def test_nothing_is_set_down_on_water() -> None:
    assert not is_firm("the ocean at noon")
    assert not is_firm("大海")
    assert is_firm("a harbour")


def test_a_short_programme_with_room_has_a_second_act_of_the_same_kind() -> None:
    teasers = {
        tale.turn.teaser: name
        for name, world in own_worlds("en").items()
        for tale in world.tales
        if "{" not in tale.turn.teaser
    }
    theme = "Mina keeps a lighthouse. A gull sits on the rail. A boat comes by at noon."
    for shots, acts in ((16, 2), (6, 1)):
        plan = write(channel(theme, shots=shots, cast=(MINA,)), seed=1)
        kinds = [teasers[shot.line] for shot in plan.shots if shot.line in teasers]
        assert len(kinds) <= acts
        assert len(plan.shots) >= 5 * acts
        assert len(set(kinds)) <= 1


def test_no_second_act_comes_behind_much_of_the_theme() -> None:
    deeds = "folding paper, sewing tapes, paring leather, marbling sheets, pressing books"
    made = channel(f"Mina binds books: {deeds}. The cat sleeps. A clock ticks.", shots=16)
    lines = {m.line for world in own_worlds("en").values() for m in world.every}
    plan = write(made, seed=0)
    assert len(plan.shots) >= 7
    assert lines.isdisjoint(shot.line for shot in plan.shots)


def test_a_theme_without_a_place_is_told_none() -> None:
    assert slots_in(channel("Memory, silence and longing")).place == ""
    known = hour_of(channel("Memory, silence, longing and waiting.", shots=11), 2)
    assert not any("town" in prompt for each in known for prompt in each.prompts)


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


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("de", "Schlauch flicken. Kette ölen und spannen. Bremsen einstellen."),
        ("pl", "Górnicy schodzą pod ziemię. Konie obracają kierat. Kupcy wiozą sól."),
        ("ko", "잃어버린 강아지, 골목 책방의 낭독회, 한강공원의 자전거 길"),
        ("en", "We follow the bees through the seasons, from the first flight in March to the "
         "winter cluster. Calm, golden light."),
    ],
)  # fmt: skip
def test_no_picture_comes_again_without_the_words_that_it_had(language: str, theme: str) -> None:
    title = "Nachrichten News Notizie"  # a channel that tells what is has few kinds of own tales
    recent: tuple[Recent, ...] = ()
    for seed in range(4):
        plan = write(channel(theme, title=title, language=language, shots=16), seed, recent)
        recent = (Recent.of(plan), *recent)
        silent = [shot for shot in plan.shots if not shot.line]
        assert len(silent) <= 2, [shot.prompt for shot in silent]


def test_own_tales_alone_come_between_others_and_tell_a_sentence_of_the_theme() -> None:
    sentences = (
        "A radio station on Mars plays boleros", "Two hosts read letters from Earth",
        "The miners listen in the tunnels", "A dust storm cuts the signal",
        "Tomatoes grow under red glass", "A robot sweeps the antenna",
    )  # fmt: skip
    made = channel(". ".join(sentences) + ".", shots=16)
    recent: tuple[Recent, ...] = ()
    own = []
    for seed in range(4):
        plan = write(made, seed, recent)
        recent = (Recent.of(plan), *recent)
        own.append(is_own_title(plan.title, "en"))
        assert any(shot.line.rstrip(".") in sentences for shot in plan.shots), plan.title
        assert len(plan.shots) >= 6
    assert own[0] is False
    assert any(own)
    assert (True, True) not in pairwise(own)
