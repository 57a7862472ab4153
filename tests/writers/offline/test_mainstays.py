"""Tales are told of what a theme is about, and of no neighbouring or side world."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel, consecutive, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief, Recent

BEES = (
    "Ein Bienenvolk am Rand eines alten Waldes. Die Königin legt Eier in die Waben. Sammlerinnen "
    "fliegen aus und kommen mit Pollen heim. Am Flugloch stehen Wächterinnen und prüfen jede "
    "Biene. Eine Tänzerin zeigt mit ihrem Tanz, wo die Linden blühen. Der Imker hebt eine Wabe "
    "aus dem Kasten. Im Winter sitzen alle dicht um die Königin."
)
REEF = (
    "Un arrecife de coral frente a la costa del Caribe. Los peces payaso se esconden entre los "
    "tentáculos de una anémona. Una tortuga pasa sobre los corales. Un pulpo cambia de color en "
    "una grieta. Los caballitos de mar se agarran a la hierba con la cola."
)
NOIR = (
    "Un film noir en noir et blanc. Le détective Lemoine fume à la fenêtre de son bureau. Une "
    "femme au chapeau pose une photo sur la table. Le pianiste cache une clé sous le couvercle de"
    " son piano. Lemoine ouvre le coffre."
)
TOWER = (
    "A fire lookout tower deep in a pine forest. June watches for smoke with her binoculars and "
    "plays chess by radio. A raven named Bishop steals her pawns. A bear scratches its back on the "
    "ladder. Tourists ask for the toilet."
)
PLAZA = (
    "Una plaza con una fuente en un pueblo blanco. El panadero saca el pan del horno. La abuela "
    "riega las flores. Un perro espera junto a la fuente. La luna está sobre la iglesia."
)


def told(theme: str, language: str = "en", **more: Any) -> tuple[str, ...]:
    known = channel(theme, language=language, **more)
    read = read_theme(theme, language=known.language, cast=known.cast)
    return Topic(Draft(Brief("any", known, 1, NOON, ()), read, random.Random(1))).told


@pytest.mark.parametrize(
    ("theme", "language", "worlds"),
    [
        (BEES, "de", {"bees"}),  # neither its forest, nor the flight hole, nor the dance
        (REEF, "es", {"underwater"}),
        (NOIR, "fr", {"detective"}),  # a form of films is of no cinema
        (TOWER, "en", {"forest"}),  # no temple has a tower alone, and no bishop such a name
        (PLAZA, "es", {"village_square", "bakery"}),  # one sentence is full of bread
        (
            "Três irmãos vivem numa aldeia junto ao rio. Um barco está na lama. Os três descem o "
            "rio. A aldeia acena da margem.",
            "pt",
            {"river"},
        ),
        (
            "İstanbul'un eski mahallesi Balat'ta yaşayan kediler. Sarı kedi Limon bekler. Kara "
            "kedi Gece çatılarda dolaşır. Bakkal Hasan Amca kapıya su koyar.",
            "tr",
            {"cats"},  # the ending of a name is no flour, and that of a cat no lemon
        ),
        (
            "A perfumer at work. She builds a scent: leather, a train platform in the rain.",
            "en",
            set(),
        ),
    ],
)
def test_only_what_a_theme_is_about_has_tales(theme: str, language: str, worlds: set[str]) -> None:
    assert set(told(theme, language)) == worlds


@pytest.mark.parametrize(
    ("theme", "language", "own", "number"),
    [
        (BEES, "de", "bees", 1),  # those of ants and caterpillars are none of a hive's
        (REEF, "es", "underwater", 3),
    ],
)
def test_where_its_tales_are_told_out_a_programme_is_shorter_and_no_stranger(
    theme: str, language: str, own: str, number: int
) -> None:
    english = worlds_in("en").by_name
    strange = [m.picture for name, world in english.items() if name != own for m in world.every]
    tales = english[own].tales
    recent: tuple[Recent, ...] = ()
    shown: list[set[str]] = []
    for seed in range(10):
        plan = write(channel(theme, shots=16, language=language), seed, recent)
        prompts = [shot.prompt for shot in plan.shots]
        assert not [each for each in strange if any(each in prompt for prompt in prompts)]
        assert len(prompts) >= 4
        assert sum(not shot.line for shot in plan.shots) <= 0.4 * len(prompts)
        heard = " ".join(prompts)
        shown.append({tale.turn.picture for tale in tales if tale.turn.picture in heard})
        recent = (Recent.of(plan), *recent)
    assert len(set().union(*shown)) >= number
    for at, turns in enumerate(shown):
        assert turns.isdisjoint(set().union(*shown[max(0, at - 5) : at]))


@pytest.mark.parametrize(
    ("theme", "language", "world"),
    [
        ("Мода и стиль: пальто, шарфы, каблуки.", "ru", "fashion"),
        ("Поезд Москва — Владивосток: плацкарт, чай, попутчики, тайга за окном.", "ru", "train"),
        ("Çocuklara uyku öncesi masalları: Keloğlan, Nasreddin Hoca, küçük ayı.", "tr", "bedtime"),
        ("春节：贴春联、包饺子、放鞭炮、舞狮子。", "zh", "festival"),
    ],
)
def test_the_head_of_a_list_says_what_it_is_of(theme: str, language: str, world: str) -> None:
    assert world in told(theme, language)


@pytest.mark.parametrize(
    ("theme", "language", "world"),
    [
        ("Stand-up comedy from a basement club. Nervous beginners, hecklers.", "en", "stage"),
        ("Lego building: castles, cranes, a whole harbour, with a father.", "en", "model_making"),
        (
            "Nachbarn in einem Mietshaus: wer übt Klavier, wer kocht mit Knoblauch?",
            "de",
            "household",
        ),
        ("Komödie über den Alltag in einer Behörde. Frau Krause stempelt.", "de", "office"),
    ],
)
def test_what_a_theme_opens_with_and_tells_nowhere_says_what_it_is_of(
    theme: str, language: str, world: str
) -> None:
    assert world in told(theme, language)


@pytest.mark.parametrize(
    ("theme", "language", "title", "worlds"),
    [
        (
            "A garden-shed model railway club in Lancashire. Derek builds a branch line through a "
            "valley, argues about the colour of moss and holds an open day.",
            "en",
            "Any",
            {"model_making"},
        ),
        (
            "Festival layang-layang di pantai Sanur, Bali. Pak Wayan merakit layangan naga dari "
            "bambu, seekor anjing mengejar ekor layangan, dan benang putus.",
            "id",
            "Any",
            set(),
        ),
        (
            "Un taller de bicicletas en un barrio de Sevilla. Manolo endereza ruedas, la Pili "
            "pinta cuadros, el loro repite los precios y en feria nadie trabaja.",
            "es",
            "Taller El Tornillo",
            {"bicycle"},
        ),
    ],
)
def test_one_word_in_passing_names_no_world(
    theme: str, language: str, title: str, worlds: set[str]
) -> None:
    assert set(told(theme, language, title=title)) == worlds


PUEBLO = (
    "La vida de un pueblo blanco. Una abuela riega los geranios, un panadero saca el pan del "
    "horno, los gatos duermen en los tejados, los niños juegan al fútbol y un pastor baja con sus "
    "cabras por la sierra."
)


def test_no_world_that_is_a_part_of_its_theme_tells_more_than_two_of_five_programmes() -> None:
    of = {
        tale.turn.title: name
        for name, world in worlds_in("es").by_name.items()
        for tale in world.tales
    }
    plans = consecutive(channel(PUEBLO, language="es", shots=12), 5)
    worlds = Counter(of[plan.title] for plan in plans if plan.title in of)
    assert worlds
    assert max(worlds.values()) <= 2, worlds
