"""Tells by what stands before a colon that no picture follows, or that none may: "Público: "
"todos".
"""

from __future__ import annotations

import re

_I = re.IGNORECASE

_LABEL = re.compile(
    r"(?:el |la |los |las |le |les |l'|il |lo |o |a |os |as |der |die |das |de |het )?(?:"
    r"público(?:-alvo| objetivo)?|publics?(?: visé)?|pubblico|publikum|zielgruppe|publiek|doelgroep"
    r"|odbiorcy|publiczność|аудитория|зрители|izleyici|hedef kitle|الجمهور|观众|受众|對象"
    r"|对象|視聴者|対象"
    r"|objetivos?|objectifs?|ziele?|obiettiv[oi]|doel|cel|цель|цели|amaç|الهدف|目的|目标|目標|ねらい"
    r"|tono|ton|tom|toon|ambiente|ambiance|atmosfera|atmosphäre|sfeer|klimat|nastrój|настроение"
    r"|атмосфера|hava|الأجواء|الجو|الأسلوب|النبرة|气氛|氣氛|氛围|基调|基調|雰囲気|トーン"
    r"|estilo|style|stil|stile|stijl|styl|стиль|üslup|风格|風格|スタイル|作風"
    r"|ritmo|rythme|tempo|tempi|темп|節奏|节奏|テンポ|الإيقاع"
    r"|música|musique|musik|musica|muziek|muzyka|музыка|müzik|الموسيقى|音乐|音樂|配乐|音楽"
    r"|sonido|sons?|bande-son|ton und musik|suono|som|geluid|dźwięk|звук|ses|الصوت|声音|聲音|音"
    r"|formato?|format|formaat|формат|biçim|duración|durée|dauer|durata|duração|duur"
    r"|длительность|时长"
    r"|horario|horaires?|sendezeit|orario|horário|cámara|caméra|kamera|camera|câmera|камера"
    r"|الكاميرا"
    r"|镜头|鏡頭|カメラ|colores|couleurs|farben|colori|cores|kleuren|kolory|цвета|renkler|الألوان|色彩"
    r"|referencias?|références?|referenzen?|riferimenti|referências?|references|参考|参考作品"
    r"|notas?|notes?|hinweise?|anmerkung(?:en)?|note|opmerking(?:en)?|uwagi|примечани[ея]|notlar?"
    r"|ملاحظات|ملاحظة|备注|備註|備考|注意"
    r"|importante|important|wichtig|belangrijk|ważne|важно|önemli|مهم|重要"
    r"|idioma|langue|sprache|lingua|língua|taal|język|язык|dil|اللغة|语言|言語"
    r"|edad(?:es)?|âges?|alter|età|idade|leeftijd|wiek|возраст|yaş|العمر|年龄|年齡|年齢)"
    r"(?: (?:general|générale?|generale|geral|visual|visuelle?))?",
    _I,
)
_AVOIDED = re.compile(
    r"(?:a |à |da |te |zu )?(?:evitar|éviter|vermeiden|evitare|vermijden|unikać|избегать)"
    r"|(?:lo )?prohibid[oa]s?|no queremos|interdits?|interdictions?|verboten|tabus?|taboes?|vietato"
    r"|divieti|proibid[oa]s?|verboden|zakazane|zakazy|запреты?|запрещено|нельзя|yasak(?:lar)?"
    r"|istenmeyenler|ممنوع(?:ات)?|المحظورات|محظورات|تجنب"
    r"|禁忌|禁止(?:事项|事項)?|避免|不要|不能有|NG(?:事項|集)?",
    _I,
)
_RULES = re.compile(
    r"(?:las |les |die |le |as |de )?(?:normas?|reglas?|règles?|consignes?|regeln?|regole|regras"
    r"|regels|zasady|reguły|правила|kurallar|القواعد|قواعد|规则|規則|要求|ルール|決まり)",
    _I,
)


_OF_ONE = {
    "tom": ("pt",),
    "ton": ("fr", "de", "pl"),
    "son": ("fr",),
    "sons": ("fr", "pt"),
    "som": ("pt",),
    "ses": ("tr",),
    "dil": ("tr",),
    "hava": ("tr",),
    "cel": ("pl",),
    "alter": ("de",),
    "doel": ("nl",),
    "styl": ("pl",),
    "note": ("fr", "it"),
    "cores": ("pt",),
    "public": ("fr",),
}
"""Words that are names, or something else, in other languages than theirs."""


def is_label(head: str, language: str) -> bool:
    """Return whether what stands behind a head says how all is made, or for whom."""
    if language[:2] not in _OF_ONE.get(head.strip().lower(), (language[:2],)):
        return False
    return bool(_LABEL.fullmatch(head.strip()) or _RULES.fullmatch(head.strip()))


def is_avoiding(head: str) -> bool:
    """Return whether what stands behind a head is not to be seen."""
    return bool(_AVOIDED.fullmatch(head.strip()))
