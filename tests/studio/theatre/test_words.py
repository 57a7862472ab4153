"""What operators' own nouns are drawn as, in their languages."""

from __future__ import annotations

import pytest

from webtv.studio.theatre import phrases
from webtv.studio.theatre.deeds import Framing
from webtv.studio.theatre.figures import Reading
from webtv.studio.theatre.library import PROPS, Library
from webtv.studio.theatre.play import compose, place_of
from webtv.studio.theatre.reading import read
from webtv.studio.theatre.scenery.places import PLACES
from webtv.studio.theatre.traits import PICTURES, height, home
from webtv.writers.offline.phrases import LANGUAGES


def seen(reading: Reading) -> list[str]:
    return [figure.icon for figure in reading.figures]


@pytest.mark.parametrize(
    ("prompt", "unwanted"),
    [
        ("an owl on a branch, natural documentary look, lamps glowing warm", "light-bulb"),
        ("a llama, soft storybook illustration, warm lantern light", "red-paper-lantern"),
        ("a llama, no people, without a gun", "man"),
        ("a llama, slow pan left, static camera", "cooking"),
        ("a cat at night, see https://cats.example.com/dog and @fox", "dog"),
        ("Rosa, a brown llama, wearing a red scarf", "scarf"),
        ("a stone village between hills", "rock"),
        ("Ein Adler im Tal, Holzschnitt, warme Farben", "artist-palette"),
        ("a dog runs, bold ink, comic strip", "paper-ink"),
        ("un gato negro, nubes pequeñas en el cielo", "cloud"),
        ("a robot in a junkyard with no memory", "framed-picture"),
        ("a lady blinks", "herb"),
        ("la signora Pina suona", "evergreen-tree"),
        ("Primo piano: il frobnicatore, nel pomeriggio, sole forte, ombre nette", "sun"),
        ("Il maestro perde sempre gli occhiali", "handshake"),
        ("a shepherd's crook leaning on a gate", "supervillain"),
        ("a hippo walking along a river bed", "bed"),
        ("una bruja reparte pan en escoba", "delivery-truck"),
        ("Старый часовщик чинит игрушки", "waning-crescent-moon"),
        ("waving a chequered flag", "person"),
        ("painting a red clown smile", "framed-picture"),
        ("glass slides in a wooden box", "playground-slide"),
        ("a spade striking a wooden lid", "spade-suit"),
        ("pushing a cable into a humming server", "man"),
        ("Ottoline, a purple octopus, is the librarian of a library", "person"),
        ("Plano inteiro: A condutora, antes do amanhecer", "ant"),
        ("سوق قديم في الليل", "old-key"),
        ("a tin whistle in a shirt pocket", "shopping-bags"),
        ("Totale: Eine Orgelbauwerkstatt in Thüringen, am Nachmittag", "ring"),
    ],
)
def test_what_only_sounds_like_a_thing_is_not_drawn(
    prompt: str, unwanted: str, library: Library
) -> None:
    assert unwanted not in seen(read(prompt, library))


@pytest.mark.parametrize(
    ("prompt", "icon"),
    [
        ("Panorama: Albrecht, hagerer Meister von siebzig Jahren, Zinnpfeifen gießen", "person"),
        ("Totale: Albrecht, alter Mann mit weißem Bart, Zinnpfeifen gießen", "old-man"),
        ("Plan large : Odette, vieille femme, le trésorier qui triche", "old-woman"),
    ],
)
def test_a_look_without_an_article_says_whose_name_stands_before_it(
    prompt: str, icon: str, library: Library
) -> None:
    figures = read(prompt, library).figures
    assert [figure.icon for figure in figures] == [icon]
    assert figures[0].hero


def test_a_name_keeps_its_look_and_colours(library: Library) -> None:
    prompt = "Medium shot of Rosa, a brown llama, wearing a red scarf, at dusk, in the rain"
    reading = read(prompt, library)
    (rosa,) = reading.figures
    assert (rosa.icon, rosa.name, rosa.hero) == ("llama", "Rosa", True)
    assert rosa.colours == ("#8a5f3c",)
    assert rosa.worn == (("scarf", "#c8402f"),)
    assert (reading.hour, reading.scale) == ("dusk", "medium")
    assert reading.weather == {"rain"}


@pytest.mark.parametrize(
    ("prompt", "count"),
    [
        ("a cat", 1),
        ("two cats", 2),
        ("cats", 3),
        ("a hundred jellyfish", 9),
        ("一群山羊", 5),
        ("3 llamas", 3),
        ("Mrs Tregenza rings", 1),
        ("two hands mending a broken cup", 2),
        ("four eggs", 4),
        ("a row of cows", 5),
        ("One sheep jumps over the river", 1),
        ("sheep jumping high over a path", 3),
    ],
)
def test_how_many(prompt: str, count: int, library: Library) -> None:
    assert read(prompt, library).figures[0].count == count


@pytest.mark.parametrize(
    ("prompt", "place", "hour"),
    [
        ("una mujer en la playa al amanecer", "coast", "dawn"),
        ("ein Mann im Wald bei Nacht", "forest", "night"),
        ("一只猫在厨房\uff0c夜里", "kitchen", "night"),
        ("猫が海辺の浜辺を歩く、夕暮れ", "sea", "dusk"),
        ("Кот на улице ночью", "street", "night"),
    ],
)
def test_places_and_hours_in_other_languages(
    prompt: str, place: str, hour: str, library: Library
) -> None:
    reading = read(prompt, library)
    assert place in reading.places
    assert reading.hour == hour


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_offline_writer_adds_is_read_as_it_is_meant(
    language: str, library: Library
) -> None:
    added = LANGUAGES[language]
    for size, names in added.scales.items():
        for name in names:
            prompt = f"{name}{added.colon}{CATS[language]}"
            assert phrases.told(phrases.segments(prompt)[0]) == ""
            assert size in ("medium", phrases.scale(prompt)), prompt
    assert all(map(phrases.is_style, added.details))
    for hour, words in added.hours.items():
        prompt = f"{CATS[language]}{added.comma}{words}, cinematic natural look"
        reading = read(prompt, library)
        assert (reading.hour or "day") == HOURS.get(hour, hour), prompt
        assert reading.figures[0].icon == "cat"


HOURS = {
    "before dawn": "dawn", "morning": "day", "noon": "day", "afternoon": "day", "midnight": "night"
}  # fmt: skip
CATS = {
    "ar": "قطة تنام على سجادة", "de": "Eine Katze schläft", "en": "A cat sleeps",
    "es": "Un gato duerme", "fr": "Un chat dort", "it": "Un gatto dorme", "ja": "猫が眠る",
    "nl": "Een kat slaapt", "pl": "Kot śpi", "pt": "Um gato dorme", "ru": "Кошка спит",
    "tr": "Bir kedi uyuyor", "zh": "猫睡在屋顶上",
}  # fmt: skip


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a postman filling a jug at a stone fountain", "square"),
        ("a cat stretched out before a fireplace", "room"),
        ("a tortoise walking across a rug", "room"),
        ("an abandoned house with a workshop", "village"),
        ("a baker dusting a wooden board with flour", "kitchen"),
        ("a dog stretching on a yoga mat", "room"),
    ],
)
def test_things_say_where_one_is(prompt: str, place: str, library: Library) -> None:
    assert place_of(read(prompt, library)) == place


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("a kitten asleep on a cap, at night, cinematic city night, teal", "city"),
        ("a door beside a cat, wet asphalt, cinematic look", "street"),
        ("a cow in a forest, cinematic city night", "forest"),
        ("a dog on a sofa, cinematic city night", "room"),
    ],
)
def test_where_nothing_says_where_one_is_the_style_does(
    prompt: str, place: str, library: Library
) -> None:
    assert place_of(read(prompt, library)) == place


def test_nobody_stands_before_the_hero(library: Library) -> None:
    framing = Framing(0.86, None, None, aloft=False)
    reading = read("Wide shot: A hen, a cow and a pig on a farm", library)
    for seed in (1, 2):
        actors = compose(reading, seed=seed, duration=3.0, frame=framing).actors
        assert actors[-1].figure.icon == "chicken"  # drawn last


@pytest.mark.parametrize(
    ("prompt", "rides"),
    [
        ("A fox with a suitcase waits for the train", False),
        ("A fox drives the train", True),
        ("a girl riding a bicycle down an avenue", True),
        ("a cat lying across a toy railway", False),
    ],
)
def test_who_waits_for_a_train_is_not_on_it(prompt: str, rides: bool, library: Library) -> None:
    framing = Framing(0.86, None, None, aloft=False)
    actors = compose(read(prompt, library), seed=1, duration=3.0, frame=framing).actors
    hero, vehicle = sorted(
        actors, key=lambda actor: actor.figure.icon not in ("fox", "girl", "cat")
    )[:2]
    assert (hero.y < vehicle.y - 0.1) is rides


def test_a_landscape_has_one_moon(library: Library) -> None:
    framing = Framing(0.86, None, None, aloft=False)
    reading = read("a sheep in a meadow under the moon, at night", library)
    play = compose(reading, seed=1, duration=3.0, frame=framing)
    assert [actor.figure.icon for actor in play.actors] == ["ewe"]


def test_weather_that_is_over_does_not_fall(library: Library) -> None:
    assert not read("an old dog at noon, after rain, everything glistening", library).weather


def test_things_have_the_sizes_of_things() -> None:
    assert height("red-apple") < height("hedgehog") < height("llama")


def test_what_says_nothing_to_be_seen_is_said_to_be_unseen(library: Library) -> None:
    reading = read("Wide shot of the unbearable lightness of being, at dusk", library)
    assert reading.unseen
    assert reading.title == "the unbearable lightness of being"
    style = "Long shot: long shadows on a wall, at noon, painterly look"
    assert read(style, library).title == "long shadows on a wall"


def test_every_key_of_the_table_leads_somewhere(library: Library) -> None:
    rows = library._base.execute("SELECT DISTINCT key FROM word")
    for (key,) in rows:
        kind, _, value = key.partition(":")
        if not value:
            for icon in key.split("+"):
                assert library.has(icon.partition("*")[0]), key
        elif kind == "place":
            assert value in PLACES, key
        elif kind in ("first", "else", "idea"):
            assert library.has(value), key
        else:
            assert kind in ("act", "hour", "sky", "many", "hue", "skip"), key
    assert {place for icon in PICTURES if (place := home(icon))} <= set(PLACES)
    assert all(library.art(name)[1] == 128 for name in PROPS)
    assert [icon for icon in PICTURES if not library.has(icon)] == []


def test_colours_of_a_style_are_those_of_the_scene(library: Library) -> None:
    reading = read("Side view: ink in water, dark, neon ultraviolet and acid green", library)
    assert reading.colours == ("#7d55a8", "#4f8a4c")


@pytest.mark.parametrize(
    ("prompt", "how", "over"),
    [
        ("two gulls on a post", "on", 0.5),
        ("a cat asleep in a box", "in", 0.2),
        ("a capybara with an apple on its head", "on", 0.4),
    ],
)
def test_what_is_on_or_in_something_touches_it(
    prompt: str, how: str, over: float, library: Library
) -> None:
    reading = read(prompt, library)
    rider = next(figure for figure in reading.figures if figure.on is not None)
    assert rider.how == how
    framing = Framing(0.86, None, None, aloft=False)
    actors = compose(reading, seed=1, duration=3.0, frame=framing).actors
    above = next(actor for actor in actors if actor.figure.icon == rider.icon)
    seat = next(actor for actor in actors if actor.figure.icon not in (rider.icon, "zzz"))
    assert abs(above.x - seat.x) < seat.tall / 2
    assert seat.y - seat.tall * 1.01 < above.y < seat.y - seat.tall * over / 2


def test_a_close_shot_shows_what_is_held(library: Library) -> None:
    reading = read("Close-up: Theo, a boy, lighting a candle in a dusty hall", library)
    framing = Framing(0.86, None, None, aloft=False)
    (boy,) = compose(reading, seed=1, duration=3.0, frame=framing).actors
    (candle,) = boy.held
    lower = boy.y + candle.y * boy.tall + candle.tall / 2
    assert candle.figure.icon == "candle"
    assert 0.9 < lower < 1


def test_who_sleeps_dreams(library: Library) -> None:
    framing = Framing(0.86, None, None, aloft=False)
    play = compose(read("an old dog asleep", library), seed=1, duration=3.0, frame=framing)
    assert [actor.figure.icon for actor in play.actors] == ["dog", "zzz"]
