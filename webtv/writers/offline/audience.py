"""Tells for whom all is made, and who is welcome, in twelve languages: "Für neugierige Erwachsene".

None of it is a picture, a caption or a title.
"""

from __future__ import annotations

import re

from webtv.writers.offline import verbs, wordlists

_I = re.IGNORECASE

_FOLK: dict[str, str] = {
    "en": r"(?:people|those|anyone|anybody|everyone|everybody|viewers|listeners|kids|children"
    r"|adults"
    r"|families|grown-?ups|parents|beginners|lovers|fans|friends|folk|insomniacs|toddlers|teens"
    r"|students|the (?:whole family|curious|young|old|waiting|lobby|screen)|all (?:ages|who|those)"
    r"|ages|a (?:waiting|second|quiet)|after (?:midnight|dark)|(?:the|a) \w+ (?:room|lobby|screen)"
    r"|\w+ers (?:and|who|of)|whoever|if you)",
    "es": r"(?:todos?|todas|quien(?:es)?|niñ\w+|adult\w+|gente|personas|principiantes|familias?"
    r"|curios\w+|aficionad\w+|amantes|peques|mayores|toda la familia|los que|las que|escuchar"
    r"|dormir|ver (?:en|con|antes)|aprender|aquellos)",
    "fr": r"(?:tous|toutes|tout le monde|ceux|celles|les (?:enfants|petits|grands|curieux|adultes"
    r"|amateurs|gourmands|insomniaques|débutants|familles|amoureux|passionnés)|enfants|petits"
    r"|adultes"
    r"|débutants|gens|familles|s'endormir|dormir|toute la famille|qui (?:aime|veut))",
    "de": r"(?:alle[n,]?\b|die,? die|jene|jeden|erwachsene|kinder|kleine|große|anfänger|einsteiger"
    r"|familien|neugierige|menschen|leute|liebhaber|fans|freunde|jung|groß und klein|die ganze "
    r"familie|zuschauer|schlaflose)",
    "it": r"(?:tutt[aie]|chi\b|bambin\w+|adulti|principianti|famigli\w+|curios\w+|appassionati"
    r"|gli amanti|gente|persone|coloro|ragazz\w+|grandi e piccini|dormire)",
    "pt": r"(?:toda a (?:gente|família)|todos|todas|quem\b|crianç\w+|adult\w+|principiantes"
    r"|famíli\w+"
    r"|curios\w+|amantes|gente|pessoas|pequen\w+|miúd\w+|graúd\w+|os que|aqueles|adormecer|dormir)",
    "pl": r"(?:wszystkich|każdego|dzieci|dorosłych|początkujących|rodzin\w*|ciekaw\w+|ludzi|osób"
    r"|tych|miłośnik\w+|fanów|małych|młodszych|całej rodziny)",
    "ru": r"(?:всех|каждого|детей|взрослых|начинающих|семьи|семей\w*|любознательных|людей|тех"
    r"|любителей|малышей|всей семьи|любопытных)",
}
"""Whom a programme may be for."""

_FOR: dict[str, str] = {
    "en": r"for",
    "es": r"para|dirigid[oa] a|apt[oa] para|recomendad[oa] para|pensad[oa] para",
    "fr": r"pour|destinée? (?:à|aux)|adaptée? (?:à|aux)|à regarder",
    "de": r"für|geeignet für|gedacht für|auch für|gemacht für|nichts für",
    "it": r"per|adatt[oa] (?:a|ai|alla|anche)|pensat[oa] per|dedicat[oa] (?:a|ai)",
    "pt": r"para|dirigid[oa] a|adequad[oa] (?:a|para)|feit[oa] para|recomendad[oa] para",
    "pl": r"dla|przeznaczon\w+ dla|odpowiedn\w+ dla",
    "ru": r"для|подходит (?:для)?|рассчитан\w+ на|адресован\w*",
}
_SCREENS: dict[str, str] = {
    "es": r"(?:ideal |perfect[oa] |pensad[oa] )?para (?:(?:el|la|los|las|un|una|l[oa]s? que) )?"
    r"(?:salas? de espera|niñ|peque|adult|gente|personas|quien|todos|todas|insomn|oficin|lobby"
    r"|vestíbulo|recepci|pantalla|escaparate|clientes|pacientes|invitad|huésped|resident|amantes"
    r"|fans|después de|dormir|quedarse|acompañar|relajar|trabajar|estudiar|familias)",
    "fr": r"(?:idéal[e]? )?pour (?:(?:le|la|les|un|une|l'|tous|toutes|ceux|celles) ?)*"
    r"(?:salles? d'attente|enfants|petits|adultes|gens|personnes|ceux|celles|tou[st]|insomn"
    r"|bureau|hall|accueil|écran|vitrine|clients|patients|invités|résidents|amateurs|fans"
    r"|s'endormir|(?:faire )?dormir|endormir|bercer|calmer|se détendre|travailler|familles"
    r"|après minuit)",
    "de": r"(?:ideal |perfekt |gedacht )?für (?:(?:den|die|das|alle|alle,|unser\w*|einen?) )*"
    r"(?:warte|kinder|kleine|erwachsene|menschen|leute|alle|jene|schlaflose|büro|lobby|empfang"
    r"|foyer|bildschirm|schaufenster|kund|patient|gäste|bewohner|liebhaber|fans|zum |lange|die,"
    r"|familien|nach mitternacht)",
    "it": r"(?:ideale |pensat[oa] )?per (?:(?:il|lo|la|i|gli|le|l'|un|una|tutti|chi) ?)*"
    r"(?:sal[ae] d'attesa|bambin|piccol|adult|gente|persone|chi|tutti|insonn|uffici|atrio|hall"
    r"|reception|schermo|vetrina|client|pazient|ospit|resident|amanti|fan|dormire|rilassarsi"
    r"|lavorare|famigli)",
    "pt": r"(?:ideal |pensad[oa] )?para (?:(?:o|a|os|as|um|uma|todos|quem) )*"
    r"(?:salas? de espera|criança|pequen|adult|gente|pessoas|quem|todos|insón|escritóri|átrio"
    r"|recepç|receç|ecrã|tela|montra|vitrine|client|pacient|hóspede|convidad|amantes|fãs|dormir"
    r"|relaxar|trabalhar|estudar|famílias)",
    "pl": r"(?:idealny |idealne )?(?:dla|do) (?:\w+ ){0,2}?(?:poczeka|dziec|dorosł|ludzi|osób"
    r"|każdego|wszystkich|tych|biur|gości|pacjent|klient|miłośnik|fanów|snu|zasypia|rodzin)",
    "ru": r"(?:идеально )?для (?:\w+ ){0,2}?(?:зал|дет|взросл|людей|тех|всех|офис|гостей|пациент"
    r"|клиент|любител|сна|холл|витрин|экран|семей|сем)",
    "tr": r".{0,60} için$",
    "zh": r"(?:专?为|給|给|适合|獻給|献给).{1,20}$",
    "ja": r".{1,30}(?:のため(?:の|に)?|向け|用)(?:の?(?:番組|映像))?$",
    "ar": r"(?:من أجل |ل(?=غرف|قاع|أطفال|محب|كل|من |لأطفال|لكبار|لعائل|جمهور"
    r"|لجمهور|لمشاهد|لأسر|جميع|لجميع|لصغار|عشاق))",
}
"""For whom, or for which screen, all is made."""

_WELCOME = re.compile(
    r"(?:\b(?:(?:are |is |both |all |always |very )*welcome|willkommen|bienvenid[oa]s?|bienvenue?s?"
    r"|benvenut[aei]|bem-vind[oa]s?|mile widzian\w+|приветству\w+|добро пожаловать|hoş geldiniz"
    r"|buyurun|welkom)|欢迎(?:收看|观看|光临)?|歓迎(?:します)?|大歓迎"
    r"|مرحب\w*|أهلا(?: وسهلا)?)[ !.]*$",
    _I,
)
"""How those are named who may watch, or what may be sent in."""

_SUITED = re.compile(
    r"^(?:(?:it is |it's |also |auch |aussi |anche |también |também )?"
    r"(?:suitable|appropriate|safe|ideal|perfect|good|fit) (?:for|to)\b"
    r"|(?:für|auch für|ab) .*\bgeeignet$|geeignet (?:für|ab)\b|ab \d+ jahren\b|freigegeben ab\b"
    r"|(?:apt[oa]|ideal|perfect[oa]|recomendad[oa]) (?:para|desde)\b|a partir de \d|desde los \d"
    r"|(?:idéale?|adaptée?|conseillée?|convient) (?:à|aux|pour|dès)\b|dès \d+ ans"
    r"|(?:adatt[oa]|ideale|consigliat[oa]) (?:a|ai|alla|agli|per|da)\b"
    r"|(?:adequad[oa]|ideal|recomendad[oa]|indicad[oa]) (?:a|para)\b"
    r"|(?:odpowiedni\w*|idealn\w+|polecan\w+) (?:dla|od)\b|od lat \d|od \d+ lat"
    r"|(?:подходит|подойд[её]т|рекоменд\w+)\b|от \d+ лет|\d+\+$"
    r"|(?:public|pubblico|público|publikum|зрител\w+|widzowie|widzom|izleyiciler)\b.{0,30}$"
    r"|dedicad[oa]s? a quem\b|polecamy\b|рекомендуем\b|面向.{1,16}$"
    r"|zum (?:einschlafen|träumen|entspannen|mitmachen|zuhören|staunen|lernen)\b"
    r"|(?:benvenut[aei]|bienvenid[oa]s|bienvenue|willkommen sind|bem-vind[oa]s)\b"
    r"|.*(?:için (?:de |da )?(?:uygun|ideal)(?:dur)?|yaş ve üzeri|izleyicilere)$|herkes için$"
    r"|适合.{1,20}$|適合.{1,20}$|老少皆宜$|合家欢|.{1,12}(?:都可以看|都能看)$|(?:献给|獻給).{1,20}$"
    r"|.{1,24}(?:にも)?(?:見やすい|おすすめ|楽しめる|向け)(?:です|番組|映像)?(?:です)?$|.{1,24}のための.{0,6}$"
    r"|(?:مناسب|ملائم)\w* ل|لل(?:كبار|صغار|أطفال|عائلة|جميع|مبتدئين)|لكل (?:من|الأعمار|محب)"
    r"|لمن |لجميع)",
    _I,
)
"""For whom it is fit, or from which age on."""


_WHO = re.compile(
    r"(?:, | )(?:who|that|die|der|qui|que|che|którzy|które|кто|которые|chi|quien)\b", _I
)
"""What tells more of them."""


def is_for_somebody(text: str, language: str) -> bool:
    """Whether a sentence, or what stands between its commas, says who may watch."""
    code = language[:2]
    if _SUITED.match(text) or _WELCOME.search(text):
        return not _happens(text, code)
    if code in _SCREENS and re.match(_SCREENS[code], text, _I):
        return True
    if code not in _FOR:
        return False
    found = re.match(
        rf"(?:also |auch |und |and |et |y |e |i |и )?(?:{_FOR[code]})\s+(?:[\w'’-]+ ){{0,2}}?"
        rf"(?:{_FOLK[code]})",
        text,
        _I,
    )
    return bool(found) and not _happens(_WHO.split(text)[0], code)


def unaddressed(text: str, code: str) -> str:
    """A text without for whom it is, at its end."""
    return re.split(rf"\s+(?={_SCREENS[code]})", text, flags=_I)[0] if code in _SCREENS else text


def _happens(text: str, code: str) -> bool:
    """Whether something is done in a text."""
    if code == "en":
        says = wordlists.is_clause(text, "en") and not re.match(r"(?:it is|it's|also)\b", text, _I)
        return says or bool(re.search(r"\b(?:he|she|they|it) [a-z]", text))
    if code in ("zh", "ja", "ar", "tr"):
        return False
    return verbs.tells(_SUITED.sub("", text), code) and not _SUITED.match(text)
