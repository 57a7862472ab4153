"""Japanese."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

JAPANESE = Phrases(
    hours={
        "before dawn": "夜明け前",
        "dawn": "夜明け",
        "morning": "朝",
        "noon": "正午",
        "afternoon": "午後",
        "sunset": "日の入りのころ",
        "dusk": "夕暮れ",
        "night": "夜",
        "midnight": "真夜中",
    },
    skies={
        "mist": "薄い霧",
        "clouds": "空に小さな雲",
        "rain": "細かい雨",
        "breeze": "やわらかな風",
        "after rain": "雨上がり",
        "haze": "遠くにかすみ",
        "stars": "満天の星",
        "snow": "小雪",
        "frost": "澄んだ冷たい空気",
    },
    scales={
        "wide": ("全景", "遠景", "ロングショット"),
        "medium": ("ミディアムショット", "横からのショット"),
        "close": ("クローズアップ", "接写"),
    },
    details=(
        "横からの暖かい光",
        "やわらかくぼけた背景",
        "光と影のあいだ",
        "細い光のふち",
    ),
    beside="{one}と{other}",
    doing="{name}、{deed}",
    wearing="服装は{clothes}",
    episode="第{number}話：{title}",
    part="{title}（{number}）",
    colon="：",
    comma="、",
    end="。",
    blank="",
    moves=(
        (
            "闇の中から",
            "少しずつ形になって",
        ),
        (
            "ゆっくり回りながら",
            "左右対称に",
            "プリズム越しに",
            "スローモーションで",
        ),
        (
            "猛スピードで",
            "光のリズムで",
            "画面いっぱいに",
        ),
        (
            "光の中へ",
            "闇の中へ",
        ),
    ),
)
