"""Where and when a theme plays, and the worlds that cannot be there.

Only what says so outright counts: the title, how the theme begins, its places.
"""

from __future__ import annotations

import re

from webtv.config.channel import Channel
from webtv.writers.offline.mood import is_horror
from webtv.writers.offline.wordsets import has
from webtv.writers.offline.worlds import worlds_tagged

_OPENING = re.compile(r"[.!?。！？](?:\s+|$)|[。！？]")
_SENTENCES = 2
"""Sentences of a theme that say where and when it plays."""

_WORDS = {
    "space": "spaceship spaceships spacecraft starship starships orbit orbital orbiting astronaut "
    "astronauts cosmonaut cosmonauts moonbase interstellar interplanetary intergalactic galaxy "
    "galaxies nebula nebulae exoplanet asteroid asteroids martian saturn jupiter neptune "
    "nave espacial astronauta astronautas órbita marte galaxia vaisseau astronaute astronautes "
    "orbite galaxie raumschiff raumschiffs raumstation weltraum weltall astronaut astronauten "
    "umlaufbahn astronave astronauti galassia spaziale spaziali espaçonave marte statek-kosmiczny "
    "kosmiczna kosmiczny kosmiczne kosmonauta kosmosie orbicie космический космическая космическом "
    "космонавт космонавты космос космосе орбите орбита марс марсе uzay uzayda astronot yörünge "
    "太空 宇宙 飞船 火星 空间站 宇航员 火星 الفضاء فضائية رائد المريخ",
    "deep": "submarine submarines submariners underwater undersea seabed bathyscaphe submarino "
    "submarinos submarina sous-marin u-boot unterwasser tiefsee sottomarino sottomarini "
    "подводная подводной denizaltı 潜艇 潜水艇 海底 海中 水下 غواصة",
    "ship": "clipper clippers windjammer frigate schooner schooners whaler galleon velero goleta "
    "galeón voilier goélette frégate galion segelschiff klipper windjammer fregatte veliero "
    "galeone veleiro żaglowiec fregata парусник фрегат yelkenli 帆船",
    "mountain": "dolomites alps alpine andes himalaya himalayas glacier mountain mountains peaks "
    "summit montaña montañas sierra montagne montagnes alpes cime berge bergen gebirge alm alpen "
    "hochgebirge gipfel montagna montagne dolomiti alpi montanha montanhas serra góry górach "
    "tatrach tatry горы горах dağ dağlarda 高山 雪山 山脉 アルプス الجبل الجبال",
    "desert": "desert deserts dunes sahara gobi atacama desierto désert wüste deserto pustynia "
    "pustyni пустыня пустыне çöl çölde 沙漠 砂漠 الصحراء صحراء",
    "city": "city metropolis metropolitan downtown skyline manhattan brooklyn tokyo ciudad ville "
    "großstadt innenstadt città cidade miasto mieście город городе городской şehir şehrin 都市 "
    "都会 东京 上海 北京 香港 المدينة مدينة",
    "country": "village hamlet farm countryside pueblo aldea granja village hameau ferme dorf "
    "bauernhof paese borgo fattoria aldeia quinta wieś wsi gospodarstwo деревня деревне köy köyde "
    "köyün 村庄 乡村 村子 農村 قرية القرية",
    "polar": "arctic antarctic antarctica polar ártico antártida arctique antarctique arktis "
    "antarktis artico antartide arktyka антарктида арктика kutup 南极 北极 南極 北極",
}
"""Words of a place, in the languages of worlds."""

_KEPT = {
    "space": "spaceship deep_space night_sky robots aliens shapes laboratory microscope coding "
    "video_game boardgame",
    "deep": "underwater mermaids sea microscope",
    "ship": "sea boat harbour island underwater wind fog night_sky pirates polar birds mermaids",
}
"""Worlds of places where there are no others."""

_LOST = {
    "mountain": "sea harbour boat island underwater mermaids pirates savanna city_day city_night "
    "office factory club",
    "desert": "sea harbour boat underwater polar snow pond river waterfall woodland hedgerow "
    "forest autumn fog rain orchard village_square",
    "city": "hedgerow woodland flock farmyard fields orchard savanna polar forest western",
    "country": "city_day city_night office factory club future_city",
    "polar": "desert savanna island orchard garden hedgerow woodland bees fields",
}
"""Worlds that are not at a place, unless the theme has several words of them."""

_MOVED = {"space": {"boat": "spaceship", "harbour": "spaceship", "flight": "spaceship"}}
"""What worlds are elsewhere: a captain on a bridge, in space."""

_IN_SPACE = re.compile(
    r"\b(?:generation|colony|sleeper|ark)[- ]ships?\b|generationenschiff|nave generacional"
    r"|vaisseau(?: |-)(?:générationnel|spatial)|世代飞船|世代宇宙船|\bmars (?:base|station|colony)"
    r"|\b(?:on|to|auf|na) mars\b",
    re.IGNORECASE,
)
_FICTION = "science-fiction sci-fi scifi ciencia-ficción fantascienza fantastyka 科幻"
_ABOARD = "ship deck station bridge crew nave vaisseau schiff station navio statek"
"""Words of what is in space only where it is science fiction."""

_YEAR = re.compile(
    r"(?<!\d)(?:1[0-8]\d\d|190\d|191\d)(?:er|s)?(?!\d)"
    r"|\b(?:in the year|im jahre?|en el año|en l'an|nell'anno|no ano|w roku) \d{2,4}\b"
    r"|\b(?:1[0-9]|[5-9])th[- ]century\b"
    r"|\b(?:xvi{0,3}|xi[vx]|xii{0,2})e? (?:siècle|secolo|wieku?)\b"
    r"|\bs[ié][gc][lu]l?o (?:xi[vx]|xvi{0,3})\b|\b1\d\. jahrhundert\b"
    r"|十[一二三四五六七八九]世[纪紀]",
    re.IGNORECASE,
)
_PAST = (
    "medieval victorian edwardian georgian renaissance roman romans legion legionary viking "
    "vikings pharaoh pharaohs samurai knights crusaders musketeers edo tudor baroque prehistoric "
    "sultan caliph nazarí califa visir "
    "mittelalter mittelalterlich mittelalterliche wikinger ritter römer römische medioevo "
    "medievale médiéval médiévale medievales vikingos średniowiecze średniowieczny викинги "
    "средневековье ortaçağ osmanlı 唐朝 宋朝 明朝 清朝 唐代 宋代 明代 清代 古代 江戸 戦国 平安時代"
)
"""Words of a time before there were cars."""

_NOTHING_MODERN = re.compile(
    r"\b(?:nothing|not?|nada|ni|rien|nichts|niente|nic|ничего)\s+(?:(?:de|di|that is|too)\s+)?"
    r"(?:modern|nowoczesn|современн)|(?:不要|没有|不能有|不出现)任?何?现代|現代(?:的な|の)?もの"
    r"|\bmodern (?:hiçbir|olan hiçbir)",
    re.IGNORECASE,
)
"""What is said where everything is to be of an earlier time."""

_SINCE = frozenset(
    "city_day city_night bus road flight office coding video_game heroes aliens racing rescue "
    "jazz club robots spaceship future_city laboratory building_site coffee street_food "
    "weather_report bicycle detective ruins".split()
)
"""Worlds that are of a later time, or look back on an earlier one."""

_EERIE = frozenset("ghosts monsters detective fog silence night_sky".split())
"""Worlds of which anything can be told on a channel that is to be feared."""

_ELSEWHERE = 2.5
"""Words of a theme from which a world is meant though its place has none such."""


class Ground:
    """Where and when a channel's theme plays."""

    def __init__(self, channel: Channel) -> None:
        opening = " . ".join(_OPENING.split(channel.theme)[:_SENTENCES])
        said = " . ".join([channel.title, opening, channel.theme_en[:200], *channel.places])
        first = _OPENING.split(channel.theme)[0]
        near = " . ".join([channel.title, first, *channel.places])
        self._places = [
            place
            for place, words in _WORDS.items()
            if has(said if place in ("space", "ship") else near, words)
        ]
        if _sails_in_space(f"{said} . {channel.style}"):
            self._places.insert(0, "space")
        wishes = (channel.theme, channel.theme_en, *(f"no {each}" for each in channel.avoid))
        modern = not any(map(_NOTHING_MODERN.search, wishes))
        self.past = not modern or bool(_YEAR.search(said)) or has(said, _PAST)
        """Whether it plays before there were cars."""
        self.eerie = is_horror(channel)
        """Whether it is to be feared."""

    @property
    def skyless(self) -> bool:
        """Whether it plays in space or under water."""
        return not {"space", "deep"}.isdisjoint(self._places)

    def moved(self, name: str) -> str:
        """A world, or what it is where the theme plays."""
        for place in self._places[:1]:
            name = _MOVED.get(place, {}).get(name, name)
        return name

    def is_home(self, name: str) -> bool:
        """Whether a world is what others are there: a spaceship, in space."""
        return any(name in _MOVED.get(place, {}).values() for place in self._places[:1])

    def admits(self, name: str, words: float = 0.0) -> bool:
        """Whether a world can be there; `words` is how many of the theme speak of it."""
        if self.eerie and name not in _EERIE:
            return False
        if self.past and name in _SINCE:
            return False
        for place in self._places:
            if place in _KEPT:
                return name in _KEPT[place].split() or name in worlds_tagged("idea")
            if name in _LOST[place].split() and words < _ELSEWHERE:
                return False
        return True


def _sails_in_space(text: str) -> bool:
    """Whether a ship or a station is one in space."""
    return bool(_IN_SPACE.search(text)) or (has(text, _FICTION) and has(text, _ABOARD))
