"""Lists in running text come apart, whatever stands between their entries."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.beats import read_theme


def texts(theme: str, language: str = "en") -> list[str]:
    return [beat.text for beat in read_theme(theme, language=language).beats]


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("en", "Seen on the allotments: - a scarecrow in lace - two old men - Mavis with a can",
         ["a scarecrow in lace", "two old men", "Mavis with a can"]),
        ("en", "A pier at dusk. • nets drying • a dog on a barrel • the last ferry",
         ["A pier at dusk", "nets drying", "a dog on a barrel", "the last ferry"]),
        ("en", "1. a lantern is lit 2. a boat leaves 3. a cat waits",
         ["a lantern is lit", "a boat leaves", "a cat waits"]),
        ("de", "Auf der Bank: - drei Schrauben, die niemandem gehören - der Hobel des Großvaters",
         ["drei Schrauben, die niemandem gehören", "der Hobel des Großvaters"]),
        ("fr", "Un port. Le chat dort ; un facteur rame jusqu'à l'île — des enfants pêchent des "
         "crabes — une vieille dame vend des crêpes.",
         ["Un port", "Le chat dort", "un facteur rame jusqu'à l'île", "des enfants pêchent des "
          "crabes", "une vieille dame vend des crêpes"]),
        ("ar", "الحاج يغلي القهوة؛ القط ينام على الكرسي؛ الجارة تسقي الريحان.",
         ["الحاج يغلي القهوة", "القط ينام على الكرسي", "الجارة تسقي الريحان"]),
        ("ja", "縁側から見えるもの： - 眠そうな三毛猫 - 干した布団 - 忘れられた麦わら帽子",
         ["眠そうな三毛猫", "干した布団", "忘れられた麦わら帽子"]),
        ("ja", "小さな店。終電を逃した会社員、けんかした恋人たち、猫をさがす女の子。",
         ["小さな店", "終電を逃した会社員", "けんかした恋人たち", "猫をさがす女の子"]),
        ("ja", "下町の銭湯。番台のおかみさん、富士山のペンキ絵、常連客の他愛ない会話、薪の火。",
         ["下町の銭湯", "番台のおかみさん", "富士山のペンキ絵", "常連客の他愛ない会話", "薪の火"]),
        ("ja", "もの：・三毛猫・干した布団・麦わら帽子", ["三毛猫", "干した布団", "麦わら帽子"]),
        ("zh", "夜市： - 卖豆花的奶奶 - 睡在摊子底下的狗", ["卖豆花的奶奶", "睡在摊子底下的狗"]),
        ("pl", "W szufladzie: - klucz do drzwi - pocztówka, której nikt nie wysłał",
         ["klucz do drzwi", "pocztówka, której nikt nie wysłał"]),
    ],
)  # fmt: skip
def test_entries_of_a_folded_list(language: str, theme: str, expected: list[str]) -> None:
    assert texts(theme, language) == expected


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("The baker — an old man — kneads the dough.", "The baker — an old man — kneads the dough"),
        ("A long-haired cat sleeps.", "A long-haired cat sleeps"),
    ],
)
def test_an_aside_is_no_list(theme: str, expected: str) -> None:
    assert texts(theme) == [expected]


def test_what_is_forbidden_in_a_list_is_no_entry() -> None:
    read = read_theme("A cat sleeps; no cars; phones; rain falls on the roof.")
    assert [beat.text for beat in read.beats] == ["A cat sleeps", "rain falls on the roof"]
    assert read.avoid == ("cars", "phones")


def test_one_of_a_folded_list_for_each_programme() -> None:
    beats = read_theme("Nonna cooks. One dish per episode: - onion soup - pancakes - stew").beats
    assert [beat.text for beat in beats if beat.choice] == ["onion soup", "pancakes", "stew"]


@pytest.mark.parametrize(
    ("language", "theme", "kept"),
    [
        ("pt-BR", "Uma lanchonete. No domingo tem feijoada.", "No domingo tem feijoada"),
        ("de", "Ein Dorf. Mai und Juni sind grün.", "Mai und Juni sind grün"),
    ],
)
def test_a_word_that_forbids_in_another_language(language: str, theme: str, kept: str) -> None:
    read = read_theme(theme, language=language)
    assert kept in [beat.text for beat in read.beats]
    assert read.avoid == ()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("es", "Nunca hay gritos."), ("it", "Non ci sono gritos."), ("fr", "Il n'y a pas de gritos."),
     ("de", "Es gibt keine gritos."), ("nl", "Er zijn geen gritos."), ("pl", "Nie ma gritos."),
     ("pt", "Não há gritos.")],
)  # fmt: skip
def test_what_there_is_not_is_forbidden_by_its_name(language: str, sentence: str) -> None:
    assert read_theme(f"Mina canta. {sentence}", language=language).avoid == ("gritos",)


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("en", "Lighthouses. I'd like:\n- the tower at Eddystone\n- a lamp room full of nests",
         ["Lighthouses", "the tower at Eddystone", "a lamp room full of nests"]),
        ("en", "Things I would like to see: a robin; old Bernard, who has had plot 18 since 1974.",
         ["a robin", "old Bernard, who has had plot 18 since 1974"]),
        ("en", "I'd love episodes about rye bread, flat bread baked on stones, and the strike.",
         ["rye bread", "flat bread baked on stones", "the strike"]),
        ("en", "Towers at sea, such as Eddystone, rebuilt four times, Bell Rock and La Jument.",
         ["Towers at sea", "Eddystone, rebuilt four times", "Bell Rock and La Jument"]),
        ("en", "Exhibits include a whale's ear, a left glove, and two keys to nothing.",
         ["a whale's ear", "a left glove", "two keys to nothing"]),
        ("es", "Una plaza. Que no falten las campanas, el viento, la torre al sol.",
         ["Una plaza", "las campanas", "el viento", "la torre al sol"]),
        ("de", "Folgen über die Kuckucksuhr, Uhren in Gärten und die Uhr, die rückwärts geht.",
         ["die Kuckucksuhr", "Uhren in Gärten", "die Uhr, die rückwärts geht"]),
        ("es", "Nos encantaría ver, por ejemplo: mates al sol, una murga, tambores al anochecer.",
         ["mates al sol", "una murga", "tambores al anochecer"]),
        ("fr", "Au programme : le comté, les caves de Roquefort, le camembert.",
         ["le comté", "les caves de Roquefort", "le camembert"]),
        ("it", "Si fermano al mare: un bar di Cefalù, una tonnara, il mercato di Catania.",
         ["Si fermano al mare", "un bar di Cefalù", "una tonnara", "il mercato di Catania"]),
        ("pt", "A nuvem ajuda na aldeia: a horta da Amélia, o burro com sede, o moinho parado.",
         ["A nuvem ajuda na aldeia", "a horta da Amélia", "o burro com sede",
          "o moinho parado"]),
        ("pl", "Chcielibyśmy zobaczyć: wióry na podłodze, kota na stole, śnieg za oknem.",
         ["wióry na podłodze", "kota na stole", "śnieg za oknem"]),
        ("ru", "Хотелось бы увидеть: туман над рекой, самовар на веранде, грозу в июле.",
         ["туман над рекой", "самовар на веранде", "грозу в июле"]),
        ("tr", "Görmek istediklerimiz: buharlı camlar, bekleyen kediler, bayram kuyruğu.",
         ["buharlı camlar", "bekleyen kediler", "bayram kuyruğu"]),
        ("ar", "نود أن نرى: قطة فوق الحرير، بائع العرقسوس، مصابيح رمضان.",
         ["قطة فوق الحرير", "بائع العرقسوس", "مصابيح رمضان"]),
        ("zh", "我想看到：清晨的雾、火塘边的铁壶、下雨时的寨子。",
         ["清晨的雾", "火塘边的铁壶", "下雨时的寨子"]),
        ("ja", "たとえば、富士山の絵を塗り直す職人、湯上がりの牛乳、雨の日の傘立て。",
         ["富士山の絵を塗り直す職人", "湯上がりの牛乳", "雨の日の傘立て"]),
    ],
)  # fmt: skip
def test_each_entry_behind_a_wish_or_a_sentence_is_a_beat(
    language: str, theme: str, expected: list[str]
) -> None:
    assert texts(theme, language) == expected


@pytest.mark.parametrize(
    ("language", "theme", "steps"),
    [
        ("en", "How to keep it alive: feed it, keep it warm, throw half away.",
         ["feed it", "keep it warm", "throw half away"]),
        ("es", "Cómo parchear una cámara: desmontar la rueda, lijar, poner el parche y esperar.",
         ["desmontar la rueda", "lijar", "poner el parche y esperar"]),
        ("fr", "Comment fabriquer un fromage : chauffer le lait, mouler, saler.",
         ["chauffer le lait", "mouler", "saler"]),
        ("de", "So zerlegt man einen Wecker: Gehäuse öffnen, Feder entspannen, alles ölen.",
         ["Gehäuse öffnen", "Feder entspannen", "alles ölen"]),
        ("it", "Come si fa il pane: impastare, aspettare, infornare.",
         ["impastare", "aspettare", "infornare"]),
        ("pt", "Como se pinta um azulejo: desenhar, picar o papel, passar o carvão.",
         ["desenhar", "picar o papel", "passar o carvão"]),
        ("pl", "Jak powstają skrzypce: wybrać świerk, wyciąć płytę, czekać.",
         ["wybrać świerk", "wyciąć płytę", "czekać"]),
        ("ru", "Как сварить варенье: собрать ягоды, залить сиропом, варить.",
         ["собрать ягоды", "залить сиропом", "варить"]),
        ("tr", "Simit nasıl yapılır: hamuru yoğur, halka yap, pişir.",
         ["hamuru yoğur", "halka yap", "pişir"]),
        ("ar", "كيف تُخاط العباءة: قياس القماش، ثم القص، ثم الكي.", ["قياس القماش", "القص", "الكي"]),
        ("zh", "制茶的步骤：采摘、摊晾、杀青。", ["采摘", "摊晾", "杀青"]),
        ("ja", "豆腐の作り方：豆を煮る、搾る、固める。", ["豆を煮る", "搾る", "固める"]),
    ],
)  # fmt: skip
def test_the_steps_of_how_something_is_done(language: str, theme: str, steps: list[str]) -> None:
    head, *found = read_theme(theme, language=language).beats
    assert [beat.text for beat in found] == steps
    assert all(beat.step and beat.head == head.text for beat in found)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "She left with twenty men, the youngest of them fourteen"),
        ("en", "Fear, but a small one"),
        ("en", "Visitors ask about the teapot, the war, and where the toilets are"),
        ("en", "The deckhand, Morag, has the coffee on before anyone is up"),
        ("es", "La hembra llega en febrero; el macho, tres días después"),
        ("ru", "Проводница Тамара знает, кто храпит, ещё до отправления"),
        ("fr", "Pierre-Paul Riquet, fermier de la gabelle, imagine de relier les deux mers"),
        ("zh", "婆婆的孙子想去城里，可是他舍不得山"),
        ("ar", "العم نبيل خياط منذ ستين سنة، وهو لا يستعمل المتر"),
    ],
)
def test_a_sentence_with_a_part_that_says_nothing_alone_stays_whole(
    language: str, sentence: str
) -> None:
    assert texts(f"{sentence}.", language) == [sentence]


@pytest.mark.parametrize(
    ("language", "theme", "steps"),
    [
        ("en", "How to mend a cup. 1. Collect the pieces. 2. Wash them in warm water. "
         "3. Glue them. One lamp on the bench.",
         ["Collect the pieces", "Wash them in warm water", "Glue them"]),
        ("es", "Cómo hacer croquetas.\n1. Picar la cebolla. 2. Dejar la masa en la nevera.",
         ["Picar la cebolla", "Dejar la masa en la nevera"]),
        ("de", "Brot wie früher.\n1) Das Mehl sieben.\n2) Den Teig kneten.",
         ["Das Mehl sieben", "Den Teig kneten"]),
    ],
)  # fmt: skip
def test_numbered_lines_are_steps_in_their_order(
    language: str, theme: str, steps: list[str]
) -> None:
    read = read_theme(theme, language=language)
    assert [beat.text for beat in read.beats if beat.step] == steps


def test_lamps_that_come_on_end_a_sentence() -> None:
    assert texts("At night the lamps come on. A cat sleeps in the shed.") == [
        "At night the lamps come on", "A cat sleeps in the shed"]  # fmt: skip


def test_a_word_alone_is_seen_beside_the_thing_next_to_it() -> None:
    theme = "שוק בבוקר. האופה מוציא חלות מהתנור, מוכר התבלינים שר, חופן זיתים, רימונים, פחי שמן."
    plans = consecutive(channel(theme, language="he", shots=5), 6)  # too few for a story
    lines = " ".join(shot.line for plan in plans for shot in plan.shots)
    assert "חופן זיתים, רימונים" in lines
    assert "שר, רימונים" not in lines


@pytest.mark.parametrize(
    ("language", "theme", "pair"),
    [
        ("en", "A harbour: bridge openings, the council's quarrel about parking on the quay, the "
         "fish auction, the lifeboat, weather.", "the lifeboat and weather"),
        ("it", "cercatori di funghi: porcini, galletti, cesti di vimini, nebbia all'alba, il "
         "raccolto di domenica", "porcini e galletti"),
    ],
)  # fmt: skip
def test_things_in_a_word_that_are_seen_together_have_their_and(
    language: str, theme: str, pair: str
) -> None:
    plans = consecutive(channel(theme, language=language), 4)
    shown = " ".join(shot.prompt for plan in plans for shot in plan.shots).casefold()
    assert pair in shown
    one, other = pair.split()[0], pair.split()[-1]
    assert f"{one}, {other}" not in shown
