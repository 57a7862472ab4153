"""Russian."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

RUSSIAN = Phrases(
    hours={
        "before dawn": "перед рассветом",
        "dawn": "на рассвете",
        "morning": "утром",
        "noon": "в полдень",
        "afternoon": "днём",
        "sunset": "на закате",
        "dusk": "в сумерках",
        "night": "ночью",
        "midnight": "в полночь",
    },
    skies={
        "mist": "лёгкий туман",
        "clouds": "маленькие облака в небе",
        "rain": "мелкий дождь",
        "breeze": "лёгкий ветер",
        "after rain": "после дождя",
        "haze": "лёгкая дымка вдали",
        "stars": "небо, полное звёзд",
        "snow": "лёгкий снег",
        "frost": "холодный ясный воздух",
    },
    scales={
        "wide": (
            "Общий план",
            "Дальний план",
        ),
        "medium": (
            "Средний план",
            "Полный рост",
            "Вид сбоку",
        ),
        "close": (
            "Крупный план",
            "Деталь",
        ),
    },
    details=(
        "тёплый свет сбоку",
        "мягкий размытый фон",
        "на границе света и тени",
    ),
    beside="{one} и {other}",
    doing="{name}, {deed}",
    wearing="одежда: {clothes}",
    episode="Серия {number}: {title}",
    part="{title}, часть {number}",
)
