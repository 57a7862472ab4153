"""French."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

FRENCH = Phrases(
    hours={
        "before dawn": "avant l'aube",
        "dawn": "à l'aube",
        "morning": "le matin",
        "noon": "à midi",
        "afternoon": "l'après-midi",
        "sunset": "au coucher du soleil",
        "dusk": "au crépuscule",
        "night": "la nuit",
        "midnight": "à minuit",
    },
    skies={
        "mist": "une brume légère",
        "clouds": "de petits nuages dans le ciel",
        "rain": "une pluie fine",
        "breeze": "une brise légère",
        "after rain": "après la pluie",
        "haze": "un voile de brume au loin",
        "stars": "un ciel plein d'étoiles",
        "snow": "une neige légère",
        "frost": "un air froid et clair",
    },
    scales={
        "wide": ("Plan d'ensemble", "Plan très large", "Plan large"),
        "medium": ("Plan moyen", "Plan rapproché", "Vue de côté"),
        "close": ("Gros plan", "Plan de détail"),
    },
    details=(
        "une lumière chaude de côté",
        "un arrière-plan flou",
        "entre ombre et lumière",
        "un fin liseré de lumière",
    ),
    beside="{one} et {other}",
    doing="{name}, {deed}",
    wearing="avec {clothes}",
    episode="Épisode {number} : {title}",
    part="{title}, partie {number}",
    colon=" : ",
    moves=(
        (
            "hors de l'obscurité",
            "prenant forme peu à peu",
        ),
        (
            "en lente rotation",
            "en miroir des deux côtés",
            "à travers un prisme",
            "au ralenti",
        ),
        (
            "à toute vitesse",
            "au rythme de la lumière",
            "remplissant toute l'image",
        ),
        (
            "vers la lumière",
            "vers l'obscurité",
        ),
    ),
)
