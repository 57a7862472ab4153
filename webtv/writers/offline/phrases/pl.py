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
    sky_titles={
        "mist": "Mgła",
        "clouds": "Małe chmury",
        "rain": "Deszcz",
        "breeze": "Lekki wiatr",
        "after rain": "Po deszczu",
        "haze": "Mgiełka",
        "stars": "Gwiazdy",
        "snow": "Śnieg",
        "frost": "Szron",
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
    acts=(
        "zapatrzenie w dal",
        "chwila odpoczynku",
        "nasłuchiwanie",
    ),
    beat_titles=(
        "{Beat}",
        "{Beat}, {hour}",
        "{Beat}, jeszcze raz",
        "{Beat}, tylko dziś",
        "{Beat}, jak zawsze",
    ),
    name_titles=(
        "{Name} bez pośpiechu",
        "Co wie {name}",
        "Tymczasem {name}",
        "{Name}, {hour}",
        "{Name} ma plan",
        "{Name} zaczyna od nowa",
        "{Name} słucha",
        "{Name} patrzy w górę",
        "{Name} ma czas",
        "{Name} wie swoje",
    ),
    noun_titles=(
        "{Noun}",
        "{Name} i {noun}",
        "{Noun}, {hour}",
        "{Noun} i nic więcej",
        "Znowu {noun}",
        "Oto {noun}",
        "{Noun} i cała reszta",
    ),
    thing_titles=("{Thing}",),
    beside="{one} i {other}",
    doing="{name}, {deed}",
    wearing="strój: {clothes}",
    episode="Odcinek {number}: {title}",
    part="{title}, część {number}",
)
