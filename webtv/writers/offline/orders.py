"""Tells what an operator orders of every programme from what happens in it, in twelve languages.

"In every episode somebody gets lost" is filmed without its first words, "Every episode follows one
object" not at all. Patterns by language; what none knows is read as it stands.
"""

from __future__ import annotations

import re

from webtv.writers.offline import wordlists

_I = re.IGNORECASE

_WITHIN = re.compile(
    r"^(?:"
    r"(?:in|at|on|during) (?:each|every) (?:episode|programme|program|show|broadcast|instal?lment)"
    r"|en cada (?:episodio|programa|capítulo|emisión|entrega)"
    r"|(?:dans|à) chaque (?:épisode|émission|programme|numéro)"
    r"|in jeder (?:folge|sendung|episode|ausgabe)"
    r"|in (?:elke|iedere) (?:aflevering|uitzending)"
    r"|(?:in|a|ad) ogni (?:puntata|episodio|trasmissione)"
    r"|(?:em|a) cada (?:episódio|programa|capítulo|emissão)"
    r"|w każdym (?:odcinku|programie)"
    r"|в кажд(?:ом выпуске|ой серии|ом эпизоде|ой передаче|ой программе)"
    r"|her (?:bölümde|programda|yayında)"
    r"|في كل (?:حلقة|برنامج)"
    r"|हर (?:कार्यक्रम|एपिसोड|कड़ी|अंक) में|(?:매|각) ?(?:회|화|편|방송)(?:마다|에서는?|에는?)?"
    r"|v každ(?:ém (?:díle|pořadu)|é epizodě)|[уву] кожн(?:ому випуску|ій серії)"
    r"|în fiecare (?:episod|program|emisiune)|minden (?:epizódban|részben|műsorban|adásban)"
    r"|joka(?:isessa|) (?:jaksossa|ohjelmassa)|σε κάθε (?:επεισόδιο|εκπομπή)"
    r"|(?:a|en) cada (?:episodi|capítol)|(?:di |dalam |pada )?setiap (?:episode|program)"
    r"|(?:trong )?mỗi (?:tập|chương trình)|בכל (?:פרק|תו?כנית)|در هر (?:قسمت|برنامه)"
    r")(?=[\s,،:]|$)[,،]?\s*"
    r"|^(?:毎回|毎話|各回)(?:は|では?|に)?[、，]?\s*|^在?每一?[集期](?:里|中)?[,，]?都?",
    _I,
)
"""What happens in a programme comes after it."""

_OF_EACH = re.compile(
    r"^(?:"
    r"(?:each|every) (?:episode|programme|program|show|broadcast|instal?lment)"
    r"|cada (?:episodio|programa|capítulo|emisión|entrega|episódio|emissão)"
    r"|chaque (?:épisode|émission|programme|numéro)"
    r"|jede (?:folge|sendung|episode|ausgabe)"
    r"|ogni (?:puntata|episodio|trasmissione)"
    r"|(?:elke|iedere) (?:aflevering|uitzending)"
    r"|każdy (?:odcinek|program)"
    r"|кажд(?:ый (?:выпуск|эпизод)|ая (?:серия|передача|программа))"
    r"|her (?:bölüm|program|yayın)"
    r"|كل (?:حلقة|برنامج)"
    r")(?=[\s,،:]|$)[,،]?\s*",
    _I,
)
"""Of what every programme is or does; before a subject, when something happens."""

_AT_END = re.compile(
    r",?\s+(?:en cada (?:episodio|programa|capítulo)|(?:dans|à) chaque (?:épisode|émission)"
    r"|in jeder (?:folge|sendung)|(?:in|a) ogni (?:puntata|episodio)|em cada (?:episódio|programa)"
    r"|w każdym (?:odcinku|programie)|в кажд(?:ом выпуске|ой серии)|في كل حلقة)$",
    _I,
)
_TELLS = re.compile(
    r"^(?:(?:there |it |this |se |si |on |nous |wir |wird |мы |é |è |il |es )?"
    r"(?:should|must|will|show|tell|follow|present|feature|focus|cover|explore|introduce"
    r"|(?:cuenta|muestra|sigue|presenta|explica|trata|habla|conoce|descubr)\w*"
    r"|(?:racont|sui[tv]|présent|montr|parl|découvr|s'agit)\w*"
    r"|(?:geht|erzähl|zeig|begleit|folg|stell)\w* |wird |werden "
    r"|(?:gaat|vertelt|toont|volgt|laat|draait) "
    r"|(?:raccont|mostra|segu|parla|scopr)\w*|(?:conta|fala|apresenta|mostra|segue)\w*"
    r"|(?:opowiad|pokazuj|przedstawi|poznaj|śledzi)\w*|jest mowa|mowa "
    r"|(?:рассказ|показ|знаком|представл)\w*|речь "
    r"|(?:نتناول|نروي|نعرض|نتابع|نقدم|تتناول|تروي|تعرض|تتابع|تقدم)))"
    r"|^.*\b(?:anlatılır|anlatıyor|anlatır|gösterilir|tanıtılır|ele alınır|işlenir)$"
    r"|^(?:会|要|应该?)?(?:讲|介绍|聚焦|关注|展示|跟随|围绕|说一?个|是|以)"
    r"|^.*(?:紹介|取り上げ|を語|を追|を描|について|を見せ|をテーマ)",
    _I,
)
"""What a programme tells or shows, and nothing that happens in it."""

_HAPPENS = re.compile(r"(?:है|हैं|हो|त[ाीे]|ग[ाीे]|था|थी|थे)$")
"""How a Hindi sentence ends that has a verb."""

_SUBJECTS = frozenset(
    "somebody someone nobody something alguien algo nadie quelqu'un quelqu'une personne qualcuno "
    "qualcosa nessuno alguém ninguém algum".split()
)
_GERMAN = re.compile(
    r"^([a-zäöüß]+) ((?:(?:[a-zäöüß]+ ){0,3}?[A-ZÄÖÜ][\w-]*|jemand|niemand|etwas|er|sie|es))"
    r"(?= |$)(.*)$"
)
"""A German clause whose verb comes first: "vergisst der Gast seinen Hut"."""

_SAID = re.compile(
    r"^(?:(?:and|also|please|but|por favor|bitte|s'il vous plaît|per favore|proszę|пожалуйста"
    r"|if possible|wenn möglich|si possible|si es posible|se (?:possibile|possível)|jeśli można"
    r"|если можно|mümkünse|lütfen|请|請|من فضلك)[,:]?\s*)*(?:"
    r"(?:mention|remind|remember to|make sure|be sure|ensure|don't forget|do not forget"
    r"|keep (?:it|things|the (?:pace|tone|mood|camera|shots|pictures)|everything)|say that"
    r"|tell (?:people|viewers|them|everyone)|announce"
    r"|use (?:only|real|the real|long|wide|slow|static|natural|soft|lots of|plenty of))"
    r"|menciona\w*|recuerd[ae]\w* |no olvid\w+|mentionne\w*|rappele\w*|n'oublie\w*"
    r"|erwähn\w*|vergiss nicht|denk\w* daran|ricorda\w* |menziona\w*|non dimentica\w*"
    r"|lembr\w+ |mencion\w+|não (?:se )?esqueç\w+|wspomnij\w*|pamiętaj\w*|nie zapomnij\w*"
    r"|упомян\w+|не забудь\w*|не забывай\w*|напомни\w*"
    r")\b"
    r"|^(?:请|請)?(?:提到|提及|记得|别忘|不要忘)|忘れずに|に触れて|(?:bahset|belirt|unutma)(?:in|iniz|yın)?$"
    r"|^(?:من فضلك )?(?:اذكر|تذكر|لا تنس)",
    _I,
)
"""What is to be said, or how it is to be done: no picture."""

PACES = frozenset(
    "slow slowly calm calmly quiet quietly gentle gently fast quickly relaxed relaxing peaceful "
    "unhurried soothing meditative hypnotic steady lento lenta lentamente despacio tranquilo "
    "tranquila tranquilamente pausado lent lente lentement calme calmement doucement langsam ruhig "
    "gemächlich gemütlich calmo calma tranquillo tranquilla devagar powoli wolno spokojnie powolne "
    "spokojne медленно спокойно неспешно тихо yavaş sakin huzurlu بطيء بطيئة هادئ هادئة ببطء "
    "بهدوء".split()
)
_AND = frozenset(
    "very extremely really quite so too rather always mostly mainly as possible and but not nice a "
    "bit at all pace paced pacing tempo rhythm muy y ritmo con très et rythme sehr äußerst ganz "
    "und immer molto e estremamente muito extremamente bardzo i niezwykle очень и крайне çok ve "
    "son derece جدا جدًا و للغاية".split()
)
_SLOW_DENSE = re.compile(
    r"^(?:节奏|速度)?(?:非常|极其|极度|特别|十分|很|超)?(?:缓?慢|慢慢地?|安静|平静|宁静)(?:的?节奏)?$"
    r"|^(?:とても|ごく|すごく|非常に)?(?:ゆっくり|静か|のんびり)(?:と|に|な|した)?(?:テンポ|ペース)?$"
)

_SHOW = re.compile(
    r"^(?:(?:please|also|always|por favor|bitte|s'il vous plaît|per favore|proszę|пожалуйста"
    r"|lütfen),? )*(?:show|feature|include|film(?! (?:is|are|was|were|has|can|must|will)\b)"
    r"|(?:filmer|filmare|riprendere|filmar|grabar|gravar|filmen)"
    r"(?= (?:el|l[aeo]s?|les|i|gli|os?|as?|un[aeo]?s?|des|der|die|das|den|eine?n?|uma?)\b| l')"
    r"|muestr[ae]n?|mostrar|enseñar|montre[rz]?|zeig(?:e|t|en)?(?: sie)?(?: bitte)?"
    r"|mostra(?:re|te)?|mostrem?|pokaż(?:cie)?|pokazywać|покаж(?:и|ите)|показывать)"
    r" (?:(?:always|siempre|toujours|immer|sempre|zawsze|всегда) )?(?=\S)"
    r"|^there (?:should|must|has to|have to|needs? to) (?:always )?be (?=\S+ \S)"
    r"(?!.*\b(?:cliffhangers?|twists?|surprises?|jokes?|endings?)\b)"
    r"|^(?:siempre )?(?:deben?|tienen? que|ha de) haber (?=\S)|^il (?:doit|devrait) y avoir (?=\S)"
    r"|^(?:ci )?(?:deve|devono) esser(?:e|ci) (?=\S)|^(?:devem?|tem (?:que|de)) haver (?=\S)"
    r"|^(?:mają|muszą|powinn[yo]) być (?=\S)|^должн[ыоа] быть (?=\S)|^harus ada (?=\S)"
    r"|^(?:phải|cần) có (?=\S)|^(?:يجب|ينبغي) أن [يت]كون (?:هناك|هنالك) "
    r"|^(?:请|請)?(?:要|得|需要|必须|必須|应该?|應該?)有(?=[^\W\d_]{3})"
    r"| olmalı(?:dır)?$|が(?:欲しい|ほしい|必要)(?:です)?$|(?:이|가) 있어야 (?:합니다|해요|한다)$"
    r"| होन[ेाी] चाहिए$"
    # what a channel brings, and how
    r"|[을를](?: (?:짧은 |\S+ )?\S+로)? (?:알려|전해|보여|들려|소개해) ?"
    r"(?:드립니다|드려요|줍니다|주세요)$"
    r"|[을를] (?:전하는|다루는|소개하는|보여 ?주는) (?:채널|방송|프로그램)입니다$"
    r"|を(?:お届け|お伝え|ご紹介)し(?:ます|ています)$"
    r"| पर (?:एक )?(?:वृत्तचित्र|कार्यक्रम|धारावाहिक|श्रृंखला|डॉक्यूमेंट्री)$"
    r"|^(?:请|請)?展示(?:一下)?|^(?:من فضلك )?(?:اعرض|أظهر)وا? "
    r"|(?: gösterin?(?:iz)?|を(?:見せて|映して)(?:ください)?)$",
    _I,
)
"""By which an operator asks for pictures of something."""

_WATCH = re.compile(r"^(?:watch|see|hear) (?=(?:the|an?|two|three|some)\b)", _I)
_BARE_VERB = re.compile(
    r"((?:the|an?|two|three|some|[A-Z]\w+)(?: [\w'-]+){1,3}?|[A-Z]\w+) ([a-z]+)((?: .*)?)$"
)
"""Who is to be seen, and the verb without an ending that English has after "show"."""

_DID = re.compile(
    r"^(?:we|i)(?:(?P<have> have|'ve))?(?: always)? (?P<verb>[a-z]+) (?P<what>.+?)"
    r"(?:,? and (?:we|i)\b.*)?$",
    _I,
)
_NO_DEEDS = frozenset(
    "be have let think look wonder make happen remember tell give get come go stay stop ask try "
    "learn".split()
)
_ADDRESSED = re.compile(r"\b(?:you|your|we|us|our|i|my|viewers?|channel|it)\b", _I)
_OUR = (
    (re.compile(r"^(?:our|my)\b", _I), "the"),
    (re.compile(r"\b(brings?|gives?|sends?|lends?|hands?) us\b", _I), r"\1"),
    (re.compile(r"^nuestro\b", _I), "el"),
    (re.compile(r"^nuestra\b", _I), "la"),
    (re.compile(r"^nuestr([oa])s\b", _I), r"l\1s"),
    (re.compile(r"^nos\b", _I), "les"),
    (re.compile(r"^(?:nasz\w*|наш\w*) ", _I), ""),
    (re.compile(r"^unsere\b", _I), "die"),
    (re.compile(r"^unseren\b", _I), "den"),
    (re.compile(r"^(il|i|la|le) nostr[oaie]\b", _I), r"\1"),
    (re.compile(r"^([oa]s?) noss[oa]s?\b", _I), r"\1"),
)


def within(sentence: str, language: str) -> str:
    """What happens in every programme, without the words for that; "" where nothing happens.

    A sentence of anything else is returned as it is.
    """
    sentence = _AT_END.sub("", sentence)
    if found := _WITHIN.match(sentence):
        said = sentence[found.end() :]
        if _TELLS.match(said):
            return ""
        if language[:2] == "hi" and not _HAPPENS.search(said):
            return ""  # "a ghat and its people", of which there is to be one
        if language[:2] != "de":
            return said
        turned = _GERMAN.match(said)
        return f"{turned[2]} {turned[1]}{turned[3]}" if turned else ""
    if found := _OF_EACH.match(sentence):
        said = sentence[found.end() :]
        first = said.split()[0] if said else ""
        known = _SUBJECTS | wordlists.of(wordlists.DETERMINERS, language)
        known |= wordlists.of(wordlists.PRONOUNS, language)
        happens = language[:2] != "de" and (first.lower() in known or first[:1].isupper())
        return said if happens else ""
    return sentence


def is_order(sentence: str) -> bool:
    """Whether a sentence says what is to be told, or at what pace, and nothing to be seen."""
    return bool(_SAID.match(sentence)) or is_pace(sentence)


def is_pace(text: str) -> bool:
    """Whether a text says how fast all goes: "Extremely slow"."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    paced = not PACES.isdisjoint(words) and (PACES | _AND).issuperset(words)
    return paced or bool(_SLOW_DENSE.match(text))


def shown(sentence: str) -> str:
    """What an operator asks to be shown, by itself; any other sentence as it is.

    "Show the Moon change" is "the Moon changing".
    """
    said = _SHOW.sub("", sentence, count=1)
    found = _BARE_VERB.match(said if said != sentence else _WATCH.sub("", sentence))
    if found and (said != sentence or _WATCH.match(sentence)) and found[2] in wordlists.VERBS:
        return f"{found[1]} {gerund(found[2])}{found[3]}"
    return said


def as_deed(sentence: str) -> str:
    """What an English operator says that they do, as a picture: "We mend bells" -> "mending bells".

    Any other sentence as it is.
    """
    found = _DID.match(sentence)
    if not found or _ADDRESSED.search(found["what"]):
        return sentence
    verb = found["verb"].lower()
    stems = (verb[:-2], verb[:-1]) if found["have"] and verb.endswith("ed") else (verb,)
    base = next((stem for stem in stems if stem in wordlists.VERBS - _NO_DEEDS), "")
    return f"{gerund(base)} {found['what']}" if base else sentence


def gerund(verb: str) -> str:
    """What somebody does by an English verb: "purr" -> "purring"."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)
    return f"{verb}{verb[-1] if short else ''}ing"


def disowned(item: str) -> str:
    """What is the operator's, as anybody's: "our workshop" -> "the workshop"."""
    for pattern, instead in _OUR:
        item = pattern.sub(instead, item)
    return item
