"""Chinese."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

CHINESE = Phrases(
    hours={
        "before dawn": "黎明之前",
        "dawn": "拂晓时分",
        "morning": "上午",
        "noon": "正午",
        "afternoon": "午后",
        "sunset": "日落时分",
        "dusk": "黄昏时分",
        "night": "夜里",
        "midnight": "午夜",
    },
    skies={
        "mist": "薄雾弥漫",
        "clouds": "天上飘着小朵的云",
        "rain": "下着细雨",
        "breeze": "微风轻拂",
        "after rain": "雨后初晴",
        "haze": "远处有淡淡的雾气",
        "stars": "满天繁星",
        "snow": "飘着小雪",
        "frost": "空气清冷",
    },
    scales={
        "wide": ("全景", "大远景", "远景"),
        "medium": ("中景", "侧面中景"),
        "close": ("特写", "近景特写"),
    },
    details=(
        "侧面的暖光",
        "背景柔和虚化",
        "半明半暗",
        "一圈淡淡的光边",
    ),
    beside="{one}和{other}",
    doing="{name}，{deed}",
    wearing="身穿{clothes}",
    episode="第{number}集：{title}",
    part="{title}（{number}）",
    colon="：",
    comma="，",
    end="。",
    blank="",
    moves=(
        (
            "从黑暗中浮现",
            "渐渐成形",
        ),
        (
            "缓缓旋转",
            "左右镜像",
            "透过棱镜",
            "慢动作",
        ),
        (
            "飞速旋转",
            "随光脉动",
            "充满画面",
        ),
        (
            "化入光中",
            "没入黑暗",
        ),
    ),
)
