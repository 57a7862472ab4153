"""Themes of other languages: what is said of the channel is none of it, and no clause is cut."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.things import things_in
from webtv.writers.writer import Recent

MEANT = {
    "es": ("Se ve todo de cerca", "Tono de documental", "Todo debe ser lento"),
    "fr": ("Poème filmé", "Pour endormir les petits", "Ce qui compte, ce sont les mains"),
    "de": ("Alles soll ruhig bleiben", "Nur Formen, Farbe und Zeit", "Was zählt, sind die Hände"),
    "it": ("Il movimento deve essere lento", "Solo forme, colore e tempo"),
    "pt": ("O ritmo deve ser lento", "Contos para dormir"),
    "nl": ("Alles moet rustig blijven", "Verhaaltjes voor het slapengaan"),
    "pl": ("Bajki na dobranoc",),
    "ru": ("Спокойный канал о космосе для тех, кто не спит", "Сказки на ночь"),
    "zh": ("每集一种神兽，画面要有留白", "节奏要慢"),
    "ja": ("映像はゆっくり", "テンポはゆっくり"),
    "ar": ("حكايات قبل النوم للأطفال",),
}
BEATS = {
    ("zh", "天没亮，王师傅就起来和面。"): ["天没亮，王师傅就起来和面"],
    ("zh", "蒸笼一开，白气涌出来，遮住了半条街。"): ["蒸笼一开，白气涌出来，遮住了半条街"],
    ("zh", "老人在河边喝茶，妇人在石阶上洗衣。"): ["老人在河边喝茶", "妇人在石阶上洗衣"],
    ("zh", "鲲从北海跃起，化为大鹏。"): ["鲲从北海跃起，化为大鹏"],
    ("zh", "小熊找被子、松鼠数果子、猫头鹰点灯。"): ["小熊找被子", "松鼠数果子", "猫头鹰点灯"],
    ("zh", "老人卖糖葫芦、棉花糖、烤红薯。"): ["老人卖糖葫芦、棉花糖、烤红薯"],
    ("zh", "骏马奔过河滩\n孩子们摔跤\n老奶奶在蒙古包前挤牛奶"): [
        "骏马奔过河滩",
        "孩子们摔跤",
        "老奶奶在蒙古包前挤牛奶",
    ],
    ("ja", "葉を転がる水滴、殻にこもるカタツムリ、露の玉。"): [
        "葉を転がる水滴",
        "殻にこもるカタツムリ",
        "露の玉",
    ],
    ("es", "Remedios apenas habla; canturrea."): ["Remedios apenas habla; canturrea"],
    ("pt", "Lá fora passam azulejos, estendais e gaivotas."): [
        "Lá fora passam azulejos, estendais e gaivotas"
    ],
    ("de", "Eine Werkstatt am Landwehrkanal in Berlin."): [
        "Eine Werkstatt am Landwehrkanal in Berlin"
    ],
    ("nl", "Sprookjes over een egel in een theepot."): ["een egel in een theepot"],
}  # fmt: skip


LABELLED = {
    ("es", "PÚBLICO: gente mayor.\nOBJETIVO: relajar.\nXyzt."): ["Xyzt"],
    ("es", "Nos gustaría un canal sobre un tren antiguo. Gracias."): ["un tren antiguo"],
    ("es", "Xyzt. Cada capítulo, un viajero distinto."): ["Xyzt"],
    ("fr", "À l'image :\n- le merle vole\n- la pluie tombe\nÀ éviter : les cris."): [
        "le merle vole",
        "la pluie tombe",
    ],
    ("it", "Vorrei storie per bambini: la nonna ripara le stelle."): ["la nonna ripara le stelle"],
    ("it", "Xyzt. Alla fine di ogni puntata una stella torna a casa."): [
        "Xyzt",
        "una stella torna a casa",
    ],
    ("zh", "【主题】夜里的博物馆\n【内容】\n1、仙鹤飞出来喝水\n2、保安假装没看见\n【风格】诙谐"): [
        "夜里的博物馆",
        "仙鹤飞出来喝水",
        "保安假装没看见",
    ],
    ("ja", "灯台守からは月に一度、貝殻の入った手紙が届きます。"): [
        "灯台守からは月に一度、貝殻の入った手紙が届きます"
    ],
    ("ar", "Xyzt. الجمهور: العائلات. يرجى تجنب الضوضاء."): ["Xyzt"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "theme"), LABELLED)
def test_labels_and_wishes_are_no_pictures(language: str, theme: str) -> None:
    assert [beat.text for beat in read_theme(theme, language=language).beats] == LABELLED[
        language, theme
    ]


@pytest.mark.parametrize("language", MEANT)
def test_what_all_is_to_be_like_is_no_picture(language: str) -> None:
    stop = "。" if language in ("zh", "ja") else ". "
    for meant in MEANT[language]:
        beats = read_theme(f"Xyzt{stop}{meant}{stop}", language=language).beats
        assert [beat.text for beat in beats] == ["Xyzt"], meant


@pytest.mark.parametrize(("language", "theme"), BEATS)
def test_a_clause_stays_with_what_it_cannot_stand_without(language: str, theme: str) -> None:
    told = [beat.text for beat in read_theme(theme, language=language).beats]
    assert told == BEATS[language, theme]


def test_dutch_things_end_where_another_word_begins() -> None:
    known = {
        "Een meisje brengt een horloge dat achteruit loopt": ("een meisje", "een horloge"),
        "Zeehonden liggen op de zandplaat te zonnen": ("de zandplaat",),
        "Egel weet overal een oplossing voor": ("een oplossing",),
        "Muis is bang dat de maan valt": (),
        "een egel, die in een theepot wil wonen": ("een theepot",),
        "Een man kijkt naar de rode vissen": ("een man",),
    }
    for text, things in known.items():
        assert things_in(text, "nl") == things


def test_no_title_is_cut_out_of_a_sentence_and_none_joins_a_sentence_to_a_thing() -> None:
    themes = {
        "nl": "Lepelaars zeven met hun snavel het ondiepe water. De boot vaart langs de boeien.",
        "hu": "Egy öreg halász hálót foltoz a nádas mellett. A gyerekek a vízbe ugrálnak.",
        "pl": "Bar mleczny: pierogi ruskie, kompot z rabarbaru. Studentka liczy drobne.",
    }
    for language, theme in themes.items():
        told = channel(theme, language=language, shots=6)
        recent: tuple[Recent, ...] = ()
        for seed in range(6):
            recent = (Recent.of(write(told, seed, recent)), *recent)
        sentences = [beat.text for beat in read_theme(theme, language=language).beats]
        for title in (known.title for known in recent):
            things = [thing for text in sentences for thing in things_in(text, language)]
            cut = any(text.startswith(title) and text != title for text in sentences)
            assert not cut or title.lower() in things, title
            assert not ("liczy" in title and " i " in title)


def test_a_theme_of_forms_alone_shows_no_things() -> None:
    theme = "Spirali, tassellature, frattali che fioriscono. Niente oggetti, niente persone."
    plan = write(channel(theme, language="it", style="astratto"))
    assert all(
        any(form in s.prompt for form in ("spiral", "tassell", "frattal")) for s in plan.shots
    )


def test_a_sentence_ends_as_its_language_ends_it() -> None:
    plan = write(channel("दादी चूल्हे पर रोटी सेंकती हैं। बच्चे झूला झूलते हैं।", language="hi"))
    assert all(shot.line.endswith("।") for shot in plan.shots if shot.line)
