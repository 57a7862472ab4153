"""Turkish."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

TURKISH = Phrases(
    hours={
        "before dawn": "şafaktan önce",
        "dawn": "şafakta",
        "morning": "sabah",
        "noon": "öğle vakti",
        "afternoon": "öğleden sonra",
        "sunset": "gün batarken",
        "dusk": "akşam",
        "night": "gece",
        "midnight": "gece yarısı",
    },
    skies={
        "mist": "hafif bir sis",
        "clouds": "gökyüzünde küçük bulutlar",
        "rain": "çiseleyen yağmur",
        "breeze": "hafif bir rüzgâr",
        "after rain": "yağmurdan sonra",
        "haze": "uzakta hafif bir pus",
        "stars": "yıldızlarla dolu bir gökyüzü",
        "snow": "hafif kar",
        "frost": "soğuk ve açık hava",
    },
    scales={
        "wide": (
            "Genel plan",
            "Geniş plan",
        ),
        "medium": (
            "Orta plan",
            "Boy plan",
            "Yandan görünüş",
        ),
        "close": (
            "Yakın plan",
            "Ayrıntı",
        ),
    },
    details=(
        "yandan gelen sıcak ışık",
        "yumuşak, bulanık bir arka plan",
        "ışıkla gölge arasında",
    ),
    beside="{one} ve {other}",
    seeing=("{thing} görüyoruz",),
    doing="{name}, {deed}",
    wearing="giysi: {clothes}",
    episode="{number}. bölüm: {title}",
    part="{title}, {number}. kısım",
    moves=(
        (
            "karanlığın içinden",
            "yavaş yavaş belirerek",
        ),
        (
            "ağır ağır dönerek",
            "iki yanda yansımasıyla",
            "bir prizmanın ardından",
            "ağır çekimde",
        ),
        (
            "son hızla",
            "ışığın ritminde",
            "bütün kareyi doldurarak",
        ),
        (
            "ışığa doğru",
            "karanlığa doğru",
        ),
    ),
)
