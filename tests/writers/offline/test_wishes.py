from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.config.story import CastMember
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.things import things_in
from webtv.writers.offline.weekdays import dated, without_weekday
from webtv.writers.offline.wishes import alternatives
from webtv.writers.writer import Recent

COG = CastMember(name="Cog", look="a round copper robot")


def beat(theme: str, text: str, language: str = "en") -> Beat:
    beats = read_theme(theme, language=language, cast=(COG,)).beats
    return next(known for known in beats if known.text == text)


@pytest.mark.parametrize(
    ("theme", "text", "place", "language"),
    [
        ("Every episode begins with the gong. Cog hums.", "the gong", "first", "en"),
        ("Cog hums. Each show ends with a long bow.", "a long bow", "last", "en"),
        ("Steam, copper pans, and a family at the end.", "a family", "last", "en"),
        ("Cog hums. Stories always end on the quay.", "the quay", "last", "en"),
        ("Las historias terminan siempre con un abrazo. Un erizo.", "un abrazo", "last", "es"),
        ("Alle Folgen enden immer mit Glockenläuten. Ein Igel.", "Glockenläuten", "last", "de"),
        ("Cog hums. It always ends with supper.", "supper", "last", "en"),
        ("Cog hums. Ends with everyone asleep.", "everyone asleep", "last", "en"),
        ("Un gato duerme. Termina siempre con la luna.", "la luna", "last", "es"),
        ("At the end Cog waves goodbye. Cog hums.", "Cog waves goodbye", "last", "en"),
        ("Cada episodio empieza con lluvia. Un gato duerme.", "lluvia", "first", "es"),
        ("Jede Folge endet mit Glockenläuten. Ein Igel schläft.", "Glockenläuten", "last", "de"),
        ("每集都以雨声开始。老人喝茶。", "雨声", "first", "zh"),
    ],
)  # fmt: skip
def test_how_programmes_begin_and_end(theme: str, text: str, place: str, language: str) -> None:
    assert beat(theme, text, language).place == place


def test_one_of_a_list_for_each_programme() -> None:
    theme = (
        "A cook makes one dish per episode: kneading dough, frying artichokes, stirring polenta. "
        "Steam, flour in the light, copper pans."
    )
    beats = read_theme(theme).beats
    assert [b.text for b in beats if b.choice] == [
        "kneading dough",
        "frying artichokes",
        "stirring polenta",
    ]


@pytest.mark.parametrize(
    ("theme", "opens", "choices", "language"),
    [
        ("Nonna cooks. One dish per episode: ragù, polenta and frittata.", "Nonna cooks",
         ["ragù", "polenta", "frittata"], "en"),
        ("Each night a different guest: a magician, a dentist.", "a magician",
         ["a magician", "a dentist"], "en"),
        ("Jede Folge ein Gericht: Spätzle, Knödel.", "Spätzle", ["Spätzle", "Knödel"], "de"),
        ("Jedno danie na odcinek: pierogi, bigos.", "pierogi", ["pierogi", "bigos"], "pl"),
        ("Одно блюдо за серию: борщ, блины.", "борщ", ["борщ", "блины"], "ru"),
    ],
)  # fmt: skip
def test_what_only_orders_is_no_picture(
    theme: str, opens: str, choices: list[str], language: str
) -> None:
    beats = read_theme(theme, language=language).beats
    assert beats[0].text == opens
    assert [beat.text for beat in beats if beat.choice] == choices


def test_one_dish_is_named_and_no_other_is_cooked() -> None:
    theme = "A cook in a kitchen. One dish per episode: onion soup, pancakes, fish stew."
    dishes = ("onion soup", "pancakes", "fish stew")
    recent: tuple[Recent, ...] = ()
    for seed in range(3):
        plan = write(channel(theme, shots=16), seed, recent)
        recent = (Recent.of(plan), *recent)
        shown = " ".join(shot.prompt for shot in plan.shots)
        own = [dish for dish in dishes if dish in shown]
        assert len(own) == 1
        assert own[0] in plan.logline.casefold()
        assert "cook " not in " ".join(shot.prompt.split(": ")[1] for shot in plan.shots[2:-3])
    filmed = " ".join(prompt for known in recent for prompt in known.prompts)
    assert all(dish in filmed for dish in dishes)


def test_a_week_can_be_told_without_its_days() -> None:
    assert without_weekday("Monday the farmer milks the cows") == "the farmer milks the cows"
    assert without_weekday("On Sunday the village dances") == "the village dances"
    assert without_weekday("Wednesday is market day") == ""
    assert without_weekday("Montags melkt der Bauer") == ""
    assert without_weekday("Am Sonntag wird gegrillt") == ""
    assert without_weekday("Op zondag speelt het orgel") == ""
    assert without_weekday("W niedzielę przychodzi ksiądz") == "przychodzi ksiądz"
    assert without_weekday("Pazar günü düğün olur") == "düğün olur"


def test_weekdays_belong_to_what_they_stand_with() -> None:
    theme = (
        "On Saturdays there is a market. Cog hums. Sunday: a bear sleeps. Monday soup, Friday fish."
    )
    days = {b.text: b.weekday for b in read_theme(theme, cast=(COG,)).beats}
    assert days["On Saturdays there is a market"] == 5
    assert days["Cog hums"] is None
    assert days["a bear sleeps"] == 6


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Cog meets someone who helps him or tricks him", "en",
         ("Cog meets someone who helps him", "Cog meets someone who tricks him")),
        ("a fox or an owl visits", "en", ("a fox visits", "an owl visits")),
        ("They drink tea or coffee", "en", ("They drink tea", "They drink coffee")),
        ("a red or blue boat", "en", ("a red or blue boat",)),
        ("two or three ships", "en", ("two or three ships",)),
        ("He finds a part or invents one", "en", ("He finds a part or invents one",)),
        ("Toman té o café", "es", ("Toman té", "Toman café")),
        ("ein Hund oder eine Katze wartet", "de", ("ein Hund wartet", "eine Katze wartet")),
        ("o barco volta", "pt", ("o barco volta",)),
        ("The Moon or the stars change", "en", ("the stars change",)),
    ],
)  # fmt: skip
def test_this_or_that_is_decided(text: str, language: str, expected: tuple[str, ...]) -> None:
    assert alternatives(text, language) == expected


@pytest.mark.parametrize(
    ("beat", "language", "expected"),
    [
        ("Rosa sells hot soup at the mountain stations", "en", ["the mountain stations"]),
        ("An old lighthouse stands above the waves", "en", ["an old lighthouse", "the waves"]),
        ("A heron preens at the river mouth", "en", ["the river mouth"]),
        ("Una abuela riega los geranios del balcón", "es", ["los geranios"]),
        ("Anton hängt die nasse Wäsche auf", "de", ["die nasse Wäsche"]),
        ("un chat noir guette les pigeons", "fr", ["les pigeons"]),
        ("おばあさんが暖簾をかける", "ja", ["暖簾"]),
        ("kot śpi na piecu", "pl", []),
    ],
)  # fmt: skip
def test_things_of_a_beat(beat: str, language: str, expected: list[str]) -> None:
    assert list(things_in(beat, language)) == expected


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Sundays they play chess", 6),
        ("Monday the farmer milks the cows", 0),
        ("Friday is market day", 4),
        ("am Sonntag", 6),
        ("No domingo eles jogam", 6),
        ("El sábado de noche tocan", 5),
        ("每周日他们下棋", 6),
        ("Sunday league on a muddy pitch", None),
        ("Friday night lights over the stadium", None),
        ("Domingo de futebol de várzea", None),
        ("O campeonato de domingo", None),
        ("Le marché du dimanche", None),
        ("Domenica di calcio", None),
        ("周日联赛", None),
        ("日曜大工の父", None),
        ("W niedzielę przychodzi ksiądz", 6),
        ("W poniedziałki piekarnia śpi", 0),
        ("В воскресенье топят баню", 6),
        ("По пятницам играет гармонь", 4),
        ("Pazar günü pazar kurulur", 6),
        ("Cumartesi sabahı simitçi geçer", 5),
        ("Pazarda karpuz satılır", None),
        ("Cuma pazarı kalabalık", None),
        ("Op zondag speelt het draaiorgel", 6),
        ("Vrijdagavond is het druk", 4),
        ("Am Sonntagabend spielt die Blaskapelle", 6),
    ],
)
def test_a_weekday_in_a_name_is_no_date(text: str, day: int | None) -> None:
    assert dated(text) == day


def test_a_theme_of_one_weekday_holds_on_all() -> None:
    theme = "Am Sonntag: der Schiedsrichter auf dem Fahrrad, der dicke Torwart, der Grill am Tor."
    read = read_theme(theme, language="de")
    assert read.beats[0].text.startswith("der Schiedsrichter")
    assert {beat.weekday for beat in read.beats} == {None}
    other = read_theme("A baker kneads dough. On Sundays the baker sleeps.").beats
    assert [beat.weekday for beat in other] == [None, 6]
