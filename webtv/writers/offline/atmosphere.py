"""Tells what a theme says of the light, the mood and the sound of all its pictures.

"Calm, informative, golden light" is no picture, and neither are "Radio on in the background" and
"warm light" behind a comma. Its light is laid on all shots, and the hour it names is theirs.
"""

from __future__ import annotations

import re

from webtv.writers.language import INDIC
from webtv.writers.offline import making, orders, verbs
from webtv.writers.offline.forbidding import forbidden
from webtv.writers.offline.jointwords import ties
from webtv.writers.offline.text import chunks
from webtv.writers.offline.timewords import hours_in, season_in
from webtv.writers.offline.wordsets import folded, has

_I = re.IGNORECASE

_MOODS = (
    "calm informative warm funny mean cruel soft close patient sparkling fresh bright intimate "
    "dreamy nostalgic melancholic melancholy tender hopeful moody spooky mysterious magical "
    "lonely sad happy bittersweet unhurried hushed still simple honest sweet light dry deadpan "
    "educational meditative hypnotic romantic whimsical wistful "
    "cálido cálida íntimo íntima nostálgico nostálgica melancólico melancólica misterioso "
    "misteriosa triste sencillo sencilla fresco fresca soñador luminoso informativo poético "
    "chaud chaleureux chaleureuse intime nostalgique mélancolique mystérieux magique triste "
    "lumineux simple frais onirique "
    "warm still leise nostalgisch melancholisch geheimnisvoll verträumt zärtlich traurig schlicht "
    "frisch hell poetisch märchenhaft "
    "caldo calda intimo intima nostalgico nostalgica malinconico malinconica misterioso semplice "
    "fresco sognante luminoso poetico lento "
    "acolhedor acolhedora íntimo nostálgico misterioso simples fresco luminoso poético terno "
    "ciepły ciepło cicho cichy nostalgicznie nostalgiczny tajemniczo tajemniczy sennie smutno "
    "czule jasno prosto "
    "тепло тёплый нежно грустно ностальгично таинственно светло просто душевно "
    "sıcak huzurlu sakince hüzünlü nostaljik gizemli yumuşak sade sıcacık "
    "دافئ دافئة هادئ هادئة حزين حالم غامض بسيط لطيف حميمي شاعري "
    "शांत सच्चा सच्ची सरल कोमल धीमा धीमी गंभीर lugn lugnt stilla stämningsfull rolig roligt "
    "klidný klidně tichý něžný спокійно тихо тепло щиро rauhallinen "
    "lämmin hiljainen nyugodt csendes "
    "meleg liniștit cald ήρεμο ήρεμα ζεστό tranquil càlid tenang hangat רגוע שקט آرام گرم "
    "차분한 차분하게 따뜻한 조용한"
)
_MOOD_DENSE = re.compile(
    r"^(?:很|非常|とても|ごく)?(?:静か|しずか|穏やか|温か|あたたか|優し|やさし|懐かし|ゆっくり|のんびり"
    r"|しっとり|ほのぼの|温暖|温馨|安静|宁静|平静|怀旧|治愈|缓慢|慢慢|轻松|忧伤|神秘|梦幻|清新)"
    r"(?:く|な|に|い|と|感|的|地)?(?:感じ|雰囲気|气氛|氛围)?(?:で|に)?$"
)
_SMALL = frozenset(
    "a an the very quite never not no too and but or with always mostly mainly a bit little rather "
    "muy siempre nunca sin y con pero algo très toujours jamais sans et avec mais peu un "
    "sehr immer nie ohne und mit aber ganz etwas molto sempre mai senza e con ma un po' "
    "muito nunca sem mas um pouco bardzo zawsze nigdy bez i z ale trochę очень всегда никогда без "
    "и но немного çok hep ve ama biraz جدا دائما و".split()
)

_LIGHT_WORDS = (
    "light lighting lamplight candlelight moonlight sunlight daylight firelight starlight "
    "backlight luz lumière luce licht mondlicht kerzenlicht lampenlicht abendlicht morgenlicht "
    "gegenlicht "
    "tageslicht sonnenlicht światło oświetlenie свет освещение ışık ışığı loş ضوء ضوءا إضاءة"
)
_LIGHT_DENSE = re.compile(
    r"^[\u3040-\u30ff\u3400-\u9fff]{0,6}(?:光|光线|灯光|月光|陽光|阳光|明かり|灯り)$"
)
_QUALITIES: tuple[tuple[str, str], ...] = (
    ("golden", "golden dorada dorado dorée doré golden goldenes dorata dourada złote złocisty "
     "золотой altın ذهبي"),
    ("soft", "soft gentle diffuse suave tenue douce doux tamisée weich weiches sanft sanftes "
     "morbida soffusa difusa miękkie łagodne мягкий yumuşak ناعم خافت"),
    ("warm", "warm cálida chaude chaleureuse warmes calda quente ciepłe тёплый теплый sıcak دافئ"),
    ("cold", "cold cool blue fría azul froide bleue kalt kaltes blaues fredda blu fria zimne "
     "холодный soğuk mavi بارد أزرق"),
    ("low", "low dim faint half baja fioca faible schwach schwaches gedämpftes fraca przyćmione "
     "тусклый loş"),
    ("bright", "bright clear clara vive hell helles klares chiara limpida jasne яркий parlak ساطع"),
    ("natural", "natural naturelle natürlich natürliches naturale naturalne естественный doğal "
     "طبيعي"),
)  # fmt: skip
_QUALITIES_DENSE = {"金": "golden", "暖": "warm", "柔": "soft", "軟": "soft", "冷": "cold"}
_SOURCES: tuple[tuple[str, str], ...] = (
    ("moonlight", "moonlight moon luna lune mondlicht luna lua księżyca księżycowe лунный "
     "mehtap القمر"),
    ("candlelight", "candlelight candle candles velas vela bougie bougies kerzenlicht candela "
     "candele świec свечей mum الشموع"),
    ("lamplight", "lamplight lamp lamps lámpara lámparas lampe lampes lampenlicht lampada lâmpada "
     "lampy лампы lamba المصباح"),
    ("sunlight", "sunlight sun sunny sol soleil sonnenlicht sole słońca słoneczne солнечный güneş "
     "الشمس"),
    ("firelight", "firelight fire fuego feu feuer fuoco fogo ognia огня ateş النار"),
    ("backlight", "backlight contraluz contre-jour gegenlicht controluce"),
)  # fmt: skip
_SOURCES_DENSE = {"月": "moonlight", "阳": "sunlight", "陽": "sunlight", "烛": "candlelight"}
_HOURS = {
    "dawn": "dawn light", "morning": "morning light", "sunset": "evening light",
    "dusk": "evening light", "afternoon": "afternoon light",
}  # fmt: skip

_SOUNDS = (
    "radio music jazz blues piano guitar accordion songs tape vinyl gramophone birdsong silence "
    "lo-fi música musique musik musica muzyka радио музыка müzik radyo caz موسيقى الراديو راديو "
    "guitarra piano klavier chitarra gitara"
)
_SOUND_DENSE = re.compile(r"(?:音乐|音楽|ラジオ|收音机|ジャズ|爵士)")
_BACKGROUND = re.compile(
    r"\b(?:in|on) (?:the|a) (?:background|corner|shelf|back)\b|\bde fondo\b|\ben fond\b"
    r"|\ben arrière-plan\b|\bim hintergrund\b|\b(?:in|di) sottofondo\b|\b(?:ao|de) fundo\b"
    r"|\bw tle\b|\b(?:на|в) фоне\b|\barka planda\b|\bfonda\b|في الخلفية|背景|うしろで|後ろで|BGM",
    _I,
)
_PLAYING = frozenset(
    "on playing plays softly quietly low soft old always mostly only maybe some a an the from time "
    "to in of and or y e und et i и la el le die das der il o um uma una un ein eine leise suena "
    "bajito piano cichutko тихо cicho kısık".split()
)
_HEARD = frozenset(
    "on playing plays softly quietly jazz blues lo-fi caz suena bajito leise cichutko cicho тихо"
    " kısık".split()
)
"""Words by which something is heard, and is no thing: "la radio" is one."""

_WEATHER = (
    "foggy misty rainy snowy windy stormy cloudy sunny brumoso lluvioso nevado ventoso brumeux "
    "pluvieux neigeux venteux neblig regnerisch verschneit windig nebbioso piovoso nevoso ventoso "
    "nebuloso chuvoso nevoento mglisto deszczowo śnieżnie wietrznie туманно дождливо снежно "
    "ветрено sisli yağmurlu karlı rüzgarlı ضبابي ماطر"
)
"""Words that say how the weather always is."""

_OF_LIGHT = frozenset(
    folded(word)
    for words in (_LIGHT_WORDS, *(words for _, words in (*_QUALITIES, *_SOURCES)))
    for word in words.split()
) | frozenset("of de del di da d lots late early".split())
_OF_MOOD = frozenset(map(folded, (*_MOODS.split(), *making.MANNERS, *orders.PACES)))
_OF_SOUND = frozenset(map(folded, _SOUNDS.split()))
"""The words of phrases that name light, mood and sound, as they are compared."""

_FEW = 5
"""Words of what names light, or what is heard, at most."""

_WORD = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+(?:['-][^\W\d_]+)*")


def parted(sentence: str, language: str) -> tuple[str, list[str]]:
    """A sentence without what it says of light, mood and sound, and that; "" where that is all."""
    parts = [part for each in chunks(sentence) for part in each.split("、") if part]
    known = [_is_light(part) or _is_sound(part) for part in parts]
    moods = [_is_mood(part, language) for part in parts]
    if re.search(r"[:：]", sentence) or not (any(known) or any(moods)):
        return sentence, []
    if all(
        light
        or mood
        or _is_when(part, language)
        or _is_beside(part, language)
        or forbidden(part, language) is not None
        for part, light, mood in zip(parts, known, moods, strict=True)
    ):
        return "", parts
    kept, said = sentence, list[str]()
    while len(parts) > 1 and known.pop():
        said.insert(0, parts.pop())
        kept = sentence[: sentence.rfind(parts[-1]) + len(parts[-1])]
    return kept, said


def lights_of(said: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The light that is named, in the English of prompts: "warm light", "moonlight"."""
    return tuple(dict.fromkeys(_light(part) for part in said if _is_light(part)))


def _light(part: str) -> str:
    sources = [name for name, words in _SOURCES if has(part, words)]
    sources += [name for sign, name in _SOURCES_DENSE.items() if sign in part]
    hours = [_HOURS[hour] for hour in hours_in(part) if hour in _HOURS]
    kind = next(iter([*sources, *hours]), "light")
    qualities = [name for name, words in _QUALITIES if has(part, words)]
    qualities += [name for sign, name in _QUALITIES_DENSE.items() if sign in part]
    return " ".join([*dict.fromkeys(qualities), kind])


def _is_light(part: str) -> bool:
    """Whether a part names light and nothing that it falls on."""
    if _LIGHT_DENSE.match(part):
        return True
    if not has(part, _LIGHT_WORDS) and not has(part, "contraluz contre-jour controluce"):
        return False
    words = [folded(word) for word in _WORD.findall(part)]
    return len(words) <= _FEW and all(
        word in _OF_LIGHT or word in _SMALL or hours_in(word) for word in words
    )


def _is_mood(part: str, language: str) -> bool:
    """Whether a part says in what mood all is."""
    if _MOOD_DENSE.match(part) or orders.is_pace(part) or making.is_manner(part):
        return True
    words = [folded(word) for word in _WORD.findall(part)]
    told = [word for word in words if word not in _SMALL]
    return bool(told) and _OF_MOOD.issuperset(told)


def _is_sound(part: str) -> bool:
    """Whether a part names what is heard, and nobody who makes it."""
    background = bool(_BACKGROUND.search(part))
    bare = _BACKGROUND.sub(" ", part)
    if _SOUND_DENSE.search(bare):
        return background or len(bare) <= _FEW
    words = [folded(word) for word in _WORD.findall(bare)]
    heard = [word for word in words if word in _OF_SOUND]
    plays = background or not _HEARD.isdisjoint(words)
    return bool(heard) and plays and all(word in _OF_SOUND or word in _PLAYING for word in words)


def _is_when(part: str, language: str) -> bool:
    """Whether a part says no more than when it is: "Zimowy wieczór", "冬の夜"."""
    if has(part, _WEATHER):
        return len(part.split()) == 1
    if hours_in(part) or season_in(part) is not None:
        return not verbs.tells(part, language) if language[:2] != "en" else len(part.split()) <= 2
    return False


def _is_beside(part: str, language: str) -> bool:
    """Whether a part is bound to another by its preposition, or tells how much: "con sal"."""
    first = (part.split() or [""])[0].lower()
    if first in ("mostly", "mainly", "always", "sometimes", "maybe"):
        return True
    return first in ties(language) and len(part.split()) <= 2
