"""Who of a cast may lead, and who has hands: no villain is a hero, no cloud opens an umbrella."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.offline.people import has_people
from webtv.writers.offline.wordsets import has, is_dense

_VILLAINS = (
    "villain villains baddie nemesis antagonist evil wicked thief burglar robber crook "
    "villano villana malvado malvada ladrón ladrona villanos méchant méchante voleur "
    "voleuse bandit bösewicht schurke schurkin dieb diebin cattivo cattiva ladro ladra "
    "malvagio vilão vilã ladrão złoczyńca złodziej złodziejka łotr злодей злодейка вор "
    "воровка hırsız kötü 坏蛋 反派 小偷 "
    "恶棍 悪役 悪者 泥棒 どろぼう شرير الشرير لص اللص schurk boef dief"
)
_HANDLESS = (
    "cloud clouds wind breeze storm star moon sun raindrop snowflake rainbow comet planet "
    "shadow tree flower leaf mountain river island stone rock house lighthouse train ship "
    "boat car fish whale jellyfish snail worm umbrella teapot nube viento estrella luna sol "
    "gota árbol flor montaña casa faro tren barco coche pez ballena caracol paraguas nuage "
    "vent étoile lune soleil goutte arbre fleur montagne maison phare bateau voiture "
    "poisson baleine escargot parapluie wolke wind stern mond sonne tropfen baum blume berg "
    "haus leuchtturm zug schiff boot auto fisch wal schnecke regenschirm nuvola vento "
    "stella luna sole goccia albero fiore montagna barca nuvem estrela lua árvore montanha "
    "comboio trem navio peixe baleia caracol chmura chmurka wiatr gwiazda księżyc słońce "
    "drzewo kwiat góra dom statek ryba облако туча тучка ветер звезда луна солнце дерево "
    "цветок гора дом корабль рыба bulut rüzgar yıldız güneş ağaç çiçek dağ ev gemi balık 云 "
    "云朵 风 星星 月亮 "
    "太阳 树 花 山 房子 船 鱼 雲 風 星 月 太陽 木 家 船 魚 سحابة غيمة ريح نجمة قمر شمس شجرة زهرة "
    "جبل بيت سفينة سمكة"
)
"""Weather, things, and creatures that hold nothing."""

_AHEAD, _AHEAD_DENSE = 4, 8
"""Words of a look, and signs of scripts without blanks, that say what somebody is."""

_SAID = re.compile(r"[.!?。！？]\s*")
_MORE = re.compile(r"[,;，、]|\b(?:with|con|avec|mit|com|z|с|who|in)\b", re.IGNORECASE)


def heroes_of(cast: Sequence[CastMember], theme: str) -> list[CastMember]:
    """Those of a cast who may lead: no villains, as far as looks or the theme say so."""
    told = [said for said in _SAID.split(theme) if has(said, _VILLAINS)]
    feared = {who.name for said in told for who in on_screen(cast, said)[:1]}
    looks = {who.name for who in cast if has(f"{who.look} {who.look_en}", _VILLAINS)}
    return [who for who in cast if who.name not in feared | looks] or list(cast)


def has_hands(member: CastMember) -> bool:
    """Whether one of a cast can do what people do, as animals in stories can."""
    looks = [_MORE.split(look)[0] for look in (member.look, member.look_en) if look]
    heads = [look[:_AHEAD_DENSE] if is_dense(look) else _first(look) for look in looks]
    return any(map(has_people, heads)) or not any(has(head, _HANDLESS) for head in heads)


def _first(look: str) -> str:
    return " ".join(look.split()[:_AHEAD])
