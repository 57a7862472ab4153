"""Tells what an operator says of the channel itself from what is seen on it, in twelve languages.

"A cosy series about a lighthouse, told like a fairy tale" is a lighthouse; "For the waiting room of
a dentist" and "Slow-burn horror" are no pictures, and neither are feelings: "Dread".
"""

from __future__ import annotations

import re

from webtv.writers.offline import making, wordlists
from webtv.writers.offline.audience import is_for_somebody, unaddressed
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.literary import without_form
from webtv.writers.offline.text import chunks

_I = re.IGNORECASE
_ADJECTIVES = r"(?:[^\W\d_][\w'’-]*,? (?:(?:and|y|e|et|und|i|и|ve) )?)"

_GENRES: dict[str, str] = {
    "en": "(?:mini-?)?series|cartoons?|serials?|soap(?: opera)?s?"
    "|sitcoms?|(?:melo)?dramas?|comed(?:y|ies)|horror"
    "|thrillers?|mystery|(?:mock|rock)?umentar(?:y|ies)|documentar(?:y|ies)|docu-?soaps?|sagas?"
    "|telenovelas?|feuilletons?|shows?|programmes?|programs?|channels?|television|tv|asmr",
    "es": "(?:mini)?serie|dibujos animados|telenovela|telecomedia|comedia|documental|docuserie"
    "|culebrón|folletín"
    "|programa|canal|magacín|sitcom|thriller",
    "fr": "(?:mini-?|web-?)?série|dessins? animés?|feuilleton|émission|chaîne|documentaire"
    "|docu-?série|comédie"
    "|saga|programme|magazine|téléfilm|sitcom|thriller",
    "de": r"\w*(?:serie|zeichentrick|trickfilme?|sendung|doku|dokumentation|seifenoper|komödie"
    r"|drama|krimi|telenovela"
    r"|soap|reihe|magazin|sender|sitcom|programm|kanal)",
    "it": "(?:mini)?serie|cartoni animati|telenovela|commedia|documentario|docuserie|sceneggiato"
    "|trasmissione"
    "|rubrica|fiction|programma|canale|sitcom",
    "pt": "(?:mini)?série|desenhos animados|novela|telenovela|comédia|documentário|folhetim"
    "|programa|canal|sitcom",
    "nl": r"\w*(?:serie|soap|komedie|documentaire|programma|kanaal)",
    "pl": r"(?:mini)?serial(?:ik)?|kreskówk[ai]|bajki|telenowela|opera mydlana|komedia|dokument"
    r"|audycja|cykl|program"
    r"|kanał|magazyn|sitcom",
    "ru": "(?:мини-?|мульт)?сериал|мультфильмы?|мультики|мыльная опера|телепередача|передача"
    "|программа|комедия|драма|цикл"
    "|телеканал|канал|ситком|шоу",
    "ar": "مسلسل|رسوم متحركة|برنامج|سلسلة|دراما|كوميديا|فيلم وثائقي|قناة",
}
_BODIES = (
    "channel|show|program|serie|série|canal|chaîne|kanal|kanał|канал|canale|قناة|reihe|cykl|цикл"
)
"""Genres that are also things of the world: a canal, a row of houses."""

_LABELS = re.compile(
    r"(?:(?:(?:y|e|et|i|и|de|da|d'|di) ?)?(?:infant(?:il|is|iles)|juven(?:il|is|iles)"
    r"|familiar(?:es)?|animad[oa]s?|animaci[oó]n|animação|educativ[oa]s?|cómic[oa]s?|cômic[oa]s?"
    r"|humor(?:ístic[oa])?|dramátic[oa]s?|documenta(?:l|is|les)|musica(?:l|is|les)|aventuras?|misterio|mistério|terror"
    r"|comedia|comédia|televisi(?:va|vo|ón)|televisão|semanal|diári[oa]|diari[oa]"
    r"|enfantine?s?|jeunesse|familiale?s?|animée?s?|animation|éducati(?:f|ve)s?|comique|comédie"
    r"|humour|documentaire|aventures?|mystère|animat[oaie]|animazione|comic[oa]|umoristic[oa]"
    r"|avventure|mistero|dziecięc\w+|animowan\w+|komediow\w+|dokumentaln\w+|familijn\w+"
    r"|детск\w+|анимационн\w+|комедийн\w+|документальн\w+)[\s,]*)+",
    _I,
)
"""What kind of a channel it is, and for whom: "Série infantil" shows nothing."""

_ABOUT: dict[str, str] = {
    "en": r"(?:about|of|on|in|at|from|inside|set (?:in|on|at|aboard|among)|aboard|following"
    r"|starring|featuring|around)",
    "es": r"(?:sobre|acerca de|ambientad[ao] en|situad[ao] en|que (?:transcurre|ocurre) en"
    r"|protagonizad[ao] por|alrededor de|de(?= (?:un|el|la|los|las)))",
    "fr": r"(?:sur|autour de|à propos de|consacrée? à|située? (?:à|dans|sur)"
    r"|qui se (?:passe|déroule) (?:à|dans|sur)|d'(?=une? (?!heure|minute))|de (?=la |l'))",
    "de": r"(?:über|aus|von|rund um|in|auf|um) (?:(?:de[mnr]|eine[mnr]?|das|die"
    r"|ein) )?(?=[A-ZÄÖÜ])",
    "it": r"(?:su|sul|sulla|sullo|sui|sulle|ambientat[ao] (?:in|nel|nella|a)|intorno a"
    r"|di(?= (?:un|una)))",
    "pt": r"(?:sobre|acerca de|passad[ao] (?:em|n[ao]|num|numa)|ambientad[ao] (?:em|n[ao])"
    r"|de(?= (?:um|uma)))",
    "nl": "(?:over|rond|vanuit|in)",
    "ar": "(?:عن|حول)",
}
"""Words after which stands what a series is about, in the form in which it can be filmed."""

_DENSE_GENRE = re.compile(
    r"^(?P<about>.*?)(?P<genre>番組|チャンネル|シリーズ|ドラマ|アニメ|作品|配信|コメディ|ホラー"
    r"|バラエティ"
    r"|ドキュメンタリー|频道|節目|节目|系列片?|连续剧|纪录片|动画片?|短剧|剧集|电视剧|肥皂剧"
    r"|栏目|恐怖片|喜剧)"
    r"(?:です|だ|である|でした)?$"
)
_DENSE_ABOUT = re.compile(
    r"^(?P<a>.+?)(?:を舞台に(?:した|する)?|を舞台とした|についての|をめぐる|を描(?:く|いた)"
    r"|を追(?:う|った)"
    r"|を紹介する|が主役の)"
    r"|^(?:一[部档个])?(?:关于|關於|讲述|描写|记录|以)(?P<b>.+?)(?:为背景|为主角|为主题)?的"
)
_TOLD = re.compile(
    r"^(?:all )?(?:(?:told|shot|filmed|narrated|presented|animated|drawn|made|done|styled|seen)"
    r" (?:like|as|as if|in|on|with|from|through)\b|in the (?:style|manner|spirit|tradition) of\b)"
    r"|^(?:contad|narrad|rodad|filmad|grabad|dibujad)[oa]s? (?:como|en|con|al|desde)\b"
    r"|^(?:al|en el) estilo (?:de|del)\b"
    r"|^(?:racontée?s?|filmée?s?|tournée?s?|dessinée?s?|narrée?s?) (?:comme|en|à|avec|dans)\b"
    r"|^(?:dans le style|à la manière) (?:de|d'|du|des)"
    r"|^(?:erzählt|gefilmt|gedreht|gezeichnet|gezeigt) (?:wie|als|im|in|auf|mit)\b"
    r"|^im stil (?:von|eine[rs]|de[rs])\b"
    r"|^(?:raccontat|girat|filmat|narrat|disegnat)[oaie] (?:come|in|con|nello)\b|^nello stile d"
    r"|^(?:contad|narrad|filmad|rodad|desenhad)[oa]s? (?:como|em|com|ao)\b|^(?:ao|no) estilo d"
    r"|^(?:opowiedzian|nakręcon|narysowan)\w+ (?:jak|w|na|niczym|z)\b|^w stylu\b"
    r"|^(?:рассказан|снят|нарисован)\w* (?:как|в|на|словно|с)(?!\w)|^в (?:стиле|духе)(?!\w)"
    r"|^.{0,40}(?:gibi|tarzında|üslubuyla|havasında)(?: (?:anlatılır|anlatılan|anlatıyoruz"
    r"|çekilmiş|çekilir))?$"
    r"|^(?:像|如|以|用).{1,14}(?:一样|一般|般|的方式|的形式|的口吻|手法)?(?:地)?(?:讲述|拍摄"
    r"|呈现|叙述)$|^.{0,8}风格$"
    r"|^.{1,20}(?:のように|みたいに|風に|調で|として)(?:語(?:られる|る)|描(?:かれる|く)"
    r"|撮(?:られた|る))$|^.{1,12}(?:風|調)$"
    r"|^(?:يُروى|يروى|تُروى|تروى|مروي|مروية|مصور|مصورة)(?= (?:كأن|مثل|على|ب|ك))|^(?:بأسلوب"
    r"|على طريقة)",
    _I,
)
"""How all is told or filmed."""

_STYLE = re.compile(r"\b(?:im stil|in the style|dans le style|al estilo|nello stile|w stylu)\b", _I)
_SOOTHES = re.compile(
    r"\b(?:that|which|to) (?:lowers?|calms?|soothes?|relax(?:es)?|helps?|makes?|warms?|slows?"
    r"|eases?)"
    r" (?:the|your|you|our|people|viewers?|everyone|down)\b",
    _I,
)
"""What it does to those who watch."""

_IDEAS = frozenset(
    "dread unease menace foreboding awe despair paranoia claustrophobia "
    "gore love longing jealousy hope memory memories belonging freedom forgiveness silence "
    "solitude happiness sadness joy grief sorrow nostalgia warmth kindness tenderness peace calm "
    "calmness serenity fear terror horror melancholy mystery suspense tension wonder curiosity "
    "friendship humour humor comedy drama romance intrigue betrayal passion desire regret loss "
    "faith trust courage loneliness boredom anxiety relaxation coziness cosiness comfort yearning "
    "hatred anger envy pride guilt shame secrecy adventure excitement fun wholesomeness empathy "
    "amor celos nostalgia ternura miedo esperanza memoria libertad soledad silencio alegría "
    "tristeza melancolía misterio amistad humor pasión deseo calma paz ilusión envidia "
    "amour jalousie nostalgie tendresse peur espoir mémoire liberté solitude joie tristesse "
    "mélancolie mystère amitié humour désir calme paix douceur envie chaleur "
    "liebe eifersucht sehnsucht fernweh heimweh nostalgie zärtlichkeit angst hoffnung erinnerung "
    "freiheit einsamkeit stille freude trauer melancholie geheimnis freundschaft humor "
    "leidenschaft ruhe frieden gemütlichkeit wärme geborgenheit neid wehmut grauen "
    "amore gelosia nostalgia tenerezza paura speranza memoria libertà solitudine gioia tristezza "
    "malinconia mistero amicizia umorismo passione desiderio calma pace dolcezza "
    "ciúme saudade saudades ternura medo esperança memória liberdade solidão alegria tristeza "
    "melancolia mistério amizade paixão desejo calma paz doçura "
    "miłość zazdrość tęsknota nostalgia czułość strach nadzieja pamięć wolność samotność radość "
    "smutek melancholia tajemnica przyjaźń humor spokój cisza ciepło groza "
    "любовь ревность тоска ностальгия нежность страх надежда память свобода одиночество радость "
    "грусть печаль меланхолия тайна дружба юмор покой тишина тепло уют ужас "
    "aşk sevgi kıskançlık özlem nostalji şefkat korku umut hafıza özgürlük yalnızlık sevinç hüzün "
    "melankoli gizem dostluk mizah huzur sessizlik sıcaklık "
    "爱 爱情 嫉妒 思念 怀旧 温柔 恐惧 希望 记忆 自由 孤独 快乐 悲伤 忧郁 神秘 友情 友谊 幽默 "
    "宁静 平静 温暖 乡愁 惊悚 "
    "愛 恋 嫉妬 郷愁 懐かしさ やさしさ 優しさ 恐怖 希望 記憶 自由 孤独 喜び 悲しみ 憂鬱 友情 "
    "ユーモア 静けさ 温もり ぬくもり 切なさ 安らぎ "
    "الحب الغيرة الحنين الدفء الخوف الأمل الذاكرة الحرية الوحدة الفرح الحزن الغموض الصداقة المرح "
    "الهدوء السكينة الشوق الحنان حب غيرة "
    "حنين دفء خوف أمل ذكريات حرية وحدة فرح حزن غموض صداقة".split()
)
_EACH = re.compile(
    r"\b(?:each|every|in|dans|chaque|en|cada|jede[rsmn]?|ogni|em|w|każd\w+|в|кажд\w+|كل|في)\b", _I
)
_WITH_IDEAS = frozenset(
    "and or the a an of as form passage time pure some lots plenty much no not with y e o et ou "
    "und oder i и ve "
    "un une la el le il die der das".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def without_blurb(sentence: str, language: str) -> str:
    """What a sentence shows, without what it says of the channel; "" where that is all it says."""
    code = language[:2]
    parts = chunks(sentence)
    told = [part for part in parts if _is_told(part, language)]
    kept = [part for part in parts if part not in told]
    if not kept or is_for_somebody(sentence, code) or _SOOTHES.search(sentence):
        return ""
    if len(kept) < len(parts):
        opening = "" if parts[0] in told else sentence[: sentence.find(kept[0])]
        sentence = opening + _between(sentence, kept[0], kept[-1])
        sentence = sentence.lstrip(" ,;，、")
    if code in ("ja", "zh"):
        return _dense(sentence)
    return _without_genre(sentence, code)


def _is_told(part: str, language: str) -> bool:
    """Whether a part says how all is told, after whose example, or for whom."""
    known = _TOLD.match(part) or making.is_influence(part, language)
    return bool(known) or is_for_somebody(part, language)


def is_idea(text: str) -> bool:
    """Whether a text names feelings and ideas alone, of which there is no picture."""
    words = [word.lower() for word in _WORD.findall(text)]
    ideas = [word for word in words if word in _IDEAS]
    return bool(ideas) and all(word in _IDEAS or word in _WITH_IDEAS for word in words)


def _between(sentence: str, first: str, last: str) -> str:
    begin = sentence.find(first)
    return sentence[begin : sentence.find(last, begin) + len(last)]


def _without_genre(sentence: str, code: str) -> str:
    sentence = without_form(sentence, code)
    genres = _GENRES.get(code)
    if not genres:
        return _turkish(sentence) if code == "tr" else sentence
    found = re.match(
        rf"^(?P<head>{_ADJECTIVES}{{0,5}}?)(?P<genre>{genres})(?!\w)(?P<rest>.*)$", sentence, _I
    )
    if (
        not found
        or _EACH.search(found["head"])
        or _is_amid(found["head"], code)
        or (code == "en" and wordlists.is_clause(found["head"] + found["genre"], "en"))
    ):
        return sentence
    rest = found["rest"].strip()
    if code == "en" and rest and wordlists.is_verb(rest.split()[0]):
        return sentence  # "The show begins" happens
    about = (
        re.search(rf"(?<!\w){_ABOUT[code]}(?:(?<=['’ ])|\s+)(\S.*)$", rest)
        if code in _ABOUT
        else None
    )
    isolated = not rest or rest[0] in ",;" or bool(_LABELS.fullmatch(rest))
    if code in ("pl", "ru") and re.match(r"(?:o|na temat|dla|о|об|обо|про|для)\s", rest, _I):
        return ""  # and in no form in which it can be filmed
    if re.match(_BODIES, found["genre"], _I) and not (about or isolated or _names_viewers(rest)):
        return sentence
    if _names_viewers(rest) or _STYLE.search(rest):
        return ""
    if about and len(rest[: about.start()].split()) <= 4 and "," not in rest[: about.start()]:
        return unaddressed(about[1].strip(" ,;"), code)
    if code == "en" and rest and not re.match(r"(?:,|;|for|to|that|which|where|told|with)\b", rest):
        return sentence if rest[0] not in ",;" else rest.strip(" ,;")
    return ""


def _is_amid(head: str, code: str) -> bool:
    """Whether a genre stands behind a preposition, and is of the story: "a shop on the canal"."""
    return any(word in wordlists.of(PREPOSITIONS, code) for word in head.lower().split())


def _names_viewers(rest: str) -> bool:
    return bool(
        re.match(
            r"(?:[\w'’-]+ )?(?:for|para|pour|für|per|dla|для|ل|tv|de tele|of television)(?: "
            r"|\\w+ )?",
            rest,
            _I,
        )
    )


def _turkish(sentence: str) -> str:
    ends = re.search(
        r"(?:^|\s)(?:dizi(?:si)?|program[ıi]?|kanal[ıi]?|yay[ıi]n[ıi]?|belgesel(?:i)?"
        r"|komedi(?:si)?)"
        r"(?:d[ıi]r)?$",
        sentence,
        _I,
    )
    return "" if ends else sentence


def _dense(sentence: str) -> str:
    found = _DENSE_GENRE.match(sentence)
    if not found:
        return sentence
    about = _DENSE_ABOUT.match(found["about"])
    return (about["a"] or about["b"]) if about else ""
