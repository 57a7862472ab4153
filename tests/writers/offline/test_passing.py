"""What a channel is about decides which tales it has; a word in passing is not that."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.config.channel import Channel
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.shape import PLAIN
from webtv.writers.offline.worlds import worlds_in


def told_in(made: Channel, number: int = 6) -> list[str]:
    """The world of the tale of each programme; "" where it tells none."""
    tales = [tale for world in worlds_in("en").by_name.values() for tale in world.tales]
    worlds = {tale.turn.picture: tale.turn.world for tale in tales}
    plans = consecutive(made, number)
    seen = [" | ".join(shot.prompt for shot in plan.shots) for plan in plans]
    return [next((worlds[each] for each in worlds if each in prompts), "") for prompts in seen]


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("de", "Ein Buchenwald. Rehe am Waldrand, Pilze im Moos, Nebel zwischen den Stämmen."),
        ("es", "Un bosque de hayas. Ciervos, setas en el musgo, niebla entre los troncos."),
        ("en", "A beech wood. Deer at the edge, mushrooms in the moss, mist between the trunks."),
        ("it", "Un bosco di faggi. Cervi, funghi nel muschio, nebbia tra i tronchi."),
    ],
)
def test_a_theme_of_a_place_and_what_is_there_is_told_its_tales(language: str, theme: str) -> None:
    assert told_in(channel(theme, language=language), 4) == ["forest"] * 4


def test_a_world_that_one_word_in_passing_names_has_a_tale_in_few_programmes() -> None:
    theme = (
        "The feeling that you have forgotten something. Doors are closed a second too late. "
        "A key lies in no pocket. A song stops before its last note. Somebody waves back."
    )
    assert told_in(channel(theme), 8).count("singing") <= 2


def test_the_news_of_a_village_are_no_bakery() -> None:
    theme = (
        "News from a village. The bakery opens an hour later on Mondays. The council votes on the "
        "bench by the pond. The bus to town is late again."
    )
    told = told_in(channel(theme))
    assert told.count("news_desk") >= 4
    assert told.count("bakery") <= 1


def test_a_noun_that_is_a_verb_elsewhere_names_its_world() -> None:
    theme = "Household repair. A door that sticks, a lamp that flickers. A plumber shows how."
    assert "repair" in told_in(channel(theme), 3)


def test_a_turn_at_night_in_a_hospital_is_of_the_hospital() -> None:
    theme = (
        "El turno de noche de un hospital. Una enfermera cuenta gotas. El vigilante hace "
        "crucigramas. Un recién nacido no quiere dormir."
    )
    assert "doctor" in told_in(channel(theme, language="es"), 3)


@pytest.mark.parametrize(
    ("language", "theme", "beats"),
    [
        ("it", "I pescatori rientrano. I gatti dormono.", "I pescatori rientrano|I gatti dormono"),
        ("it", "Mostrare sempre il mare. Inquadrature lunghe e lente.", "il mare"),
        ("fr", "Filmer au ras du sol. Une goutte tombe.", "Une goutte tombe"),
        ("fr", "Filmer les vagues. Une goutte tombe.", "les vagues|Une goutte tombe"),
        ("es", "Grabar desde muy cerca. Mostrar siempre el mar.", "el mar"),
        ("es", "Rodar despacio. Un gato duerme.", "Un gato duerme"),
        ("pt", "Filmar de muito perto. Um gato dorme.", "Um gato dorme"),
        ("en", "Film is developed by hand. A print appears.",
         "Film is developed by hand|A print appears"),
    ],
)  # fmt: skip
def test_what_is_said_to_whoever_films_is_no_picture(language: str, theme: str, beats: str) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == beats.split("|")


@pytest.mark.parametrize(
    ("language", "theme", "answer"),
    [
        ("es", "Una niña ríe. ¿Quién vive en la caracola? Un cangrejo cambia de casa. El mar sube.",
         "Un cangrejo cambia de casa."),
        ("en", "A girl laughs. Why does the sea rise? The wind pulls at the water. A crab waits.",
         "The wind pulls at the water."),
    ],
)  # fmt: skip
def test_what_a_theme_says_behind_a_question_is_told_behind_it(
    language: str, theme: str, answer: str
) -> None:
    plan = next(
        plan
        for plan in consecutive(channel(theme, language=language), 4)
        if any(shot.line.endswith("?") for shot in plan.shots)
    )
    lines = [shot.line for shot in plan.shots if shot.line and shot.line in f"{theme} {answer}"]
    at = next(at for at, line in enumerate(lines) if line.endswith("?"))
    assert lines[at + 1] == answer


def test_a_mood_is_nobody() -> None:
    theme = "Warm, a little nostalgic. Letters from a grandmother. She writes about the garden."
    for plan in consecutive(channel(theme), 4):
        assert not any("Warm" in shot.prompt.split(",")[0] for shot in plan.shots)


def test_a_theme_of_few_sentences_is_neither_short_nor_silent() -> None:
    theme = (
        "A form is filed. Clerks stamp what nobody has asked for. The printer has the day off. "
        "The archivist knows where everything is and tells no one. All stamps fall silent."
    )
    for plan in consecutive(channel(theme, title="Frobnicators"), 6):
        assert len(plan.shots) >= PLAIN
        assert 2 * sum(bool(shot.line) for shot in plan.shots) >= len(plan.shots)
