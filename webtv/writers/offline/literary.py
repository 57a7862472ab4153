"""Tells the literary form in which all is told from whom it is of: "Sprookjes over Egel"."""

from __future__ import annotations

import re

_I = re.IGNORECASE

_TOLD_ALONE = re.compile(
    r"(?:poème|conte|récit|rêverie|carnet|poema|cuento|relato|gedicht|märchen|poesia|racconto|fiaba"
    r"|conto|gedichtje|sprookje|wiersz|baśń|сказка|стихи|поэма|şiir|masal|poem|fairy tale) "
    r"(?:filmée?|"
    r"visuel(?:le)?|animée?|filmad[oa]|visual|animad[oa]|filmat[oa]|in bildern|in beelden|w "
    r"obrazach"
    r"|в картинках|in (?:pictures|images)|en images|en imágenes|per immagini|em imagens)",
    _I,
)
"""A form in which all is told, and nothing of it."""

_TALES: dict[str, str] = {
    "es": r"(?:cuentos?|cuentecitos|historias?|relatos)(?: (?:cortos|breves|para dormir|infantiles"
    r"|de buenas noches|antes de dormir))*",
    "fr": r"(?:contes|petites histoires|histoires|récits)(?: (?:du soir|pour (?:dormir|s'endormir"
    r"|enfants)|courtes?))*",
    "de": r"(?:gute-?nacht-?geschichten|kindergeschichten|märchen|geschichten)(?: (?:zum "
    r"einschlafen"
    r"|für (?:\w+ )?kinder))*",
    "it": r"(?:favole|fiabe|storie|racconti)(?: (?:della buonanotte|per (?:dormire|bambini)"
    r"|brevi))*",
    "pt": r"(?:contos|histórias|historinhas)(?: (?:de ninar|para (?:dormir|crianças)|curtas))*",
    "nl": r"(?:korte |kleine )?(?:verhaaltjes|verhalen|sprookjes)(?: (?:voor het slapen\w*"
    r"|voor (?:\w+ )?kinderen|om bij in slaap te vallen))*",
    "pl": r"(?:bajki|opowieści|historyjki|baśnie)(?: (?:na dobranoc|dla (?:\w+ )?dzieci|do snu))*",
    "ru": r"(?:сказки|истории|рассказы)(?: (?:на ночь|перед сном|для (?:\w+ )?(?:детей|малышей)))*",
    "tr": r"(?:uyku |uyku öncesi )?(?:masallar[ıi]?|öyküler)",
    "ar": r"(?:حكايات|قصص)(?: (?:قبل النوم|للأطفال|ما قبل النوم|قصيرة))*",
    "sv": r"(?:god ?natt-?sagor|sagor|berättelser)(?: (?:för (?:små )?barn|till natten))*",
}
"""Stories, and for whom they are."""

_SCIENCE = re.compile(
    r"(?:ciencia|science|wissenschaft|scienza|ciência|wetenschap|nauka|наука|bilim|العلوم|علوم)"
    r"(?: \w+)? (?:para|pour|für|per|voor|dla|для|للأطفال).*",
    _I,
)
_OF: dict[str, str] = {
    "es": "sobre|acerca de|de|con|en las que",
    "fr": "sur|de|avec|autour de",
    "de": "über|von|mit|rund um|um",
    "it": "su|di|con|intorno a",
    "pt": "sobre|de|com",
    "nl": "over|van|met|rond",
    "tr": "(?!)",
    "ar": "عن|حول",
    "sv": "om|med",
}
"""Between stories and whom they are of, in the form in which that can be filmed."""


def without_form(sentence: str, code: str) -> str:
    """Return what a sentence shows without its form; "" where it says no more than that."""
    if _TOLD_ALONE.fullmatch(sentence) or _SCIENCE.fullmatch(sentence):
        return ""
    if not (tales := _TALES.get(code)):
        return sentence
    if re.fullmatch(tales, sentence, _I):
        return ""
    if code in ("pl", "ru") and re.match(rf"{tales} (?:o|об?|про)\s", sentence, _I):
        return ""  # whom they are of is bent by the word before
    about = re.match(rf"{tales} (?:{_OF.get(code, '(?!)')}) (?=\S)", sentence, _I)
    return sentence[about.end() :] if about else sentence
