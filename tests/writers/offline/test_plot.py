"""The story that an operator tells is told, in its order and whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.writers.offline.made import channel, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.plot import plot_of
from webtv.writers.writer import Recent

STORIES = {
    "en": (
        "Old Marek keeps a lighthouse. A cat sleeps on the stair. One night a bottle comes ashore. "
        "Marek wants to know who sent it. A gull carries his answer away. At last a boat arrives."
    ),
    "de": (
        "Der alte Marek hütet einen Leuchtturm. Eine Katze schläft auf der Treppe. Eines Nachts "
        "kommt eine Flasche an Land. Marek will wissen, wer sie schickt. Eine Möwe trägt seine "
        "Antwort fort. Schließlich legt ein Boot an."
    ),
    "es": (
        "El viejo Marek cuida un faro. Un gato duerme en la escalera. Una noche llega una botella. "
        "Marek quiere saber quién la envía. Una gaviota se lleva su respuesta. Por fin llega un "
        "barco."
    ),
    "fr": (
        "Le vieux Marek garde un phare. Un chat dort dans l'escalier. Un soir, une bouteille "
        "arrive. Marek veut savoir qui l'envoie. Une mouette emporte sa réponse. Enfin, un bateau"
        " accoste."
    ),
    "it": (
        "Il vecchio Marek custodisce un faro. Un gatto dorme sulla scala. Una notte arriva una "
        "bottiglia. Marek vuole sapere chi la manda. Un gabbiano porta via la risposta. Alla fine "
        "attracca una barca."
    ),
    "pt": (
        "O velho Marek guarda um farol. Um gato dorme na escada. Uma noite chega uma garrafa. "
        "Marek quer saber quem a envia. Uma gaivota leva a resposta. Por fim chega um barco."
    ),
    "pl": (
        "Stary Marek pilnuje latarni. Kot śpi na schodach. Pewnej nocy przypływa butelka. Marek "
        "chce wiedzieć, kto ją wysłał. Mewa zabiera jego odpowiedź. W końcu przypływa łódź."
    ),
    "ru": (
        "Старый Марек сторожит маяк. Кот спит на лестнице. Однажды волны приносят бутылку. Марек "
        "хочет знать, кто её послал. Чайка уносит его ответ. Наконец приходит лодка."
    ),
    "tr": (
        "Yaşlı Marek bir fener bekler. Merdivende bir kedi uyur. Bir gece kıyıya bir şişe gelir. "
        "Marek onu kimin yolladığını bilmek ister. Bir martı cevabı götürür. Sonunda bir tekne "
        "gelir."
    ),
    "ar": (
        "العجوز مارك يحرس منارة. قطة تنام على الدرج. ذات ليلة وصلت زجاجة إلى الشاطئ. أراد مارك أن"
        " يعرف من أرسلها. نورس حمل جوابه بعيدا. أخيرا وصل قارب."
    ),
    "zh": (
        "老马守着灯塔。猫睡在楼梯上。有一天海浪送来一只瓶子。老马想知道是谁寄来的。海鸥带走了他的回信。"
        "最后来了一条小船。"
    ),
    "ja": (
        "マレクは灯台を守る。猫が階段で眠る。ある夜、瓶が浜に着く。マレクは送り主を知りたいと思う。"
        "かもめが返事を運ぶ。ついに小舟が来る。"
    ),
    "nl": (
        "De oude Marek bewaakt een vuurtoren. Een kat slaapt op de trap. Op een nacht spoelt een "
        "fles aan. Marek wil weten wie hem stuurt. Een meeuw neemt zijn antwoord mee. Eindelijk "
        "komt een boot."
    ),
}  # fmt: skip
CHANNELS = sorted(Path("channels").glob("*.yaml"))


@pytest.mark.parametrize("language", STORIES)
def test_a_story_is_known_in_every_language(language: str) -> None:
    plot = plot_of(read_theme(STORIES[language], language=language).beats)
    assert plot is not None
    assert len(plot.introduced) == 2
    assert len(plot.beats) == 4
    assert plot.introduced == plot.alone[:2]


@pytest.mark.parametrize("path", CHANNELS, ids=lambda path: path.stem)
def test_a_row_of_scenes_is_no_story(path: Path) -> None:
    known = YAML(typ="safe").load(path.read_text("utf-8"))
    assert plot_of(read_theme(known["theme"], language=known.get("language", "en")).beats) is None


@pytest.mark.parametrize("language", STORIES)
def test_the_first_programme_of_a_channel_tells_its_story_and_a_later_one_again(
    language: str,
) -> None:
    own = [beat.text for beat in read_theme(STORIES[language], language=language).beats]
    recent: tuple[Recent, ...] = ()
    whole: list[int] = []
    for seed in range(8):
        plan = write(channel(STORIES[language], shots=16, language=language), seed, recent)
        said = " ".join(shot.line for shot in plan.shots).casefold()
        at = [said.find(text.casefold()) for text in own]
        if min(at) >= 0:
            whole.append(seed)
            assert at == sorted(at)
            assert own[2].casefold() in plan.logline.casefold()
            assert sum(not shot.line for shot in plan.shots) <= 1
            assert len(plan.shots) >= len(own)
        recent = (Recent.of(plan), *recent)
    assert whole == [0, 7]


def test_a_short_programme_has_the_beginning_of_the_story_and_its_end() -> None:
    for shots in (3, 4, 6):
        plan = write(channel(STORIES["en"], shots=shots))
        lines = [shot.line for shot in plan.shots]
        assert len(lines) == shots
        assert "One night a bottle comes ashore." in lines
        assert lines[-1] == "At last a boat arrives."


def test_other_programmes_never_begin_with_what_only_follows() -> None:
    recent: tuple[Recent, ...] = ()
    for seed in range(7):
        plan = write(channel(STORIES["en"], shots=16), seed, recent)
        begun = " ".join(shot.line for shot in plan.shots[:2])
        assert "At last" not in begun
        assert seed == 0 or "One night" not in begun
        recent = (Recent.of(plan), *recent)


def test_of_two_sentences_about_one_person_each_is_told_once() -> None:
    theme = (
        "A lighthouse stands on a rock. One night a bottle comes ashore. It wants to be opened, "
        "and so nobody sleeps. Then the bottle sings. Finally it is dark."
    )
    plan = write(channel(theme, shots=16))
    said = " ".join(shot.line for shot in plan.shots)
    assert said.count("a bottle comes ashore") == 1
