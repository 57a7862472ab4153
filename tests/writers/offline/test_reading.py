"""What an operator writes is cut into whole pictures and sentences, and into nothing else."""

from __future__ import annotations

import pytest

from webtv.config.story import CastMember
from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.blurb import is_idea, without_blurb
from webtv.writers.offline.excluded import Excluded
from webtv.writers.offline.wording import brief_of, parted


def beats(theme: str, language: str = "en", *names: str) -> list[str]:
    cast = tuple(CastMember(name=name, look="somebody") for name in names)
    return [beat.text for beat in read_theme(theme, language=language, cast=cast).beats]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Bell lives at No. 5 in St. Ives", "J. R. Moss came at 5 p.m", "He naps"]),
        ("de", ["Im 1. Stock wohnt der Verein Abendsonne e. V", "Herr Krause misst z. B. Hecken"]),
        ("es", ["El Sr. Gómez vive p. ej. en la c. Mayor", "Los gatos duermen"]),
        ("fr", ["M. Petit voit Mme. Roux", "Le chat dort"]),
        ("it", ["Il sig. Rossi dorme", "Le barche tornano"]),
        ("pt", ["A Sra. Lurdes vende p. ex. broa", "O gato dorme"]),
        ("pl", ["Kot śpi np. na ul. Długiej", "Deszcz pada"]),
        ("ru", ["Дракон, т. е. рыба, живёт в г. Псков", "В 1866 г. судно тонет", "Туман"]),
        ("tr", ["Dr. Aylin 19. yüzyıl evinde uyur", "Kedi bakar"]),
        ("ar", ["د. أحمد ينام", "القط يأكل"]),
    ],
)
def test_a_dot_of_an_abbreviation_ends_no_sentence(language: str, sentences: list[str]) -> None:
    assert len(beats(". ".join(sentences) + ".", language)) <= len(sentences)
    first = beats(". ".join(sentences) + ".", language)[0]
    assert first == sentences[0]


def test_a_line_is_not_told_in_two_at_an_abbreviation() -> None:
    assert parted("The boat leaves St. Ives at dawn") == ("The boat leaves St. Ives at dawn", "")
    assert parted("The boat leaves. It is late") == ("The boat leaves", "It is late")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Pom, a round robot, and her friend Bean, a sceptical pigeon, find out by building"),
        ("es", "Su hija Lola, de diecisiete años, está enamorada del panadero"),
        ("es", "El viejo abre la puerta, enciende el horno y saluda a los vecinos"),
        ("fr", "Sa nièce Maëlle, onze ans, est persuadée que c'est un fantôme"),
        ("fr", "Au phare, le gardien reçoit chaque nuit un message"),
        ("de", "Der Vorsteher, Herr Kowalke, fegt den Bahnsteig, gießt die Geranien und wartet"),
        ("it", "La nipote Gaia, otto anni, è convinta che la luna sia di formaggio"),
        ("it", "Al mattino presto, le barche tornano al porto"),
        ("pt", "Os vizinhos entram, contam as novidades, discutem o futebol e pedem o mesmo"),
        ("pt", "Ao fim da tarde, o pão que sobra vai para o lar"),
        ("pl", "W poczekalni stoi pianino, na którym każdy podróżny coś zagra"),
        ("pl", "Wieczorem, gdy gasną lampy, kot czyta myszom"),
        ("ru", "Рано утром, когда туман, рыбаки машут с лодок"),
        ("tr", "Sabah erkenden, sis kalkmadan, tekneler denize açılır"),
        ("zh", "小巷尽头，老王的拉面摊每晚十点亮灯"),
        ("zh", "十岁的小梅，老王的孙女，总是在角落里画画"),
        ("ja", "孫のさくら、十歳は、山に龍がいると信じている"),
        ("ar", "العم حسن يصب الشاي، ويحكي النكات، ويطعم القطط التي تنام تحت الكراسي"),
    ],
)
def test_what_has_no_subject_and_verb_of_its_own_stays_in_its_sentence(
    language: str, sentence: str
) -> None:
    assert beats(f"{sentence}.", language) == [sentence]


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        ("en", "For the waiting room of a dentist. Rain falls.", ["Rain falls"]),
        ("en", "Slow-burn horror for after midnight. A lamp glows.", ["A lamp glows"]),
        ("en", "A soap opera on an old ferry, told like a western.", ["an old ferry"]),
        ("es", "Una telenovela de barrio para la sala de espera. Llueve.", ["Llueve"]),
        ("fr", "Un feuilleton breton. Le chat dort.", ["Le chat dort"]),
        ("de", "Eine Serie aus dem Kleingartenverein. Ein Igel frisst.",
         ["Kleingartenverein", "Ein Igel frisst"]),
        ("it", "Un programma per la sala d'attesa di un pediatra. Piove.", ["Piove"]),
        ("pt", "Uma série sobre um quintal. Chove.", ["um quintal", "Chove"]),
        ("pl", "Przytulny serial dla poczekalni. Kot śpi.", ["Kot śpi"]),
        ("ru", "Тёплый сериал для зала ожидания. Кот спит.", ["Кот спит"]),
        ("tr", "Kahveyi anlatan sıcak bir dizi. Kedi uyur.", ["Kedi uyur"]),
        ("zh", "一档适合深夜观看的温暖节目。猫在打盹。", ["猫在打盹"]),
        ("ja", "心が温まる番組。猫が眠る。", ["猫が眠る"]),
        ("ar", "مسلسل دافئ لغرفة الانتظار. القط ينام.", ["القط ينام"]),
    ],
)  # fmt: skip
def test_what_is_said_of_the_channel_is_no_picture(
    language: str, theme: str, expected: list[str]
) -> None:
    assert beats(theme, language) == expected


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The show begins"),
        ("es", "El canal cruza el pueblo"),
        ("fr", "Un canal gelé entre les maisons"),
        ("de", "Der Kanal friert zu"),
        ("ar", "قناة ماء بين الحقول"),
    ],
)
def test_a_thing_that_is_called_as_a_channel_is_seen(language: str, sentence: str) -> None:
    assert beats(f"{sentence}.", language) == [sentence]


def test_feelings_are_filmed_only_where_a_theme_has_nothing_else() -> None:
    assert beats("A guard walks a mall. Dread.") == ["A guard walks a mall"]
    assert beats("Longing. Freedom.") == ["Longing", "Freedom"]
    assert is_idea("hope and the passage of time")
    assert not is_idea("letters and delays")


@pytest.mark.parametrize(
    ("language", "theme", "avoid"),
    [
        ("en", "A lake. Please don't show any car traffic or smoking.", ["car traffic", "smoking"]),
        ("es", "Un lago. Nada de política ni de coches, por favor.", ["política", "coches"]),
        ("fr", "Un lac. Pas de violence, pas d'alcool.", ["violence", "alcool"]),
        ("de", "Ein See. Bitte keine Autos und keine Werbung zeigen.", ["Autos", "Werbung"]),
        ("it", "Un lago. Niente pubblicità, niente serpenti.", ["pubblicità", "serpenti"]),
        ("pt", "Um lago. Sem carros nem polícia, s.f.f.", ["carros", "polícia"]),
        ("pl", "Jezioro. Bez samochodów i bez reklam.", ["samochodów", "reklam"]),
        ("ru", "Озеро. Без машин и алкоголя.", ["машин", "алкоголя"]),
        ("tr", "Bir göl. Araba ve sigara olmasın.", ["Araba", "sigara"]),
        ("zh", "湖边。请不要出现汽车和酒。", ["汽车", "酒"]),
        ("ja", "湖。車や広告は出さないでください。", ["車", "広告"]),
        ("ar", "بحيرة. من فضلك لا تعرض السيارات أو التدخين.", ["السيارات", "التدخين"]),
    ],
)
def test_what_is_forbidden_is_known_in_every_language(
    language: str, theme: str, avoid: list[str]
) -> None:
    read = read_theme(theme, language=language)
    assert list(read.avoid) == avoid
    assert len(read.beats) == 1


@pytest.mark.parametrize(
    ("avoid", "picture", "shown"),
    [
        ("car traffic", "a taxi waiting in the rain", False),
        ("汽车", "a lorry on a hill", False),
        ("coches", "a steam train on a bridge", True),
        ("predators catching prey", "a trout snatching a fly", False),
        ("serpenti", "a snake asleep on a stone", False),
        ("people smoking", "a girl at her desk", True),
    ],
)
def test_a_word_forbids_its_whole_field(avoid: str, picture: str, shown: bool) -> None:
    moment = Moment(world="railway", kind="see", picture=picture)
    assert Excluded([avoid], "it")(moment) is not shown


@pytest.mark.parametrize(
    ("code", "clause", "rest"),
    [
        ("de", "Der Wirt, Herr Kowalke, fegt jeden Morgen den Bahnsteig",
         ", gießt die Geranien und wartet auf den Zug, der meistens nicht kommt"),
        ("fr", "Dans la cuisine de Mme Roux, quatre-vingts ans, le chat dort sur la cuisinière",
         ", la soupe chante et le facteur boit un café noir"),
        ("pt", "Dona Lurdes amassa a broa",
         ", acende o forno a lenha e canta para todos os vizinhos que entram na padaria"),
        ("en", "Professor Pom, a round orange robot, and her assistant Bean, a sceptical pigeon, "
         "find out by building", ""),
    ],
)  # fmt: skip
def test_of_a_long_sentence_a_whole_clause_is_told(code: str, clause: str, rest: str) -> None:
    assert brief_of(f"{clause}{rest}", code) == clause


@pytest.mark.parametrize(
    ("language", "picture", "making"),
    [
        ("en", "A fox digs", "I'd like each episode to end gently. Lots of slapstick. Always calm. "
         "Inspired by BBC nature films but dreamier. Hard-boiled detective serial"),
        ("es", "Un faro", "Me gustaría que todo acabe bien. Quiero que cada episodio sea lento. "
         "Mucho humor. Siempre alegre. Inspirado en las películas de Miyazaki"),
        ("fr", "Un phare", "J'aimerais que chaque épisode se termine doucement. Beaucoup d'humour. "
         "Toujours drôle. Inspiré des films de Tati"),
        ("de", "Ein Garten", "Ich möchte, dass jede Folge ruhig endet. Viel Humor. Immer fröhlich. "
         "Inspiriert von alten Stummfilmen"),
        ("it", "Due gatti", "Vorrei che ogni puntata finisse bene. Molto umorismo. "
         "Ispirato ai film di Fellini"),
        ("pt", "Um barco", "Gostaria que fosse calmo. Muito humor. Sempre alegre. "
         "Inspirado nos filmes da BBC"),
        ("pl", "Kot śpi na dachu", "Chciałbym, żeby każdy odcinek kończył się spokojnie. "
         "Dużo humoru. Zawsze wesoło. Inspirowane filmami BBC"),
        ("ru", "Кот спит на крыше", "Хотелось бы, чтобы всё заканчивалось спокойно. Много юмора. "
         "По мотивам фильмов Миядзаки"),
        ("tr", "Bir kedi çatıda uyuyor", "Her bölümün sakin bitmesini isterim. Bol mizah. "
         "Miyazaki filmlerinden esinlenilmiştir"),
        ("zh", "一只猫在屋顶上散步", "希望每集都温馨。很多幽默。灵感来自宫崎骏的电影"),
        ("ja", "猫が屋根で眠る", "静かに終わってほしい。ユーモアたっぷり。"
         "宮崎駿の映画に影響を受けた"),
        ("ar", "قطة تنام على السطح", "أود أن تنتهي كل حلقة بهدوء. الكثير من الفكاهة. "
         "مستوحى من أفلام ميازاكي"),
    ],
)  # fmt: skip
def test_how_all_should_be_made_is_not_filmed(language: str, picture: str, making: str) -> None:
    assert beats(f"{picture}. {making}.", language) == [picture]


def test_what_only_resembles_an_order_is_filmed() -> None:
    theme = "I would like to see a fox digging. Inspired by the sea, a painter mixes blue."
    assert beats(theme) == ["a fox digging", "a painter mixes blue"]
    assert beats("J'aimerais voir un renard dans la neige.", "fr") == ["un renard dans la neige"]
    assert beats("Always raining on the roof.") == ["Always raining on the roof"]
    assert beats("Lots of slapstick.") == ["Lots of slapstick"]  # there is nothing else


@pytest.mark.parametrize(
    ("language", "head"),
    [("en", "Topics:"), ("en", "On the cobbles:"), ("fr", "Sujets :"), ("de", "Themen:"),
     ("es", "Temas principales:"), ("ru", "Темы:"), ("ja", "テーマ："), ("ar", "المواضيع:")],
)  # fmt: skip
def test_the_heading_of_a_list_is_not_filmed(language: str, head: str) -> None:
    listed = "- the lamplighter at dusk\n- the knocker-up with her pole"
    assert beats(f"A mill town wakes up. {head}\n{listed}", language) == [
        "A mill town wakes up", "the lamplighter at dusk", "the knocker-up with her pole",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "Un jour, une bouteille s'échoue sur la plage"),
        ("de", "Eines Tages, mitten im Regen, strandet eine Flasche"),
        ("it", "Un giorno, una bottiglia arriva sulla spiaggia"),
        ("ru", "Однажды, бутылка приплывает к берегу"),
    ],
)
def test_one_day_is_no_picture_of_its_own(language: str, sentence: str) -> None:
    assert beats(f"{sentence}.", language) == [sentence]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("pt", "Série infantil"),
        ("es", "Serie de humor"),
        ("fr", "Série animée"),
        ("pl", "Program dziecięcy"),
        ("ru", "Мультсериал"),
    ],
)
def test_what_kind_of_channel_it_is_shows_nothing(language: str, label: str) -> None:
    assert without_blurb(label, language) == ""


def test_a_canal_with_boats_is_no_channel() -> None:
    assert without_blurb("El canal pasa por el pueblo", "es") == "El canal pasa por el pueblo"
