"""The mood of a channel and the kinds of stories that go with it, by the operator's words."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.config.channel import Channel
from webtv.writers.offline.phrases.language import Hour
from webtv.writers.offline.setting import has_no_weather, is_snowy
from webtv.writers.offline.stories import Kind, Mood
from webtv.writers.offline.wordsets import has

_SCARY = (
    "horror scary creepy haunted ghost ghosts eerie dread terror terrifying vampire "
    "vampires zombie zombies nightmare nightmares sinister macabre occult cursed uncanny "
    "unsettling ominous miedo fantasma fantasmas terrorífico embrujada horreur épouvante "
    "fantôme fantômes effrayant hanté grusel gruselig spuk geister unheimlich orrore paura "
    "fantasmi spaventoso assombrada assustador 恐怖 鬼屋 幽灵 灵异 ホラー 幽霊 怪談 怖い "
    "رعب أشباح مرعب"
)
_NEWS = (
    "news newsroom newsreader newscast breaking anchor anchors bulletin headlines noticias "
    "noticiero telediario journal actualités nachrichten tagesschau telegiornale notizie "
    "notícias telejornal 新闻 ニュース أخبار"
)
_COMIC = (
    "funny comedy comic comedic parody satire satirical absurd absurdist silly witty wry "
    "amused humour humor deadpan slapstick sitcom ironic divertido divertida cómico humorístico "
    "parodia absurdo drôle comique humoristique parodie absurde loufoque lustig witzig "
    "komisch humorvoll albern divertente comico buffo ironico spiritoso engraçado engraçada "
    "cômico paródia 搞笑 幽默 喜剧 滑稽 コメディ 面白い おかしい ゆかい كوميدي مضحك ساخر "
    "فكاهي"
)
_LIVELY = (
    "lively excited cheerful playful fast wild energetic exciting breathless loud rousing upbeat "
    "hypnotic frantic thrilling rápido animado animada trepidante enérgico vif rapide "
    "festif énergique rasant lebhaft wild laut mitreißend vivace energico scatenato agitado "
    "热闹 活泼 激烈 にぎやか 元気 激しい حماسي صاخب"
)
_GAMES = (
    "football soccer stadium goalkeeper carnival motorsport wrestling fútbol estadio carnaval "
    "stade "
    "fußball stadion calcio stadio tifosi futebol estádio torcida 足球 球迷 サッカー كرة"
)
"""What is lively whatever the tone says."""

_CALM = (
    "calm quiet slow gentle hushed sleepy serene still tender soft patient contemplative "
    "unhurried relaxing cozy cosy bedtime lullaby tranquilo tranquila tranquille calme doux "
    "ruhig sanft still tranquillo calmo calma dolce suave 安静 宁静 静谧 静か 穏やか هادئ"
)
_PEOPLE = (
    "man men woman women child children kid kids girl girls boy boys baby mother father mum "
    "dad grandmother grandfather grandma grandpa granny nonna family families people friend "
    "friends neighbour neighbours baker bakers cook cooks chef fisherman fishermen farmer "
    "farmers shepherd sailor captain teacher student students dancer dancers musician "
    "musicians couriers tailor potter keeper knight king queen princess prince witch wizard "
    "pirate pirates robot robots detective gardener painter postman librarian villager "
    "villagers twins couple lady gentleman abuela abuelo niño niña niños niñas hombre mujer "
    "mujeres hombres panadero pastor pescador vecino vecinos vecina familia gente "
    "pescadores homme femme hommes femmes enfant enfants fille garçon boulanger boulangère "
    "pêcheur berger voisin voisins voisine famille gens grand-mère grand-père marchand "
    "facteur poète mann frau männer frauen kind kinder mädchen junge oma opa bäcker "
    "bäckerin gärtner gärtnerin nachbar nachbarin nachbarn familie leute schrebergärtner "
    "rentner fischer bauer bäuerin uomo donna uomini donne bambino bambina bambini bambine "
    "nonno fornaio pescatore pastore vicino vicini famiglia homem mulher homens mulheres "
    "criança crianças menino menina avó avô padeiro pescador família vizinho vizinhos 老人 "
    "妇人 孩子 孩子们 奶奶 爷爷 男人 女人 母亲 父亲 渔夫 姑娘 少年 おばあさん おじいさん "
    "子供 子ども 女の子 男の子 駅長 店主 漁師 人々 رجل امرأة أطفال طفل الأطفال جدة بائع "
    "تاجر نساء رجال صبي فتاة"
)
_NATURE = (
    "sea ocean whale whales dolphin dolphins seal seals fish birds bird heron forest woods "
    "wilderness nature wildlife meadow river waterfall mountains glacier fjord desert "
    "savanna jungle animals deer wolf wolves fox bear bears owl owls horses insects mar "
    "océano ballena ballenas bosque naturaleza animales aves río montaña montañas mer "
    "baleine forêt nature animaux oiseaux rivière montagne montagnes meer wal wale wald "
    "natur tiere vögel fluss berge mare balena foresta bosco natura animali uccelli fiume "
    "baleia floresta natureza animais pássaros 大海 海洋 森林 动物 野生 鲸 海 森 動物 野鳥 "
    "川 البحر الغابة حيوانات طيور"
)
_NOBODY = (
    "people humans persons persone personas gens menschen leute personnes pessoas 人 人物 人类"
)
"""Words of what is forbidden that leave nobody who could act."""


_OPENING = 80
"""Characters of a theme that say what kind of channel it is."""


def mood_of(channel: Channel) -> Mood:
    """How stories of a channel are told: what its tone says counts before its theme."""
    about = f"{channel.title} {channel.theme} {channel.music_style}"
    opening = channel.theme[:_OPENING]
    if has(channel.tone, _SCARY):
        return "scary"
    if has(f"{channel.title} {opening} {channel.tone}", _NEWS):
        return "news"
    moods: tuple[tuple[Mood, str], ...] = (
        ("scary", _SCARY),
        ("comic", _COMIC),
        ("calm", _CALM),
        ("lively", _LIVELY),
    )
    for mood, words in moods:
        if has(channel.tone, words):
            return mood
    if has(about, _GAMES):
        return "lively"
    return next((mood for mood, words in moods[:3] if has(about, words)), "calm")


def kinds_of(
    channel: Channel, mood: Mood, hours: Sequence[Hour], avoid: Sequence[str]
) -> frozenset[Kind]:
    """The kinds of small stories that may happen in a programme."""
    if mood == "scary":
        return frozenset({"dark"})
    if has_no_weather(channel.theme):
        return frozenset({"any", "deep"})
    nobody = any(item.casefold() in _NOBODY.split() for item in (*avoid, *channel.avoid))
    peopled = bool(channel.cast) or has(channel.theme, _PEOPLE)
    if not nobody and (peopled or not has(channel.theme, _NATURE)):
        if mood != "lively":
            return frozenset({"home"})
        games = has(f"{channel.title} {channel.theme}", _GAMES)
        return frozenset({"lively"} if games else {"home", "lively"})
    if all(hour in ("dusk", "night", "midnight", "before dawn") for hour in hours):
        return frozenset({"night", "any"})
    return frozenset({"wild", "any"} if is_snowy(channel.theme) else {"wild", "warm", "any"})
