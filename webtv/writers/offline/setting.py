"""Hour, season and surroundings, as far as an operator's words fix them.

Words are matched whole, those of scripts without blanks anywhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from webtv.config.channel import Channel
from webtv.writers.avoid import Unavoided
from webtv.writers.offline.phrases.language import HOURS, Hour, Sky
from webtv.writers.offline.seasons import SEASON_WORDS, SNOWY, holds, season_of
from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.timewords import NIGHT_THINGS, SEASONS, hour_in, hours_in, season_in
from webtv.writers.offline.wordsets import has

_NIGHTLY = (
    "bedtime goodnight lullaby sleepy sleepless night nights nightly nocturnal moonlit noche nuit "
    "nacht notte noite horror haunted ghost ghosts creepy vampire terror fantasmas horreur grusel "
    "orrore assombrada 夜晚 睡前 恐怖 おやすみ 怪談 رعب insomnia insomniac insomnio "
    "insomnie insônia nocturno nocturna nocturne nachts nächtlich nachtschicht notturno "
    "notturna noturno noturna "
    "nocny nocna nocne nocą ночной ночная ночное ночные ночью gece geceleri 深夜 凌晨 半夜 夜班 "
    "夜更け 真夜中 ليلي ليلية ليلا"
)
"""Words of night that are no turn of a day; with them a channel stays in the dark."""

_AT_NIGHT = re.compile(
    r"\b(?:[1-4]|1[12]) ?(?:a\.m\.|am)(?!\w)|\b(?:10|11) ?(?:p\.m\.|pm)(?!\w)"
    r"|\b(?:1|2|3|4|eins|zwei|drei|vier) uhr (?:nachts|früh)|\bde la madrugada|\bda madrugada"
    r"|\bdu matin\b(?<=[1-4] heures du matin)|\bdi notte|\bw nocy|\bночи\b|夜中の|凌晨[一二三四]点",
    re.IGNORECASE,
)
"""Hours of a clock at night, in a title or at the beginning of a theme."""

_EVERY_NIGHT = re.compile(
    r"\b(?:(?:every|each) night|cada noche|todas las noches|chaque nuit|toutes les nuits|jede nacht"
    r"|ogni notte|(?:toda|cada) noite|todas as noites|każdej nocy|co noc|каждую ночь|her gece"
    r"|elke nacht)\b|毎晩|毎夜|每晚|每夜|كل ليلة",
    re.IGNORECASE,
)
"""What happens night after night, so that a theme plays then."""

_WARM = (
    "summer desert tropical beach verano été sommer estate verão 夏 沙漠 砂漠 savanna jungle reef"
)
_RAINY = "rain rains raining rainy wet puddle lluvia pluie regen pioggia chuva 雨 مطر"
_FOGGY = (
    "fog foggy mist misty niebla brumoso brouillard brume nebel neblig nebbia névoa neblina mgła "
    "mgle туман тумане туманно sis sisli 雾 霧 ضباب الضباب"
)
_SKY_WORDS = (
    "sun sunny sunlight sunshine fog foggy mist misty storm stormy wind windy cloud clouds cloudy "
    "sky stars moon moonlight rainbow thunder hail sol niebla viento nube nubes cielo estrellas "
    "luna tormenta soleil brouillard vent nuage nuages ciel étoiles lune orage sonne nebel wind "
    "wolke wolken himmel sterne mond sturm sole nebbia vento nuvola nuvole cielo stelle temporale "
    "névoa nuvem nuvens céu estrelas lua tempestade 太阳 雾 风 云 天空 星 月 晴 霧 風 雲 空 嵐 شمس "
    "الشمس ضباب الضباب ريح الريح سحاب السماء نجوم النجوم القمر wiatr słońce mgła "
    "chmury niebo księżyc rüzgar güneş sis bulut gökyüzü ay ветер солнце туман облака небо луна"
)
_SNOWS = re.compile(
    r"\bsnow(?:flakes)? (?:is |are )?fall(?:s|ing)?\b|\b(?:it snows|snowing|falling snow|nieva"
    r"|nevando|neige tombe|il neige|schneit|nevica|está nevando|pada śnieg|kar yağ\w+|идёт снег)\b"
    r"|下雪|雪が降",
    re.IGNORECASE,
)
_RAINS = re.compile(
    r"\b(?:(?<!after )(?<!after the )rain|rains|raining|umbrellas?|llueve|lluvia|paraguas|il pleut"
    r"|pluie|parapluies?|regnet|regen|regenschirme?|piove|pioggia|ombrell[oi]|chove|chuva|deszcz|yağmur"
    r"|дождь)\b|雨|مطر|المطر",
    re.IGNORECASE,
)
_DRY = (
    "waters watering riega regando arrose gießt annaffia innaffia rega podlewa sular поливает "
    "浇水 浇花 水やり kite kites cometa cometas cerf-volant cerfs-volants drachen aquilone "
    "aquiloni pipa pipas latawiec latawce uçurtma uçurtmalar 风筝 凧 washing laundry wäsche bucato "
    "tendedero picnic hammock bask basks sunbathe sunbathes sunny sunshine sunlight sun soleil "
    "sonne sole sol słońce słońcu güneş güneşte солнце 太阳 太陽 晴 الشمس"
)
"""Words of what nobody does in rain or mist, and of the sun itself."""

_CLEAR = (
    "stars starry moon moonlight moonlit moonrise estrellas luna étoiles lune sterne sternenhimmel "
    "mond stelle estrelas lua gwiazdy gwiazd księżyc yıldızlar yıldızları звёзды луна 星 月亮 月光 "
    "النجوم القمر"
)
_INDOORS = (
    "kitchen room indoors inside interior studio workshop cafe café club classroom library theatre "
    "stage bakery bathroom bedroom attic cellar museum aquarium laboratory greenhouse cocina "
    "habitación cuisine chambre atelier küche zimmer werkstatt cucina stanza cozinha quarto "
    "厨房 屋里 室内 台所 部屋 مطبخ غرفة desk house clock oven stove"
)
_HOUSES = (
    "shop pub tavern teahouse glasshouse hotel office factory elevator corridor library museo "
    "musée museu muzeum müze музей متحف 博物馆 博物館 美術館 serre serra invernadero gewächshaus "
    "bar tienda taller boutique negozio bottega laden loja sklep 茶馆 茶館 銭湯 hallway school "
    "mine mineshaft tunnel cave cavern catacombs bunker submarine subway basement mina cueva túnel "
    "grotte souterrain bergwerk stollen höhle tunnels caves miniera grotta galleria gruta caverna "
    "kopalnia kopalni jaskinia шахта шахте пещера пещере maden mağara منجم كهف 矿井 山洞 鉱山 洞窟"
)
"""Words of a first sentence that sets a whole theme indoors."""

_NOWHERE = (
    "galaxies nebulae comet comets supernova cosmic "
    "abstract fractal fractals kaleidoscope geometric particles liquid chrome ink laser glitch "
    "glitching pigment patterns shapes space planet planets galaxy nebula astronaut rocket orbit "
    "cosmos underwater reef coral seabed octopus octopuses jellyfish kelp anemones "
    "espacial espacio órbita orbital astronauta astronautas planeta galaxia submarino arrecife "
    "weltraum raumstation umlaufbahn espace orbite astronaute astronautes spazio spaziale orbita "
    "astronauti espaço 太空 宇宙 太空站 海底 珊瑚 الفضاء kosmos kosmiczna космос uzay"
)

_CLAUSE = re.compile(r"[.!?,;:。！？，、；：،؛\n]+")

_BROAD: dict[Literal["day", "night"], tuple[Hour, ...]] = {
    "day": ("dawn", "morning", "noon", "afternoon", "sunset", "dusk"),
    "night": ("dusk", "night", "midnight", "before dawn"),
}
_NIGHTS = 1 / 4
"""Share of a theme's sentences with words of night above which all of it plays then."""

_DARK = frozenset({"before dawn", "night", "midnight"})
"""Hours at which stars can be seen."""

_NIGHT = _DARK | {"dusk"}
"""Hours at which there is no daylight to see by."""

_SUMMER, _WINTER, _TWO = 1, 3, 2

_NEXT = 1
"""Steps of `HOURS` that pass in a programme, so that neighbouring shots still match."""


def hours_of(
    channel: Channel, now: datetime, rng: random.Random, *, said: Sequence[str] = ()
) -> tuple[Hour, ...]:
    """The hours that a programme passes through, in order.

    A theme or tone set at night stays there, and one whose light is `said` to be of an hour stays
    at that. A channel with dayparts goes by its own clock, since they say what belongs to which
    hour. All others begin at the hour that it is, if the theme has it.
    """
    opening = SENTENCE.split(channel.theme, maxsplit=1)[0]
    named = hour_in(opening)
    if named and hour_in(_CLAUSE.split(opening)[0]) is None and _CLAUSE.search(opening):
        named = None  # that of one thing among several
    lit = next((hour for part in said if (hour := hour_in(part))), None)
    named = lit or (named if len(hours_in(channel.theme)) < _TWO else None)
    if _night_only(channel) or named in ("night", "midnight"):
        known = _BROAD["night"]
    elif channel.dayparts:
        first = _hour_at(now.astimezone(ZoneInfo(channel.timezone)).hour)
        return (first,)
    elif lit:
        return (lit,)
    elif named:
        at = HOURS.index(named)
        known = HOURS[max(0, at - 1) : at + 2]
    else:
        known = _BROAD["day"]
    clock = _hour_at(now.astimezone(ZoneInfo(channel.timezone)).hour)
    latest = len(known) - _NEXT - 1
    start = known.index(clock) if clock in known else rng.randrange(latest + 1)
    start = max(0, min(start, latest))
    return known[start : start + _NEXT + 1]


def hours_through(texts: Sequence[str]) -> dict[str, Hour]:
    """The hour of each part of a day that is told in order: the last one that was named."""
    hour = next(named for text in texts if (named := hour_in(text)))
    passed: dict[str, Hour] = {}
    for text in texts:
        hour = hour_in(text) or hour
        passed[text] = hour
    return passed


def skies_of(
    channel: Channel, hours: tuple[Hour, ...], *, near: str, said: Sequence[str] = ()
) -> tuple[Sky, ...]:
    """The weather that may be, by season and hour; none indoors and where there is none.

    `near` is what will be filmed, and `said` what holds for all of it: "Winter evening, quiet".
    """
    return tuple(
        Unavoided(channel.avoid, channel.language)(_skies(channel, hours, near, " ".join(said)))
    )


def _skies(channel: Channel, hours: tuple[Hour, ...], near: str, said: str) -> tuple[Sky, ...]:
    text = f"{channel.theme} {' '.join(channel.places)}"
    if has_no_weather(channel.theme) or is_indoors(channel.theme) or has(near, _INDOORS):
        return ()
    dark = is_dark(hours)
    if _SNOWS.search(near) or (_SNOWS.search(text) and not has(near, SEASON_WORDS)):
        return ("snow",)
    if _RAINS.search(near):
        return ("rain",)
    if has(near, _CLEAR):
        return ("stars",) if dark else ("breeze",)
    if has(near, _DRY):
        return ("breeze", "stars") if dark else ("breeze", "clouds", "haze")
    if holds(channel.theme, _RAINY):
        return ("rain", "after rain")
    if holds(channel.theme, _FOGGY) or has(said, _FOGGY):
        return ("mist",)
    if has(text, _RAINY):
        return ("rain", "after rain", "mist")
    skies: list[Sky] = ["breeze", "clouds", "haze"]
    if dark:
        skies = ["breeze", "stars", "mist"]
    seasons = [words for words in SEASONS if has(channel.theme, words)]
    season = season_in(said) if said else season_of(channel.theme)
    wintry = season == _WINTER or (season is None and holds(channel.theme, SNOWY))
    if (wintry and len(seasons) < _TWO) or has(" ".join(channel.places), SNOWY):
        return ("snow", "frost", *(("stars",) if dark else ("clouds",)))
    if not has(text, _WARM) and season != _SUMMER:
        skies += ["mist", "rain", "after rain"]
    return tuple(dict.fromkeys(skies))


def has_no_weather(theme: str) -> bool:
    """Whether a theme plays in space, under water or nowhere, where hours do not show either.

    Its first sentence says so, or most of its clauses do: an octopus in a harbour has weather.
    """
    first = SENTENCE.split(theme, maxsplit=1)[0]
    parts = [part for part in _CLAUSE.split(theme) if part.strip()]
    return has(first, _NOWHERE) or sum(has(p, _NOWHERE) for p in parts) * 2 > len(parts)


def is_indoors(theme: str) -> bool:
    """Whether the first sentence of a theme sets all of it within walls."""
    return has(SENTENCE.split(theme, maxsplit=1)[0], f"{_INDOORS} {_HOUSES}")


def is_dark(hours: Sequence[Hour]) -> bool:
    """Whether stars can be seen at all of some hours."""
    return all(hour in _DARK for hour in hours)


def is_night(hours: Sequence[Hour]) -> bool:
    """Whether it is dark or growing dark at all of some hours."""
    return all(hour in _NIGHT for hour in hours)


def has_own_weather(seen: str) -> bool:
    """Whether a picture says itself what the weather is, or shows a place that has none."""
    return has(seen, f"{SNOWY} {_RAINY} {_INDOORS} {_NOWHERE} {_SKY_WORDS}")


def is_fixed(channel: Channel) -> bool:
    """Whether the hour is not a writer's to choose: night is the theme, or dayparts say it."""
    return _night_only(channel) or bool(channel.dayparts)


def is_late(channel: Channel, now: datetime) -> bool:
    """Whether it is dark by the channel's own clock."""
    return _hour_at(now.astimezone(ZoneInfo(channel.timezone)).hour) in _DARK


def _night_only(channel: Channel) -> bool:
    """Whether night is what a channel is about; "sleepy" in a tone says so too.

    One watchman among many people of the day makes no night, and neither do stars where something
    is of the day.
    """
    said = [part for part in SENTENCE.split(channel.theme) if part.strip()]
    by_day = not {*hours_in(channel.theme)} <= {*_NIGHT, "sunset"}
    words = _NIGHTLY if by_day else f"{_NIGHTLY} {NIGHT_THINGS}"
    begun = " ".join([channel.title, channel.tone, *said[:1]])
    always = _AT_NIGHT.search(begun) or _EVERY_NIGHT.search(channel.theme)
    nightly = sum(has(part, words) for part in said)
    return has(begun, words) or bool(always) or nightly > _NIGHTS * len(said)


def _hour_at(clock: int) -> Hour:
    table: tuple[tuple[int, Hour], ...] = (
        (1, "midnight"),
        (5, "before dawn"),
        (7, "dawn"),
        (11, "morning"),
        (14, "noon"),
        (18, "afternoon"),
        (20, "sunset"),
        (22, "dusk"),
        (24, "night"),
    )
    return next(hour for before, hour in table if clock < before)
