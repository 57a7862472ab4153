"""Whom a theme names without a cast."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.config.story import CastMember
from webtv.writers.offline.named import persons_in, trade_in

NAMED = [
    (
        "de",
        "Jette flickt Netze. Hauke streicht sein Boot. Oma Trude backt.",
        "Jette|Hauke|Oma Trude",
    ),
    ("en", "Marta counts goats. Her brother Luca turns the cheese.", "Marta|Luca"),
    (
        "en",
        "Dr Amaya Ruiz reads data. Inspector Halloran waits.",
        "Dr Amaya Ruiz|Inspector Halloran",
    ),
    ("en", "Clocks are mended; his friend Lenka helps.", "Lenka"),
    ("es", "Tío Paco arregla relojes. Rosario le trae café.", "Tío Paco|Rosario"),
    ("es", "Dos locutores, Inés y Bruno, leen cartas.", "Inés|Bruno"),
    ("en", "The post office is run by the twins Hedra and Elowen.", "Hedra|Elowen"),
    ("fr", "Mamie Odette file la laine. Le boulanger Lucien chante.", "Mamie Odette|Lucien"),
    ("it", "La sindaca Bruna apre la piazza. Ettore impasta il pane.", "Bruna|Ettore"),
    ("pt", "Dona Zefa vende peixe. O padeiro Joaquim assa pão.", "Dona Zefa|Joaquim"),
    ("nl", "De nachtwaker Willem loopt zijn ronde. Truus breit sokken.", "Willem|Truus"),
    ("pl", "Babcia Zosia piecze chleb. Leśniczy Marek zbiera grzyby.", "Babcia Zosia|Marek"),
    ("ru", "Дед Матвей чинит лодку. Соседка Глаша несёт молоко.", "Дед Матвей|Глаша"),
    ("uk", "Дід Остап лагодить вулик. Оксана пече хліб.", "Дід Остап|Оксана"),
    ("cs", "Inspektor Vrba chodí ulicemi. Paní Kolářová mlčí.", "Inspektor Vrba|Paní Kolářová"),
    ("sv", "Farmor Astrid kokar sylt. Bagaren Nils knådar degen.", "Farmor Astrid|Nils"),
    ("da", "Bedstemor Inger strikker. Fiskeren Svend bøder net.", "Bedstemor Inger|Svend"),
    ("nb", "Bestemor Solveig strikker. Fiskeren Torstein ror ut.", "Bestemor Solveig|Torstein"),
    ("fi", "Mummo Hilja leipoo pullaa. Kalastaja Eino korjaa verkkoja.", "Mummo Hilja|Eino"),
    ("hu", "Marika néni főz. Pista a kertben dolgozik.", "Marika néni|Pista"),
    ("ro", "Nea Vasile repară roata. Ileana coase.", "Nea Vasile|Ileana"),
    ("el", "Ο παππούς Νίκος φτιάχνει βάρκες. Η Ελένη μαζεύει ελιές.", "Παππούς Νίκος|Ελένη"),
    ("ca", "L'oncle Pere arregla rellotges. La Montserrat cus.", "Oncle Pere|Montserrat"),
    ("tr", "Nine Hatice tuz serper. Çoban Yusuf dağa çıkar.", "Nine Hatice|Yusuf"),
    ("ar", "عم حسن يصلح الراديو. تمر ليلى بالخبز.", "عم حسن|ليلى"),
    ("fa", "عمو رضا ساعت تعمیر می‌کند. مریم نان می‌پزد.", "عمو رضا|مریم"),
    ("he", "סבתא רבקה אופה לחם. יוסף מתקן שעונים.", "סבתא רבקה|יוסף"),
    ("hi", "दादी कमला रोटी बनाती हैं। मोहन खेत जाता है।", "दादी कमला|मोहन"),
    ("id", "Pak Slamet membuat perahu. Siti menenun kain.", "Pak Slamet|Siti"),
    ("vi", "Bà Lan nấu phở. Chú Hùng sửa thuyền.", "Bà Lan|Chú Hùng"),
    ("ko", "김씨 할머니가 국수를 판다. 민수 아저씨는 배를 고친다.", "김씨 할머니|민수 아저씨"),
    ("ja", "健太さんが手紙を届ける。花子ちゃんが走る。", "健太さん|花子ちゃん"),
    ("zh", "老张每天烧水。王阿姨端来点心，李先生拉二胡。", "老张|王阿姨|李先生"),
]
NOBODY = [
    ("en", "Harbour Row wakes early. Brand is a village. April paints the hills."),
    ("en", "A bakery on King Street sells rye bread. Antennas turn at dusk."),
    (
        "de",
        "Das Haus am See steht in Berlin. Nebel zieht über das Wasser. Abends backt Oma Kuchen.",
    ),
    ("de", "Die alte Mühle mahlt Korn. Niemand malt die Brücke."),
    ("es", "Una abuela riega los geranios. El café Central vende churros en Santa Rosa."),
    ("fr", "Une boulangère pétrit la pâte à Lyon. Noël arrive."),
    ("pl", "Stary młynarz naprawia koło. Kraków śpi."),
    ("ru", "Кот Васька спит на печи. Москва просыпается."),
    ("ar", "القطار يمر على الجسر. في القاهرة مقهى قديم."),
    ("ja", "魚屋さんが店を開ける。お母さんが笑う。猫が眠る。"),
    ("zh", "老街上下着小雨。老师傅在修表。小河流过。"),
    ("tr", "Ben sahilde yürürüm. İstanbul'da vapurlar geçer."),
]


@pytest.mark.parametrize(("language", "theme", "names"), NAMED)
def test_who_is_named_with_a_title_a_trade_or_a_deed_is_a_person(
    language: str, theme: str, names: str
) -> None:
    assert "|".join(who.name for who in persons_in(channel(theme, language=language))) == names


def test_persons_of_all_languages_are_known() -> None:
    assert len({language for language, _, _ in NAMED}) == 29


@pytest.mark.parametrize(("language", "theme"), NOBODY)
def test_places_months_animals_and_trades_are_no_names(language: str, theme: str) -> None:
    assert persons_in(channel(theme, language=language)) == ()


def test_prompts_say_what_somebody_is() -> None:
    made = channel("Der Nachtwächter Willem geht seine Runde.", language="de")
    assert [who.seen for who in persons_in(made)] == ["Nachtwächter Willem"]


def test_a_cat_that_is_named_is_a_hero_of_fairy_tales_alone() -> None:
    theme = "Der Kater Muck schläft auf der Kanne."
    assert persons_in(channel(theme, language="de")) == ()
    tale = channel(theme, language="de", tone="Märchen")
    assert [who.seen for who in persons_in(tale)] == ["Kater Muck"]


def test_the_cast_are_no_others() -> None:
    made = channel("Tío Paco arregla relojes.", cast=(CastMember(name="Paco", look="un hombre"),))
    assert persons_in(made) == ()


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The lamplighter trims the wick", "the lamplighter"),
        ("es", "El farolero recorre la calle", "el farolero"),
        ("de", "Der Leuchtturmwärter putzt die Linse", "der Leuchtturmwärter"),
        ("ja", "灯台守がレンズを磨く", "灯台守"),
        ("ko", "등대지기가 불을 켠다", "등대지기"),
        ("zh", "点灯人走过小巷", "点灯人"),
        ("ar", "يصعد الحارس إلى المنارة", "الحارس"),
        ("uk", "Ліхтарник іде містом", "Ліхтарник"),
        ("de", "Sie grüßt den Bäcker", ""),
        ("en", "Rain falls on the roof", ""),
    ],
)
def test_somebody_is_known_by_their_trade(language: str, text: str, who: str) -> None:
    assert trade_in(text, language) == who


def test_a_lamplighter_leads_a_channel_without_cast() -> None:
    theme = (
        "The lamplighter walks through the lanes of an old town. The lamplighter trims wicks. "
        "The seamstress leaves her shutter open."
    )
    seen = [shot.prompt for plan in consecutive(channel(theme, shots=14), 8) for shot in plan.shots]
    assert any("the lamplighter" in each and theme[20:40] not in each for each in seen)
    lines = [s.line for plan in consecutive(channel(theme, shots=14), 8) for s in plan.shots]
    assert not any(line.startswith("Lamplighter") for line in lines)
