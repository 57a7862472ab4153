"""What an operator orders is obeyed or left out; none of it is said or filmed."""

from __future__ import annotations

import pytest

from webtv.config.story import CastMember
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.wording import halves, parted

CHUY = CastMember(name="Don Chuy", look="un taxista")


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("en", "A tower. Each programme should be about one bell.", ["A tower"]),
        ("en", "A tower. Every programme a jackdaw gets in.", ["A tower", "a jackdaw gets in"]),
        ("es", "Un taxi. Cada episodio sigue un solo viaje.", ["Un taxi"]),
        ("es", "Un taxi. En cada episodio alguien se duerme.", ["Un taxi", "alguien se duerme"]),
        ("fr", "Un marché. Chaque émission suit un seul objet.", ["Un marché"]),
        ("fr", "Un marché. Dans chaque émission, un chien aboie.", ["Un marché", "un chien aboie"]),
        ("de", "Ein Dorf. In jeder Folge geht es um ein Gemüse.", ["Ein Dorf"]),
        ("de", "Ein Dorf. In jeder Folge verliert der Wirt seinen Hut.",
         ["Ein Dorf", "der Wirt verliert seinen Hut"]),
        ("it", "Un bar. Ogni puntata racconta una storia.", ["Un bar"]),
        ("it", "Un bar. In ogni puntata piove.", ["Un bar", "piove"]),
        ("pt", "Um cais. Cada episódio mostra um barco.", ["Um cais"]),
        ("pt", "Um cais. Em cada episódio um barco volta.", ["Um cais", "um barco volta"]),
        ("pl", "Stary las. Każdy odcinek opowiada o grzybie.", ["Stary las"]),
        ("pl", "Stary las. W każdym odcinku ktoś się gubi.", ["Stary las", "ktoś się gubi"]),
        ("ru", "Старый порт. Каждый выпуск посвящён одной лодке.", ["Старый порт"]),
        ("ru", "Старый порт. В каждом выпуске кто-то теряется.",
         ["Старый порт", "кто-то теряется"]),
        ("tr", "Küçük bir dükkân. Her bölüm bir müşteriyi anlatır.", ["Küçük bir dükkân"]),
        ("tr", "Küçük bir dükkân. Her bölümde biri uyur.", ["Küçük bir dükkân", "biri uyur"]),
        ("ja", "古い銭湯。毎回、一つの道具を紹介する。", ["古い銭湯"]),
        ("ja", "古い銭湯。毎回、誰かが傘を忘れる。", ["古い銭湯", "誰かが傘を忘れる"]),
        ("zh", "阳台菜园。每集讲一种蔬菜。", ["阳台菜园"]),
        ("zh", "阳台菜园。每集都有人忘东西。", ["阳台菜园", "有人忘东西"]),
        ("ar", "سوق قديم. كل حلقة تتناول قصة.", ["سوق قديم"]),
        ("ar", "سوق قديم. في كل حلقة يضيع طفل.", ["سوق قديم", "يضيع طفل"]),
    ],
)  # fmt: skip
def test_of_every_programme_only_what_happens_is_filmed(
    language: str, theme: str, expected: list[str]
) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == expected


def test_what_every_programme_lists_is_seen_and_not_said() -> None:
    theme = "Don Chuy maneja. En cada episodio alguien olvida algo: un trombón, un pastel de leche."
    beats = read_theme(theme, language="es", cast=(CHUY,)).beats
    assert [beat.text for beat in beats if beat.listed] == ["un trombón", "un pastel de leche"]
    assert [beat.text for beat in beats if not beat.listed] == [
        "Don Chuy maneja",
        "alguien olvida algo",
    ]


@pytest.mark.parametrize(
    ("language", "pace"),
    [
        ("en", "Extremely slow"),
        ("es", "Muy lento y tranquilo"),
        ("fr", "Très lentement"),
        ("de", "Sehr langsam und ruhig"),
        ("it", "Molto lento"),
        ("pt", "Muito devagar"),
        ("pl", "Bardzo powoli"),
        ("ru", "Очень медленно"),
        ("tr", "Çok yavaş ve sakin"),
        ("ja", "とてもゆっくり"),
        ("zh", "非常缓慢"),
        ("zh", "节奏缓慢"),
        ("en", "Use long shots only"),
        ("ar", "بطيء جدا"),
    ],
)
def test_words_of_pace_are_no_picture(language: str, pace: str) -> None:
    stop = "。" if language in ("ja", "zh") else ". "
    beats = read_theme(f"{pace}{stop}Moos{stop}", language=language).beats
    assert [beat.text for beat in beats] == ["Moos"]


def test_a_shop_that_speaks_of_itself_is_filmed_at_work() -> None:
    beats = read_theme(
        "We have repaired bicycles in Leeds since 1961. Show our workshop, the people who bring "
        "us their wrecks, and the rides they go on afterwards. Please mention that we are closed "
        "on Mondays."
    ).beats
    assert [beat.text for beat in beats] == [
        "repairing bicycles in Leeds since 1961",
        "the workshop",
        "the people who bring their wrecks",
        "the rides they go on afterwards",
    ]
    assert beats[0].doing
    assert not beats[0].whole


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("de", "Ein Dorf. Bitte zeigt unsere Backstube.", ["Ein Dorf", "die Backstube"]),
        ("es", "Una calle. Muestra nuestra tienda.", ["Una calle", "la tienda"]),
        ("pl", "Hel. Pokażcie naszą latarnię.", ["Hel", "latarnię"]),
        ("es", "Una calle. Menciona que cerramos los lunes.", ["Una calle"]),
        ("pt", "Uma rua. Por favor, lembrem que fechamos.", ["Uma rua"]),
        ("ru", "Почта. Пожалуйста, упомяните, что мы закрыты.", ["Почта"]),
        ("zh", "海边的小邮局。请提到我们周一休息。", ["海边的小邮局"]),
    ],
)
def test_what_is_to_be_shown_is_filmed_and_what_is_to_be_mentioned_is_not(
    language: str, theme: str, expected: list[str]
) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == expected


def test_how_a_programme_begins_or_ends_is_a_picture_and_no_sentence() -> None:
    (_, end) = read_theme("A cat naps. Every show ends with one sock being found, or not.").beats
    assert (end.text, end.place, end.whole) == ("one sock being found", "last", False)
    (_, start) = read_theme("猫が寝ている。毎回、忘れ物から話が始まる。", language="ja").beats
    assert (start.text, start.place, start.listed) == ("忘れ物", "first", True)


@pytest.mark.parametrize(
    ("language", "theme", "last"),
    [
        ("de", "Die Wehr wartet. Bis dahin poliert sie das Auto.",
         "Die Wehr wartet. Bis dahin poliert sie das Auto"),
        ("zh", "老周种菜。他给番茄编号，和楼下的麻雀打持久战。",
         "老周种菜。他给番茄编号，和楼下的麻雀打持久战"),
        ("en", "Four friends swim. Don Chuy waits. Afterwards they eat.",
         "Don Chuy waits. Afterwards they eat"),
        ("es", "Don Chuy maneja. Alguien duerme. Su sobrina se ríe.",
         "Alguien duerme. Su sobrina se ríe"),
    ],
)  # fmt: skip
def test_what_points_back_stands_behind_what_it_points_at(
    language: str, theme: str, last: str
) -> None:
    assert read_theme(theme, language=language, cast=(CHUY,)).beats[-1].text == last


def test_a_theme_with_nothing_to_film_is_cut_between_words() -> None:
    theme = (
        "We are proud of our viewers and we thank them for their letters and for their patience."
    )
    (beat,) = read_theme(theme).beats
    assert theme.startswith(f"{beat.text} ")
    assert len(beat.text) <= 80


def test_two_sentences_are_told_apart_in_scripts_without_blanks() -> None:
    assert halves("老周种菜。他给番茄编号。", "zh") == ("老周种菜。", "他给番茄编号。")
    assert parted("老周种菜。他给番茄编号") == ("老周种菜", "他给番茄编号")


def test_a_clause_whose_subject_stands_before_stays_with_it() -> None:
    theme = "邻居小孩来偷草莓，他假装没看见，麻雀飞走了。"
    beats = read_theme(theme, language="zh").beats
    assert [beat.text for beat in beats] == ["邻居小孩来偷草莓，他假装没看见", "麻雀飞走了"]
