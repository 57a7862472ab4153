"""What a theme forbids becomes no picture, however its language forbids it."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.excluded import no_people

FORBIDDEN = {
    "es": {
        "Que no se vean coches.": "coches",
        "Prohibido mostrar sangre.": "sangre",
        "Tampoco hay perros.": "perros",
        "Ni sangre ni violencia.": "sangre violencia",
        "Por favor, nunca plástico ni microondas.": "plástico microondas",
    },
    "fr": {
        "On ne montre pas de visages.": "visages",
        "Ne pas montrer de sang.": "sang",
        "Surtout pas de musique.": "musique",
        "Ni humains ni voitures.": "humains voitures",
        "Interdit : les armes.": "les armes",
    },
    "de": {
        "Weder Autos noch Handys.": "Autos Handys",
        "Verboten sind Waffen.": "Waffen",
        "Autos kommen nicht vor.": "Autos",
        "Menschen sollen nicht zu sehen sein.": "Menschen",
        "Es darf nie gruselig werden.": "gruselig",
    },
    "it": {
        "Niente oggetti, niente persone.": "oggetti persone",
        "Vietato mostrare armi.": "armi",
        "Né auto né telefoni.": "auto telefoni",
        "Evitate i cliché.": "cliché",
    },
    "pt": {
        "Proibido mostrar armas.": "armas",
        "Não queremos ver selfies ou filas.": "selfies filas",
        "Nem carros nem telemóveis.": "carros telemóveis",
    },
    "nl": {
        "Liever geen auto's.": "auto's",
        "Laat geen gezichten zien.": "gezichten",
        "Het mag nooit eng worden.": "eng",
        "We willen geen reclame zien.": "reclame",
    },
    "pl": {
        "Unikamy przemocy.": "przemocy",
        "Zakaz broni.": "broni",
        "Ani samochodów, ani telefonów.": "samochodów telefonów",
    },
    "ru": {
        "Нельзя показывать оружие.": "оружие",
        "Избегайте насилия.": "насилия",
        "Ни машин, ни телефонов.": "машин телефонов",
    },
    "zh": {
        "严禁暴力。": "暴力",
        "画面中不能有车。": "车",
        "不要出现手机，也不要任何文字。": "手机 文字",
    },
    "ja": {
        "暴力は避ける。": "暴力",
        "こわいものはいりません。": "こわいもの",
        "人の顔、文字は出さない。": "人の顔 文字",
    },
    "ar": {
        "ممنوع إظهار الدماء أو الأسلحة.": "الدماء الأسلحة",
        "تجنبوا العنف.": "العنف",
        "يُمنع ظهور السيارات.": "السيارات",
    },
    "tr": {"Kan gösterilmesin.": "Kan", "Silah göstermeyin.": "Silah", "Reklam yasak.": "Reklam"},
    "hi": {"मोबाइल मत दिखाओ।": "मोबाइल", "कोई हिंसा नहीं।": "हिंसा", "चिताओं के दृश्य नहीं।": "चिताओं"},
    "ko": {
        "휴대전화는 나오지 않는다.": "휴대전화",
        "폭력 금지.": "폭력",
        "사고는 다루지 않습니다.": "사고",
    },
    "sv": {"Inga bilar och absolut ingen reklam.": "bilar", "Undvik blod.": "blod"},
    "ca": {"Sense acudits ni persones.": "acudits persones", "Res de violència.": "violència"},
    "vi": {"Không có người.": "người", "Đừng quay máu.": "máu"},
    "id": {"Tidak ada orang.": "orang", "Tanpa darah atau senjata.": "darah senjata"},
    "he": {"בלי בדיחות.": "בדיחות", "אין דם.": "דם"},
    "fa": {"بدون شوخی.": "شوخی", "هیچ خونی نباشد.": "خونی"},
    "fi": {"Ei vitsejä eikä ihmisiä.": "vitsejä ihmisiä"},
    "hu": {"Nincs motorcsónak.": "motorcsónak", "Soha ne mutass vért.": "vért"},
}
TOLD = {
    "es": ("Nadie duerme esta noche", "El gato no quiere salir"),
    "fr": ("Personne ne dort cette nuit", "La mer ne dort jamais"),
    "de": ("Niemand weiß davon", "Der Hund darf nicht ins Haus"),
    "it": ("Nessuno sa chi ha rubato la torta", "La città non dorme mai"),
    "pl": ("Nikt nie wie, kto zjadł ciasto",),
    "ru": ("Никто не спит", "Город никогда не спит"),
    "zh": ("没有人知道谁偷了蛋糕", "小熊不想睡觉"),
    "ja": ("誰も眠らない", "猫は外に出たくない"),
    "ar": ("لا أحد يعرف من أكل الكعكة", "المدينة لا تنام"),
    "en": ("Nobody ever returned from the tower", "Nobody knows the way"),
    "vi": ("Không ai biết ai đã ăn bánh", "Không gian mở ra trước con tàu"),
    "ko": ("아무도 자지 않는다",),
    "hi": ("वह घर जाता नहीं",),
    "tr": ("Kimse pastayı kimin yediğini bilmiyor",),
}
CAMERA = {
    "es": "Y que nadie mire a la cámara.",
    "fr": "Personne ne regarde la caméra.",
    "ru": "Никто не смотрит в камеру.",
    "ja": "誰もカメラを見ない。",
    "tr": "Kimse kameraya bakmasın.",
}


@pytest.mark.parametrize("language", FORBIDDEN)
def test_what_is_forbidden_is_known_and_not_filmed(language: str) -> None:
    for sentence, words in FORBIDDEN[language].items():
        theme = read_theme(f"Xyzt. {sentence}", language=language)
        assert [beat.text for beat in theme.beats] == ["Xyzt"], sentence
        for word in words.split():
            assert any(word in item for item in theme.avoid), (sentence, theme.avoid)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Nobody is ever eaten."),
        ("es", "Nadie muere nunca."),
        ("de", "Niemand wird je gefressen."),
        ("fr", "Personne ne meurt jamais."),
        ("pl", "Nikt nigdy nie ginie."),
        ("sv", "Ingen dör någonsin."),
    ],
)
def test_what_never_happens_to_anybody_is_not_told(language: str, sentence: str) -> None:
    theme = read_theme(f"Xyzt. {sentence}", language=language)
    assert [beat.text for beat in theme.beats] == ["Xyzt"]


def test_a_second_no_of_a_sentence_forbids_too() -> None:
    theme = read_theme("Rynek. Kramy, bez samochodów i bez telefonów.", language="pl")
    assert [beat.text for beat in theme.beats] == ["Rynek", "Kramy"]
    assert {"samochodów", "telefonów"} <= set(theme.avoid)


@pytest.mark.parametrize("language", TOLD)
def test_what_somebody_does_not_do_is_told(language: str) -> None:
    for told in TOLD[language]:
        theme = read_theme(f"Xyzt. {told}.", language=language)
        assert told in [beat.text for beat in theme.beats]
        assert not [item for item in theme.avoid if len(item) > 1]


@pytest.mark.parametrize("language", CAMERA)
def test_who_looks_into_the_camera_is_said_to_those_who_film(language: str) -> None:
    theme = read_theme(f"Xyzt. {CAMERA[language]}", language=language)
    assert [beat.text for beat in theme.beats] == ["Xyzt"]


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("ja", "雨の夜の店。無口な店主と、毎晩ちがう客。"),
        ("zh", "一家小店。无名的老板和一只猫。"),
        ("tr", "Sakin bir liman. Bir kedi uyur."),
    ],
)
def test_words_that_look_like_a_no_forbid_nothing(language: str, theme: str) -> None:
    assert not read_theme(theme, language=language).avoid


@pytest.mark.parametrize(
    ("language", "theme", "avoid"),
    [("tr", "Bir liman. Sakın araba gösterme.", "araba"), ("zh", "一个港口。无人物。", "人")],
)
def test_a_no_still_forbids(language: str, theme: str, avoid: str) -> None:
    assert any(avoid in each for each in read_theme(theme, language=language).avoid)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "لا أشخاص في الصورة."), ("de", "Keine Menschen im Bild."),
        ("en", "No humans are ever seen."), ("es", "Sin personas en la imagen."),
        ("fr", "Sans personne à l'image."), ("fr", "Aucun humain."),
        ("it", "Nessuna persona nelle immagini."), ("ja", "画面に人はいません。"),
        ("nl", "Geen mensen in beeld."), ("pl", "Bez ludzi w kadrze."),
        ("pt", "Sem pessoas na imagem."), ("ru", "Без людей в кадре."),
        ("tr", "Görüntüde insan yok."), ("zh", "画面里没有人。"),
    ],
)  # fmt: skip
def test_nobody_in_the_picture_is_nobody(language: str, said: str) -> None:
    assert no_people(read_theme(f"X sea and rocks. {said}", language=language, cast=()).avoid)


def test_some_people_are_not_all() -> None:
    assert not no_people(["people in red hats", "people in the picture house"])
