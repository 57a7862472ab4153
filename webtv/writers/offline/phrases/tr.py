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
    sky_titles={
        "mist": "Sis",
        "clouds": "Küçük bulutlar",
        "rain": "Yağmur",
        "breeze": "Hafif rüzgâr",
        "after rain": "Yağmurdan sonra",
        "haze": "Pus",
        "stars": "Yıldızlar",
        "snow": "Kar",
        "frost": "Ayaz",
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
    acts=(
        "uzaklara bakarken",
        "bir an dinlenirken",
        "kulak kabartırken",
    ),
    beat_titles=(
        "{Beat}",
        "{Beat}, {hour}",
        "{Beat}, bir kez daha",
        "{Beat}, bugün de",
        "{Beat}, her zamanki gibi",
    ),
    name_titles=(
        "{Name} acele etmiyor",
        "{Name} ne biliyor",
        "Bu arada {name}",
        "{Name}, {hour}",
        "{Name} bir plan yapıyor",
        "{Name} yeniden başlıyor",
        "{Name} dinliyor",
        "{Name} yukarı bakıyor",
        "{Name} bekliyor",
        "{Name} hatırlıyor",
    ),
    noun_titles=(
        "{Noun}",
        "{Name} ve {noun}",
        "{Noun}, {hour}",
        "{Noun}, başka bir şey değil",
        "Yine {noun}",
        "{Noun} ve ötekiler",
        "{Noun}, bir kez daha",
    ),
    thing_titles=("{Thing}",),
    beside="{one} ve {other}",
    doing="{name}, {deed}",
    wearing="giysi: {clothes}",
    episode="{number}. bölüm: {title}",
    part="{title}, {number}. kısım",
)
