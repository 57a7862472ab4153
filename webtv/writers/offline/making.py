"""Tells what an operator says of how all is made from what is seen, in twelve languages.

A wish ("J'aimerais que chaque épisode se termine doucement"), an influence ("Inspired by old
films"), an amount of a manner ("Lots of slapstick", "Sempre alegre") and a heading ("Topics:") are
no pictures, whatever they name.
"""

from __future__ import annotations

import re

from webtv.writers.offline import meant, notes, tones, wordlists
from webtv.writers.offline.text import chunks

_I = re.IGNORECASE

_WISH = re.compile(
    r"^(?:"
    r"(?:i|we)(?:'d| would)? (?:really )?(?:like|love|want|wish|prefer|hope)(?: for)? "
    r"(?:it|this|that|everything|all|each|every|the (?:tone|mood|channel|whole|episodes?|ending)"
    r"|people|viewers?)\b"
    r"|(?:me|nos) (?:gustaría|encantaría)|(?:yo )?quisi(?:era|éramos)|preferiría|ojalá"
    r"|(?:quiero|queremos|espero|esperamos|deseo|deseamos) que"
    r"|j'(?:aimerais|espère)|(?:nous|on) (?:aim|voudr)e?r?i?(?:ons|ait)"
    r"|(?:je|nous) voudri?(?:ons|ais)"
    r"|(?:je|nous) (?:souhait|préfér|préfèr|désir)\w+|(?:je veux|nous voulons) qu"
    r"|(?:ich|wir) (?:möchten?|will|wollen|wünschen?(?: mir| uns)?|hoffen?),? dass"
    r"|(?:ich|wir) (?:hätten?|wünschen?|würden?)"
    r"|vorr(?:ei|emmo)|(?:mi|ci) piacerebbe|(?:voglio|vogliamo|spero|speriamo|desidero) che"
    r"|gostar(?:ia|íamos)|adorar(?:ia|íamos)"
    r"|(?:quer(?:o|emos|ia|íamos)|espero|esperamos|desejo) que"
    r"|(?:ik|we|wij) (?:wil(?:len)?|zou(?:den)?|hoop|hopen)"
    r"|(?:chciał[a]?bym|chcieliby(?:śmy|m)|wolał[a]?bym|chcę|chcemy),?"
    r"|(?:мне |нам |я |мы )?(?:хотелось бы|хочется|хотел[аи]? бы|желательно)"
    r")(?![\w])"
    r"|^(?:(?:schön|toll|gut) wär\w*|(?:it )?would be (?:nice|lovely|great)|(?:estaría bien|sería "
    r"(?:bonito|bueno))|ce serait|sarebbe bello|seria (?:bom|bonito)|miło byłoby|было бы)(?!\w)"
    r"|^.*\s(?:isteri[mz]|istiyoru[mz]|dileri[mz]|olsun|umuyoru[mz])$"
    r"|^(?:我|我们|我們)?希望(?:每|能|让|讓|大家|观众|觀眾|这|這|它|可以|整|节目|節目|不|画面|畫面)"
    r"|^(?:我|我们|我們)(?:希望|想要)"
    r"|^(?:que|che) (?:se|si|no|não|non|haya|haja|sea|seja|sia|esté|tenga|todo|tudo|tutto)(?!\w)"
    r"|^(?!.*を(?:見せて|映して)).*[てで](?:ください|下さい)ね?$"
    r"|お願い(?:し|いたし|致し)ます$"
    r"|[てで](?:ほしい|欲しい|もらいたい|いただきたい)(?:です|と思います)?$"
    r"|にしたい(?:です|と思います)?$"
    r"|^(?:أود|نود|أرغب|نرغب|أتمنى|نتمنى|أريد أن|نريد أن)(?=\s)",
    _I,
)
"""How sentences begin, or end, that say how the operator would like it all to be."""

_CHANNEL_OF = re.compile(
    r"^(?:(?:me|nos) (?:gustaría|encantaría)(?: (?:ver|tener|hacer))?|quisi(?:era|éramos)"
    r"|quiero|queremos"
    r"|j'aimerais|(?:je|nous) (?:voudr|aimer)i?(?:ons|ais)|(?:je veux|nous voulons)|(?:on "
    r")?aimerait"
    r"|vorr(?:ei|emmo)|(?:mi|ci) piacerebbe|voglio|vogliamo|gostar(?:ia|íamos)(?: de)?|quer(?:o"
    r"|emos)"
    r"|(?:ich|wir) (?:möchten?|wünschen? (?:mir|uns)|hätten? gern)|(?:ik|wij?) (?:wil|willen"
    r"|zouden?))"
    r",? (?:(?:una?|unos|unas|une?|des|delle|dei|eine?n?|uma?|een) )?"
    r"(?:canal|programa|serie|cuentos?|historias?|chaîne|série|émission|histoires?|contes|canale"
    r"|programma|storie|racconti|série|histórias|contos|kanal|sender|sendung|geschichten|kanaal"
    r"|zender|programma|verhalen)(?: (?:para|pour|per|für|voor) [^:,]{2,30}?)? "
    r"(?:sobre|acerca de|de|con|sur|avec|autour de|su|sul|sulla|di|com|über|mit|rund um|over|met) "
    r"(?=\S)",
    _I,
)
"""By which they wish for a channel of something, in the form in which that can be filmed."""

_TO_SEE = re.compile(
    r"^chętnie (?:zobaczymy|obejrzymy) "
    r"|^(?:(?:me|nos) (?:gustaría|encantaría)|quisi(?:era|éramos)|j'aimerais|(?:je|nous) "
    r"voudri?(?:ons|ais)|nous aimerions|vorr(?:ei|emmo)|(?:mi|ci) piacerebbe"
    r"|gostar(?:ia|íamos)(?: de)?"
    r"|(?:я |мы )?хотел[аи]? бы|хотелось бы|chciał[a]?bym|chcielibyśmy)"
    r" (?:ver|voir|vedere|видеть|увидеть|zobaczyć) (?!que|che|comment|come|cómo|как|jak)",
    _I,
)
"""By which they wish for pictures of something."""

_INFLUENCE = re.compile(
    r"^(?:(?:\w+ly|all|somewhat|partly|very much|a bit|librement|libremente|livremente|frei|lose"
    r"|liberamente|luźno|losjes|vagamente) )?(?:"
    r"(?:inspired|influenced) by|based (?:\w+ )?on|reminiscent of|model?led (?:on|after)"
    r"|in the (?:style|vein|manner|spirit|tradition) of|an? (?:homage|tribute|nod|love letter) to"
    r"|(?:inspirad|influenciad|influid|basad|basead)[oa]s? (?:en|em|n[oa]s?|por|pel[oa]s?)"
    r"|(?:inspirée?s?|influencée?s?|adaptée?s?) (?:par|de|du|des|d')"
    r"|(?:inspiriert|beeinflusst) (?:von|vom|durch)|angelehnt an"
    r"|nach (?:art|dem vorbild) (?:von|der)"
    r"|(?:ispirat|influenzat|basat)[oaie] (?:a|ai|al|alla|alle|agli|su|sui|sulle|da|dai|dal|dalla)"
    r"|(?:geïnspireerd|gebaseerd) (?:door|op)|in de (?:stijl|geest) van"
    r"|(?:za)?inspirowan\w+|wzorowan\w+|na (?:podstawie|motywach)|w (?:duchu|stylu)"
    r"|вдохновл\w+|по мотивам|навеян\w+|в (?:стиле|духе)"
    r"|(?:como|comme|wie|come|zoals|jak|как) (?:[\w'-]+ ){0,5}?"
    r"(?:films?|películas|filmes|filme|filmy|фильм\w*)"
    r")(?![\w])"
    r"|^.{1,60}(?:esinlenilmiş(?:tir)?|esinlenildi|esinlenen|ilham alınmış(?:tır)?|ilham alan)$"
    r"|^(?:灵感|靈感)(?:来自|來自|源于|源自)|^受.{1,20}(?:启发|啟發|影响|影響)$"
    r"|^(?:致敬|参考了?).{1,20}$"
    r"|^[^がは]{1,30}(?:に|から)(?:影響を受け|インスパイアされ|着想を得|触発され).{0,8}$"
    r"|^(?:مستوح\w+|متأثرة?|على غرار)(?=\s)",
    _I,
)
"""How sentences begin, or end, that say after whose example all is made."""

MANNERS = frozenset(
    "slapstick humour humor comedy fun jokes gags puns irony satire suspense tension charm whimsy "
    "wit banter silliness action atmosphere drama energy romance nonsense "
    "cheerful happy funny silly gentle cosy cozy calm quiet dreamy scary wholesome lighthearted "
    "playful warm relaxing uplifting heartwarming kind family-friendly "
    "humor comedia chistes ironía suspense tensión encanto ternura acción ambiente "
    "alegre alegres divertido divertida gracioso tierno tierna tranquilo tranquila cálido "
    "humour blagues gags ironie suspense tension charme poésie ambiance "
    "drôle drôles joyeux joyeuse gai doux douce tendre calme poétique rigolo "
    "humor humorvoll liebevoll witz witze komik ironie spannung charme action atmosphäre "
    "fröhlich lustig heiter ruhig sanft gemütlich freundlich albern witzig "
    "umorismo comicità ironia tensione fascino poesia allegria "
    "allegro allegra divertente buffo dolce tranquillo sereno tenero "
    "humor comédia piadas ironia tensão encanto ternura poesia "
    "engraçado engraçada divertido calmo calma leve suave "
    "humor grappen spanning vrolijk grappig rustig gezellig "
    "humoru humor żartów żarty ironii napięcia uroku wesoło wesoły zabawnie "
    "zabawny spokojnie ciepło "
    "юмора юмор шуток иронии весело смешно спокойно уютно "
    "mizah espri neşe gerilim neşeli komik sakin eğlenceli "
    "فكاهة الفكاهة المرح الضحك مرح مرحا مضحك هادئ".split()
)
"""What there can be much of and no picture, and how everything can be."""

_AMOUNTS = frozenset(
    "lots lot of plenty tons loads heaps much more some a an the touch dash hint bit pinch little "
    "always very and but with never too not mostly ever so quite "
    "mucho mucha muchos muchas algo poco de un una siempre muy y con toque "
    "beaucoup plein d' du peu touche toujours très et avec plus "
    "viel viele etwas ganz immer sehr und mit eine prise ein bisschen "
    "molto molta molti tanto tanta po' di sempre e con tocco "
    "muito muita muitos bastante um uma pouco sempre com "
    "veel wat altijd heel en met een beetje "
    "dużo trochę sporo zawsze bardzo i z dużą dawką "
    "много немного побольше всегда очень и с "
    "bol çok biraz her zaman ve "
    "الكثير من كثير دائما جدا و مع بعض".split()
)
_MANNER_DENSE = re.compile(
    r"^(?:很多|大量|许多|許多|充满|充滿|多一?点|一点|总是|總是|永远)?的?"
    r"(?:幽默|搞笑|笑料|喜剧感?|欢乐|歡樂|快乐|温馨|溫馨|轻松|悬念)(?:感|和?幽默)?(?:满满|十足)?$"
    r"|^(?:いつも|常に)?(?:ユーモア|笑い|ギャグ|ドタバタ|スリル|ほのぼの|楽しさ)"
    r"(?:を|が|も)?(?:たっぷり|いっぱい|満載|多め|多く|少々)?(?:に|と|で|です)?$"
    r"|^(?:いつも|常に)(?:楽しく|明るく|陽気に|やさしく|優しく)$"
)
_HEADS = frozenset(
    "topics topic themes subjects ideas scenes segments examples list contents sections features "
    "stories episodes items things possible main recurring other more for example such as the a "
    "of to and our some show include "
    "temas ideas escenas ejemplos lista contenido principales posibles los las "
    "sujets thèmes idées scènes exemples liste contenu les possibles principaux "
    "themen ideen szenen beispiele liste inhalt mögliche die "
    "temi argomenti idee scene esempi lista contenuti principali i "
    "tópicos assuntos ideias cenas exemplos conteúdo principais os as "
    "onderwerpen ideeën voorbeelden "
    "tematy pomysły sceny przykłady lista treść "
    "темы идеи сцены примеры список содержание "
    "konular fikirler sahneler örnekler liste içerik "
    "المواضيع الموضوعات الأفكار أمثلة المشاهد القائمة".split()
)
"""What stands over a list, before its colon."""

_HEADS_DENSE = re.compile(
    r"^(?:主题|主題|题材|話題|话题|内容|例子|例如|场景|場景|テーマ|題材|トピック|お題|例|場面)(?:一覧|如下|例)?$"
)
_HEADING = 4
"""Words of a line that is a heading where it ends with a colon."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?")


def is_making(sentence: str, language: str) -> bool:
    """Whether a sentence says how all should be made, and shows nothing."""
    if _TO_SEE.match(sentence) or _CHANNEL_OF.match(sentence):
        return False
    if meant.is_meant(sentence, language) or meant.is_another(sentence):
        return True
    if tones.is_tone(sentence, language):
        return True
    if language[:2] == "en" and notes.is_note(sentence):
        return True
    if _is_of_manner(sentence, language):
        return True
    return bool(_WISH.search(sentence)) or is_influence(sentence, language) or is_manner(sentence)


def _is_of_manner(sentence: str, language: str) -> bool:
    """Whether a sentence says no more than how it all is: "C'est drôle", "Humor sin burla"."""
    words = [word.lower() for word in _WORD.findall(meant.IT_IS.sub("", sentence))]
    first = bool(words) and words[0] in MANNERS
    if first and meant.IT_IS.match(sentence):
        return True
    return first and language[:2] != "en" and len(words) <= _HEADING


def wished(sentence: str) -> str:
    """What somebody wishes to see, by itself; any other sentence as it is."""
    return _CHANNEL_OF.sub("", _TO_SEE.sub("", sentence))


def is_manner(text: str) -> bool:
    """Whether a text says in what manner all is told, and how much of it: "Lots of slapstick"."""
    words = [word.lower() for word in _WORD.findall(text)]
    manner = [word for word in words if word in MANNERS]
    known = all(word in MANNERS or word in _AMOUNTS for word in words)
    return (len(words) > 1 and bool(manner) and known) or bool(_MANNER_DENSE.match(text))


def is_heading(text: str) -> bool:
    """Whether a text stands over what follows: "Topics", few words with a colon, a note."""
    bare = text.rstrip(" :：")
    if notes.is_note(bare):
        return True
    words = [word.lower() for word in _WORD.findall(bare)]
    if _HEADS_DENSE.match(bare) or (words and all(word in _HEADS for word in words)):
        return True
    return bare != text and text[-1:] in ":：" and len(bare.split()) <= _HEADING and len(bare) <= 40


def is_influence(sentence: str, language: str) -> bool:
    """Whether a sentence names examples, and nothing happens after them."""
    if not _INFLUENCE.match(sentence):
        return False
    others = chunks(sentence)[1:]
    says = language[:2] == "en" and any(wordlists.is_clause(other, "en") for other in others)
    return not says and all(len(other.split()) < _HEADING for other in others)
