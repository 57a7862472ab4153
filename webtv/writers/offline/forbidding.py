"""What a sentence of a theme forbids: "No cars", "Nunca hay gritos"."""

from __future__ import annotations

import re

from webtv.writers.offline import verbs
from webtv.writers.offline.prohibitions import prohibited

_I = re.IGNORECASE

_NEGATED = re.compile(
    r"^(?:(?:please|bitte|por favor|s'il vous plaît|per favore|proszę|пожалуйста|من فضلك),?\s+"
    r"|(?:and|y|et|und|e|i|и) (?=(?:no|without|sin|sans|pas de|ohne|keine?|senza|sem|bez|без) )"
    r")?(?:"
    r"(?:there (?:are|is|should be|must be) )?no|never|without|avoid(?:ing)?|don'?t|do not|not"
    r"|nothing|none of|neither"
    r"|sin|nunca|nada de|evita(?:r|d)?|ningún|ninguna|jamás"
    r"|pas de|pas d(?=')|sans|jamais|aucune?|éviter|évitez|rien de"
    r"|kein(?:e[nmrs]?)?|ohne|nie(?:mals)?|nicht|vermeide[nt]?"
    r"|niente|senza|mai|non|nessun(?:a|o(?= (?:s[^aeiou]|z|gn|ps)))?|evita(?:re)?"
    r"|sem|não|evit(?:e|ar)|nenhuma?"
    r"|geen|zonder|nooit|niet"
    r"|bez|żadn\w+|nigdy|без|никак(?:их|ой|ого)|никогда(?: не)?|не|нет|asla|لا(?! أحد)|بدون|بلا"
    r"|دون|ليس"
    r"|es gibt (?:kein(?:e[nmrs]?)?|nie(?:mals)?)|il n'y a (?:pas|jamais)"
    r"|er (?:is|zijn|komt|komen) (?:geen|nooit)|hiçbir"
    r")(?=[\s:'])\s*:?\s*",
    _I,
)
_NEGATED_CJK = re.compile(
    r"^(?:请|請)?(?:不要|不许|没有(?!人[^，,、。]{2})|禁止|避免|别|無(?![口名数事料限心言線表邪愛骨頼])|无(?![名数限心言线聊尽轨敌骨])|勿)(?:出现|出現|拍摄|拍|显示|展示|使用|有)?"
)
_NEGATED_END = re.compile(
    r"(?:は|を|が)?(?:(?:出さ|見せ|映さ|使わ|入れ)ないで(?:ください|下さい)?|NG)$"
    r"|(?:は|を|が|も)?(?:なし|(?:出さ|見せ|映さ|使わ|入れ|写さ|撮ら|描か|出てこ|登場し|し)(?:ない|ません)"
    r"(?:こと)?|(?:起こ|起き)(?:ら|り)?(?:ない|ません)|(?<=[はがも])(?:い|出)(?:ない|ません)|禁止|\s(?:yok|olmasın|istemiyoruz?)|없이|금지)$"
)
_NO_NEGATION = {"pt": ("no",), "de": ("mai", "sem"), "nl": ("mai",), "fr": ("mai",)}
"""Words that forbid in another language and say something else in this one: "No domingo"."""

_BEFORE_NOUN = re.compile(
    r"^(?:(?:no|nie|не|بدون|دون|من دون|liever|ook|geen|absolut|helst|inga|ingen|inget|legyen"
    r"|vet|keine?n?|any|the|ever"
    r"|show(?:ing)?|include|use|de|d'|des|mostrar|zeigen|pas|sin"
    r"|sem|senza|hay|há|tem|c'è|ci sono|ci siano|y a|ma|są|va|ohne|bez|без"
    r"|mostr\w+|most?r[ea]\w*|montre\w*|voir|ver|vedere|pokaz\w+|показ\w+|видеть|widzieć"
    r"|(?:quer|quier|vogli|chce|quere)\w+|(?:deb|dev|dov|pued|pod|può|poss)\w*|mog[ąę]|może"
    r"|haber|haver|aparec\w+|aparez\w+|esser\w+|być|быть|se|si|mai|admit\w+|permit\w+"
    r"|vê|ve|jamais|nunca|nigdy|any kind of"
    r"|هیچ|bất kỳ|bất cứ|adegan|cảnh|cap|scènes? de|scenes? of|escenas? de|szenen? (?:von|mit)"
    r"|תמונות של|sceny|сцен[ыа]?|imágenes de|images? de|bilder av"
    r"|تعرض|تظهر|تصور|نريد|أريد|نرى|مشاهد|أي|أية)\s+|(?:pas )?d')+",
    re.IGNORECASE,
)
_AFTER_NOUN = re.compile(
    r"\s+(?:zien|sehen|erscheinen|werden|worden|vorkommen|auftauchen|verwenden|zeigen|filmen|sein"
    r"|görünmesin|olmasın|gösterme(?:yin)?|नहीं|के|का|की)$"
    r"|(?:なし|無し)$"
    r"|(?:は|を|が|も)(?:出さ|見せ|映さ|使わ|入れ|写さ|出てこ|登場し)$",
    re.IGNORECASE,
)
_BANNED_AND = re.compile(
    r",|،|、|(?<=[\u3040-\u9fff])(?:[和或及与跟や]|と|も(?!の))(?=[\u3040-\u9fff])"
    r"|\b(?:or|and|nor|n[ieé]|oder|und|noch|y|o|et|ou|e|nem|of|eller|och|és|ani|i|lub|и|или|ни"
    r"|veya|eikä|hoặc|atau|או|یا|أو|ولا|و(?=بدون|دون|من دون))\b"
    r"|(?<!\bse )\bve\b| और |\ben(?= (?:geen|liever|ook|zonder)\b)|(?<=[가-힣])[와과] "
)
"""Between the things that a sentence forbids."""

_COURTESY = re.compile(
    r"please|thank you|thanks|bitte|danke|por favor|gracias|per favore|s\.?f\.?f|svp|merci"
    r"|obrigad[oa]|proszę|пожалуйста|lütfen|من فضلك",
    _I,
)
_EVERYBODY = re.compile(
    r"(?:se$|ون|только|only|nur|solo|seulement|everybody|everyone|they|we|i|it|there|but|pero"
    r"|aber|mais|ma)\b",
    _I,
)


MISSED = (
    r"(?:que no falten?|no (?:puede|debe)n? faltar|che non manchi(?:no)?|non (?:può|possono)"
    r" mancare"
    r"|que não faltem?|não podem? faltar|sans oublier|nicht fehlen (?:darf|dürfen))"
)
"""What is not to be missing, and so is wanted."""

_WAS = re.compile(r"(?:nigdy nie|никогда не) [^\W\d_]+(?:ł[aoiy]?|л[аои]?)(?= |$)", _I)
"""What nobody ever did, which is told and not forbidden."""


def forbidden(sentence: str, language: str) -> str | None:
    """What a sentence or an item forbids, "" where that has no name; None if it forbids nothing."""
    if _WAS.match(sentence) or re.match(MISSED, sentence, _I) or _is_habit(sentence, language):
        return None
    if (known := prohibited(sentence, language)) is not None:
        return known
    match = _NEGATED.match(sentence) or _NEGATED_CJK.match(sentence)
    if match and match[0].strip(" :").lower() not in _NO_NEGATION.get(language[:2], ()):
        return sentence[match.end() :].strip(" ,:'") or None
    if match := _NEGATED_END.search(sentence):
        return sentence[: match.start()].strip() or None
    return None


def _is_habit(sentence: str, language: str) -> bool:
    """Whether a sentence says what somebody never does: "Nunca diz que não"."""
    words = sentence.split()
    never = len(words) > 2 and words[0].lower() == "nunca" and language[:2] in ("es", "pt")
    return never and words[1] not in ("hay", "há") and verbs.is_form(words[1], language)


def nouns(banned: str) -> list[str]:
    """What is forbidden, as words for a negative prompt; long explanations are none."""
    banned = re.split(r"\s+(?:that|which|who)\b", banned)[0]
    parts = _BANNED_AND.split(_AFTER_NOUN.sub("", banned))
    bare = [
        _BEFORE_NOUN.sub("", _AFTER_NOUN.sub("", part.strip(" .,"))).rstrip("はもを")
        for part in parts
    ]
    named = (part for part in bare if part and not _COURTESY.fullmatch(part))
    return [part for part in named if len(part.split()) <= 4 and not _EVERYBODY.match(part)]
