"""The mood of a channel, by the operator's words."""

from __future__ import annotations

import re
from typing import Literal

from webtv.config.channel import Channel
from webtv.writers.offline.wordsets import has

Mood = Literal["calm", "comic", "scary", "lively", "news"]

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

CALM = (
    "calm quiet slow gentle hushed sleepy serene still tender soft patient contemplative "
    "unhurried relaxing cozy cosy bedtime lullaby tranquilo tranquila tranquille calme doux "
    "ruhig sanft tranquillo calmo calma dolce suave safe 安静 宁静 静谧 静か 穏やか هادئ"
)
"""Words of a channel that is slow in all it does."""

_SOBER = (
    "contemplative meditative dark noir sombre somber melancholic melancholy elegiac solemn grave "
    "contemplativo contemplativa meditativo sombrío melancólico contemplatif sombre mélancolique "
    "besinnlich düster meditativ schwermütig contemplativo meditativo malinconico cupo sombrio "
    "melancólico medytacyjny mroczny созерцательный мрачный karanlık تأملي كئيب 沉思 忧郁 瞑想 憂鬱"
)

_CHILDREN = (
    "children child kids kid toddler toddlers kindergarten nursery bedtime lullaby sleepy "
    "goodnight niños enfants kinder bambini crianças dzieci çocuklar дети 孩子 子ども أطفال"
)
_FOR_CHILDREN = re.compile(
    r"\b(?:bedtime|lullaby|lullabies|kindergarten|toddlers?|for (?:\w+ )?(?:children|kids))\b"
    r"|\b(?:para niños|pour (?:les )?enfants|für kinder|per bambini|para crianças|dla dzieci)\b"
    r"|\b(?:çocuklar için|для детей)\b|给孩子|子ども向け|للأطفال",
    re.IGNORECASE,
)
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
        ("calm", CALM),
        ("lively", _LIVELY),
    )
    for mood, words in moods:
        if has(channel.tone, words):
            return mood
    if has(about, _GAMES):
        return "lively"
    return next((mood for mood, words in moods[:3] if has(about, words)), "calm")


def is_sober(channel: Channel) -> bool:
    """Whether nothing funny is to happen on a channel."""
    return mood_of(channel) in ("scary", "news") or has(channel.tone, _SOBER)


def is_horror(channel: Channel) -> bool:
    """Whether a channel is to be feared, by its tone or by how its theme begins."""
    opening = f"{channel.title} {channel.theme[:_OPENING]}"
    return has(channel.tone, _SCARY) or (mood_of(channel) == "scary" and has(opening, _SCARY))


def is_for_children(channel: Channel) -> bool:
    """Whether a channel is for small children, as far as it says."""
    said = f"{channel.title} {channel.tone} {channel.description}"
    return has(said, _CHILDREN) or bool(_FOR_CHILDREN.search(channel.theme))
