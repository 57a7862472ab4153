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
    sky_titles={
        "mist": "Туман",
        "clouds": "Облака",
        "rain": "Дождь",
        "breeze": "Ветер",
        "after rain": "После дождя",
        "haze": "Дымка",
        "stars": "Звёзды",
        "snow": "Снег",
        "frost": "Иней",
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
    acts=(
        "взгляд вдаль",
        "минута отдыха",
        "прислушиваясь",
    ),
    beat_titles=(
        "{Beat}",
        "{Beat}, {hour}",
        "{Beat}, ещё раз",
        "{Beat}, и сегодня тоже",
        "{Beat}, как всегда",
    ),
    name_titles=(
        "{Name} не спешит",
        "Что знает {name}",
        "А тем временем {name}",
        "{Name}, {hour}",
        "У нас в гостях {name}",
        "{Name} начинает сначала",
        "{Name} слушает",
        "{Name} смотрит вверх",
        "{Name} помнит",
        "{Name} ждёт",
    ),
    noun_titles=(
        "{Noun}",
        "{Name} и {noun}",
        "{Noun}, {hour}",
        "{Noun}, и больше ничего",
        "Снова {noun}",
        "Вот {noun}",
        "{Noun} и все остальные",
    ),
    thing_titles=("{Thing}",),
    beside="{one} и {other}",
    doing="{name}, {deed}",
    wearing="одежда: {clothes}",
    episode="Серия {number}: {title}",
    part="{title}, часть {number}",
)
