"""How a channel is told, by its operator's words in any language."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.mood import (
    is_for_children,
    is_horror,
    is_slow,
    is_sober,
    mood_of,
)
from webtv.writers.offline.unwanted import forbids_fun

UNFUNNY = {
    "en": "Never funny.|No jokes about animals.|It is never funny.|Without humour.",
    "de": "Nicht lustig.|Nie lustig, sondern unheimlich.|Nichts Komisches.|Ohne Humor.",
    "es": "Nunca gracioso.|Sin humor.|Nada cómico.|Sin bromas.",
    "fr": "Jamais drôle.|Pas drôle.|Sans humour.|Rien de comique.",
    "it": "Mai divertente.|Non è divertente.|Senza umorismo.",
    "pt": "Nunca engraçado.|Sem humor.|Nada de cômico.",
    "nl": "Nooit grappig.|Niets komisch.|Stil en ernstig, zonder grappen.",
    "pl": "Nigdy śmieszne.|Bez humoru.|Nic zabawnego.",
    "ru": "Не смешно.|Без юмора.|Ничего смешного.",
    "uk": "Не смішно.|Без гумору.|Нічого смішного.",
    "cs": "Nikdy vtipné.|Bez humoru.|Není to vtipné.",
    "sv": "Aldrig rolig.|Inte roligt.|Utan humor.",
    "da": "Aldrig sjov.|Ikke sjovt.|Uden humor.",
    "nb": "Aldri morsomt.|Ikke morsomt.|Uten humor.",
    "fi": "Ei koskaan hauskaa.|Ei hauska.|Ilman huumoria.",
    "hu": "Sosem vicces.|Nem vicces.|Humor nélkül.",
    "ro": "Niciodată amuzant.|Nu e amuzant.|Fără umor.",
    "el": "Ποτέ αστείο.|Χωρίς χιούμορ.|Τίποτα αστείο.",
    "ca": "Mai divertit.|Sense humor.|Res de còmic.",
    "tr": "Komik değil.|Asla komik değil.|Mizah yok.",
    "ar": "ليس مضحكًا.|بلا فكاهة.|لا شيء مضحك.",
    "fa": "هرگز خنده‌دار نیست.|بدون طنز.|بدون شوخی.",
    "he": "לא מצחיק.|אף פעם לא מצחיק.|בלי הומור.",
    "hi": "मज़ेदार नहीं।|कभी मज़ाकिया नहीं।|बिना हास्य के।",
    "id": "Tidak lucu.|Tidak pernah lucu.|Tanpa humor.",
    "vi": "Không hài hước.|Không bao giờ hài hước.",
    "ko": "웃기지 않는다.|절대 웃기지 않게.|유머 없이.",
    "ja": "笑いはなし。|面白おかしくしない。|コメディではない。",
    "zh": "不搞笑。|绝不搞笑。|没有幽默。",
}
TONES = {
    "en": "serious|eerie|slow, gentle|funny",
    "de": "ernst, sachlich|düster und unheimlich|langsam, sanft|lustig",
    "es": "serio|inquietante|lento, suave|divertido",
    "fr": "sérieux, sobre|inquiétant|lent et doux|drôle",
    "it": "serio|inquietante|lento, dolce|divertente",
    "pt": "sério|assustador|lento, suave|divertido",
    "nl": "ernstig|griezelig|rustig, traag|grappig",
    "pl": "poważny|straszny|powolny, spokojny|zabawny",
    "ru": "серьёзный|жуткий|медленный, тихий|смешной",
    "uk": "серйозний|моторошний|повільний, тихий|кумедний",
    "cs": "vážný|děsivý|pomalý, klidný|vtipný",
    "sv": "allvarlig|kuslig|lugn, långsam|rolig",
    "da": "alvorlig|uhyggelig|rolig, langsom|sjov",
    "nb": "alvorlig|nifs|rolig, langsom|morsom",
    "fi": "vakava|pelottava|rauhallinen, hidas|hauska",
    "hu": "komoly|hátborzongató|nyugodt, lassú|vicces",
    "ro": "serios|înfricoșător|calm, lent|amuzant",
    "el": "σοβαρό|τρομακτικό|ήρεμο, αργό|αστείο",
    "ca": "seriós|inquietant|tranquil, lent|divertit",
    "tr": "ciddi|ürkütücü|sakin, yavaş|komik",
    "ar": "جاد|مرعب|هادئ، بطيء|مضحك",
    "fa": "جدی|ترسناک|آرام|خنده‌دار",
    "he": "רציני|מפחיד|רגוע, איטי|מצחיק",
    "hi": "गंभीर|डरावना|शांत, धीमा|मज़ेदार",
    "id": "serius|seram|tenang, lambat|lucu",
    "vi": "nghiêm túc|rùng rợn|chậm rãi|hài hước",
    "ko": "진지한|무서운|느린, 차분한|웃긴",
    "ja": "真面目|不気味|静か、ゆっくり|コメディ",
    "zh": "严肃|诡异|缓慢，安静|搞笑",
}
"""A tone that is sober, one that is to be feared, a calm and a comic one."""

ASLEEP = {
    "en": "A channel for falling asleep.",
    "de": "Ein Kanal zum Einschlafen.",
    "es": "Un canal para dormir.",
    "pt": "Um canal para adormecer.",
    "ru": "Канал для сна.",
    "ja": "眠る前に見る番組です。",
    "zh": "助眠频道。",
}
FOR_CHILDREN = {
    "en": "Stories for children aged 4 to 6.",
    "de": "Geschichten für Kinder.",
    "sv": "Sagor för barn.",
    "hu": "Mesék gyerekeknek.",
    "ko": "어린이를 위한 이야기.",
    "vi": "Truyện cho trẻ em.",
}


def test_all_languages_know_the_words_of_their_tones() -> None:
    assert list(UNFUNNY) == list(TONES)
    assert len(TONES) == 29


@pytest.mark.parametrize(
    ("language", "said"), [(code, said) for code, row in UNFUNNY.items() for said in row.split("|")]
)
def test_a_channel_that_is_not_to_be_funny_says_so_in_any_language(
    language: str, said: str
) -> None:
    assert forbids_fun(said, language)
    assert [beat.text for beat in read_theme(f"Xyzt. {said}", language=language).beats] == ["Xyzt"]


@pytest.mark.parametrize("language", TONES)
def test_tones_are_known_in_any_language(language: str) -> None:
    sober, feared, calm, comic = (
        channel("Xyzt. Abcd.", language=language, tone=tone) for tone in TONES[language].split("|")
    )
    assert is_sober(sober)
    assert is_sober(feared)
    assert is_horror(feared)
    assert not is_sober(calm)
    assert is_slow(calm)
    assert mood_of(comic) == "comic"
    assert not is_sober(comic)
    assert not is_horror(sober)


@pytest.mark.parametrize("language", ASLEEP)
def test_a_channel_to_fall_asleep_by_is_slow(language: str) -> None:
    assert is_slow(channel(f"Xyzt. {ASLEEP[language]}", language=language))


@pytest.mark.parametrize("language", FOR_CHILDREN)
def test_a_channel_for_children_says_so(language: str) -> None:
    assert is_for_children(channel(f"Xyzt. {FOR_CHILDREN[language]}", language=language))


def test_what_a_tone_denies_is_no_tone() -> None:
    assert not is_horror(channel("A cave.", tone="gentle, never scary"))
    assert not is_sober(channel("A cave.", tone="warm, not too serious"))


def test_a_documentary_is_sober_unless_its_tone_is_light() -> None:
    assert is_sober(channel("A documentary about bridges. Cranes turn.", tone="warm"))
    assert not is_sober(channel("A documentary about bridges. Cranes turn.", tone="wry"))
    assert not is_sober(channel("A city after dark. Trams turn.", tone="kind"))
