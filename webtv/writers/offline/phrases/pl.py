"""Polish."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

POLISH = Phrases(
    hours={
        "before dawn": "przed świtem",
        "dawn": "o świcie",
        "morning": "rano",
        "noon": "w południe",
        "afternoon": "po południu",
        "sunset": "o zachodzie słońca",
        "dusk": "o zmierzchu",
        "night": "nocą",
        "midnight": "o północy",
    },
    skies={
        "mist": "lekka mgła",
        "clouds": "małe chmury na niebie",
        "rain": "drobny deszcz",
        "breeze": "lekki wiatr",
        "after rain": "po deszczu",
        "haze": "delikatna mgiełka w oddali",
        "stars": "niebo pełne gwiazd",
        "snow": "drobny śnieg",
        "frost": "chłodne, czyste powietrze",
    },
    scales={
        "wide": (
            "Plan ogólny",
            "Plan totalny",
        ),
        "medium": (
            "Plan średni",
            "Plan pełny",
            "Widok z boku",
        ),
        "close": (
            "Zbliżenie",
            "Detal",
        ),
    },
    details=(
        "ciepłe światło z boku",
        "miękkie, rozmyte tło",
        "na granicy światła i cienia",
    ),
    beside="{one} i {other}",
    seeing=("Widać {thing}", "Tu widać {thing}"),
    doing="{name}, {deed}",
    wearing="strój: {clothes}",
    episode="Odcinek {number}: {title}",
    part="{title}, część {number}",
    moves=(
        (
            "z mroku",
            "w powolnym świcie",
        ),
        (
            "w powolnym obrocie",
            "w lustrzanym odbiciu",
            "przez pryzmat",
            "w zwolnionym tempie",
        ),
        (
            "w pełnym pędzie",
            "w rytmie światła",
            "na całym kadrze",
        ),
        (
            "ku światłu",
            "ku ciemności",
        ),
    ),
)
