"""Ways to forbid something that are more than one word, by language.

A sentence that begins or ends so shows nothing; what stands behind or before it is what is
forbidden. What somebody in a story does not do ("nadie duerme") is no prohibition.
"""

from __future__ import annotations

import re
from functools import cache

_BEGINS: dict[str, str] = {
    "en": r"(?:absolutely|please|ideally|under no circumstances),? (?:no|never|avoid|without)"
    r"|(?:we|you) (?:must |should |may |do )?(?:never|not|n't) (?:see|show|hear|film)"
    r"|zero tolerance for|(?:banned|forbidden|prohibited|off[- ]limits)\s*:",
    "es": r"(?:y )?que (?:no|nunca|nadie|ningun[oa]?)(?: (?:se (?:vean?|muestren?|oigan?)|haya"
    r"|salgan?|aparezcan?|mire|hable))?"
    r"|(?:est[áa]n? |quedan? |es )?(?:estrictamente |totalmente )?(?:prohibid|excluid|vetad|"
    r"descartad)[oa]s?(?: (?:mostrar|enseñar|ver|que|las?|los|el|a))?:?"
    r"|tampoco(?: (?:hay|quiero|queremos|se ven?|muestr\w+))?|absolutamente (?:nada de|ningun[oa]?)"
    r"|en ningún caso|bajo ningún concepto|cero|ni(?=.* ni )",
    "fr": r"(?:on|je|nous|tu|vous) n(?:e |')(?:montr|voi[ts]|voy|veu[xt]|voul|voudr|souhait"
    r"|film|doi[ts]|aim"
    r"|enten)\w*"
    r" (?:pas|jamais|aucune?|ni)(?: (?:de|d'|voir|montrer))*"
    r"|n(?:e |')(?:montr|film|fait|mett)\w+ (?:pas|jamais|aucune?)|ne (?:pas|jamais|rien) \w+er"
    r"|il ne (?:faut|doit) (?:pas|jamais|surtout pas)(?: (?:montrer|voir|filmer|y avoir|avoir))?"
    r"|(?:surtout|plutôt|absolument|de préférence|si possible),? (?:pas|jamais|aucune?|rien|sans)"
    r"|interdi(?:te?s?|ction)(?: (?:de|d'|à|aux?|formelle de))?(?: (?:montrer|filmer|voir))?\s*:?"
    r"|qu(?:e personne|'on) ne|zéro|proscri(?:re|t|vez)|bann(?:ir|issez)|hors de question|on "
    r"évite(?:ra)?"
    r"|ni(?=.* ni )",
    "de": r"auf (?:gar )?keinen fall|(?:streng )?verboten(?: (?:sind|ist))?:?"
    r"|(?:bitte |wir )?verzicht\w* auf|(?:bitte )?vermeid\w*|weder(?=.* noch )"
    r"|(?:wir|ich|man) (?:zeig|woll|will|möcht|sieht|hört|seh|brauch)\w* (?:kein\w*|nie|niemals"
    r"|nicht)"
    r"|es (?:soll|sollen|darf|dürfen|sollte|sollten|gibt|wird|werden)"
    r" (?:nie|niemals|kein\w*|weder|nicht)"
    r"|(?:lieber|bloß|absolut|möglichst|wirklich|gern|auch|und) (?:kein\w*|nicht|nie|ohne)|null"
    r"|tabu:?",
    "it": r"(?:assolutamente|proprio|possibilmente|per carità|e),? (?:niente|nessun\w*|senza"
    r"|mai|non)"
    r"|(?:è |sono )?vietat[oaie](?: (?:mostrare|inquadrare|far vedere|gli|le|i|la|il))?:?"
    r"|(?:che )?(?:nessuno|non)(?: (?:dev(?:e|ono) (?:esser\w+|esserci)|si (?:ved\w+|mostr\w+)"
    r"|vogliamo|voglio))?(?= .*(?:camera|obiettivo)| (?:dev|si |vogl))"
    r"|che nessuno|evit(?:a|ate|are|iamo)|bando a\w*|zero|basta|né(?=.* né )",
    "pt": r"(?:(?:é|está|estão|são) )?(?:proibid|vetad|excluíd)[oa]s?(?: (?:mostrar|filmar|os?"
    r"|as?))?:?"
    r"|que (?:ninguém|não)(?: (?:apareçam?|haja|se vejam?))?|de jeito nenhum|zero"
    r"|(?:por favor|de preferência|absolutamente),? (?:não|nada|sem|nenhum\w*|nunca)"
    r"|evit(?:e|em|ar|amos)|jamais|nem(?=.* nem )",
    "nl": r"(?:en )?(?:liever|absoluut|echt|alsjeblieft|alstublieft|graag|beslist|vooral|ook)"
    r" (?:ook )?(?:geen|niet|nooit|zonder)"
    r"|(?:laat|toon|gebruik|film|vermijd) (?:geen|nooit|niet|alsjeblieft geen)|vermijd"
    r"|verboden:?|(?:we|wij|ik) (?:wil|willen|tonen|laten|zien) (?:geen|nooit|niet)"
    r"|(?:het|er) (?:mag|mogen|hoeft|moet|moeten) (?:nooit|niet|geen)|noch(?=.* noch )",
    "pl": r"unika(?:ć|my|j|jcie)|zakaz(?:ane)?:?|zero|(?:prosz[ęe]|prosimy|absolutnie|raczej"
    r"|najlepiej|koniecznie)(?: o)? (?:bez|nie|żadn\w+)|ani(?=.* ani )|nie (?:wolno|należy)",
    "ru": r"нельзя|избега(?:йте|ть|ем|й)|(?:категорически )?запрещен\w*|запрещён\w*|ни(?=.* ни )"
    r"|(?:мы |я )?не (?:показыва\w+|снима\w+|хотим|хочу|над[оа]|нужн\w+|должн\w+)"
    r"|(?:просьба|прошу|просим|желательно|лучше)(?:,)? (?:без|не)|ноль|долой",
    "tr": r"asla|sak(?-i:ı)n|lütfen (?:hiç|asla)|ne(?=.* ne )",
    "hi": r"बिना(?: किसी)?|कोई(?=.* (?:नहीं|नही|न)$)|(?:कभी )?(?:मत|न) ",
    "sv": r"(?:inga|inget|utan|aldrig|undvik|varken|visa (?:aldrig|inte|inga|ingen|inget))(?= )"
    r"|(?:och )?(?:absolut|helst|gärna) (?:inga|ingen|inget|inte)|ingen(?= \S+$| .*kamera)"
    r"|förbjudet:?",
    "da": r"(?:ingen|intet|uden|aldrig|undgå|hverken|vis (?:aldrig|ikke|ingen))(?= )",
    "nb": r"(?:ingen|intet|uten|aldri|unngå|verken|vis (?:aldri|ikke|ingen))(?= )",
    "hu": r"nincs(?:enek)?|(?:és )?ne (?:legyen(?:ek)?|mutass\w*|szerepelj\w*|jelenj\w*)|semmi"
    r"|soha ne(?: mutass\w*)?|kerül(?:d|jük|je|ni)|tilos|se(?=.* se )",
    "cs": r"žádn\w+|bez|nikdy|vyhněte se|ne(?:ukazovat|ukazujte|chceme)",
    "uk": r"жодн\w+|без|ніколи|не (?:показув\w+|треба|потрібно)|ніяк\w+",
    "ro": r"fără|niciodată|nu (?:arăta\w*|vrem)|evitați|nici(?:un|o) ",
    "el": r"χωρίς|ποτέ|όχι|αποφύγετε|κανέν\w+|καμία",
    "fi": r"ei (?:koskaan|mitään|yhtään)|ei(?=.* eikä )|ei(?= \S+$)|ilman|vältä"
    r"|älä (?:näytä|koskaan)",
    "ca": r"sense|res de|cap|evit\w+|prohibi\w+|no (?:hi ha(?:gi)?|volem|es (?:veu|veuen|mostr\w+))"
    r"|ni(?=.* ni )",
    "vi": r"không(?! (?:ai|gian|khí|quân|trung|lực) )(?: (?:có|được|nên|muốn|cần))?|đừng|cấm|tránh",
    "id": r"tidak (?:ada|boleh|perlu|usah)|tak ada|tanpa|jangan(?: (?:ada|tampilkan|perlihatkan"
    r"|pernah))?|hindari|dilarang",
    "he": r"בלי|ללא|אין|אסור|לא (?:להראות|רוצים|לצלם)|אל תרא\w+|להימנע",
    "fa": r"بدون|نباید|هرگز نشان ندهید",
}
"""What a prohibition begins with; what it forbids stands behind."""

_ENDS: dict[str, str] = {
    "es": r",? (?:en ningún caso|jamás|bajo ningún concepto|est[áa]n? prohibid[oa]s?|no "
    r"(?:aparecen?|salen?|se ven?|se muestran?))",
    "fr": r" (?:(?:est|sont) (?:interdit|proscrit|exclu|banni)\w*"
    r"|ne (?:doi(?:t|vent) (?:pas|jamais) |sont (?:pas|jamais) |apparaît |apparaissent )\w+)",
    "de": r" (?:(?:sind|ist|bleiben|bleibt) (?:tabu|verboten|unerwünscht|ausgeschlossen)"
    r"|(?:kommt|kommen|taucht|tauchen|ist|sind) (?:nicht|nie|niemals) (?:vor|auf|zu sehen|erlaubt)"
    r"|(?:soll|sollen|sollte|sollten|darf|dürfen) (?:nicht|nie|niemals)\b.*"
    r"(?:zeig|seh|schein|vorkomm|auftauch|sein|werden)\w*)",
    "it": r" (?:(?:è|sono) vietat[oaie]|non (?:si vedono|si vede|compaiono|compare))",
    "pt": r" (?:(?:é|são|está|estão) proibid[oa]s?|não (?:aparecem?|se veem?))",
    "nl": r" (?:(?:mag|mogen) (?:niet|nooit)\b.*|(?:komt|komen) (?:niet|nooit) (?:in beeld|voor)"
    r"|(?:is|zijn) (?:verboden|taboe))",
    "pl": r" (?:(?:są|jest) zabronion\w+|nie (?:pojawia|pojawiają) się)",
    "ru": r" (?:запрещен\w*|запрещён\w*|не надо|не нужн\w+|нельзя|не показыва\w+|не должн\w+ .*)",
    "tr": r"(?: (?:yasak(?:tır)?|yer almasın|olmayacak)|(?:den|dan|ten|tan) kaçın\w*"
    r"|\s\S+m[ae]s[ıi]n(?:l[ae]r)?|\s\S+m[ae]y[ıi]n(?:[ıi]z)?)",
    "hi": r" (?:मत|न) \S+|(?: |^)(?:नहीं|नही|न) (?:हो|होने|दिखे|दिखाए\w*)(?: चाहिए)?|(?<=कोई "
    r").* नहीं"
    r"|(?: क[ेी] (?:दृश्य|तस्वीरें|बातें))?(?<!त[ािीे]) (?:नहीं|नही)",
    "fa": r" (?:نباشن?د|نشان ندهید|ممنوع(?: است)?|نداشته باشد|نمی‌خواهیم)",
    "ko": r"(?:은|는|이|가|을|를|도)? ?(?:(?:나오|보여 ?주|보이|등장하|쓰|넣|찍|다루|담|비추)지 ?"
    r"(?:않\S*|마\S*|말\S*(?: \S+)?)|없이|없음|금지|제외|안 ?(?:됩니다|돼요|된다))",
    "ja": r"(?:は|を|が|も)?(?:避け(?:る|て|たい|ます)|控え(?:る|て|たい|ます)|(?:不要|厳禁|お断り)"
    r"|(?:いり|要り)ません|(?:いら|要ら)ない|出てこない|登場しない|登場させない|映らない)"
    r"(?:です|ください|下さい|こと)?",
    "hu": r" (?:nélkül|tilos|ne legyen(?:ek)?)",
}
"""What a prohibition ends with; what it forbids stands before."""

_DENSE = re.compile(
    r"^(?:画面(?:中|里|上)?|畫面(?:中|裡|上)?|片中|节目(?:中|里)?|任何时候都?|绝对|絕對|千万|也|且|并|并且)*"
    r"(?:请|請)?(?:不可以?|不能|不得|不准|不要|严禁|嚴禁|切勿|切忌|谢绝|謝絕|杜绝|杜絕|拒绝|拒絕|不拍|不显示"
    r"|不出现|不出現|不使用|不放)(?:再)?"
    r"(?:有|出现|出現|拍摄|拍|显示|展示|使用|露出|太|过于|看|任何)*"
)
"""Chinese, in both scripts: what it forbids stands behind."""

_TO_CAMERA = re.compile(
    r"(?:\b(?:nobody|no ?one|nadie|personne|niemand|nessuno|ninguém|nikt|никто|ingen|kimse|senki)\b"
    r"|لا أحد|لا ينظر|没有?人|不(?:要|许|准|可以?|能)?看|誰も).*"
    r"(?:camera|lens|cámara|caméra|objectif|kamer|câmera|câmara|камер|كاميرا|镜头|鏡頭|カメラ)",
    re.IGNORECASE,
)
"""That nobody looks into the camera is said to those who film."""

_ARABIC = re.compile(
    r"^(?:و)?(?:(?:يمنع|ممنوع|يحظر|محظور)(?: منعا باتا)?|(?:يرجى|الرجاء|يفضل|يستحسن"
    r"|من فضلك\w*) (?:عدم|تجنب|ألا)"
    r"|(?:تجنب|نتجنب|تجنبوا|يجب تجنب|ابتعدوا عن)|عدم|من غير|من دون|(?:لا|ألا) (?:يظهر|تظهر"
    r"|تظهروا|تعرضوا"
    r"|نعرض|نظهر|يجوز|يجب أن|داعي|حاجة))"
    r"(?: (?:إظهار|ظهور|عرض|تصوير|استخدام|وجود|أي|كل|في|عن|مشاهد))*(?=\s|$)"
)
_NEVER_ANYBODY = re.compile(
    r"^(?:(?:and|y|et|und|e|i|и|och|og) )?(?:"
    r"(?:nobody|no ?one)(?: is| gets| will)? ever (?!\w+ed\b|came|saw|knew|found|heard|went|told)"
    r"|nadie\b.*\b(?:nunca|jamás)\b|personne n.*\bjamais\b|(?:niemand|keiner)\b.*\b(?:je|jemals)\b"
    r"|nessuno\b.*\bmai\b|ninguém\b.*\b(?:nunca|jamais)\b|niemand\b.*\b(?:ooit|nooit)\b"
    r"|ningú\b.*\bmai\b|nimeni\b.*\bniciodată\b|senki\b.*\bsoha\b"
    r"|ingen\b.*\b(?:någonsin|nogensinde|noen ?gang)\b|kukaan ei\b.*\bkoskaan\b"
    r"|(?:nikt|никто|ніхто|nikdo)\b.*\b(?:nigdy|никогда|ніколи|nikdy)\b(?!.*(?:ł[aoiy]?|[лl][аоиaoi]?)$)"
    r"|καν(?:είς|ένας)\b.*\bποτέ\b|kimse\b.*\b(?:asla|hiçbir zaman)\b"
    r"|(?:tidak|tak) (?:ada|seorang pun)\b.*\bpernah\b|không (?:ai|bao giờ)\b.*\bbao giờ\b"
    r"|אף אחד .*(?:אף פעם|לעולם)|هیچ ?کس .*هرگز|لا أحد .*أبدا"
    r"|(?:誰も|だれも)(?:決して|絶対に)|(?:永远|从来)没有?人|谁也永远不"
    r"|(?:아무도|누구도) (?:결코|절대로?) "
    r"|कोई (?:भी )?कभी .*नहीं|कभी (?:भी )?कोई .*नहीं)",
    re.IGNORECASE,
)
"""What is never to happen to anybody: "Nobody is ever eaten". In the past, it is a story."""

_NOT_MORE = re.compile(
    r"(?:pas|not|no|nicht|non|não|niet|nie|не) (?:plus|more|más|mehr|più|mais|meer|więcej|больше) "
    r"(?:de|d'|than|als|di|dan|que|niż|чем)\b",
    re.IGNORECASE,
)
"""How many there are to be."""

_VOWELS = re.compile("[\u064b-\u0652\u0640]")
_FEW = 9
"""Words of a sentence that names what there is neither of, at most."""


def prohibited(sentence: str, language: str) -> str | None:
    """Return what a sentence forbids, "" where it has no name; None if it forbids nothing."""
    code = language[:2]
    if _TO_CAMERA.search(sentence) or _NOT_MORE.match(sentence):
        return ""
    if _NEVER_ANYBODY.match(sentence) and len(sentence.split()) < _FEW:
        return ""
    if code == "ar":
        bare = _VOWELS.sub("", sentence)
        found = _ARABIC.match(bare)
        return bare[found.end() :].strip() if found else None
    if code == "zh" and (found := _DENSE.match(sentence)):
        return sentence[found.end() :].strip()
    begins, ends = _patterns(code)
    if begins and (found := begins.match(sentence)):
        neither = found[0].casefold() in ("ne", "né", "nem", "ni", "ani", "noch", "se")
        if not (neither and len(sentence.split()) > _FEW):
            return sentence[found.end() :].strip(" :,")
    if ends and (found := ends.search(sentence)):
        return sentence[: found.start()].strip(" ,")
    return None


@cache
def _patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    begins, ends = _BEGINS.get(code), _ENDS.get(code)
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?:{begins})(?![^\W\d_])", flags) if begins else None,
        re.compile(rf"(?:{ends})$", flags) if ends else None,
    )
